"""Simulated things that a practice bench does not have, each a program that can be pulled out and plugged in again.

with Boxes(folder, scanner=("--link", folder / "scanner")) as boxes:
    boxes.tell("scanner", "scan", text="…")
    boxes.pull_out("scanner")
    boxes.plug_in("scanner")
"""

import json
from pathlib import Path
from typing import Any, Self

from devices.simulators.launch import Simulator


class Boxes:
    """The programs by their simulators' names, with one folder for what they keep."""

    def __init__(self, folder: Path, **words: tuple[str | Path, ...]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._words = folder, words
        self._running: dict[str, Simulator] = {}

    def __enter__(self) -> Self:
        for name in self._words:
            self.plug_in(name)
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._running):
            self.pull_out(name)

    def where(self, name: str) -> str:
        """What its ready line said: a link, or HOST:PORT."""
        return self._running[name].where

    def tell(self, box: str, do: str, **facts: object) -> dict[str, Any]:
        """What hands and mishaps do to it."""
        return self._running[box].tell(do, **facts)

    def saw(self, name: str) -> list[str]:
        """What physically happened there."""
        return [json.loads(line)["saw"] for line in self._witness(name).read_text().splitlines()]

    def pull_out(self, name: str) -> None:
        """It is gone from its port; calling twice is harmless."""
        if name in self._running:
            self._running.pop(name).close()

    def plug_in(self, name: str) -> None:
        """It is there, at the same address; calling twice is harmless."""
        if name not in self._running:
            known = ("--data-dir", self.folder, "--witness", self._witness(name))
            self._running[name] = Simulator(name, *self._words[name], *known)

    def _witness(self, name: str) -> Path:
        return self.folder / f"{name}.jsonl"
