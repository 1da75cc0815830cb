"""One question to the module and its own answer: deadlines, retries, and nothing stale.

Answers carry no number, so the line itself must keep them apart. The invariants:

1. An answer is taken only if the question asked can have it (`_fits`): a find has 4 bytes or a status of finding, …
2. A question that ended without its answer leaves the line *unsettled*: the answer may still come. Before anything else
   is asked, the module's own number is asked for. It answers in order, so when that has come, all that was late has
   come too and has been thrown away. No person's data can arrive for the next person.
3. Everything ends: an attempt by its limit, however much noise or however many other frames come meanwhile; a frame
   underway by a gap; all attempts together by the deadline the caller gave.
4. A question is repeated at most three times, and only for trouble on the line or a status that asks for it.

                 ask ──────► settled? ──no──► ask SAM_ID, drop all before its answer ─┐
                               │ yes                                                  │
                               ▼                                                      │
                write, take what comes ◄──────────────────────────────────────────────┘
                 │             │              │
            fits: return   bad checksum   silence, gap, limit
                               └── unsettled, once more ──┘
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from desk.ports import Stop
from devices.id_reader.codec import TEXT_AND_PHOTO, WITH_FINGERPRINT, Answer, Command, FrameFinder, encode, sections
from devices.id_reader.transport import Transport, lost
from devices.id_reader.watch import Watch

OK, FOUND, NO_ITEM, NOT_FOUND = 0x90, 0x9F, 0x91, 0x80
REFUSALS = {0x10, 0x11, 0x21, 0x23, 0x24, 0x60, 0x66}
"""What any question may get: request damaged, not known, not permitted, module broken or not authorised."""
CARD_GONE = {0x41, 0x81}
SUSPECT = {0x31, 0x32, 0x33}
CARD_FAULTS = SUSPECT | {0x37, 0x3F, 0x40, 0x41, 0x47, 0x81}
KNOWN = REFUSALS | CARD_FAULTS | {OK, FOUND, NO_ITEM, NOT_FOUND}
DAMAGED_REQUEST = {0x10, 0x11}
ASK_AGAIN = {0x24, 0x47}
LONGEST_ADDRESS = 280
"""Four addresses of 35 characters."""
LONGEST_CHIP_NUMBER = 64
FINGERPRINT_SIZES = {0, 512, 1024}
SLOW = {Command.READ, Command.READ_WITH_FINGERPRINT, Command.READ_NEWEST_ADDRESS, Command.READ_CHIP_NUMBER}


def never() -> bool:
    """Nobody gives the question up."""
    return False


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds; the card's own work (about a second for a read) lies within `read`."""

    short: float = 1.0
    """For the first byte of status, SAM id, find and select."""
    read: float = 3.0
    """For the first byte of text, photo and addresses."""
    gap: float = 1.5
    """Between two bytes of one frame."""
    quiet: float = 0.3
    """After a damaged frame, before asking again."""
    attempts: int = 4


