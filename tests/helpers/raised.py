"""What the source can raise, read from the source: kinds of DeskError, and the codes their facts can hold.

Followed are literals, either side of an `if`, entries of a dictionary, names set in the same function or module, and
parameters, through every call of the function that has them.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
    """One source file: its calls, classes and assignments, and the function around each node, from one walk."""

    file: Path
    tree: ast.Module
    around: dict[ast.AST, Function] = field(default_factory=dict)
    calls: list[ast.Call] = field(default_factory=list)
    classes: list[ast.ClassDef] = field(default_factory=list)
    assigned: list[ast.Assign | ast.AnnAssign] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._walk(self.tree, None)

    def _walk(self, node: ast.AST, within: Function | None) -> None:
        match node:
            case ast.Call():
                self.calls.append(node)
            case ast.ClassDef():
                self.classes.append(node)
            case ast.Assign() | ast.AnnAssign():
                self.assigned.append(node)
        if within is not None:
            self.around[node] = within
        inside = node if isinstance(node, Function) else within
        for child in ast.iter_child_nodes(node):
            self._walk(child, inside)


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
        device = next(iter(_constants(module, _assigned(module.assigned, "DEVICE"))), "")
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
    for node in module.classes:
        if node.name in _choosing():
            calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
            yield from (call for call in calls if ast.unparse(call.func) == "super().__init__")
    yield from (call for call in module.calls if _name(call) in errors - _choosing())


@cache
def _choosing() -> frozenset[str]:
    """Errors whose constructor does not take the kind."""
    errors = _error_classes() - {"DeskError"}
    own = [node for module in modules() for node in module.classes if node.name in errors]
    return frozenset(node.name for node in own if any(getattr(one, "name", "") == "__init__" for one in node.body))


@cache
def _error_classes() -> set[str]:
    known = {"DeskError"}
    for _ in range(3):
        for module in modules():
            own = (node for node in module.classes if {getattr(base, "id", "") for base in node.bases} & known)
            known |= {node.name for node in own}
    return known


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _assigned(nodes: Iterable[ast.AST], name: str) -> list[ast.expr]:
    """What is put into a name anywhere among these nodes."""
    values: list[ast.expr] = []
    for node in nodes:
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
    within = ast.walk(function) if function is not None else ()
    values = _assigned(within, name) or _assigned(module.assigned, name)
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
        for call in module.calls:
            by_name[_name(call)].append((module, call))
    return by_name
