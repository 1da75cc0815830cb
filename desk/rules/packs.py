"""Reading policy packs: finding them, laying them over each other, checking them, remembering where each value stood.

A pack is looked for in the hall's own folders first, the last one given winning, then among those that came with
the desk. A hall's `demo.toml` that extends `demo` is laid over the desk's own; with it a technician changes one fee.
Nothing is kept between two calls: what stands in the files is what decides.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from desk.errors import UsageError
from desk.rules.places import place_of, places
from desk.rules.policy import Policy
from desk.rules.rule import Rule
from desk.rules.sections import Header, Section

SHIPPED = Path(str(files("resources") / "policies"))

_PROBLEMS = {
    "missing": "missing_key",
    "extra_forbidden": "unknown_key",
    "literal_error": "wants_one_of",
    "string_type": "wants_str",
    "int_type": "wants_int",
    "bool_type": "wants_bool",
    "date_type": "wants_date",
    "tuple_type": "wants_list",
    "model_type": "wants_section",
    "model_attributes_type": "wants_section",
    "dict_type": "wants_section",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "too_long": "too_long",
    "string_too_long": "too_long",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "string_pattern_mismatch": "wrong_form",
    "span_reversed": "span_reversed",
    "after_missing": "after_missing",
    "banks_missing": "banks_missing",
    "nothing_hidden": "nothing_hidden",
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class Mistake(NamedTuple):
    """One mistake of a pack. `problem` is a code, `wanted` what would have been right, where that can be said."""

    file: str
    line: int
    column: int
    key: str
    problem: str
    value: str = ""
    wanted: str = ""


class Layer(NamedTuple):
    """One file as it was read; `where` tells line and column of each key."""

    name: str
    file: str
    data: Mapping[str, Any]
    where: dict[tuple[str, ...], tuple[int, int]]
    level: str = ""


def load_policy(name: str, extra_dirs: Iterable[Path] = ()) -> Policy:
    """The pack of that name with all layers beneath it.

    Raises UsageError(unknown_code, key="policy") when there is none, UsageError(pack_broken, pack=…, mistakes=[…]).
    """
    return load_layers(name, extra_dirs)[0]


def load_layers(name: str, extra_dirs: Iterable[Path] = ()) -> tuple[Policy, list[Layer]]:
    """The policy and the files it lies in, the lowest first. Raises as `load_policy`."""
    folders = _folders(extra_dirs)
    source = _find(name, folders) if _NAME.fullmatch(name) else None
    if source is None or name == "national":
        raise UsageError("unknown_code", key="policy", value=name)
    policy, layers, mistakes = _checked(source, folders)
    if policy is None:
        named = sorted({Path(one.file).name for one in mistakes})
        raise UsageError("pack_broken", pack=name, files=named, mistakes=mistakes)
    return policy, layers


def pack_names(extra_dirs: Iterable[Path] = ()) -> list[str]:
    """The packs a hall may work by: cities, halls and the practice policy."""
    found: set[str] = set()
    for folder in _folders(extra_dirs):
        for file in _files(folder):
            layer, _ = _read(file)
            if layer is not None and layer.level in ("practice", "city", "hall"):
                found.add(layer.name)
    return sorted(found)


def check_packs(paths: Iterable[Path], extra_dirs: Iterable[Path] = ()) -> list[Mistake]:
    """Everything that is wrong in these files and in what they stand on, in the order of the files and their lines."""
    found: dict[Mistake, None] = {}
    for path in paths:
        folders = _folders(extra_dirs)
        if path.parent.resolve() not in folders:
            folders.append(path.parent.resolve())
        found |= dict.fromkeys(_checked(path, folders)[2])
    return list(found)


def policy_from(document: Mapping[str, Any]) -> Policy:
    """A policy back from `Policy.document()`, as a case kept it."""
    policy = Policy.model_validate_json(json.dumps(document["policy"]))
    places_of = {key: (str(pack), int(line)) for key, (pack, line) in document["rules"].items()}
    return _sign(policy, places_of)


def _folders(extra_dirs: Iterable[Path]) -> list[Path]:
    return [SHIPPED, *(folder.resolve() for folder in extra_dirs)]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def _find(name: str, folders: Sequence[Path], *, beneath: Path | None = None) -> Path | None:
    """The file of a pack; with `beneath`, the next one under that file."""
    candidates = [folder / f"{name}.toml" for folder in reversed(folders)]
    candidates = [file for file in candidates if file.is_file()]
    if beneath in candidates:
        candidates = candidates[candidates.index(beneath) + 1 :]
    return candidates[0] if candidates else None


def _checked(source: Path, folders: Sequence[Path]) -> tuple[Policy | None, list[Layer], list[Mistake]]:
    """The policy of a pack, or everything that is wrong with it: its own file first, then by line."""
    layers, mistakes, whole = _chain(source, folders)
    policy, wrong = _build(layers, whole=whole) if layers else (None, [])
    every = sorted({*mistakes, *wrong}, key=lambda one: (one.file != str(source), one.file, one.line, one.key))
    return (None if every else policy), layers, every


def _chain(source: Path, folders: Sequence[Path]) -> tuple[list[Layer], list[Mistake], bool]:
    """The layers from the lowest up, what is wrong with each by itself, and whether they are all there."""
    layers: list[Layer] = []
    found: list[Mistake] = []
    seen: set[Path] = set()
    file: Path | None = source
    while file is not None:
        layer, mistakes = _read(file)
        found += mistakes
        if layer is None:
            return layers, found, False
        seen.add(file.resolve())
        layers.insert(0, layer)
        head = layer.data.get("pack")
        if not isinstance(head, dict):
            return layers, found, False
        below = str(head.get("extends", ""))
        if not below:
            break
        file = _find(below, folders, beneath=file.resolve() if below == layer.name else None)
        if file is None or file in seen:
            problem = "unknown_pack" if file is None else "circular"
            return layers, [*found, _mistake(layer, ("pack", "extends"), problem, below)], False
    return layers, found, True


def _read(file: Path) -> tuple[Layer | None, list[Mistake]]:
    """One file with what is wrong in its head and its sections; no layer where it cannot be read at all."""
    name = str(file)
    try:
        text = file.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
        data = tomllib.loads(text)
    except UnicodeDecodeError:
        return None, [Mistake(name, 1, 1, "", "not_utf8")]
    except OSError:
        raise UsageError("no_file", file=name) from None
    except tomllib.TOMLDecodeError as wrong:
        at = _TOML_PLACE.search(str(wrong))
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 1)
        return None, [Mistake(name, line, column, "", "not_toml", value=_TOML_PLACE.sub("", str(wrong)).strip())]
    except RecursionError:  # brackets in brackets without end
        return None, [Mistake(name, 1, 1, "", "not_toml")]
    where = places(text)
    head = data.get("pack")
    layer = Layer(file.name.removesuffix(".toml"), name, data, where)
    if not isinstance(head, dict):
        return layer, [_mistake(layer, ("pack",), "missing_key")]
    try:
        header = Header.model_validate(head)
    except ValidationError as wrong:
        return layer, [_from_pydantic(layer, ("pack", *error["loc"]), error) for error in wrong.errors()]
    layer = layer._replace(level=header.level)
    mistakes = _without_source(layer)
    if header.name != layer.name:
        mistakes.append(_mistake(layer, ("pack", "name"), "name_differs", header.name, layer.name))
    return layer, mistakes


def _without_source(layer: Layer) -> list[Mistake]:
    """Sections that set values without saying where they come from; a hall need not, what it inherits stands."""
    if layer.level == "hall":
        return []

    def look(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
        groups = {key: value for key, value in table.items() if isinstance(value, dict)}
        if path and path != ("pack",) and len(groups) < len(table) and not table.get("row"):
            yield path
        for key, value in groups.items():
            yield from look((*path, key), value)

    return [_mistake(layer, (*path, "row"), "missing_key") for path in look((), layer.data)]


def _build(layers: Sequence[Layer], *, whole: bool) -> tuple[Policy | None, list[Mistake]]:
    """The policy that lies in these layers, or all mistakes; nothing is missed that may stand in a layer not there."""
    values: dict[str, Any] = {}
    origin: dict[tuple[str, ...], Layer] = {}
    for layer in layers:
        _lay_over(values, layer.data, (), layer, origin)
    top = layers[-1]
    try:
        policy = Policy.model_validate(values)
    except ValidationError as wrong:
        errors = wrong.errors()
        if not whole:
            errors = [error for error in errors if error["type"] != "missing"]
        elif top.level == "national":
            errors = [
                error for error in errors if not (error["type"] == "missing" and _whole_rule(error["loc"], values))
            ]
        return None, [_from_pydantic(_layer_of(error["loc"], origin, top), error["loc"], error) for error in errors]
    spoken = {key: _spoken(origin[tuple(key.split("."))], key) for key, _ in policy.sections()}
    policy._practice = {key: found for key, section in policy.sections() if (found := _practice(key, section, origin))}
    return _sign(policy, spoken), []


def _practice(key: str, section: Section, origin: Mapping[tuple[str, ...], Layer]) -> tuple[str, ...]:
    """A rule's values that a practice layer was the last to set."""
    setters = {name: origin.get((*key.split("."), name)) for name in type(section).model_fields}
    return tuple(
        name
        for name, setter in setters.items()
        if name not in ("name", "row") and setter is not None and setter.level == "practice"
    )


