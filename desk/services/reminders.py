"""The daily run: cards nobody fetched, papers that never came, promises that passed. Running it again adds nothing.

M-070 and M-090f: a reminder at 30 natural days, the vault at 90 (the pack's numbers); practice 2.2: an overdue promise
ends the case by itself; 2.6: what is late is on the supervisor's list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import hold, journal
from desk.records.cases import Case, Deferral
from desk.records.making import Card
from desk.rules.journey import UNDER_WAY, CaseState
from desk.services import accounts, casebook, promises, tasks, uncollected
from desk.services.counter import Counter, Credential


@dataclass(frozen=True, slots=True)
class DailyRun:
    """What one run found: case numbers. `reminded`, `to_vault` and `late` are new since the run before."""

    day: date
    uncollected: tuple[str, ...]
    reminded: tuple[str, ...]
    to_vault: tuple[str, ...]
    lapsed: tuple[str, ...]
    late: tuple[str, ...]


def daily(counter: Counter) -> DailyRun:
    """One run; each finding becomes a task once."""
    with counter.store.begin() as session:
        hold.name(session, "daily", counter.hall)
        terms, today = counter.policy.collection.uncollected, counter.today()
        lying = uncollected.lying_long(session, counter)
        to_vault = {number: day for number, day in lying.items() if (today - day).days >= terms.vault_days}
        to_remind = {number: f"{terms.remind_days} {day}" for number, day in lying.items() if number not in to_vault}
        to_move = {number: f"{terms.vault_days} {day}" for number, day in to_vault.items()}
        found = DailyRun(
            day=today,
            uncollected=tuple(lying),
            reminded=_opened(session, counter, uncollected.REMIND, to_remind),
            to_vault=_opened(session, counter, "vault", to_move),
            lapsed=_lapse(session, counter),
            late=_late(session, counter),
        )
        new = len(found.reminded) + len(found.to_vault) + len(found.lapsed) + len(found.late)
        journal.write(session, counter, "daily_run", today.isoformat(), "done", new=new)
        return found


def to_vault(counter: Counter, number: str, second: Credential) -> None:
    """The card goes from its slot to the vault, with two signatures.

    Raises Refused(not_ready) for a case whose card does not lie here, NotPermitted.
    """
    counter.require("clerk", "supervisor")
    other = accounts.second_person(counter, second, "vault", "supervisor", "clerk")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.state != CaseState.READY:
            raise Refused("not_ready", number=number, state=case.state)
        card = session.get_one(Card, (counter.hall, case.card))
        if card.place != "vault":
            card.place = "vault"
            journal.write(session, counter, "vault", case.number, "stored", second=other.name, card=card.number)


def _opened(session: Session, counter: Counter, kind: str, occasions: Mapping[str, str]) -> tuple[str, ...]:
    """The cases for which this run had to open a task of that kind."""
    new = tasks.without(session, counter, kind, occasions)
    for number in new:
        tasks.open_task(session, counter, kind, number, occasion=occasions[number], due=counter.today())
    return tuple(new)


def _lapse(session: Session, counter: Counter) -> tuple[str, ...]:
    overdue = (Deferral.hall == counter.hall, Deferral.cured_at.is_(None), Deferral.due < counter.today())
    of_case = (Case.hall == Deferral.hall) & (Case.number == Deferral.case)
    owed = select(Deferral.case).join(Case, of_case).where(*overdue, Case.closed_at.is_(None)).distinct()
    numbers = session.scalars(owed.order_by(Deferral.case)).all()
    return tuple(
        number for number in numbers if promises.let_lapse(session, counter, casebook.find(session, counter, number))
    )


def _late(session: Session, counter: Counter) -> tuple[str, ...]:
    owing = (Case.hall == counter.hall, Case.state.in_(UNDER_WAY - {CaseState.READY, CaseState.MAILED}))
    late = select(Case.number, Case.ready_by, Case.owner).where(*owing, Case.ready_by < counter.today())
    owed = {number: (promised, owner) for number, promised, owner in session.execute(late.order_by(Case.ready_by))}
    new = tasks.without(session, counter, "overdue", {number: str(promised) for number, (promised, _) in owed.items()})
    for number in new:
        promised, owner = owed[number]
        tasks.open_task(session, counter, "overdue", number, occasion=str(promised), due=promised, owner=owner)
    return tuple(new)
