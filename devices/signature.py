"""A signature on a pad, a tablet or with the mouse: strokes with pressure and time, and the picture of them.

Where the points come from is the screen's business; what was signed is bound to them by whoever keeps both.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from desk.ports import Stroke

if TYPE_CHECKING:
    from PIL import ImageDraw

MOUSE_PRESSURE = 0.5
"""What a pen without pressure is taken to press."""
LEAST_POINTS = 8
"""Fewer points are a slip of the hand."""
LEAST_SPAN = 20.0
"""Pixels a signature extends at least, one way or the other."""


@dataclass(slots=True)
class Pen:
    """Collects one signature; positions in pixels of the pad, time in milliseconds of any steady clock."""

    _strokes: list[Stroke] = field(default_factory=list)
    _now: list[tuple[float, float, float, int]] = field(default_factory=list)
    _began: int | None = None

    def down(self, x: float, y: float, at: int, pressure: float | None = None) -> None:
        """The pen touches the pad."""
        self.up()
        if self._began is None:
            self._began = at
        self._point(x, y, at, pressure)

    def move(self, x: float, y: float, at: int, pressure: float | None = None) -> None:
        """The pen draws; without a pen down nothing happens."""
        if self._now:
            self._point(x, y, at, pressure)

    def up(self) -> None:
        """The pen leaves the pad."""
        if self._now:
            self._strokes.append(Stroke(tuple(self._now)))
            self._now.clear()

    def clear(self) -> None:
        """Begins again."""
        self._strokes.clear()
        self._now.clear()
        self._began = None

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What was written so far, the stroke under the pen included."""
        return (*self._strokes, Stroke(tuple(self._now))) if self._now else tuple(self._strokes)

    def enough(self) -> bool:
        """Whether this can be somebody's name rather than a slip of the hand."""
        points = [point for stroke in self.strokes for point in stroke.points]
        if len(points) < LEAST_POINTS:
            return False
        across, down = ([point[axis] for point in points] for axis in (0, 1))
        return max(max(across) - min(across), max(down) - min(down)) >= LEAST_SPAN

    def _point(self, x: float, y: float, at: int, pressure: float | None) -> None:
        force = MOUSE_PRESSURE if pressure is None else min(1.0, max(0.0, pressure))
        began = at if self._began is None else self._began
        self._now.append((round(x, 2), round(y, 2), round(force, 3), max(0, at - began)))


def picture(strokes: Sequence[Stroke], width: int = 600, height: int = 200) -> bytes:
    """A PNG of the signature, dark on white, as large as fits without distortion, thicker where the pen pressed."""
    from PIL import Image, ImageDraw

    times = 3
    sheet = Image.new("L", (width * times, height * times), 255)
    points = [point for stroke in strokes for point in stroke.points]
    if points:
        left, top = min(p[0] for p in points), min(p[1] for p in points)
        across = max(1.0, max(p[0] for p in points) - left)
        down = max(1.0, max(p[1] for p in points) - top)
        scale = min((width - 20) / across, (height - 20) / down) * times
        offset_x = (width * times - across * scale) / 2 - left * scale
        offset_y = (height * times - down * scale) / 2 - top * scale
        draw = ImageDraw.Draw(sheet)
        for stroke in strokes:
            _draw(draw, [(p[0] * scale + offset_x, p[1] * scale + offset_y, p[2]) for p in stroke.points], times)
    kept = io.BytesIO()
    sheet.resize((width, height), Image.Resampling.LANCZOS).save(kept, "PNG")
    return kept.getvalue()


def _draw(draw: "ImageDraw.ImageDraw", line: Sequence[tuple[float, float, float]], times: int) -> None:
    for x, y, pressure in line:
        radius = (1 + 2 * pressure) * times / 2
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=20)
    for (x0, y0, pressure), (x1, y1, _) in pairwise(line):
        draw.line((x0, y0, x1, y1), fill=20, width=round((1 + 2 * pressure) * times))
