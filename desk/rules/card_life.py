"""The life of a blank, of a print job and of a card: three tables, each the only place that knows its steps.

DEFINITIONS

A *blank* is one piece of plastic with a serial number, from the box to the holder or to the shredder. A *print job* is
one attempt to put something on one blank or on paper. A *card* is what the card service knows under a card number.

INVARIANTS

 1. A blank is in exactly one state; opening + received − issued − spoiled − unknown − returned = in_stock + reserved.
 2. A blank is reserved before a printer may touch it, and one blank belongs to at most one unsettled print job.
 3. A job is written down (`intent`) before it is sent, and its outcome after; in between nobody knows how it
    ended, and only a person who looked may settle `unknown`.
 4. `spoiled` and `returned` are ends for a blank: such plastic never becomes a card again.
 5. A card that was reported lost for good (`formal_loss`) only ever becomes void.
 6. A card never lapses into being usable except from `temporary_loss`.

DRAWING

    blank     in_stock ──> reserved ──> issued            card    inactive ──> active <──> temporary_loss
                  │            ├──────> spoiled                        │          │              │
                  v            └──────> unknown ──> (settled)          └──────────┴─> formal_loss┴─> void
               returned

    job       intent ──> sent ──> printed | spoiled | unknown | cancelled

Sources: M-024, M-027, M-028, and the practice of halls with blanks as counted vouchers (空白卡管理, 废卡管理).
"""

from enum import StrEnum

from desk.rules.road import Road


class BlankState(StrEnum):
    """Where one piece of plastic is."""

    IN_STOCK = "in_stock"
    RESERVED = "reserved"
    ISSUED = "issued"
    SPOILED = "spoiled"
    UNKNOWN = "unknown"
    RETURNED = "returned"


class JobState(StrEnum):
    """How far one print attempt is."""

    INTENT = "intent"
    SENT = "sent"
    PRINTED = "printed"
    SPOILED = "spoiled"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class CardState(StrEnum):
    """What the card service says of a card; `expired` is read off the calendar."""

    INACTIVE = "inactive"
    ACTIVE = "active"
    TEMPORARY_LOSS = "temporary_loss"
    FORMAL_LOSS = "formal_loss"
    EXPIRED = "expired"
    VOID = "void"


_B, _J, _C = BlankState, JobState, CardState

BLANK: Road[BlankState] = Road(
    "blank",
    BlankState,
    [
        (_B.IN_STOCK, _B.RESERVED, "reserve for a case"),
        (_B.IN_STOCK, _B.SPOILED, "found damaged"),
        (_B.IN_STOCK, _B.RETURNED, "give back to the store"),
        (_B.RESERVED, _B.ISSUED, "good card"),
        (_B.RESERVED, _B.SPOILED, "jam, misprint, wrong data"),
        (_B.RESERVED, _B.UNKNOWN, "nobody knows what came out"),
        (_B.RESERVED, _B.IN_STOCK, "never touched, give it up"),
        (_B.UNKNOWN, _B.ISSUED, "looked: good card"),
        (_B.UNKNOWN, _B.SPOILED, "looked: ruined or gone"),
        (_B.UNKNOWN, _B.IN_STOCK, "looked: untouched"),
        (_B.ISSUED, _B.SPOILED, "card face wrong at the hand-over"),
    ],
)

PRINT_JOB: Road[JobState] = Road(
    "print_job",
    JobState,
    [
        (_J.INTENT, _J.SENT, "send"),
        (_J.INTENT, _J.CANCELLED, "printer not ready, nothing consumed"),
        (_J.INTENT, _J.SPOILED, "ruined on the way to the print head"),
        (_J.INTENT, _J.UNKNOWN, "desk stopped between writing and sending"),
        (_J.SENT, _J.PRINTED, "came out"),
        (_J.SENT, _J.SPOILED, "ruined"),
        (_J.SENT, _J.UNKNOWN, "no answer"),
        (_J.SENT, _J.CANCELLED, "given up before anything was consumed"),
        (_J.UNKNOWN, _J.PRINTED, "looked: it came out"),
        (_J.UNKNOWN, _J.SPOILED, "looked: ruined or gone"),
        (_J.UNKNOWN, _J.CANCELLED, "looked: nothing consumed"),
        (_J.PRINTED, _J.SPOILED, "found wrong before the hand-over"),
    ],
)

CARD: Road[CardState] = Road(
    "card",
    CardState,
    [
        (_C.INACTIVE, _C.ACTIVE, "enable"),
        (_C.INACTIVE, _C.TEMPORARY_LOSS, "temporary loss report"),
        (_C.INACTIVE, _C.FORMAL_LOSS, "formal loss report"),
        (_C.INACTIVE, _C.EXPIRED, "past its last day"),
        (_C.INACTIVE, _C.VOID, "replaced or cancelled"),
        (_C.ACTIVE, _C.TEMPORARY_LOSS, "temporary loss report"),
        (_C.ACTIVE, _C.FORMAL_LOSS, "formal loss report"),
        (_C.ACTIVE, _C.EXPIRED, "past its last day"),
        (_C.ACTIVE, _C.VOID, "replaced or cancelled"),
        (_C.TEMPORARY_LOSS, _C.ACTIVE, "lifted or lapsed"),
        (_C.TEMPORARY_LOSS, _C.FORMAL_LOSS, "formal loss report"),
        (_C.TEMPORARY_LOSS, _C.EXPIRED, "past its last day"),
        (_C.TEMPORARY_LOSS, _C.VOID, "cancelled"),
        (_C.FORMAL_LOSS, _C.VOID, "replaced or cancelled"),
        (_C.EXPIRED, _C.VOID, "replaced or cancelled"),
    ],
)

UNSETTLED = frozenset({_J.INTENT, _J.SENT, _J.UNKNOWN})
"""Print jobs in these states keep a day from being closed."""
