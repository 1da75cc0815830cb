"""Looks at a photo file before anything decodes it: what it says it is, how large, and what else hides in it.

A brought file is a stranger's bytes. Its size in pixels is read from the header and refused before memory is asked for;
a file that ends early, goes on after its end, or is for printing presses (CMYK) is refused with its reason. Telephones
put more behind a picture and say so: a lighter one for bright screens (MPF, CIPA DC-007), notes of their own.

    JPEG (ITU-T T.81 annex B):  FFD8 { FF marker length … }* FFDA entropy-coded data … FFD9
    PNG (ISO/IEC 15948):        8 bytes { length type … crc }* IEND
"""

import contextlib
import os
import struct
from dataclasses import dataclass
from pathlib import Path

from desk.errors import NotAcceptable

MOST_BYTES = 24 << 20
MOST_PIXELS = 25_000_000
MOST_PIXELS_AT_ONCE = 8_000_000
"""A PNG or a progressive JPEG has to be held in memory whole; a baseline JPEG can be decoded at half its size."""
FEWEST = 100
"""Pixels a side must at least have to be worth looking at."""
PNG = b"\x89PNG\r\n\x1a\n"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers that start a frame: baseline, progressive and their kin."""
PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
ALONE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a length."""
NOTES = b"SEFT"
"""How the notes end that one maker's telephones leave behind a picture."""
ACROSS, DOWN, UNIT = 0x011A, 0x011B, 0x0128
"""EXIF's tags of resolution, per inch (unit 2, or not said) or per centimetre (3)."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture file tells of itself; `dpi` is None where it says nothing or says it unevenly.

    `at_once`: its pixels can only be had all together.
    """

    format: str
    width: int
    height: int
    dpi: int | None
    at_once: bool

    @property
    def large(self) -> bool:
        """Whether half the size is enough, and all that memory allows."""
        return self.width * self.height > MOST_PIXELS_AT_ONCE


def read(file: Path) -> bytes:
    """The whole file; of one that is too large not a byte. Raises OSError, and as `header` does."""
    with file.open("rb") as stream:
        _must_not_exceed(os.fstat(stream.fileno()).st_size)
        return stream.read(MOST_BYTES + 1)  # what has no size of its own, such as a pipe, ends here too


def header(data: bytes) -> Header:
    """Raises NotAcceptable(photo_not_acceptable, problems=(…,)).

    Problems: not_a_picture, truncated, trailing_data, cmyk, too_many_bytes, too_many_pixels, too_few_pixels.
    """
    _must_not_exceed(len(data))
    if data.startswith(b"\xff\xd8"):
        found = _jpeg(data)
    elif data.startswith(PNG):
        found = _png(data)
    else:
        raise _refused("not_a_picture")
    limit = MOST_PIXELS_AT_ONCE if found.at_once else MOST_PIXELS
    if found.width * found.height > limit:
        raise _refused("too_many_pixels", width=found.width, height=found.height, limit=limit)
    if min(found.width, found.height) < FEWEST:
        raise _refused("too_few_pixels", width=found.width, height=found.height, limit=FEWEST)
    return found


def _must_not_exceed(size: int) -> None:
    if size > MOST_BYTES:
        raise _refused("too_many_bytes", bytes=size, limit=MOST_BYTES)


def _jpeg(data: bytes) -> Header:
    size: tuple[int, int] | None = None
    dpi: int | None = None
    said_by_camera: int | None = None
    at_once = several = False
    at = 2
    while True:
        at = _marker(data, at)
        kind = data[at]
        at += 1
        if kind == 0xD9:
            break
        if kind in ALONE:
            continue
        if at + 2 > len(data):
            raise _refused("truncated")
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        if length < 2 or len(body) != length - 2:
            raise _refused("truncated")
        if kind in FRAMES:
            if len(body) < 6:
                raise _refused("not_a_picture")
            height, width, colours = struct.unpack(">HHB", body[1:6])
            if colours == 4:
                raise _refused("cmyk")
            size, at_once = (width, height), kind in PROGRESSIVE
        if kind == 0xE0 and body[:5] == b"JFIF\0" and len(body) >= 12:
            dpi = _density(*struct.unpack(">BHH", body[7:12]))
        if kind == 0xE1 and body[:6] == b"Exif\0\0":
            said_by_camera = _exif_density(body)
        several = several or (kind == 0xE2 and body[:4] == b"MPF\0")
        at += length
    if size is None:
        raise _refused("not_a_picture")
    if data[at:].strip(b"\0\r\n") and not several and not data.endswith(NOTES):
        raise _refused("trailing_data", bytes=len(data) - at)
    return Header("jpeg", *size, dpi or said_by_camera, at_once)


def _marker(data: bytes, at: int) -> int:
    """Where the next marker's code stands: after FF, which in the entropy-coded data is followed by 00 or a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _refused("truncated")
        at += 1
        if data[at] not in (0x00, 0xFF):
            return at


def _density(unit: int, across: int, down: int) -> int | None:
    """JFIF: unit 1 is dots per inch, 2 dots per centimetre."""
    if across != down or unit not in (1, 2):
        return None
    return across if unit == 1 else round(across * 2.54)


def _exif_density(body: bytes) -> int | None:
    """The resolution in EXIF, where most cameras say it; None where that is damaged or says nothing."""
    from PIL import Image

    told = Image.Exif()
    with contextlib.suppress(Exception):  # a stranger's bytes: whatever is wrong with them, there is no resolution
        told.load(body)
        across, down, unit = float(told[ACROSS]), float(told[DOWN]), told.get(UNIT, 2)
        if across == down and unit in (2, 3):
            return round(across if unit == 2 else across * 2.54) or None
    return None


def _png(data: bytes) -> Header:
    size: tuple[int, int] | None = None
    dpi: int | None = None
    at = len(PNG)
    while True:
        if at + 12 > len(data):
            raise _refused("truncated")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if len(body) != length or at + 12 + length > len(data):
            raise _refused("truncated")
        if kind == b"IHDR" and length == 13:
            size = struct.unpack(">II", body[:8])
        if kind == b"pHYs" and length == 9:
            across, down, unit = struct.unpack(">IIB", body)
            dpi = round(across * 0.0254) if unit == 1 and across == down else None
        at += 12 + length
        if kind == b"IEND":
            break
    if size is None:
        raise _refused("not_a_picture")
    if data[at:].strip(b"\0\r\n"):
        raise _refused("trailing_data", bytes=len(data) - at)
    return Header("png", *size, dpi, at_once=True)


def _refused(problem: str, **facts: object) -> NotAcceptable:
    return NotAcceptable("photo_not_acceptable", problems=(problem,), **facts)
