"""The fee in three rows, amounts on one edge: 应收项, 减免, 实收（元）; a waiver says 须复核 until it is decided."""

from dataclasses import dataclass

from ui.look import BODY, CAPTION, TITLE
from ui.parts.ink import Ink, plain, width_of
from ui.parts.marks import COLOUR, draw_mark
from ui.parts.part import INSET, Row

AMOUNT = 320


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One row: what for, how much, why, by which rule."""

    words: str
    amount: str
    second: str = ""
    rule: str = ""
    total: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """The rows of one case's fee under its label."""

    label: str
    lines: tuple[FeeLine, ...]


class FeeBlock(Row):
    """Draws a fee; a total is 20 px bold."""

    def __init__(self) -> None:
        super().__init__()
        self._fee = Fee("", ())

    def show_value(self, fee: Fee) -> None:
        """Shows another fee."""
        if fee != self._fee:
            self._fee = fee
            self.call(
                plain(" ".join([fee.label, *(f"{line.words} {line.amount} {line.second}" for line in fee.lines)]))
            )
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """24 for a row, 30 for the total."""
        return 24 + sum(30 if line.total else 24 for line in self._fee.lines)

    def paint(self, ink: Ink) -> None:
        """Draws the rows."""
        ink.text(INSET, 24, self._fee.label, BODY, "text_3")
        y = 12.0
        for line in self._fee.lines:
            middle = y + (15 if line.total else 12)
            room = AMOUNT - 80 - width_of(ink.look, line.amount, TITLE if line.total else BODY, bold=line.total) - 8
            ink.fitting(80, middle, line.words, room, (BODY, CAPTION), bold=line.total)
            ink.text(AMOUNT, middle, line.amount, TITLE if line.total else BODY, bold=line.total, right=True)
            left = AMOUNT + 16
            if line.mark and line.second:
                draw_mark(ink.painter, ink.look, line.mark, left + 7, middle, 15)
                left += 18
            tone = COLOUR.get(line.mark, "text_2")
            ink.text(left, middle, line.second, CAPTION, tone, bold=bool(line.mark))
            ink.text(ink.width - INSET, middle + 1, line.rule, CAPTION, "text_3", right=True)
            y += 30 if line.total else 24
        ink.hairline(INSET, ink.height, ink.width - 2 * INSET)
