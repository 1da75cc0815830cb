"""Giving an application up while no card is made of it; what was paid goes back with a second person's signature.

A temporary card that was handed out is asked back, as at the collection. Whoever does not bring it may still withdraw:
then the case says that it is missing.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from desk.errors import Refused
from desk.records import commands, journal
from desk.records.drafts import DraftRow
from desk.rules import decision as rules
from desk.rules.journey import CaseState
from desk.services import accounts, casebook, days, issuing, reading, reception, submission, till
from desk.services import draft as drafts
from desk.services.counter import Counter, Credential
from desk.services.draft import Draft
from desk.services.situation import number_of
from desk.services.views import CaseView


def asks_card_back(facts: Mapping[str, Any]) -> bool:
    """Whether a case's temporary card was handed out and nobody knows yet where it is; `facts` are the case's."""
    return "temporary_card" in facts and "returned" not in facts["temporary_card"]


def withdraw(
    counter: Counter,
    draft: Draft,
    number: str,
    key: str,
    second: Credential | None = None,
    *,
    card_back: bool | None = None,
) -> CaseView:
    """Withdraws a case for the person of the draft; the refund, if any, in the same transaction.

    `card_back`: whether the temporary card was given back. What cannot be withdrawn ends as a one-time notice. Raises
    Refused(approval_needed, what=[refund]) without the second person that a refund needs, Refused(prerequisites_open,
    open=[return_temporary_card]) while nobody said where it is, Refused(not_this_person), NotPermitted.
    """
    counter.require("clerk", "supervisor")
    wish = commands.digest([draft.id, number])
    if done := submission.done_before(counter, key, draft.id):
        return done
    draft = reception.choose(counter, draft, "withdraw", about=number)
    other = accounts.second_person(counter, second, "refund", "supervisor") if second else None
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if commands.once(session, counter.hall, key, "withdraw", wish) is not None:
            return reading.case_view(session, counter, case)
        if case.id_key != counter.store.sealer.find_key(number_of(draft.situation)):
            raise Refused("not_this_person", number=number)
        days.require_open(session, counter)
        given = reception.walk_in(session, counter, draft, printer_ready=True, scanner=True, camera=True)
        decision = rules.decide(given, counter.policy, counter.calendar).document()
        if decision["outcome"] == "accept":
            refund = decision["refund"]
            if refund and other is None:
                raise Refused("approval_needed", what=["refund"], subject=number, amount=refund)
            if asks_card_back(case.facts) and card_back is None:
                raise Refused("prerequisites_open", open=["return_temporary_card"])
            issuing.give_back(session, counter, case)
            told = casebook.temporary_card_back(case, returned=bool(card_back)) if asks_card_back(case.facts) else {}
            second_name = other.name if other else None
            casebook.move(session, counter, case, CaseState.WITHDRAWN, second=second_name, refund=refund, **told)
            if refund:
                till.refund_within(session, counter, case, key=f"{key}-refund"[:64], second=str(second_name))
            drafts.file_pictures(session, counter, draft, case.number)
            session.execute(delete(DraftRow).where(DraftRow.hall == counter.hall, DraftRow.id == draft.id))
            journal.write(session, counter, "withdrawn", case.number, "done", refund=refund)
            answer = {"case": case.number, "draft": draft.id}
            commands.keep(session, counter.hall, key, "withdraw", wish, answer=answer, at=counter.now())
            session.flush()
            return reading.case_view(session, counter, case)
    return submission.conclude(counter, draft, key)
