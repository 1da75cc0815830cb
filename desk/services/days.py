"""Whether a day is still open: nothing that a closed day counts may be added to it, and none is forgotten."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import hold
from desk.records.cases import Case
from desk.records.days import Day
from desk.records.money import Payment
from desk.records.stock import BlankMove
from desk.rules.card_life import BlankState
from desk.services.counter import Counter

USED = (BlankState.ISSUED, BlankState.SPOILED, BlankState.UNKNOWN)
LOOKED_BACK = 31
"""Working days without a close after which nobody is asked for an older one."""


def closed_by(counter: Counter) -> str | None:
    """Who closed today, while nobody opened it again; None while it is open."""
    with counter.store.reading() as session:
        return _closed_by(session, counter.hall, counter.today())


def left_open(counter: Counter) -> date | None:
    """The earliest day before today that nobody closed, or that was opened again and left so; back to the last that was
    closed. A day counts when a case was taken, money moved or a blank was used.
    """
    found, day = None, counter.today()
    with counter.store.reading() as session:
        for _ in range(LOOKED_BACK):
            before = _day_before(session, counter.hall, day)
            if before is None or _closed_by(session, counter.hall, before) is not None:
                break
            found = day = before
    return found


def require_open(session: Session, counter: Counter) -> None:
    """Raises Refused(day_closed, day=…, closed_by=…) when today was closed and not opened again."""
    hold.name(session, "day", counter.hall, counter.today().isoformat(), beside_others=True)
    closed = _closed_by(session, counter.hall, counter.today())
    if closed is not None:
        raise Refused("day_closed", day=counter.today().isoformat(), closed_by=closed)


def _closed_by(session: Session, hall: str, day: date) -> str | None:
    last = session.scalar(select(Day).where(Day.hall == hall, Day.day == day).order_by(Day.edition.desc()).limit(1))
    return last.closed_by if last is not None and last.reopened_at is None else None


def _day_before(session: Session, hall: str, day: date) -> date | None:
    used = BlankMove.after.in_(USED)
    latest = (
        session.scalar(select(func.max(Case.day)).where(Case.hall == hall, Case.day < day)),
        session.scalar(select(func.max(Payment.day)).where(Payment.hall == hall, Payment.day < day)),
        session.scalar(select(func.max(BlankMove.day)).where(BlankMove.hall == hall, BlankMove.day < day, used)),
    )
    return max((each for each in latest if each is not None), default=None)
