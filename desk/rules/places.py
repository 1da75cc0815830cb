"""Where a key stands in a TOML text: tomllib tells what is written, not where.

Packs are written one key to a line, so the lines are read once; brackets and strings that run over several lines are
stepped over. A key inside an inline table has the place of the key that holds the table.
"""

import re

Path = tuple[str, ...]

_BARE = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"^(\s*)({_BARE}(?:\s*\.\s*{_BARE})*)\s*=(.*)$")
_TABLE = re.compile(rf"^(\s*)\[\[?\s*({_BARE}(?:\s*\.\s*{_BARE})*)\s*\]\]?")
_WORD = re.compile(_BARE)
_NOT_STRUCTURE = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*$')


def places(text: str) -> dict[Path, tuple[int, int]]:
    """Path of every table and key to its line and column, both from 1."""
    found: dict[Path, tuple[int, int]] = {}
    table: Path = ()
    depth, quotes = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        rest = line
        if quotes:
            if quotes not in line:
                continue
            rest, quotes = line.split(quotes, 1)[1], ""
        elif depth == 0:
            if header := _TABLE.match(line):
                table = _path(header[2])
                found.setdefault(table, (number, len(header[1]) + 1))
                continue
            if not (key := _KEY.match(line)):
                continue
            found.setdefault(table + _path(key[2]), (number, len(key[1]) + 1))
            rest = key[3]
        for mark in ('"""', "'''"):
            if rest.count(mark) % 2:
                rest, quotes = rest.split(mark, 1)[0], mark
        bare = _NOT_STRUCTURE.sub("", rest)
        depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
    return found


def place_of(path: Path, found: dict[Path, tuple[int, int]]) -> tuple[int, int]:
    """The place of a key, or of the nearest thing around it that has one; (1, 1) for the file as a whole."""
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return 1, 1


def _path(dotted: str) -> Path:
    return tuple(word.strip("\"'") for word in _WORD.findall(dotted))
