"""Trouble in words: what happened, what is safe, and what to do next, for every kind of DeskError.

The rows stand in `of_things`, `of_work`, `of_house` and `of_server`. A row is found by the kind of the error and,
where that says more, one of its facts: "no_reader occupied" is asked for before "no_reader", and before both the
device's own row, "no_camera document_camera lost". Words in [brackets] are said only when every fact in them is known,
so each row can also be said bare.

    DeskError(kind, facts) ── facts in words ─┬─ row of the kind ── English? ── brackets ── facts ── Told
                                              └─ tables of the vocabulary, amounts, days, waits, mistakes, printers
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from desk.errors import DeskError
from ui.words import of_house, of_server, of_things, of_work
from ui.words.filling import filled


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, and what is safe and to be done: two sentences for a person."""

    what: str
    next: str


SENTENCES: Mapping[str, tuple[str, str, str]] = of_things.ROWS | of_work.ROWS | of_house.ROWS | of_server.ROWS
UNKNOWN = ("没有办成[（{kind}）]", "以前存好的都在", "请把这一行告诉技术员")

TELLING = ("problem", "problems", "why", "reason", "error", "what", "where", "device")
"""Facts whose value may have a row of its own, the most telling first."""
TABLES = {
    "action": "card_actions",
    "approvals": "approvals",
    "blockers": "blockers",
    "decision": "verdicts",
    "device": "things",
    "field": "fields",
    "known": "known_codes",
    "material": "materials",
    "needed": "roles",
    "open": "prerequisites",
    "paper": "documents",
    "reasons": "reasons",
    "role": "roles",
    "service": "services",
    "thing": "moving_things",
}
"""Facts that are codes, and the table of the vocabulary their words stand in."""
OF_KIND = {
    ("data", "problem"): "data_problems",
    ("photo_not_acceptable", "problems"): "photo_problems",
    ("password", "problems"): "password_problems",
    ("walk_in", "problem"): "fields",
    ("decided_already", "decision"): "verdicts",
    ("no_file", "reason"): "system_words",
    ("cannot_write", "why"): "system_words",
    ("no_data_folder", "why"): "system_words",
    ("store_damaged", "why"): "system_words",
}
"""Where a fact of one kind stands in a table of its own."""
STATES = {
    "blank": "blank_states",
    "print_job": "print_job_states",
    "card": "card_states",
    "ticket": "ticket_states",
}
"""What the states of a moving thing are called; a case's, where no thing is named."""
SUMS = ("amount", "owed", "variance")
SIZES = ("bytes", "limit")


def told(error: BaseException) -> Told:
    """What to say of an error; one that is not a DeskError is our own bug."""
    from ui.words import say

    if not isinstance(error, DeskError):
        error = DeskError("bug")
    facts = facts_in_words(error)
    what, safe, do = (say_with(part, facts) for part in row_of(error))
    return Told(what, say("{safe}。{do}", safe=safe, do=do) if safe else do)


def row_of(error: DeskError) -> tuple[str, str, str]:
    """The row that says most about an error."""
    values = [error.facts.get(name) for name in TELLING]
    codes = [one[0] if isinstance(one, tuple | list) and one else one for one in values]
    turned_on = [name for name, value in error.facts.items() if value is True]
    for code in (*turned_on, *(re.sub(r"_\d+$", "", one) for one in codes if isinstance(one, str))):
        for row in (f"{error.kind} {error.facts.get('device')} {code}", f"{error.kind} {code}"):
            if row in SENTENCES:
                return SENTENCES[row]
    return SENTENCES.get(error.kind, UNKNOWN)


def say_with(sentence: str, facts: Mapping[str, Any]) -> str:
    """A sentence in the language spoken; brackets whose facts are not known are left out."""
    from ui.words import say

    told_so = filled(say(sentence) if sentence else "", facts)
    return told_so[:1].upper() + told_so[1:]