class Session:
    """Asks one question at a time over a transport. `sam_id` is the module's number as it last told it."""

    def __init__(
        self,
        transport: Transport,
        patience: Patience,
        watch: Watch,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.transport = transport
        self.sam_id: bytes | None = None
        self._patience = patience
        self._watch = watch
        self._now = now
        self._finder = FrameFinder()
        self._settled = False

    def ask(self, command: Command, until: float, data: bytes = b"", stop: Stop = never) -> Answer:
        """The module's answer. Raises DeviceTrouble(transport, problem=timeout|checksum|truncated|unplugged).

        Once `stop` says so, a question that was not answered is not asked again.
        """
        trouble = "timeout"
        outcome: Answer | str = trouble
        for _ in range(self._patience.attempts):
            if not self._settled:
                outcome = self._once(Command.SAM_ID, until)
                if isinstance(outcome, Answer):
                    self._settled = True
                    self.sam_id = outcome.data if outcome.status == OK else None
            if self._settled:
                outcome = self._once(command, until, data)
                if isinstance(outcome, Answer) and outcome.status not in DAMAGED_REQUEST | ASK_AGAIN:
                    return outcome
            trouble = "checksum" if isinstance(outcome, Answer) else outcome
            if stop() or self._now() >= until:
                break
        if isinstance(outcome, Answer) and outcome.status in ASK_AGAIN:
            return outcome
        raise lost(trouble, asked=command.name.lower())

    def is_heard(self, until: float) -> bool:
        """Whether the module answers at this speed with something like a frame, be it damaged."""
        damaged = self._finder.damaged
        outcome = self._once(Command.STATUS, until)
        return isinstance(outcome, Answer) or self._finder.damaged > damaged

    def _once(self, command: Command, until: float, data: bytes = b"") -> Answer | str:
        """One attempt: the answer, or what went wrong."""
        patience = self._patience
        finder = self._finder
        finder.clear()
        self.transport.drop_input()
        frame = encode(command, data)
        self._watch.sent(command, frame)
        self._settled = False
        self.transport.write(frame)
        begun = heard = self._now()
        limit = begun + (patience.read if command in SLOW else patience.short)
        damaged = finder.damaged
        while True:
            now = self._now()
            if finder.underway:
                due, trouble = heard + patience.gap, "truncated"
            elif finder.damaged > damaged:
                due, trouble = min(limit, heard + patience.quiet), "checksum"
            else:
                due, trouble = limit, "timeout"
            due = min(due, until)
            if now >= due:
                answers = finder.give_up() if finder.underway else []
                if not answers:
                    finder.clear()
                    self._watch.missed(command, trouble)
                    return trouble
            else:
                came = self.transport.read(due - now)
                heard = self._now() if came else heard
                answers = finder.feed(came)
            for answer in answers:
                fits = _fits(command, answer)
                self._watch.received(command, answer, taken=fits)
                if fits:
                    self._settled = True
                    finder.clear()
                    return answer


def _fits(command: Command, answer: Answer) -> bool:
    """Whether this can be the answer to that question; a status nobody knows is taken, so that it can be told."""
    status, size = answer.status, len(answer.data)
    if status in REFUSALS or status not in KNOWN:
        return size == 0
    match command:
        case Command.STATUS | Command.RESET | Command.SET_SPEED | Command.LIMIT_RADIO_FRAME:
            return status == OK and size == 0
        case Command.SAM_ID:
            return status == OK and size == 16
        case Command.FIND:
            return (status == FOUND and size == 4) or (status == NOT_FOUND and size == 0)
        case Command.SELECT:
            return (status == OK and size == 8) or (status in CARD_FAULTS and size == 0)
        case Command.READ | Command.READ_WITH_FINGERPRINT:
            if status != OK:
                return status in CARD_FAULTS and size == 0
            return _is_read_answer(command, answer.data)
        case Command.READ_NEWEST_ADDRESS:
            if status != OK:
                return (status in CARD_FAULTS or status == NO_ITEM) and size == 0
            return 0 < size <= LONGEST_ADDRESS and size % 2 == 0
        case Command.READ_CHIP_NUMBER:
            return (status == OK and 0 < size <= LONGEST_CHIP_NUMBER) or (status in CARD_FAULTS and size == 0)


def _is_read_answer(command: Command, data: bytes) -> bool:
    """Text whole, nothing behind the last section, and a fingerprint of a size that exists."""
    lengths = WITH_FINGERPRINT if command is Command.READ_WITH_FINGERPRINT else TEXT_AND_PHOTO
    parts = sections(data, lengths)
    if parts is None:
        return False
    told = sum(int.from_bytes(data[at : at + 2], "big") for at in range(0, 2 * lengths, 2)) + 2 * lengths
    finger = int.from_bytes(data[4:6], "big") if lengths == WITH_FINGERPRINT else 0
    return told >= len(data) and finger in FINGERPRINT_SIZES
