"""The rules behind what is on the screen, in full: name, requirement, pack and line; the focused row's first."""

from collections.abc import Mapping
from typing import Any

from ui.parts.sheet import Line, Sheet
from ui.words import say, word
from ui.words.verdicts import reason_sentence

TABLES = {"prerequisites": "prerequisites", "approvals": "approvals", "notes": "notes", "documents": "documents"}


def rules_sheet(decision: Mapping[str, Any], policy: Any, here: str = "") -> Sheet:
    """Every rule that spoke, each once, with what it said."""
    said: list[tuple[str, Mapping[str, Any]]] = []
    for one in decision.get("materials") or ():
        said.append((word("materials", one["code"]), one.get("rule") or {}))
        if one["code"] == here:
            said.insert(0, said.pop())
    said += [(reason_sentence(one), one.get("rule") or {}) for one in decision.get("reasons") or ()]
    for key, name in (
        ("fee", say("费用")),
        ("photo", say("照片")),
        ("delivery", say("领取")),
        ("old_card", say("旧卡")),
    ):
        part = decision.get(key)
        if isinstance(part, Mapping) and part.get("rule"):
            said.append((name, part["rule"]))
    for table, rules in (decision.get("rules") or {}).items():
        if table in TABLES:
            said += [(word(TABLES[table], code), rule) for code, rule in rules.items()]
    lines = []
    for what, rule in said:
        if rule:
            lines.append(Line("", say("{what}：{rule}", what=what, rule=say(str(rule.get("name") or "")))))
            where = say("{requirement}，政策包 {pack} 第 {line} 行", **{key: rule.get(key, "") for key in KEYS})
            lines.append(Line("", where, quiet=True))
    title = say("依据，{name} {version}", name=getattr(policy, "name", ""), version=getattr(policy, "version", ""))
    return Sheet("rule", title, tuple(lines) or (Line("", say("这里还没有用到规则")),))


KEYS = ("requirement", "pack", "line")
