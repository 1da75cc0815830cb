"""One walk-in as the rules see it: codes are known, dates are dates, what was not said has its usual value.

`reading.read_walk_in` makes it from what was handed in; nothing else does. Named tuples, because thousands are made.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple


class Applicant(NamedTuple):
    """The insured person, as told and typed."""

    present: bool | None
    name: str | None
    id_number: str | None
    declared: str | None
    household_region: str | None
    on_school_list: bool
    broken_promise: bool
    priority: bool
    can_sign: bool
    fingerprint: bool


class Identity(NamedTuple):
    """The holder's own document on the desk; no `valid_to` means long term."""

    document: str
    read: str
    name: str | None
    number: str | None
    address: str | None
    valid_to: date | None
    birth: date | None
    sex: str | None


class Mandate(NamedTuple):
    """An authorisation in writing (授权委托书)."""

    scope: frozenset[str]
    valid_from: date | None
    valid_to: date | None
    signed: bool


class Helper(NamedTuple):
    """Who comes for the holder: a guardian or an agent."""

    name: str | None
    number: str | None
    document: str
    valid_to: date | None
    relation: str | None
    mandate: Mandate | None


class Loss(NamedTuple):
    """A report of loss as the card register has it."""

    kind: str
    on: date | None


class HeldCard(NamedTuple):
    """A card as the card register has it."""

    number: str | None
    status: str
    issued: date | None
    expires: date | None
    region: str | None
    loss: Loss | None


class Brought(NamedTuple):
    """A paper that lies on the desk; `pages` None means complete."""

    code: str
    form: str
    valid_to: date | None
    pages: frozenset[str] | None
    level: int | None
    bank: str | None


class Registry(NamedTuple):
    """What transaction 1101 told; `error` when it told nothing."""

    error: str | None
    base: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    flags: Sequence[Mapping[str, Any]]
    survival: str | None
    frozen: bool
    frozen_reason: str | None
    pension_enrolled: bool


class Promised(NamedTuple):
    """A paper that was promised when a case was accepted."""

    code: str
    due: date | None
    cured: bool


class HeldCase(NamedTuple):
    """The case that there is already."""

    number: str | None
    id_number: str | None
    service: str | None
    state: str
    promised: str | None
    ready_since: date | None
    deferred: Sequence[Promised]
    paid: int
    printed: bool
    temporary_card: bool


class WalkIn(NamedTuple):
    """One walk-in, read."""

    now: datetime
    hall_region: str | None
    scanner: bool
    camera: bool
    channel: str
    service: str
    reason: str | None
    applicant: Applicant
    identity: Identity | None
    guardian: Helper | None
    agent: Helper | None
    registry: Registry
    cards: Sequence[HeldCard]
    materials: Sequence[Brought]
    photo: Mapping[str, Any] | None
    base_tier: int | None
    delivery: str | None
    mail: Mapping[str, Any]
    temporary_card: bool
    blanks: int
    printer_ready: bool
    loss_kind: str
    case: HeldCase | None
    enquiry: Mapping[str, Any]
    batch: Mapping[str, Any] | None
    card_service: Mapping[str, Any]
    operator: Mapping[str, Any]
    day: Mapping[str, Any]

    @property
    def today(self) -> date:
        return self.now.date()