def _spoken(layer: Layer, key: str) -> tuple[str, int]:
    """The pack and the line of a rule: its first value in the layer that spoke last, else its heading."""
    path = tuple(key.split("."))
    inside: Any = layer.data
    for word in path:
        inside = inside[word]
    value = next((name for name in inside if name not in ("name", "row")), None)
    return layer.name, place_of(path if value is None else (*path, value), layer.where)[0]


def _lay_over(
    below: dict[str, Any],
    above: Mapping[str, Any],
    path: tuple[str, ...],
    layer: Layer,
    origin: dict[tuple[str, ...], Layer],
) -> None:
    for key, value in above.items():
        here = (*path, key)
        origin[here] = layer
        if isinstance(value, dict):
            inside = below.setdefault(key, {})
            if isinstance(inside, dict):
                _lay_over(inside, value, here, layer, origin)
                continue
        below[key] = value


def _sign(policy: Policy, spoken: Mapping[str, tuple[str, int]]) -> Policy:
    """Gives every rule its place and the policy its digest."""
    for key, section in policy.sections():
        pack, line = spoken[key]
        section._rule = Rule(key, section.name, ", ".join(section.row), pack, line)
    content = json.dumps(policy.model_dump(mode="json", exclude={"pack"}), ensure_ascii=False, sort_keys=True)
    policy._digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return policy


def _whole_rule(path: Sequence[int | str], values: Mapping[str, Any]) -> bool:
    """Whether what is missing at `path` is not even begun in `values`."""
    inside: Any = values
    for key in path[:-1]:
        inside = inside.get(key, {})
    return "name" not in inside


def _layer_of(path: Sequence[int | str], origin: Mapping[tuple[str, ...], Layer], top: Layer) -> Layer:
    """The layer that set the value at `path`, or the nearest thing around it."""
    words = tuple(str(word) for word in path)
    for length in range(len(words), 0, -1):
        if words[:length] in origin:
            return origin[words[:length]]
    return top


def _from_pydantic(layer: Layer, path: Sequence[int | str], error: Any) -> Mistake:
    wanted = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
    problem = _PROBLEMS.get(error["type"], "wrong_value")
    value = "" if problem in ("missing_key", "unknown_key") else _shown(error["input"])
    return _mistake(layer, tuple(str(word) for word in path), problem, value, wanted)


def _mistake(layer: Layer, path: tuple[str, ...], problem: str, value: str = "", wanted: str = "") -> Mistake:
    line, column = place_of(path, layer.where)
    return Mistake(layer.file, line, column, ".".join(path), problem, value, wanted)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
