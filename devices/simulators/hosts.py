"""How a simulated printer is plugged in: a TCP port on loopback, or a pseudo-terminal behind a link.

`Plug` gives one `Wire` after the other: the next host on TCP, a fresh terminal after the printer lost its power.
"""

import contextlib
import os
import select
import socket
import tty
from abc import ABC, abstractmethod
from pathlib import Path

from devices.simulators.control import Transcript
from devices.simulators.link import must_be_free, point


class HungUp(Exception):
    """The other side is gone."""


class Wire(ABC):
    """Bytes from and to one host; what was read too early is kept for the next read."""

    def __init__(self, log: Transcript) -> None:
        self._log = log
        self._kept = bytearray()

    def take(self, count: int) -> bytes:
        """Exactly so many bytes. Raises HungUp."""
        while len(self._kept) < count:
            self._more()
        taken = bytes(self._kept[:count])
        del self._kept[:count]
        return taken

    def waiting(self, within: float) -> bool:
        """Whether the host has sent something, or sends something within so many seconds."""
        return bool(self._kept) or bool(select.select([self.fileno()], [], [], within)[0])

    def drop(self, quiet: float = 0.1) -> None:
        """Throws away what comes until it is quiet."""
        self._kept.clear()
        while self.waiting(quiet):
            self._more()
            self._kept.clear()

    def send(self, data: bytes) -> None:
        self._log.note("out", data)
        try:
            self._write(data)
        except OSError:
            raise HungUp from None

    def _more(self) -> None:
        try:
            piece = self._read()
        except OSError:
            raise HungUp from None
        if not piece:
            raise HungUp
        self._log.note("in", piece[:64])
        self._kept += piece

    @abstractmethod
    def fileno(self) -> int: ...

    @abstractmethod
    def hang_up(self) -> None: ...

    @abstractmethod
    def _read(self) -> bytes: ...

    @abstractmethod
    def _write(self, data: bytes) -> None: ...


class TcpWire(Wire):
    def __init__(self, host: socket.socket, log: Transcript) -> None:
        super().__init__(log)
        self._host = host
        host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def fileno(self) -> int:
        return self._host.fileno()

    def hang_up(self) -> None:
        self._host.close()

    def _read(self) -> bytes:
        return self._host.recv(65536)

    def _write(self, data: bytes) -> None:
        self._host.sendall(data)


class PtyWire(Wire):
    """Both ends stay open here, so that a host may come and go as on a real serial port."""

    def __init__(self, link: Path, log: Transcript) -> None:
        super().__init__(log)
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        point(link, os.ttyname(self._slave))

    def fileno(self) -> int:
        return self._master

    def hang_up(self) -> None:
        for end in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(end)

    def _read(self) -> bytes:
        return os.read(self._master, 65536)

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._master, data) :]


class Plug(ABC):
    """Where hosts come from; `where` is what the ready line says, `control` where the control socket goes."""

    where: str
    control: Path

    @abstractmethod
    def wire(self) -> Wire:
        """The next wire with a host on it."""

    @abstractmethod
    def pull(self) -> None: ...


class TcpPlug(Plug):
    """A listener on loopback only: a pretended printer is nobody else's business."""

    def __init__(self, where: tuple[str, int], out: Path, log: Transcript) -> None:
        self._listener = socket.create_server(where, family=socket.AF_INET6 if ":" in where[0] else socket.AF_INET)
        self.where = "{}:{}".format(*self._listener.getsockname()[:2])
        self.control = out / "control"
        self._log = log

    def wire(self) -> Wire:
        return TcpWire(self._listener.accept()[0], self._log)

    def pull(self) -> None:
        self._listener.close()


class PtyPlug(Plug):
    def __init__(self, link: Path, log: Transcript) -> None:
        must_be_free(link)
        self.where, self.control = str(link), link.with_name(link.name + ".control")
        self._link, self._log = link, log
        self._first: Wire | None = PtyWire(link, log)

    def wire(self) -> Wire:
        first, self._first = self._first, None
        return first or PtyWire(self._link, self._log)

    def pull(self) -> None:
        self._link.unlink(missing_ok=True)
