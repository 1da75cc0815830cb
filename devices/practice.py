"""The practice bench: simulated devices beside a real desk, each a process of its own, speaking its real wire.

The desk opens them through the cabinet like any other device. What a person does at a counter (lay a card down, sit
before the camera, pull a plug) is done here by telling the simulators over their control sockets.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from desk.ports import PaperOutcome
from desk.settings import DeviceSettings
from devices.simulators.launch import Simulator
from devices.simulators.page import write_page


def practice_cards() -> dict[str, Mapping[str, Any]]:
    """The synthetic people's identity cards by number."""
    folder = resources.files("resources") / "practice" / "cards"
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".json"))
    cards = (json.loads((folder / name).read_text(encoding="utf-8")) for name in files)
    return {card["number"]: card for card in cards}


def in_force(card: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """An identity card as its holder has it on that day: renewed for as long again whenever it ran out."""
    if not card["valid_to"]:
        return card
    begins, ends = date.fromisoformat(card["valid_from"]), date.fromisoformat(card["valid_to"])
    while ends < today:
        begins, ends = ends, ends + (ends - begins)
    return {**card, "valid_from": begins.isoformat(), "valid_to": ends.isoformat()}


MISHAPS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "jam": ("card_printer", {"name": "jam@m", "next": 1}),
    "no_answer": ("card_printer", {"name": "reply_lost@k", "next": 1}),
    "lifted_too_soon": ("id_reader", {"name": "sw@41", "next": 4, "on": "read"}),
}
"""What can be practised: a card that jams half burnt, one nobody knows the end of, a card lifted while it is read."""


class PracticeBench:
    """The simulated devices of one practice desk; `out` keeps what the card printer burnt and what each saw."""

    def __init__(
        self, out: Path, *, seconds_per_card: float = 8.0, blanks: int = 60, read_seconds: float = 0.9
    ) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self._out, self._cards = out, practice_cards()
        self._wires = Path(tempfile.mkdtemp(prefix="guitai-practice-"))
        wire = self._wires / "id-reader"
        self._running: list[Simulator] = []
        try:
            self.id_reader = self._start(
                "id_reader", "--link", wire, "--witness", out / "id-reader.jsonl", "--read-seconds", str(read_seconds)
            )
            self.card_printer = self._start(
                "card_printer",
                *("--listen", "127.0.0.1:0", "--out", out / "cards"),
                *("--seconds-per-card", str(seconds_per_card), "--hopper", str(blanks)),
            )
            pages = self._wires / "pages"
            pages.mkdir()
            write_page(pages / "page.png")
            self.camera = self._start("camera", "--listen", "127.0.0.1:0", "--control", self._wires / "camera.control")
        except BaseException:
            self.close()
            raise
        self._seconds_per_card = seconds_per_card

    def devices(self, said: DeviceSettings) -> DeviceSettings:
        """The settings with the bench's own addresses in place of the hall's."""
        return replace(
            said,
            id_reader=replace(said.id_reader, port=self.id_reader.where),
            card_printer=replace(
                said.card_printer, address=f"tcp://{self.card_printer.where}", seconds_per_card=self._seconds_per_card
            ),
            camera=replace(said.camera, source=self.camera.where),
            document_camera=replace(said.document_camera, source=str(self._wires / "pages")),
        )

    def people(self) -> Sequence[tuple[str, str]]:
        """Number and name of everyone who has an identity card to lay down."""
        return [(number, str(card["name"])) for number, card in self._cards.items()]

    def lay(self, number: str, today: date | None = None) -> None:
        """A person comes: the card goes on the reader, the person sits before the camera.

        A card that has run out by `today` was issued anew.
        """
        card = self._cards[number]
        self.id_reader.tell("lay", card=dict(in_force(card, today) if today else card))
        self.camera.tell("sit", number=number)  # takes a while, in which the card is read already

    def lift(self) -> None:
        """The card is taken off the reader."""
        self.id_reader.tell("lift")

    def open_printer(self) -> None:
        """Somebody opens the card printer and takes out what is stuck or was left inside when the desk was cut off."""
        self.card_printer.tell("open_up")

    def go_wrong(self, mishap: str) -> None:
        """The next card or the next reading goes wrong, once, as MISHAPS says."""
        device, fault = MISHAPS[mishap]
        getattr(self, device).tell("fault", **fault)

    def close(self) -> None:
        """Ends the simulators; calling twice is harmless."""
        for simulator in self._running:
            simulator.close()
        shutil.rmtree(self._wires, ignore_errors=True)

    def _start(self, name: str, *args: str | Path) -> Simulator:
        """A simulator looks whether it would serve a live desk: told of the bench it need not look at the machine's."""
        simulator = Simulator(name, *args, "--data-dir", self._out)
        self._running.append(simulator)
        return simulator


class PaperTray:
    """Implements `desk.ports.DocumentPrinter` for practice: each paper becomes a PDF in a folder instead of a sheet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print_pdf(self, name: str, pdf: bytes, copies: int = 1) -> PaperOutcome:  # noqa: ARG002 - one file does for all
        """Always printed: a practice tray has paper. `name` becomes the file's name, a reprint replaces it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{name}.pdf").write_bytes(pdf)
        return PaperOutcome.PRINTED
