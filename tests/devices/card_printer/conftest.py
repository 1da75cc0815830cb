"""A simulated card printer as a process of its own, on loopback, and a card face to print."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from devices.card_printer.printer import ControlledCardPrinter, open_card_printer
from devices.card_printer.questions import Patience
from devices.simulators.launch import Simulator


@dataclass
class Bench:
    """A simulator, its folder, and as many desks as the test opens on it."""

    simulator: Simulator
    out: Path

    def desk(self, **patience: float) -> ControlledCardPrinter:
        patience = {"ask": 2.0, "move": 3.0, "burn": 5.0, "again": 2.0, **patience}
        printer = open_card_printer(f"tcp://{self.simulator.where}", patience=Patience(**patience))
        assert isinstance(printer, ControlledCardPrinter)
        self.desks.append(printer)
        return printer

    def __post_init__(self) -> None:
        self.desks: list[ControlledCardPrinter] = []

    def saw(self) -> list[dict[str, Any]]:
        """What physically happened, in order."""
        return [json.loads(line) for line in (self.out / "witness.jsonl").read_text().splitlines()]

    def happened(self) -> list[str]:
        return [line["saw"] for line in self.saw()]

    def cards(self) -> list[str]:
        return sorted(path.name for path in self.out.glob("*.png"))


Starter = Callable[..., Bench]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """Starts a simulator with these faults; a second call starts it again on the same folder."""
    running: list[Bench] = []

    def begin(*faults: str, words: tuple[str, ...] = ()) -> Bench:
        out = tmp_path / "printer"
        told = [word for fault in faults for word in ("--fault", fault)]
        common = (
            "--listen",
            "127.0.0.1:0",
            "--out",
            str(out),
            "--seconds-per-card",
            "0.1",
            "--data-dir",
            str(tmp_path),
        )
        running.append(Bench(Simulator("card_printer", *common, *told, *words), out))
        return running[-1]

    yield begin
    for bench in running:
        for desk in bench.desks:
            desk.close()
        bench.simulator.close()


@pytest.fixture(scope="session")
def front() -> bytes:
    """A card face that no mirror image, rotation or swapped ink could be mistaken for."""
    face = Image.new("RGB", (1016, 648), (244, 247, 252))
    draw = ImageDraw.Draw(face)
    draw.rectangle((40, 40, 440, 140), fill=(0, 0, 0))
    draw.rectangle((600, 40, 980, 140), fill=(200, 30, 30))
    draw.rectangle((40, 500, 300, 620), fill=(20, 160, 60))
    draw.polygon([(700, 620), (980, 620), (980, 400)], fill=(30, 60, 200))
    for x in range(300, 700):
        draw.line((x, 200, x, 360), fill=((x - 300) * 255 // 400,) * 3 if x > 300 else (1, 1, 1))
    kept = io.BytesIO()
    face.save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture
def steps() -> list[str]:
    """What the printer said it was doing."""
    return []
