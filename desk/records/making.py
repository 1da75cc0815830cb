"""Print jobs and the cards that came of them.

A card job is written before the printer is told anything, and its outcome after; `desk.rules.card_life.PRINT_JOB` knows
its steps and a trigger refuses any other. One approved issue (`issue`, counted from 1 in a case) has at most one job
that may have made a card: the partial unique index says so below the program.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base, CaseNumber, Code, Hall, Key, Serial, Who

_MAY_HAVE_MADE_A_CARD = text("kind = 'card' AND state IN ('intent', 'sent', 'printed', 'unknown')")


class PrintJob(Base):
    """One attempt to put something on one blank or on paper."""

    __tablename__ = "print_jobs"
    __table_args__ = (
        Index(
            "uq_print_jobs_one_card",
            "hall",
            "case",
            "issue",
            unique=True,
            # without `postgresql_where`, which would load that dialect in every desk: its migration says the same
            sqlite_where=_MAY_HAVE_MADE_A_CARD,
        ),
        Index("ix_print_jobs_state", "hall", "state", "kind"),
        Index("ix_print_jobs_case", "hall", "case"),
        Index("ix_print_jobs_day", "hall", "day"),
        Index("ix_print_jobs_paper", "hall", "paper"),
    )

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    """card, receipt, notice, form, slip or report."""
    case: Mapped[str | None] = mapped_column(String(32))
    issue: Mapped[int | None]
    attempt: Mapped[int] = mapped_column(default=1)
    paper: Mapped[str | None] = mapped_column(String(64))
    blank: Mapped[str | None] = mapped_column(String(24))
    card: Mapped[str | None] = mapped_column(String(9))
    state: Mapped[Code]
    counter: Mapped[str] = mapped_column(String(8))
    printer: Mapped[str] = mapped_column(String(40), default="")
    day: Mapped[date]
    by: Mapped[Who]
    intent_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    at: Mapped[datetime]
    """When the present state began."""
    counter_before: Mapped[int | None]
    counter_after: Mapped[int | None]
    """The printer's life-time count around the job, where it has one."""
    reason: Mapped[str | None] = mapped_column(String(80))
    settled_by: Mapped[Who | None]
    settled_second: Mapped[Who | None]


class Card(Base):
    """A card made here, under its nine-character number."""

    __tablename__ = "cards"
    __table_args__ = (
        ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"]),
        Index("ix_cards_case", "hall", "case"),
    )

    hall: Mapped[Hall]
    number: Mapped[str] = mapped_column(String(9), primary_key=True)
    case: Mapped[CaseNumber]
    blank: Mapped[Serial | None]
    state: Mapped[Code]
    made_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    """When it was handed over."""
    valid_to: Mapped[date | None]
    """None where the policy sets no end."""
    place: Mapped[Code] = mapped_column(default="slot")
    """slot or vault while it waits."""
