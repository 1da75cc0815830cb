"""The service evaluator (好差评): asks the applicant, and tells the level pressed. One service, one rating.

No open protocol exists for these boxes. Two plain profiles are spoken here and written down; the third kind, a second
screen, is the desk's own window.

    serial   STX … the box lights up;   one byte '1' … '5' is the key pressed;   ETX … the box goes dark
    HTTP     POST   URL            {"ticket", "seconds"}   → {"id"}
             GET    URL/ID         → {"state": "waiting" | "rated" | "cancelled", "level": 1 … 5 or null}
             DELETE URL/ID         the question is called off

5 is 非常满意 and 1 非常不满意. A key that was pressed before the question belongs to nobody and is dropped.
"""

import time
from typing import Any

from desk.errors import DeviceTrouble
from desk.ports import Evaluator, Stop
from devices.lines import Line, line_to

DEVICE = "evaluator"
LIGHT, DARK = b"\x02", b"\x03"
LEVELS = range(1, 6)
POLL = 0.25


class SerialEvaluator:
    """Implements `desk.ports.Evaluator`: a box with five keys on a serial line. Not tried on hardware."""

    def __init__(self, line: Line, keys: bytes = b"12345") -> None:
        """`keys` are the bytes of the keys for levels 1 … 5."""
        self._line, self._keys, self._open = line, keys, False

    def ask(self, ticket: str, within: float, stop: Stop) -> int | None:  # noqa: ARG002 - the box shows no number
        """One question, see `desk.ports.Evaluator`."""
        try:
            if not self._open:
                self._line.open()
                self._open = True
            while self._line.receive(time.monotonic()):
                continue
            self._line.send(LIGHT, time.monotonic() + 1)
            level = self._pressed(time.monotonic() + within, stop)
            self._line.send(DARK, time.monotonic() + 1)
        except DeviceTrouble:
            self._open = False
            raise
        return level

    def close(self) -> None:
        self._open = False
        self._line.close()

    def _pressed(self, until: float, stop: Stop) -> int | None:
        while time.monotonic() < until and not stop():
            for byte in self._line.receive(min(until, time.monotonic() + POLL)):
                if byte in self._keys:
                    return self._keys.index(byte) + 1
        return None


class HttpEvaluator:
    """Implements `desk.ports.Evaluator` over HTTP. Not tried on hardware."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def ask(self, ticket: str, within: float, stop: Stop) -> int | None:
        """One question, see `desk.ports.Evaluator`."""
        number = self._call("POST", "", {"ticket": ticket, "seconds": round(within)}).get("id")
        if not isinstance(number, str | int):
            raise self._trouble("garbled")
        until = time.monotonic() + within
        while time.monotonic() < until and not stop():
            told = self._call("GET", f"/{number}")
            if told.get("state") == "rated" and told.get("level") in LEVELS:
                return int(told["level"])
            if told.get("state") != "waiting":
                return None
            time.sleep(POLL)
        self._call("DELETE", f"/{number}")
        return None

    def close(self) -> None:
        """Nothing is kept open."""

    def _call(self, verb: str, path: str, body: dict[str, object] | None = None) -> dict[str, Any]:
        import httpx

        try:
            answer = httpx.request(verb, self._url + path, json=body, timeout=3.0, trust_env=False)
            answer.raise_for_status()
            told = answer.json() if answer.content else {}
        except httpx.ConnectError:
            raise DeviceTrouble("device_fault", device=DEVICE, problem="absent") from None
        except httpx.TimeoutException:
            raise self._trouble("silence") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise self._trouble("garbled") from None
        if not isinstance(told, dict):
            raise self._trouble("garbled")
        return told

    @staticmethod
    def _trouble(problem: str) -> DeviceTrouble:
        return DeviceTrouble("transport", device=DEVICE, problem=problem)


def open_evaluator(address: str) -> Evaluator | None:
    """The evaluator at `serial:PATH` or `http://…`; None for `screen`, which is a window of the desk's own.

    Raises DeviceTrouble(device_fault) for an address that is none of these.
    """
    if address == "screen":
        return None
    if address.startswith(("http://", "https://")):
        return HttpEvaluator(address)
    if address.startswith("serial:") and "?baud=" not in address:
        address += "?baud=9600"
    return SerialEvaluator(line_to(address, DEVICE, "device_fault"))