def facts_in_words(error: DeskError) -> dict[str, Any]:
    """The facts of an error as they are read; what is empty is not known."""
    from ui.words import word

    facts: dict[str, Any] = {"kind": error.kind, "device": word("things", "any")}
    given = dict(error.facts)
    if error.kind == "walk_in":
        given["key"] = given.get("problem")
    if "key" in given:
        given.setdefault("field", given["key"])
    if error.kind == "approval_needed":
        given["approvals"] = given.get("what", ())
    for name, value in given.items():
        if name == "mistakes" and isinstance(value, Iterable):
            facts |= _mistakes(list(value))
        elif name in ("reason", "reasons") and "device" in given:
            facts |= conditions(name, value)
        elif name == "error" and str(value).startswith("http_"):
            facts["http"] = str(value).removeprefix("http_")
        elif value not in (None, "", (), []):
            spoken = _in_words(error.kind, name, value, given)
            if spoken is not None:
                facts[name] = spoken
    return facts


def _in_words(kind: str, name: str, value: Any, given: Mapping[str, Any]) -> str | None:
    """One fact as it is read; None where it says nothing."""
    from ui.words import day, money, say, word

    if isinstance(value, date):
        return day(value)
    if name == "port":
        return PurePath(str(value)).name or str(value)  # ttyUSB0: where it stands in the file system helps nobody
    if name == "wait" and isinstance(value, int | float):
        seconds = round(value)
        if seconds <= 0:
            return None
        return say("{n} 秒", n=seconds) if seconds < 60 else say("{n} 分钟", n=-(-seconds // 60))
    if name == "jobs":
        return str(len(value))
    if name in SUMS and isinstance(value, int):
        return money(value, sign=name == "variance")
    if name in SIZES and isinstance(value, int) and "bytes" in given:
        rounded = math.ceil if name == "bytes" else math.floor  # one byte over the limit is not told as the limit
        return f"{rounded(value / 1024)} KB" if value < 1 << 20 else f"{rounded(value / (1 << 20))} MB"
    table = OF_KIND.get((kind, name)) or TABLES.get(name, "")
    if name in ("state", "wanted", "possible"):
        table = STATES.get(str(given.get("thing", "")), "case_states")
    if isinstance(value, list | tuple | set | frozenset):
        return say("、").join(word(table, str(one)) for one in value)
    return word(table, value) if isinstance(value, str) else str(value)


def conditions(name: str, value: Any) -> dict[str, str]:
    """What a printer reports, in words under that name, and what is to be done about it under `do`."""
    from devices.card_printer.conditions import WORDS, of_reason
    from ui.words import say

    def within(words: str) -> str:
        return words[:1].lower() + words[1:]

    codes = [value] if isinstance(value, str) else [str(one) for one in value or ()]
    known = [WORDS[code if code in WORDS else of_reason(code) or "unknown"] for code in codes]
    if not known:
        return {}
    do = say("；").join(dict.fromkeys(within(say(do)) for _, do in known if do))
    return {name: say("、").join(within(say(what)) for what, _ in known)} | ({"do": do} if do else {})


def _mistakes(mistakes: list[Any]) -> dict[str, Any]:
    """The mistakes of a settings file or a policy pack, each with its place."""
    from ui.words import say

    if not mistakes:
        return {}
    return {"mistakes": say("；").join(map(_mistake, mistakes)), "count": len(mistakes)}


def mistakes_of(error: DeskError) -> tuple[str, ...]:
    """The mistakes of a settings file or a policy pack, one by one."""
    listed: Any = error.facts.get("mistakes", ())
    return tuple(map(_mistake, listed))


def _mistake(mistake: object) -> str:
    """第 3 行 hall.regoin 没有这个键."""
    from ui.words import say, word

    def told_of(name: str) -> str:
        return str((mistake.get(name) if isinstance(mistake, Mapping) else getattr(mistake, name, "")) or "")

    line, key, problem = told_of("line"), told_of("key"), told_of("problem")
    value, wanted = told_of("value"), told_of("wanted")
    place = say("第 {line} 行", line=line) if line else ""
    given = say("写的是 {value}", value=value) if value and (wanted or problem.startswith("wants_")) else value
    told = " ".join(part for part in (place, key, word("mistakes", problem)) if part)
    return say("，").join(part for part in (told, wanted and say("应为 {wanted}", wanted=wanted), given) if part)
