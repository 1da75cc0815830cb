"""超期未领: cards that lie here longer than the pack's reminder term; whose, where, and how often they were told.

M-070, M-090f. Telling is a task that ends with what came of it, so a call made from this list and one made from 待办
are counted together. A phone number is shown whole for the call alone, and the journal says so.
"""

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import journal
from desk.records.base import midnight
from desk.records.cases import Case
from desk.records.making import Card
from desk.records.tasks import Task
from desk.rules.identity import mask
from desk.rules.journey import CaseState
from desk.services import casebook, listing, tasks
from desk.services.counter import Counter
from desk.services.situation import phone_of
from desk.services.views import CaseLine

REMIND = "uncollected"
"""The task of telling somebody that their card lies here."""


@dataclass(frozen=True, slots=True)
class UncollectedCard:
    """One card: since when it lies where (slot or vault), the masked phone of its holder, calls that reached somebody
    and calls that did not."""

    line: CaseLine
    since: date
    place: str
    phone: str
    told: int
    missed: int


def uncollected_cards(counter: Counter) -> list[UncollectedCard]:
    """The list, the longest waiting first; for supervisors and auditors."""
    counter.require("supervisor", "auditor")
    with counter.store.begin() as session:
        lying = lying_long(session, counter)
        journal.write(session, counter, "listed", "cases", "done", found=len(lying), what="uncollected")
        numbers = list(lying)
        its_card = and_(Card.hall == Case.hall, Card.number == Case.card)
        here = select(Case, Card.place).outerjoin(Card, its_card).where(Case.hall == counter.hall)
        found = {case.number: (case, place) for case, place in session.execute(here.where(Case.number.in_(numbers)))}
        calls = _calls(session, counter, numbers)
        return [
            UncollectedCard(
                line=line,
                since=lying[line.number],
                place=found[line.number][1] or "",
                phone=mask(phone_of(casebook.situation_of(counter, found[line.number][0])), 3),
                told=calls[line.number, "solved"],
                missed=calls[line.number, "not_reached"],
            )
            for line in listing.lines_of(session, counter, numbers)
        ]


def how_many_uncollected(counter: Counter) -> int:
    """How many cards lie so long; nobody is shown."""
    counter.require("supervisor", "auditor")
    with counter.store.reading() as session:
        return len(lying_long(session, counter))


def phone_to_call(counter: Counter, number: str) -> str:
    """The holder's whole phone number, empty where nobody knows one. Raises UsageError(no_such_case)."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        journal.write(session, counter, "revealed", case.number, "done", what="phone", why=REMIND)
        return phone_of(casebook.situation_of(counter, case))


def called(counter: Counter, number: str, *, reached: bool) -> None:
    """Somebody was called about a card that lies here; a reminder that is open is done with it.

    Raises Refused(not_ready) for a card that was fetched meanwhile, UsageError(no_such_case).
    """
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.state != CaseState.READY:
            raise Refused("not_ready", number=number, state=case.state)
        about = (Task.hall == counter.hall, Task.kind == REMIND, Task.subject == number, Task.done_at.is_(None))
        if session.scalar(select(Task.id).where(*about)) is None:
            occasion = f"call {counter.now():%Y%m%d %H%M%S}"
            tasks.open_task(session, counter, REMIND, number, occasion=occasion, due=counter.today())
            session.flush()
        for task in session.scalars(select(Task).where(*about)):
            tasks.end(session, counter, task, "solved" if reached else "not_reached")


def lying_long(session: Session, counter: Counter) -> dict[str, date]:
    """Cases whose card lies longer than the reminder term, each with the day since when; the longest first."""
    term = counter.policy.collection.uncollected.remind_days
    young = midnight(counter.today() - timedelta(term - 1))
    wanted = (Case.hall == counter.hall, Case.state == CaseState.READY, Case.ready_at < young)
    rows = session.execute(select(Case.number, Case.ready_at).where(*wanted).order_by(Case.ready_at, Case.number))
    return {number: ready_at.date() for number, ready_at in rows if ready_at is not None}


def _calls(session: Session, counter: Counter, numbers: list[str]) -> Tally[tuple[str, str]]:
    """How often the holder of each card was told, by what came of it."""
    ended = (Task.hall == counter.hall, Task.kind == REMIND, Task.subject.in_(numbers), Task.done_at.is_not(None))
    return Tally(
        (row.subject, row.facts.get("how", ""))
        for row in session.execute(select(Task.subject, Task.facts).where(*ended))
    )
