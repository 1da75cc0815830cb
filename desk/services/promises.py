"""Promised papers (容缺): brought in time, or the case ends by itself and no second promise is taken (practice 2.2)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import commands, journal
from desk.records.cases import Case, Deferral
from desk.records.making import Card
from desk.rules.card_life import CardState
from desk.rules.journey import CaseState, may_follow
from desk.services import casebook, pictures, reading, tasks
from desk.services.counter import Counter
from desk.services.outcomes import unsettled_of
from desk.services.views import CaseView


def cure(
    counter: Counter,
    number: str,
    code: str,
    key: str,
    *,
    form: str = "original",
    pages: Sequence[bytes] = (),
    **facts: Any,
) -> CaseView:
    """A promised paper was brought in time; its pictures are filed with the case.

    Raises Refused(deferral_lapsed | copy_only | not_owed).
    """
    counter.require("clerk", "supervisor")
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    wish = commands.digest([number, code, form, said])
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if commands.once(session, counter.hall, key, "cure", wish) is not None:
            return reading.case_view(session, counter, case)
        debt = session.get(Deferral, (counter.hall, case.number, code))
        if debt is None or debt.cured_at is not None:
            raise Refused("not_owed", material=code)
        if debt.due < counter.today() or case.state == CaseState.LAPSED:
            raise Refused("deferral_lapsed", material=code, due=debt.due)
        if form != "original" and code != "identity_copy":
            raise Refused("copy_only", material=code)
        debt.cured_at, debt.cured_by = counter.now(), counter.operator.name
        situation = casebook.situation_of(counter, case)
        brought = {"code": code, "form": form, **said}
        situation["cured"] = [*situation.get("cured", ()), {**brought, "at": counter.now().isoformat()}]
        case.situation = casebook.seal(counter, "cases.situation", case.number, situation)
        for page, jpeg in enumerate(pages):
            pictures.keep(session, counter, counter.new_key(), "page", jpeg, case=case.number, code=code, page=page)
        journal.write(session, counter, "cured", case.number, "done", material=code, pages=len(pages))
        commands.keep(session, counter.hall, key, "cure", wish, answer={"case": number}, at=counter.now())
        session.flush()
        return reading.case_view(session, counter, case)


def let_lapse(session: Session, counter: Counter, case: Case) -> bool:
    """Ends a case of which a promised paper is overdue; a card made for it is void and has to be taken away.

    Not while nobody knows whether there is one: it ends once that is settled.
    """
    debts = reading.debts(session, case)
    overdue = [debt.code for debt in debts if debt.cured_at is None and debt.due < counter.today()]
    if not overdue or not may_follow(case.state, CaseState.LAPSED) or unsettled_of(session, case):
        return False
    casebook.move(session, counter, case, CaseState.LAPSED, materials=overdue)
    card = session.get(Card, (counter.hall, case.card)) if case.card else None
    if card is not None:
        card.state = CardState.VOID
        tasks.open_task(session, counter, "recover_card", case.number, due=counter.today(), card=card.number)
    tasks.open_task(session, counter, "call_applicant", case.number, occasion="lapsed", due=counter.today())
    return True
