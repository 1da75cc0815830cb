"""What the desk asks of the things around it, in the desk's own words.

Devices and links implement these protocols; services receive them as arguments. Every call blocks and ends by its own
deadline; waiting is given up as soon as `stop()` is true. Nothing here knows threads, wires or Qt.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

Stop = Callable[[], bool]


class Clock(Protocol):
    """Tells the time of the hall, always with an offset."""

    def now(self) -> datetime: ...


# ── identity card reader ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class IdCard:
    """One identity card as the chip told it; text is NFC-untouched, only padding removed.

    `document` is resident, hmt_permit, foreign_pr_2017 or foreign_pr_2023; `sex` male, female, unknown or unspecified;
    `nation` the two digits of GB/T 3304. `valid_to` is None for a long-term card.
    """

    document: str
    name: str
    sex: str
    number: str
    birth: date
    valid_from: date | None
    valid_to: date | None
    long_term: bool = False
    nation: str | None = None
    address: str | None = None
    issuer: str | None = None
    name_latin: str | None = None
    travel_permit: str | None = None
    issue_count: int | None = None
    country: str | None = None
    previous_number_link: str | None = None
    authority_code: str | None = None
    photo: bytes = b""
    """The chip's WLT picture, undecoded."""
    photo_bitmap: bytes | None = None
    """A BMP of the picture where a vendor's decoder is fitted."""
    fingerprint: bytes = b""
    newest_address: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    """Whether the reader's security module works, and who it is (five integers of its management number)."""

    ready: bool
    sam_id: tuple[int, int, int, int, int] | None


class IdReader(Protocol):
    """Reads identity cards; raises DeviceTrouble or NotAcceptable."""

    def status(self) -> ReaderStatus: ...

    def read(self, *, fingerprint: bool = False, newest_address: bool = False) -> IdCard: ...

    def wait_for_card(self, stop: Stop) -> bool:
        """True as soon as a card lies on the reader, False when told to stop."""
        ...

    def close(self) -> None: ...


# ── card printer ────────────────────────────────────────────────────────────────────────────────────────────────


class CardPosition(StrEnum):
    """Where a card is inside the printer."""

    NONE = "none"
    INSIDE = "inside"
    AT_CONTACT = "at_contact"
    AT_EXIT = "at_exit"
    JAMMED = "jammed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """The printer as it stands: what it is doing, where a card is, how much is left.

    `state` is ready, busy, warning, error or offline; `reasons` are the codes of `devices/card_printer/conditions.py`.
    `printed` is the life-time counter, None where the printer has none.
    """

    state: str
    card: CardPosition
    ribbon_left: int | None
    ribbon_capacity: int | None
    blanks: str
    reject_box: str
    printed: int | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrinterAbilities:
    """What the desk need not ask a person about."""

    can_position: bool
    can_verify: bool
    counts_cards: bool
    name: str


Progress = Callable[[str], None]
"""Told the step that begins: feed, chip, verify, print, eject."""


class CardPrinter(Protocol):
    """Prints one card a call and never repeats a print by itself.

    `print` returns when the card lies at the exit. It raises DeviceTrouble(printer_not_ready) when nothing was
    consumed, CardSpoiled when the blank is ruined, OutcomeUnknown when nobody can tell.
    """

    abilities: PrinterAbilities

    def status(self) -> PrinterStatus: ...

    def feed_to_contact(self) -> None: ...

    def print(self, job: str, front: bytes, progress: Progress) -> None:
        """`front` is a PNG of 1016 × 648 pixels at 300 dpi; `job` the print job's id."""
        ...

    def eject(self) -> None: ...

    def reject(self, reason: str) -> None: ...

    def close(self) -> None: ...


# ── chip, paper, camera, people's answers ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ChipCard:
    """A social security card's public files EF05 and EF06 (LD/T 32.6)."""

    region: str
    card_number: str
    id_number: str
    name: str
    sex: str
    nation: str | None
    birth: date | None
    version: str
    issued: date | None
    valid_to: date | None
    identification: str = ""
    warnings: tuple[str, ...] = ()


class ChipReader(Protocol):
    """Reads a social security card's chip and lets its holder change the PIN."""

    def read(self) -> ChipCard: ...

    def change_pin(self, old: str, new: str) -> None:
        """Raises NotAcceptable(pin_wrong, tries_left=…) or NotAcceptable(pin_blocked)."""
        ...

    def close(self) -> None: ...


class PaperOutcome(StrEnum):
    """How a print job on paper ended; silence is unknown, never fine."""

    PRINTED = "printed"
    CANCELLED = "cancelled"
    PAPER_OUT = "paper_out"
    UNKNOWN = "unknown"


