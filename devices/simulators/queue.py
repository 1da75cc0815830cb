"""`guitai simulate queue`: a hall's queue machine for practice, on loopback, as docs/queue.md describes it.

    {"do": "take", "kind": "priority"}    somebody draws a number at the machine itself

The same msgid gets the same answer again and is done once. What really happened is in the witness file.

Faults, for every question (NAME), for the next N (NAME*N), or for one kind of question (NAME@call):
silent       says nothing and does nothing            lost_answer   does it and says nothing
slow         answers after three seconds              duplicate     gives the answer of the question before once more
garbage      bytes that are no JSON                   http_500      an error page
bad_signature  401, as if the signature were wrong
"""

import argparse
import copy
import http.server
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.simulators import control, web
from devices.simulators.queue_line import LETTERS, Line, No
from devices.simulators.signatures import Signatures

FAULTS = ("silent", "lost_answer", "slow", "duplicate", "garbage", "http_500", "bad_signature")


class Machine(http.server.ThreadingHTTPServer):
    """The listening side."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], line: Line, faults: control.Faults, signatures: Signatures) -> None:
        super().__init__(address, Question)
        self.line, self.faults, self.signatures = line, faults, signatures
        self._answered: dict[str, dict[str, Any]] = {}
        self._last: dict[str, Any] = {}

    def answer(self, act: str, told: Mapping[str, Any], *, again: bool) -> dict[str, Any]:
        """What is answered; `again` gives the answer before this one instead."""
        message = str(told["msgid"])
        with self.line.one_at_a_time:
            before = self._last
            if act == "list":
                made = {"msgid": message, "result": "ok", **self.line.standing(told["window"])}
            elif message in self._answered:
                made = self._answered[message]
            else:
                made = self._answered[message] = self._done(act, told, message)
            self._last = made
            return before if again else made

    def _done(self, act: str, told: Mapping[str, Any], message: str) -> dict[str, Any]:
        try:
            one = self.line.acts[act](told)
        except No as refusal:
            return {"msgid": message, "result": str(refusal), "ticket": None}
        return copy.deepcopy({"msgid": message, "result": "ok", "ticket": one.told() if one else None})


class Question(web.Question):
    """One request."""

    server: Machine

    def hear(self, body: bytes) -> None:
        act = self.path.rsplit("/", 1)[1]
        try:
            told = json.loads(body)
            known = act == "list" or act in self.server.line.acts
            whole = all(isinstance(told[name], str) for name in ("msgid", "hall", "window"))
        except (ValueError, KeyError, TypeError):
            self.say(400, b"")
            return
        if not known or not whole:
            self.say(404, b"")
            return
        fault = self.server.faults.strike(*FAULTS, fits=lambda fault: fault.at in (None, act))
        name = fault.name if fault else ""
        if name == "bad_signature" or not self.server.signatures.good(self.headers, body):
            self.say(401, b"{}")
        elif name == "silent":
            self.keep_silent()
        elif name == "garbage":
            self.say(200, b'\x00\xff{"msgid":')
        elif name == "http_500":
            self.say(500, b"<html>Internal Server Error</html>")
        else:
            answer = self.server.answer(act, told, again=name == "duplicate")
            if name == "lost_answer":
                self.keep_silent()
                return
            if name == "slow":
                time.sleep(3)
            self.say(200, json.dumps(answer, ensure_ascii=False).encode())


def main(words: list[str]) -> int:
    parser = control.arguments("queue", "A hall's queue machine, on loopback.")
    parser.add_argument("--listen", required=True, type=control.loopback, metavar="HOST:PORT", help="loopback only")
    parser.add_argument("--control", type=Path, metavar="PATH", help="control socket")
    parser.add_argument("--people", type=int, default=0, metavar="N", help="so many have drawn a number already")
    parser.add_argument("--signing", choices=("none", "tif", "rio", "ca"), default="none")
    parser.add_argument("--secret", default="practice", help="token or secret that signatures must be made with")
    options = parser.parse_args(words)
    control.begin(options)
    return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    faults = control.faults_of(options, FAULTS)
    line = Line(control.Witness(options.witness))
    for _ in range(options.people):
        line.take()

    def take(kind: str = "ordinary") -> dict[str, object]:
        if kind not in LETTERS:
            raise ValueError(kind)
        with line.one_at_a_time:
            return {"number": line.take(kind).number}

    machine = Machine(options.listen, line, faults, Signatures(options.signing, options.secret))
    web.serve(options, "queue", machine, faults, {"take": take})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
