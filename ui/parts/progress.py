"""A bar of 8 px from 284 to 998 that fills by measured time; it moves, nothing else does."""

from ui.parts.ink import Ink
from ui.parts.part import INSET, Part
from ui.words import say


class ProgressBar(Part):
    """Shows a share of 0 … 1."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0

    def show_value(self, share: float) -> None:
        """Shows another share."""
        share = max(0.0, min(1.0, share))
        self.call(say("已完成 {n}%", n=round(share * 100)))
        if share != self._share:
            self._share = share
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """8."""
        return 8

    def paint(self, ink: Ink) -> None:
        """Draws ground and share."""
        room = ink.width - 80 - INSET
        ink.fill(80, 0, room, 8, "line", 4)
        if self._share > 0:
            ink.fill(80, 0, max(8, room * self._share), 8, "accent", 4)
