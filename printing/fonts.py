"""The faces of every paper: which font draws a character, how wide it is, and which characters nobody can draw.

Definitions
    face      one font file, parsed once in a process and kept
    chain     the faces that are asked in turn for a character: the house face, then the rare ones

Invariants
    1. A character is drawn by the first face of its chain that has it; a rare face is opened only when one is needed.
    2. A character that no face has is never drawn: `runs` and `width` raise, so no paper can carry a box for a name.
    3. The rare faces have no bold: a bold word draws their glyphs with a thin outline around them.

    bold ─▶ Noto Sans SC Bold    ┐
                                 ├─▶ BabelStone Han ─▶ HanaMin A ─▶ HanaMin B ─▶ NotAcceptable(glyph_missing)
    else ─▶ Noto Sans SC Regular ┘
"""

from functools import cache
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

from desk.errors import NotAcceptable
from printing.font_files import RARE, path

CHAINS = {False: (0, *RARE), True: (1, *RARE)}


class _Glyphs:
    """The outlines, cut out of the file when asked for: copying all ten megabytes takes longer than a receipt."""

    def __init__(self, data: mmap, start: int) -> None:
        self.data, self.start = data, start

    def __getitem__(self, wanted: slice) -> bytes:
        return self.data[self.start + wanted.start : self.start + wanted.stop]


class Face(TTFontFace):  # type: ignore[misc]
    """One font file; `charToGlyph` and `charWidths` (thousandths of an em) come from reportlab's parser.

    The file is not read but mapped: the window draws with the same pages of it, and 20 MB need not be copied.
    """

    def __init__(self, index: int, file: Path) -> None:
        self.filename = str(file)
        with file.open("rb") as opened:
            self._ttf_data = mmap(opened.fileno(), 0, access=ACCESS_READ)  # reportlab reads only what is not there yet
        super().__init__(str(file))
        self.index = index

    def get_table(self, tag: str) -> Any:
        """As reportlab's, but the outlines are not copied."""
        if tag == "glyf":
            return _Glyphs(self._ttf_data, self.get_table_pos(tag)[0])
        return super().get_table(tag)


@cache
def face(index: int) -> Face | None:
    """A face, parsed on first use (0.06 s for the house faces, 0.2 s for BabelStone Han)."""
    file = path(index)
    return Face(index, file) if file else None


def warm() -> None:
    """Parses both house faces ahead of the first paper; for idle time."""
    for bold in (False, True):
        width("医保卡 0123456789", 10, bold=bold)


class _Owners(dict[str, int]):
    """Character → index of the face that draws it."""

    def __init__(self, chain: tuple[int, ...]) -> None:
        super().__init__()
        self.chain = chain

    def __missing__(self, character: str) -> int:
        for index in self.chain:
            opened = face(index)
            if opened and ord(character) in opened.charToGlyph:
                self[character] = index
                return index
        raise NotAcceptable("glyph_missing", characters=[code_point(character)])


class _Advances(dict[str, float]):
    """Character → its width in ems."""

    def __init__(self, owners: _Owners) -> None:
        super().__init__()
        self.owners = owners

    def __missing__(self, character: str) -> float:
        owner = face(self.owners[character])
        assert owner
        advance: float = owner.getCharWidth(ord(character)) / 1000
        self[character] = advance
        return advance


_OWNERS = {bold: _Owners(chain) for bold, chain in CHAINS.items()}
_ADVANCES = {bold: _Advances(owners) for bold, owners in _OWNERS.items()}


def code_point(character: str) -> str:
    """`U+2CB4E`, as a clerk reads it out."""
    return f"U+{ord(character):04X}"


def missing(text: str) -> list[str]:
    """The characters of a text that no face can draw, each once."""
    absent = []
    for character in dict.fromkeys(text):
        try:
            _OWNERS[False][character]
        except NotAcceptable:
            absent.append(character)
    return absent


def demand(text: str) -> None:
    """Raises NotAcceptable(glyph_missing, characters=["U+…"]) naming everything that cannot be drawn."""
    if absent := missing(text):
        raise NotAcceptable("glyph_missing", characters=[code_point(character) for character in absent])


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How far a text runs, in the unit of `size`."""
    return sum(map(_ADVANCES[bold].__getitem__, text)) * size


def runs(text: str, *, bold: bool = False) -> list[tuple[int, str]]:
    """A text cut into stretches that one face draws: (face index, characters)."""
    owner = _OWNERS[bold].__getitem__
    owners = list(map(owner, text))
    if owners.count(CHAINS[bold][0]) == len(owners):  # nearly always, and grouping is slow
        return [(CHAINS[bold][0], text)]
    return [(index, "".join(characters)) for index, characters in groupby(text, owner)]
