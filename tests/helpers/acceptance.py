"""The acceptance cases: walk-ins of practice people with what must be in the answer, and how the two are compared."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from desk.rules.decision import decide
from desk.rules.identity import check_character
from desk.rules.packs import load_policy
from desk.rules.policy import Policy
from desk.rules.reference import working_days

CASES = Path(__file__).resolve().parents[1] / "desk" / "rules" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.json"))

policy = cache(load_policy)
calendar = cache(working_days)


@cache
def _text(name: str) -> str:
    return (CASES / f"{name}.json").read_text(encoding="utf-8")


def case(name: str) -> dict[str, Any]:
    """A case by its file name or the beginning of it, fresh each time."""
    full = next(stem for stem in NAMES if stem == name or stem.startswith(f"{name}-"))
    return json.loads(_text(full))


def given(name: str, **changes: Any) -> dict[str, Any]:
    """A case's walk-in; `changes` replace keys, `a__b=…` reaches inside an object."""
    walk_in = case(name)["given"]
    for key, value in changes.items():
        inside = walk_in
        *way, last = key.split("__")
        for step in way:
            inside = inside.setdefault(step, {})
        inside[last] = copy.deepcopy(value)
    return walk_in


def decided(walk_in: dict[str, Any], by: Policy | None = None) -> dict[str, Any]:
    """What the desk would do, through JSON as an outsider sees it; `by` another policy than the one it names."""
    answer = decide(walk_in, by or policy(walk_in["policy"]), calendar())
    return json.loads(json.dumps(answer.document(), ensure_ascii=False))


def codes(objects: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in objects]


def lacking(expected: Any, answer: Any, path: str = "$", exactly: bool = False) -> list[str]:
    """What of the expectation is not in the answer, one line each.

    Objects need only the keys named; lists need each value somewhere, and nothing else when `<key>_exactly` is true;
    null means absent; everything else must be equal and of the same type.
    """
    if expected is None:
        return [] if answer is None else [f"{path}: {answer!r} instead of nothing"]
    if isinstance(expected, dict):
        if not isinstance(answer, dict):
            return [f"{path}: {answer!r} is no object"]
        return [
            line
            for key, value in expected.items()
            if not key.endswith("_exactly")
            for line in lacking(value, answer.get(key), f"{path}.{key}", expected.get(f"{key}_exactly", False))
        ]
    if isinstance(expected, list):
        return _lacking_of_list(expected, answer, path, exactly)
    same = type(expected) is type(answer) and expected == answer
    return [] if same else [f"{path}: {answer!r} instead of {expected!r}"]


def _lacking_of_list(expected: list[Any], answer: Any, path: str, exactly: bool) -> list[str]:
    if not isinstance(answer, list):
        return [f"{path}: {answer!r} is no list"]
    left, found = list(answer), []
    for one in expected:
        partner = next((other for other in left if not lacking(one, other)), None)
        if partner is None and one not in answer:
            found.append(f"{path}: {one!r} is not among {answer!r}")
        elif partner is not None:
            left.remove(partner)
    if exactly and left:
        found.append(f"{path}: {left!r} beside what was expected")
    return found


def number_of(birth: str, sequence: int = 101, region: str = "110199") -> str:
    """A valid number of nobody, born on that day; an odd sequence is a man's."""
    seventeen = f"{region}{birth.replace('-', '')}{sequence:03d}"
    return seventeen + check_character(seventeen)


def somebody(base: str, number: str, name: str | None = None, **changes: Any) -> dict[str, Any]:
    """A case's walk-in with another holder: document, applicant and registry agree on name and number."""
    walk_in = given(base, **changes)
    for place, name_key, number_key in (
        (walk_in["applicant"], "name", "id_number"),
        (walk_in.get("identity"), "name", "number"),
        (walk_in.get("registry", {}).get("baseinfo"), "psn_name", "certno"),
    ):
        if place is not None:
            place[number_key] = number
            place[name_key] = name or place[name_key]
    return walk_in


HALL_HEAD = """
[pack]
name = "demo"
title = "大厅"
level = "hall"
extends = "demo"
version = "1"
valid_from = 2026-01-01
"""


def hall_policy(folder: Path, text: str) -> Policy:
    """The demo policy as a technician changed it: `text` lies over it in the hall's own folder."""
    (folder / "demo.toml").write_text(HALL_HEAD + text, encoding="utf-8")
    return load_policy("demo", [folder])


def guardian(**changes: Any) -> dict[str, Any]:
    return {
        "name": "许示范",
        "number": "110199199105256488",
        "document": "resident",
        "read": "chip",
        "valid_to": "2035-06-30",
        "relation": "mother",
        **changes,
    }


def agent(scope: list[str] | None, **changes: Any) -> dict[str, Any]:
    """An agent; `scope` None is one without a mandate."""
    mandate = None
    if scope is not None:
        mandate = {"scope": scope, "valid_from": "2026-01-01", "valid_to": "2026-12-31", "signed": True}
    return {
        "name": "吴示例",
        "number": "110199198201153257",
        "document": "resident",
        "read": "chip",
        "valid_to": "2035-06-30",
        "relation": "spouse",
        "phone": "12300000000",
        "mandate": mandate,
        **changes,
    }


def original(code: str, **facts: Any) -> dict[str, Any]:
    return {"code": code, "form": "original", **facts}


def state_of(answer: dict[str, Any], code: str) -> str | None:
    """What the checklist says of a paper."""
    return next((line["state"] for line in answer["materials"] if line["code"] == code), None)
