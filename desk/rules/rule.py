"""A rule as it is told beside a demand."""

from typing import Any, NamedTuple


class Rule(NamedTuple):
    """`key` is its place in a pack, e.g. `fee.lost`; `pack` and `line` say which layer spoke last, and where."""

    key: str
    name: str
    requirement: str
    pack: str
    line: int

    def document(self) -> dict[str, Any]:
        """What a decision tells of it."""
        return {"name": self.name, "requirement": self.requirement, "pack": self.pack, "line": self.line}


NO_RULE = Rule("", "", "", "", 0)
