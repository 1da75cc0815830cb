"""What hangs in the hall for everybody to read: who is called to which window, who is paused, how long it will take.

Tickets and windows only, never a name. A window is paused when its clerk said so, or while its screen is locked;
locking changes nothing for the person who sits there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.records import journal
from desk.records.base import midnight
from desk.records.journal import JournalEntry
from desk.records.queue import Ticket
from desk.services.counter import Counter

SHUT = {"open": "paused", "here": "away"}
"""What a window is, and what it is instead while it calls nobody: said by the clerk, and by the lock."""
LAST_WORDS = 24
"""How far back a window's words are read: further than anybody pauses between two locks."""
LEAST_SERVED = 3
"""Fewer people served today say nothing about how long one takes."""


@dataclass(frozen=True, slots=True)
class Call:
    """A ticket called to a window; `calls` grows with each time it is called again."""

    ticket: str
    window: str
    calls: int
    since: datetime


@dataclass(frozen=True, slots=True)
class WindowLine:
    """A window of today: the ticket it calls or serves, if any."""

    window: str
    ticket: str | None
    paused: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A window's word: open or paused, here or away; when, and who sat there."""

    word: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Board:
    """The hall at one moment; `minutes` is how long the last one waiting will wait, None where nobody can say."""

    calls: tuple[Call, ...]
    windows: tuple[WindowLine, ...]
    waiting: int
    minutes: int | None


def board(counter: Counter) -> Board:
    """Calls, newest first; the windows that called somebody today, by number; how many wait."""
    with counter.store.reading() as session:
        today = (Ticket.hall == counter.hall, Ticket.day == counter.today())
        tickets = session.scalars(select(Ticket).where(*today).order_by(Ticket.called_at)).all()
        windows = sorted({one.counter for one in tickets if one.counter is not None})
        shut = {window for window in windows if _is_shut(said_today(session, counter, window))}
    here = [one for state in ("serving", "called") for one in tickets if one.state == state]
    held = {one.counter: one.number for one in here}
    waiting = sum(one.state == "waiting" for one in tickets)
    return Board(
        tuple(
            Call(one.number, one.counter, one.calls, one.called_at)
            for one in reversed(here)
            if one.state == "called" and one.counter is not None and one.called_at is not None
        ),
        tuple(WindowLine(window, held.get(window), window in shut) for window in windows),
        waiting,
        _minutes(tickets, waiting, len(windows) - len(shut)),
    )


def is_paused(counter: Counter) -> bool:
    """Whether this window's clerk said that it calls nobody; a lock is no pause."""
    with counter.store.reading() as session:
        return _last_of(said_today(session, counter, counter.station), "open", "paused") == "paused"


def step_away(counter: Counter) -> None:
    """The window's screen is locked, or its program ends: it calls nobody meanwhile."""
    with counter.store.begin() as session:
        journal.write(session, counter, "window", counter.station, "away")


def come_to(counter: Counter) -> None:
    """Somebody sits at the window again."""
    with counter.store.begin() as session:
        journal.write(session, counter, "window", counter.station, "here")


def said_today(session: Session, counter: Counter, window: str) -> list[Said]:
    """What was said at a window today, the last word first."""
    start = midnight(counter.today())
    here = (JournalEntry.hall == counter.hall, JournalEntry.subject == window, JournalEntry.chain == window)
    rows = session.execute(
        select(JournalEntry.result, JournalEntry.at, JournalEntry.by)
        .where(*here, JournalEntry.what == "window")
        .order_by(JournalEntry.seq.desc())
        .limit(LAST_WORDS)
    )
    return [Said(*row) for row in rows if row.at >= start]


def _is_shut(said: Sequence[Said]) -> bool:
    return any(_last_of(said, *pair) == pair[1] for pair in SHUT.items())


def _last_of(said: Sequence[Said], *pair: str) -> str | None:
    return next((one.word for one in said if one.word in pair), None)


def _minutes(tickets: Sequence[Ticket], waiting: int, windows: int) -> int | None:
    served = [
        (one.ended_at - one.begun_at).total_seconds() / 60
        for one in tickets
        if one.state == "served" and one.ended_at is not None and one.begun_at is not None
    ]
    if not waiting or not windows or len(served) < LEAST_SERVED:
        return None
    return max(1, round(sum(served) / len(served) * waiting / windows))
