"""A simulated identity card reader: the SAM-V's side of the wire, on a pseudo-terminal, with cards and faults.

    guitai simulate id-reader --link /tmp/idr --card person.json --fault 'bitflip@700*2'

A card behaves as cards do: it is found once (9F), then it is held and find says 80 until it leaves the field
(`--find-again` for readers that find it each time); select wants a card just found, read a card selected. Radio takes
its time, during which a card can be lifted; then the answer is 41.

Frames are built here from the tables of the module, without the driver's codec. Control: lay (card or file), lift,
fault (name, next, on: find select read address status id), clear, unplug, replug, speed (baud), state.
"""

import random
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from devices.simulators import control
from devices.simulators.id_card import SimulatedCard, load_card
from devices.simulators.line import PtyLine
from devices.simulators.security_module import CARD_FAULTS, STATUS_FAULTS, Module, big, good

START = b"\xaa\xaa\xaa\x96\x69"
BAUDS = (115200, 57600, 38400, 19200, 9600)
STEPS = {
    (0x10, 0xFF): "reset",
    (0x11, 0xFF): "status",
    (0x12, 0xFF): "id",
    (0x20, 0x01): "find",
    (0x20, 0x02): "select",
    (0x30, 0x01): "read",
    (0x30, 0x10): "read",
    (0x30, 0x03): "address",
    (0x30, 0x05): "chip",
    (0x61, 0xFF): "radio",
}
LINE_FAULTS = (
    *("bad_checksum", "bitflip", "truncate", "unplug", "stall", "slow_bytes", "wrong_length", "no_answer"),
    *("late_answer", "duplicate", "two_frames", "garbage_before", "partial_preamble", "overlap", "echo"),
    *("baud_mismatch", "noise", "heartbeat", "sw12"),
)
FAULTS = (*STATUS_FAULTS, *CARD_FAULTS, *LINE_FAULTS)


