"""Things somebody has to do later: call an applicant, remind of a card, answer a bad rating.

The same kind for the same subject and occasion exists once: a run that is repeated adds nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import UsageError
from desk.records import hold, journal
from desk.records.tasks import Task
from desk.services.counter import Counter

FOR_SUPERVISORS = frozenset({"bad_rating", "vault"})


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing to do; `subject` is a case number, mostly."""

    id: str
    kind: str
    subject: str
    due: date | None
    owner: str | None
    facts: Mapping[str, Any]
    created_at: datetime


def open_task(
    session: Session,
    counter: Counter,
    kind: str,
    subject: str,
    *,
    occasion: str = "",
    due: date | None = None,
    owner: str | None = None,
    **facts: Any,
) -> bool:
    """Adds a task unless it is there already, done or not; tells whether it is new."""
    same = (Task.hall == counter.hall, Task.kind == kind, Task.subject == subject, Task.occasion == occasion)
    if session.scalar(select(Task.id).where(*same)) is not None:
        return False
    session.add(
        Task(
            hall=counter.hall,
            id=counter.new_key(),
            kind=kind,
            subject=subject,
            occasion=occasion,
            due=due,
            owner=owner,
            facts=facts,
            created_at=counter.now(),
        )
    )
    journal.write(session, counter, "task", subject, "opened", kind=kind, occasion=occasion)
    return True


def without(session: Session, counter: Counter, kind: str, occasions: Mapping[str, str]) -> list[str]:
    """Of these subjects, each with its occasion, those for which there is no such task, done or not."""
    same = (Task.hall == counter.hall, Task.kind == kind, Task.subject.in_(occasions))
    known = {(row.subject, row.occasion) for row in session.execute(select(Task.subject, Task.occasion).where(*same))}
    return [subject for subject, occasion in occasions.items() if (subject, occasion) not in known]


def to_do(counter: Counter, *kinds: str) -> list[TaskLine]:
    """Open tasks, the most urgent first; those for supervisors are shown to supervisors only."""
    with counter.store.reading() as session:
        open_ones = select(Task).where(Task.hall == counter.hall, Task.done_at.is_(None))
        if kinds:
            open_ones = open_ones.where(Task.kind.in_(kinds))
        if counter.operator.role != "supervisor":
            open_ones = open_ones.where(Task.kind.not_in(FOR_SUPERVISORS))
        rows = session.scalars(open_ones.order_by(Task.due.nulls_last(), Task.created_at, Task.id))
        return [TaskLine(row.id, row.kind, row.subject, row.due, row.owner, row.facts, row.created_at) for row in rows]


def done(counter: Counter, task: str, how: str) -> None:
    """Ends a task; `how` says what came of it (reached, not_reached, solved). Ending it twice is harmless."""
    with counter.store.begin() as session:
        row = hold.row(session, Task, (counter.hall, task))
        if row is None:
            raise UsageError("no_such_task", task=task)
        counter.require(*(("supervisor",) if row.kind in FOR_SUPERVISORS else ("clerk", "supervisor")))
        if row.done_at is None:
            end(session, counter, row, how)


def end(session: Session, counter: Counter, task: Task, how: str) -> None:
    """`done` inside a transaction of the caller, of a task that is open."""
    task.done_at, task.done_by, task.facts = counter.now(), counter.operator.name, {**task.facts, "how": how}
    journal.write(session, counter, "task", task.subject, "done", kind=task.kind, how=how)
