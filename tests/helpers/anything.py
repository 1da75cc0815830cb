"""What every parser of the desk makes of anything at all: one function for each, from bytes to nothing.

Each of them swallows typed trouble and fails for everything else: another exception, an answer that is too long, a
wait past its deadline. Tests hand them noise; run as a program, one of them is handed what atheris thinks of:

    python anything.py TARGET SECONDS CORPUS [MiB]
"""

import base64
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    import atheris

    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]
    looked_at = atheris.instrument_imports(include=["devices", "desk"])
else:
    looked_at = contextlib.nullcontext()

with looked_at:
    from desk.errors import DeskError
    from desk.links.roll_import import import_roll
    from desk.settings import Settings, as_toml, read_settings
    from devices import escpos, evaluator, ipp_wire, lines, receipt_printer, scanner
    from devices.card_printer import control
    from devices.card_printer.control import ControlChannel
    from devices.card_printer.questions import Patience, Questions
    from devices.chip.card_files import read_card
    from devices.document_printer import open_document_printer, paper_for
    from devices.evaluator import HttpEvaluator, SerialEvaluator, open_evaluator
    from devices.id_reader.codec import TEXT_AND_PHOTO, WITH_FINGERPRINT, Command, FrameFinder, sections
    from devices.id_reader.layouts import read_address, read_text
    from devices.id_reader.session import Patience as ReaderPatience
    from devices.id_reader.session import Session
    from devices.id_reader.watch import Watch
    from devices.lines import Line, line_to
    from devices.photo.brought import header
    from devices.receipt_printer import ReceiptPrinter
    from devices.scanner import LONGEST, SerialScanner, scan_of

TODAY = date(2026, 3, 16)
SCRATCH = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"guitai-anything-{os.getpid()}"
MOST_FRAME = 2400
DEADLINE = 2.0
"""Seconds that one answer may take at most, on any machine."""


def pieces(data: bytes) -> list[bytes]:
    """The bytes in bursts, as a line delivers them: each burst's length stands before it."""
    cut = []
    while data:
        size = 1 + data[0] % 64
        cut.append(data[1 : 1 + size])
        data = data[1 + size :]
    return cut


