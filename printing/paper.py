"""A paper being filled: answers, rows, pairs, paragraphs, sections, at last the signatures and the code.

Each block takes what room it needs and goes on to a new page (`printing.pages`) when there is none. `closing` puts
signatures and the code at the bottom of the last page, `finish` gives the file.
"""

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader

from printing import marks
from printing.lines import Line, Strong, Words, set_lines
from printing.looks import FIRM, THIN, Heading, Look, Signature
from printing.pages import Pages
from printing.sheet import FAINT, GREY, MM

CODE = 22.0
"""Side of a QR code in millimetres, or more where it holds much."""


class Paper(Pages):
    """Pages with the blocks that papers are made of."""

    def __init__(self, look: Look, heading: Heading, foot: str) -> None:
        super().__init__(look, heading, foot)
        self._under_title = False
        """Whether what comes next belongs to what was written last."""

    def end_block(self) -> None:
        """What follows stands by itself; what was written cannot go on to another page alone."""
        super().end_block()
        self._under_title = False

    def firm_line(self) -> None:
        """A line across, where the answers end and the facts begin."""
        self.sheet.rule(self.left, self.y, self.right, FIRM)

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
                    self.write(x, y - look.answer * 0.12 / MM, said, look.answer)
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
            self.begin_block()
            self.y += 1.3
            self.column(self.left, self.y, names, ink=GREY)
            self.flow(x, lines)
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
            self.begin_block()
        self._under_title = joined
        self.flow(self.left + indent, lines, size)
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
        self.begin_block()
        self._under_title = True
        self.y += before + size * 1.3 / MM
        self.sheet.text(self.left if left is None else left, self.y - size * 0.3 / MM, title, size, bold=True)
        self.y += 1.2

    def beside(self, blocks: Sequence[tuple[str, Words]]) -> None:
        """Short texts next to each other, each under its own bold head."""
        height = self.height_beside(blocks)
        self.room(height)
        self.begin_block()
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
        self.end_block()

    def closing(self, signatures: Sequence[Signature] = (), code: str = "", rating: str = "") -> None:
        """Signatures and the QR code, at the bottom of the last page; the page to rate at has a code of its own."""
        codes = [(marks.qr(code, side=CODE), "验真")] if code else []
        if code and rating:
            codes.append((marks.qr(rating, side=CODE), "评价"))
        named = 4.0 if len(codes) > 1 else 0.0
        drawn = any(signature.strokes or signature.above for signature in signatures)
        height = max([20.0 if drawn else 11.0 if signatures else 0.0, *(mark.height + named for mark, _ in codes)])
        if self.y + height + 4 > self.bottom - 3:
            self.go_on_with_last_blocks()
        floor = self.bottom - 3
        edge = self.right
        for mark, name in codes:
            self.sheet.draw(edge - mark.width, floor - named - mark.height, mark.unit, mark.path)
            if named:
                self.sheet.text(edge - mark.width / 2, floor, name, self.look.caption, ink=GREY, anchor="centre")
            edge -= mark.width + 6
        if codes:
            edge -= 4
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


def _parts(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words
