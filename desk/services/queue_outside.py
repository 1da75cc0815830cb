"""The queue when it is kept by a machine of the hall: the machine is asked, and its answer is written down here.

    intent (journal: asked, with its message id) ──> the machine ──> outcome (the ticket's row, journal: answered)
                                                        └── silent: the intent stays open

Invariants
1. An intent that got no answer is asked again under its own message id: a number called into a lost answer is the one
   that the next press brings, not one more.
2. What happened at the window is never undone by the machine's silence. A number that was served or called by hand
   while it said nothing still stands in its list afterwards: it is then told as done, and nobody calls it again.
3. A number the machine says is at this window, and of which nothing is known here (its answer came to a desk that had
   just crashed), is taken over as called.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import OutsideSilent, Refused
from desk.ports import QueueNumber, QueueStanding
from desk.records import journal
from desk.records.journal import JournalEntry
from desk.records.queue import Ticket
from desk.services.counter import Counter
from desk.services.queue_tickets import (
    TicketView,
    call_here,
    end_all_here,
    find,
    mine,
    rank,
    ticket_of,
    to,
    view,
)

BY_HAND = "by_hand"
"""The kind of a number of which the machine has told nothing yet."""
IN_HAND = ("called", "serving", "parked", "served")
"""States in which a person has been dealt with here, though the machine lets them wait."""
OVER_HERE = {"served": "done", "skipped": "skip"}
"""How a number ended that the machine still thinks is at this window, and how it is told."""
MOST_STALE = 50
"""Numbers in a row that the machine calls although they were served by hand: more is a machine gone wrong."""

Taken = Callable[[Session, QueueNumber | None], TicketView | None]


def take(counter: Counter, kind: str, *, person: bytes | None, **about: str | None) -> TicketView:
    """A new number from the machine; the same person gets the number they hold, as far as the machine keeps to it."""
    facts = {"kind": kind, **{name: value for name, value in about.items() if value}}
    if person is not None:
        facts["person"] = person.hex()[:32]
    return _known(_ask(counter, "take", facts, lambda session, told: _mirrored(session, counter, told)))


def waiting(counter: Counter) -> list[TicketView]:
    """Whom the machine would call to this window, in its order. Raises OutsideSilent(queue_unavailable)."""
    assert counter.queue is not None
    standing = counter.queue.standing(counter.station)
    with counter.store.reading() as session:
        news, late = _compared(session, counter, standing)
    if news:
        with counter.store.begin() as session:
            for one in standing.waiting:
                _take_over(session, counter, one, here=False)
            for one in standing.here:
                _take_over(session, counter, one, here=True)
    for act, number in late:
        _tell_late(counter, act, number)
    with counter.store.reading() as session:
        rows = _rows(session, counter, standing.waiting)
        return [view(rows[one.number]) for one in standing.waiting if rows[one.number].state == "waiting"]


def call(counter: Counter) -> TicketView | None:
    """The machine's next number for this window; one that was served by hand meanwhile is told as done, and passed."""
    for _ in range(MOST_STALE):
        stale: list[str] = []

        def called(session: Session, told: QueueNumber | None, stale: list[str] = stale) -> TicketView | None:
            before = find(session, counter, told.number) if told is not None else None
            if before is not None and _is_over(counter, before):
                stale.append(before.number)
                return view(before)
            return _called(session, counter, told)

        ticket = _ask(counter, "call", {}, called)
        if not stale:
            return ticket
        tell_done(counter, stale[0])
    return None


def call_number(counter: Counter, number: str) -> TicketView:
    """Raises Refused(not_waiting), UsageError(no_such_ticket) as the machine says."""
    facts = {"number": number.strip().upper()}
    return _known(_ask(counter, "call", facts, lambda session, told: _called(session, counter, told)))


def recall(counter: Counter, number: str) -> TicketView:
    """Calls again whoever was called and did not come."""

    def recalled(session: Session, _told: QueueNumber | None) -> TicketView:
        ticket = mine(session, counter, number, "called")
        ticket.calls += 1
        return to(session, counter, ticket, "called")

    return _known(_ask(counter, "recall", {"number": number}, recalled))


def skip(counter: Counter, number: str) -> TicketView:
    """Nobody came."""
    return _moved(counter, "skip", number, "skipped")


def come_back(counter: Counter, number: str) -> TicketView:
    """A skipped person is here after all."""
    return _moved(counter, "back", number, "waiting")


def transfer(counter: Counter, number: str, window: str) -> TicketView:
    """Sends a number on to another window."""
    return _moved(counter, "transfer", number, "waiting", window)


def tell(counter: Counter, act: str) -> None:
    """Says what concerns the window only: pause, resume."""
    _ask(counter, act, {}, lambda _session, _told: None)


def tell_done(counter: Counter, number: str) -> None:
    """Says that a number is served."""
    _tell_late(counter, "done", number)


def _tell_late(counter: Counter, act: str, number: str) -> None:
    """What happened here already; the machine may have forgotten the number, or given it to somebody else meanwhile."""
    try:
        _ask(counter, act, {"number": number}, lambda _session, _told: None)
    except Refused:
        return


# ── one question ──


