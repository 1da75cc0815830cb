"""What the presenters are given: the counter, the lanes, the devices and the papers of this window, in one place.

`ui.app` fills it once. Services are modules found by name when they are first asked for, so that nothing heavy is
loaded before the first window stands: `desk.services.reception.greet(desk.counter, card)`.
"""

import importlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from desk.errors import DeskError, DeviceTrouble
from desk.ports import Clock, PaperOutcome
from desk.settings import Settings
from ui.lane import AnyLane


class Services:
    """desk.services by attribute: `services.reception` is the module desk.services.reception."""

    def __getattr__(self, name: str) -> ModuleType:
        return importlib.import_module(f"desk.services.{name}")


@dataclass(frozen=True, slots=True)
class Lanes:
    """One lane for each physical thing, and `desk` for the store."""

    desk: AnyLane
    registry: AnyLane
    id_reader: AnyLane
    card_printer: AnyLane
    camera: AnyLane
    document_camera: AnyLane
    paper: AnyLane
    chip: AnyLane
    scanner: AnyLane
    evaluator: AnyLane
    queue: AnyLane
    keeping: AnyLane
    """Backups and whatever else nobody waits for."""

    def close(self) -> None:
        """Ends them all."""
        for name in self.__slots__:
            getattr(self, name).close()


ABSENT = {
    "id_reader": "no_reader",
    "card_printer": "no_printer",
    "camera": "no_camera",
    "document_camera": "no_camera",
    "chip": "no_chip_reader",
}


class Devices:
    """The things on this desk, each opened at its first use, in its own lane; `openers` holds those that are fitted."""

    def __init__(self, openers: Mapping[str, Callable[[], Any]]) -> None:
        self._openers = dict(openers)
        self._open: dict[str, Any] = {}

    def fitted(self, name: str) -> bool:
        """Whether the settings name one."""
        return name in self._openers

    def get(self, name: str) -> Any:
        """The thing itself. Raises DeviceTrouble when none is fitted or it does not answer."""
        if name not in self._open:
            opened = self._openers[name]() if name in self._openers else None
            if opened is None:
                raise DeviceTrouble(ABSENT[name], device=name)
            self._open[name] = opened
        return self._open[name]

    def drop(self, name: str) -> None:
        """Closes a thing; it is opened anew at its next use."""
        thing = self._open.pop(name, None)
        if thing is not None:
            with suppress(DeskError):  # it is gone: that is why it is dropped
                thing.close()

    def refit(self, openers: Mapping[str, Callable[[], Any]]) -> None:
        """Other settings hold from now on; what is open stays open until it is dropped."""
        self._openers = dict(openers)

    def close(self) -> None:
        """Closes everything; called when the lanes have ended."""
        for name in list(self._open):
            self.drop(name)


class Papers(Protocol):
    """Makes the papers of a case, keeps what was made, and prints it. Called in the paper lane."""

    def print(
        self, kind: str, number: str, *, copy: bool = False, handwritten: bool = False, large: bool = False
    ) -> PaperOutcome:
        """Prints one kind of paper of a case; `copy` says 补打, `handwritten` leaves room for undrawable characters."""
        ...

    def of_case(self, number: str) -> Any:
        """A case's papers to look at and to print (a ui.papers.shelf.Shelf)."""
        ...

    def of_draft(self, draft: Any, decision: Mapping[str, Any]) -> Any:
        """What a visit would end with, to look at."""
        ...

    def of_day(self, day: date) -> Any:
        """A day's report, to look at and to print."""
        ...

    def of_today(self) -> Any:
        """What the hall itself printed today, to look at and to print again."""
        ...

    def face(self, number: str, card_number: str, valid_to: date | None) -> bytes:
        """The card's face as PNG of 1016 × 648."""
        ...

    def batch(self, kind: str, batch: Any) -> PaperOutcome:
        """Prints the list of a batch (a BatchView): batch_receipt or handover_list."""
        ...

    def ticket(self, taken: Any, ahead: int) -> PaperOutcome:
        """Prints a queue number (a TicketView) where a roll printer is fitted."""
        ...

    def of_hall(self, kind: str, **about: Any) -> PaperOutcome:
        """Prints a paper of the hall itself (ui.papers.house.PAPERS): count sheet, spoiled card, shift list …"""
        ...

    def save_orders(self, batch: str) -> tuple[str, int]:
        """Writes what the card centre needs to make a batch; gives the folder's name and how many have no photo."""
        ...

    def day_report(self, day: date, *, draft: bool = False) -> PaperOutcome:
        """Prints the day report."""
        ...

    def save_journal(self, asked: Any, progress: Callable[[int, int], None] | None = None) -> tuple[str, int]:
        """Writes what a look at the journal shows (a desk.services.trail.Look); gives the file's name and its rows."""
        ...

    def save_table(self, day: date, progress: Callable[[int, int], None] | None = None) -> str:
        """Writes the day's workbook and gives its file name; `progress` is told of its rows and may end it."""
        ...


@dataclass(slots=True)
class Desk:
    """One window at work. `counter` is exchanged when somebody signs in; it is None until the store is open."""

    settings: Settings
    clock: Clock
    lanes: Lanes
    devices: Devices
    counter: Any = None
    papers: Papers | None = None
    studio: Callable[[], Any] | None = None
    """Makes the photo studio; called in the camera lane when the photo screen is first shown."""
    calling: Any = None
    """The queue at this window (ui.clerk.calling.Calling), once somebody can be at work."""
    workshop: Any = None
    """What the technician works at (ui.technician.workshop.Workshop), once the devices are there."""
    services: Services = field(default_factory=Services)
    last_card_seconds: float | None = None
    """How long the last card took from taking a blank to lying in the tray."""
    down: set[str] = field(default_factory=set)
    """Devices that did not answer last time."""
    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What a device said last, for its light: a state and a word."""
    troubles: dict[str, DeskError] = field(default_factory=dict)
    """What is wrong with something that is no device, by its light."""
    folders: dict[str, Path] = field(default_factory=dict)
    """Where a file was taken from last, by what it was wanted for."""
    late_day: date | None = None
    """The earliest day before today that nobody closed."""
    unprinted: tuple[str, str] | None = None
    """The hall's own paper that did not come out last: its name, and how it ended."""

    def now(self) -> datetime:
        """The hall's time."""
        return self.clock.now()

    @property
    def seconds_per_card(self) -> float:
        """How long the next card will take: as the last one, or as the printer's settings say."""
        devices = self.workshop.said if self.workshop is not None else self.settings.devices
        return self.last_card_seconds or devices.card_printer.seconds_per_card

    @property
    def abilities(self) -> dict[str, bool]:
        """What the decision is told of this desk: printer_ready, scanner, camera."""

        def usable(name: str) -> bool:
            return self.devices.fitted(name) and name not in self.down

        return {
            "printer_ready": usable("card_printer"),
            "scanner": usable("document_camera"),
            "camera": usable("camera"),
        }
