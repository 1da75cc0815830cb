"""The hall's windows as a supervisor sees them: who sits at each, what goes on there, since when, how long people take.

A window is one of today's when somebody sat down at it or it called a number. What goes on, the weightiest first:

    unsettled   nobody knows whether its last card was printed
    making      a card is being made
    trouble     a device failed there a moment ago, and nobody was called since
    away        its screen is locked, or its program was closed
    serving     a person is there: a ticket, or a visit begun without one
    called      a number was called, and nobody came yet
    paused      it calls nobody
    free        it waits for the next one
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.records.base import midnight
from desk.records.drafts import DraftRow
from desk.records.journal import Anchor
from desk.records.queue import Ticket
from desk.rules.card_life import JobState
from desk.services import device_faults, hall_board, issuing
from desk.services.counter import Counter
from desk.services.hall_board import Said

FRESH = timedelta(minutes=10)
"""A fault that lasts is noted again after so long (see `ui.fault_book`); an older one is over."""


@dataclass(frozen=True, slots=True)
class GoingOn:
    """What a window is at; `about` is the ticket, or the device that failed."""

    state: str
    since: datetime | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class WindowNow:
    """One window; `mean_service` is in seconds, None before anybody was served."""

    window: str
    operator: str
    now: GoingOn
    mean_service: int | None


def windows(counter: Counter) -> list[WindowNow]:
    """Today's windows by number."""
    with counter.store.reading() as session:
        today = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.counter.is_not(None))
        tickets = session.scalars(select(Ticket).where(*today).order_by(Ticket.called_at)).all()
        chains = session.scalars(select(Anchor.chain).where(Anchor.hall == counter.hall).distinct())
        known = sorted({*chains, *(str(one.counter) for one in tickets)})
        lines = [_line(session, counter, window, [one for one in tickets if one.counter == window]) for window in known]
    return [line for line in lines if line is not None]


def _line(session: Session, counter: Counter, window: str, tickets: Sequence[Ticket]) -> WindowNow | None:
    said = hall_board.said_today(session, counter, window)
    if not said and not tickets:
        return None
    operator = said[0].by if said else tickets[-1].operator or ""
    served = [one.ended_at - one.begun_at for one in tickets if one.state == "served" and one.begun_at and one.ended_at]
    return WindowNow(
        window,
        operator,
        next(_weightiest_first(session, counter, window, tickets, said)),
        round(mean(one.total_seconds() for one in served)) if served else None,
    )


def _weightiest_first(
    session: Session, counter: Counter, window: str, tickets: Sequence[Ticket], said: Sequence[Said]
) -> Iterator[GoingOn]:
    for job in issuing.unsettled_at(session, counter.hall, window):
        yield GoingOn("unsettled" if job.state == JobState.UNKNOWN else "making", job.at)
    last_call = max((one.called_at for one in tickets if one.called_at is not None), default=None)
    fault = device_faults.last(session, counter.hall, window, counter.now() - FRESH)
    if fault is not None and (last_call is None or last_call < fault[0]):
        yield GoingOn("trouble", *fault)
    presence = next((one for one in said if one.word in ("here", "away")), None)
    if presence is not None and presence.word == "away":
        yield GoingOn("away", presence.at)
    for ticket in tickets:
        if ticket.state == "serving":
            yield GoingOn("serving", ticket.begun_at, ticket.number)
    for begun in _visits(session, counter, window):
        yield GoingOn("serving", begun)
    for ticket in tickets:
        if ticket.state == "called":
            yield GoingOn("called", ticket.called_at, ticket.number)
    calling = next((one for one in said if one.word in ("open", "paused")), None)
    if calling is not None and calling.word == "paused":
        yield GoingOn("paused", calling.at)
    yield GoingOn("free")


def _visits(session: Session, counter: Counter, window: str) -> Sequence[datetime]:
    start = midnight(counter.today())
    lies_open = (DraftRow.hall == counter.hall, DraftRow.counter == window, DraftRow.aside.is_(False))
    latest = DraftRow.saved_at.desc()
    return session.scalars(
        select(DraftRow.opened_at).where(*lies_open, DraftRow.saved_at >= start).order_by(latest).limit(1)
    ).all()
