"""The font files of every paper: what they are called and where they lie; nothing is opened here."""

import os
import sys
from functools import cache
from pathlib import Path

FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "BabelStoneHan.ttf", "HanaMinA.ttf", "HanaMinB.ttf")
RARE = (2, 3, 4)

HOUSE = Path(__file__).parent.parent / "resources" / "fonts"


def places() -> list[Path]:
    """Folders that may hold font files, the desk's own first."""
    if sys.platform == "win32":
        return [HOUSE, Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    system = Path("/usr/share/fonts/truetype")
    return [HOUSE, system / "babelstone", system / "hanazono"]


@cache
def path(index: int) -> Path | None:
    """Where a face's file lies; None when the system has not got it."""
    return next((found for place in places() if (found := place / FILES[index]).is_file()), None)


def files() -> tuple[Path, ...]:
    """The font files that are there, in the order a character looks for its glyph; for drivers that draw themselves."""
    return tuple(found for index in (0, *RARE) if (found := path(index)))
