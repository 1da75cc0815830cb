"""A card face as the five panels of a YMCKO ribbon.

The printer draws along the card's long edge: the picture is turned clockwise, so that raster line n is picture column n
and each line runs from the card's lower edge to the upper one. 1016 lines of 648 dots, no padding between lines.

    colour panels   y m c, 2^bits levels (32, 64, 128), the dots' top bits packed without gaps, most significant first
    k               1 bit a dot: pure black only, so that a photo's dark hair stays soft and black bars come out crisp
    o               1 bit a dot: the varnish, all over

Public drivers that print on real heads send 648 × 1016 dots; one edition of the vendor's guide lists the sizes of a
656 × 1032 sheet. `sheet` centres the face on the larger one where a printer wants it.
"""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FACE = (1016, 648)
"""The picture's width and height in dots at 300 dpi."""
SHEET = (648, 1016)
GUIDE_SHEET = (656, 1032)
BITS = {32: 5, 64: 6, 128: 7}


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel ready for download."""

    colour: str
    levels: int
    dots: bytes


def panels(png: bytes, levels: int = 128, sheet: tuple[int, int] = SHEET) -> tuple[Panel, ...]:
    """The panels y, m, c, k and o of a PNG of 1016 × 648 pixels, in the order the ribbon has them."""
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        if picture.size != FACE:
            raise ValueError(f"a card face has {FACE} pixels, not {picture.size}")
        face = np.rot90(np.asarray(picture.convert("RGB")), k=-1)
    black = (face == 0).all(axis=2)
    ink = np.where(black[:, :, None], 0, 255 - face)
    colours = [
        Panel(name, levels, _pack(_on(ink[:, :, i], sheet), BITS[levels])) for name, i in (("y", 2), ("m", 1), ("c", 0))
    ]
    varnish = np.ones((sheet[1], sheet[0]), dtype=np.uint8)
    return (
        *colours,
        Panel("k", 2, np.packbits(_on(black, sheet)).tobytes()),
        Panel("o", 2, np.packbits(varnish).tobytes()),
    )


def _on(dots: NDArray[np.uint8], sheet: tuple[int, int]) -> NDArray[np.uint8]:
    """The dots centred on a sheet of (dots a line, lines)."""
    spare_lines, spare_dots = sheet[1] - dots.shape[0], sheet[0] - dots.shape[1]
    margins = ((spare_lines // 2, spare_lines - spare_lines // 2), (spare_dots // 2, spare_dots - spare_dots // 2))
    return np.pad(dots, margins)


def _pack(dots: NDArray[np.uint8], bits: int) -> bytes:
    """The top `bits` of every dot, one after the other."""
    return np.packbits(np.unpackbits(dots.reshape(-1, 1), axis=1)[:, :bits]).tobytes()
