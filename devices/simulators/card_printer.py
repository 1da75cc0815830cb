"""`guitai simulate card-printer`: a card printer on TCP or a pseudo-terminal that speaks the text command language.

    host                                printer
    ESC Sis CR                     ──▶  takes a blank to the contact station
                                   ◀──  OK NUL
    ESC Pr;ymcko CR, Ss, Sr        ──▶  a sequence of five panels begins
    ESC Db;y;128;‹576072 bytes› CR ──▶  keeps the panel; each further one burns the panel before it
    ESC Se CR                      ──▶  burns the last, brings the card to the exit

A panel carries no length: its size follows from the sheet and the levels, and the byte after it must be CR.
Cards come out as DIR/card-0001.png, ruined ones as DIR/spoiled-0001.png, what happened is in DIR/witness.jsonl.
"""

import argparse
import contextlib
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from devices.simulators import control
from devices.simulators.card_machine import FAULTS, Job, Machine, PowerCut
from devices.simulators.hosts import HungUp, PtyPlug, TcpPlug, Wire

MODEL = "PRACTICE KC"
LEVELS = {"2": 1, "32": 5, "64": 6, "128": 7}
RIBBON = "ymcko"
MOTIONS = ("Si", "Sib", "Sic", "Sie")
SETTINGS = ("Psmgr", "Pcim", "Pcem", "Pcrm", "Pbc", "Pc", "Wcb")
STEPS = {"Sis": "feed", "Se": "se", "Ser": "reject", "Seb": "reject"}


def _word(wire: Wire) -> str:
    """The next command up to its CR, or up to the dots of a panel (`Db;y;128;`); empty when it never ends."""
    text = b""
    while len(text) <= 120:
        byte = wire.take(1)
        if byte == b"\r" and text:
            return text.decode("latin-1")
        if byte in (b"\x00", b"\r", b"\x1b") and not text:
            continue
        text += byte
        if text.startswith(b"Db;") and text.count(b";") == 3:
            return text.decode("latin-1")
    return ""


