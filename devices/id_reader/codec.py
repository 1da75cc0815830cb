"""Frames of the security module (SAM-V) on any line, and finding them again after noise.

    request    AA AA AA 96 69 │ length 2 │ CMD PARA      │ data … │ CHK
    answer     AA AA AA 96 69 │ length 2 │ SW1 SW2 SW3   │ data … │ CHK

length   big-endian, counts everything after itself with CHK
CHK      XOR of everything after the preamble but itself, so that the XOR of length … CHK is 0

Invariants of `FrameFinder`, whatever comes in:
1. It holds at most one frame and one burst; what cannot become a frame is thrown away at once.
2. A frame is given out only when its length is possible and its checksum right.
3. After a bad frame the search goes on one byte further, inside it: a corrupt length never eats a good frame behind it.
4. A preamble inside a good frame (a photo holds any bytes) does not end it.

Source: command and status tables of the SAM-V module (GA 450); reference frames in tests/devices/id_reader.
"""

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AA AA AA 96 69")
HEAD = len(PREAMBLE) + 2
SHORTEST = 4
"""SW1 SW2 SW3 CHK: the shortest answer there is."""
LONGEST = 2400
"""Text, photo and two fingerprints are 2,314; nothing longer is an answer."""

TEXT_AND_PHOTO = 2
WITH_FINGERPRINT = 3


class Command(Enum):
    """What the module can be asked: CMD and PARA."""

    RESET = bytes.fromhex("10 FF")
    STATUS = bytes.fromhex("11 FF")
    SAM_ID = bytes.fromhex("12 FF")
    FIND = bytes.fromhex("20 01")
    SELECT = bytes.fromhex("20 02")
    READ = bytes.fromhex("30 01")
    READ_WITH_FINGERPRINT = bytes.fromhex("30 10")
    READ_NEWEST_ADDRESS = bytes.fromhex("30 03")
    READ_CHIP_NUMBER = bytes.fromhex("30 05")
    SET_SPEED = bytes.fromhex("60")
    LIMIT_RADIO_FRAME = bytes.fromhex("61 FF")


SPEEDS = (115200, 57600, 38400, 19200, 9600)
"""In the order of SET_SPEED's parameter, 00 … 04; the module keeps what was set."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the module; `status` is SW3, `card_status` SW1 and SW2 (the card's own word when it failed)."""

    status: int
    card_status: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Sections:
    """The parts of a read answer; a part that the frame does not hold whole is empty and named in `cut`."""

    text: bytes
    photo: bytes
    fingerprint: bytes
    cut: tuple[str, ...]


def encode(command: Command, data: bytes = b"") -> bytes:
    """The whole request frame of a command."""
    body = (len(command.value) + len(data) + 1).to_bytes(2, "big") + command.value + data
    return PREAMBLE + body + bytes([checksum(body)])


def checksum(body: bytes) -> int:
    """XOR of all bytes; 0 over length … CHK of a good frame."""
    return reduce(xor, body, 0)


def sections(data: bytes, lengths: int) -> Sections | None:
    """Splits a read answer by its own two or three length fields; None when not even the text is whole."""
    head = 2 * lengths
    sizes = [int.from_bytes(data[at : at + 2], "big") for at in range(0, head, 2)]
    if len(data) < head + sizes[0] or sizes[0] == 0:
        return None
    parts: dict[str, bytes] = {"text": b"", "photo": b"", "fingerprint": b""}
    cut, at = [], head
    for name, size in zip(parts, sizes, strict=False):
        if at + size <= len(data):
            parts[name] = data[at : at + size]
        else:
            cut.append(name)
        at += size
    return Sections(**parts, cut=tuple(cut))


class FrameFinder:
    """Finds the good frames in whatever the line brings."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.damaged = 0
        """Frames seen so far whose length was possible and whose checksum was wrong."""

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that are complete now, oldest first."""
        self._held += data
        answers = []
        while (answer := self._next()) is not None:
            answers.append(answer)
        return answers

    def give_up(self) -> list[Answer]:
        """The line has gone quiet, so the frame underway will never be whole: the good frames behind its first byte."""
        answers: list[Answer] = []
        while self.underway and not answers:
            del self._held[:1]
            answers = self.feed(b"")
        return answers

    def clear(self) -> None:
        """Forgets what has come so far, and overwrites it: it may be a person's data."""
        self._held[:] = bytes(len(self._held))
        self._held.clear()

    @property
    def underway(self) -> bool:
        """Whether what looks like the beginning of a frame has come, but not its end."""
        return len(self._held) >= len(PREAMBLE)

    def _next(self) -> Answer | None:
        while True:
            self._drop_to_preamble()
            if len(self._held) < HEAD:
                return None
            length = int.from_bytes(self._held[len(PREAMBLE) : HEAD], "big")
            if not SHORTEST <= length <= LONGEST:
                del self._held[:1]
                continue
            if len(self._held) < HEAD + length:
                return None
            body = bytes(self._held[len(PREAMBLE) : HEAD + length])
            if checksum(body) != 0:
                self.damaged += 1
                del self._held[:1]
                continue
            del self._held[: HEAD + length]
            return Answer(status=body[4], card_status=int.from_bytes(body[2:4], "big"), data=body[5:-1])

    def _drop_to_preamble(self) -> None:
        found = self._held.find(PREAMBLE)
        if found < 0:
            keep = next(n for n in range(len(PREAMBLE) - 1, -1, -1) if self._held.endswith(PREAMBLE[:n]))
            found = len(self._held) - keep
        del self._held[:found]