class Reader:
    """The module on its line: takes requests apart, waits as radio does, and sends answers with what spoils them."""

    def __init__(self, line: PtyLine, module: Module, seed: int) -> None:
        self.line = line
        self.module = module
        self.chance = random.Random(seed)
        self.held = b""
        self.last = b""

    def work(self) -> None:
        """Serves one burst of the line."""
        came = self.line.receive(0.05)
        if not came:
            return
        if self.line.speed_of_desk() != self.line.baud or self.module.faults.strike("baud_mismatch"):
            self.held = b""
            self.line.send(self.chance.randbytes(7))
            return
        self.held = (self.held + came)[-512:]
        while True:
            at = self.held.find(START)
            if at < 0 or len(self.held) < at + 7:
                return
            size = int.from_bytes(self.held[at + 5 : at + 7], "big")
            if len(self.held) < at + 7 + size:
                return
            request = self.held[at : at + 7 + size]
            self.held = self.held[at + 7 + size :]
            self._serve(request)

    def _serve(self, request: bytes) -> None:
        body = request[7:-1]
        if xor(request[5:]) != 0 or len(body) < 2:
            self._send(frame(b"\0\0\x10"), "damaged")
            return
        step = "speed" if body[0] == 0x60 else STEPS.get((body[0], body[1]), "unknown")
        if self.module.faults.strike("echo", on=step):
            self.line.send(request)
        card = self.module.card
        self._radio(step)
        with self.module.lock:
            gone = step in ("select", "read", "address") and self.module.card is not card
            answer = b"\0\0\x41" if gone else self.module.answer(step, body[:2] == b"\x30\x10")
        self._send(frame(answer), step)
        if step == "speed" and answer[2] == 0x90 and body[1] < len(BAUDS):
            self.line.baud = BAUDS[body[1]]

    def _radio(self, step: str) -> None:
        until = time.monotonic() + self.module.seconds.get(step, 0.0)
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.02))

    def _send(self, good_frame: bytes, step: str) -> None:
        """Sends a frame with every fault of the line that is due."""
        data = good_frame
        gap = 0.0

        def due(name: str, reaches: bool = False) -> control.Fault | None:
            """A fault of the line; one that `reaches` a byte strikes only frames that have it."""
            size = len(data)
            return self.module.faults.strike(
                name,
                on=step,
                fits=lambda fault: not reaches or fault.number(0) < size * (8 if name == "bitflip" else 1),
            )

        if due("no_answer"):
            return
        if fault := due("heartbeat"):
            self._beat(fault.number(10))
            return
        if fault := due("noise"):
            self._noise(fault.number(2))
            return
        if fault := due("late_answer"):
            time.sleep(fault.number(3500) / 1000)
        if fault := due("sw12"):
            data = frame(bytes.fromhex(fault.at or "6a82") + data[9:-1])
        if due("bad_checksum"):
            data = data[:-1] + bytes([data[-1] ^ 0x55])
        if fault := due("wrong_length"):
            data = data[:5] + big(max(0, min(0xFFFF, len(data) - 7 + fault.number(20)))) + data[7:]
        if fault := due("bitflip", reaches=True):
            bit = fault.number(8 * len(data) - 1)
            data = data[: bit // 8] + bytes([data[bit // 8] ^ (1 << bit % 8)]) + data[bit // 8 + 1 :]
        if fault := due("slow_bytes"):
            gap = fault.number(20) / 1000
        if due("two_frames"):
            data = self.last + data
        if due("duplicate"):
            data += data
        if fault := due("garbage_before"):
            data = self.chance.randbytes(fault.number(40)) + data
        if due("partial_preamble"):
            data = START[:4] + data
        if due("overlap"):
            data = START[:2] + data
        self.last = good_frame
        if fault := due("truncate", reaches=True):
            self.line.send(data[: fault.number(len(data) // 2)], gap=gap)
        elif fault := due("unplug", reaches=True):
            self.line.send(data[: fault.number(len(data) // 2)], gap=gap)
            self.line.hang_up()
            self.module.witness.saw("unplugged")
        elif fault := due("stall", reaches=True):
            at = fault.number(4)
            self.line.send(data[:at], gap=gap)
            time.sleep(fault.number(500, part=1) / 1000)
            self.line.send(data[at:], gap=gap)
        else:
            self.line.send(data, gap=gap)

    def _beat(self, seconds: int) -> None:
        """Good frames that are no answer, one after the other."""
        until, cleared = time.monotonic() + seconds, self.module.faults.cleared
        while time.monotonic() < until and self.module.faults.cleared == cleared and not self.line.receive(0):
            self.line.send(frame(good()))

    def _noise(self, seconds: int) -> None:
        """About a megabyte a second of anything."""
        until, cleared = time.monotonic() + seconds, self.module.faults.cleared
        while time.monotonic() < until and self.module.faults.cleared == cleared:
            self.line.send(self.chance.randbytes(4096), throttled=False)
            time.sleep(0.004)


def frame(words: bytes) -> bytes:
    """A whole answer frame around SW1 SW2 SW3 and data."""
    body = big(len(words) + 1) + words
    return START + body + bytes([xor(body)])


def xor(data: bytes) -> int:
    total = 0
    for byte in data:
        total ^= byte
    return total


def five_numbers(text: str) -> list[int]:
    """A module's number as it is written. Raises ValueError."""
    numbers = [int(part) for part in text.split(",")]
    if len(numbers) != 5:
        raise ValueError(text)
    return numbers


def main(words: list[str]) -> int:
    parser = control.arguments("id-reader", "身份证阅读器（SAM-V），在伪终端上")
    parser.add_argument("--link", type=Path, required=True, help="the port to make: a link to a pseudo-terminal")
    parser.add_argument("--card", type=Path, help="the card that lies there at the start (JSON)")
    parser.add_argument("--second-card", type=Path, help="the card that two_cards puts in its place")
    parser.add_argument("--baud", type=int, default=115200, choices=BAUDS, help="the reader's own speed")
    sam_id = "5,1,20130101,1234567,987654321"
    parser.add_argument("--sam-id", type=five_numbers, default=sam_id, help="the module's number, five integers")
    parser.add_argument("--find-seconds", type=float, default=0.05, help="radio time of find and of select")
    parser.add_argument("--read-seconds", type=float, default=0.9, help="radio time of a read")
    parser.add_argument("--find-again", action="store_true", help="find sees a card that is held, too")
    options = parser.parse_args(words)
    control.begin(options)
    faults = control.faults_of(options, FAULTS)
    witness = control.Witness(options.witness)
    module = Module(
        faults,
        witness,
        sam_id=options.sam_id,
        find_seconds=options.find_seconds,
        read_seconds=options.read_seconds,
        find_again=options.find_again,
    )
    try:
        if options.card:
            module.lay(load_card(options.card, options.seed))
        if options.second_card:
            module.second = load_card(options.second_card, options.seed)
    except ValueError as mistake:
        control.give_up(str(mistake))
    line = PtyLine(options.link, options.baud, control.Transcript(options.transcript))

    def lay(card: Mapping[str, Any] | None = None, file: str | None = None, second: bool = False) -> None:
        laid = SimulatedCard(card, options.seed) if card is not None else load_card(Path(str(file)), options.seed)
        if second:
            module.second = laid
        else:
            module.lay(laid)

    def state() -> dict[str, object]:
        return {"card": module.card.number if module.card else None, "stage": module.stage, "baud": line.baud}

    def speed(baud: int) -> None:
        line.baud = baud

    deeds: dict[str, control.Deed] = {
        "lay": lay,
        "lift": module.lift,
        "fault": faults.add,
        "clear": faults.clear,
        "unplug": line.unplug,
        "replug": line.plug_in,
        "speed": speed,
        "state": state,
    }
    reader = Reader(line, module, options.seed)
    with closing(line), closing(control.Control(Path(f"{line.link}.control"), deeds)) as panel:
        control.ready(options, "id-reader", str(options.link), panel.path)
        while True:
            reader.work()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
