"""The daily run: cards nobody fetched, papers that never came, promises that passed. Running it again adds nothing.

M-070 and M-090f: a reminder at 30 natural days, the vault at 90 (the pack's numbers); practice 2.2: an overdue promise
ends the case by itself; 2.6: what is late is on the supervisor's list.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import hold, journal
from desk.records.cases import Case, Deferral
from desk.records.making import Card
from desk.rules.journey import UNDER_WAY, CaseState
from desk.services import accounts, casebook, listing, promises, tasks
from desk.services.counter import Counter, Credential
from desk.services.views import CaseLine


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
        terms = counter.policy.collection.uncollected
        lying = [(case, _days_ready(counter, case)) for case in _in_state(session, counter, CaseState.READY)]
        long_ago = [(case, days) for case, days in lying if days >= terms.remind_days]
        found = DailyRun(
            day=counter.today(),
            uncollected=tuple(case.number for case, _ in long_ago),
            reminded=tuple(
                case.number
                for case, days in long_ago
                if days < terms.vault_days and _new(session, counter, "uncollected", case, terms.remind_days)
            ),
            to_vault=tuple(
                case.number
                for case, days in long_ago
                if days >= terms.vault_days and _new(session, counter, "vault", case, terms.vault_days)
            ),
            lapsed=_lapse(session, counter),
            late=_late(session, counter),
        )
        new = len(found.reminded) + len(found.to_vault) + len(found.lapsed) + len(found.late)
        journal.write(session, counter, "daily_run", counter.today().isoformat(), "done", new=new)
        return found


def uncollected(counter: Counter) -> list[CaseLine]:
    """Cards that lie longer than the pack's reminder term (超期未领), the longest first; for supervisors."""
    counter.require("supervisor", "auditor")
    with counter.store.begin() as session:
        lying = _lying_long(session, counter)
        journal.write(session, counter, "listed", "cases", "done", found=len(lying), what="uncollected")
        return listing.lines_of(session, counter, [case.number for case in sorted(lying, key=_ready_of)])


def how_many_uncollected(counter: Counter) -> int:
    """How many cards lie so long; nobody is shown."""
    counter.require("supervisor", "auditor")
    with counter.store.reading() as session:
        return len(_lying_long(session, counter))


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


def urgency(case: CaseLine, promised: date | None, accepted: date, today: date) -> str:
    """fine, soon (80 % of the promised time is gone) or late."""
    if promised is None or case.state not in UNDER_WAY:
        return "fine"
    if today > promised:
        return "late"
    whole, gone = (promised - accepted).days, (today - accepted).days
    return "soon" if whole and gone / whole >= 0.8 else "fine"


def _lying_long(session: Session, counter: Counter) -> list[Case]:
    term = counter.policy.collection.uncollected.remind_days
    return [case for case in _in_state(session, counter, CaseState.READY) if _days_ready(counter, case) >= term]


def _lapse(session: Session, counter: Counter) -> tuple[str, ...]:
    overdue = (Deferral.hall == counter.hall, Deferral.cured_at.is_(None), Deferral.due < counter.today())
    numbers = session.scalars(select(Deferral.case).where(*overdue).distinct()).all()
    return tuple(
        number for number in numbers if promises.let_lapse(session, counter, casebook.find(session, counter, number))
    )


def _late(session: Session, counter: Counter) -> tuple[str, ...]:
    owing = (Case.hall == counter.hall, Case.state.in_(UNDER_WAY - {CaseState.READY, CaseState.MAILED}))
    late = session.scalars(select(Case).where(*owing, Case.ready_by < counter.today()).order_by(Case.ready_by)).all()
    return tuple(
        case.number
        for case in late
        if tasks.open_task(
            session, counter, "overdue", case.number, occasion=str(case.ready_by), due=case.ready_by, owner=case.owner
        )
    )


def _new(session: Session, counter: Counter, kind: str, case: Case, term: int) -> bool:
    occasion = f"{term} {_ready_of(case)}"
    return tasks.open_task(session, counter, kind, case.number, occasion=occasion, due=counter.today())


def _in_state(session: Session, counter: Counter, state: CaseState) -> list[Case]:
    wanted = (Case.hall == counter.hall, Case.state == state)
    return list(session.scalars(select(Case).where(*wanted).order_by(Case.moment)))


def _days_ready(counter: Counter, case: Case) -> int:
    return (counter.today() - _ready_of(case)).days


def _ready_of(case: Case) -> date:
    assert case.ready_at is not None
    return case.ready_at.date()
