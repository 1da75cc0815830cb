"""Whether a day is still open, and from when to when it counts: nothing that a closed day says changes after its close.

DEFINITIONS

A day of business *ends* when it is closed, at the latest at its midnight, and *begins* where the last day of business
before it ended. A day is one of business when a case was taken, money moved or a blank was used, or when it was closed.

INVARIANTS

 1. Money and blanks move on a day that is open, and on no day before one that is closed.
 2. What may be done after the close (a rating, an activation, a late answer) counts into the day that ends next.
 3. What a closed day counted no other closed day counts, also when one of them is opened and closed again.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import hold
from desk.records.base import midnight
from desk.records.cases import Case
from desk.records.days import Day
from desk.records.money import Payment
from desk.records.stock import BlankMove
from desk.rules.card_life import BlankState
from desk.services.counter import Counter

USED = (BlankState.ISSUED, BlankState.SPOILED, BlankState.UNKNOWN)
LOOKED_BACK = 31
"""Working days without a close after which nobody is asked for an older one."""
_SHORTEST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a day counts; `until` is the first moment that is no longer its own."""

    begin: datetime
    until: datetime

    def document(self) -> dict[str, str]:
        """For the day's report."""
        return {"from": self.begin.isoformat(), "until": self.until.isoformat()}


def closed_by(counter: Counter) -> str | None:
    """Who closed today, or a day to come, while nobody opened it again; None while today is open."""
    with counter.store.reading() as session:
        closed = _shut(session, counter)
        return closed.closed_by if closed is not None else None


def left_open(counter: Counter) -> date | None:
    """The earliest day before today that nobody closed, or that was opened again and left so; back to the last that was
    closed. A day counts when a case was taken, money moved or a blank was used.
    """
    found, day = None, counter.today()
    with counter.store.reading() as session:
        for _ in range(LOOKED_BACK):
            before = _day_before(session, counter.hall, day)
            if before is None or standing(session, counter.hall, before) is not None:
                break
            found = day = before
    return found


def require_open(session: Session, counter: Counter) -> None:
    """Raises Refused(day_closed, day=…, closed_by=…) when today was closed and not opened again.

    So was today for a clock that went back behind a day that is closed.
    """
    hold.day(session, counter.hall, counter.today())
    closed = _shut(session, counter)
    if closed is not None:
        raise Refused("day_closed", day=closed.day.isoformat(), closed_by=closed.closed_by)


def closed_ahead(counter: Counter) -> date | None:
    """A closed day that has not come yet: somebody closed it while the computer's clock was ahead; None is usual."""
    with counter.store.reading() as session:
        shut = _shut(session, counter)
        return shut.day if shut is not None and shut.day > counter.today() else None


def is_open(session: Session, counter: Counter) -> bool:
    """Whether money and blanks may still move today; a look, which holds nothing."""
    return _shut(session, counter) is None


def standing(session: Session, hall: str, day: date) -> Day | None:
    """The edition of a day that holds; None for a day that is open."""
    return session.scalar(select(Day).where(Day.hall == hall, Day.day == day, Day.reopened_at.is_(None)))


def span(session: Session, hall: str, day: date) -> Span:
    """From when to when a day counts; of a closed one what was settled at its close."""
    closed = standing(session, hall, day)
    if closed is not None:
        return _settled(closed)
    closed_ones = select(Day).where(Day.hall == hall, Day.reopened_at.is_(None))
    before = session.scalar(closed_ones.where(Day.day < day).order_by(Day.day.desc()).limit(1))
    after = session.scalar(closed_ones.where(Day.day > day).order_by(Day.day).limit(1))
    used = _day_before(session, hall, day)
    begin = midnight(day)
    if before is not None and (used is None or used <= before.day):
        begin = _settled(before).until
    elif used is not None:
        begin = midnight(used + timedelta(1))
    until = midnight(day + timedelta(1))
    return Span(begin, max(begin, min(until, _settled(after).begin)) if after is not None else until)


def closing_moment(session: Session, hall: str, day: date, now: datetime) -> datetime:
    """When a day is closed: now, and after each earlier edition, whatever a clock that was set back says.

    So a day that was opened and is closed again counts all that it counted before, and that it was opened.
    """
    before = session.scalar(select(func.max(Day.closed_at)).where(Day.hall == hall, Day.day == day))
    return now if before is None else max(now, before + _SHORTEST)


def span_closed_at(session: Session, hall: str, day: date, at: datetime) -> Span:
    """What a day that is closed at a moment will have counted: all that was written down until then."""
    still_open = span(session, hall, day)
    return Span(still_open.begin, max(still_open.begin, min(still_open.until, at + _SHORTEST)))


def _shut(session: Session, counter: Counter) -> Day | None:
    """What stands against booking anything today: today's own close, or that of a later day."""
    from_today = (Day.hall == counter.hall, Day.day >= counter.today(), Day.reopened_at.is_(None))
    return session.scalar(select(Day).where(*from_today).order_by(Day.day.desc()).limit(1))


def _settled(closed: Day) -> Span:
    """As its report says; a report from before reports said so counted from midnight."""
    told = closed.report.get("counted")
    if told is not None:
        return Span(datetime.fromisoformat(told["from"]), datetime.fromisoformat(told["until"]))
    ends = midnight(closed.day + timedelta(1))
    return Span(midnight(closed.day), min(ends, closed.closed_at + _SHORTEST))


def _day_before(session: Session, hall: str, day: date) -> date | None:
    used = BlankMove.after.in_(USED)
    latest = (
        session.scalar(select(func.max(Case.day)).where(Case.hall == hall, Case.day < day)),
        session.scalar(select(func.max(Payment.day)).where(Payment.hall == hall, Payment.day < day)),
        session.scalar(select(func.max(BlankMove.day)).where(BlankMove.hall == hall, BlankMove.day < day, used)),
    )
    return max((each for each in latest if each is not None), default=None)
