"""A made-up social security card's chip: its files, its PIN, and what it answers to each command (LD/T 32.5, 32.6).

    EF05   01 identification 16, 02 class 1, 03 version 4, 04 initialiser 12, 05 issued 4, 06 valid to 4, 07 number 9
    EF06   08 ID number 18, 09 name 30, 4E rest of the name 20, 0A sex 1, 0B nation 1, 0C birth place 3, 0D birth 4

Records are read by tag (P2 00) or by number (P2 04, or SFI << 3 | 4), each as tag, length, value. Writing wants an
external authentication first: an HMAC over the identification and the challenge, with a practice key no real card has.
"""

import hashlib
import hmac
import random
from collections.abc import Mapping
from typing import Any

from devices.simulators.control import Faults, Witness

AID = bytes.fromhex("73 78 31 2E 73 68 2E") + "社会保障".encode("gb2312")
PRACTICE_KEY = b"practice only: no real card has this key"
FILES = {
    0xEF05: {1: (0x01, 16), 2: (0x02, 1), 3: (0x03, 4), 4: (0x04, 12), 5: (0x05, 4), 6: (0x06, 4), 7: (0x07, 9)},
    0xEF06: {1: (0x08, 18), 2: (0x09, 30), 3: (0x4E, 20), 4: (0x0A, 1), 5: (0x0B, 1), 6: (0x0C, 3), 7: (0x0D, 4)},
}
"""File → record number → (tag, length)."""
FAULTS = (
    "get_response",
    "wrong_le",
    "tag_refused",
    "no_application",
    "no_ef06",
    "f_padding",
    "sw",
    "locked",
    "cut_record",
)
OK = b"\x90\x00"
FULL_TRIES = 6


