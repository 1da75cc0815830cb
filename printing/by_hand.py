"""Papers for a name that no font can draw: room to write each such character by hand, with its code beside it.

    张𲎰 ──▶ 张＿＿＿（U+323B0）

A box is never printed for a character. The clerk writes it in, and the code says which one belongs there.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from printing.fonts import code_point, missing


def by_hand(words: Any) -> Any:
    """The same words with room for every character that cannot be drawn."""
    if isinstance(words, str):
        absent = missing(words)
        told = "".join(_room(one) if one in absent else one for one in words) if absent else words
        return type(words)(told)
    if isinstance(words, tuple):
        return tuple(by_hand(each) for each in words)
    if is_dataclass(words) and not isinstance(words, type):
        return replace(words, **{field.name: by_hand(getattr(words, field.name)) for field in fields(words)})
    return words


def pattern(name: str) -> re.Pattern[str]:
    """What a name looks like on a paper's text layer without white space, drawn or left to be written."""
    return re.compile("".join(f"(?:{re.escape(one)}|{re.escape(_room(one))})" for one in name))


def _room(character: str) -> str:
    return f"＿＿＿（{code_point(character)}）"
