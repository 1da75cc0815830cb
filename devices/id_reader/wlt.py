"""The chip's photo (WLT, 102 × 126) made visible by a maker's own library, if the hall has one.

No open decoder exists, and none is shipped: without one the 1,024 bytes are kept as they are. A maker's library is
foreign machine code given a stranger's bytes, so it runs in a process of its own, with a deadline, without much memory,
and what it returns is believed only when it is a picture of the right size.

    desk ── 1,024 bytes ──► decoder program ── 38,862 bytes of BMP (or 38,556 of pixels) ──► checked

The program may be anything that reads the photo on standard input and writes the picture to standard output;
`library_program` makes one of a library with a function (photo, picture, flag).
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT = 102, 126
PIXELS = WIDTH * HEIGHT * 3
ROW = (WIDTH * 3 + 3) // 4 * 4
BITMAP = 54 + ROW * HEIGHT


class WltUnreadable(Exception):
    """The decoder failed, took too long, or returned something that is not the picture."""


class WltDecoder:
    """Runs one decoder program for each photo."""

    def __init__(self, program: Sequence[str]) -> None:
        self._program = list(program)

    def decode(self, photo: bytes, seconds: float) -> bytes:
        """A BMP of 102 × 126 pixels in 24 bits. Raises WltUnreadable."""
        try:
            done = subprocess.run(self._program, input=photo, capture_output=True, timeout=seconds, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise WltUnreadable(type(error).__name__) from None
        if done.returncode != 0:
            raise WltUnreadable(f"exit code {done.returncode}")
        picture = done.stdout
        if len(picture) == PIXELS:
            picture = _bitmap(picture)
        if len(picture) != BITMAP or picture[:2] != b"BM" or picture[18:26] != _size_words():
            raise WltUnreadable(f"{len(picture)} bytes are not the picture")
        return picture


def open_decoder(path: str) -> WltDecoder | None:
    """The decoder a settings file names: a library by its ending, else a program; None for an empty path."""
    if not path:
        return None
    is_library = Path(path).suffix.lower() in (".so", ".dll", ".dylib") or ".so." in Path(path).name
    return WltDecoder(library_program(Path(path)) if is_library else [path])


def library_program(library: Path, function: str = "unpack", flag: int = 0) -> list[str]:
    """A decoder program that calls `function(photo, picture, flag)` of a maker's library."""
    return [sys.executable, "-I", str(Path(__file__).with_name("wlt_library.py")), str(library), function, str(flag)]


def _size_words() -> bytes:
    return WIDTH.to_bytes(4, "little") + HEIGHT.to_bytes(4, "little")


def _bitmap(pixels: bytes) -> bytes:
    """A BMP of bare pixels (blue, green, red; the bottom row first), as the libraries write them."""
    head = b"BM" + BITMAP.to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little")
    head += _size_words() + (1).to_bytes(2, "little") + (24).to_bytes(2, "little") + bytes(24)
    rows = (pixels[at : at + WIDTH * 3].ljust(ROW, b"\0") for at in range(0, PIXELS, WIDTH * 3))
    return head + b"".join(rows)
