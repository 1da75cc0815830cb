"""How the desk's papers look: sizes, margins, one scale of type, and the blocks they are built from.

A paper is filled from the top: `head`, `answers`, `rows`, `table`, `paragraph` … each takes what room it needs and goes
on to a new page when there is none. `closing` puts signatures and the code at the bottom of the last page, `finish`
writes the foot of every page (第 1/2 页) once their number is known.

    0 ──── head: title, mark, hall │ bar code, number ────
           blocks, top to bottom (y grows downwards, millimetres)
           …
           closing: signatures │ QR
    h ──── foot: what to know │ 第 1/2 页 ────

Millimetres for places, points for type.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from printing import marks
from printing.fonts import width
from printing.lines import Line, Strong, Words, set_lines
from printing.sheet import FAINT, GREY, MM, Point, Sheet

A4 = (210.0, 297.0)
A5 = (148.0, 210.0)

HEAVY, FIRM, THIN = 0.5, 0.35, 0.25
"""Lines in millimetres: under the head; table heads and totals; elsewhere."""


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of paper: its size, its margins (mm) and its type (points)."""

    size: tuple[float, float]
    top: float
    side: float
    foot: float
    title: float
    answer: float
    body: float
    caption: float
    label: float
    """Width of the label column in millimetres."""
    bar: float = 0.36
    """Module of the bar code in millimetres."""

    @property
    def width(self) -> float:
        """Between the side margins."""
        return self.size[0] - 2 * self.side

    @property
    def leading(self) -> float:
        """From line to line of the body, in millimetres."""
        return self.body * 1.5 / MM


RECEIPT = Look(A5, top=12, side=12, foot=10, title=16, answer=13, body=9.5, caption=7.5, label=20)
LARGE_RECEIPT = Look(A5, top=12, side=12, foot=10, title=18, answer=17, body=14, caption=10, label=30)
NOTICE = Look(A4, top=18, side=20, foot=15, title=20, answer=14, body=9.5, caption=7.5, label=20, bar=0.33)
REPORT = Look(A4, top=16, side=18, foot=13, title=20, answer=13, body=9, caption=7.5, label=20)


@dataclass(frozen=True, slots=True)
class Copy:
    """A reprint: the how manyth, when and by whom."""

    number: int
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the top of a paper."""

    title: str
    place: str
    """Hall and window."""
    number: str = ""
    """As stored; shown in groups and as a bar code."""
    practice: bool = False
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: the caption under it, what stands above it, and pen strokes in a box of 1 × 1."""

    caption: str
    above: str = ""
    strokes: tuple[tuple[Point, ...], ...] = ()
    ratio: float = 3.0
    """Width to height of the signing pad."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` in millimetres, `align` left or right."""

    head: str
    width: float
    align: str = "left"
    strong: bool = False
    size: float | None = None


def grouped(number: str) -> str:
    """A receipt number in its groups 6-4-8-2-4-1, a leading letter by itself; other numbers as they are."""
    letter, digits = (number[0], number[1:]) if number[:1].isalpha() else ("", number)
    if len(digits) != 25 or not digits.isdigit():
        return number
    cuts = (0, 6, 10, 18, 20, 24, 25)
    parts = [digits[a:b] for a, b in pairwise(cuts)]
    return " ".join([letter, *parts] if letter else parts)


