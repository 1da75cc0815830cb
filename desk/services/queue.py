"""The hall's queue: take a number, call, recall, skip, transfer, serve, park, pause.

Invariants
1. A ticket knows no name. Priority comes first, then who is booked and due, then who came first.
2. Two windows never call the same ticket: the row is taken in the transaction that calls it.
3. Waiting ends with the first call, serving begins when the person is at the window; both are kept for the report.
4. Nobody is lost: whoever was called and did not come is skipped, and a skipped or parked one can be called again.

Where the hall has a queue machine of its own (`counter.queue`), the same functions ask it (`queue_outside`), and the
rows here are what it answered. What happens at the window itself (begin, park, end, a number called by hand) is written
here without asking anybody; the machine is told with the next question.
"""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import journal, numbers
from desk.records.queue import Ticket
from desk.services import queue_outside as outside
from desk.services.counter import Counter
from desk.services.hall_board import said_today
from desk.services.queue_tickets import (
    TicketView,
    at_this_window,
    begin_at,
    call_here,
    end_all_here,
    find,
    give_back,
    mine,
    rank,
    ticket_of,
    to,
    view,
    waiting_here,
)

LETTERS = {"ordinary": "A", "booked": "B", "priority": "Y"}
PRIORITY_REASONS = ("elderly", "disabled", "pregnant", "special_group", "urgent", "small_child")
MOST_CALLS = 3
"""Calls before a ticket may be skipped without asking."""
LONGEST_NUMBER = 8
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d", re.ASCII)


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

    `booked_for` is HH:MM. Raises UsageError(unknown_code) for a kind or a time that is none, or a priority without a
    reason.
    """
    if kind not in LETTERS or (kind == "priority" and reason not in PRIORITY_REASONS):
        raise UsageError("unknown_code", field="kind", value=f"{kind} {reason or ''}".strip(), known=tuple(LETTERS))
    if booked_for is not None:
        booked_for = booked_for.strip().replace("：", ":")
        if not _CLOCK_TIME.fullmatch(booked_for):
            raise UsageError("unknown_code", field="booked_for", value=booked_for, known=("HH:MM",))
    key = counter.store.sealer.find_key(id_number.strip().upper()) if id_number else None
    if counter.queue is not None:
        return outside.take(counter, kind, service=service, reason=reason, booked_for=booked_for, person=key)
    with counter.store.begin() as session:
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
            rank=rank(kind, booked_for, now),
            taken_at=now,
            id_key=key,
        )
        session.add(ticket)
        journal.write(session, counter, "ticket", ticket.number, "taken", kind=kind, reason=reason)
        session.flush()
        return view(ticket)


def waiting(counter: Counter) -> list[TicketView]:
    """Who waits, in the order they will be called at this hour. Raises OutsideSilent(queue_unavailable)."""
    return outside.waiting(counter) if counter.queue is not None else last_known(counter)


def last_known(counter: Counter) -> list[TicketView]:
    """Who waits as far as the store knows: all there is to go by while an outside queue says nothing."""
    with counter.store.reading() as session:
        return [view(ticket) for ticket in waiting_here(session, counter)]


def away(counter: Counter) -> list[TicketView]:
    """Who may be called again: passed over, or sent for a paper; the latest call first."""
    with counter.store.reading() as session:
        today = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.state.in_(("skipped", "parked")))
        return [
            view(ticket) for ticket in session.scalars(select(Ticket).where(*today).order_by(Ticket.called_at.desc()))
        ]


def at_window(counter: Counter) -> TicketView | None:
    """Who was called or is served here."""
    with counter.store.reading() as session:
        return next((view(ticket) for ticket in at_this_window(session, counter)), None)


def call(counter: Counter) -> TicketView | None:
    """Calls the next one to this window; None when nobody waits. Ends what this window was serving."""
    counter.require("clerk", "supervisor")
    if counter.queue is not None:
        return outside.call(counter)
    with counter.store.begin() as session:
        following = next(iter(waiting_here(session, counter, lock=True)), None)
        if following is None:
            end_all_here(session, counter)
            return None
        return call_here(session, counter, following)


def call_number(counter: Counter, number: str) -> TicketView:
    """Calls one ticket out of turn: a skipped one that came after all, a parked one whose turn it is again.

    Raises Refused(not_waiting), UsageError(no_such_ticket).
    """
    counter.require("clerk", "supervisor")
    if counter.queue is not None:
        return outside.call_number(counter, number)
    with counter.store.begin() as session:
        ticket = ticket_of(session, counter, number)
        if ticket.state not in ("waiting", "skipped", "parked"):
            raise Refused("not_waiting", thing="ticket", ticket=number, state=ticket.state)
        return call_here(session, counter, ticket)


def by_hand(counter: Counter, number: str) -> TicketView:
    """The clerk called this number aloud, because the outside queue says nothing; the machine is told afterwards.

    Raises Refused(not_waiting) for one that another window has, UsageError(no_such_ticket) for what is no number.
    """
    counter.require("clerk", "supervisor")
    wanted = number.strip().upper()
    if not wanted.isalnum() or len(wanted) > LONGEST_NUMBER:
        raise UsageError("no_such_ticket", ticket=number)
    with counter.store.begin() as session:
        ticket = find(session, counter, wanted)
        if ticket is None:
            now = counter.now()
            ticket = Ticket(
                hall=counter.hall,
                day=now.date(),
                number=wanted,
                kind=outside.BY_HAND,
                state="waiting",
                rank=rank("ordinary", None, now),
                taken_at=now,
                calls=0,
            )
            session.add(ticket)
        elif ticket.state in ("called", "serving") and ticket.counter != counter.station:
            raise Refused("not_waiting", thing="ticket", ticket=number, state=ticket.state)
        return call_here(session, counter, ticket)


def recall(counter: Counter, number: str) -> TicketView:
    """Calls again whoever was called and did not come."""
    counter.require("clerk", "supervisor")
    if counter.queue is not None:
        return outside.recall(counter, number)
    with counter.store.begin() as session:
        ticket = mine(session, counter, number, "called")
        ticket.calls += 1
        journal.write(session, counter, "ticket", number, "called", calls=ticket.calls)
        return view(ticket)


def skip(counter: Counter, number: str) -> TicketView:
    """Nobody came (过号). Raises Refused(called_too_seldom) before the ticket was called often enough."""
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        calls = mine(session, counter, number, "called").calls
    if calls < MOST_CALLS:
        raise Refused("called_too_seldom", ticket=number, calls=calls, needed=MOST_CALLS)
    if counter.queue is not None:
        return outside.skip(counter, number)
    with counter.store.begin() as session:
        return to(session, counter, mine(session, counter, number, "called"), "skipped")


def come_back(counter: Counter, number: str) -> TicketView:
    """A skipped person is here after all and goes to the end of their kind."""
    counter.require("clerk", "supervisor")
    if counter.queue is not None:
        return outside.come_back(counter, number)
    with counter.store.begin() as session:
        ticket = ticket_of(session, counter, number)
        if ticket.state != "skipped":
            raise Refused("not_waiting", thing="ticket", ticket=number, state=ticket.state)
        ticket.rank = rank(ticket.kind, ticket.booked_for, counter.now())
        ticket.counter = ticket.operator = None
        return to(session, counter, ticket, "waiting")


def transfer(counter: Counter, number: str, window: str) -> TicketView:
    """Sends a called or served ticket to another window, where it is called next.

    Raises UsageError(no_such_window) for one where nobody sat today: nobody would ever call it there.
    """
    counter.require("clerk", "supervisor")
    if counter.queue is not None:
        return outside.transfer(counter, number, window)
    with counter.store.begin() as session:
        if window != counter.station and not said_today(session, counter, window):
            raise UsageError("no_such_window", window=window)
        ticket = mine(session, counter, number, "called", "serving")
        ticket.rank, ticket.counter, ticket.operator = f"0 {ticket.taken_at.isoformat()}", window, None
        return to(session, counter, ticket, "waiting")


def begin(counter: Counter, number: str) -> TicketView:
    """The person is at the window, called or back with the paper they were sent for; beginning twice is harmless."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        ticket = ticket_of(session, counter, number)
        if ticket.state != "parked":
            ticket = mine(session, counter, number, "called", "serving")
        return begin_at(session, counter, ticket)


