"""`guitai simulate evaluator`: a box with five keys, on a pseudo-terminal or answering HTTP.

    {"do": "press", "level": 5}      somebody presses a key, whether a question is open or not

Faults: silent (a dead key), garbage (noise before the key), busy (HTTP 503), unplug (the wire is cut at a question).
"""

import argparse
import contextlib
import json
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from devices.simulators import control, web
from devices.simulators.hosts import HungUp, PtyPlug, Wire

FAULTS = ("silent", "garbage", "busy", "unplug")


class Box:
    """The five keys and the light behind them."""

    def __init__(self, faults: control.Faults, witness: control.Witness) -> None:
        self.faults, self.witness = faults, witness
        self.lit = threading.Event()
        self.wire: Wire | None = None
        self.questions: list[dict[str, Any]] = []

    def press(self, level: int, wait: float = 5.0) -> dict[str, object]:
        """Waits until the box is lit, as a person does, then presses; `wait` 0 presses at once."""
        lit = self.lit.wait(wait) if wait else self.lit.is_set()
        self.witness.saw("pressed", level=level, lit=lit)
        if self.faults.strike("silent"):
            return {"lit": lit}
        if self.wire is not None:
            noise = b"\x00\xff7" if self.faults.strike("garbage") else b""
            self.wire.send(noise + str(level).encode())
        elif self.questions and lit:
            self.questions[-1].update(state="rated", level=level)
            self.lit.clear()
        return {"lit": lit}

    def light(self, on: bool, ticket: str = "") -> None:
        self.witness.saw("asked" if on else "dark", **({"ticket": ticket} if ticket else {}))
        if on:
            self.lit.set()
        else:
            self.lit.clear()


def serve_serial(box: Box, plug: PtyPlug) -> None:
    while True:
        box.wire = plug.wire()
        with contextlib.suppress(HungUp):
            while True:
                byte = box.wire.take(1)
                if byte in (b"\x02", b"\x03"):
                    box.light(byte == b"\x02")
                    if byte == b"\x02" and box.faults.strike("unplug"):
                        break
        box.wire.hang_up()
        time.sleep(0.2)


class BoxServer(ThreadingHTTPServer):
    """The box on HTTP."""

    def __init__(self, address: tuple[str, int], box: Box) -> None:
        super().__init__(address, Question)
        self.box = box


class Question(web.Question):
    """One request: POST asks, GET …/ID says whether somebody has pressed, DELETE …/ID calls the question off."""

    server: BoxServer

    def hear(self, body: bytes) -> None:
        box = self.server.box
        if box.faults.strike("busy"):
            self._tell(503, {})
            return
        try:
            ticket = str(json.loads(body)["ticket"])
        except control.WRONG_WORDS:
            self._tell(400, {})
            return
        box.questions.append({"state": "waiting", "level": None})
        box.light(True, ticket)
        self._tell(201, {"id": len(box.questions)})

    def do_GET(self) -> None:  # noqa: N802 - as the library calls it
        """How a question stands."""
        found = self._asked()
        self._tell(404 if found is None else 200, found or {})

    def do_DELETE(self) -> None:  # noqa: N802
        """Nobody wants to know any more."""
        found = self._asked()
        if found is not None:
            found["state"] = "cancelled"
            self.server.box.light(False)
        self._tell(404 if found is None else 200, {})

    def _asked(self) -> dict[str, Any] | None:
        number = self.path.rpartition("/")[2]
        asked = self.server.box.questions
        return asked[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(asked) else None

    def _tell(self, status: int, document: dict[str, Any]) -> None:
        self.say(status, json.dumps(document).encode())


def main(words: list[str]) -> int:
    parser = control.arguments("evaluator", "模拟评价器，用控制口按键")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--link", type=Path, metavar="PATH", help="a pseudo-terminal behind this link")
    where.add_argument(
        "--listen", type=control.loopback, metavar="HOST:PORT", help="HTTP, loopback only; port 0 takes a free one"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the control socket goes (with --listen)")
    options = parser.parse_args(words)
    control.begin(options)
    return run(options)


def run(options: argparse.Namespace) -> int:
    box = Box(control.faults_of(options, FAULTS), control.Witness(options.witness))
    deeds: dict[str, control.Deed] = {"press": box.press, "fault": box.faults.add, "clear": box.faults.clear}
    if options.link:
        plug = PtyPlug(options.link, control.Transcript(options.transcript))
        commands = control.Control(plug.control, deeds)
        try:
            control.ready(options, "evaluator", plug.where, plug.control)
            serve_serial(box, plug)
        finally:
            commands.close()
            plug.pull()
    if options.out is None:
        control.give_up("要 --out，控制口放在那里")
    options.out.mkdir(parents=True, exist_ok=True)
    server = BoxServer(options.listen, box)
    commands = control.Control(options.out / "control", deeds)
    try:
        control.ready(
            options, "evaluator", f"http://{options.listen[0]}:{server.server_port}/ratings", options.out / "control"
        )
        server.serve_forever()
    finally:
        commands.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
