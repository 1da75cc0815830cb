"""`guitai simulate registry`: a regional platform and a card service for practice, on loopback.

    POST /fsi/api/signInSignOutService/signIn      9001 → sign_no, which lapses after --sign-in-lasts questions
    POST /fsi/api/fsiPsnInfoService/queryPsnInfo   1101 → baseinfo, insuinfo, idetinfo of the roll
    POST /fsi/api/catalogqueryservice/queryDataDic 1901 → a code table
    POST /cards/query · /cards/act                 the card service

The same msgid gets the same answer again, whatever has changed since. What really happened is in the witness file.

Faults, for every question (NAME), for the next N (NAME*N), or for one message (NAME@MSGID):
timeout               says nothing and does nothing           http_500            an error page
success_after_timeout does it, keeps the answer, says nothing infcode             infcode -1 with a text
slow                  answers after three seconds             drip                a byte a second
truncated             half of the JSON                        object_insuinfo     insuinfo as one object
bad_signature         401, as if the signature were wrong     not_json            a page of something else
"""

import argparse
import copy
import http.server
import json
import sys
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from devices.simulators import control, web
from devices.simulators.registers import Registers, bad
from devices.simulators.signatures import Signatures

FAULTS = (
    "timeout",
    "success_after_timeout",
    "http_500",
    "infcode",
    "slow",
    "drip",
    "truncated",
    "object_insuinfo",
    "bad_signature",
    "not_json",
)


class Answering(Protocol):
    """Something that answers one kind of question."""

    def __call__(self, told: Mapping[str, Any]) -> dict[str, Any]: ...


class Platform(http.server.ThreadingHTTPServer):
    """The listening side; one question at a time reaches the registers."""

    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], registers: Registers, faults: control.Faults, signatures: Signatures
    ) -> None:
        super().__init__(address, Question)
        self.registers = registers
        self.faults = faults
        self.signatures = signatures
        self.one_at_a_time = threading.Lock()
        self.paths: dict[str, Answering] = {
            "/fsi/api/signInSignOutService/signIn": registers.sign_in,
            "/fsi/api/fsiPsnInfoService/queryPsnInfo": registers.person,
            "/fsi/api/catalogqueryservice/queryDataDic": registers.dictionary,
            "/cards/query": registers.query_cards,
            "/cards/act": registers.act,
        }

    def answer(self, path: str, told: Mapping[str, Any], one_object: bool) -> dict[str, Any]:
        key = (path, str(told["msgid"]))
        with self.one_at_a_time:
            if key not in self.registers.answered:
                answer = copy.deepcopy(self.paths[path](told))
                if "infcode" in answer:
                    now = datetime.now().astimezone()
                    answer["inf_refmsgid"] = f"110199{now:%Y%m%d%H%M%S}{len(self.registers.answered):010d}"
                    answer["respond_time"] = f"{now:%Y%m%d%H%M%S}000"
                if one_object and answer.get("output"):
                    answer["output"]["insuinfo"] = answer["output"]["insuinfo"][0]
                if answer.get("infcode", 0) == 0:
                    self.registers.answered[key] = answer
                return answer
            return self.registers.answered[key]


class Question(web.Question):
    """One request."""

    server: Platform

    def hear(self, body: bytes) -> None:
        try:
            told = json.loads(body)
            message = str(told["msgid"])
        except (ValueError, KeyError, TypeError):
            self.say(400, b"")
            return
        if self.path not in self.server.paths:
            self.say(404, b"")
            return
        fault = self.server.faults.strike(*FAULTS, fits=lambda fault: fault.at in (None, message))
        name = fault.name if fault else ""
        if name == "bad_signature" or not self.server.signatures.good(self.headers, body):
            self.say(401, b'{"message": "signature"}')
        elif name == "timeout":
            self.keep_silent()
        elif name == "http_500":
            self.say(500, b"<html>Internal Server Error</html>")
        elif name == "not_json":
            self.say(200, b"<html>login</html>")
        elif name == "infcode":
            self.say(200, json.dumps(bad("系统繁忙，请稍后再试"), ensure_ascii=False).encode())
        else:
            answer = self.server.answer(self.path, told, name == "object_insuinfo")
            self._deliver(name, json.dumps(answer, ensure_ascii=False).encode())

    def _deliver(self, fault: str, data: bytes) -> None:
        if fault == "success_after_timeout":
            self.keep_silent()
        elif fault == "truncated":
            self.say(200, data[: len(data) // 2], len(data))
        elif fault == "drip":
            self.say(200, b"", len(data))
            for byte in data:
                self.wfile.write(bytes([byte]))
                time.sleep(1)
        else:
            if fault == "slow":
                time.sleep(3)
            self.say(200, data)


def main(words: list[str]) -> int:
    parser = control.arguments("registry", "A regional platform and a card service, on loopback.")
    parser.add_argument("--listen", required=True, type=control.loopback, metavar="HOST:PORT", help="loopback only")
    parser.add_argument("--roll", type=Path, metavar="FILE.csv", help="insured roll (default: the practice people)")
    parser.add_argument("--cards", type=Path, metavar="FILE.csv", help="cards held (default: the practice cards)")
    parser.add_argument("--control", type=Path, metavar="PATH", help="control socket")
    parser.add_argument("--signing", choices=("none", "tif", "rio", "ca"), default="none")
    parser.add_argument("--secret", default="practice", help="token or secret that signatures must be made with")
    parser.add_argument("--sign-in-lasts", type=int, default=1000, metavar="N", help="questions until it lapses")
    options = parser.parse_args(words)
    control.begin(options)
    return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    practice = Path(__file__).parents[2] / "resources" / "practice"
    witness = control.Witness(options.witness)
    faults = control.faults_of(options, FAULTS)
    roll, cards = options.roll or practice / "people.csv", options.cards or practice / "cards_held.csv"
    registers = Registers(roll, cards, options.sign_in_lasts, witness)
    platform = Platform(options.listen, registers, faults, Signatures(options.signing, options.secret))
    web.serve(options, "registry", platform, faults)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
