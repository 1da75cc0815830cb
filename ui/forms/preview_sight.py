"""What is seen of a paper: which of its pages, and how large. No widget and no picture, only numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.words import say

WHOLE, WIDTH = 0.0, -1.0
"""Zooms that follow the room there is: the whole page, its whole width."""
ZOOMS = (WHOLE, WIDTH, 1.0, 1.5, 2.0, 3.0)
SHARPEST = 400.0
SCREEN_DPI = 96.0
"""Dots an inch has on a screen at 100 %."""
MM = 25.4


@dataclass(slots=True)
class Sight:
    """`sizes` are the pages in millimetres, `room` is (width, height, dots an inch has) of where they are shown."""

    sizes: Sequence[tuple[float, float]] = ()
    page: int = 1
    zoom: int = 0
    room: tuple[int, int, float] = (600, 600, SCREEN_DPI)

    def take(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Another paper: the same page of it where it has one."""
        self.sizes, self.page = sizes, max(1, min(self.page, len(sizes)))

    def turn(self, step: int) -> bool:
        """So many pages on; False where there is none."""
        before, self.page = self.page, max(1, min(len(self.sizes), self.page + step))
        return self.page != before

    def zoom_to(self, zoom: int) -> bool:
        """Another of `ZOOMS`; False at either end."""
        before, self.zoom = self.zoom, max(0, min(len(ZOOMS) - 1, zoom))
        return self.zoom != before

    @property
    def follows(self) -> bool:
        """Whether the size is the room's."""
        return ZOOMS[self.zoom] in (WHOLE, WIDTH)

    @property
    def dpi(self) -> float:
        """How sharp the page is drawn."""
        (wide, high), (room, height, inch) = self.sizes[self.page - 1], self.room
        zoom = ZOOMS[self.zoom]
        wanted = {WHOLE: min(room / wide, height / high) * MM, WIDTH: room / wide * MM}.get(zoom, inch * zoom)
        return min(wanted, SHARPEST)

    @property
    def words(self) -> str:
        """第 1/2 页，整页; empty while there is no page."""
        if not self.sizes:
            return ""
        zoom = ZOOMS[self.zoom]
        size = say("整页") if zoom == WHOLE else say("页宽") if zoom == WIDTH else f"{zoom * 100:.0f} %"
        return say("第 {n}/{of} 页，{size}", n=self.page, of=len(self.sizes), size=size)
