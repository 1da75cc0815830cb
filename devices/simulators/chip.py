"""A simulated contact reader with a social security card in it: a card for vpcd, so that a real pcscd serves it.

    guitai simulate chip --card chip.json

vpcd (package vsmartcard-vpcd) waits for the card on TCP 35963; pcscd then shows it as "Virtual PCD 00 00". Each message
is two bytes of length and its bytes: one byte 00 power off, 01 power on, 02 reset, 04 tell the ATR; more is a command.
vpcd listens to the whole network: run pcscd in a network namespace of its own.

Without --card the card is made of an identity card's file (--person) or the reader is empty. Control: insert (card),
remove, fault, clear, state.
"""

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.simulators import control
from devices.simulators.chip_card import FAULTS, ChipCard

ATR = bytes.fromhex("3B 6D 00 00 00 81 4E 43 23 86 97 15 99 00 BF 7C 7A")
TELL_ATR = b"\x04"
CHANGE_SECONDS = 0.8
"""How long the reader stays empty between two cards: pcscd looks every 0.4 s and misses a change between two looks."""
WIRE_FAULTS = ("mute", "remove", "slow")


class Slot:
    """vpcd's other end: while a card is in, a connection stands."""

    def __init__(self, address: tuple[str, int], faults: control.Faults, transcript: control.Transcript) -> None:
        self.card: ChipCard | None = None
        self.seen = False
        """Whether pcscd has asked for the ATR since the card went in."""
        self._address = address
        self._faults = faults
        self._transcript = transcript
        self._line: socket.socket | None = None
        self._emptied = 0.0
        self._lock = threading.RLock()

    def insert(self, card: ChipCard) -> None:
        with self._lock:
            self.remove()
            self.card = card
            self.seen = False

    def remove(self) -> None:
        with self._lock:
            self.card = None
            if self._line is not None:
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)
                self._line.close()
                self._line = None
                self._emptied = time.monotonic()

    def work(self) -> None:
        """Serves one message, or tries to get into the reader."""
        with self._lock:
            line, card = self._line, self.card
            if card is not None and line is None and time.monotonic() > self._emptied + CHANGE_SECONDS:
                line = self._line = self._connected()
        if card is None or line is None:
            time.sleep(0.02)
            return
        try:
            message = self._message(line)
            if message == TELL_ATR:  # asked a few times a second, only to see whether a card is there
                self._say(line, ATR)
                self.seen = True
                return
            if len(message) == 1:
                card.power_off()
                return
            self._transcript.note("in", shown(message))
            answer = self._answer(card, message)
        except (OSError, EOFError):
            with self._lock:
                if self._line is line:
                    self._line = None
            return
        if answer is not None:
            self._transcript.note("out", answer[-2:])
            with contextlib.suppress(OSError):
                self._say(line, answer)

    def _answer(self, card: ChipCard, apdu: bytes) -> bytes | None:
        if fault := self._faults.strike("slow"):
            time.sleep(fault.number(500) / 1000)
        if self._faults.strike("mute"):
            return None
        if self._faults.strike("remove", fits=self._counted_out):
            self.remove()
            return None
        return card.answer(apdu)

    @staticmethod
    def _counted_out(fault: control.Fault) -> bool:
        """remove@n strikes at the n-th command after it was set."""
        left = fault.number(1) - 1
        fault.at = str(left)
        return left <= 0

    def _connected(self) -> socket.socket | None:
        try:
            line = socket.create_connection(self._address)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return line
        except OSError:
            return None

    @staticmethod
    def _message(line: socket.socket) -> bytes:
        size = int.from_bytes(_exactly(line, 2), "big")
        return _exactly(line, size)

    @staticmethod
    def _say(line: socket.socket, data: bytes) -> None:
        line.sendall(len(data).to_bytes(2, "big") + data)


def shown(apdu: bytes) -> bytes:
    """A command for the transcript: of PINs only the head."""
    return apdu[:4] if apdu[1] in (0x20, 0x5E) else apdu


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        if hasattr(socket, "TCP_QUICKACK"):  # vpcd sends length and bytes apart and waits for us in between
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        piece = line.recv(size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def chip_of(person: Mapping[str, Any]) -> dict[str, Any]:
    """A chip's words for the person of an identity card's file."""
    number = str(person["number"])
    return {
        "region": number[:6],
        "card_number": f"P{number[9:17]}",
        "id_number": number,
        "name": person["name"],
        "sex": person["sex"],
        "nation": person.get("nation"),
        "birth": person["birth"],
        "version": "3.00",
        "issued": "2026-03-16",
        "valid_to": "2036-03-16",
    }


def main(words: list[str]) -> int:
    parser = control.arguments("chip", "社会保障卡芯片，经 vpcd 接到真的 pcscd")
    parser.add_argument("--card", type=Path, help="the chip in the reader at the start (JSON)")
    parser.add_argument("--person", type=Path, help="an identity card's file to make a chip of")
    parser.add_argument(
        "--connect", type=control.loopback, default="127.0.0.1:35963", metavar="HOST:PORT", help="where vpcd listens"
    )
    parser.add_argument("--link", type=Path, help="where the control socket goes: LINK.control")
    options = parser.parse_args(words)
    control.begin(options)
    faults = control.faults_of(options, (*FAULTS, *WIRE_FAULTS))
    witness = control.Witness(options.witness)
    slot = Slot(options.connect, faults, control.Transcript(options.transcript))

    def insert(card: Mapping[str, Any] | None = None, person: Mapping[str, Any] | None = None) -> None:
        slot.insert(ChipCard(card or chip_of(person or {}), faults, witness, options.seed))
        witness.saw("chip_inserted")

    def remove() -> None:
        slot.remove()
        witness.saw("chip_removed")

    def state() -> dict[str, object]:
        card = slot.card
        return {"inserted": card is not None, "seen": slot.seen, "tries": card.tries if card else None}

    try:
        if options.card:
            control.made_of(options.card, lambda card: insert(card=card))
        elif options.person:
            control.made_of(options.person, lambda person: insert(person=person))
    except ValueError as mistake:
        control.give_up(str(mistake))
    deeds: dict[str, control.Deed] = {"insert": insert, "remove": remove, "state": state}
    deeds |= {"fault": faults.add, "clear": faults.clear}
    with contextlib.ExitStack() as ending:
        ending.callback(slot.remove)
        panel = None
        if options.link:
            panel = ending.enter_context(
                contextlib.closing(control.Control(Path(f"{options.link.absolute()}.control"), deeds))
            )
        control.ready(options, "chip", "{}:{}".format(*options.connect), panel.path if panel else None)
        while True:
            slot.work()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
