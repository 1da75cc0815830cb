"""Which serial port is which: ports are known by the thing plugged in, not by the number the system gave it today.

A port may be written as COM3, /dev/ttyUSB0, a link such as /dev/serial/by-id/usb-…, or `by-id/usb-…` for short.
Its identity is the name of its by-id link, or the maker's serial number where the system keeps no such links.
Once a port has been opened, the same identity is looked for when it comes back, wherever it comes back: a reader that
returns as ttyUSB1 is found, and a printer that has taken ttyUSB0 meanwhile is not mistaken for it.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from serial.tools import list_ports

BY_ID = Path("/dev/serial/by-id")


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A serial port as it is now. `identity` is None where nothing but the port's name tells it from others."""

    device: str
    identity: str | None
    description: str
    simulated: bool


def serial_ports(by_id: Path = BY_ID) -> list[SerialPort]:
    """Every serial port of this machine, with the names people know them by."""
    found = []
    for port in sorted(list_ports.comports(), key=lambda port: port.device):
        identity = identity_of(port.device, by_id)
        told = " ".join(word for word in (port.manufacturer, port.product) if word)
        described = port.name if port.description == "n/a" else port.description
        found.append(SerialPort(port.device, identity, told or described, is_simulated(port.device)))
    return found


def locate(port: str, known: str | None = None, by_id: Path = BY_ID) -> str | None:
    """Where the port is now: the device to open, or None when it is not there.

    `known` is the identity the port had when it was last open; a port that has another one now is not returned.
    """
    named = _path(port, by_id)
    if known is None or named.parent == by_id:
        return str(named) if _there(named) else None
    if _there(named) and identity_of(str(named), by_id) == known:
        return str(named)
    if _there(by_id / known):
        return str(by_id / known)
    return next((p.device for p in list_ports.comports() if _maker_number(p.device) == known), None)


def identity_of(device: str, by_id: Path = BY_ID) -> str | None:
    """The by-id name of a device, or its maker's serial number; None when it has neither."""
    real = Path(os.path.realpath(device))
    if by_id.is_dir():
        for link in sorted(by_id.iterdir()):
            if Path(os.path.realpath(link)) == real:
                return link.name
    return _maker_number(str(real))


def is_simulated(port: str) -> bool:
    """Whether a simulator stands behind this port: beside its link lies a control socket. Live mode must refuse it."""
    return Path(f"{port}.control").is_socket() or os.path.realpath(port).startswith("/dev/pts/")


def occupant(device: str) -> str | None:
    """The name of another program that has the device open, where the system lets us see it (Linux).

    A program that also holds the other end of a pseudo-terminal is the thing itself, not a rival.
    """
    real = os.path.realpath(device)
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        with contextlib.suppress(OSError):
            opened = {os.readlink(fd) for fd in (process / "fd").iterdir()}
            if real in opened and "/dev/ptmx" not in opened:
                return (process / "comm").read_text().strip()
    return None


def _path(port: str, by_id: Path) -> Path:
    return by_id / port.removeprefix("by-id/") if port.startswith("by-id/") else Path(port)


def _there(path: Path) -> bool:
    if os.name == "nt":
        return path.name.upper() in {port.device.upper() for port in list_ports.comports()}
    return path.exists()


def _maker_number(device: str) -> str | None:
    return next((p.serial_number for p in list_ports.comports() if p.device == device and p.serial_number), None)
