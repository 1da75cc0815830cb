"""The hall's queue: take a number, call, recall, skip, transfer, serve, pause.

    waiting ──> called ──> serving ──> served
       ^           ├──> skipped (comes back at the end of its kind)
       └───────────┘ transfer, come back

Invariants
1. A ticket knows no name. Priority comes first, then who is booked and due, then who came first.
2. Two windows never call the same ticket: the row is taken in the transaction that calls it.
3. Waiting ends with the first call, serving begins when the person is at the window; both are kept for the report.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import journal, numbers
from desk.records.queue import Ticket
from desk.services.counter import Counter

LETTERS = {"ordinary": "A", "booked": "B", "priority": "Y"}
PRIORITY_REASONS = ("elderly", "disabled", "pregnant", "special_group", "urgent", "small_child")
MOST_CALLS = 3
"""Calls before a ticket may be skipped without asking."""


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


def take(
    counter: Counter,
    kind: str = "ordinary",
    *,
    service: str | None = None,
    reason: str | None = None,
    booked_for: str | None = None,
    id_number: str | None = None,
) -> TicketView:
    """The next number of a kind. A person's own card gives back the number this person already holds.

    `booked_for` is HH:MM. Raises UsageError(unknown_code) for a kind that is none or a priority without its reason.
    """
    if kind not in LETTERS or (kind == "priority" and reason not in PRIORITY_REASONS):
        raise UsageError("unknown_code", field="kind", value=f"{kind} {reason or ''}".strip(), known=tuple(LETTERS))
    with counter.store.begin() as session:
        key = counter.store.sealer.find_key(id_number.strip().upper()) if id_number else None
        held = _held(session, counter, key) if key else None
        if held is not None:
            return view(held)
        now = counter.now()
        count = numbers.take(session, counter.hall, now.date(), f"ticket:{kind}")
        ticket = Ticket(
            hall=counter.hall,
            day=now.date(),
            number=f"{LETTERS[kind]}{count:03d}",
            kind=kind,
            service=service,
            reason=reason,
            booked_for=booked_for,
            state="waiting",
            rank=_rank(kind, booked_for, now),
            taken_at=now,
            id_key=key,
        )
        session.add(ticket)
        journal.write(session, counter, "ticket", ticket.number, "taken", kind=kind, reason=reason)
        session.flush()
        return view(ticket)


def waiting(counter: Counter) -> list[TicketView]:
    """Who waits, in the order they will be called at this hour."""
    with counter.store.reading() as session:
        return [view(ticket) for ticket in _waiting(session, counter)]


def call(counter: Counter) -> TicketView | None:
    """Calls the next one to this window; None when nobody waits. Ends what this window was serving."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        _end_serving(session, counter, "served")
        following = next(iter(_waiting(session, counter, lock=True)), None)
        return None if following is None else _call(session, counter, following)


def call_number(counter: Counter, number: str) -> TicketView:
    """Calls one ticket out of turn, such as a skipped one that came after all. Raises Refused(not_waiting)."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        ticket = _ticket(session, counter, number)
        if ticket.state not in ("waiting", "skipped"):
            raise Refused("not_waiting", ticket=number, state=ticket.state)
        _end_serving(session, counter, "served")
        return _call(session, counter, ticket)


def recall(counter: Counter, number: str) -> TicketView:
    """Calls again whoever was called and did not come."""
    with counter.store.begin() as session:
        ticket = _mine(session, counter, number, "called")
        ticket.calls += 1
        journal.write(session, counter, "ticket", number, "called", calls=ticket.calls)
        return view(ticket)


def skip(counter: Counter, number: str) -> TicketView:
    """Nobody came (过号). Raises Refused(called_too_seldom) before the ticket was called often enough."""
    with counter.store.begin() as session:
        ticket = _mine(session, counter, number, "called")
        if ticket.calls < MOST_CALLS:
            raise Refused("called_too_seldom", ticket=number, calls=ticket.calls, needed=MOST_CALLS)
        return _to(session, counter, ticket, "skipped")


def come_back(counter: Counter, number: str) -> TicketView:
    """A skipped person is here after all and goes to the end of their kind."""
    with counter.store.begin() as session:
        ticket = _ticket(session, counter, number)
        if ticket.state != "skipped":
            raise Refused("not_waiting", ticket=number, state=ticket.state)
        ticket.rank = _rank(ticket.kind, ticket.booked_for, counter.now())
        ticket.counter = ticket.operator = None
        return _to(session, counter, ticket, "waiting")


def transfer(counter: Counter, number: str, window: str) -> TicketView:
    """Sends a called or served ticket to another window, where it is called next."""
    with counter.store.begin() as session:
        ticket = _mine(session, counter, number, "called", "serving")
        ticket.rank, ticket.counter, ticket.operator = f"0 {ticket.taken_at.isoformat()}", window, None
        return _to(session, counter, ticket, "waiting")


def begin(counter: Counter, number: str) -> TicketView:
    """The person is at the window; beginning twice is harmless."""
    with counter.store.begin() as session:
        ticket = _mine(session, counter, number, "called", "serving")
        if ticket.state == "serving":
            return view(ticket)
        ticket.begun_at = ticket.begun_at or counter.now()
        return _to(session, counter, ticket, "serving")


def end(counter: Counter, number: str) -> TicketView:
    """The person is served; ending twice is harmless."""
    with counter.store.begin() as session:
        ticket = _ticket(session, counter, number)
        if ticket.state in ("called", "serving"):
            ticket.begun_at = ticket.begun_at or ticket.called_at
            ticket.ended_at = counter.now()
            _to(session, counter, ticket, "served")
        return view(ticket)


def pause(counter: Counter, why: str) -> None:
    """The window stops calling; who was called or served is done with."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        _end_serving(session, counter, "served")
        journal.write(session, counter, "window", counter.station, "paused", why=why)


