"""The applicant's rating (好差评): one a service, voluntary, five levels, never shown to the clerk it is about.

A bad one (the two lowest levels) is a task for a supervisor: a call within 1 working day, mended within 15, after which
the applicant may rate once more (追评). Practice 2.9.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from desk.errors import Refused, UsageError
from desk.records import days, journal
from desk.records.queue import Rating
from desk.rules.journey import CaseState
from desk.services import casebook, tasks
from desk.services.counter import Counter

LEVELS = {5: "very_satisfied", 4: "satisfied", 3: "fairly_satisfied", 2: "dissatisfied", 1: "very_dissatisfied"}
"""非常满意, 满意, 基本满意, 不满意, 非常不满意."""
BAD = frozenset({1, 2})
CALL_WITHIN, MEND_WITHIN = 1, 15
"""Working days after a bad rating."""
EDITIONS = 2


@dataclass(frozen=True, slots=True)
class RatingView:
    """One rating, for supervisors."""

    case: str
    edition: int
    level: int
    at: datetime
    clerk: str
    source: str


def keep(counter: Counter, number: str, level: int, *, source: str = "screen") -> None:
    """Takes a rating and closes the case; says nothing back, so that nobody at the counter learns it.

    The same level again is the same press. Raises UsageError(unknown_code), Refused(rated_already).
    """
    if level not in LEVELS:
        raise UsageError("unknown_code", field="level", value=level, known=tuple(LEVELS))
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        edition = _edition(session.scalars(_of(counter, case.number)).all(), level, source)
        if edition is None:
            return
        now = days.moment(session, counter.hall, counter.now())
        session.add(
            Rating(
                hall=counter.hall,
                case=case.number,
                edition=edition,
                level=level,
                day=now.date(),
                at=now,
                source=source,
                counter=counter.station,
                clerk=case.clerk,
            )
        )
        journal.write(session, counter, "rated", case.number, "kept", source=source, edition=edition)
        if level in BAD:
            today, promised = now.date(), counter.calendar.promised
            due, mend = promised(today, CALL_WITHIN), promised(today, MEND_WITHIN)
            tasks.open_task(
                session,
                counter,
                "bad_rating",
                case.number,
                occasion=str(edition),
                due=due,
                mend_by=mend.isoformat() if mend else None,
            )
        if case.state == CaseState.ACTIVE:
            casebook.move(session, counter, case, CaseState.CLOSED)


def shown(counter: Counter, number: str) -> list[RatingView]:
    """A case's ratings. Raises NotPermitted(role) for everybody but supervisors and auditors."""
    counter.require("supervisor", "auditor")
    with counter.store.begin() as session:
        journal.write(session, counter, "looked", number, "done", what="ratings")
        return [
            RatingView(row.case, row.edition, row.level, row.at, row.clerk, row.source)
            for row in session.scalars(_of(counter, number))
        ]


def counts(counter: Counter, day: date) -> dict[int, int]:
    """How often each level was given on a day, for supervisors."""
    counter.require("supervisor", "auditor")
    with counter.store.reading() as session:
        per_level = select(Rating.level, func.count().label("number")).where(
            Rating.hall == counter.hall, Rating.day == day
        )
        found = {row.level: row.number for row in session.execute(per_level.group_by(Rating.level))}
    return {level: found.get(level, 0) for level in LEVELS}


def _edition(before: Sequence[Rating], level: int, source: str) -> int | None:
    """Which rating this is; None for the same press again. The second needs a mended bad one before it."""
    if not before:
        return 1
    last = before[-1]
    if (last.level, last.source) == (level, source):
        return None
    if len(before) >= EDITIONS or last.level not in BAD:
        raise Refused("rated_already", case=last.case)
    return len(before) + 1


def _of(counter: Counter, number: str) -> Select[Rating]:
    mine = (Rating.hall == counter.hall, Rating.case == number)
    return select(Rating).where(*mine).order_by(Rating.edition)
