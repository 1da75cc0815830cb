"""The windows ask for services by name at run time, where no type checker follows; this does.

self.desk.services.intake.tick(…)                                     straight
intake, counter = self.desk.services.intake, self.desk.counter        or by a name of its own in the same function
intake.tick(…)
"""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "ui").rglob("*.py"))


def service_of(node: ast.expr, named: dict[str, str]) -> str | None:
    """The service an expression stands for."""
    if isinstance(node, ast.Name):
        return named.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute | ast.Name):
        holder = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
        return node.attr if holder == "services" else None
    return None


def names_in(function: ast.AST) -> dict[str, str]:
    """The services that a function gives names of its own."""
    named = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            for name, given in zip(target.elts, value.elts, strict=False) if both else ((target, value),):
                if isinstance(name, ast.Name) and (service := service_of(given, {})):
                    named[name.id] = service
    return named


def asked_for(file: Path) -> Iterator[tuple[int, str, str, ast.Call | None]]:
    """Line, service, its function, and how it is called if it is called there."""
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            named, calls = names_in(function), {}
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    calls[node.func] = node
                if isinstance(node, ast.Attribute) and (service := service_of(node.value, named)):
                    yield node.lineno, service, node.attr, calls.get(node)


def spread(call: ast.Call) -> bool:
    """Whether *many or **many are handed on, so that nobody can count them here."""
    return any(isinstance(one, ast.Starred) for one in call.args) or any(one.arg is None for one in call.keywords)


def trouble(service: str, name: str, call: ast.Call | None) -> str:
    """What is wrong with asking so, if anything is."""
    try:
        function = getattr(importlib.import_module(f"desk.services.{service}"), name)
        if call and not spread(call):
            inspect.signature(function).bind(*call.args, **{str(one.arg): one for one in call.keywords})
    except (ImportError, AttributeError, TypeError) as error:
        return f"{service}.{name}: {error}"
    return ""


def test_there_is_something_to_look_at():
    assert sum(1 for file in FILES for _ in asked_for(file)) > 200


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_service_asked_for_is_there_and_takes_what_it_is_given(file):
    found = [(line, wrong) for line, *asked in asked_for(file) if (wrong := trouble(*asked))]
    assert found == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("self.desk.services.intake.tack(counter, draft, paper)", "no attribute 'tack'"),
        ("self.desk.services.intake.tick(counter)", "missing a required argument: 'draft'"),
        ("self.desk.services.intaek.tick(counter)", "No module named"),
    ],
)
def test_a_call_that_would_fail_is_seen(tmp_path, line, wrong):
    file = tmp_path / "screen.py"
    file.write_text(f"def do(self, counter, draft, paper):\n    {line}\n", encoding="utf-8")
    assert [wrong in trouble(*asked) for _, *asked in asked_for(file)] == [True]