def go_on(counter: Counter) -> None:
    """The window calls again."""
    with counter.store.begin() as session:
        journal.write(session, counter, "window", counter.station, "open")


def _rank(kind: str, booked_for: str | None, now: datetime) -> str:
    """Sorts tickets as text: 0 sent by another window, 1 priority, 2 everybody else by the time they count from.

    A booked person counts from the appointment, not from when the number was taken.
    """
    if kind == "priority":
        return f"1 {now.isoformat()}"
    if kind == "booked" and booked_for:
        hour, minute = (int(part) for part in booked_for.split(":"))
        return f"2 {now.replace(hour=hour, minute=minute, second=0, microsecond=0).isoformat()}"
    return f"2 {now.isoformat()}"


def _waiting(session: Session, counter: Counter, *, lock: bool = False) -> list[Ticket]:
    """Waiting tickets in order: those sent to this window, then the others nobody else was given.

    A booked ticket before its time stands behind those who count from before now.
    """
    today = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.state == "waiting")
    here = (*today, (Ticket.counter.is_(None)) | (Ticket.counter == counter.station))
    query = select(Ticket).where(*here).order_by(Ticket.rank, Ticket.number)
    if lock:
        query = query.limit(1).with_for_update(skip_locked=True)
    return list(session.scalars(query))


def _held(session: Session, counter: Counter, key: bytes) -> Ticket | None:
    mine = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.id_key == key)
    return session.scalar(select(Ticket).where(*mine, Ticket.state == "waiting"))


def _call(session: Session, counter: Counter, ticket: Ticket) -> TicketView:
    ticket.called_at = ticket.called_at or counter.now()
    ticket.calls += 1
    ticket.counter, ticket.operator = counter.station, counter.operator.name
    return _to(session, counter, ticket, "called")


def _end_serving(session: Session, counter: Counter, state: str) -> None:
    today = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.counter == counter.station)
    for ticket in session.scalars(select(Ticket).where(*today, Ticket.state == "serving")).all():
        ticket.ended_at = counter.now()
        _to(session, counter, ticket, state)


def _ticket(session: Session, counter: Counter, number: str) -> Ticket:
    ticket = session.get(Ticket, (counter.hall, counter.today(), number.strip().upper()))
    if ticket is None:
        raise UsageError("no_such_ticket", ticket=number)
    return ticket


def _mine(session: Session, counter: Counter, number: str, *states: str) -> Ticket:
    ticket = _ticket(session, counter, number)
    if ticket.state not in states or ticket.counter != counter.station:
        raise Refused("not_at_this_window", ticket=number, state=ticket.state, window=ticket.counter)
    return ticket


def _to(session: Session, counter: Counter, ticket: Ticket, state: str) -> TicketView:
    ticket.state = state
    journal.write(session, counter, "ticket", ticket.number, state, calls=ticket.calls)
    session.flush()
    return view(ticket)


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
