"""Cases, the steps they took, and the papers still owed.

A case's key is its public number: 25 digits for an accepted case, `N` and digits for a notice. Personal text is sealed
(`holder`, `situation`, `decision`); the ID number is found by its keyed hash `id_key`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, String, func, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.records import days, journal
from desk.records.base import WITHOUT_ROWID, Base, CaseNumber, Code, Hall, Sealed, Who
from desk.rules.journey import check_step, ended

_OWES_A_CARD = text(
    "service IN ('first_issue', 'reissue', 'exchange') AND state IN "
    "('suspended', 'accepted', 'review', 'returned', 'approved', 'making', 'ready', 'mailed')"
)
"""`journey.UNDER_WAY` of a service that ends with a card: two windows cannot take on the same person's card."""


class Case(Base):
    """One walk-in's business; `desk.rules.journey` alone knows what may follow `state`."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_id_key", "hall", "id_key"),
        Index("ix_cases_day", "hall", "day", "state"),
        Index("ix_cases_state", "hall", "state", "day"),
        Index("ix_cases_moment", "hall", "moment"),
        Index(
            "uq_cases_under_way",
            "hall",
            "id_key",
            unique=True,
            # without `postgresql_where`, which would load that dialect in every desk: its migration says the same
            sqlite_where=_OWES_A_CARD,
        ),
    )

    hall: Mapped[Hall]
    number: Mapped[CaseNumber] = mapped_column(primary_key=True)
    moment: Mapped[int] = mapped_column(BigInteger)
    """Microseconds since 1970 when it was concluded: the order of lists and of the search."""
    day: Mapped[date]
    service: Mapped[Code]
    reason: Mapped[Code | None]
    state: Mapped[Code]
    id_key: Mapped[bytes | None] = mapped_column()
    holder: Mapped[Sealed]
    """Sealed JSON: name, id_number, sex, birth, cert_type."""
    category: Mapped[Code | None]
    traits: Mapped[list[str]] = mapped_column(JSON)
    channel: Mapped[Code] = mapped_column(default="window")
    counter: Mapped[str] = mapped_column(String(8))
    clerk: Mapped[Who]
    owner: Mapped[Who]
    """Who answers for the case now (首问负责); the accepting clerk until handed over."""
    policy: Mapped[Code]
    policy_version: Mapped[Code]
    accepted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    ticket: Mapped[str | None] = mapped_column(String(16))
    fee_due: Mapped[int] = mapped_column(default=0)
    fee_waived: Mapped[int] = mapped_column(default=0)
    waiver: Mapped[Code | None]
    delivery: Mapped[Code | None]
    review_by: Mapped[date | None]
    ready_by: Mapped[date | None]
    ready_at: Mapped[datetime | None]
    blank: Mapped[str | None] = mapped_column(String(24))
    """The blank that became this case's card."""
    card: Mapped[str | None] = mapped_column(String(9))
    message_id: Mapped[str | None] = mapped_column(String(40))
    """The registry's message id, kept for a retry that counts once."""
    linked: Mapped[str | None] = mapped_column(String(32))
    """Another case this one waits for or follows."""
    signed: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of what the applicant confirmed on the second screen."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Further facts without personal data."""
    # the long ones last: whoever reads only what is before them does not read the pages they spill onto
    situation: Mapped[Sealed]
    """Sealed JSON: the walk-in as it was decided."""
    decision: Mapped[Sealed]
    """Sealed JSON: the decision document at the conclusion."""


class Step(Base):
    """One change of a case's state; append-only."""

    __tablename__ = "steps"
    __table_args__ = (
        ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"]),
        Index("ix_steps_at", "hall", "at"),
        WITHOUT_ROWID,
    )

    hall: Mapped[Hall]
    case: Mapped[CaseNumber] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[Who]
    before: Mapped[Code]
    after: Mapped[Code]
    second: Mapped[Who | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """`window` says where; what else there is depends on the step."""
    sealed: Mapped[Sealed | None]
    """Sealed JSON for what is personal about the step, such as who collected the card."""


class Deferral(Base):
    """A paper the applicant still owes (容缺)."""

    __tablename__ = "deferrals"
    __table_args__ = (
        ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"]),
        Index("ix_deferrals_due", "hall", "cured_at", "due"),
        WITHOUT_ROWID,
    )

    hall: Mapped[Hall]
    case: Mapped[CaseNumber] = mapped_column(primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    due: Mapped[date]
    cured_at: Mapped[datetime | None]
    cured_by: Mapped[Who | None]


def move(
    session: Session,
    who: journal.Writer,
    case: Case,
    after: str,
    *,
    second: str | None = None,
    sealed: bytes | None = None,
    **facts: object,
) -> None:
    """Takes a case one step further, with its step and its journal entry; an end is stamped. Raises WrongStage.

    `sealed` is bound to ("steps.sealed", f"{case}/{seq}"), with the seq of `next_seq`.
    """
    check_step(case.state, after)
    before, case.state = case.state, after
    if ended(after):
        case.closed_at = who.now()
    add_step(session, who, case, before, after, second=second, sealed=sealed, **facts)


def add_step(
    session: Session,
    who: journal.Writer,
    case: Case,
    before: str,
    after: str,
    *,
    second: str | None = None,
    sealed: bytes | None = None,
    **facts: object,
) -> None:
    """Writes a step down; for a case's first step, where `before` is draft."""
    row = {
        "hall": case.hall,
        "case": case.number,
        "seq": next_seq(session, case),
        "at": days.moment(session, case.hall, who.now()),
        "by": who.operator.name,
        "before": before,
        "after": after,
        "second": second,
        "facts": {**facts, "window": who.station},
        "sealed": sealed,
    }
    session.execute(insert(Step.__table__), [row])  # type: ignore[arg-type]
    journal.write(session, who, "case", case.number, after, before=before, second=second, **facts)


def next_seq(session: Session, case: Case) -> int:
    """The number the next step of a case will have, from 1."""
    last = select(func.max(Step.seq)).where(Step.hall == case.hall, Step.case == case.number)
    return (session.scalar(last) or 0) + 1
