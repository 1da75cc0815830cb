"""The same roll for a printer that sets its own type: 48 columns on 80 mm paper, a Chinese character takes two.

    申请人    周样本　110199********3368
    已收材料  居民身份证（验看后退回）、身份证件复印件
              （电子，注“与原件一致”）

Lines are broken here, as on every paper: the printer would part a sum of money in the middle. A line with a character
that it has no glyph for is drawn by its driver on the same columns.
"""

from collections.abc import Iterator

from desk.ports import SlipCode, SlipText
from printing.lines import Small, Words, units
from printing.looks import Heading, name_of
from printing.roll import RollWords

COLUMNS, LABEL = 48, 10
RULE = SlipText("─" * (COLUMNS // 2))


def roll_parts(words: RollWords) -> tuple[SlipText | SlipCode, ...]:
    """A roll's words, line by line."""
    parts = [*_head(words.heading), RULE]
    if words.big:
        parts.append(SlipText(words.big, "center", 4, bold=True))
    for label, answer in words.answers:
        parts += [SlipText(label), *(SlipText(line, size=2, bold=True) for line in in_columns(answer, COLUMNS // 2))]
    if words.answers:
        parts.append(RULE)
    for label, said in words.rows:
        parts += map(SlipText, _row(label, said))
    parts.append(RULE)
    if words.code:
        parts.append(SlipCode(words.code, "qr"))
    if words.rating:
        parts += [SlipCode(words.rating, "qr"), SlipText("扫码评价", "center")]
    parts += [SlipText(line, "center") for text in words.last for line in in_columns(text, COLUMNS)]
    return tuple(parts)


def _head(heading: Heading) -> Iterator[SlipText | SlipCode]:
    yield SlipText(heading.title, "center", 2, bold=True)
    copy = heading.copy
    for stamp in heading.stamps:
        told = f"补打 {copy.number}，{copy.at}，{copy.by}" if copy and stamp.startswith("补打") else stamp
        yield SlipText(told, "center", bold=True)
    for line in in_columns(heading.place, COLUMNS):
        yield SlipText(line, "center")
    if heading.number:
        if name := name_of(heading.number):
            yield SlipText(name, "center")
        yield SlipCode(heading.number, "code128")


def _row(label: str, said: Words) -> Iterator[str]:
    """The label in a column of its own, the text beside it."""
    parts = (said,) if isinstance(said, str) else said
    text = "".join(f"\n{part}" if isinstance(part, Small) else part for part in parts)
    beside = label + " " * (LABEL - columns(label))
    for line in in_columns(text, COLUMNS - LABEL):
        yield beside + line
        beside = " " * LABEL


def in_columns(text: str, room: int) -> Iterator[str]:
    """The lines of a text, none longer than `room` columns; nothing is lost but spaces at their ends."""
    for paragraph in text.split("\n"):
        line = ""
        for unit in units(paragraph):
            if line and columns(line + unit.rstrip()) > room:
                yield line.rstrip()
                line = ""
            for character in unit:
                if columns(line + character) > room:
                    yield line.rstrip()
                    line = ""
                line += character
        yield line.rstrip()


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(1 if character.isascii() else 2 for character in text)
