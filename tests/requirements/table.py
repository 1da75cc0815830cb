"""Writes docs/requirements.md from the markers of all tests: `python tests/requirements/table.py`.

A row is proved by tests that carry `@pytest.mark.requirement("M-0xx")` and by acceptance cases that name it under
`covers`. The files are read, not run, so that the page can be made without anything else working.
"""

import ast
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs" / "requirements.md"
ROWS: Mapping[str, str]
REASONS: Mapping[str, str]
_told = tomllib.loads(Path(__file__).with_name("rows.toml").read_text(encoding="utf-8"))
ROWS, REASONS = _told["rows"], _told["reasons"]

SHOWN = 4
"""Tests named in a row; the others are counted."""

HEAD = """# What the sources ask, and what proves it

Made by `python tests/requirements/table.py` from the markers of the tests; a test fails when this page is older than
they are, or when a row is neither proved nor reasoned. Cases are the acceptance cases in `tests/desk/rules/cases`.

| row | what | proved by |
|---|---|---|"""


def marked(text: str) -> Iterator[tuple[str, str]]:
    """(row, test name) for every requirement marker in a test file's source."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.requirement":
                    for row in mark.args:
                        yield str(ast.literal_eval(row)), node.name


def proofs() -> dict[str, list[str]]:
    """Row to the tests and cases that prove it, tests first."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        for row, name in marked(file.read_text(encoding="utf-8")):
            place = f"`{file.relative_to(TESTS)}` {name.removeprefix('test_').replace('_', ' ')}"
            if place not in found[row]:
                found[row].append(place)
    for file in sorted((TESTS / "desk" / "rules" / "cases").glob("*.json")):
        for row in json.loads(file.read_text(encoding="utf-8"))["covers"]:
            found[row].append(f"case {file.stem}")
    return found


def page() -> str:
    """The whole page as text."""
    proved = proofs()
    lines = [HEAD]
    for row, title in ROWS.items():
        names = proved.get(row, [])
        more = f"<br>and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        told = "<br>".join(names[:SHOWN]) + more if names else f"*not proved:* {REASONS.get(row, '')}"
        lines.append(f"| {row} | {title} | {told} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
