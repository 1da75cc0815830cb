"""A simulated receipt printer as a process of its own."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devices.lines import line_to
from devices.receipt_printer import ReceiptPrinter
from devices.simulators.launch import Simulator

ROOT = Path(__file__).parents[3]
FONTS = (
    ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf",
    Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
)


@dataclass
class Till:
    """A simulated receipt printer and the desk's driver for it."""

    simulator: Simulator
    out: Path
    printer: ReceiptPrinter

    def saw(self) -> list[dict[str, Any]]:
        path = self.out / "witness.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def happened(self) -> list[str]:
        return [line["saw"] for line in self.saw()]

    def wait_for(self, what: str) -> None:
        """Until the printer has got as far as this; it works on while the desk goes on."""
        until = time.monotonic() + 5
        while what not in self.happened():
            assert time.monotonic() < until, self.happened()

    def text(self, number: int = 1) -> str:
        return (self.out / f"slip-{number:04}.txt").read_text(encoding="utf-8")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Callable[..., Till]]:
    """Starts a simulated receipt printer with these faults."""
    running: list[Till] = []

    def begin(*faults: str, answer_within: float = 1.0, print_within: float = 5.0) -> Till:
        out = tmp_path / "slips"
        told = [word for fault in faults for word in ("--fault", fault)]
        simulator = Simulator("receipt_printer", "--listen", "127.0.0.1:0", "--out", out, "--data-dir", tmp_path, *told)
        line = line_to(f"tcp://{simulator.where}", "receipt_printer")
        printer = ReceiptPrinter(line, FONTS, answer_within=answer_within, print_within=print_within)
        running.append(Till(simulator, out, printer))
        return running[-1]

    yield begin
    for one in running:
        one.printer.close()
        one.simulator.close()
