"""The identity card reader as the desk knows it.

    nothing lies ──find: 9F──► found ──select: 90──► held ──read──► a card
         ▲                       │ 81                  │ 41
         └───────────────────────┴─────────────────────┘

1. A card that has been found is not found again until it leaves: find says 80. So `wait_for_card` remembers what it
   found, and `read` goes straight on; a card that is held may be read once more without a find.
2. A card's data is taken from one answer; when a second part is asked for (the newest address), the first is read again
   afterwards, and both must be the same card.
3. Nothing is shown of a card that fails authentication (31, 32, 33).
4. When the line is lost, it is opened anew at the next call, wherever the same reader is plugged in then.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from desk.errors import DeskError, DeviceTrouble, NotAcceptable
from desk.ports import IdCard, ReaderStatus, Stop
from devices.id_reader.codec import SPEEDS, TEXT_AND_PHOTO, WITH_FINGERPRINT, Answer, Command, Sections, sections
from devices.id_reader.layouts import read_address, read_text
from devices.id_reader.meaning import must_be, sam_id
from devices.id_reader.session import CARD_GONE, FOUND, NO_ITEM, NOT_FOUND, OK, SUSPECT, Patience, Session, never
from devices.id_reader.transport import DEVICE, Transport, lost
from devices.id_reader.transport_serial import SerialTransport
from devices.id_reader.watch import Trace, Watch
from devices.id_reader.wlt import WltDecoder, WltUnreadable
from devices.serial_ports import BY_ID, identity_of, locate

POLL_SECONDS = 0.2
GRACE_SECONDS = 1.0
"""A card laid down at the last moment is still read: the whole call ends at timeout + this."""
SLIPPED_SECONDS = 0.6
"""How long a card that slipped may take to lie still again."""
SPEED_SECONDS = 0.2
"""How long a reader is listened for at each speed."""


class Lying(Enum):
    """What is known of a card on the reader."""

    NOTHING = "nothing"
    FOUND = "found"
    HELD = "held"
    PERHAPS_HELD = "perhaps_held"
    """Find sees nothing, but an earlier program may have left a card held."""


class SamReader:
    """One reader. `baud` None finds the speed; `paired` is the SAM id this reader must have, if it must.

    `today` says which day it is (for expired cards), `trace` is told every frame with the personal data masked.
    Trouble: no_reader (problem absent, replaced, occupied, forbidden, not_paired), transport, reader_fault,
    reader_unauthorised, unsupported; no_card, card_moved, card_suspect, wrong_card, data.
    """

    def __init__(
        self,
        port: str,
        *,
        baud: int | None = 115200,
        timeout: float = 5.0,
        today: Callable[[], date] = lambda: datetime.now().astimezone().date(),
        decoder: WltDecoder | None = None,
        paired: tuple[int, int, int, int, int] | None = None,
        trace: Callable[[Trace], None] | None = None,
        patience: Patience | None = None,
        by_id: Path = BY_ID,
    ) -> None:
        self._port = port
        self._baud = baud
        self._timeout = timeout
        self._today = today
        self._decoder = decoder
        self._paired = paired
        self._watch = Watch(trace)
        self._patience = patience or Patience()
        self._by_id = by_id
        self._identity: str | None = None
        self._session: Session | None = None
        self._lying = Lying.NOTHING

    # ── what the desk asks for ──────────────────────────────────────────────────────────────────────────────────

    def status(self) -> ReaderStatus:
        """Whether the module's self-test went well, and its number."""
        until = time.monotonic() + self._timeout
        answer = self._ask(Command.STATUS, until)
        if answer.status == 0x60:
            return ReaderStatus(ready=False, sam_id=None)
        must_be(OK, answer)
        number = self._ask(Command.SAM_ID, until)
        must_be(OK, number)
        return ReaderStatus(ready=True, sam_id=sam_id(number.data))

    def wait_for_card(self, stop: Stop) -> bool:
        """True as soon as a card lies there; a card that was read and still lies there does not count.

        A silent reader keeps it for a second after `stop`, not for all its attempts: closing the desk waits for this.
        """
        while not stop():
            begun = time.monotonic()
            if self._find(begun + self._timeout, stop):
                return True
            time.sleep(max(0.0, begun + POLL_SECONDS - time.monotonic()))
        return False

    def read(self, *, fingerprint: bool = False, newest_address: bool = False) -> IdCard:
        """The card that lies there, or is laid down within the timeout."""
        laid_by = time.monotonic() + self._timeout
        until = laid_by + GRACE_SECONDS
        command = Command.READ_WITH_FINGERPRINT if fingerprint else Command.READ
        parts = self._read_lying(command, laid_by, until)
        card = self._card(parts, until)
        if newest_address:
            card = replace(card, newest_address=self._newest_address(command, parts, until))
        return card

    def close(self) -> None:
        """Gives the port back; the next call opens it again."""
        self._lying = Lying.NOTHING
        if self._session is not None:
            self._session.transport.close()
            self._session = None

    # ── what a technician asks for ──────────────────────────────────────────────────────────────────────────────

    def reset(self) -> None:
        """Starts the module anew."""
        self._lying = Lying.NOTHING
        must_be(OK, self._ask(Command.RESET, time.monotonic() + self._timeout))

    def set_speed(self, baud: int) -> None:
        """Makes the module talk at another speed from now on; it remembers that without power."""
        parameter = bytes([SPEEDS.index(baud)])
        must_be(OK, self._ask(Command.SET_SPEED, time.monotonic() + self._timeout, parameter))
        self._baud = baud
        self.close()

    def limit_radio_frame(self, size: int) -> None:
        """The most bytes the module sends the card at once; smaller ones help with a weak field."""
        must_be(OK, self._ask(Command.LIMIT_RADIO_FRAME, time.monotonic() + self._timeout, bytes([size])))

    def chip_number(self) -> bytes:
        """The number of the chip that is held (IIN, SN and DN), as the module tells it."""
        answer = self._ask(Command.READ_CHIP_NUMBER, time.monotonic() + self._timeout)
        must_be(OK, answer)
        return answer.data

    # ── how a card is found and read ────────────────────────────────────────────────────────────────────────────

    def _find(self, until: float, stop: Stop = never) -> bool:
        answer = self._ask(Command.FIND, until, stop=stop)
        if answer.status == NOT_FOUND:
            return False
        must_be(FOUND, answer)
        self._lying = Lying.FOUND
        return True

    def _read_lying(self, command: Command, laid_by: float, until: float) -> Sections:
        """Reads what was found, what is still held, or what is laid down in time."""
        slipped, looked_blindly = False, False
        while True:
            if self._lying is Lying.NOTHING and not self._find(until) and not (looked_blindly or slipped):
                looked_blindly = True
                self._lying = Lying.PERHAPS_HELD
            if self._lying is not Lying.NOTHING:
                was_found = self._lying is Lying.FOUND
                parts = self._try(command, until)
                if parts is not None:
                    return parts
                self._lying = Lying.NOTHING
                if not was_found:
                    continue
                if not slipped:
                    slipped, laid_by = True, time.monotonic() + SLIPPED_SECONDS
            if time.monotonic() >= laid_by:
                raise NotAcceptable("card_moved" if slipped else "no_card", device=DEVICE)
            time.sleep(max(0.0, min(POLL_SECONDS, laid_by - time.monotonic())))

    def _try(self, command: Command, until: float) -> Sections | None:
        """Selects the card if it is new, and reads it; None when it is not there any more."""
        if self._lying is Lying.FOUND:
            answer = self._ask(Command.SELECT, until)
            if answer.status in CARD_GONE:
                return None
            must_be(OK, answer)
            self._lying = Lying.HELD
        answer = self._ask(command, until)
        if answer.status in CARD_GONE or (self._lying is Lying.PERHAPS_HELD and answer.status not in {OK, *SUSPECT}):
            return None
        must_be(OK, answer)
        self._lying = Lying.HELD
        return sections(answer.data, WITH_FINGERPRINT if command is Command.READ_WITH_FINGERPRINT else TEXT_AND_PHOTO)

    def _newest_address(self, command: Command, parts: Sections, until: float) -> str | None:
        """The address, provided that the card is still the one whose parts were read."""
        answer = self._ask(Command.READ_NEWEST_ADDRESS, until)
        if answer.status not in CARD_GONE | {NO_ITEM}:
            must_be(OK, answer)
        again = None if answer.status in CARD_GONE else self._try(command, until)
        if again is None:
            self._lying = Lying.NOTHING
            raise NotAcceptable("card_moved", device=DEVICE)
        if (again.text, again.photo) != (parts.text, parts.photo):
            self._lying = Lying.NOTHING
            raise NotAcceptable("card_moved", device=DEVICE, problem="two_cards")
        return None if answer.status == NO_ITEM else read_address(answer.data)

    def _card(self, parts: Sections, until: float) -> IdCard:
        card = read_text(parts.text, self._today())
        warnings = [*card.warnings, *(f"{name}_truncated" for name in parts.cut)]
        if not parts.photo and "photo" not in parts.cut:
            warnings.append("photo_missing")
        bitmap = None
        if parts.photo and self._decoder is not None:
            try:
                bitmap = self._decoder.decode(parts.photo, max(0.1, until - time.monotonic()))
            except WltUnreadable:
                warnings.append("photo_undecodable")
        return replace(
            card,
            photo=parts.photo,
            photo_bitmap=bitmap,
            fingerprint=parts.fingerprint,
            warnings=tuple(warnings),
        )

    # ── the line ────────────────────────────────────────────────────────────────────────────────────────────────

    def _ask(self, command: Command, until: float, data: bytes = b"", stop: Stop = never) -> Answer:
        if self._session is None:
            self._session = self._open(until)
        try:
            return self._session.ask(command, until, data, stop)
        except DeviceTrouble as trouble:
            if trouble.facts.get("problem") == "unplugged":
                self.close()
            raise

    def _open(self, until: float) -> Session:
        transport = open_line(self._port, self._baud or SPEEDS[0], self._identity, self._by_id)
        try:
            session = Session(transport, self._patience, self._watch)
            if self._baud is None and isinstance(transport, SerialTransport):
                _find_speed(session, transport, until)
            if self._paired is not None:
                number = session.ask(Command.SAM_ID, until)
                must_be(OK, number)
                if sam_id(number.data) != self._paired:
                    raise DeviceTrouble("no_reader", device=DEVICE, port=self._port, problem="not_paired")
        except DeskError:
            transport.close()
            raise
        if isinstance(transport, SerialTransport) and self._identity is None:
            self._identity = identity_of(transport.device, self._by_id)
        self._lying = Lying.NOTHING
        return session


def open_line(port: str, baud: int, identity: str | None, by_id: Path) -> Transport:
    """The line a port's name stands for: `usb:VID:PID`, `hid:/dev/hidrawN`, else a serial port."""
    if port.startswith(("usb:", "hid:")):
        # most readers hang on a serial line: what the other two need is not loaded for them
        from devices.id_reader.transport_usb import BulkTransport, HidTransport
        from devices.id_reader.usb_linux import open_bulk, open_hid

        return BulkTransport(open_bulk(port)) if port.startswith("usb:") else HidTransport(open_hid(port))
    device = locate(port, identity, by_id)
    if device is None:
        problem = "replaced" if locate(port, None, by_id) else "absent"
        raise DeviceTrouble("no_reader", device=DEVICE, port=port, problem=problem)
    return SerialTransport(device, baud)


def _find_speed(session: Session, transport: SerialTransport, until: float) -> None:
    for baud in SPEEDS:
        transport.set_baud(baud)
        if session.is_heard(min(until, time.monotonic() + SPEED_SECONDS)):
            return
    raise lost("timeout", asked="speed")
