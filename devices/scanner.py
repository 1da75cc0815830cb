"""The barcode scanner: on a serial port of its own, or as a keyboard that types very fast.

Serial scanners have no framing standard: bytes and a suffix, sometimes an AIM identifier before (`]Q1`, `]C1`).
Chinese in a QR code is UTF-8 or GB18030, and nothing says which: UTF-8 is strict enough to be asked first.
A keyboard scanner is told from a person by time alone: nobody types four characters and Enter 50 ms apart.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from desk.errors import DeviceTrouble
from desk.ports import Scan, Stop
from devices.id_reader.watch import Trace
from devices.line_trace import looked_on
from devices.lines import Line, line_to

DEVICE = "scanner"
LONGEST = 2048
"""Bytes of the longest code; a QR code holds more, but nothing a counter scans does."""
IDLE = 0.1
"""Seconds of quiet that end a code without a suffix."""
TWICE = 0.8
"""Seconds within which the same code again is the same code."""
SUFFIXES = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "TAB": b"\t"}
SYMBOLOGIES = {
    "A": "code39",
    "C": "code128",
    "E": "ean",
    "F": "codabar",
    "I": "itf",
    "L": "pdf417",
    "Q": "qr",
    "d": "datamatrix",
    "e": "databar",
    "z": "aztec",
}
"""The letter of an AIM identifier (ISO/IEC 15424)."""


def scan_of(raw: bytes) -> Scan:
    """One code from its bytes. Raises DeviceTrouble(transport) when it is text in no encoding we know."""
    symbology = ""
    if len(raw) >= 3 and raw[:1] == b"]" and chr(raw[1]) in SYMBOLOGIES and raw[2:3].isalnum():
        symbology, raw = SYMBOLOGIES[chr(raw[1])], raw[3:]
    for encoding in ("utf-8", "gb18030"):
        try:
            return Scan(raw.decode(encoding), symbology)
        except UnicodeDecodeError:
            continue
    raise DeviceTrouble("transport", device=DEVICE, problem="garbled")


@dataclass(slots=True)
class Codes:
    """Cuts what a scanner sends into codes; time in seconds comes in as an argument."""

    suffix: bytes = b"\r"
    _kept: bytearray = field(default_factory=bytearray)
    _too_long: bool = False
    """Whether the beginning of what comes has been thrown away: its end is no code either."""
    _last_byte: float = 0.0
    _last: tuple[bytes, float] = (b"", -1.0)

    def feed(self, data: bytes, now: float) -> Iterator[bytes]:
        """The codes that these bytes complete; the same code again at once is left out."""
        self._kept += data
        self._last_byte = now
        while self.suffix in self._kept:
            code, _, rest = bytes(self._kept).partition(self.suffix)
            self._kept[:] = rest
            yield from self._whole(code, now)
        if len(self._kept) > LONGEST:
            del self._kept[:-1]  # the last one may be the first half of the suffix
            self._too_long = True

    def idle(self, now: float) -> Iterator[bytes]:
        """The code that quiet has completed."""
        if now - self._last_byte >= IDLE and (self._kept or self._too_long):
            code = bytes(self._kept)
            self._kept.clear()
            yield from self._whole(code, now)

    def forget(self) -> None:
        """Half a code from a scanner that was pulled out is never joined to the next one."""
        self._kept.clear()
        self._too_long = False

    def _whole(self, code: bytes, now: float) -> Iterator[bytes]:
        if not self._too_long:
            yield from self._once(code, now)
        self._too_long = False

    def _once(self, code: bytes, now: float) -> Iterator[bytes]:
        code = code.strip(b"\r\n\t\x02\x03")
        before, then = self._last
        if not code or len(code) > LONGEST:
            return
        self._last = (code, now)
        if code != before or now - then > TWICE:
            yield code


class SerialScanner:
    """Implements `desk.ports.Scanner` on a serial port; `suffix` is CR, LF, CRLF or TAB as set in the scanner."""

    def __init__(self, line: Line, suffix: str = "CR") -> None:
        self._line, self._codes, self._open = line, Codes(SUFFIXES[suffix]), False
        self._ready: list[bytes] = []

    def read(self, stop: Stop) -> Scan | None:
        """The next code, see `desk.ports.Scanner`."""
        while not self._ready:
            if stop():
                return None
            self._listen(IDLE)
        return scan_of(self._ready.pop(0))

    def standing(self) -> None:
        """Opens the port, or finds out that it is gone; a code that comes meanwhile is kept for the next read.

        Raises DeviceTrouble(device_fault | transport).
        """
        self._listen(0.0)

    def _listen(self, seconds: float) -> None:
        if not self._open:
            self._line.open()
            self._open = True
        try:
            data = self._line.receive(time.monotonic() + seconds)
        except DeviceTrouble:
            self._open = False
            self._codes.forget()
            raise
        now = time.monotonic()
        self._ready += self._codes.feed(data, now) if data else self._codes.idle(now)

    def close(self) -> None:
        self._open = False
        self._line.close()


@dataclass(frozen=True, slots=True)
class Heard:
    """What keystrokes turned out to be: characters somebody typed, or a scanned code."""

    typed: str = ""
    scan: Scan | None = None


@dataclass(slots=True)
class Wedge:
    """Tells a keyboard scanner from a person. Keys go in with their time in seconds; what they were comes out.

    Characters are held back only while they come faster than a hand could type, so a typist loses nothing: call `idle`
    after `FAST` seconds without a key. Caps Lock turns a scanner's letters over; `caps_lock` turns them back.
    """

    _held: str = ""
    _last: float = -1.0

    FAST = 0.05
    FEWEST = 4

    def key(self, letter: str, now: float, *, caps_lock: bool = False) -> Heard:
        """One key: its character, or "\\n" for Enter."""
        fast = now - self._last <= self.FAST
        self._last = now
        before = "" if fast else self._release()
        if letter != "\n":
            self._held += letter
            return Heard(before)
        held = self._release()
        if fast and len(held) >= self.FEWEST:
            return Heard(before, Scan(held.swapcase() if caps_lock else held))
        return Heard(before + held + "\n")

    def idle(self, now: float) -> Heard:
        """What was held back, once it is certain that a hand typed it."""
        return Heard(self._release() if now - self._last > self.FAST else "")

    def _release(self) -> str:
        held, self._held = self._held, ""
        return held


def open_scanner(port: str, suffix: str = "CR", *, trace: Callable[[Trace], None] | None = None) -> SerialScanner:
    """The scanner on a serial port (COM3, /dev/ttyUSB0); connects when first read. What it scans is not traced."""
    line = line_to(f"serial:{port}?baud=9600", DEVICE, "device_fault")
    return SerialScanner(looked_on(line, trace, hidden=True), suffix)
