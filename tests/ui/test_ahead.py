import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ui"
ELSEWHERE = {
    *("cli.py", "start.py", "app.py", "assembly.py", "opening.py", "incident.py", "invocation.py", "unused.py"),
    *("secret_words.py", "technician/house.py", "words/__init__.py"),
}
"""Before anybody works, or by lanes only; and the catalogue of English, which is read with the first word of it."""
NO_SCREENS = {"commands", "demo", "hall", "papers"}
"""Other programs, and what only lanes run."""
LOADED = """
import sys
from ui.ahead import TO_SIGN_IN, TO_WORK, for_the_day, import_all
import_all(TO_SIGN_IN)
import_all(TO_WORK)
for_the_day()
print(*sorted(sys.modules))
"""


def imported_by_functions() -> Iterator[tuple[str, str]]:
    for file in sorted(UI.rglob("*.py")):
        where = file.relative_to(UI)
        if where.as_posix() in ELSEWHERE or where.parts[0] in NO_SCREENS:
            continue
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    yield from ((str(where), name) for name in names_of(node))


def names_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return []


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=UI.parent, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_whatever_a_press_imports_has_been_loaded_by_a_lane_before(loaded):
    wanted = set(imported_by_functions())
    assert len(wanted) > 10
    assert {(file, module) for file, module in wanted if module not in loaded} == set()


def test_every_service_but_the_practice_halls_is_loaded_for_the_day(loaded):
    services = {f"desk.services.{file.stem}" for file in (UI.parent / "desk/services").glob("[!_]*.py")}
    assert services - loaded == {"desk.services.practice"}
