"""Correcting what the registry holds of a person, after the identity document and with a second person (M-016).

An application that was suspended because of the difference is linked to the correction and goes on by itself
afterwards, asking for nothing that was handed in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desk.errors import Refused
from desk.records import journal
from desk.records.cases import Case
from desk.records.insured import Insured, InsuredCard, InsuredRecords
from desk.rules.journey import CaseState
from desk.services import casebook, history, messages, reading, reception, submission, waiting
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.situation import name_of, number_of
from desk.services.views import CaseView

EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A finished correction, and the application that went on because of it."""

    correction: CaseView
    goes_on: CaseView | None


def request(counter: Counter, draft: Draft, key: str) -> CaseView:
    """Takes the correction and ties it to the application it is for; it waits for the second person."""
    view = submission.conclude_as(counter, draft, key, "correction")
    if view.outcome != "accept" or view.linked is not None:
        return view
    with counter.store.begin() as session:
        case = casebook.find(session, counter, view.number)
        waits = _suspended_for_it(session, counter, view)
        if waits is not None:
            case.linked, waits.linked = waits.number, case.number
            journal.write(session, counter, "linked", case.number, "done", waits=waits.number)
        session.flush()
        return reading.case_view(session, counter, case)


def carry_out(counter: Counter, number: str, key: str) -> Corrected:
    """Makes the registry follow the document, once approved, and lets the linked application go on; blocking.

    A registry outside this hall is corrected by its own office: then this asks it again, and raises
    Refused(registry_not_corrected) while it still differs.
    """
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        case = casebook.find(session, counter, number)
        document = casebook.situation_of(counter, case)
        approved, state, waits = (
            "name_or_id_change" in history.approved(session, counter, number),
            case.state,
            case.linked,
        )
    if state != CaseState.CLOSED:
        if not approved:
            raise Refused("approval_needed", what=["name_or_id_change"], subject=number)
        if counter.settings.links.registry != EMBEDDED:
            _insist_on_registry(counter, document)
        with counter.store.begin() as session:
            case = casebook.find(session, counter, number)
            if case.state != CaseState.CLOSED:  # another window may have been here meanwhile
                if counter.settings.links.registry == EMBEDDED:
                    correct_roll(session, counter, document)
                casebook.move(session, counter, case, CaseState.CLOSED)
    goes_on = waiting.go_on(counter, waits, key) if waits else None
    with counter.store.reading() as session:
        return Corrected(reading.case_view(session, counter, casebook.find(session, counter, number)), goes_on)


def correct_roll(session: Session, counter: Counter, situation: Mapping[str, Any]) -> None:
    """Writes the document's name, number and address into the embedded roll; the cards follow the person.

    Raises Refused(registry_not_corrected) where the roll has nobody to correct, or somebody else under the new number.
    """
    base = situation["registry"]["baseinfo"]
    identity = situation["identity"]
    find_key = counter.store.sealer.find_key
    old, new = find_key(base["certno"]), find_key(number_of(situation))
    row = session.get(Insured, (counter.hall, old))
    taken = new != old and session.get(Insured, (counter.hall, new)) is not None
    if row is None or taken:
        raise Refused("registry_not_corrected", answered=True)
    person = json.loads(counter.store.sealer.open("insured.sealed", old.hex(), row.sealed))
    person |= {"psn_name": name_of(situation), "certno": number_of(situation)}
    if identity.get("address"):
        person["hsreg_addr"] = identity["address"]
    if new != old:
        session.delete(row)
        session.flush()
        of_person = (InsuredCard.hall == counter.hall, InsuredCard.id_key == old)
        session.execute(update(InsuredCard).where(*of_person).values(id_key=new))
    InsuredRecords(counter.store, counter.hall).put(session, number_of(situation), person["psn_no"], person)
    journal.write(session, counter, "registry", "roll", "corrected")


def _insist_on_registry(counter: Counter, situation: Mapping[str, Any]) -> None:
    with counter.store.begin() as session:
        message_id = messages.new_id(session, counter)
    told, answered = reception.ask(counter, situation, message_id, number_of(situation))
    base = told["registry"].get("baseinfo") or {}
    if not answered or (base.get("psn_name"), base.get("certno")) != (name_of(situation), number_of(situation)):
        raise Refused("registry_not_corrected", answered=answered)


def _suspended_for_it(session: Session, counter: Counter, view: CaseView) -> Case | None:
    mine = (Case.hall == counter.hall, Case.id_key == counter.store.sealer.find_key(view.id_number))
    suspended = select(Case).where(*mine, Case.state == CaseState.SUSPENDED).order_by(Case.moment.desc())
    for case in session.scalars(suspended):
        if any(reason["code"] == "info_mismatch" for reason in casebook.decision_of(counter, case)["reasons"]):
            return case
    return None