def park(counter: Counter, number: str) -> TicketView:
    """The case is set aside; its number is kept for when the person comes back. Parking twice is harmless."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        ticket = ticket_of(session, counter, number)
        if ticket.state == "serving" and ticket.counter == counter.station:
            ticket.ended_at = counter.now()
            to(session, counter, ticket, "parked")
        return view(ticket)


def end(counter: Counter, number: str) -> TicketView:
    """The person is served, or an answer was all they wanted; ending twice is harmless."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        ticket = ticket_of(session, counter, number)
        if ticket.state in ("called", "serving") and ticket.counter == counter.station:
            ticket.begun_at = ticket.begun_at or ticket.called_at
            ticket.ended_at = counter.now()
            to(session, counter, ticket, "served")
        return view(ticket)


def pause(counter: Counter, why: str) -> None:
    """The window stops calling: who was served is done with, who is still on the way is the next one anywhere."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        give_back(session, counter, MOST_CALLS)
        end_all_here(session, counter)
        journal.write(session, counter, "window", counter.station, "paused", why=why)
    if counter.queue is not None:
        outside.tell(counter, "pause")


def go_on(counter: Counter) -> None:
    """The window calls again."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        journal.write(session, counter, "window", counter.station, "open")
    if counter.queue is not None:
        outside.tell(counter, "resume")


def _held(session: Session, counter: Counter, key: bytes) -> Ticket | None:
    held = (Ticket.hall == counter.hall, Ticket.day == counter.today(), Ticket.id_key == key)
    return session.scalar(select(Ticket).where(*held, Ticket.state == "waiting"))
