"""Soft shapes on a picture: what a drawn practice person is painted with.

Coordinates are head units: the origin lies between the eyes, x to the right, y down, and half the width of a face is 1.
Colours are (blue, green, red) from 0 to 1. A mask says for every pixel how much of a colour is laid there, 0 to 1.
"""

from collections.abc import Sequence
from copy import copy
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]
Points = Sequence[tuple[float, float]] | NDArray[np.float64]
Colour = Sequence[float] | Pixels


def curve(points: Points, steps: int = 200) -> NDArray[np.float64]:
    """A smooth line through the points (Catmull-Rom)."""
    given = np.asarray(points, np.float64)
    p = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    t = np.linspace(0, 1, max(4, steps // (len(given) - 1)), endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return np.vstack([*pieces, given[-1:]])


def around(*lines: Points) -> NDArray[np.float64]:
    """One outline from several lines, each drawn as a curve."""
    return np.vstack([curve(line) for line in lines])


def rise(low: float, high: float, x: Any) -> Any:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


class Canvas:
    """A picture of `width` × `height` pixels, the head's origin at (`left`, `top`), `unit` pixels a head unit."""

    def __init__(self, width: int, height: int, left: float, top: float, unit: float) -> None:
        self.size = (height, width)
        self.unit = unit
        self._origin = np.array([left, top])
        self.x = ((np.arange(width, dtype=np.float32) - left) / unit)[None, :]
        self.y = ((np.arange(height, dtype=np.float32) - top) / unit)[:, None]
        self.picture: Pixels = np.zeros((height, width, 3), np.float32)
        self.window = (slice(0, height), slice(0, width))

    def part(self, left: float, top: float, right: float, bottom: float) -> "Canvas":
        """The same picture between four edges: what is painted there costs no more than its own pixels.

        `window` tells which pixels of the whole it has.
        """
        height, width = self.size
        (x0, y0), (x1, y1) = (
            (np.array(at) * self.unit + self._origin).astype(int) for at in ((left, top), (right, bottom))
        )
        rows, columns = slice(max(0, y0), min(height, y1)), slice(max(0, x0), min(width, x1))
        piece = copy(self)
        piece.window = (rows, columns)
        piece.x, piece.y, piece.picture = self.x[:, columns], self.y[rows], self.picture[rows, columns]
        piece.size = piece.picture.shape[:2]
        piece._origin = self._origin - [columns.start, rows.start]
        return piece

    def shape(self, outline: Points, soft: float = 0.0) -> Pixels:
        """The inside of an outline, its edge blurred by `soft` units."""
        mask = np.zeros(self.size, np.uint8)
        cv2.fillPoly(mask, [self._fixed_point(outline)], [255], cv2.LINE_AA, 4)
        return self.blurred(mask.astype(np.float32) / 255, soft)

    def stroke(self, line: Points, width: float, soft: float = 0.0) -> Pixels:
        """A line of `width` units."""
        mask = np.zeros(self.size, np.uint8)
        thick = max(1, round(width * self.unit))
        cv2.polylines(mask, [self._fixed_point(line)], False, [255], thick, cv2.LINE_AA, 4)
        return self.blurred(mask.astype(np.float32) / 255, soft)

    def glow(self, x: float, y: float, rx: float, ry: float) -> Pixels:
        """A bell around (x, y)."""
        bell: Pixels = np.exp(-(((self.y - y) / ry) ** 2)) * np.exp(-(((self.x - x) / rx) ** 2))
        return bell

    def disc(self, x: float, y: float, rx: float, ry: float, *, soft: float, turned: float = 0.0) -> Pixels:
        """An ellipse with an edge that is `soft` of its radius wide, turned by an angle in radians."""
        c, s = np.cos(turned), np.sin(turned)
        dx, dy = self.x - x, self.y - y
        far = np.hypot((dx * c + dy * s) / rx, (dy * c - dx * s) / ry)
        inside: Pixels = (1 - rise(1 - soft, 1 + soft, far)).astype(np.float32)
        return inside

    def blurred(self, mask: Pixels, soft: float) -> Pixels:
        sigma = soft * self.unit
        if sigma < 0.3:
            return mask
        window = self._extent(mask, int(3 * sigma) + 1)
        out = mask.copy()
        out[window] = cv2.GaussianBlur(mask[window], (0, 0), sigma)
        return out

    def lay(self, colour: Colour, mask: Pixels) -> None:
        """Puts a colour, or a picture of the same size, where the mask says."""
        window = self._extent(mask, 0)
        paint = np.asarray(colour, np.float32)
        if paint.ndim == 3:
            paint = paint[window]
        share = mask[window][..., None]
        self.picture[window] += (paint - self.picture[window]) * share

    def shade(self, mask: Pixels) -> None:
        """Darkens: 0 leaves a pixel as it is, 1 makes it black; negative values lighten."""
        self.picture *= (1 - mask)[..., None]

    def _extent(self, mask: Pixels, margin: int) -> tuple[slice, slice]:
        spans = []
        for axis in (1, 0):
            used = np.flatnonzero(mask.any(axis=axis))
            spans.append(slice(max(0, used[0] - margin), used[-1] + margin + 1) if used.size else slice(0, 0))
        return spans[0], spans[1]

    def _fixed_point(self, line: Points) -> NDArray[np.int32]:
        """Pixels in sixteenths, as OpenCV's `shift=4` wants them."""
        sixteenths: NDArray[np.int32] = np.rint((np.asarray(line) * self.unit + self._origin) * 16).astype(np.int32)
        return sixteenths
