"""Marks a scanner reads, as vectors: Code 128 and QR.

A module is never under 0.33 mm: below that, prints at 203 dpi are not read any more. Each mark is one path of
rectangles in units of its own modules, whole numbers with the origin in the upper left corner and y downwards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from barcode.codex import Code128

SMALLEST = 0.33
"""The narrowest module in millimetres."""
_DARK = re.compile(b"\x01+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A path ready for `Sheet.draw`: how wide and high one of its units is, and the whole (millimetres)."""

    unit: tuple[float, float]
    size: tuple[float, float]
    path: str

    @property
    def width(self) -> float:
        return self.size[0]

    @property
    def height(self) -> float:
        return self.size[1]


def code128_modules(text: str) -> str:
    """The bars as ones and zeros, without the quiet zone; digits take half a symbol each (ISO/IEC 15417 set C)."""
    built: str = Code128(text).build()[0]
    return built


def code128(text: str, *, module: float, height: float) -> Mark:
    """A bar code of the text; the caller leaves ten modules free on both sides."""
    modules = code128_modules(text)
    bars = re.finditer("1+", modules)
    path = " ".join(f"{bar.start()} 0 {bar.end() - bar.start()} 1 re" for bar in bars)
    return Mark((module, height), (len(modules) * module, height), path)


def qr_rows(text: str) -> Sequence[bytes]:
    """The modules of a QR code, rows of 0 and 1, without the quiet zone.

    The mask is fixed: trying all eight costs more than the rest of a receipt, and any mask can be decoded
    (ISO/IEC 18004, 7.8). The error level is M as long as that fits 11 modules of version, else L.
    """
    code = segno.make_qr(text, error="m", mask=3, boost_error=False)
    if int(code.version) > 11:
        code = segno.make_qr(text, error="l", mask=3, boost_error=False)
    return [bytes(row) for row in code.matrix]


def qr(text: str, *, side: float) -> Mark:
    """A QR code as large as `side`; a text too long for that gives a larger mark rather than one nobody can read."""
    rows = qr_rows(text)
    module = max(side / len(rows), SMALLEST)
    path = " ".join(
        f"{run.start()} {y} {run.end() - run.start()} 1 re" for y, row in enumerate(rows) for run in _DARK.finditer(row)
    )
    whole = len(rows) * module
    return Mark((module, module), (whole, whole), path)
