"""The words papers use for codes, dates, sums and facts."""

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from desk.rules.reference import regions
from ui.words import vocabulary
from ui.words.filling import known

WEEKDAYS = "一二三四五六日"
METHODS = {"cash": "现金", "card": "银行卡", "alipay": "支付宝", "wechat": "微信"}


@functools.cache
def phrases() -> Mapping[str, Any]:
    """resources/papers.toml."""
    return tomllib.loads((files("resources") / "papers.toml").read_text(encoding="utf-8"))


def phrase(table: str, code: str) -> Any:
    """What papers say about a code; None when nothing."""
    return phrases().get(table, {}).get(code)


def zh(table: str, code: str | None) -> str:
    """The Chinese word for a code; the code itself where the vocabulary has none."""
    if not code:
        return ""
    entry = vocabulary().get(table, {}).get(code)
    return str(entry["zh"]) if isinstance(entry, Mapping) else code


def yuan(fen: int) -> str:
    """2500 → 25.00, with a true minus."""
    return f"{'−' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def day(when: date | str | None) -> str:
    """2026-03-16 周一; empty for none."""
    if not when:
        return ""
    on = date.fromisoformat(when[:10]) if isinstance(when, str) else when
    return f"{on:%Y-%m-%d} 周{WEEKDAYS[on.weekday()]}"


def before(when: date | str) -> str:
    """2026-03-23（周一）, inside a sentence."""
    on = date.fromisoformat(when[:10]) if isinstance(when, str) else when
    return f"{on:%Y-%m-%d}（周{WEEKDAYS[on.weekday()]}）"


def minute(when: datetime) -> str:
    """2026-03-16 10:12."""
    return f"{when:%Y-%m-%d %H:%M}"


def listed(words: Iterable[str]) -> str:
    """居民身份证、低保证."""
    return "、".join(words)


def material(code: str, situation: Mapping[str, Any] | None = None) -> str:
    """A material's word; the holder's identity document is named as what it is."""
    if code == "identity_document" and situation:
        shown = (situation.get("identity") or {}).get("document")
        if shown and shown != "none":
            return zh("identity_documents", shown)
    return zh("materials", code)


def told_facts(code: str, facts: Mapping[str, Any], number: Callable[[str], str], banks: str = "") -> dict[str, str]:
    """A reason's facts as words for its sentence, empty for what is not there; `number` shows an ID number."""
    facts = known(code, facts)
    told = _Words({key: str(value) for key, value in facts.items()})
    for key, table in _TABLES.items():
        value = facts.get(key)
        if isinstance(value, str):
            told[key] = zh(table, value)
        elif isinstance(value, list | tuple):
            told[key] = listed(zh(table, str(each)) for each in value)
    if code == "info_mismatch":
        hidden = facts.get("field") == "number"
        for key in ("document", "registry"):
            value = str(facts.get(key) or "")
            told[f"{key}_value"] = number(value) if hidden else value
    if code in ("card_not_activatable", "not_ready"):
        told["state"] = zh("card_states" if code == "card_not_activatable" else "case_states", facts.get("state"))
    if code == "not_ready" and not facts.get("promised"):
        told["promised"] = "做好以"
    for key in ("insured_region", "hall_region"):
        if facts.get(key):
            told[key] = region(str(facts[key]))
    told["banks"] = banks
    told["bring"] = (phrase("bring", str(facts.get("material"))) or {}).get("how", "")
    return told


@functools.cache
def region(code: str) -> str:
    """440399 with its name where the table has one."""
    named = regions().get(code)
    return f"{named[0]}（{code}）" if named else code


_TABLES = {
    "material": "materials",
    "document": "identity_documents",
    "problem": "id_problems",
    "problems": "photo_problems",
    "bank": "banks",
    "missing_pages": "pages",
    "missing": "services",
    "field": "fields",
    "insutype": "insurance_types",
    "why": "frozen_reasons",
    "action": "card_actions",
}


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
