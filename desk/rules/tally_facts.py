"""What the tables tell of a day, one fact a row: the terms that `tally` adds up. Amounts are integer fen."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StepFact:
    """One step a case took that day."""

    case: str
    service: str
    by: str
    after: str
    half_hour: str
    """08:30: when it happened, rounded down."""
    window: str = ""


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case taken on that day: its fee in fen and whether it owes a paper."""

    number: str
    service: str
    by: str
    due: int
    waived: int
    deferred: bool
    window: str = ""


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """One payment of that day in fen; a refund is negative."""

    receipt: str
    service: str
    amount: int
    method: str
    by: str
    window: str = ""


@dataclass(frozen=True, slots=True)
class MoveFact:
    """So many blanks went from one state to another on one day; `before` is empty for a delivery."""

    day: date
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class SerialFact:
    """One blank went from one state to another that day; in the order it happened."""

    serial: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FaultFact:
    """A device failed at a window that day: which, and the kind of its error."""

    window: str
    device: str
    kind: str


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """A second person's answer of that day."""

    what: str
    decision: str


@dataclass(frozen=True, slots=True)
class TicketFact:
    """One queue number: seconds it waited, and was served (None while it is)."""

    waited: int | None
    served: int | None
    state: str
    taken: bool = True
    """Whether it was taken that day, and not left over from the one before."""
