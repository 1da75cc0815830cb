"""The wires that a printer's bytes travel on: TCP, a serial port (or pseudo-terminal), the kernel's usblp.

A line carries bytes and knows deadlines (seconds on the monotonic clock); what bytes mean is its user's business.
Every line names its device in the trouble it raises. The usblp line is not tried on hardware.
"""

import contextlib
import errno
import os
import re
import select
import socket
import time
from abc import ABC, abstractmethod

import serial

from desk.errors import DeviceTrouble
from devices import serial_ports

NUMBER = re.compile(r"[0-9]{1,7}")


class Line(ABC):
    """Bytes to and from one device, named as in settings. `open` again begins afresh."""

    device = ""
    missing = "no_printer"
    """The kind of trouble when nothing is there."""

    @abstractmethod
    def open(self) -> None:
        """Raises DeviceTrouble(no_printer)."""

    @abstractmethod
    def send(self, data: bytes, until: float) -> None:
        """All bytes, by the deadline. Raises DeviceTrouble(transport)."""

    @abstractmethod
    def receive(self, until: float) -> bytes:
        """Some bytes, or none when the deadline comes first. Raises DeviceTrouble(transport) when the line is cut."""

    @abstractmethod
    def close(self) -> None:
        """Calling twice is harmless."""

    def drop_input(self, until: float) -> bool:
        """Throws away what has come, of a line that never falls quiet no longer than the deadline; whether any had."""
        dropped = False
        while self.receive(time.monotonic()):
            dropped = True
            if time.monotonic() >= until:
                break
        return dropped

    def interrupted(self, problem: str = "unplugged") -> DeviceTrouble:
        """The trouble of a line that is no more."""
        return DeviceTrouble("transport", device=self.device, problem=problem)

    def absent(self, problem: str) -> DeviceTrouble:
        """The trouble of a line that cannot be opened."""
        return DeviceTrouble(self.missing, device=self.device, problem=problem)


def left(until: float) -> float:
    """Seconds to the deadline, never less than nothing."""
    return max(0.0, until - time.monotonic())


class TcpLine(Line):
    """A printer with a network address; also what a simulator listens on."""

    def __init__(self, host: str, port: int, connect_within: float = 3.0) -> None:
        self._address, self._within = (host, port), connect_within
        self._socket: socket.socket | None = None

    def open(self) -> None:
        self.close()
        try:
            self._socket = socket.create_connection(self._address, self._within)
        except UnicodeError:  # two dots in a row: no name of a host
            raise self.absent("address") from None
        except OSError as error:
            raise self.absent("refused" if isinstance(error, ConnectionRefusedError) else "absent") from None
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes, until: float) -> None:
        if self._socket is None:
            raise self.interrupted()
        self._socket.settimeout(left(until) or 0.001)
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise self.interrupted("stalled") from None
        except OSError:
            raise self.interrupted() from None

    def receive(self, until: float) -> bytes:
        if self._socket is None:
            raise self.interrupted()
        self._socket.settimeout(left(until) or 0.001)
        try:
            data = self._socket.recv(4096)
        except TimeoutError:
            return b""
        except OSError:
            raise self.interrupted() from None
        if not data:
            raise self.interrupted()
        return data

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class SerialLine(Line):
    """A COM port: 8N1, no flow control. pyserial throws away what it read when a port is pulled, so reads are small.

    A port that was open once is found again by its identity, under whatever name it comes back, and never swapped.
    """

    def __init__(self, path: str, baud: int = 115200) -> None:
        self._path, self._baud = path, baud
        self._identity: str | None = None
        self._port: serial.Serial | None = None

    def open(self) -> None:
        self.close()
        device = serial_ports.locate(self._path, self._identity)
        if device is None:
            raise self.absent("absent")
        try:
            self._port = serial.Serial(device, self._baud, timeout=0, exclusive=True)
        except (OSError, ValueError) as error:
            busy = "lock" in str(error) or getattr(error, "errno", 0) == errno.EBUSY
            raise self.absent("occupied" if busy else "absent") from None
        self._identity = serial_ports.identity_of(device)

    def send(self, data: bytes, until: float) -> None:
        port = self._opened()
        try:
            for start in range(0, len(data), 4096):
                port.write_timeout = left(until) or 0.001
                port.write(data[start : start + 4096])
        except serial.SerialTimeoutException:
            raise self.interrupted("stalled") from None
        except (OSError, serial.SerialException):
            raise self.interrupted() from None

    def receive(self, until: float) -> bytes:
        port = self._opened()
        try:
            port.timeout = min(left(until), 1.0)
            return bytes(port.read(max(1, port.in_waiting)))
        except (OSError, serial.SerialException, TypeError):
            raise self.interrupted() from None

    def close(self) -> None:
        if self._port is not None:
            with contextlib.suppress(OSError, serial.SerialException):
                self._port.close()
            self._port = None

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise self.interrupted()
        return self._port


class UsbLpLine(Line):
    """`/dev/usb/lp*`: opened for writing, closed, and opened again for reading, as the kernel's driver wants it.

    Closing gives up a transfer that is still under way, so the end of the last one is waited for.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._end: int | None = None

    def open(self) -> None:
        self.close()
        try:
            self._end = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise self.absent("occupied" if error.errno == errno.EBUSY else "absent") from None

    def send(self, data: bytes, until: float) -> None:
        self.open()
        assert self._end is not None
        view = memoryview(data)
        try:
            while self._is_free(until) and view:
                view = view[os.write(self._end, view) :]
        except OSError:
            raise self.interrupted() from None
        self.open()

    def _is_free(self, until: float) -> bool:
        """Waits until the driver has sent all it was given. Raises DeviceTrouble(transport, problem=stalled)."""
        assert self._end is not None
        if not select.select([], [self._end], [], left(until))[1]:
            raise self.interrupted("stalled")
        return True

    def receive(self, until: float) -> bytes:
        if self._end is None:
            self.open()
        assert self._end is not None
        try:
            if not select.select([self._end], [], [], left(until))[0]:
                return b""
            data = os.read(self._end, 4096)
        except OSError:
            raise self.interrupted() from None
        if not data:
            raise self.interrupted()
        return data

    def close(self) -> None:
        if self._end is not None:
            os.close(self._end)
            self._end = None


def line_to(address: str, device: str, missing: str = "no_printer") -> Line:
    """The line of `tcp://HOST:PORT`, `serial:PATH[?baud=N]` or `usblp:PATH`; opens nothing.

    Raises DeviceTrouble(`missing`) for an address that is none of these.
    """
    line = _line(address)
    if line is None:
        raise DeviceTrouble(missing, device=device, problem="address")
    line.device, line.missing = device, missing
    return line


def _line(address: str) -> Line | None:
    scheme, _, rest = address.partition(":")
    if scheme == "tcp":
        host, _, port = rest.removeprefix("//").rstrip("/").rpartition(":")
        return TcpLine(host.strip("[]"), int(port)) if host and NUMBER.fullmatch(port) and int(port) < 65536 else None
    if scheme == "serial" and rest:
        path, _, baud = rest.partition("?baud=")
        return SerialLine(path, int(baud or 115200)) if NUMBER.fullmatch(baud or "1") else None
    return UsbLpLine(rest) if scheme == "usblp" and rest else None
