"""Whether a day is still open: nothing that a closed day counts may be added to it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import hold
from desk.records.days import Day
from desk.services.counter import Counter


def require_open(session: Session, counter: Counter) -> None:
    """Raises Refused(day_closed, day=…, closed_by=…) when today was closed and not opened again."""
    hold.name(session, "day", counter.hall, counter.today().isoformat(), beside_others=True)
    closed = session.scalar(
        select(Day).where(Day.hall == counter.hall, Day.day == counter.today()).order_by(Day.edition.desc()).limit(1)
    )
    if closed is not None and closed.reopened_at is None:
        raise Refused("day_closed", day=counter.today().isoformat(), closed_by=closed.closed_by)
