"""Queue tickets and ratings. A ticket knows no name; a rating is shown to supervisors only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base, CaseNumber, Code, Hall


class Ticket(Base):
    """One number of the day's queue."""

    __tablename__ = "tickets"
    __table_args__ = (Index("ix_tickets_waiting", "hall", "day", "state", "rank"),)

    hall: Mapped[Hall]
    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(8), primary_key=True)
    kind: Mapped[Code]
    """ordinary, booked, priority; by_hand while an outside queue has told nothing of it."""
    service: Mapped[Code | None]
    reason: Mapped[Code | None]
    """Why it goes first, for a priority ticket."""
    booked_for: Mapped[str | None] = mapped_column(String(5))
    """HH:MM of an appointment."""
    state: Mapped[Code]
    """waiting, called, serving, parked, served, skipped, left: see `desk.services.queue_tickets`."""
    rank: Mapped[str] = mapped_column(String(40))
    """Sorts the waiting ones."""
    taken_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    calls: Mapped[int] = mapped_column(default=0)
    counter: Mapped[str | None] = mapped_column(String(8))
    operator: Mapped[str | None] = mapped_column(String(40))
    id_key: Mapped[bytes | None] = mapped_column()


class Rating(Base):
    """What the applicant said of one service (好差评): 5 very satisfied … 1 very dissatisfied; one a case."""

    __tablename__ = "ratings"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        Index("ix_ratings_day", "hall", "day"),
    )

    hall: Mapped[Hall]
    case: Mapped[CaseNumber] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    """2 is the one later rating (追评) that is allowed."""
    level: Mapped[int]
    day: Mapped[date]
    at: Mapped[datetime]
    source: Mapped[Code]
    counter: Mapped[str] = mapped_column(String(8))
    clerk: Mapped[str] = mapped_column(String(40))