def _ask(counter: Counter, act: str, facts: dict[str, str], taken: Taken) -> TicketView | None:
    """Intent, question, outcome; `taken` writes the answer down. Raises OutsideSilent, Refused as the machine says."""
    assert counter.queue is not None
    subject = f"{counter.station} {act}"
    with counter.store.begin() as session:
        message = _open_message(session, counter, subject, facts)
        if message is None:
            message = counter.new_key()
            shown = {name: facts[name] for name in ("number", "to", "kind") if name in facts}
            journal.write(
                session, counter, "queue", subject, "asked", message=message, question=_digest(facts), **shown
            )
    try:
        told = counter.queue.act(message, act, counter.station, facts)
    except Refused as refusal:
        with counter.store.begin() as session:
            journal.write(session, counter, "queue", subject, "refused", message=message, why=refusal.kind)
        raise
    with counter.store.begin() as session:
        journal.write(session, counter, "queue", subject, "answered", message=message)
        return taken(session, told)


def _open_message(session: Session, counter: Counter, subject: str, facts: dict[str, str]) -> str | None:
    """The message id of the same question, when its last asking today was never answered."""
    same = (JournalEntry.hall == counter.hall, JournalEntry.subject == subject, JournalEntry.chain == counter.station)
    last = session.execute(
        select(JournalEntry.result, JournalEntry.facts, JournalEntry.at)
        .where(*same, JournalEntry.what == "queue")
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    ).first()
    if last is None or last.result != "asked" or last.at.date() != counter.today():
        return None
    asked: dict[str, Any] = json.loads(last.facts)
    return str(asked["message"]) if asked["question"] == _digest(facts) else None


def _digest(facts: dict[str, str]) -> str:
    """Tells one question from another without keeping who took a number."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _moved(counter: Counter, act: str, number: str, state: str, window: str | None = None) -> TicketView:
    """An act on a number that is known here, and the state it is in afterwards."""

    def taken(session: Session, _told: QueueNumber | None) -> TicketView:
        ticket = ticket_of(session, counter, number)
        if state == "waiting":
            ticket.counter, ticket.operator = window, None
        return to(session, counter, ticket, state)

    facts = {"number": number, **({"to": window} if window else {})}
    return _known(_ask(counter, act, facts, taken))


def _known(ticket: TicketView | None) -> TicketView:
    """The number an answer is about; an answer without one is no answer to this question."""
    if ticket is None:
        raise OutsideSilent("queue_unavailable", error="bad_answer", attempts=1, setting="links.queue")
    return ticket


# ── what the machine told, and the rows here ──


def _called(session: Session, counter: Counter, told: QueueNumber | None) -> TicketView | None:
    if told is None:
        end_all_here(session, counter)
        return None
    ticket = _row(session, counter, told)
    ticket.called_at = told.called_at
    ticket.calls = max(told.calls, 1) - 1
    return call_here(session, counter, ticket)


def _mirrored(session: Session, counter: Counter, told: QueueNumber | None) -> TicketView | None:
    return None if told is None else view(_row(session, counter, told))


def _row(session: Session, counter: Counter, told: QueueNumber) -> Ticket:
    """The row of a number, made or filled with what only the machine knows."""
    ticket = find(session, counter, told.number)
    if ticket is None:
        ticket = Ticket(
            hall=counter.hall, day=counter.today(), number=told.number, kind=BY_HAND, state="waiting", calls=0
        )
        session.add(ticket)
    if ticket.kind == BY_HAND:
        ticket.kind, ticket.service, ticket.reason = told.kind, told.service, told.reason
        ticket.booked_for, ticket.taken_at = told.booked_for, told.taken_at
        ticket.rank = rank(told.kind, told.booked_for, told.taken_at)
    session.flush()
    return ticket


def _take_over(session: Session, counter: Counter, told: QueueNumber, *, here: bool) -> None:
    ticket = _row(session, counter, told)
    if here and ticket.state in ("waiting", "left"):
        ticket.called_at = told.called_at or counter.now()
        ticket.calls, ticket.counter, ticket.operator = max(told.calls, 1), counter.station, counter.operator.name
        to(session, counter, ticket, "called")
    elif not here and ticket.state in ("skipped", "left"):
        to(session, counter, ticket, "waiting")


def _compared(session: Session, counter: Counter, standing: QueueStanding) -> tuple[bool, list[tuple[str, str]]]:
    """Whether the machine told anything new, and what it has to be told: (act, number)."""
    rows = _rows(session, counter, (*standing.waiting, *standing.here))
    fresh = any(
        one.number not in rows or rows[one.number].kind == BY_HAND for one in (*standing.waiting, *standing.here)
    )
    states = {number: row.state for number, row in rows.items()}
    moved = any(states.get(one.number) in ("skipped", "left") for one in standing.waiting)
    arrived = any(states.get(one.number) in ("waiting", "left") for one in standing.here)
    late = [("done", one.number) for one in standing.waiting if states.get(one.number) in IN_HAND]
    over = [(OVER_HERE[state], one.number) for one in standing.here if (state := states.get(one.number)) in OVER_HERE]
    return fresh or moved or arrived, late + over


def _rows(session: Session, counter: Counter, told: Iterable[QueueNumber]) -> dict[str, Ticket]:
    today = (Ticket.hall == counter.hall, Ticket.day == counter.today())
    numbers = [one.number for one in told]
    return {row.number: row for row in session.scalars(select(Ticket).where(*today, Ticket.number.in_(numbers)))}


def _is_over(counter: Counter, ticket: Ticket) -> bool:
    """Whether this person was dealt with by hand before the machine called them."""
    elsewhere = ticket.state == "called" and ticket.counter != counter.station
    return ticket.state in ("serving", "parked", "served") or elsewhere
