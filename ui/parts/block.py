"""A block of marked sentences under one bold label: 安全, 未定, 要做."""

from dataclasses import dataclass

from ui.look import BODY, look
from ui.parts.ink import Ink, height_of, plain
from ui.parts.marks import COLOUR, draw_mark
from ui.parts.part import INSET, Row

TEXT = 106


@dataclass(frozen=True, slots=True)
class Block:
    """The label and its lines; each line has a mark, or a number when the lines are to be done in order."""

    label: str
    lines: tuple[tuple[str, str], ...]
    line: bool = True


class BlockRow(Row):
    """Draws a block; 30 for each line."""

    def __init__(self) -> None:
        super().__init__()
        self._value = Block("", ())

    def show_value(self, value: Block) -> None:
        """Shows another block."""
        if value != self._value:
            self._value = value
            self.call(plain(value.label), plain("；".join(words for _, words in value.lines)))
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:
        """The lines and their padding."""
        return 25 + sum(self._line(words, width) for _, words in self._value.lines)

    def _line(self, words: str, width: float) -> float:
        return height_of(look(), words.replace("[[", "").replace("]]", "    "), width - TEXT - INSET) + 6

    def paint(self, ink: Ink) -> None:
        """Draws label, marks and lines."""
        ink.text(INSET, 27, self._value.label, BODY, bold=True)
        y = 12.0
        for mark, words in self._value.lines:
            if mark in COLOUR:
                draw_mark(ink.painter, ink.look, mark, 89, y + 15, 18)
            else:
                ink.text(80, y + 15, mark, BODY, bold=True)
            if "[[" in words:
                ink.text(TEXT, y + 15, words)
            else:
                ink.paragraph(TEXT, y + 3, ink.width - TEXT - INSET, words)
            y += self._line(words, ink.width)
        if self._value.line:
            ink.hairline(INSET, ink.height, ink.width - 2 * INSET)
