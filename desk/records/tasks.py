"""Things somebody has to do later: phone calls, reminders of cards not fetched, answers to bad ratings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base, Code, Hall, Key, Who


class Task(Base):
    """One thing to do; the same kind for the same subject and occasion exists once, however often a run is repeated."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("hall", "kind", "subject", "occasion"),
        Index("ix_tasks_open", "hall", "done_at", "due"),
    )

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    """call_applicant, uncollected, bad_rating, overdue, deferral …"""
    subject: Mapped[Key]
    """A case number, mostly."""
    occasion: Mapped[Code] = mapped_column(default="")
    """What makes it a new one: a limit reached, a day."""
    due: Mapped[date | None]
    owner: Mapped[str | None] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[Who | None]