class Printer:
    """Understands commands and lets the machine move."""

    def __init__(self, machine: Machine, faults: control.Faults) -> None:
        self.machine, self.faults = machine, faults

    def serve(self, wire: Wire) -> None:
        while True:
            word = _word(wire)
            name, *words = word.split(";")
            dots = self._dots(wire, words) if name == "Db" else None
            self.machine.arrived = time.monotonic()
            step = words[0] if dots is not None else STEPS.get(name, name)
            if self._strikes("swallow", step):
                self.machine.witness.saw("swallowed", command=step)
                continue
            late = self.faults.strike("delayed_print") if name == "Se" else None
            if late is not None:
                threading.Thread(target=self._print_later, args=(float(late.at or 60),), daemon=True).start()
                continue
            text = self._download(words, dots) if name == "Db" else self._obey(name, words)
            if text.startswith("ERROR CDE"):
                self.machine.witness.saw("bad_grammar", command=word[:40])
                wire.drop()
            if self._strikes("reply_lost", step):
                self.machine.witness.saw("reply_lost", command=step)
            elif waited := self.faults.strike("late"):
                time.sleep(float(waited.at or 2))
                wire.send(text.encode() + b"\x00")
            elif self.faults.strike("garbage"):
                wire.send(b"\xff\x81\x07" + text.encode()[:1] + b"\x00")
            else:
                wire.send(text.encode() + (b"" if self.faults.strike("no_nul") else b"\x00"))

    def _strikes(self, name: str, step: str) -> bool:
        return self.faults.strike(name, fits=lambda fault: (fault.at or "se") in (step, "all")) is not None

    def _print_later(self, seconds: float) -> None:
        time.sleep(seconds)
        self.machine.witness.saw("delayed")
        self._obey("Se", [])

    def _dots(self, wire: Wire, words: list[str]) -> bytes | None:
        """The dots behind `Db;colour;levels;`; None where the head of the command makes no sense."""
        if len(words) != 3:
            return None
        colour, levels, _ = words
        wide, long = self.machine.sheet
        if levels not in LEVELS or (colour in "ko") != (levels == "2") or colour not in RIBBON:
            return None
        dots = wire.take(wide * long * LEVELS[levels] // 8)
        return dots if wire.take(1) == b"\r" else None

    def _download(self, words: list[str], dots: bytes | None) -> str:
        job = self.machine.job
        if dots is None or job is None:
            return "ERROR CDE"
        colour, levels, _ = words
        if colour != RIBBON[len(job.panels) : len(job.panels) + 1]:
            return "ERROR CDE"
        burnt = self._levels(dots, LEVELS[levels])
        answer = self.machine.burn(job.waiting) if job.waiting else "OK"
        if answer == "OK":
            job.panels[colour], job.waiting = burnt, colour
        return answer

    def _levels(self, dots: bytes, bits: int) -> NDArray[np.float64]:
        """Dots as 0 … 255, one row a raster line, the sheet's margins cut away."""
        wide, long = self.machine.sheet
        weights = 2 ** np.arange(bits - 1, -1, -1)
        raw = np.unpackbits(np.frombuffer(dots, np.uint8)).reshape(long, wide, bits)
        grey: NDArray[np.float64] = raw @ weights * (255 / (2**bits - 1))
        top, left = (long - 1016) // 2, (wide - 648) // 2
        return grey[top : top + 1016, left : left + 648]

    def _obey(self, name: str, words: list[str]) -> str:
        machine = self.machine
        match name, words:
            case "Pem", [mode]:
                machine.host_handles_errors = mode in ("2", "3")
                return "OK"
            case "Pneab", ["E"] | ["A", "0"]:
                machine.keep_inside = True
                return "OK"
            case "Pneab", ["A", "1"]:
                machine.keep_inside = False
                return "OK"
            case "Pr", [ribbon]:
                return "OK" if ribbon == RIBBON else "ERROR RIBBON"
            case "Ss", []:
                machine.job = Job()
                return "OK"
            case (("Sr" | "Sv"), []):
                return "OK" if machine.job is not None else "ERROR CDE"
            case "Sis", []:
                return machine.feed()
            case "Se", []:
                return self._end()
            case (("Ser" | "Seb"), []):
                return machine.reject()
            case (("Scs" | "Srs"), []):
                return machine.clear_status()
            case _ if name in SETTINGS:
                return "OK"
            case _ if name in MOTIONS and not words:
                return "OPT NOT AVAILABLE"
        return self._tell(name, words)

    def _end(self) -> str:
        job = self.machine.job
        if job is not None and job.waiting:
            if len(job.panels) != len(RIBBON):
                return "ERROR CDE"
            answer = self.machine.burn(job.waiting)
            if answer != "OK":
                return answer
        return self.machine.finish()

    def _tell(self, name: str, words: list[str]) -> str:
        """Answers the questions; a question it does not know is a bad command."""
        machine, now = self.machine, self.machine.now
        match name, words:
            case "Rtp", []:
                return MODEL
            case "Rsn", []:
                return "PRACTICE-0001"
            case "Rfv", []:
                return "1.00"
            case "Rr", []:
                return "YMCKO"
            case "Rem", []:
                return "2,0" if machine.host_handles_errors else "0,0"
            case "Rcr", []:
                return "OK" if now.ribbon else "END OF RIBBON"
            case "Rlr", ["c"]:
                return "OK"
            case "Rlr", ["p"]:
                return {"": "OK", "contact": "SMART CARD", "head": "CARD", "jammed": "CARD JAM"}[
                    "jammed" if machine.trouble == "CARD JAM" else now.card
                ]
            case "Rco", ["c"]:
                return str(now.cards)
            case "Rco", ["p"]:
                return str(now.panels)
            case "Rrt", ["count"] if machine.ribbon_loaded:
                return str(now.ribbon)
            case "Rrt", ["qty"] if machine.ribbon_loaded:
                return "300"
            case "Rrt", [_]:
                return "ERR RIB DETECTION"
            case "Rse", ["o"]:
                return self._volts(5.0 if machine.cover_closed else 0.0)
            case "Rse", ["f"]:
                return self._volts(4.9 if now.hopper else 0.2)
            case "Rse", ["b"]:
                return self._volts(4.9 if now.at_exit else 0.2) if machine.bezel else "OPT NOT AVAILABLE"
        return "ERROR CDE"

    def _volts(self, value: float) -> str:
        text = f"{value:.2f} Volts"
        return text.replace(".", ",") if self.faults.strike("decimal_comma") else text


def main(words: list[str]) -> int:
    parser = control.arguments("card-printer", "模拟制卡机，印出的卡存成 PNG")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--listen", type=control.loopback, metavar="HOST:PORT", help="loopback only; port 0 takes a free one"
    )
    where.add_argument("--link", type=Path, metavar="PATH", help="a pseudo-terminal behind this link")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the cards and the witness go")
    parser.add_argument("--seconds-per-card", type=float, default=25.0, metavar="S")
    parser.add_argument("--hopper", type=int, metavar="N", help="blanks in the hopper (default: as it was left)")
    parser.add_argument("--sheet", choices=("648x1016", "656x1032"), default="648x1016", help="dots a panel has")
    parser.add_argument("--bezel", action="store_true", help="the card stays at the exit until somebody takes it")
    options = parser.parse_args(words)
    control.begin(options)
    run(options)


def run(options: argparse.Namespace) -> NoReturn:
    faults = control.faults_of(options, FAULTS)
    witness = control.Witness(options.witness or options.out / "witness.jsonl")
    wide, long = (int(number) for number in options.sheet.split("x"))
    seconds = options.seconds_per_card
    try:
        machine = Machine(options.out, witness, faults, seconds=seconds, sheet=(wide, long), bezel=options.bezel)
    except ValueError as mistake:  # what it kept of its last day is none
        control.give_up(str(mistake))
    if options.hopper is not None:
        machine.now.hopper = options.hopper
    log = control.Transcript(options.transcript)
    plug = TcpPlug(options.listen, options.out, log) if options.listen else PtyPlug(options.link, log)
    deeds: dict[str, control.Deed] = {
        "fault": faults.add,
        "clear": faults.clear,
        "load": machine.load,
        "open_up": machine.open_up,
        "close_cover": machine.close_cover,
        "new_ribbon": machine.new_ribbon,
        "take": machine.take,
        "state": machine.state,
    }
    commands = control.Control(plug.control, deeds)
    printer = Printer(machine, faults)
    witness.saw("switched_on", card=machine.now.card, counter=machine.now.cards)
    control.ready(options, "card-printer", plug.where, plug.control)
    try:
        while True:
            wire = plug.wire()
            with contextlib.suppress(HungUp, PowerCut):
                printer.serve(wire)
            wire.hang_up()
    finally:
        commands.close()
        plug.pull()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
