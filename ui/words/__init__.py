"""Every sentence the desk shows: Chinese in the source, English from the catalogue beside it.

    say("还缺 {n} 项", n=2)       a sentence in the language spoken, its facts filled in
    word("services", "reissue")   the field's word for a code, from resources/vocabulary.toml
    told(error)                   what happened and what to do, for a DeskError

Chinese literals elsewhere in `ui` always pass through `say`; a test walks the source and wants English for each,
in `resources/i18n/guitai_en.ts` (Qt Linguist's own format). Nothing here imports Qt: the command line uses it too.
"""

import functools
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).parents[2] / "resources"
_spoken = "zh"

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def speak(language: str) -> None:
    """Sets the language of everything said from now on: "zh" or "en"."""
    global _spoken  # noqa: PLW0603 - one program speaks one language at a time
    _spoken = "en" if language == "en" else "zh"


def language() -> str:
    """The language spoken now."""
    return _spoken


def say(chinese: str, **facts: object) -> str:
    """The sentence in the language spoken, with its {facts} filled in; a sentence without English stays Chinese."""
    sentence = chinese
    if _spoken == "en":
        one = facts.get("n") == 1 and singulars().get(chinese)
        sentence = one or catalogue().get(chinese, chinese)
    return sentence.format_map(facts) if facts else sentence


def word(table: str, code: str | None) -> str:
    """The short word for a code, e.g. word("materials", "old_card"); the code itself where the table has none."""
    if not code:
        return ""
    entry = vocabulary().get(table, {}).get(code)
    if not isinstance(entry, Mapping):
        return code
    return str(entry.get(_spoken) or entry.get("zh") or code)


def money(fen: int, *, sign: bool = False) -> str:
    """Fen as yuan with two places and a true minus sign: 2500 → 25.00, -2500 → −25.00."""
    yuan = f"{abs(fen) // 100}.{abs(fen) % 100:02d}"
    if fen < 0:
        return f"−{yuan}"
    return f"+{yuan}" if sign and fen else yuan


def day(when: date) -> str:
    """A date in full: 2026-03-16."""
    return f"{when:%Y-%m-%d}"


def short_day(when: date) -> str:
    """A date of this year with its weekday: 03-23 周一."""
    return f"{when:%m-%d} {weekday(when)}"


def weekday(when: date) -> str:
    """周一 … 周日."""
    return say(WEEKDAYS[when.weekday()])


def minute(when: datetime) -> str:
    """The time of day: 09:42."""
    return f"{when:%H:%M}"


def moment(when: datetime, today: date | None) -> str:
    """The time of day, with the day where it is another one than today: 11-22 09:42."""
    return minute(when) if when.date() == today else f"{when:%m-%d %H:%M}"


def grouped(number: str) -> str:
    """A number in its groups for reading, never for storing: receipts 6-4-8-2-4-1, ID numbers 6-8-4."""
    sizes = {25: (6, 4, 8, 2, 4, 1), 18: (6, 8, 4)}.get(len(number))
    if sizes is None:
        return number
    pieces, at = [], 0
    for size in sizes:
        pieces.append(number[at : at + size])
        at += size
    return " ".join(pieces)


def number_word(number: str) -> str:
    """What the number of a case is called: a notice has one of its own."""
    return say("告知单号") if number.startswith("N") else say("受理号")


@functools.cache
def vocabulary() -> Mapping[str, Any]:
    """resources/vocabulary.toml as it is: table → code → {zh, en}; empty where the file is missing."""
    file = RESOURCES / "vocabulary.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def together(*sentences: str) -> str:
    """Sentences one after another: in English with a space between them."""
    return (" " if _spoken == "en" else "").join(sentences)


@functools.cache
def catalogue() -> Mapping[str, str]:
    """Chinese sentence → English sentence; the plural of those that have a number in them."""
    return {source: forms[-1] for source, forms in _messages() if forms[-1]}


@functools.cache
def singulars() -> Mapping[str, str]:
    """Chinese sentence → English sentence for an n of 1, where that is another one."""
    return {source: forms[0] for source, forms in _messages() if len(forms) > 1}


@functools.cache
def _messages() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every sentence with its translation, or its two of Qt Linguist's numerus forms."""
    from xml.etree import ElementTree

    file = RESOURCES / "i18n" / "guitai_en.ts"
    tree = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    found = []
    for message in tree.iter("message"):
        forms = tuple(form.text or "" for form in message.iter("numerusform"))
        found.append((message.findtext("source", ""), forms or (message.findtext("translation", ""),)))
    return tuple(found)


from ui.words.trouble import Told, mistakes_of, told  # noqa: E402 - trouble says its sentences with `say`

__all__ = [
    "Told",
    "catalogue",
    "day",
    "grouped",
    "language",
    "minute",
    "mistakes_of",
    "moment",
    "money",
    "number_word",
    "say",
    "short_day",
    "speak",
    "together",
    "told",
    "vocabulary",
    "weekday",
    "word",
]
