"""Looking on while bytes go over a line: commands and states are shown; what is printed, scanned or pressed is not."""

from collections.abc import Callable

from devices.id_reader.watch import Trace
from devices.lines import Line

LONGEST_SHOWN = 32
"""Bytes. A command or a state is shorter; a slip or a panel, which holds names or a face, is longer."""


class WatchedLine(Line):
    """A line with somebody looking on; `hidden` when everything that comes in is a person's."""

    def __init__(self, line: Line, tell: Callable[[Trace], None], *, hidden: bool = False) -> None:
        self.device, self.missing = line.device, line.missing
        self._line, self._tell, self._hidden = line, tell, hidden

    def open(self) -> None:
        self._line.open()

    def send(self, data: bytes, until: float) -> None:
        self._tell(_trace("out", data))
        self._line.send(data, until)

    def receive(self, until: float) -> bytes:
        data = self._line.receive(until)
        if data:
            self._tell(Trace("in", "··", len(data), "data") if self._hidden else _trace("in", data))
        return data

    def close(self) -> None:
        self._line.close()


def looked_on(line: Line, tell: Callable[[Trace], None] | None, *, hidden: bool = False) -> Line:
    """The line, with whoever wants to be told about it; `hidden` shows of what comes in only how much it is."""
    return WatchedLine(line, tell, hidden=hidden) if tell else line


def _trace(direction: str, data: bytes) -> Trace:
    if len(data) > LONGEST_SHOWN:
        return Trace(direction, "··", len(data), "data")
    text = data.strip(b"\x1b\r\0")
    readable = text.isascii() and text.decode("ascii").isprintable() and len(text) > 1
    return Trace(direction, data.hex(" ").upper(), len(data), text.decode("ascii") if readable else "")
