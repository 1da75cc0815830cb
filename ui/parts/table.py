"""Tables: rows of 36 over hairlines, numbers to the right and words to the left; the selected row has tint and bar."""

from dataclasses import dataclass
from typing import NamedTuple

from ui.look import BODY, CAPTION
from ui.parts.ink import Ink, plain
from ui.parts.marks import COLOUR, draw_mark
from ui.parts.part import INSET, Row


class Column(NamedTuple):
    """One column: its head, where it stands (from the right edge when negative), how it is set."""

    head: str
    at: float
    right: bool = False
    bold: bool = False
    size: int = BODY
    width: float = 0
    quiet: bool = False
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """One row's words, column by column; `mark` stands before the cell `mark_at`."""

    words: tuple[str, ...]
    code: str = ""
    selected: bool = False
    pressable: bool = False
    mark: str = ""
    mark_at: int = 0
    tone: bool = False
    """The marked cell's words take the mark's colour."""
    bold: bool = False


class TableRow(Row):
    """Draws one row on its table's columns."""

    def __init__(self, columns: tuple[Column, ...], height: float = 37, *, bleed: bool = False) -> None:
        super().__init__()
        self.columns = columns
        self._height, self._bleed = height, bleed
        self._value = Cells(())

    def show_value(self, value: Cells) -> None:
        """Shows another row."""
        if value != self._value:
            self._value = value
            self.code = value.code
            self.make_pressable(value.pressable)
            self.call(plain("，".join(words for words in value.words if words)))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """36 and its hairline."""
        return self._height

    def paint(self, ink: Ink) -> None:
        """Draws the cells."""
        value, middle = self._value, (ink.height - 1) / 2
        if value.selected:
            ink.fill(0, 0, ink.width, ink.height, "accent_soft")
            ink.fill(0, 0, 4, ink.height, "accent")
        for number, (column, words) in enumerate(zip(self.columns, value.words, strict=False)):
            x = column.at if column.at >= 0 else ink.width + column.at
            colour = "text_2" if column.quiet else "text"
            if value.mark and number == value.mark_at:
                draw_mark(ink.painter, ink.look, value.mark, x + 8, middle, 16)
                x += 24
                colour = (
                    COLOUR[value.mark] if value.mark in ("look", "stop") and not column.quiet and value.tone else colour
                )
            heavy = column.bold or value.bold or (value.selected and number == 0)
            room = column.width or None
            ink.text(
                x, middle, words, column.size, colour, bold=heavy, right=column.right, width=room, mono=column.mono
            )
        side = 0 if self._bleed else INSET
        ink.hairline(side, ink.height, ink.width - 2 * side)


class TableHeadRow(Row):
    """The head of such a table: 13 px words over a stronger line."""

    def __init__(self, columns: tuple[Column, ...], height: float = 32, *, bleed: bool = False) -> None:
        super().__init__()
        self._columns, self._height, self._bleed = columns, height, bleed

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Fixed."""
        return self._height

    def paint(self, ink: Ink) -> None:
        """Draws the heads on their columns."""
        for column in self._columns:
            x = column.at if column.at >= 0 else ink.width + column.at
            ink.text(x, ink.height / 2, column.head, CAPTION, "text_2", right=column.right)
        side = 0 if self._bleed else INSET
        ink.hairline(side, ink.height, ink.width - 2 * side, "line_2")
