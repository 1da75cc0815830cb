"""A card in a PC/SC reader, held through a process of its own so that every call ends by its deadline.

What PC/SC answers is told apart by its numbers, never by its texts: a card pulled out in the middle of a command comes
as "command successful" with nothing in it.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

from desk.errors import DeskError, DeviceTrouble, NotAcceptable
from devices.chip.apdu import DEVICE

WORKER = Path(__file__).with_name("pcsc_worker.py")
SHARING_VIOLATION = 0x8010000B
RELEASED_SECONDS = 2.0
"""How long the last program's hold on a reader may take to end."""
ABSENT = {
    0x8010001D: "service_down",
    0x8010001E: "service_down",
    0x8010002E: "absent",
    0x80100009: "absent",
    0x80100017: "absent",
    SHARING_VIOLATION: "occupied",
}
NO_CARD = {0x8010000C, 0x80100067}
MUTE = {0x80100066, 0x8010000F}
REMOVED = {0, 0x80100069, 0x80100068, 0x80100016, 0x8010002F, 0x80100003}


class PcscCard:
    """The card in the reader whose name begins so. `seconds` is the deadline of everything done with it.

    Raises DeviceTrouble(no_chip_reader: absent, service_down, occupied, no_library), DeviceTrouble(device_fault:
    timeout), NotAcceptable(no_card, card_moved).
    """

    def __init__(self, reader: str, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._process = _worker()
        try:
            self._connect(reader)
        except DeskError:
            self.close()
            raise

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        answer = bytes.fromhex(self._ask({"apdu": apdu.hex()}, moved=True)["answer"])
        return answer[:-2], int.from_bytes(answer[-2:], "big")

    def close(self) -> None:
        _end(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self.close()

    def _connect(self, reader: str) -> None:
        ends = min(self._until, time.monotonic() + RELEASED_SECONDS)
        while True:
            try:
                self._ask({"connect": reader})
                return
            except DeviceTrouble as trouble:
                if trouble.facts.get("problem") != "occupied" or time.monotonic() >= ends:
                    raise
            time.sleep(0.1)

    def _ask(self, words: dict[str, Any], moved: bool = False) -> dict[str, Any]:
        return _asked(self._process, words, self._until - time.monotonic(), moved)


def chip_readers(seconds: float = 3.0) -> list[str]:
    """The names of all PC/SC readers. Raises DeviceTrouble(no_chip_reader) when there is no service."""
    process = _worker()
    try:
        names: list[str] = _asked(process, {"readers": True}, seconds, moved=False)["readers"]
        return names
    finally:
        _end(process)


def _worker() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-P", str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _asked(process: "subprocess.Popen[str]", words: dict[str, Any], seconds: float, moved: bool) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps({**words, "seconds": seconds}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        line = ""
    if not line:  # the watchdog has ended it, or it never started
        process.wait()
        problem = "timeout" if _library() else "no_library"
        kind = "no_chip_reader" if problem == "no_library" else "device_fault"
        raise DeviceTrouble(kind, device=DEVICE, problem=problem)
    answer: dict[str, Any] = json.loads(line)
    if "error" in answer:
        raise _trouble(answer["error"], moved)
    return answer


def _trouble(number: int, moved: bool) -> DeskError:
    if number in NO_CARD:
        return NotAcceptable("card_moved" if moved else "no_card", device=DEVICE)
    if number in ABSENT:
        return DeviceTrouble("no_chip_reader", device=DEVICE, problem=ABSENT[number])
    if number in REMOVED:
        return NotAcceptable("card_moved", device=DEVICE)
    problem = "mute" if number in MUTE else "pcsc"
    return DeviceTrouble("device_fault", device=DEVICE, problem=problem, status=f"{number:08X}")


def _library() -> bool:
    """Whether pyscard is fitted (the package's extra `chip`)."""
    import importlib.util

    return importlib.util.find_spec("smartcard") is not None


def _end(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.close()
        process.wait(1)
    except (OSError, subprocess.TimeoutExpired):
        process.kill()
        process.wait()
    process.stdout.close()
