"""Whether a day is still open: nothing that a closed day counts may be added to it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import hold
from desk.records.days import Day
from desk.services.counter import Counter


def closed_by(counter: Counter) -> str | None:
    """Who closed today, while nobody opened it again; None while it is open."""
    with counter.store.reading() as session:
        return _closed_by(session, counter)


def require_open(session: Session, counter: Counter) -> None:
    """Raises Refused(day_closed, day=…, closed_by=…) when today was closed and not opened again."""
    hold.name(session, "day", counter.hall, counter.today().isoformat(), beside_others=True)
    closed = _closed_by(session, counter)
    if closed is not None:
        raise Refused("day_closed", day=counter.today().isoformat(), closed_by=closed)


def _closed_by(session: Session, counter: Counter) -> str | None:
    last = session.scalar(
        select(Day).where(Day.hall == counter.hall, Day.day == counter.today()).order_by(Day.edition.desc()).limit(1)
    )
    return last.closed_by if last is not None and last.reopened_at is None else None
