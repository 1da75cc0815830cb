"""The receipt printer: a slip goes out, and the paper's true end is found out.

    ready? (DLE EOT) ── slip ── "tell me when this is printed" (GS r) ──▶ PRINTED
         │ paper out: PAPER_OUT                 │ stopped for paper ──▶ PAPER_OUT ┐ the rest is forgotten
         │ cover open, fault: not ready         │ not in time       ──▶ UNKNOWN   ┘
         │                                      └ anything else     ──▶ UNKNOWN

1. Silence is unknown, never fine: a printer that says nothing still prints, but its slip is UNKNOWN.
2. Unasked status bytes (four at a time, ASB) may come between answers and are read as what they are.
3. What is left in a printer that stopped or did not finish in time is forgotten: neither half a slip nor the answer
   about it comes out a minute later, when the next slip is waited for.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.errors import DeviceTrouble
from desk.ports import PaperOutcome, SlipCode, SlipText
from devices import escpos
from devices.id_reader.watch import Trace
from devices.line_trace import looked_on
from devices.lines import Line, line_to

DEVICE = "receipt_printer"

OFFLINE, COVER, PAPER_END, ERROR = 0x08, 0x04, 0x20, 0x40
"""Bits of DLE EOT 1 (offline) and 2 (cover open, stopped for paper, an error)."""
CUTTER, FATAL = 0x08, 0x20
"""Bits of DLE EOT 3."""
NEAR_END, GONE = 0x0C, 0x60
"""Bits of DLE EOT 4."""
WITHOUT_PAPER = 0x0C
"""Bits of GS r 1: the end of the slip came when there was no paper any more."""


@dataclass(frozen=True, slots=True)
class PaperStatus:
    """`state` is ready, warning, error, offline or unknown.

    `reasons` are paper_low, paper_out, cover_open, cutter and fault.
    """

    state: str
    reasons: tuple[str, ...] = ()


class ReceiptPrinter:
    """Implements `desk.ports.SlipPrinter` over a line; `fonts` are tried in turn for characters that are drawn here."""

    def __init__(self, line: Line, fonts: Sequence[Path], *, answer_within: float = 1.0, print_within: float = 20.0):
        self._line, self._fonts = line, tuple(fonts)
        self._answer_within, self._print_within = answer_within, print_within
        self._open, self._unasked = False, 0

    def status(self) -> PaperStatus:
        """As it stands now; unknown when it does not answer, offline when it cannot be reached."""
        was_open = self._open
        try:
            return self._asked()
        except DeviceTrouble as trouble:
            if trouble.kind == "no_printer":
                return PaperStatus("offline")
        try:  # it was switched off and on since: the line of before is cut, another one may be open
            return self._asked() if was_open else PaperStatus("unknown")
        except DeviceTrouble as trouble:
            return PaperStatus("offline" if trouble.kind == "no_printer" else "unknown")

    def _asked(self) -> PaperStatus:
        try:
            self._ensure_open()
            told = []
            for question in (1, 2, 3, 4):
                byte = self._real_time(question)
                if byte is None:
                    return PaperStatus("unknown")
                told.append(byte)
        except DeviceTrouble:
            self._open = False
            raise
        return _read(*told)

    def print_slip(self, parts: Sequence[SlipText | SlipCode]) -> PaperOutcome:
        """Prints and cuts one slip, see `desk.ports.SlipPrinter`."""
        data = escpos.slip(parts, self._fonts)
        standing = self.status()
        if standing.state == "offline":
            raise DeviceTrouble("no_printer", device=DEVICE)
        if "paper_out" in standing.reasons:
            return PaperOutcome.PAPER_OUT
        if standing.state == "error":
            raise DeviceTrouble("printer_not_ready", device=DEVICE, reasons=standing.reasons)
        self._ensure_open()
        try:
            until = time.monotonic() + self._print_within
            self._line.send(data + escpos.ASK_WHEN_PRINTED, until)
            if standing.state == "unknown":
                return self._end(time.monotonic() + self._answer_within)
            outcome = self._end(until)
            if outcome is not PaperOutcome.PRINTED:
                self._line.send(escpos.FORGET_THE_REST, time.monotonic() + self._answer_within)
            return outcome
        except DeviceTrouble:
            self._open = False
            return PaperOutcome.UNKNOWN

    def close(self) -> None:
        self._open = False
        self._line.close()

    def _ensure_open(self) -> None:
        if not self._open:
            self._line.open()
            self._open, self._unasked = True, 0

    def _real_time(self, question: int) -> int | None:
        """The answer to DLE EOT n, given even while the printer is stopped; None when there is none."""
        until = time.monotonic() + self._answer_within
        if self._line.drop_input(until):
            self._unasked = 0
        self._line.send(b"\x10\x04" + bytes([question]), until)
        return next((byte for byte in self._bytes(until) if byte & 0x93 == 0x12), None)

    def _end(self, until: float) -> PaperOutcome:
        """Waits for the answer to GS r, and asks every second whether the printer has stopped."""
        while time.monotonic() < until:
            for byte in self._bytes(min(until, time.monotonic() + 1.0)):
                if byte & 0x90 == 0x00:
                    return PaperOutcome.UNKNOWN if byte & WITHOUT_PAPER else PaperOutcome.PRINTED
                if byte & 0x93 == 0x12 and byte & (COVER | PAPER_END | ERROR):
                    return PaperOutcome.PAPER_OUT if byte & PAPER_END else PaperOutcome.UNKNOWN
            self._line.send(b"\x10\x04\x02", until)
        return PaperOutcome.UNKNOWN

    def _bytes(self, until: float) -> Iterator[int]:
        """What comes by the deadline, without unasked status: a byte xxx1xx00 and the three after it."""
        while time.monotonic() < until:
            for byte in self._line.receive(until):
                if self._unasked:
                    self._unasked -= 1
                elif byte & 0x93 == 0x10:
                    self._unasked = 3
                else:
                    yield byte


def _read(printer: int, stopped: int, error: int, paper: int) -> PaperStatus:
    """The four real-time answers as one status."""
    reasons = []
    if paper & GONE or stopped & PAPER_END:
        reasons.append("paper_out")
    if stopped & COVER:
        reasons.append("cover_open")
    if error & CUTTER:
        reasons.append("cutter")
    if error & FATAL or (stopped & ERROR and "cutter" not in reasons):
        reasons.append("fault")
    if not reasons and printer & OFFLINE:
        reasons.append("fault")
    if reasons:
        return PaperStatus("error", tuple(reasons))
    return PaperStatus("warning", ("paper_low",)) if paper & NEAR_END else PaperStatus("ready")


def open_receipt_printer(
    address: str, fonts: Sequence[Path], *, trace: Callable[[Trace], None] | None = None
) -> ReceiptPrinter:
    """The receipt printer at `tcp://HOST:PORT`, `serial:PATH` or `usblp:PATH`; connects when first used.

    Raises DeviceTrouble(no_printer) for an address that is none of these.
    """
    return ReceiptPrinter(looked_on(line_to(address, DEVICE), trace), fonts)
