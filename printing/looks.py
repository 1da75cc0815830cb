"""What the papers have in common before anything is drawn: their kinds, their type, and the values they are made of.

Millimetres for places, points for type.
"""

from dataclasses import dataclass
from itertools import pairwise

from printing.sheet import MM, Point

A4 = (210.0, 297.0)
A5 = (148.0, 210.0)

HEAVY, FIRM, THIN = 0.5, 0.35, 0.25
"""Lines in millimetres: under the head; table heads and totals; elsewhere."""


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of paper: its size, its margins (mm) and its type (points)."""

    size: tuple[float, float]
    top: float
    side: float
    foot: float
    title: float
    answer: float
    body: float
    caption: float
    label: float
    """Width of the label column in millimetres."""
    bar: float = 0.36
    """Module of the bar code in millimetres."""

    @property
    def width(self) -> float:
        """Between the side margins."""
        return self.size[0] - 2 * self.side

    @property
    def item(self) -> float:
        """Type of a table's first column, where that names a thing."""
        return self.body + 1.5

    @property
    def leading(self) -> float:
        """From line to line of the body, in millimetres."""
        return self.body * 1.5 / MM


RECEIPT = Look(A5, top=12, side=12, foot=10, title=16, answer=13, body=9.5, caption=7.5, label=20)
LARGE_RECEIPT = Look(A5, top=12, side=12, foot=10, title=18, answer=17, body=14, caption=10, label=30)
NOTICE = Look(A4, top=18, side=20, foot=15, title=20, answer=14, body=9.5, caption=7.5, label=20, bar=0.33)
LARGE_NOTICE = Look(A4, top=18, side=20, foot=15, title=22, answer=18, body=14, caption=10.5, label=28, bar=0.33)
REPORT = Look(A4, top=16, side=18, foot=13, title=20, answer=13, body=9, caption=7.5, label=20)


@dataclass(frozen=True, slots=True)
class Copy:
    """A reprint: the how manyth, when and by whom."""

    number: int
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the top of a paper."""

    title: str
    place: str
    """Hall and window."""
    number: str = ""
    """As stored; shown in groups and as a bar code."""
    practice: bool = False
    copy: Copy | None = None
    draft: str = ""
    """A word for a paper that does not count yet: 草样, 草表."""

    @property
    def stamps(self) -> list[str]:
        """The framed words beside the title."""
        told = ["练习 无效"] if self.practice else []
        told += [self.draft] if self.draft else []
        return [*told, f"补打 {self.copy.number}"] if self.copy else told


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: the caption under it, what stands above it, and pen strokes in a box of 1 × 1."""

    caption: str
    above: str = ""
    strokes: tuple[tuple[Point, ...], ...] = ()
    ratio: float = 3.0
    """Width to height of what was written."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` in millimetres, `align` left or right."""

    head: str
    width: float
    align: str = "left"
    strong: bool = False
    size: float | None = None


NAMES = {"": "受理号", "N": "告知单号", "S": "废卡登记号"}
"""What a number of 25 digits is called, by the letter before it."""


def name_of(number: str) -> str:
    """The word for a number on a paper; empty for one that is none of ours."""
    return NAMES.get(number[:1] if number[:1].isalpha() else "", "") if grouped(number) != number else ""


def named(number: str) -> str:
    """受理号 110199 0001 20260316 03 0015 0, as papers speak of it everywhere."""
    return f"{name_of(number)} {grouped(number)}".strip()


def grouped(number: str) -> str:
    """A receipt number in its groups 6-4-8-2-4-1, a leading letter by itself; other numbers as they are."""
    letter, digits = (number[0], number[1:]) if number[:1].isalpha() else ("", number)
    if len(digits) != 25 or not digits.isdigit():
        return number
    cuts = (0, 6, 10, 18, 20, 24, 25)
    parts = [digits[a:b] for a, b in pairwise(cuts)]
    return " ".join([letter, *parts] if letter else parts)
