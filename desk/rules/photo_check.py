"""The card photo a walk-in brings, against the limits of the policy (M-040, M-017).

Only what was measured is judged; a photo nobody measured has no problems. Pictures themselves are judged by
`photo_standard.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.rules.calendar import add_months
from desk.rules.sheet import Decision
from desk.rules.situation import Situation

if TYPE_CHECKING:
    from desk.rules.sections import Photo


def photo_problems(photo: Mapping[str, Any] | None, limits: "Photo", today: date, reason: str | None) -> list[str]:
    """Codes of what is wrong, in the order the standard names them; `absent` when there is no photo."""
    if photo is None:
        return ["absent"]
    get = photo.get
    wrong = {
        "size": _differs(get("width"), limits.width) or _differs(get("height"), limits.height),
        "resolution": _differs(get("dpi"), limits.dpi),
        "format": _differs(get("format"), limits.format),
        "file_too_large": _above(get("bytes"), limits.bytes[1]),
        "file_too_small": _below(get("bytes"), limits.bytes[0]),
        "background": _differs(get("background"), limits.background),
        "face_width": _outside(get("face_width"), limits.face_width),
        "head_margin": _outside(get("hair_to_top"), limits.hair_to_top),
        "not_centred": _outside(get("eye_x"), limits.eye_x),
        "eye_line": _below(get("eye_to_bottom"), limits.eye_to_bottom),
        "too_old": get("source") == "brought" and _too_old(get("taken"), limits.max_age_months, today),
        "not_new": get("source") == "registry" and reason == "photo_changed",
    }
    return [code for code, holds in wrong.items() if holds]


def examine(s: Situation, d: Decision) -> None:
    """Writes the photo; without a camera in the hall a bad one is a missing paper."""
    if not s.making:
        return
    limits = s.policy.photo
    if s.holder.age is not None and s.holder.age < limits.from_age:
        d.photo = {"required": False, "ok": None, "problems": [], "rule": limits.rule.document()}
        return
    problems = photo_problems(s.visit.photo, limits, s.today, s.reason)
    d.photo = {"required": True, "ok": not problems, "problems": problems, "rule": limits.rule.document()}
    if s.visit.camera:
        return
    d.line("photo", "missing" if problems else "satisfied", limits)
    if problems == ["absent"]:
        d.stop("material_missing", limits, material="photo")
    elif problems:
        d.stop("photo_not_acceptable", limits, problems=problems)


def _too_old(taken: str | None, months: int, today: date) -> bool:
    return bool(taken) and add_months(date.fromisoformat(str(taken)[:10]), months) < today


def _differs(value: object, wanted: object) -> bool:
    return value is not None and value != wanted


def _above(value: float | None, highest: float) -> bool:
    return value is not None and value > highest


def _below(value: float | None, lowest: float) -> bool:
    return value is not None and value < lowest


def _outside(value: float | None, span: tuple[float, float]) -> bool:
    return _below(value, span[0]) or _above(value, span[1])
