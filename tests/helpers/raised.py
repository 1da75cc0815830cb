"""What the source can raise, read from the source: kinds of DeskError, and the codes their facts can hold.

Followed are literals, either side of an `if`, entries of a dictionary, names set in the same function or module, and
parameters, through every call of the function that has them.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODED = ("problem", "problems", "why", "reason", "reasons", "error", "what", "where")
"""Facts that hold codes."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Raised:
    """One error as the source makes it: a kind (empty where it is not written there), one coded fact of it, or none."""

    file: str
    kind: str
    fact: str
    code: str
    device: str


@dataclass
class Module:
    """One source file, with the function around each node."""

    file: Path
    tree: ast.Module
    around: dict[ast.AST, Function] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for function in ast.walk(self.tree):
            if isinstance(function, Function):
                for node in ast.walk(function):
                    self.around[node] = function  # an inner function comes later and wins


@cache
def modules() -> list[Module]:
    """Every source file that can raise; simulators are programs of their own."""
    files = (file for package in ("desk", "devices", "printing", "ui") for file in (ROOT / package).rglob("*.py"))
    return [
        Module(file, ast.parse(file.read_text(encoding="utf-8")))
        for file in sorted(files)
        if not {"simulators", "demo"} & set(file.parts)
    ]


@cache
def raised() -> frozenset[Raised]:
    """Everything that can be raised with a kind that stands in the source."""
    errors = _error_classes()
    found: set[Raised] = set()
    for module in modules():
        file = module.file.relative_to(ROOT).as_posix()
        device = next(iter(_constants(module, _assigned(module.tree, "DEVICE"))), "")
        for call in _made(module, errors):
            kinds = _constants(module, call.args[0]) if call.args else set()
            for kind in kinds or {""}:
                found.add(Raised(file, kind, "", "", device))
                for word in call.keywords:
                    if word.arg in CODED:
                        codes = _constants(module, word.value)
                        found |= {Raised(file, kind, word.arg, code, device) for code in codes}
    return frozenset(found)


def _made(module: Module, errors: set[str]) -> Iterator[ast.Call]:
    """Calls that make an error with its kind first, also within errors that choose their own kind."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name in _choosing():
            yield from (call for call in _calls(node) if ast.unparse(call.func) == "super().__init__")
    yield from (call for call in _calls(module.tree) if _name(call) in errors - _choosing())


@cache
def _choosing() -> frozenset[str]:
    """Errors whose constructor does not take the kind."""
    errors = _error_classes() - {"DeskError"}
    classes = [node for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    own = [node for node in classes if node.name in errors]
    return frozenset(node.name for node in own if any(getattr(one, "name", "") == "__init__" for one in node.body))


@cache
def _error_classes() -> set[str]:
    known = {"DeskError"}
    for _ in range(3):
        for module in modules():
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ClassDef) and {getattr(base, "id", "") for base in node.bases} & known:
                    known.add(node.name)
    return known


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _assigned(tree: ast.AST | None, name: str) -> list[ast.expr]:
    """What is put into a name anywhere in this tree."""
    values: list[ast.expr] = []
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    values.append(node.value)
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(target.elts, node.value.elts, strict=False)
                    values += [value for one, value in pairs if isinstance(one, ast.Name) and one.id == name]
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            values += [node.value] if node.value is not None else []
    return values


def _constants(module: Module, value: ast.expr | list[ast.expr], depth: int = 0) -> set[str]:
    """The codes an expression can be, as far as they stand in the source."""
    if isinstance(value, list):
        return set().union(*(_constants(module, one, depth) for one in value))
    if depth > 4:
        return set()

    def within(*parts: ast.expr | None) -> set[str]:
        return set().union(*(_constants(module, part, depth + 1) for part in parts if part is not None))

    match value:
        case ast.Constant(value=str() as code):
            return {code} if code.replace("_", "").isalnum() and code.islower() else set()
        case ast.IfExp():
            return within(value.body, value.orelse)
        case ast.BoolOp() | ast.Tuple() | ast.List():
            return within(*(value.values if isinstance(value, ast.BoolOp) else value.elts))
        case ast.Dict():
            return within(*value.values)
        case ast.Subscript(value=ast.Name() | ast.Dict() as table):
            return within(table)
        case ast.Call(func=ast.Attribute(value=table, attr="get")):
            return within(table, *value.args[1:])
        case ast.Call(func=ast.Name(id="tuple"), args=[ast.Name() as inner]):
            return within(inner)
        case ast.Name(id=name):
            return _of_name(module, value, name, depth)
    return set()


def _of_name(module: Module, node: ast.Name, name: str, depth: int) -> set[str]:
    function = module.around.get(node)
    parameters = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)] if function else []
    if function is not None and name in parameters:
        return _handed_in(module, function, name, depth)
    values = _assigned(function, name) or _assigned(module.tree, name)
    return set().union(*(_constants(module, value, depth + 1) for value in values))


def _handed_in(module: Module, function: Function, name: str, depth: int) -> set[str]:
    """What the calls of a function hand in for one of its parameters, and its default."""
    own = [one.arg for one in function.args.args]
    defaults = dict(zip(reversed(own), reversed(function.args.defaults), strict=False))
    codes = _constants(module, defaults[name], depth + 1) if name in defaults else set()
    public = not function.name.startswith("_")
    for other, call in _calls_of().get(function.name, ()):
        if other is not module and not public:
            continue
        in_order = zip((one for one in own if one != "self"), call.args, strict=False)
        given = {word.arg: word.value for word in call.keywords} | dict(in_order)
        if name in given:
            codes |= _constants(other, given[name], depth + 1)
    return codes


@cache
def _calls_of() -> dict[str, list[tuple[Module, ast.Call]]]:
    by_name: dict[str, list[tuple[Module, ast.Call]]] = defaultdict(list)
    for module in modules():
        for call in _calls(module.tree):
            by_name[_name(call)].append((module, call))
    return by_name
