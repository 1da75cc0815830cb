"""The queue in figures, for a supervisor and for the day's report: counted from the tickets themselves."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select

from desk.records.queue import Ticket
from desk.services.counter import Counter
from desk.services.queue_outside import BY_HAND
from desk.services.queue_tickets import view


@dataclass(frozen=True, slots=True)
class Flow:
    """A day's waiting and serving times, in seconds, None without anybody."""

    taken: int
    waiting: int
    served: int
    skipped: int
    mean_wait: int | None
    longest_wait: int | None
    mean_service: int | None


def flow(counter: Counter, day: date) -> Flow:
    """A day's figures, from the tickets themselves."""
    with counter.store.reading() as session:
        rows = session.scalars(select(Ticket).where(Ticket.hall == counter.hall, Ticket.day == day))
        tickets = [view(row) for row in rows]
    now = counter.now()
    waits = [int(one.waited(now).total_seconds()) for one in tickets if one.called_at and one.kind != BY_HAND]
    served = [one.served(now) for one in tickets if one.state == "served"]
    serving = [int(time.total_seconds()) for time in served if time is not None]
    states = [one.state for one in tickets]
    return Flow(
        taken=len(tickets),
        waiting=states.count("waiting"),
        served=states.count("served"),
        skipped=states.count("skipped"),
        mean_wait=sum(waits) // len(waits) if waits else None,
        longest_wait=max(waits, default=None),
        mean_service=sum(serving) // len(serving) if serving else None,
    )


def waits(counter: Counter, day: date) -> dict[str, float]:
    """The median wait in minutes of those called in each half hour of a day, by its beginning (09:30)."""
    with counter.store.reading() as session:
        rows = session.scalars(select(Ticket).where(Ticket.hall == counter.hall, Ticket.day == day))
        tickets = [view(row) for row in rows]
    halves: dict[str, list[float]] = {}
    for one in tickets:
        if one.called_at is not None and one.kind != BY_HAND:
            half = f"{one.called_at.hour:02d}:{one.called_at.minute // 30 * 30:02d}"
            halves.setdefault(half, []).append(one.waited(one.called_at).total_seconds() / 60)
    return {half: median(minutes) for half, minutes in sorted(halves.items())}
