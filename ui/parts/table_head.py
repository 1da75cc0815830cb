"""The head of a table: 13 px words over a stronger line, on the columns of the rows below."""

from ui.look import CAPTION
from ui.parts.ink import Ink, width_of
from ui.parts.part import INSET, Part

Column = tuple[str, float, bool]
"""Its words, where it stands from the left (from the right when negative), whether it is set to the right."""


class TableHead(Part):
    """Draws the heads of columns; they are read with each row, so screen readers skip it."""

    def __init__(self, columns: tuple[Column, ...] = (), height: float = 24, bleed: bool = False) -> None:
        super().__init__()
        self._columns, self._height, self._bleed = columns, height, bleed

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Shows other columns."""
        if columns != self._columns:
            self._columns = columns
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Fixed."""
        return self._height

    def paint(self, ink: Ink) -> None:
        """Draws words and line."""
        starts = [
            ink.width + at - (width_of(ink.look, words, CAPTION) if right else 0)
            for words, at, right in self._columns
            if at < 0
        ]
        for words, at, right in self._columns:
            x = at if at >= 0 else ink.width + at
            ends = x + width_of(ink.look, words, CAPTION)
            if at < 0 or ends + 8 <= min(starts, default=ink.width):  # its cells say what they are where it has no room
                ink.text(x, self._height - 14, words, CAPTION, "text_2", right=right)
        side = 0 if self._bleed else INSET
        ink.hairline(side, ink.height, ink.width - 2 * side, "line_2")
