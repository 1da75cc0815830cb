"""`guitai simulate receipt-printer`: an ESC/POS printer on TCP or a pseudo-terminal; its slips are pictures and text.

    DLE EOT 1…4        status at once, also while the printer has stopped
    GS r 1             status in its turn: answered when everything before it is on paper
    ESC @ a d E   GS ! V v 0 ( k k h w H a   FS & . !     what it prints with
    LF                 prints the line

A printer that stands still (no paper, cover open) reads on but does nothing except answer DLE EOT and empty its buffer
on DLE DC4. Bytes that are no command it knows are in the witness file as `bad_command`.
"""

import argparse
import contextlib
import sys
import time
from pathlib import Path
from typing import NoReturn

import numpy as np

from devices.simulators import control
from devices.simulators.hosts import HungUp, PtyPlug, TcpPlug, Wire
from devices.simulators.paper_roll import Look, Roll

FAULTS = ("paper_out", "paper_low", "cover_open", "stall", "silent", "asb", "cutter", "unplug", "hesitate")
"""paper_out@LINES, cover_open@LINES (none: from the start), stall@BYTES, unplug@LINES, hesitate@LINES.

silent answers no status; hesitate prints no further until its buffer is emptied, and says that all is well.
"""

ASB = b"\x10\x00\x00\x00"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


class Stopped(Exception):
    """No paper, or the cover is open: what was not printed stays in the buffer."""


class Printer:
    """Reads bytes as ESC/POS."""

    def __init__(self, roll: Roll, faults: control.Faults) -> None:
        self.roll, self.faults = roll, faults
        self.paper = self.cover_closed = True
        self.hesitates = False
        self.look, self.chinese, self.line = Look(), False, b""
        self.qr_module, self.qr_level, self.qr_data = 3, "L", b""
        self.bar_height, self.bar_module = 162, 3
        self.buffer = b""

    def serve(self, wire: Wire) -> None:
        """Until the host hangs up. What it holds when it stops is printed when paper is back."""
        self.wire, self.taken = wire, 0
        self.buffer = self.buffer if self.stands_still else b""
        with contextlib.suppress(Stopped):
            self.leave_paper()
        while True:
            try:
                if self.stands_still:
                    raise Stopped
                self.command()
            except Stopped:
                self.stand_still()
            except (ValueError, IndexError, KeyError):  # a command it knows with data that mean nothing
                self.bad(b"")

    @property
    def stands_still(self) -> bool:
        return not (self.paper and self.cover_closed) or self.hesitates

    # ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self.buffer += self.wire.take(1)
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        self.taken += count
        stall = self.faults.strike("stall", fits=lambda fault: self.taken >= fault.number(0))
        if stall:
            self.roll.witness.saw("stalled")
            time.sleep(3600)
        return taken

    def stand_still(self) -> None:
        """Answers only what is answered at once; everything else waits in the buffer."""
        while self.stands_still:
            if not self.wire.waiting(0.05):
                continue
            self.buffer += self.wire.take(1)
            if self.buffer[-3:-1] == b"\x10\x04":
                question, self.buffer = self.buffer[-1], self.buffer[:-3]
                self.answer(self.real_time(question))
            elif self.buffer.endswith(CLEAR):
                self.buffer, self.line, self.hesitates = b"", b"", False
                self.roll.witness.saw("buffer_cleared")
                self.roll.cut("torn_off")

    def answer(self, data: bytes) -> None:
        if self.faults.strike("silent"):
            return
        self.wire.send((ASB if self.faults.strike("asb") else b"") + data)

    # ── status ──────────────────────────────────────────────────────────────────────────────────────────────────

    def real_time(self, question: int) -> bytes:
        stopped = not (self.paper and self.cover_closed)
        cutter = bool(self.faults.strike("cutter"))
        bits = {
            1: 0x08 * (stopped or cutter),
            2: 0x04 * (not self.cover_closed) | 0x20 * (not self.paper) | 0x40 * cutter,
            3: 0x08 * cutter,
            4: 0x60 * (not self.paper) | 0x0C * (not self.paper or bool(self.faults.strike("paper_low"))),
        }
        return bytes([0x12 | bits.get(question, 0)])

    # ── commands ────────────────────────────────────────────────────────────────────────────────────────────────

    def command(self) -> None:
        byte = self.take(1)
        if byte == b"\n":
            self.print_line()
        elif byte == b"\x10":
            self.dle(self.take(1))
        elif byte == b"\x1b":
            self.esc(self.take(1))
        elif byte == b"\x1c":
            self.fs(self.take(1))
        elif byte == b"\x1d":
            self.gs(self.take(1))
        elif byte >= b" " and byte != b"\x7f":
            self.line += byte + (self.take(1) if self.chinese and byte >= b"\x81" else b"")
        else:
            self.bad(byte)

    def dle(self, word: bytes) -> None:
        if word == b"\x04":
            self.answer(self.real_time(self.take(1)[0]))
        elif word == b"\x14":
            self.take(len(CLEAR) - 2)
        else:
            self.bad(b"\x10" + word)

    def esc(self, word: bytes) -> None:
        if word == b"@":
            self.look, self.chinese, self.line = Look(), False, b""
        elif word == b"a":
            self.look.align = self.take(1)[0] % 3
        elif word == b"d":
            self.print_line() if self.line else None
            self.roll.feed(self.take(1)[0])
        elif word == b"E":
            self.look.bold = bool(self.take(1)[0] & 1)
        else:
            self.bad(b"\x1b" + word)

    def fs(self, word: bytes) -> None:
        if word in (b"&", b"."):
            self.chinese = word == b"&"
        elif word == b"!":
            self.take(1)
        else:
            self.bad(b"\x1c" + word)

    def gs(self, word: bytes) -> None:
        match word:
            case b"!":
                size = self.take(1)[0]
                self.look.wide, self.look.high = (size >> 4) + 1, (size & 7) + 1
            case b"V":
                self.take(1)
                self.roll.cut("cut")
            case b"a" | b"H":
                self.take(1)
            case b"h":
                self.bar_height = self.take(1)[0]
            case b"w":
                self.bar_module = self.take(1)[0]
            case b"r":
                self.take(1)
                self.answer(b"\x00")
            case b"k":
                self.bars()
            case b"(":
                self.two_dimensional()
            case b"v":
                self.raster()
            case _:
                self.bad(b"\x1d" + word)

    def bars(self) -> None:
        kind, length = self.take(2)
        data = self.take(length)
        if kind != 0x49 or not data.startswith((b"{A", b"{B", b"{C")):
            self.bad(b"\x1dk" + bytes([kind]))
            return
        self.leave_paper()
        self.roll.code128(data, self.bar_module, self.bar_height)

    def two_dimensional(self) -> None:
        kind, *length = self.take(3)
        data = self.take(length[0] + 256 * length[1])
        if kind != ord("k") or data[:1] != b"1":
            self.bad(b"\x1d(" + bytes([kind]))
            return
        match data[1:2]:
            case b"C":
                self.qr_module = data[2]
            case b"E":
                self.qr_level = "LMQH"[data[2] - ord("0")]
            case b"P":
                self.qr_data = data[3:]
            case b"Q":
                self.leave_paper()
                self.roll.qr(self.qr_data, self.qr_module, self.qr_level)

    def raster(self) -> None:
        self.take(2)
        across, _, low, high = self.take(4)
        rows = low + 256 * high
        dots = np.unpackbits(np.frombuffer(self.take(across * rows), np.uint8)).reshape(rows, across * 8)
        self.leave_paper()
        self.roll.picture(dots)

    def print_line(self) -> None:
        self.leave_paper()
        text = self.line.decode("gb18030", "replace").replace("\ufffd", "?")
        self.line = b""
        self.roll.line("".join(letter if len(letter.encode("gb18030")) < 4 else "□" for letter in text), self.look)

    def leave_paper(self) -> None:
        """What happens before something is put on paper: the faults that come with a certain line."""
        lines = self.roll.lines
        if self.faults.strike("paper_out", fits=lambda fault: lines >= fault.number(0)):
            self.paper = False
            self.roll.witness.saw("paper_out", lines=lines)
        if self.faults.strike("cover_open", fits=lambda fault: lines >= fault.number(0)):
            self.cover_closed = False
            self.roll.witness.saw("cover_opened", lines=lines)
        if self.faults.strike("unplug", fits=lambda fault: lines >= fault.number(0)):
            self.roll.witness.saw("unplugged", lines=lines)
            raise HungUp
        self.hesitates = self.hesitates or bool(
            self.faults.strike("hesitate", fits=lambda fault: lines >= fault.number(0))
        )
        if self.stands_still:
            raise Stopped

    def bad(self, command: bytes) -> None:
        self.roll.witness.saw("bad_command", hex=command.hex(" "))

    # ── what people do to it ────────────────────────────────────────────────────────────────────────────────────

    def load_paper(self) -> None:
        self.paper = True
        self.roll.witness.saw("paper_loaded")

    def open_cover(self) -> None:
        self.cover_closed = False

    def close_cover(self) -> None:
        self.cover_closed = True

    def state(self) -> dict[str, object]:
        return {"paper": self.paper, "cover_closed": self.cover_closed, "lines": self.roll.lines}


