"""Marks a scanner reads, as vectors: Code 128 and QR.

A module is never under 0.33 mm: below that, prints at 203 dpi are not read any more.
Each mark is one path of rectangles with its origin in the upper left corner, y downwards, millimetres.
"""

from dataclasses import dataclass
from itertools import groupby

import segno
from barcode.codex import Code128

SMALLEST = 0.33
"""The narrowest module in millimetres."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A path ready for `Sheet.draw`, and its size in millimetres."""

    width: float
    height: float
    path: str


def code128_modules(text: str) -> str:
    """The bars as ones and zeros, without the quiet zone; digits take half a symbol each (ISO/IEC 15417 set C)."""
    built: str = Code128(text).build()[0]
    return built


def code128(text: str, *, module: float, height: float) -> Mark:
    """A bar code of the text; the caller leaves ten modules free on both sides."""
    boxes, x = [], 0
    modules = code128_modules(text)
    for bar, group in groupby(modules):
        length = len(list(group))
        if bar == "1":
            boxes.append(f"{x * module:.3f} 0 {length * module:.3f} {height:g} re")
        x += length
    return Mark(x * module, height, " ".join(boxes))


def qr_rows(text: str) -> tuple[tuple[int, ...], ...]:
    """The modules of a QR code, rows of 0 and 1, without the quiet zone.

    The mask is fixed: trying all eight costs more than the rest of a receipt, and any mask can be decoded
    (ISO/IEC 18004, 7.8). The error level is M as long as that fits 11 modules of version, else L.
    """
    code = segno.make_qr(text, error="m", mask=3, boost_error=False)
    if int(code.version) > 11:
        code = segno.make_qr(text, error="l", mask=3, boost_error=False)
    return tuple(tuple(row) for row in code.matrix)


def qr(text: str, *, side: float) -> Mark:
    """A QR code as large as `side`; a text too long for that gives a larger mark rather than one nobody can read."""
    rows = qr_rows(text)
    module = max(side / len(rows), SMALLEST)
    boxes = []
    for y, row in enumerate(rows):
        x = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                boxes.append(f"{x * module:.3f} {y * module:.3f} {length * module:.3f} {module:.3f} re")
            x += length
    return Mark(len(rows) * module, len(rows) * module, " ".join(boxes))
