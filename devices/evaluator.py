"""The service evaluator (好差评): asks the applicant, and tells the level pressed. One service, one rating.

No open protocol exists for these boxes. Two plain profiles are spoken here and written down; the third kind, a second
screen, is the desk's own window.

    serial   STX … the box lights up;   one byte '1' … '5' is the key pressed;   ETX … the box goes dark
    HTTP     POST   URL            {"ticket", "seconds"}   → {"id"}
             GET    URL/ID         → {"state": "waiting" | "rated" | "cancelled", "level": 1 … 5 or null}
             DELETE URL/ID         the question is called off

5 is 非常满意 and 1 非常不满意. A key that was pressed before the question belongs to nobody and is dropped.
"""

import contextlib
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from desk.errors import DeviceTrouble
from desk.ports import Evaluator, Stop
from devices import web
from devices.id_reader.watch import Trace
from devices.line_trace import looked_on
from devices.lines import Line, line_to

DEVICE = "evaluator"
LIGHT, DARK = b"\x02", b"\x03"
LEVELS = range(1, 6)
POLL = 0.25
CALL = 3.0
"""Seconds for one call over HTTP."""
LONGEST = 64 * 1024
"""Bytes of an answer over HTTP; a real one has forty."""


class SerialEvaluator:
    """Implements `desk.ports.Evaluator`: a box with five keys on a serial line. Not tried on hardware."""

    def __init__(self, line: Line, keys: bytes = b"12345") -> None:
        """`keys` are the bytes of the keys for levels 1 … 5."""
        self._line, self._keys, self._open = line, keys, False

    def ask(self, ticket: str, within: float, stop: Stop) -> int | None:  # noqa: ARG002 - the box shows no number
        """One question, see `desk.ports.Evaluator`."""
        try:
            self._ready()
            self._line.send(LIGHT, time.monotonic() + 1)
            level = self._pressed(time.monotonic() + within, stop)
            self._line.send(DARK, time.monotonic() + 1)
        except DeviceTrouble:
            self._open = False
            raise
        return level

    def standing(self) -> None:
        """Opens the line, or finds out that it is gone. Raises DeviceTrouble(device_fault | transport)."""
        try:
            self._ready()
        except DeviceTrouble:
            self._open = False
            raise

    def close(self) -> None:
        self._open = False
        self._line.close()

    def _ready(self) -> None:
        """The line open, and every key pressed before now forgotten."""
        if not self._open:
            self._line.open()
            self._open = True
        self._line.drop_input(time.monotonic() + 1)

    def _pressed(self, until: float, stop: Stop) -> int | None:
        while time.monotonic() < until and not stop():
            for byte in self._line.receive(min(until, time.monotonic() + POLL)):
                if byte in self._keys:
                    return self._keys.index(byte) + 1
        return None


class HttpEvaluator:
    """Implements `desk.ports.Evaluator` over HTTP. Not tried on hardware."""

    def __init__(self, url: str, trace: Callable[[Trace], None] | None = None) -> None:
        self._url, self._trace = url.rstrip("/"), trace

    def ask(self, ticket: str, within: float, stop: Stop) -> int | None:
        """One question, see `desk.ports.Evaluator`."""
        number = self._call("POST", "", {"ticket": ticket, "seconds": round(within)}).get("id")
        if not isinstance(number, str | int):
            raise self._trouble("garbled")
        where, until = f"/{quote(str(number), safe='')}", time.monotonic() + within
        while time.monotonic() < until and not stop():
            told = self._call("GET", where)
            if told.get("state") == "rated" and told.get("level") in LEVELS:
                return int(told["level"])
            if told.get("state") != "waiting":
                return None
            time.sleep(POLL)
        with contextlib.suppress(DeviceTrouble):  # a box that has called it off by itself knows it no more
            self._call("DELETE", where)
        return None

    def standing(self) -> None:
        """Whether anybody answers there. Raises DeviceTrouble(device_fault | transport)."""
        self._send("GET", "")

    def close(self) -> None:
        """Nothing is kept open."""

    def _call(self, verb: str, path: str, body: dict[str, object] | None = None) -> dict[str, Any]:
        status, data = self._send(verb, path, body)
        if not 200 <= status < 300:
            raise self._trouble("garbled")
        try:
            told = json.loads(data) if data else {}
        except (ValueError, RecursionError):
            raise self._trouble("garbled") from None
        if not isinstance(told, dict):
            raise self._trouble("garbled")
        return told

    def _send(self, verb: str, path: str, body: dict[str, object] | None = None) -> tuple[int, bytes]:
        """Status and body."""
        self._tell("out", verb, 0)
        status, data = web.ask(
            verb,
            self._url + path,
            device=DEVICE,
            missing="device_fault",
            within=CALL,
            longest=LONGEST,
            content=None if body is None else json.dumps(body).encode(),
            headers=None if body is None else {"Content-Type": "application/json"},
        )
        self._tell("in", str(status), len(data))
        return status, data

    def _tell(self, direction: str, meaning: str, length: int) -> None:
        """Nothing of the question and of the level pressed is shown."""
        if self._trace:
            self._trace(Trace(direction, "··" if length else "", length, meaning))

    @staticmethod
    def _trouble(problem: str) -> DeviceTrouble:
        return DeviceTrouble("transport", device=DEVICE, problem=problem)


def open_evaluator(address: str, *, trace: Callable[[Trace], None] | None = None) -> Evaluator | None:
    """The evaluator at `serial:PATH` or `http://…`; None for `screen`, which is a window of the desk's own.

    Raises DeviceTrouble(device_fault) for an address that is none of these.
    """
    if address == "screen":
        return None
    if address.startswith(("http://", "https://")):
        return HttpEvaluator(address, trace)
    if address.startswith("serial:") and "?baud=" not in address:
        address += "?baud=9600"
    return SerialEvaluator(looked_on(line_to(address, DEVICE, "device_fault"), trace, hidden=True))