def main(words: list[str]) -> int:
    parser = control.arguments("receipt-printer", "模拟回执机，打出的小票存成 PNG 和文字")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--listen", type=control.loopback, metavar="HOST:PORT", help="loopback only; port 0 takes a free one"
    )
    where.add_argument("--link", type=Path, metavar="PATH", help="a pseudo-terminal behind this link")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the slips and the witness go")
    options = parser.parse_args(words)
    control.begin(options)
    run(options)


def run(options: argparse.Namespace) -> NoReturn:
    faults = control.faults_of(options, FAULTS)
    options.out.mkdir(parents=True, exist_ok=True)
    witness = control.Witness(options.witness or options.out / "witness.jsonl")
    log = control.Transcript(options.transcript)
    plug = TcpPlug(options.listen, options.out, log) if options.listen else PtyPlug(options.link, log)
    printer = Printer(Roll(options.out, witness), faults)
    deeds: dict[str, control.Deed] = {
        "fault": faults.add,
        "clear": faults.clear,
        "load_paper": printer.load_paper,
        "open_cover": printer.open_cover,
        "close_cover": printer.close_cover,
        "state": printer.state,
    }
    commands = control.Control(plug.control, deeds)
    control.ready(options, "receipt-printer", plug.where, plug.control)
    try:
        while True:
            wire = plug.wire()
            with contextlib.suppress(HungUp):
                printer.serve(wire)
            wire.hang_up()
    finally:
        commands.close()
        plug.pull()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
