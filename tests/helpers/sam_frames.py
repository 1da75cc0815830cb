"""Frames of the security module written by hand from its tables, for tests of the driver."""

import random
from functools import reduce
from operator import xor

START = bytes.fromhex("AA AA AA 96 69")
ASK_STATUS = "AA AA AA 96 69 00 03 11 FF ED"
ASK_ID = "AA AA AA 96 69 00 03 12 FF EE"
ASK_FIND = "AA AA AA 96 69 00 03 20 01 22"
ASK_SELECT = "AA AA AA 96 69 00 03 20 02 21"
ASK_READ = "AA AA AA 96 69 00 03 30 01 32"
ASK_READ_FINGER = "AA AA AA 96 69 00 03 30 10 23"
ASK_ADDRESS = "AA AA AA 96 69 00 03 30 03 30"
STATUS_OK = "AA AA AA 96 69 00 04 00 00 90 94"
FOUND = "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"
NOT_FOUND = "AA AA AA 96 69 00 04 00 00 80 84"
SELECTED = "AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"
NOT_SELECTED = "AA AA AA 96 69 00 04 00 00 81 85"
READ_FAILED = "AA AA AA 96 69 00 04 00 00 41 45"


def answer_frame(status: int, data: bytes = b"", card_status: bytes = b"\0\0") -> bytes:
    body = (len(data) + 4).to_bytes(2, "big") + card_status + bytes([status]) + data
    return START + body + bytes([reduce(xor, body, 0)])


SAM_ID = answer_frame(0x90, bytes.fromhex("05 00 01 00 35 29 33 01 87 D6 12 00 B1 68 DE 3A"))


def photo(seed: int = 1) -> bytes:
    return bytes.fromhex("57 4C 66 00 7E 00 32 00 00 FF 85") + random.Random(seed).randbytes(1013)


def read_frame(text: bytes = b" \0" * 128, picture: bytes | None = None) -> bytes:
    """An answer with text and photo, 1,295 bytes."""
    return answer_frame(0x90, bytes.fromhex("01 00 04 00") + text + (photo() if picture is None else picture))
