"""Tables: rows of 36 over hairlines, numbers to the right and words to the left; the selected row has tint and bar."""

from dataclasses import dataclass
from typing import NamedTuple

from ui.look import BODY, CAPTION
from ui.parts.ink import Ink, plain, width_of
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
    cap: str = ""
    """The key that chooses the row, before its first cell."""


DRAWN = 806
"""The width the columns are given for; a narrower table moves them together."""
KEPT = 170
"""What begins so near to the left edge keeps its place."""
GAP = 8


def place(column: Column, width: float) -> float:
    """Where a column stands in a table of that width."""
    if column.at < 0:
        return width + column.at
    if width >= DRAWN or column.at <= KEPT:
        return column.at
    return KEPT + (column.at - KEPT) * (width - KEPT) / (DRAWN - KEPT)


def room_for(columns: tuple[Column, ...], number: int, width: float) -> float:
    """How wide a cell may be: as far as the next one of the same side, or as its column says."""
    column, x = columns[number], place(columns[number], width)
    if column.right:
        before = [place(one, width) for one in columns if one.right and place(one, width) < x]
        return x - max(before, default=INSET) - GAP
    after = [place(one, width) for one in columns if not one.right and place(one, width) > x]
    room = min(after, default=width - INSET + GAP) - x - GAP
    return min(room, column.width) if column.width else room


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
            x = place(column, ink.width)
            colour = "text_2" if column.quiet else "text"
            if value.cap and number == 0:
                ink.cap(x, middle, value.cap)
                x += 32
            if value.mark and number == value.mark_at:
                draw_mark(ink.painter, ink.look, value.mark, x + 8, middle, 16)
                x += 24
                colour = (
                    COLOUR[value.mark] if value.mark in ("look", "stop") and not column.quiet and value.tone else colour
                )
            heavy = column.bold or value.bold or (value.selected and number == 0)
            if column.mono:
                room = room_for(self.columns, number, ink.width)
                ink.text(x, middle, words, column.size, colour, bold=heavy, width=room, mono=True)
                continue
            room = room_for(self.columns, number, ink.width) - (x - place(column, ink.width))
            if not column.right:
                room = min(room, self._right_begins(ink) - x - GAP)
            sizes = (column.size, CAPTION) if column.size > CAPTION else (column.size,)
            ink.fitting(x, middle, words, room, sizes, colour, bold=heavy, right=column.right)
        side = 0 if self._bleed else INSET
        ink.hairline(side, ink.height, ink.width - 2 * side)

    def _right_begins(self, ink: Ink) -> float:
        """Where the first number at the right begins."""
        cells = zip(self.columns, self._value.words, strict=False)
        starts = (
            place(column, ink.width) - width_of(ink.look, words, column.size)
            for column, words in cells
            if column.right and words
        )
        return min(starts, default=ink.width - INSET + GAP)


class TableHeadRow(Row):
    """The head of such a table: 13 px words over a stronger line."""

    def __init__(self, columns: tuple[Column, ...], height: float = 32, *, bleed: bool = False) -> None:
        super().__init__()
        self._columns, self._height, self._bleed = columns, height, bleed
        self.call("，".join(column.head for column in columns if column.head))

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Fixed."""
        return self._height

    def paint(self, ink: Ink) -> None:
        """Draws the heads on their columns."""
        for number, column in enumerate(self._columns):
            x, room = place(column, ink.width), room_for(self._columns, number, ink.width)
            ink.text(x, ink.height / 2, column.head, CAPTION, "text_2", right=column.right, width=room)
        side = 0 if self._bleed else INSET
        ink.hairline(side, ink.height, ink.width - 2 * side, "line_2")