class DocumentPrinter(Protocol):
    """Prints a PDF on paper and tells the true end state."""

    def print_pdf(self, name: str, pdf: bytes, copies: int = 1) -> PaperOutcome: ...


@dataclass(frozen=True, slots=True)
class SlipText:
    """A paragraph on thermal paper: `align` left, center or right; `size` 1 to 4 times the usual height of 3 mm."""

    text: str
    align: str = "left"
    size: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SlipCode:
    """A code on thermal paper, in the middle: `kind` qr or code128 (with its text below)."""

    text: str
    kind: str = "qr"


class SlipPrinter(Protocol):
    """Prints tickets and receipts on thermal paper and cuts them off.

    UNKNOWN and PAPER_OUT mean that part of the slip may have come out. Raises DeviceTrouble(no_printer |
    printer_not_ready) when nothing was sent, NotAcceptable(glyph_missing) when a name cannot be drawn.
    """

    def print_slip(self, parts: Sequence[SlipText | SlipCode]) -> PaperOutcome: ...

    def close(self) -> None: ...


class Camera(Protocol):
    """A live picture: `frame` gives the newest one as BGR pixels (h, w, 3), uint8."""

    def frame(self) -> Any: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Stroke:
    """One pen-down to pen-up line: points of (x, y, pressure 0…1, milliseconds since the first).

    x and y are in one unit, so that a signature keeps its proportions.
    """

    points: tuple[tuple[float, float, float, int], ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as it was read: its text, and its kind where the scanner tells it (qr, code128, ean, pdf417 …)."""

    text: str
    symbology: str = ""


class Scanner(Protocol):
    """A barcode scanner on a port of its own."""

    def read(self, stop: Stop) -> Scan | None:
        """The next code; None when told to stop. Raises DeviceTrouble(device_fault | transport)."""
        ...

    def standing(self) -> None:
        """Nothing when it is there. Raises DeviceTrouble(device_fault | transport)."""
        ...

    def close(self) -> None: ...


class Evaluator(Protocol):
    """Asks the applicant how the service was: 5 very satisfied … 1 very dissatisfied."""

    def ask(self, ticket: str, within: float, stop: Stop) -> int | None:
        """The level pressed; None when nobody pressed within so many seconds or it was called off.

        Raises DeviceTrouble(device_fault | transport).
        """
        ...

    def standing(self) -> None:
        """Nothing when it is there; nobody is asked anything. Raises DeviceTrouble(device_fault | transport)."""
        ...

    def close(self) -> None: ...


# ── outside systems ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RegistryAnswer:
    """What transaction 1101 told of one person, in the shape the decision reads (`registry` of a walk-in)."""

    document: Mapping[str, Any]
    answered_in_ms: int = 0


class Registry(Protocol):
    """The insured roll. Raises OutsideSilent(registry_unavailable, error=…, attempts=…).

    The same `message_id` always gives the same answer, however often it is asked.
    """

    def ask(self, message_id: str, number: str, name: str) -> RegistryAnswer: ...


class CardService(Protocol):
    """The card register: which cards a person holds, and what may be done to them.

    `act` answers `00` done, `01` done before, or a text that refuses; raises OutsideSilent when it says nothing.
    """

    def cards(self, number: str) -> Sequence[Mapping[str, Any]]:
        """Oldest first, in the shape the decision reads (`cards` of a walk-in)."""
        ...

    def act(self, message_id: str, action: str, number: str, card: str) -> str: ...


@dataclass(frozen=True, slots=True)
class QueueNumber:
    """A number as an outside queue system tells it; `kind` and `state` as in `desk.records.queue`."""

    number: str
    kind: str
    state: str
    taken_at: datetime
    called_at: datetime | None = None
    calls: int = 0
    window: str | None = None
    service: str | None = None
    reason: str | None = None
    booked_for: str | None = None


@dataclass(frozen=True, slots=True)
class QueueStanding:
    """Who waits for a window, in the order in which they will be called, and whom the window has now."""

    waiting: tuple[QueueNumber, ...]
    here: tuple[QueueNumber, ...]


class QueueSystem(Protocol):
    """A hall's own queue machine. Raises OutsideSilent(queue_unavailable, error=…).

    The same `message_id` is done once and answered the same again, however often it is asked.
    """

    def standing(self, window: str) -> QueueStanding: ...

    def act(self, message_id: str, act: str, window: str, facts: Mapping[str, str]) -> QueueNumber | None:
        """`act` is take, call, recall, skip, back, transfer, done, pause or resume; the number it concerned, None where
        there is none. Raises Refused(no_such_ticket | not_waiting | not_at_this_window) as well."""
        ...