class ChipCard:
    """One card in the contact station; `words` are the keys of `guitai chip read`, with `pin` and `tries` beside."""

    def __init__(self, words: Mapping[str, Any], faults: Faults, witness: Witness, seed: int) -> None:
        self.faults = faults
        self.witness = witness
        self.pin = str(words.get("pin", "123456"))
        self.tries = int(words.get("tries", FULL_TRIES))
        self._chance = random.Random(seed)
        identification = str(words.get("identification") or f"{words.get('region', '110199')}D15600000500")
        self.identification = bytes.fromhex(identification).ljust(16, b"\x01")
        self.records = _records(words, self.identification)
        self.power_off()

    def power_off(self) -> None:
        """Forgets everything a session had reached."""
        self._application = False
        self._file = 0
        self._challenge = b""
        self._issuer = False
        self._waiting = b""
        self._corrected = False

    def answer(self, apdu: bytes) -> bytes:
        """Data and status of one command."""
        if fault := self.faults.strike("sw"):
            return bytes.fromhex(fault.at or "6581")
        if self.faults.strike("locked"):
            return b"\x93\x03"
        kind, body = apdu[:4], apdu[5:]
        if kind == b"\x00\xc0\x00\x00":
            piece, self._waiting = self._waiting[: apdu[4]], self._waiting[apdu[4] :]
            return piece + (bytes([0x61, len(self._waiting)]) if self._waiting else OK)
        match kind[:2]:
            case b"\x00\xa4":
                return self._select(body)
            case b"\x00\xb2":
                return self._read(kind[2], kind[3], apdu[4] if len(apdu) > 4 else 0)
            case b"\x00\x20":
                return self._verify(body)
            case b"\x80\x5e":
                return self._change(body)
            case b"\x00\x84":
                self._challenge = self._chance.randbytes(8)
                return self._challenge + OK
            case b"\x00\x82":
                return self._authenticate(body)
            case b"\x00\xdc":
                return self._write(kind[2], body)
        return b"\x6d\x00"

    def _select(self, name: bytes) -> bytes:
        if name == AID:
            if self.faults.strike("no_application"):
                return b"\x6a\x82"
            self._application = True
            return self._out(b"\x6f\x11\x84\x0f" + AID)
        file = int.from_bytes(name, "big")
        if not self._application or file not in FILES or (file == 0xEF06 and self.faults.strike("no_ef06")):
            return b"\x6a\x82"
        self._file = file
        return OK

    def _read(self, which: int, how: int, wanted: int) -> bytes:
        if how == 0 and self.faults.strike("tag_refused"):
            return b"\x6a\x86"
        file = self._file if how in (0, 4) else {5: 0xEF05, 6: 0xEF06}.get(how >> 3, 0)
        if file == 0:
            return b"\x69\x86"
        found = next((tag for nr, (tag, _) in FILES[file].items() if (tag if how == 0 else nr) == which), None)
        value = self.records.get(found) if found is not None else None
        if found is None or value is None:
            return b"\x6a\x83"
        if self.faults.strike("f_padding"):
            value = value.rstrip(b"\0").ljust(len(value), b"\xff")
        record = bytes([found, len(value)]) + value
        if self.faults.strike("cut_record"):
            record = record[:-1]
        self._corrected = not self._corrected and (wanted == 0 or self.faults.strike("wrong_le") is not None)
        if self._corrected:
            return bytes([0x6C, len(record)])
        return self._out(record)

    def _out(self, data: bytes) -> bytes:
        """As T=0 cards do: at once, or to be fetched in pieces."""
        if self.faults.strike("get_response"):
            self._waiting = data
            return bytes([0x61, min(len(data), 16)])
        return data + OK

    def _verify(self, pin: bytes) -> bytes:
        if self.tries == 0:
            return b"\x69\x83"
        if pin.hex().rstrip("f") == self.pin:
            self.tries = FULL_TRIES
            return OK
        self.tries -= 1
        return bytes([0x63, 0xC0 | self.tries]) if self.tries else b"\x69\x83"

    def _change(self, body: bytes) -> bytes:
        if self.tries == 0:
            return b"\x69\x83"
        old, _, new = body.partition(b"\xff") if b"\xff" in body else (body, b"", b"")
        answered = self._verify(old)
        if answered == OK:
            self.pin = new.hex().rstrip("f")
            self.witness.saw("pin_changed")
        return answered

    def _authenticate(self, cryptogram: bytes) -> bytes:
        right = practice_cryptogram(self.identification, self._challenge)
        self._issuer = bool(self._challenge) and hmac.compare_digest(right, cryptogram)
        self._challenge = b""
        return OK if self._issuer else b"\x63\x00"

    def _write(self, number: int, record: bytes) -> bytes:
        if not self._issuer:
            return b"\x69\x82"
        tag, size = FILES.get(self._file, {}).get(number, (0, 0))
        if record[:2] != bytes([tag, size]) or len(record) != size + 2:
            return b"\x6a\x80"
        self.records[tag] = record[2:]
        self.witness.saw("record_written", tag=f"{tag:02X}")
        return OK


def practice_cryptogram(identification: bytes, challenge: bytes) -> bytes:
    """What a practice card takes for its issuer's word."""
    return hmac.new(PRACTICE_KEY, identification + challenge, hashlib.sha256).digest()[:16]


def _records(words: Mapping[str, Any], identification: bytes) -> dict[int, bytes | None]:
    """Tag → value; a key that is null has no record, a card of an older issue has fewer."""

    def ascii_(key: str, size: int) -> bytes | None:
        word = words.get(key)
        return None if word is None else str(word).encode("ascii").ljust(size, b"\0")[:size]

    def bcd(key: str) -> bytes | None:
        word = words.get(key)
        return None if word is None else bytes.fromhex(str(word).replace("-", ""))

    raw = bytes.fromhex(words["name_hex"]) if "name_hex" in words else str(words.get("name") or "").encode("gb18030")
    sex = {"male": "1", "female": "2"}.get(str(words.get("sex")), "0")
    return {
        0x01: identification,
        0x02: b"3",
        0x03: ascii_("version", 4),
        0x04: bytes(12),
        0x05: bcd("issued"),
        0x06: bcd("valid_to"),
        0x07: ascii_("card_number", 9),
        0x08: ascii_("id_number", 18),
        0x09: raw[:30].ljust(30, b"\0"),
        0x4E: raw[30:].ljust(20, b"\0") if len(raw) > 30 else None,
        0x0A: sex.encode(),
        0x0B: bcd("nation"),
        0x0C: bytes.fromhex(str(words.get("region") or "110199")),
        0x0D: bcd("birth"),
    }
