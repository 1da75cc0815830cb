"""Sentences about facts of which some may not be known: what hangs on an unknown one is left out with it.

账户冻结[：{why}]    账户冻结：欠费, and 账户冻结 where nobody said why
"""

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

_LEFT_OUT = re.compile(r"\[([^\[\]]*)\]")


def filled(sentence: str, facts: Mapping[str, object]) -> str:
    """A sentence with its {facts}; [brackets] go where a fact inside them is none. Raises KeyError for one outside."""

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(facts.get(name) not in (None, "") for name in names(part[1])) else ""

    return _LEFT_OUT.sub(kept, sentence).format_map(facts)


def names(sentence: str) -> set[str]:
    """The facts a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def known(code: str, facts: Mapping[str, Any] | None) -> dict[str, Any]:
    """A reason's facts without those that are not known; a mandate that has not begun has not run out either."""
    told = {name: value for name, value in (facts or {}).items() if value not in (None, "", [], ())}
    if code == "mandate_expired" and "valid_from" in told:
        told.pop("valid_to", None)
    return told
