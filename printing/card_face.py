"""The two faces of a card: PNGs of 1016 × 648 dots at 300 dpi, as the card printer takes them.

Millimetres are counted from the raster's corner. The raster (86.02 × 54.86) is a little larger than the trimmed card
(85.60 × 53.98, ISO/IEC 7810 ID-1); everything stays 3 mm inside the trim. Where things stand is the default for blanks
that carry no print of their own; no state emblem is drawn by us.

A name is sacred: it is set smaller and in more lines, but never condensed and never cut, and a character without a
glyph stops the card.

    characters     1–7        8–14        15–24       25 and more
    size (mm)      4.6        3.3         2.6         2.2
    lines          1          2           2           up to 3, over the label column too
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.errors import NotAcceptable
from printing.canvas import GREY, Bitmap, Ink
from printing.fonts import demand, width
from printing.lines import set_lines
from printing.marks import code128_modules

SIZE = (1016, 648)
DPI = 300
LEFT, RIGHT = 5.0, 81.0
PHOTO = (5.0, 14.0, 20.0, 24.6)
LABELS, VALUES, VALUE_WIDTH = 29.0, 48.0, 33.0
ROW = 5.05
TITLE, VALUE, LABEL = 5.0, 3.3, 2.6
RULE_INK: Ink = (0x1F, 0x56, 0x9B)


@dataclass(frozen=True, slots=True)
class CardFaceWords:
    """What the front says."""

    title: str
    name: str
    number: str
    """社会保障号码."""
    card_number: str
    issued: str
    valid_to: str
    issuer: str
    hotlines: str
    photo: bytes | None
    """JPEG or PNG, 358:441; None where the law asks for none."""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class CardBackWords:
    """What the back says."""

    title: str
    notes: tuple[str, ...]
    hotlines: str
    card_number: str
    practice: bool = False


def card_face(words: CardFaceWords) -> bytes:
    """The front; raises NotAcceptable(glyph_missing | does_not_fit, field=…)."""
    for text in (words.title, words.name, words.number, words.card_number, words.issuer, words.hotlines):
        demand(text)
    face = Bitmap(SIZE, DPI)
    _head(face, words.title, words.practice)
    _photo(face, words.photo)
    below = _name(face, words.name)
    facts = (
        ("社会保障号码", words.number),
        ("卡号", words.card_number),
        ("发卡日期", words.issued),
        ("有效期至", words.valid_to),
    )
    step = min(ROW, (38.9 - below) / len(facts))
    for row, (label, value) in enumerate(facts):
        middle = below + step * (row + 0.5)
        _line(face, LABELS, middle, label, LABEL, ink=GREY)
        if face.width(value, VALUE) > VALUE_WIDTH + 0.3:
            raise NotAcceptable("does_not_fit", field=label)
        _line(face, VALUES, middle, value, VALUE)
    _foot(face, [words.issuer, words.hotlines])
    return face.png()


def card_back(words: CardBackWords) -> bytes:
    """The back: how to use the card, where to report it lost, and its number as a bar code."""
    face = Bitmap(SIZE, DPI)
    _head(face, words.title, words.practice)
    middle = 15.4
    for number, note in enumerate(words.notes, 1):
        _line(face, LEFT, middle, f"{number}", LABEL, ink=GREY)
        for line in set_lines(note, RIGHT - LEFT - 4, LABEL, LABEL):
            _line(face, LEFT + 4, middle, line.text, LABEL)
            middle += 3.9
    modules = code128_modules(words.card_number)
    dots = 4
    for place, module in enumerate(modules):
        if module == "1":
            face.dot_box(face.dots(LEFT) + place * dots, face.dots(38.5), dots, face.dots(7))
    _line(face, LEFT, 48.0, words.card_number, LABEL)
    _line(face, RIGHT, 48.0, words.hotlines, LABEL, ink=GREY, anchor="right")
    return face.png()


def _head(face: Bitmap, title: str, practice: bool) -> None:
    _line(face, LEFT, 8.0, title, TITLE, bold=True)
    if practice:
        _line(face, RIGHT, 7.6, "样卡 练习", 3.5, ink=GREY, anchor="right")
    face.box(LEFT, 11.5, RIGHT - LEFT, 0.2, RULE_INK)


def _photo(face: Bitmap, photo: bytes | None) -> None:
    x, y, w, h = PHOTO
    if photo:
        face.picture(x, y, w, h, photo)
    else:
        _line(face, x + w / 2, y + h / 2, "免照片", LABEL, ink=GREY, anchor="centre")
    face.frame(x, y, w, h, (0xC3, 0xC9, 0xD1))


def _name(face: Bitmap, name: str) -> float:
    """Writes the name; returns where the rows below begin."""
    if len(name) <= 24:
        size = 4.6 if len(name) <= 7 else 3.3 if len(name) <= 14 else 2.6
        lines = name_lines(name, VALUE_WIDTH, size)
        if len(lines) <= 2:
            middle, below = (16.2, 19.6) if len(lines) == 1 else (15.9, 20.1)
            _line(face, LABELS, middle, "姓名", LABEL, ink=GREY)
            for row, line in enumerate(lines):
                _line(face, VALUES, middle + (row - (len(lines) - 1) / 2) * size * 1.16, line, size, bold=True)
            return below
    size = 2.2
    lines = name_lines(name, RIGHT - LABELS - 6, size)
    if len(lines) > 3:
        raise NotAcceptable("does_not_fit", field="姓名")
    _line(face, LABELS, 15.1, "姓名", 2.2, ink=GREY)
    for row, line in enumerate(lines):
        _line(face, LABELS + 6, 15.1 + row * 2.7, line, size, bold=True)
    return 14.4 + len(lines) * 2.7


def name_lines(name: str, room: float, size: float) -> list[str]:
    """A name in as few lines as fit; two lines part at the separator if both halves fit."""
    if width(name, size, bold=True) <= room:
        return [name]
    for place in sorted((n for n, c in enumerate(name) if c == "·"), key=lambda n: abs(2 * n - len(name))):
        halves = [name[: place + 1], name[place + 1 :]]
        if max(width(half, size, bold=True) for half in halves) <= room:
            return halves
    return [line.text for line in set_lines(name, room, size, size, bold=True)]


def _foot(face: Bitmap, lines: Sequence[str]) -> None:
    for row, line in enumerate(lines):
        size = min(LABEL, LABEL * (RIGHT - LEFT) / max(face.width(line, LABEL), 0.1))
        _line(face, LEFT, 45.2 + row * 3.6, line, size, ink=GREY)


def _line(
    face: Bitmap,
    x: float,
    middle: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    ink: Ink = (0, 0, 0),
    anchor: str = "left",
) -> None:
    """A line whose characters are centred on `middle`."""
    face.text(x, middle + size * 0.37, text, size, bold=bold, ink=ink, anchor=anchor)
