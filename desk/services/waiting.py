"""Cases that wait for the registry or for another case.

Invariants
1. A case taken in while the registry was silent is asked about under its first message id; a late answer counts once.
2. It goes on with its original acceptance time: the promise counts from the day the applicant was here.
3. A case that goes on demands nothing that was handed in before.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.records import commands, journal
from desk.records.cases import Case
from desk.rules import decision as rules
from desk.rules.identity import parse_id_number
from desk.rules.journey import ROAD, CaseState, WrongStage
from desk.services import casebook, history, messages, reading, stock, submission, tasks
from desk.services.counter import Counter
from desk.services.reception import ask
from desk.services.situation import bare, completed, number_of, with_values, without
from desk.services.views import CaseView


def verify_pending(counter: Counter, number: str) -> CaseView:
    """Asks the registry again for a case that waits for it; blocking. Still silent: the case stays as it is."""
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        case = casebook.find(session, counter, number)
        _in_state(case, CaseState.PENDING_VERIFICATION)
        situation, message_id, since = bare(casebook.situation_of(counter, case)), case.message_id, case.accepted_at
    assert message_id is not None
    assert since is not None
    situation, answered = ask(counter, situation, message_id, _look_up(counter, situation))
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        journal.write(
            session, counter, "registry", case.number, "answered" if answered else "silent", message=message_id
        )
        if answered and case.state == CaseState.PENDING_VERIFICATION:
            itself = {"case": history.as_given(session, counter, case)}
            given, decision = _decide(session, counter, situation, since, itself, printer_ready=False)
            submission.go_on_with(session, counter, case, given, decision)
            if "call_applicant" in (decision.get("notes") or ()) or decision["outcome"] != "accept":
                tasks.open_task(
                    session, counter, "call_applicant", case.number, due=counter.today(), outcome=decision["outcome"]
                )
        session.flush()
        return reading.case_view(session, counter, case)


def verify_all_pending(counter: Counter) -> list[CaseView]:
    """Every case of the hall that waits for the registry, oldest first; ends at the first silence."""
    waiting = (Case.hall == counter.hall, Case.state == CaseState.PENDING_VERIFICATION)
    with counter.store.reading() as session:
        numbers = session.scalars(select(Case.number).where(*waiting).order_by(Case.moment)).all()
    views: list[CaseView] = []
    for number in numbers:
        views.append(verify_pending(counter, number))
        if views[-1].state == CaseState.PENDING_VERIFICATION:
            break
    return views


def go_on(counter: Counter, number: str, key: str, *, printer_ready: bool = True) -> CaseView:
    """A suspended case is decided again by what registry and card register say today; blocking.

    Nothing is asked of the applicant. What still stands in the way is in the view's decision. Raises WrongStage.
    """
    counter.require("clerk", "supervisor")
    wish = commands.digest([number])
    with counter.store.begin() as session:
        known = commands.once(session, counter.hall, key, "go_on", wish)
        case = casebook.find(session, counter, number)
        if known is not None:
            return reading.case_view(session, counter, case)
        _in_state(case, CaseState.SUSPENDED)
        situation = without(bare(casebook.situation_of(counter, case)), "card_service")
        message_id = messages.new_id(session, counter)
        journal.write(session, counter, "registry", case.number, "asked", message=message_id)
    situation, answered = ask(counter, situation, message_id, _look_up(counter, situation))
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        journal.write(session, counter, "registry", case.number, "answered" if answered else "silent")
        if not answered:
            return reading.case_view(session, counter, case)
        _in_state(case, CaseState.SUSPENDED)
        released = "frozen_account_release" in history.approved(session, counter, number)
        situation = _released(situation) if released else situation
        given, decision = _decide(session, counter, situation, counter.now(), {}, printer_ready=printer_ready)
        submission.go_on_with(session, counter, case, given, decision)
        commands.keep(session, counter.hall, key, "go_on", wish, answer={"case": number}, at=counter.now())
        session.flush()
        return reading.case_view(session, counter, case)


def _decide(
    session: Session,
    counter: Counter,
    situation: Mapping[str, Any],
    now: datetime,
    more: Mapping[str, Any],
    *,
    printer_ready: bool,
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What the rules say without the applicant here, and the walk-in they were asked."""
    given = completed(
        situation,
        now=now,
        region=counter.settings.hall.region,
        blanks=stock.available(session, counter),
        printer_ready=printer_ready,
        scanner=True,
        camera=True,
    )
    given = {**given, **more}
    return given, rules.decide(given, counter.policy, counter.calendar).document()


def _released(situation: Mapping[str, Any]) -> Mapping[str, Any]:
    """A second person let a frozen account pass: the registry's word about it no longer stands in the way."""
    registry = {**situation["registry"], "acct_stas": "normal"}
    return with_values(situation, registry=registry, released={"acct_stas": "frozen"})


def _look_up(counter: Counter, situation: Mapping[str, Any]) -> str:
    return parse_id_number(number_of(situation), counter.today()).normalised


def _in_state(case: Case, *states: CaseState) -> None:
    if case.state not in states:
        raise WrongStage("case", str(case.state), str(states[0]), ROAD.after(case.state))
