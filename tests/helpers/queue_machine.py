"""A hall's queue machine in its own process, and a counter whose queue it keeps."""

import itertools
import json
from collections import Counter as Tally
from dataclasses import replace
from pathlib import Path

from desk.links.queue_system import RemoteQueue
from desk.links.signing import NoSigning
from desk.links.wire import Wire
from desk.services.counter import Counter
from devices.simulators.launch import Simulator


class QueueMachine(Simulator):
    """The simulated machine; `saw` tells what really happened in it."""

    def __init__(self, folder: Path) -> None:
        self.witness = folder / "queue.jsonl"
        super().__init__(
            "queue", "--listen", "127.0.0.1:0", "--control", folder / "queue.control", "--witness", self.witness
        )

    def saw(self, what: str) -> Tally[str]:
        """How often each number was called, served …"""
        lines = map(json.loads, self.witness.read_text(encoding="utf-8").splitlines())
        return Tally(line["number"] for line in lines if line["saw"] == what)

    def draw(self, count: int, kind: str = "ordinary") -> list[str]:
        """So many people draw a number at the machine."""
        return [str(self.tell("take", kind=kind)["number"]) for _ in range(count)]


def kept_by(counter: Counter, where: str, timeout: float = 0.5) -> Counter:
    """The same counter, its queue kept by the machine at an address."""
    nonces = itertools.count(1)
    wire = Wire(
        where,
        "queue_unavailable",
        "links.queue",
        counter.clock,
        NoSigning(),
        lambda: f"{counter.station}-{next(nonces)}",
        timeout,
    )
    return replace(counter, queue=RemoteQueue(wire, counter.hall))
