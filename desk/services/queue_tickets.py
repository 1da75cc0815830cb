"""Queue numbers as rows: what the hall's own queue and an outside one do to them alike.

    waiting ──call──> called ──begin──> serving ──end──> served
       ^               │ │ └───end (an answer was all that was wanted)──^
       │               │ └──skip, or the next one is called──> skipped ──> comes back, or is called by its number
       └──transfer─────┘      serving ──park──> parked ──begin, or called by its number──> …

A parked person was sent for a paper and keeps the number: the time away is taken out of the time at the window.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import hold, journal
from desk.records.queue import Ticket
from desk.services.counter import Counter

AT_THE_WINDOW = ("called", "serving")


@dataclass(frozen=True, slots=True)
class TicketView:
    """One number of the day."""

    number: str
    kind: str
    service: str | None
    reason: str | None
    booked_for: str | None
    state: str
    taken_at: datetime
    called_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    calls: int
    counter: str | None

    def waited(self, now: datetime) -> timedelta:
        """How long from taking the number to the first call, or until now."""
        return (self.called_at or now) - self.taken_at

    def served(self, now: datetime) -> timedelta | None:
        """How long at the window, None before it began."""
        return None if self.begun_at is None else (self.ended_at or now) - self.begun_at


def view(ticket: Ticket) -> TicketView:
    """A ticket as screens show it."""
    return TicketView(
        number=ticket.number,
        kind=ticket.kind,
        service=ticket.service,
        reason=ticket.reason,
        booked_for=ticket.booked_for,
        state=ticket.state,
        taken_at=ticket.taken_at,
        called_at=ticket.called_at,
        begun_at=ticket.begun_at,
        ended_at=ticket.ended_at,
        calls=ticket.calls or 0,
        counter=ticket.counter,
    )


def rank(kind: str, booked_for: str | None, now: datetime) -> str:
    """Sorts tickets as text: 0 sent by another window, 1 priority, 2 everybody else by the time they count from.

    A booked person counts from the appointment, not from when the number was taken.
    """
    if kind == "priority":
        return f"1 {now.isoformat()}"
    if kind == "booked" and booked_for:
        hour, minute = (int(part) for part in booked_for.split(":"))
        return f"2 {now.replace(hour=hour, minute=minute, second=0, microsecond=0).isoformat()}"
    return f"2 {now.isoformat()}"


def waiting_here(session: Session, counter: Counter, *, lock: bool = False) -> list[Ticket]:
    """Waiting tickets in order: those sent to this window, then the others nobody else was given.

    A booked ticket before its time stands behind those who count from before now.
    """
    today = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.state == "waiting")
    here = (*today, (Ticket.counter.is_(None)) | (Ticket.counter == counter.station))
    query = select(Ticket).where(*here).order_by(Ticket.rank, Ticket.number)
    if lock:
        query = query.limit(1).with_for_update(skip_locked=True)
    return list(session.scalars(query))


def at_this_window(session: Session, counter: Counter) -> list[Ticket]:
    """Who was called or is served here, the latest first."""
    today = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.counter == counter.station)
    mine = select(Ticket).where(*today, Ticket.state.in_(AT_THE_WINDOW)).order_by(Ticket.called_at.desc())
    return list(session.scalars(mine))


def find(session: Session, counter: Counter, number: str) -> Ticket | None:
    """Today's ticket of that number."""
    return hold.row(session, Ticket, (counter.hall, counter.today(), number.strip().upper()))


def ticket_of(session: Session, counter: Counter, number: str) -> Ticket:
    """Raises UsageError(no_such_ticket)."""
    ticket = find(session, counter, number)
    if ticket is None:
        raise UsageError("no_such_ticket", ticket=number)
    return ticket


def mine(session: Session, counter: Counter, number: str, *states: str) -> Ticket:
    """A ticket in one of these states at this window. Raises Refused(not_at_this_window) or as `ticket_of`."""
    ticket = ticket_of(session, counter, number)
    if ticket.state not in states or ticket.counter != counter.station:
        raise Refused("not_at_this_window", thing="ticket", ticket=number, state=ticket.state, window=ticket.counter)
    return ticket


def call_here(session: Session, counter: Counter, ticket: Ticket) -> TicketView:
    """This window calls it; whoever it had before is done with."""
    end_all_here(session, counter, but=ticket.number)
    ticket.called_at = ticket.called_at or counter.now()
    ticket.calls += 1
    ticket.counter, ticket.operator = counter.station, counter.operator.name
    return to(session, counter, ticket, "called")


def end_all_here(session: Session, counter: Counter, *, but: str = "") -> None:
    """Who was served here is served; who was called and never came is passed over, and may come back."""
    for ticket in at_this_window(session, counter):
        if ticket.number == but:
            continue
        if ticket.state == "serving":
            ticket.ended_at = counter.now()
        to(session, counter, ticket, "served" if ticket.state == "serving" else "skipped")


def give_back(session: Session, counter: Counter, most_calls: int) -> None:
    """Who was called here less than `most_calls` times goes to the head of the queue."""
    for ticket in at_this_window(session, counter):
        if ticket.state == "called" and ticket.calls < most_calls:
            ticket.rank, ticket.counter, ticket.operator = f"0 {ticket.taken_at.isoformat()}", None, None
            to(session, counter, ticket, "waiting")


def begin_at(session: Session, counter: Counter, ticket: Ticket) -> TicketView:
    """The person is at this window, for the first time or back from where they were sent."""
    if ticket.state == "serving" and ticket.counter == counter.station:
        return view(ticket)
    now = counter.now()
    if ticket.begun_at is not None and ticket.ended_at is not None:
        ticket.begun_at += now - ticket.ended_at
        ticket.ended_at = None
    ticket.begun_at = ticket.begun_at or now
    ticket.counter, ticket.operator = counter.station, counter.operator.name
    return to(session, counter, ticket, "serving")


def to(session: Session, counter: Counter, ticket: Ticket, state: str) -> TicketView:
    """Moves it, journalled in the same transaction."""
    ticket.state = state
    journal.write(session, counter, "ticket", ticket.number, state, calls=ticket.calls)
    session.flush()
    return view(ticket)
