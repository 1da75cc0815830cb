"""The photo standard in words: each rule by its own name with value, unit and limit, and what to do where it is broken.

A check that is kept and one that is broken have the same name (`photo_rules` of the vocabulary). Checks that a person
takes for one thing are one row: no face and several faces, too large and too small a file, pixels and resolution.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from ui.words import say, word

ONE_ROW = {
    "no_face": "faces",
    "several_faces": "faces",
    "file_too_large": "bytes",
    "file_too_small": "bytes",
    "resolution": "size",
}
"""Checks that stand in the row of another name."""
UNITS = {"face_width": "像素", "head_margin": "像素", "not_centred": "像素", "eye_line": "像素", "bytes": "KB"}
LIMITS = {
    "faces": "只能一人",
    "background": "须{value}色",
    "head_margin": "头发距上边 {limit}",
    "not_centred": "两眼中间距左边 {limit}",
    "eye_line": "两眼距下边 {limit}",
    "eyes_closed": "高与宽之比 {limit}",
    "size": "{value}，{dpi} dpi",
}
"""Limits that are told in their own way."""
ADVICE = {
    "faces": ("没有人脸", "不止一人"),
    "background": ("换背景", "换背景"),
    "bytes": ("偏小", "偏大"),
    "face_width": ("靠近些", "退远些"),
    "head_margin": ("低一点", "高一点"),
    "not_centred": ("往右些", "往左些"),
    "eye_line": ("抬高些", "放低些"),
    "eyes_closed": ("请睁眼", "请睁眼"),
    "tilted": ("头摆正", "头摆正"),
    "blur": ("别动", "别动"),
    "exposure": ("太暗", "太亮"),
    "burnt_out": ("光太强", "光太强"),
}
"""What to do when a value lies below or above its limits; the picture's right is the person's left."""


class Check(Protocol):
    """One rule applied, as `desk.rules.photo_standard` gives it."""

    @property
    def code(self) -> str: ...

    @property
    def ok(self) -> bool: ...

    @property
    def value(self) -> Any: ...

    @property
    def limit(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class PhotoRule:
    """A row: name, limit, measured value, and 合格 or what to do."""

    code: str
    ok: bool
    name: str
    limit: str
    value: str
    advice: str


def photo_rules(checks: Iterable[Check]) -> list[PhotoRule]:
    """The rows in the order of the checks, broken rules first."""
    rows: dict[str, list[Check]] = {}
    for check in checks:
        rows.setdefault(ONE_ROW.get(check.code, check.code), []).append(check)
    return sorted((_row(code, parts) for code, parts in rows.items()), key=lambda row: row.ok)


def photo_problem(check: Check) -> str:
    """What is wrong, in a few characters: 背景偏灰, 文件过大."""
    if check.code == "background":
        ground = say("偏灰") if check.value == "grey" else word("photo_grounds", str(check.value))
        return say("背景{ground}", ground=ground)
    return word("photo_problems", check.code)


def _row(code: str, parts: list[Check]) -> PhotoRule:
    told = next((one for one in parts if not one.ok), parts[0])
    value = _value(code, told.value, told)
    if told.code == "resolution":
        value = f"{told.value} dpi"
    return PhotoRule(code, told.ok, word("photo_rules", code), _limit(code, parts), value, _advice(code, told))


def _limit(code: str, parts: list[Check]) -> str:
    spans = [one.limit for one in parts if isinstance(one.limit, tuple)]
    if not spans:
        dpi = next((one.limit for one in parts if one.code == "resolution"), None)
        words = LIMITS.get(code, "须{value}") if code != "size" or dpi is not None else "须{value}"
        return say(words, value=_value(code, parts[0].limit, parts[0]), dpi=dpi)
    low = next((low for low, _ in spans if low is not None), None)
    high = next((high for _, high in spans if high is not None), None)
    limit = f"{_span(code, low, high)} {say(UNITS[code])}" if code in UNITS else _span(code, low, high)
    return say(LIMITS[code], limit=limit) if code in LIMITS else limit


def _span(code: str, low: Any, high: Any) -> str:
    if low is None or high is None:
        mark, end = ("≤", high) if low is None else ("≥", low)
        return "" if end is None else f"{mark} {_number(code, end)}"
    return f"{_number(code, low)}–{_number(code, high)}"


def _value(code: str, value: Any, check: Check) -> str:
    if code == "background":
        return word("photo_grounds", str(value))
    if code == "bytes":
        towards = round if check.ok else math.floor if check.code == "file_too_small" else math.ceil
        return f"{towards(value / 1024)} KB"
    if isinstance(value, str):
        return value.replace("×", " × ").upper() if code == "format" else value.replace("×", " × ")
    return _number(code, value)


def _number(code: str, value: float) -> str:
    if code == "bytes":
        return f"{value / 1024:.0f}"
    if code in ("burnt_out", "eyes_closed"):
        return f"{value:.0%}"
    if code == "tilted":
        return f"{round(value)}°".replace("-", "−")  # a whole number has no −0
    return f"{value:.2f}" if isinstance(value, float) and abs(value) < 10 else f"{value:.0f}"


def _advice(code: str, check: Check) -> str:
    if check.ok:
        return say("合格")
    low = check.limit[0] if isinstance(check.limit, tuple) else None
    below = low is not None and check.value < low
    return say(ADVICE[code][0 if below else 1]) if code in ADVICE else say("不合格")