class Paper:
    """A paper being filled; `y` is the height of the next block."""

    def __init__(self, look: Look, heading: Heading) -> None:
        self.look, self.heading = look, heading
        self.sheet = Sheet(look.size, heading.title, heading.number)
        self.left, self.right = look.side, look.size[0] - look.side
        self.bottom = look.size[1] - look.foot - 8
        self.y = look.top

    def room(self, height: float) -> None:
        """Goes on to the next page unless `height` is still free."""
        if self.y + height > self.bottom + 0.01:
            self.next_page()

    def next_page(self) -> None:
        """A new page with the title and the number, so that loose sheets find each other."""
        self.sheet.new_page()
        self.y = self.look.top
        base = self.y + 4
        at = self.left + self.sheet.text(self.left, base, self.heading.title, self.look.body, bold=True)
        self._stamps(at + 3, base, self.look.body)
        self.sheet.text(self.right, base, grouped(self.heading.number), self.look.caption, ink=GREY, anchor="right")
        self.y += 6.5
        self.sheet.rule(self.left, self.y, self.right, HEAVY)
        self.y += 2

    # ── head ────────────────────────────────────────────────────────────────────────────────────────────────────

    def head(self, beside: Sequence[str] = ()) -> None:
        """Title with its marks and the place on the left; bar code and number, or the lines `beside`, on the right."""
        look, sheet = self.look, self.sheet
        title = look.title / MM
        base = self.y + title * 1.06
        at = self.left + sheet.text(self.left, base, self.heading.title, look.title, bold=True)
        self._stamps(at + 3, base - (look.title - look.body) * 0.37 / MM, look.body)
        edge = self.right
        lowest = self.y
        if self.heading.number:
            bar = marks.code128(self.heading.number, module=look.bar, height=9)
            edge = self.right - bar.width - 2
            sheet.draw(self.right - bar.width, self.y, bar.path)
            sheet.text(self.right, self.y + 12.6, grouped(self.heading.number), 8, ink=GREY, anchor="right")
            lowest = self.y + 13
        for number, line in enumerate(beside):
            size, ink = (look.answer, "0") if number == 0 else (look.caption, GREY)
            sheet.text(self.right, self.y + 5 + number * 5.2, line, size, bold=number == 0, ink=ink, anchor="right")
        room = (edge - self.left) * MM
        y = base + look.leading
        for said in set_lines(self.heading.place, room, look.body, look.caption):
            sheet.text(self.left, y, said.text, look.body)
            y += look.leading
        self.y = max(y - look.leading + 4.2, lowest + 4.6, self.y + 7.4 + 0.65 * look.title)
        sheet.rule(self.left, self.y, self.right, HEAVY)

    def _stamps(self, x: float, base: float, size: float) -> None:
        stamps = ["练习 无效"] if self.heading.practice else []
        if self.heading.copy:
            stamps.append(f"补打 {self.heading.copy.number}")
        height = size / MM
        for stamp in stamps:
            run = self.sheet.text(x + 1.6, base, stamp, size, bold=True)
            self.sheet.frame(x, base - height * 1.17, run + 3.2, height * 1.6, FIRM)
            x += run + 6

    def firm_line(self) -> None:
        """A line across, where the answers end and the facts begin."""
        self.sheet.rule(self.left, self.y, self.right, FIRM)

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────

    def answers(self, pairs: Sequence[tuple[str, str]], columns: int = 2) -> None:
        """What the person wants to know first: small labels over large answers, under them a firm line."""
        look = self.look
        self.y += 3.2
        share = look.width / columns
        across = [pairs[first : first + columns] for first in range(0, len(pairs), columns)]
        for line in across:
            tallest = 0.0
            for number, (label, answer) in enumerate(line):
                x = self.left + share * number
                self.sheet.text(x, self.y + look.caption / MM, label, look.caption, ink=GREY)
                y = self.y + look.caption * 1.5 / MM
                for said in set_lines(answer, (share - 3) * MM, look.answer, look.caption, bold=True):
                    y += look.answer * 1.25 / MM
                    self._write(x, y - look.answer * 0.12 / MM, said, look.answer)
                tallest = max(tallest, y - self.y)
            self.y += tallest + 2.2
        self.firm_line()

    def rows(self, rows: Sequence[tuple[str, Words]]) -> None:
        """Label and text, a hairline under each."""
        look = self.look
        x = self.left + look.label
        for label, words in rows:
            lines = set_lines(words, (self.right - x) * MM, look.body, look.caption)
            names = set_lines(label, (look.label - 1) * MM, look.body, look.caption)
            self.room(self._height(lines[:4]) + 2.6)
            self.y += 1.3
            self._column(self.left, self.y, names, ink=GREY)
            self._flow(x, lines)
            self.y += 1.3
            self.sheet.rule(self.left, self.y, self.right, THIN, ink=FAINT)

    def pairs(self, facts: Sequence[tuple[str, Words]]) -> None:
        """Facts two abreast: label, text, label, text."""
        look = self.look
        half = look.width / 2
        room = (half - look.label - 2) * MM
        for first in range(0, len(facts), 2):
            line = facts[first : first + 2]
            cells = [set_lines(words, room, look.body, look.caption) for _, words in line]
            self.room(max(map(self._height, cells)) + 2.4)
            self.y += 1.2
            for number, ((label, _), cell) in enumerate(zip(line, cells, strict=True)):
                x = self.left + half * number
                self._column(x, self.y, set_lines(label, look.label * MM, look.body, look.caption), ink=GREY)
                self._column(x + look.label, self.y, cell)
            self.y += max(map(self._height, cells)) + 1.2
            self.sheet.rule(self.left, self.y, self.right, THIN, ink=FAINT)

    def paragraph(
        self, words: Words, *, size: float | None = None, bold: bool = False, after: float = 1.2, indent: float = 0.0
    ) -> None:
        """Running text over the whole width."""
        size = size or self.look.body
        room = (self.look.width - indent) * MM
        lines = set_lines(words, room, size, self.look.caption, bold=bold)
        self._flow(self.left + indent, lines, size)
        self.y += after

    def section(self, title: str, *, size: float | None = None, before: float = 5.0, keep: float = 12.0) -> None:
        """A heading inside the paper, kept together with what follows."""
        size = size or self.look.body + 1.5
        self.room(before + keep)
        self.y += before + size * 1.3 / MM
        self.sheet.text(self.left, self.y - size * 0.3 / MM, title, size, bold=True)
        self.y += 1.2

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Words]],
        *,
        totals: int = 0,
        left: float | None = None,
        pad: float = 1.2,
    ) -> None:
        """A table with hairlines; the head is said again on a new page, the last `totals` rows are bold."""
        left = self.left if left is None else left
        right = left + sum(column.width for column in columns)
        self._table_head(columns, left, right)
        for number, row in enumerate(rows):
            total = number >= len(rows) - totals
            cells = [
                set_lines(
                    words,
                    (column.width - (2 if column.align == "left" else 0)) * MM,
                    column.size or self.look.body,
                    self.look.caption,
                    bold=column.strong or total,
                )
                for column, words in zip(columns, row, strict=True)
            ]
            height = max(self._height(cell, column.size) for column, cell in zip(columns, cells, strict=True))
            if self.y + height + 2 * pad > self.bottom:
                self.next_page()
                self._table_head(columns, left, right)
            x = left
            for column, cell in zip(columns, cells, strict=True):
                self._column(
                    x, self.y + pad, cell, size=column.size, right=x + column.width if column.align == "right" else None
                )
                x += column.width
            self.y += height + 2 * pad
            last_before_totals = totals and number == len(rows) - totals - 1
            self.sheet.rule(
                left, self.y, right, FIRM if last_before_totals else THIN, ink="0" if last_before_totals else FAINT
            )

    def _table_head(self, columns: Sequence[Column], left: float, right: float) -> None:
        if any(column.head for column in columns):
            self.room(16)
            base = self.y + 4.4
            x = left
            for column in columns:
                place, anchor = (x + column.width, "right") if column.align == "right" else (x, "left")
                self.sheet.text(place, base, column.head, self.look.caption, ink=GREY, anchor=anchor)
                x += column.width
            self.y += 6.2
        self.sheet.rule(left, self.y, right, FIRM)

    def ticks(self, rows: Sequence[tuple[str, str]], second: float = 70.0) -> None:
        """What is fine: a drawn tick, the thing, and what was seen."""
        look = self.look
        for thing, seen in rows:
            things = set_lines(thing, (second - 10) * MM, look.body, look.caption)
            told = set_lines(seen, (look.width - second) * MM, look.body, look.caption)
            height = max(self._height(things), self._height(told))
            self.room(height + 2)
            self.y += 1
            middle = self.y + look.leading / 2
            self.sheet.strokes(
                [[(self.left + 0.6, middle), (self.left + 1.6, middle + 1.1), (self.left + 3.2, middle - 1.3)]], 0.45
            )
            self._column(self.left + 8, self.y, things)
            self._column(self.left + second, self.y, told)
            self.y += height + 1
            self.sheet.rule(self.left, self.y, self.right, THIN, ink=FAINT)

    def beside(self, blocks: Sequence[tuple[str, Words]]) -> None:
        """Short texts next to each other, each under its own bold head."""
        look = self.look
        share = look.width / len(blocks)
        cells = [
            set_lines((Strong(head), "\n", *_parts(words)), (share - 4) * MM, look.body, look.caption)
            for head, words in blocks
        ]
        self.room(max(map(self._height, cells)))
        for number, cell in enumerate(cells):
            self._column(self.left + share * number, self.y, cell)
        self.y += max(map(self._height, cells))

    # ── end ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def closing(self, signatures: Sequence[Signature] = (), code: str = "", *, side: float = 22.0) -> None:
        """Signatures and the QR code, at the bottom of the last page."""
        mark = marks.qr(code, side=side) if code else None
        height = max(22.0 if signatures else 0.0, mark.height if mark else 0.0)
        if self.y + height + 5 > self.bottom - 3:
            self.next_page()
        floor = self.bottom - 3
        edge = self.right
        if mark:
            self.sheet.draw(self.right - mark.width, floor - mark.height, mark.path)
            edge = self.right - mark.width - 10
        if signatures:
            gap = 6.0
            share = (edge - self.left - gap * (len(signatures) - 1)) / len(signatures)
            for number, signature in enumerate(signatures):
                self._sign(self.left + (share + gap) * number, floor - 5.2, share, signature)
        self.y = floor

    def _sign(self, x: float, y: float, width: float, signature: Signature) -> None:
        self.sheet.rule(x, y, x + width, THIN)
        self.sheet.text(x, y + 4.2, signature.caption, self.look.caption, ink=GREY)
        if signature.above:
            self.sheet.text(x + width / 2, y - 6, signature.above, self.look.caption, ink=GREY, anchor="centre")
        if signature.strokes:
            tall = min(13.0, width / signature.ratio)
            wide = tall * signature.ratio
            self.sheet.strokes(
                [[(x + px * wide, y - 1 - tall + py * tall) for px, py in stroke] for stroke in signature.strokes], 0.35
            )

    def finish(self, foot: str) -> bytes:
        """Writes every page's foot and gives the PDF."""
        copy = self.heading.copy
        told = f"{foot}　补打 {copy.number}，{copy.at}，{copy.by}" if copy else foot
        look, sheet = self.look, self.sheet
        base = look.size[1] - look.foot - 1.2
        for page in range(1, sheet.pages + 1):
            sheet.turn_to(page)
            run = sheet.text(self.right, base, f"第 {page}/{sheet.pages} 页", look.caption, ink=GREY, anchor="right")
            lines = set_lines(told, (look.width - run - 4) * MM, look.caption, look.caption)
            top = base - (len(lines) - 1) * look.caption * 1.4 / MM
            sheet.rule(self.left, top - 4.6, self.right, THIN, ink=FAINT)
            for number, line in enumerate(lines):
                sheet.text(self.left, top + number * look.caption * 1.4 / MM, line.text, look.caption, ink=GREY)
        return sheet.pdf()

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _height(self, lines: Sequence[Line], size: float | None = None) -> float:
        return sum(self._step(line, size) for line in lines)

    def _step(self, line: Line, size: float | None) -> float:
        return (self.look.caption * 1.35 if line.small else (size or self.look.body) * 1.5) / MM

    def _flow(self, x: float, lines: Sequence[Line], size: float | None = None) -> None:
        """Lines from `y` on, over as many pages as they need."""
        for line in lines:
            self.room(self._step(line, size))
            self._column(x, self.y, [line], size=size)
            self.y += self._step(line, size)

    def _column(
        self,
        x: float,
        y: float,
        lines: Sequence[Line],
        *,
        size: float | None = None,
        ink: str = "0",
        right: float | None = None,
    ) -> None:
        for line in lines:
            step = self._step(line, size)
            used = self.look.caption if line.small else size or self.look.body
            self._write(x, y + step / 2 + used * 0.37 / MM, line, used, ink=GREY if line.small else ink, right=right)
            y += step

    def _write(
        self, x: float, y: float, line: Line, size: float, *, ink: str = "0", right: float | None = None
    ) -> None:
        if right is not None:
            x = right - sum(width(text, size, bold=bold) for text, bold in line.parts) / MM
        for text, bold in line.parts:
            x += self.sheet.text(x, y, text, size, bold=bold, ink=ink)


def _parts(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words