class Hurry:
    """Time that passes only while somebody waits: stands in for `time` in the drivers."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.0)


@contextlib.contextmanager
def hurried(data: bytes, most: float) -> Iterator["Chatter"]:
    """A line that says this, in a time that passes by itself; fails when more than `most` seconds of it have passed."""
    hurry, modules = Hurry(), (control, lines, receipt_printer, scanner, evaluator)
    for module in modules:
        module.time = hurry  # type: ignore[attr-defined]
    try:
        yield Chatter(data, hurry)
    finally:
        for module in modules:
            module.time = time  # type: ignore[attr-defined]
    assert hurry.now - 1000.0 <= most, f"{hurry.now - 1000.0:.1f} s"


class Chatter(Line):
    """A line on which a device says whatever it likes, then nothing."""

    device = "any"

    def __init__(self, data: bytes, hurry: Hurry) -> None:
        self._pieces, self._hurry = pieces(data), hurry

    def open(self) -> None: ...

    def send(self, data: bytes, until: float) -> None: ...

    def receive(self, until: float) -> bytes:
        if self._pieces:
            self._hurry.now += 0.001
            return self._pieces.pop(0)
        self._hurry.now = max(self._hurry.now, until)
        return b""

    def close(self) -> None: ...


class Reader:
    """The line of an ID reader that says whatever it likes, with a clock that goes on by itself."""

    baud = 115200

    def __init__(self, data: bytes) -> None:
        self._pieces, self.now = pieces(data), 0.0

    def write(self, frame: bytes) -> None: ...

    def read(self, seconds: float) -> bytes:
        self.now += 0.01 if self._pieces else seconds
        return self._pieces.pop(0) if self._pieces else b""

    def drop_input(self) -> None: ...

    def close(self) -> None: ...


class Chip:
    """A card that answers whatever it likes."""

    def __init__(self, data: bytes) -> None:
        self._pieces = pieces(data)

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        told = self._pieces.pop(0) if self._pieces else b"\x6f\x00"
        return told[:-2], int.from_bytes(told[-2:], "big")


@contextlib.contextmanager
def typed() -> Iterator[None]:
    """Typed trouble is an answer."""
    with contextlib.suppress(DeskError):
        yield


def sam_frames(data: bytes) -> None:
    finder = FrameFinder()
    for piece in pieces(data):
        for answer in finder.feed(piece):
            assert len(answer.data) <= MOST_FRAME
    finder.give_up()


def reader_session(data: bytes) -> None:
    line = Reader(data[1:])
    commands = list(Command)
    session = Session(line, ReaderPatience(), Watch(lambda _: None), now=lambda: line.now)
    with typed():
        session.ask(commands[(data or b"\0")[0] % len(commands)], until=5.0)
    assert line.now <= 5.0 + 3.0


def card_texts(data: bytes) -> None:
    with typed():
        card = read_text(data[:256].ljust(256, b" "), TODAY)
        assert card.number
        assert "\0" not in card.name
    with typed():
        read_address(data)
    for lengths in (TEXT_AND_PHOTO, WITH_FINGERPRINT):
        parts = sections(data, lengths)
        assert parts is None or len(parts.text) + len(parts.photo) + len(parts.fingerprint) <= len(data)


def receipt_status(data: bytes) -> None:
    with hurried(data, 2 * 4 * 1.0 + 1.0) as line:
        assert ReceiptPrinter(line, ()).status().state in ("ready", "warning", "error", "offline", "unknown")
    with hurried(data, 2 * 4 * 1.0 + 20.0 + 2.0) as line, typed():
        ReceiptPrinter(line, ()).print_slip([])


def slip_text(data: bytes) -> None:
    shown = escpos.plain(data.decode("utf-8", "replace"))
    assert not any(ord(letter) < 0x20 and letter != "\n" for letter in shown)


def card_printer(data: bytes) -> None:
    with hurried(data, 3.0 + 12 * 2.0 + 1.0) as line, typed():
        Questions(ControlChannel(line), Patience()).standing(blank_is_ours=False, reject_box="unknown")


def ipp_answer(data: bytes) -> None:
    try:
        answer = ipp_wire.answer(data)
    except ValueError:  # the one exception it promises
        return
    assert 0 <= answer.status <= 0xFFFF
    paper_for(210, 297, answer.all("media-supported"))


def scanner_line(data: bytes) -> None:
    with hurried(data, 120.0) as line:
        gun = SerialScanner(line)
        for _ in range(len(pieces(data)) + 1):
            with typed():
                scan = gun.read(iter([False, True]).__next__)
                assert scan is None or len(scan.text) <= LONGEST
    with typed():
        scan_of(data)


def evaluator_line(data: bytes) -> None:
    with hurried(data, 30.0 + 1.0) as line:
        assert SerialEvaluator(line).ask("Y003", 30.0, lambda: False) in (None, 1, 2, 3, 4, 5)


def evaluator_document(data: bytes) -> None:
    class Answered(HttpEvaluator):
        def _send(self, *_: object) -> tuple[int, bytes]:
            return 200, data

    with typed():
        assert Answered("http://any").ask("Y003", 0.0, lambda: False) in (None, 1, 2, 3, 4, 5)


def chip_card(data: bytes) -> None:
    with typed():
        read_card(Chip(data), TODAY)


def image_header(data: bytes) -> None:
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"):
        with typed():
            header(start + data)


def settings_file(data: bytes) -> None:
    SCRATCH.write_bytes(data)
    with typed():
        read_settings(SCRATCH)


def addresses(data: bytes) -> None:
    """What a settings file may say of where a thing is: nothing is opened."""
    text = data.decode("utf-8", "replace")
    for start in ("", "tcp://", "serial:", "ipp://", "http://"):
        for opened in (lambda said: line_to(said, "any"), open_evaluator, open_document_printer):
            with typed():
                opened(start + text)


def roll_file(data: bytes) -> None:
    file = SCRATCH.with_suffix(".csv")
    for start in (b"", b"psn_no,psn_cert_type,certno,psn_name,insutype,psn_insu_stas\n"):
        file.write_bytes(start + data)
        with typed():
            import_roll(file, lambda *_: "added", TODAY)


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        *(sam_frames, reader_session, card_texts, receipt_status, slip_text, card_printer, ipp_answer, scanner_line),
        *(evaluator_line, evaluator_document, chip_card, image_header, settings_file, addresses, roll_file),
    )
}


def bursts(*data: bytes) -> bytes:
    """The opposite of `pieces`."""
    return b"".join(bytes([len(one) - 1]) + one for one in data)


PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
NOTHING_LIES, MODULE_IS_WELL = bytes.fromhex("AAAAAA96690004000080 84"), bytes.fromhex("AAAAAA96690004000090 94")
SEEDS: dict[str, tuple[bytes, ...]] = {
    "sam_frames": (bursts(MODULE_IS_WELL, b"\xaa" + NOTHING_LIES), bursts(MODULE_IS_WELL[:6], MODULE_IS_WELL[6:])),
    "reader_session": tuple(bytes([n]) + bursts(MODULE_IS_WELL, NOTHING_LIES) for n in range(len(Command))),
    "card_texts": ("样本".ljust(15).encode("utf-16-le") + "1011985031211".encode("utf-16-le"),),
    "receipt_status": (bursts(b"\x12", b"\x12", b"\x12", b"\x12"), bursts(b"\x10\0\0\0\x1e", b"\x00")),
    "card_printer": (bursts(b"KC200\0", b"OK\0", b"4,96 Volts\0", b"300\0", b"SMART CARD\0"),),
    "ipp_answer": (bytes.fromhex("0200000000000001 01 47 0001 61 0001 62 21 0001 63 0004 00000005 03"),),
    "scanner_line": (bursts(b"]C11101990001\r", "张".encode("gb18030") + b"\r"),),
    "evaluator_line": (bursts(b"\x003", b"5"),),
    "evaluator_document": (b'{"id": 1, "state": "rated", "level": 5}',),
    "chip_card": (bursts(b"\x90\x00", b"\x01\x03abc\x90\x00", b"\x61\x05", b"\x6c\x20"),),
    "image_header": (PNG, bytes.fromhex("ffd8ffe000104a46494600010101004800480000ffc0000b080001000101011100ffd9")),
    "settings_file": (as_toml(Settings()).encode()[:4000], b'[devices.id_reader]\nport = "COM3"\nbaud = 9600\n'),
    "addresses": (b"127.0.0.1:9100", b"/dev/ttyUSB0?baud=9600", b"[::1]:631/printers/hall"),
    "roll_file": ("1,01,110199198503127011,李样本,310,1\n".encode(), b'"",,,,,\n'),
}
"""Something good for each, to begin from."""


def in_time(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, failing when it takes longer than the deadline."""

    def timed(data: bytes) -> None:
        begun = time.thread_time()
        target(data)
        assert time.thread_time() - begun < DEADLINE

    return timed


def resident() -> int:
    """Bytes of memory this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main(name: str, seconds: str, corpus: str, most: str = "64") -> Any:
    """Runs one target under atheris; ends with another exit code than 0 as soon as it fails."""
    target, runs, before = in_time(TARGETS[name]), 0, 0

    def watched(data: bytes) -> None:
        nonlocal runs, before
        target(data)
        runs += 1
        before = before or (resident() if runs == 5000 else 0)  # once everything is loaded and warm
        if before and runs % 5000 == 0:
            assert resident() - before < int(most) << 20, "memory grows"

    for number, seed in enumerate(SEEDS.get(name, ())):
        (Path(corpus) / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-max_len=4096", f"-malloc_limit_mb={most}"]
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", f"-artifact_prefix={corpus}/", corpus], watched)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
