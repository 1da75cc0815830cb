"""A paper being filled: head, blocks, closing, foot.

A paper is filled from the top: `head`, `answers`, `rows`, `paragraph` … each takes what room it needs and goes
on to a new page when there is none. `closing` puts signatures and the code at the bottom of the last page, `finish`
writes the foot of every page (第 1/2 页) once their number is known.

    0 ──── head: title, mark, hall │ bar code, number ────
           blocks, top to bottom (y grows downwards, millimetres)
           …
           closing: signatures │ QR
    h ──── foot: what to know │ 第 1/2 页 ────

Millimetres for places, points for type.
"""

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader

from printing import marks
from printing.fonts import width
from printing.head import draw_head, draw_stamps
from printing.lines import Line, Strong, Words, set_lines
from printing.looks import FIRM, HEAVY, THIN, Heading, Look, Signature, grouped
from printing.sheet import FAINT, GREY, MM, Sheet

COMES_ALONG = 45.0
"""So much of a page, in millimetres, goes on to the next one with the signatures."""


class Paper:
    """A paper being filled; `y` is the height of the next block."""

    def __init__(self, look: Look, heading: Heading, foot: str) -> None:
        self.look, self.heading = look, heading
        copy = heading.copy
        told = f"{foot}　补打 {copy.number}，{copy.at}，{copy.by}" if copy else foot
        room = look.width * MM - width("第 99/99 页", look.caption) - 12
        self._foot = set_lines(told, room, look.caption, look.caption)
        self.sheet = Sheet(look.size, heading.title, heading.number)
        self.left, self.right = look.side, look.size[0] - look.side
        self.bottom = look.size[1] - look.foot - 8 - self._step_of_foot * (len(self._foot) - 1)
        self.y = look.top
        self._under_title = False
        self._blocks: list[tuple[int, float]] = []
        """Where the newest blocks of this page begin, and at which height; those that may go on to another page."""

    def room(self, height: float) -> None:
        """Goes on to the next page unless `height` is still free."""
        if self.y + height > self.bottom + 0.01:
            self.next_page()

    def fresh_page(self) -> None:
        """A new page that begins like a first one."""
        self.sheet.new_page()
        self._blocks = []
        self.y = self.look.top

    def next_page(self) -> None:
        """A new page with the title and the number, so that loose sheets find each other."""
        self.fresh_page()
        base = self.y + 4.4
        size = min(self.look.body, 9.5)
        at = self.left + self.sheet.text(self.left, base, self.heading.title, size, bold=True)
        draw_stamps(self.sheet, self.heading.stamps, at + 3, base, size, self.right)
        self.sheet.text(self.right, base, grouped(self.heading.number), self.look.caption, ink=GREY, anchor="right")
        self.y += 7
        self.sheet.rule(self.left, self.y, self.right, HEAVY)
        self.y += 2

    # ── head ────────────────────────────────────────────────────────────────────────────────────────────────────

    def head(self, beside: Sequence[str] = ()) -> None:
        """Title with its marks and the place on the left; bar code and number, or the lines `beside`, on the right."""
        self.y = draw_head(self.sheet, self.look, self.heading, self.y, beside)

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
            self.room(self.height_of(lines[:4]) + 2.6)
            self._begin_block()
            self.y += 1.3
            self.column(self.left, self.y, names, ink=GREY)
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
            self.room(max(map(self.height_of, cells)) + 2.4)
            self.y += 1.2
            for number, ((label, _), cell) in enumerate(zip(line, cells, strict=True)):
                x = self.left + half * number
                self.column(x, self.y, set_lines(label, look.label * MM, look.body, look.caption), ink=GREY)
                self.column(x + look.label, self.y, cell)
            self.y += max(map(self.height_of, cells)) + 1.2
            self.sheet.rule(self.left, self.y, self.right, THIN, ink=FAINT)

    def paragraph(
        self,
        words: Words,
        *,
        size: float | None = None,
        bold: bool = False,
        after: float = 1.2,
        indent: float = 0.0,
        joined: bool = False,
    ) -> None:
        """Running text over the whole width; `joined` to what follows, so that both go on to a page together."""
        size = size or self.look.body
        room = (self.look.width - indent) * MM
        lines = set_lines(words, room, size, self.look.caption, bold=bold)
        if not self._under_title:
            self._begin_block()
        self._under_title = joined
        self._flow(self.left + indent, lines, size)
        self.y += after

    def section(
        self,
        title: str,
        *,
        size: float | None = None,
        before: float = 5.0,
        keep: float = 12.0,
        left: float | None = None,
    ) -> None:
        """A heading inside the paper, kept together with what follows."""
        size = size or self.look.body + 1.5
        self.room(before + keep)
        self._begin_block()
        self._under_title = True
        self.y += before + size * 1.3 / MM
        self.sheet.text(self.left if left is None else left, self.y - size * 0.3 / MM, title, size, bold=True)
        self.y += 1.2

    def beside(self, blocks: Sequence[tuple[str, Words]]) -> None:
        """Short texts next to each other, each under its own bold head."""
        height = self.height_beside(blocks)
        self.room(height)
        self._begin_block()
        share = self.look.width / len(blocks)
        for number, cell in enumerate(self._cells_beside(blocks)):
            self.column(self.left + share * number, self.y, cell)
        self.y += height

    def height_beside(self, blocks: Sequence[tuple[str, Words]]) -> float:
        """What `beside` will take."""
        return max(map(self.height_of, self._cells_beside(blocks)))

    def _cells_beside(self, blocks: Sequence[tuple[str, Words]]) -> list[list[Line]]:
        room = (self.look.width / len(blocks) - 4) * MM
        return [
            set_lines((Strong(head), "\n", *_parts(words)), room, self.look.body, self.look.caption)
            for head, words in blocks
        ]

    def picture(self, data: bytes, width: float, height: float) -> None:
        """A framed picture on the left, as large as the box allows without stretching it."""
        wide, tall = ImageReader(io.BytesIO(data)).getSize()
        scale = min(width / wide, height / tall)
        width, height = wide * scale, tall * scale
        self.room(height + 5)
        self.y += 3
        self.sheet.picture(self.left, self.y, width, height, data)
        self.sheet.frame(self.left, self.y, width, height, THIN)
        self.y += height + 2
        self._blocks = []

    # ── end ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def closing(self, signatures: Sequence[Signature] = (), code: str = "", *, side: float = 22.0) -> None:
        """Signatures and the QR code, at the bottom of the last page."""
        mark = marks.qr(code, side=side) if code else None
        drawn = any(signature.strokes or signature.above for signature in signatures)
        height = max(20.0 if drawn else 11.0 if signatures else 0.0, mark.height if mark else 0.0)
        if self.y + height + 4 > self.bottom - 3:
            self._go_on_with_last_blocks()
        floor = self.bottom - 3
        edge = self.right
        if mark:
            self.sheet.draw(self.right - mark.width, floor - mark.height, mark.unit, mark.path)
            edge = self.right - mark.width - 10
        if signatures:
            gap = 6.0
            share = (edge - self.left - gap * (len(signatures) - 1)) / len(signatures)
            for number, signature in enumerate(signatures):
                self._sign(self.left + (share + gap) * number, floor - 5.2, share, signature)
        self.y = floor

    def end_block(self) -> None:
        """What follows stands by itself; what was written cannot go on to another page alone."""
        self._blocks, self._under_title = [], False

    def _begin_block(self) -> None:
        self._blocks.append((self.sheet.drawn, self.y))

    def _go_on_with_last_blocks(self) -> None:
        """Nobody signs on a page that says nothing: the last few blocks come along."""
        page, end = self.sheet.pages, self.y
        along = [block for block in self._blocks[-3:] if end - block[1] <= COMES_ALONG] or self._blocks[-1:]
        self.next_page()
        if along:
            since, begun = along[0]
            self.sheet.carry_over(since, page, begun - self.y)
            self.y += end - begun

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

    def finish(self) -> bytes:
        """Writes every page's foot and gives the PDF."""
        look, sheet = self.look, self.sheet
        base = look.size[1] - look.foot - 1.2
        top = base - (len(self._foot) - 1) * self._step_of_foot
        for page in range(1, sheet.pages + 1):
            sheet.turn_to(page)
            sheet.rule(self.left, top - 4.6, self.right, THIN, ink=FAINT)
            sheet.text(self.right, base, f"第 {page}/{sheet.pages} 页", look.caption, ink=GREY, anchor="right")
            for number, line in enumerate(self._foot):
                sheet.text(self.left, top + number * self._step_of_foot, line.text, look.caption, ink=GREY)
        return sheet.pdf()

    @property
    def _step_of_foot(self) -> float:
        return self.look.caption * 1.4 / MM

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────

    def height_of(self, lines: Sequence[Line], size: float | None = None) -> float:
        return sum(self._step(line, size) for line in lines)

    def _step(self, line: Line, size: float | None) -> float:
        return (self.look.caption * 1.35 if line.small else (size or self.look.body) * 1.5) / MM

    def _flow(self, x: float, lines: Sequence[Line], size: float | None = None) -> None:
        """Lines from `y` on, over as many pages as they need."""
        for line in lines:
            self.room(self._step(line, size))
            self.column(x, self.y, [line], size=size)
            self.y += self._step(line, size)

    def column(
        self,
        x: float,
        y: float,
        lines: Sequence[Line],
        *,
        size: float | None = None,
        ink: str = "0",
        right: float | None = None,
    ) -> None:
        """Lines one under the other from y on; `y` of the paper stays."""
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
