"""What the screens and papers are given of a case: plain frozen values, opened once and looked at freely."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desk.ports import Stroke


@dataclass(frozen=True, slots=True)
class FeeView:
    """Fen: what the service costs, what was waived and why, what came in less what went back."""

    due: int
    waived: int
    paid: int
    waiver: str | None

    @property
    def owed(self) -> int:
        """Still to pay."""
        return max(self.due - self.waived - self.paid, 0)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the case, oldest first in a view."""

    at: datetime
    by: str
    before: str
    after: str
    second: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One fee receipt; a refund is negative. `method` is how the money really went."""

    receipt: str
    amount: int
    method: str
    at: datetime
    by: str
    second: str | None
    booked: str = ""
    """The way it was booked, where that was put right to `method`."""
    put_right_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One question to a second person and, once it is there, the answer."""

    id: str
    what: str
    asked_by: str
    asked_at: datetime
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class JobLine:
    """One print attempt."""

    id: str
    kind: str
    state: str
    blank: str | None
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class CardLine:
    """The card that was made."""

    number: str
    state: str
    made_at: datetime
    issued_at: datetime | None
    valid_to: date | None
    """None for a card without an end."""
    place: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper that was made."""

    id: str
    kind: str
    number: str | None
    copies: int
    duplicate: bool
    made_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DebtLine:
    """A paper the applicant promised (容缺)."""

    code: str
    due: date
    cured_at: datetime | None
    cured_by: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """The promised days, None where the calendar does not reach or nothing is promised."""

    review_by: date | None
    ready_by: date | None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    number: str
    service: str
    reason: str | None
    state: str
    name: str
    id_number: str
    masked: str
    clerk: str
    counter_no: str
    concluded_at: datetime
    outcome: str
    owes: tuple[DebtLine, ...]
    ready_since: date | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with everything that belongs to it; `next` is the code of what it needs next, None when nothing."""

    number: str
    service: str
    reason: str | None
    state: str
    name: str
    id_number: str
    masked: str
    sex: str
    birth: date | None
    category: str | None
    traits: tuple[str, ...]
    channel: str
    clerk: str
    owner: str
    counter_no: str
    hall: str
    policy: str
    policy_version: str
    concluded_at: datetime
    accepted_at: datetime | None
    closed_at: datetime | None
    ready_since: date | None
    ticket: str | None
    linked: str | None
    decision: Mapping[str, Any]
    situation: Mapping[str, Any]
    fee: FeeView
    payments: tuple[PaymentLine, ...]
    approvals: tuple[ApprovalLine, ...]
    print_jobs: tuple[JobLine, ...]
    blank: str | None
    card: CardLine | None
    steps: tuple[StepLine, ...]
    papers: tuple[PaperLine, ...]
    owes: tuple[DebtLine, ...]
    photo: bytes | None
    signature: tuple[Stroke, ...] | None
    signed: str | None
    promise: Promise
    facts: Mapping[str, Any]
    next: str | None

    @property
    def outcome(self) -> str:
        """The outcome of the last decision."""
        return str(self.decision["outcome"])
