"""Who answers for a case (首问负责): the clerk who was asked first, until it is handed on."""

from dataclasses import replace

from sqlalchemy import select

from desk.errors import NotPermitted, UsageError
from desk.records import journal
from desk.records.cases import Case
from desk.rules.journey import UNDER_WAY, CaseState, ended
from desk.services import accounts, casebook, listing, reading
from desk.services.counter import Counter, Operator
from desk.services.draft import AT_A_COUNTER
from desk.services.views import CaseLine

_AT_A_WINDOW = (CaseState.ACCEPTED, CaseState.RETURNED, CaseState.APPROVED, CaseState.MAKING)
_AT_ONCE = ("pay", "make", "settle", "hand_in_again")
_UNFINISHED = UNDER_WAY | {CaseState.PENDING_VERIFICATION, CaseState.COLLECTED}


def mine(counter: Counter) -> list[CaseLine]:
    """What this operator still answers for, oldest first."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        wanted = (Case.hall == counter.hall, Case.state.in_(_UNFINISHED), Case.owner == counter.operator.name)
        numbers = session.scalars(select(Case.number).where(*wanted).order_by(Case.moment)).all()
        journal.write(session, counter, "listed", "cases", "done", found=len(numbers), what="mine")
        return listing.lines_of(session, counter, numbers)


def at_hand(counter: Counter) -> list[tuple[CaseLine, str]]:
    """This operator's cases that a window goes on with at once, oldest first, with what each needs (_AT_ONCE).

    Looked at as often as the drafts are, and like them not written into the journal.
    """
    with counter.store.reading() as session:
        wanted = (Case.hall == counter.hall, Case.state.in_(_AT_A_WINDOW), Case.owner == counter.operator.name)
        cases = session.scalars(select(Case).where(*wanted).order_by(Case.moment)).all()
        needed = {number: need for number, need in reading.needs(session, cases).items() if need in _AT_ONCE}
        return [(line, needed[line.number]) for line in listing.lines_of(session, counter, list(needed))]


def give(counter: Counter, number: str, colleague: str) -> None:
    """Hands a case on; its owner or a supervisor may. Raises NotPermitted(other_operator), UsageError."""
    counter.require("clerk", "supervisor")
    if not any(accounts.still_valid(replace(counter, operator=Operator(colleague, role))) for role in AT_A_COUNTER):
        raise UsageError("no_such_account", name=colleague)
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if counter.operator.role != "supervisor" and case.owner != counter.operator.name:
            raise NotPermitted("other_operator", operator=case.owner)
        if ended(case.state):
            raise UsageError("case_ended", number=number, state=str(case.state))
        before, case.owner = case.owner, colleague
        journal.write(session, counter, "case_handed_on", case.number, "done", before=before, after=colleague)
