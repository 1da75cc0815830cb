"""A slip as ESC/POS bytes: what a receipt printer draws itself, and what is drawn for it.

    text      Chinese mode (FS &), GB18030 bytes: the printer's own characters, 24 columns of Chinese or 48 of ASCII
    a line with a rare character, or larger than twice the height    drawn here and sent as a raster (GS v 0)
    QR, Code128                                                      the printer's own (GS ( k, GS k)

A character is rare when GB18030 writes it with four bytes or in the private area: few printers have its glyph, and what
they print instead looks like a box. Control characters never reach the printer: a name cannot carry a command.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import NotAcceptable
from desk.ports import SlipCode, SlipText

if TYPE_CHECKING:
    from PIL import Image, ImageFont

COLUMNS = 48
"""Columns of ASCII on 80 mm paper; a Chinese character takes two."""
DOTS = 576
"""Dots across the same paper at 203 dpi."""
LINE_DOTS = 24
QUIET = 20
"""Modules left white beside a Code128, both sides together."""
CHINESE_ON, CHINESE_OFF = b"\x1c&", b"\x1c."
RESET = b"\x1b@" + b"\x1da\x00"
"""Start afresh, and no unasked status bytes (GS a 0)."""
CUT = b"\x1bd\x04" + b"\x1dV\x01"
"""Past the cutter, then cut all but a corner."""
ASK_WHEN_PRINTED = b"\x1dr\x01"
"""Answered in its turn, when everything before it is on paper."""
FORGET_THE_REST = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""Empties the printer's buffer at once, so that nothing comes out when paper is put in later."""

COMMANDS = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that are no text: control characters, halves of characters, line and paragraph separators."""

ALIGN = {"left": 0, "center": 1, "right": 2}


def slip(parts: Sequence[SlipText | SlipCode], fonts: Sequence[Path]) -> bytes:
    """The bytes of a whole slip with its cut. Raises NotAcceptable(glyph_missing, characters=…)."""
    return RESET + b"".join(_part(part, fonts) for part in parts) + CUT


def _part(part: SlipText | SlipCode, fonts: Sequence[Path]) -> bytes:
    if isinstance(part, SlipCode):
        code = _qr(part.text) if part.kind == "qr" else _code128(part.text)
        return b"\x1ba\x01" + code + b"\n\x1ba\x00"
    align = b"\x1ba" + bytes([ALIGN[part.align]])
    lines = [line for paragraph in plain(part.text).split("\n") for line in wrap(paragraph, COLUMNS // part.size)]
    return align + b"".join(_line(line, part, fonts) for line in lines) + b"\x1ba\x00"


def plain(text: str) -> str:
    """Text without anything a printer could take for a command: only line breaks are left of the control characters."""
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in COMMANDS)


def columns(letter: str) -> int:
    """How many columns a character takes."""
    return 1 if letter.isascii() else 0 if unicodedata.combining(letter) else 2


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns; an empty text is an empty line."""
    line, used = "", 0
    for letter in text:
        if used + columns(letter) > width and line:
            yield line
            line, used = "", 0
        line, used = line + letter, used + columns(letter)
    yield line


def rare(letter: str) -> bool:
    """Whether a printer's own font cannot be trusted with this character."""
    return len(letter.encode("gb18030", "replace")) > 2 or 0xE000 <= ord(letter) <= 0xF8FF


def _line(line: str, look: SlipText, fonts: Sequence[Path]) -> bytes:
    if look.size > 2 or any(map(rare, line)):
        return raster(drawn(line, look, fonts))
    double = look.size == 2
    ascii_size, chinese_size = (b"\x1d!\x11", b"\x1c!\x0c") if double else (b"\x1d!\x00", b"\x1c!\x00")
    bold = b"\x1bE" + bytes([look.bold])
    return ascii_size + chinese_size + bold + CHINESE_ON + line.encode("gb18030") + CHINESE_OFF + b"\n"


def drawn(line: str, look: SlipText, fonts: Sequence[Path]) -> "Image.Image":
    """One line as a black and white picture of the paper's width, on the same columns as the printer's own text."""
    from PIL import Image, ImageDraw

    column, height = LINE_DOTS // 2 * look.size, (LINE_DOTS + 6) * look.size
    width = sum(map(columns, line)) * column
    picture = Image.new("1", (DOTS, height), 1)
    draw = ImageDraw.Draw(picture)
    left = {"left": 0, "center": (DOTS - width) // 2, "right": DOTS - width}[look.align]
    faces = [_face(path, LINE_DOTS * look.size) for path in fonts]
    for letter in line:
        face = next((face for face in faces if _has(face, letter)), None)
        if face is None:
            raise NotAcceptable("glyph_missing", characters=[f"U+{ord(letter):04X}"])
        middle = left + columns(letter) * column / 2
        draw.text((middle, height / 2), letter, fill=0, font=face, anchor="mm", stroke_width=int(look.bold))
        left += columns(letter) * column
    return picture


def raster(picture: "Image.Image") -> bytes:
    """A black and white picture as GS v 0, black dots being ones."""
    import numpy as np

    across = (picture.width + 7) // 8
    size = across.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
    return b"\x1dv0\x00" + size + np.packbits(np.asarray(picture) == 0, axis=1).tobytes()


def _face(path: Path, size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _has(face: "ImageFont.FreeTypeFont", letter: str) -> bool:
    """Whether the font draws this character rather than its box for missing ones (U+FFFF is in no font)."""
    if letter == " ":
        return True
    here, nowhere = face.getmask(letter), face.getmask("\uffff")
    return here.size != nowhere.size or bytes(here) != bytes(nowhere)


def _qr(text: str) -> bytes:
    data = text.encode("utf-8")
    head = b"\x1d(k"
    return b"".join(
        (
            head + b"\x04\x001A2\x00",  # model 2
            head + b"\x03\x001C\x04",  # four dots a module: 0.5 mm
            head + b"\x03\x001E1",  # level M
            head + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data,
            head + b"\x03\x001Q0",
        )
    )


def _code128(text: str) -> bytes:
    """Code sets B and C, 80 dots high, its text below; modules of three dots (0.375 mm), of two where it is long.

    A printer leaves out a code that is wider than its paper. Raises ValueError for such a text.
    """
    data, symbols, now = b"", 0, ""
    for run in re.findall(r"(?:[0-9]{2}){2,}|.", text):
        wanted = "C" if len(run) > 1 else "B"
        if wanted != now:
            data, symbols, now = data + b"{" + wanted.encode(), symbols + 1, wanted
        data += bytes(map(int, re.findall("..", run))) if now == "C" else run.encode("ascii").replace(b"{", b"{{")
        symbols += (len(run) + 1) // 2
    modules = 11 * (symbols + 1) + 13 + QUIET
    width = next((dots for dots in (3, 2) if modules * dots <= DOTS), None)
    if width is None:
        raise ValueError(f"too long for a code on this paper: {len(text)} characters")
    return b"\x1dhP\x1dw" + bytes([width]) + b"\x1dH\x02\x1dkI" + bytes([len(data)]) + data
