"""Text cut into lines as Chinese typesetting wants it (GB/T 15834, CLREQ §3).

A line never begins with a closing mark and never ends with an opening one; numbers, dates and Latin words stay whole as
long as they fit a line; a space at a line's end is dropped. A paragraph does not end with one or two characters by
themselves where a narrower setting of as many lines avoids it. Nothing is ever cut off.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from printing.fonts import width

CLOSING = frozenset("、，。．：；！？）】》〉」』”’％%)]}·—…,.;:!?")
OPENING = frozenset("（【《〈「『“‘([{")
LONELY = 2
"""So few characters, marks not counted, do not stand in a last line by themselves."""


class Strong(str):
    """Words set bold inside a sentence."""

    __slots__ = ()


class Small(str):
    """A caption: begins a paragraph of its own, smaller and grey."""

    __slots__ = ()


Words = str | tuple[str, ...]
"""A sentence, or its parts; `Strong` and `Small` parts are set in their own way, a line feed begins a new line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it will stand on paper: stretches of (text, bold)."""

    parts: tuple[tuple[str, bool], ...]
    small: bool

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)


def set_lines(words: Words, room: float, size: float, small_size: float, *, bold: bool = False) -> list[Line]:
    """The lines of a text in `room` (the unit of the sizes)."""
    lines: list[Line] = []
    for paragraph, small in _paragraphs((words,) if isinstance(words, str) else words):
        lines += _fill(paragraph, room, small_size if small else size, small=small, bold=bold)
    return lines


def _paragraphs(parts: tuple[str, ...]) -> Iterator[tuple[list[tuple[str, bool]], bool]]:
    """Paragraphs as lists of (text, bold), each with whether it is small."""
    gathered: list[tuple[str, bool]] = []
    for part in parts:
        if isinstance(part, Small):
            if gathered:
                yield gathered, False
            gathered = []
            for line in part.split("\n"):
                yield [(line, False)], True
            continue
        first, *more = part.split("\n")
        gathered.append((first, isinstance(part, Strong)))
        for line in more:
            yield gathered, False
            gathered = [(line, isinstance(part, Strong))]
    if gathered:
        yield gathered, False


def _fill(paragraph: list[tuple[str, bool]], room: float, size: float, *, small: bool, bold: bool) -> list[Line]:
    lines = _as_wide_as(room, paragraph, size, small=small, bold=bold)
    if len(lines) < 2 or not _lonely(lines[-1]):
        return lines
    longest = max(
        (length for unit in _units(_each(paragraph, bold=bold)) if (length := _length(unit, size)) <= room), default=0.0
    )
    for less in range(1, LONELY + 3):  # the first lines may have had up to two characters' room to spare
        if room - less * size < longest:  # nothing that was whole is broken for it
            break
        narrower = _as_wide_as(room - less * size, paragraph, size, small=small, bold=bold)
        if len(narrower) == len(lines) and not _lonely(narrower[-1]):
            return narrower
    return lines


def _lonely(line: Line) -> bool:
    return sum(character not in CLOSING for character in line.text) <= LONELY


def _as_wide_as(room: float, paragraph: list[tuple[str, bool]], size: float, *, small: bool, bold: bool) -> list[Line]:
    characters = _each(paragraph, bold=bold)
    if _length(characters, size) <= room:  # nearly always, and looking for breaks is slow
        return [_line(characters, small)]
    lines: list[Line] = []
    line: list[tuple[str, bool]] = []
    used = 0.0
    for unit in _units(characters):
        length = _length(unit, size)
        if used + length > room + 0.01 and line:
            lines.append(_line(line, small))
            line, used = [], 0.0
            if all(character == " " for character, _ in unit):
                continue
        *full, rest = _broken(unit, room, size)
        lines += [_line(piece, small) for piece in full]
        line += rest
        used += _length(rest, size)
    last = _line(line, small)
    return [*lines, last] if last.parts or not lines else lines  # a space at the very end makes no line


def _each(paragraph: list[tuple[str, bool]], *, bold: bool = False) -> list[tuple[str, bool]]:
    return [(character, bold or strong) for text, strong in paragraph for character in text]


def _length(unit: list[tuple[str, bool]], size: float) -> float:
    return sum(width(character, size, bold=strong) for character, strong in unit)


def _line(characters: list[tuple[str, bool]], small: bool) -> Line:
    while characters and characters[-1][0] == " ":
        characters = characters[:-1]
    stretches = groupby(characters, key=lambda pair: pair[1])
    return Line(tuple(("".join(c for c, _ in group), strong) for strong, group in stretches), small)


def units(text: str) -> Iterator[str]:
    """The stretches of a text that stay on one line, each with the space after it."""
    for unit in _units([(character, False) for character in text]):
        yield "".join(character for character, _ in unit)


def _units(characters: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """Stretches that stay on one line."""
    unit: list[tuple[str, bool]] = []
    for pair in characters:
        if unit and _may_break(unit[-1][0], pair[0]):
            yield unit
            unit = []
        unit.append(pair)
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after == " ":
        return True
    if after in CLOSING or before in OPENING:
        return False
    return not (_latin(before) and _latin(after))


def _latin(character: str) -> bool:
    return "!" <= character <= "~" or "\u00c0" <= character <= "\u024f"


def _broken(unit: list[tuple[str, bool]], room: float, size: float) -> Iterator[list[tuple[str, bool]]]:
    """A unit longer than a line, cut where the line is full."""
    piece: list[tuple[str, bool]] = []
    used = 0.0
    for character, strong in unit:
        advance = width(character, size, bold=strong)
        if piece and used + advance > room:
            yield piece
            piece, used = [], 0.0
        piece.append((character, strong))
        used += advance
    yield piece
