"""The security module inside a simulated reader: cards in the field, and what it answers to each request.

A card is unseen, found, then selected; only a selected card can be read, and it stays selected until it leaves.
"""

import threading

from devices.simulators.control import Faults, Witness
from devices.simulators.id_card import SimulatedCard

STATUS_FAULTS = {
    "auth_fail": ("read", 0x31),
    "tampered": ("read", 0x33),
    "wrong_card": ("read", 0x40),
    "not_authorised": (None, 0x66),
    "self_test_failed": (None, 0x60),
    "sw": (None, 0x24),
}
"""Fault → the step it belongs to (None: any) and the status it makes; @XX gives another status, in hexadecimal."""
CARD_FAULTS = ("card_removed_mid_read", "two_cards", "fp_len", "photo_truncated", "photo_missing")


class Module:
    """The security module: one request in, one answer out. State: the card in the field and how far it has got."""

    def __init__(
        self,
        faults: Faults,
        witness: Witness,
        *,
        sam_id: list[int],
        find_seconds: float,
        read_seconds: float,
        find_again: bool,
    ) -> None:
        self.lock = threading.RLock()
        self.card: SimulatedCard | None = None
        self.second: SimulatedCard | None = None
        self.stage = "unseen"
        self.faults = faults
        self.witness = witness
        self.sam_id = sam_id
        self.find_again = find_again
        self.seconds = {"find": find_seconds, "select": find_seconds, "read": read_seconds, "address": read_seconds}

    def lay(self, card: SimulatedCard) -> None:
        with self.lock:
            self.card, self.stage = card, "unseen"
        self.witness.saw("card_laid", number=card.number)

    def lift(self) -> None:
        with self.lock:
            if self.card is not None:
                self.witness.saw("card_lifted", number=self.card.number)
            self.card, self.stage = None, "unseen"

    def answer(self, step: str, fingerprint: bool) -> bytes:
        """SW1 SW2 SW3 and data; to be called under `lock`."""
        for name, (where, status) in STATUS_FAULTS.items():
            if where in (None, step):
                fault = self.faults.strike(name, on=step)
                if fault is not None:
                    return bytes([0, 0, status if fault.at is None else int(fault.at, 16)])
        match step:
            case "reset" | "status" | "radio" | "speed":
                self.stage = "unseen" if step == "reset" else self.stage
                return good()
            case "id":
                one, two, three, four, five = self.sam_id
                return good(little(one, 2) + little(two, 2) + little(three, 4) + little(four, 4) + little(five, 4))
            case "find":
                return self._find()
            case "select":
                if self.card is None or self.stage != "found":
                    return b"\0\0\x81"
                self.stage = "selected"
                return good(self.card.sn)
            case "read" | "address" | "chip":
                return self._read(step, fingerprint)
        return b"\0\0\x21"

    def _find(self) -> bytes:
        if self.card is None or (self.stage == "selected" and not self.find_again):
            return b"\0\0\x80"
        self.stage = "found"
        return b"\0\0\x9f" + self.card.iin

    def _read(self, step: str, fingerprint: bool) -> bytes:
        if self.faults.strike("card_removed_mid_read", on=step):
            self.lift()
        if step == "address" and self.second is not None and self.faults.strike("two_cards", on=step):
            self.witness.saw("card_swapped", number=self.second.number)
            self.card = self.second
        card = self.card
        if card is None or self.stage != "selected":
            return b"\0\0\x41"
        if step == "address":
            return b"\0\0\x91" if card.newest_address is None else good(card.newest_address)
        if step == "chip":
            return good(card.iin + card.sn + card.dn)
        self.witness.saw("card_read", number=card.number)
        return good(self._sections(card, fingerprint))

    def _sections(self, card: SimulatedCard, fingerprint: bool) -> bytes:
        photo, told = card.photo, len(card.photo)
        cut = self.faults.strike("photo_truncated", on="read")
        if cut:
            photo = photo[: cut.number(500)]
        if self.faults.strike("photo_missing", on="read"):
            photo, told = b"", 0
        lengths = big(len(card.text)) + big(told)
        if not fingerprint:
            return lengths + card.text + photo
        sized = self.faults.strike("fp_len", on="read")
        fingers = card.fingerprint.ljust(1024, b"\0")[: sized.number(1024)] if sized else card.fingerprint
        return lengths + big(len(fingers)) + card.text + photo + (b"" if cut else fingers)


def good(data: bytes = b"") -> bytes:
    return b"\0\0\x90" + data


def big(number: int) -> bytes:
    return number.to_bytes(2, "big")


def little(number: int, size: int) -> bytes:
    return number.to_bytes(size, "little")
