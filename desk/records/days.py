"""Closed days. A re-opened day gets another edition; the earlier one stays."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.records import hold
from desk.records.base import Base, Hall, Reason, Sealed, Who


class Day(Base):
    """A day as it was closed, with its figures and their digest."""

    __tablename__ = "days"

    hall: Mapped[Hall]
    day: Mapped[date] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_at: Mapped[datetime]
    closed_by: Mapped[Who]
    second: Mapped[Who | None]
    """The supervisor who let a variance pass."""
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    cash_counted: Mapped[int]
    cash_expected: Mapped[int]
    explanation: Mapped[Reason | None]
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[Who | None]
    reopened_second: Mapped[Who | None]
    cases: Mapped[Sealed | None]
    """Sealed JSON: the list of the day's cases as they stood when it was closed."""


def moment(session: Session, hall: str, now: datetime) -> datetime:
    """When something that a day counts is written down; nobody closes that day before the transaction ends.

    It is now, and on a day that was closed already after its close, whatever a clock that was set back says: so that
    everything counts into one day.
    """
    hold.day(session, hall, now.date())
    standing = (Day.hall == hall, Day.day == now.date(), Day.reopened_at.is_(None))
    closed_at = session.scalar(select(Day.closed_at).where(*standing))
    return now if closed_at is None else max(now, closed_at + timedelta(microseconds=1))
