"""What could be fitted here: every port, printer, camera and reader this machine knows now, by the names people know.

A serial port is offered by its by-id name where it has one, so that the setting outlives the next reboot. Ports with a
simulator behind them are offered in practice only.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desk.errors import DeskError, DeviceTrouble
from devices.serial_ports import BY_ID, serial_ports


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that could be meant: the address for the settings, and the words on its label."""

    address: str
    label: str


def candidates(device: str, *, live: bool, by_id: Path = BY_ID) -> list[Found]:
    """Everything that could be this device, best guesses first. Looking takes up to 3 s and opens nothing."""
    return _FINDERS[device](live, by_id) if device in _FINDERS else []


def _ports(live: bool, by_id: Path) -> list[Found]:
    found = []
    for port in serial_ports(by_id):
        if live and port.simulated:
            continue
        address = f"by-id/{port.identity}" if port.identity and (by_id / port.identity).exists() else port.device
        found.append(Found(address, port.description))
    return found


def _lines(live: bool, by_id: Path) -> list[Found]:
    lines = [Found(f"serial:{port.address}", port.label) for port in _ports(live, by_id)]
    return lines + [Found(f"usblp:{path}", path.name) for path in sorted(Path("/dev/usb").glob("lp*"))]


def _card_printers(live: bool, by_id: Path) -> list[Found]:
    from devices.ipp import scheduler

    queues = [Found(f"{scheduler()}/printers/{name.address}", name.label) for name in _queues(live, by_id)]
    return _lines(live, by_id) + queues


def _queues(_live: bool, _by_id: Path) -> list[Found]:
    from devices.ipp import IppPrinter, scheduler

    with suppress(DeviceTrouble):
        queues = IppPrinter(f"{scheduler()}/", "document_printer", within=2.0).queues()
        return [Found(name, about) for name, about in queues]
    return []


def _cameras(_live: bool, _by_id: Path) -> list[Found]:
    from devices.camera import list_cameras

    try:
        return [Found(source, name) for name, source in list_cameras()]
    except (OSError, RuntimeError):  # a machine without a video system says so by failing
        return []


def _readers(_live: bool, _by_id: Path) -> list[Found]:
    from devices.chip.pcsc import chip_readers

    with suppress(DeskError):
        return [Found(name, name) for name in chip_readers()]
    return []


_FINDERS: dict[str, Callable[[bool, Path], list[Found]]] = {
    "id_reader": _ports,
    "scanner": _ports,
    "card_printer": _card_printers,
    "receipt_printer": _lines,
    "document_printer": _queues,
    "camera": _cameras,
    "document_camera": _cameras,
    "evaluator": lambda live, by_id: [Found("screen", ""), *_lines(live, by_id)],
    "chip": _readers,
}
