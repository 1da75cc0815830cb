"""The check-up: asks every fitted thing how it is, without using anything up, and says it in codes.

    fine   works                         look   works, but somebody should look soon
    stop   does not work                 none   not fitted, and need not be

A check never raises: trouble is part of its answer, and one broken thing never keeps another from being asked. No check
prints, takes a blank or reads a person's card; what a camera sees is measured and forgotten.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desk.errors import DeskError, DeviceTrouble
from desk.ports import Camera, CardPrinter, IdReader
from desk.settings import DeviceSettings
from devices.serial_ports import is_simulated

FINE, LOOK, STOP, NONE = "fine", "look", "stop", "none"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a probe found: a state, the code of its sentence, the sentence's facts (never personal data)."""

    state: str
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """How one thing is. `trouble` is what it raised, when it raised; `detail` is then its kind."""

    name: str
    state: str
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    trouble: DeskError | None = None

    @property
    def ok(self) -> bool:
        """Whether work can go on with it; what is not fitted stands in nobody's way."""
        return self.state != STOP


def check(name: str, probe: Callable[[], Finding]) -> Check:
    """Asks one thing."""
    try:
        found = probe()
    except DeskError as trouble:
        return Check(name, STOP, trouble.kind, trouble.facts, trouble)
    return Check(name, found.state, found.detail, found.facts)


def probe_of(name: str, said: DeviceSettings, opened: Callable[[], Any], *, live: bool) -> Callable[[], Finding]:
    """The probe of one device of the settings. `opened` gives the open thing; it is called only when one is fitted.

    In live mode a simulator behind the address is trouble: it must never serve real people.
    """

    def probe() -> Finding:
        if name == "signature":
            return Finding(FINE, "any_pen")
        address = address_of(name, said)
        if not address:
            return Finding(NONE, "not_fitted")
        if live:
            refuse_simulated(name, address)
        if name == "chip":
            return _chip(address)
        if address == "screen":
            return Finding(FINE, "second_screen")
        if name in ("scanner", "evaluator"):
            opened().standing()
            return Finding(FINE, "answers" if address.startswith("http") else "line_open")
        return _PROBES[name](opened)

    return probe


def refuse_simulated(name: str, address: str) -> None:
    """Raises DeviceTrouble(device_fault, problem=simulated) for a serial line with a simulator at its other end."""
    if is_simulated(address.removeprefix("serial:").partition("?")[0]):
        raise DeviceTrouble("device_fault", device=name, problem="simulated")


def address_of(name: str, said: DeviceSettings) -> str:
    """Where the settings say a device is; empty for one that is not fitted."""
    if name == "signature":
        return "screen"
    section = getattr(said, name)
    key = ADDRESS_KEY[name]
    return str(getattr(section, key))


ADDRESS_KEY = {
    "id_reader": "port",
    "card_printer": "address",
    "receipt_printer": "address",
    "document_printer": "queue",
    "camera": "source",
    "document_camera": "source",
    "chip": "reader",
    "scanner": "port",
    "evaluator": "address",
}
"""The key of each device's section that says where it is."""
DEVICES = (
    *("id_reader", "document_camera", "camera", "signature", "card_printer", "receipt_printer"),
    *("document_printer", "evaluator", "chip", "scanner"),
)
"""Every device of a window, in the order in which a technician sees them."""


def _id_reader(opened: Callable[[], IdReader]) -> Finding:
    status = opened().status()
    if not status.ready or status.sam_id is None:
        raise DeviceTrouble("reader_fault", device="id_reader", status="60")
    return Finding(FINE, "module", {"module": module_number(status.sam_id)})


def module_number(sam_id: tuple[int, int, int, int, int]) -> str:
    """The security module's number as its label has it: 05.01-20130101-0001234567-0987654321."""
    one, two, three, four, five = sam_id
    return f"{one:02d}.{two:02d}-{three:08d}-{four:010d}-{five:010d}"


def _card_printer(opened: Callable[[], CardPrinter]) -> Finding:
    printer = opened()
    status = printer.status()
    if status.state in ("offline", "error"):
        if "offline" in status.reasons:
            raise DeviceTrouble("no_printer", device="card_printer", problem="absent")
        raise DeviceTrouble("printer_not_ready", device="card_printer", reasons=status.reasons)
    facts = {"name": printer.abilities.name, "left": status.ribbon_left, "reasons": status.reasons}
    if status.state == "warning":
        return Finding(LOOK, "printer_warns", facts)
    if status.ribbon_left is None:
        return Finding(FINE, "printer_ready", facts)
    return Finding(FINE, "printer_ribbon", facts)


def _receipt_printer(opened: Callable[[], Any]) -> Finding:
    status = opened().status()
    if status.state == "offline":
        raise DeviceTrouble("no_printer", device="receipt_printer", problem="absent")
    if status.state == "error":
        raise DeviceTrouble("printer_not_ready", device="receipt_printer", reasons=status.reasons)
    if status.state == "unknown":
        return Finding(LOOK, "silent")
    return Finding(FINE, "paper") if status.state == "ready" else Finding(LOOK, "paper_low")


def _document_printer(opened: Callable[[], Any]) -> Finding:
    printer = opened()
    if not hasattr(printer, "standing"):
        return Finding(LOOK, "outcome_not_told")
    state, reasons = printer.standing()
    if state == "stopped":
        raise DeviceTrouble("printer_not_ready", device="document_printer", reasons=reasons or ("paused",))
    return Finding(LOOK, "printer_warns", {"reasons": reasons}) if reasons else Finding(FINE, "queue")


def _camera(opened: Callable[[], Camera]) -> Finding:
    camera = opened()
    begun = time.monotonic()
    picture = camera.frame()
    height, width = picture.shape[:2]
    facts = {
        "width": width,
        "height": height,
        "brightness": round(float(picture[::16, ::16].mean()) / 2.55),
        "ms": round((time.monotonic() - begun) * 1000),
    }
    return Finding(FINE, "picture", facts)


def _chip(reader: str) -> Finding:
    from devices.chip.pcsc import chip_readers

    if not any(name.startswith(reader) for name in chip_readers()):
        raise DeviceTrouble("no_chip_reader", device="chip", problem="absent")
    return Finding(FINE, "there")


_PROBES: dict[str, Callable[[Callable[[], Any]], Finding]] = {
    "id_reader": _id_reader,
    "card_printer": _card_printer,
    "receipt_printer": _receipt_printer,
    "document_printer": _document_printer,
    "camera": _camera,
    "document_camera": _camera,
}
