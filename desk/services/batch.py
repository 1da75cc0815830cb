"""A list of an employer or a school: many people's first cards handed in at once (M-011, M-012).

    take_in ──> verify (each person at the registry) ──> approved | suspended

Invariants
1. A list is taken in one transaction; who is left out is on the batch with the reason.
2. The papers belong to the batch, the cases to the people: each has its own receipt number.
3. Nobody's card is made before the registry was asked about that person.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desk.records import commands, journal, numbers
from desk.records.cases import Case
from desk.rules import decision as rules
from desk.rules import delivery
from desk.rules.codes import MAKING
from desk.rules.identity import mask
from desk.rules.journey import UNDER_WAY, CaseState
from desk.services import batch_book, casebook, days, history, messages, reception
from desk.services.batch_book import BatchView, Bearer
from desk.services.counter import Counter
from desk.services.situation import opened, with_values

STANDS_IN_THE_WAY = frozenset(
    {
        "survival_status",
        "out_of_region",
        "already_holds_card",
        "info_mismatch",
        "not_insured",
        "insurance_paused",
        "insurance_terminated",
        "account_frozen",
    }
)
"""Reasons that concern a person of a list; the papers were handed in for all of them together."""


def take_in(counter: Counter, bearer: Bearer, people: Sequence[tuple[str, str]], key: str) -> BatchView:
    """A list of (name, ID number) for first cards. Raises Refused(refused_by_rules, decision=…) for missing papers."""
    counter.require("clerk", "supervisor")
    listed = [{"name": who, "id_number": number.strip().upper()} for who, number in people]
    given = batch_book.given(counter, "first_issue", bearer, listed)
    wish = commands.digest([bearer.wish(), listed])
    with counter.store.begin() as session:
        known = commands.once(session, counter.hall, key, "batch_take_in", wish)
        if known is not None:
            return batch_book.view(session, counter, str(known["batch"]))
        days.require_open(session, counter)
        decision = batch_book.decided(counter, given)
        personal = {"decision": decision, "agent": dict(bearer.agent)}
        batch = batch_book.begin(session, counter, bearer.kind, bearer.name, personal)
        names = {one["id_number"]: one["name"] for one in reversed(listed)}
        for number in decision["batch"]["taken"]:
            person = (names.get(number, ""), number)
            history.hold_person(session, counter, number)
            if _under_way(session, counter, number) is not None:
                batch_book.add(
                    session, counter, batch, case=None, state="left", person=person, reason="open_case_exists"
                )
                continue
            case = _case(session, counter, batch.id, bearer.kind, person)
            batch_book.add(session, counter, batch, case=case.number, state="taken", person=person)
        for left in decision["batch"]["left"]:
            person = (str(left.get("name") or ""), str(left.get("id_number") or ""))
            batch_book.add(session, counter, batch, case=None, state="left", person=person, reason=left["code"])
        journal.write(session, counter, "batch", batch.id, "taken_in", kind=bearer.kind, people=len(listed))
        commands.keep(session, counter.hall, key, "batch_take_in", wish, answer={"batch": batch.id}, at=counter.now())
        session.flush()
        return batch_book.view(session, counter, batch.id)


def verify(counter: Counter, batch: str, progress: Callable[[int, int], None] | None = None) -> BatchView:
    """Asks the registry about each person taken in; blocking. Who may have a card goes on, the others are suspended.

    `progress` is told (done, of). May be broken off and begun again: nobody who is decided is asked about twice.
    """
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        found = [row.case for row in batch_book.lines(session, counter, batch) if row.case is not None]
    for done, number in enumerate(found, 1):
        _verify(counter, number)
        if progress is not None:
            progress(done, len(found))
    return batch_book.show(counter, batch)


def _case(session: Session, counter: Counter, batch: str, kind: str, person: tuple[str, str]) -> Case:
    """One person's application: accepted with the batch's papers, to be verified one by one."""
    name, number = person
    hall = counter.settings.hall
    situation = opened(counter.policy.name, kind, name, number, present=False)
    own: dict[str, Any] = {
        "outcome": "accept",
        "service": "first_issue",
        "reason": None,
        "promise": delivery.card_promise(counter.policy, counter.calendar, counter.today()),
        "holder": {"name": name, "number": number, "masked": mask(number)},
        "fee": {"due": 0, "waived": 0, "payable": 0, "waiver": None},
        "delivery": {"mode": "pickup"},
        **{nothing: [] for nothing in ("reasons", "materials", "approvals", "card_actions", "documents", "notes")},
    }
    case = casebook.write_down(
        session,
        counter,
        number=numbers.public_number(session, hall.region, hall.code, counter.today(), counter.station),
        state=CaseState.ACCEPTED,
        situation=batch_book.completed_here(counter, with_values(situation, service="first_issue")),
        decision=own,
        accepted_at=counter.now(),
    )
    case.facts = {**case.facts, "batch": batch}
    return case


def _verify(counter: Counter, number: str) -> None:
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.state != CaseState.ACCEPTED:
            return
        before: Mapping[str, Any] = casebook.situation_of(counter, case)
        person = casebook.holder_of(counter, case)
        message_id = case.message_id or messages.new_id(session, counter)
        case.message_id = message_id
        journal.write(session, counter, "registry", number, "asked", message=message_id)
    situation, answered = reception.ask(counter, before, message_id, person["id_number"])
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        journal.write(session, counter, "registry", number, "answered" if answered else "silent")
        if not answered or case.state != CaseState.ACCEPTED:
            return
        decision = _about_person(counter, situation, person)
        against = [reason for reason in decision["reasons"] if reason["code"] in STANDS_IN_THE_WAY]
        own = casebook.decision_of(counter, case)
        own |= {"reasons": against, "outcome": "hold" if against else "accept"}
        own |= {key: decision[key] for key in ("holder", "category", "traits")}
        casebook.decided_again(session, counter, case, situation, own)
        casebook.move(session, counter, case, CaseState.SUSPENDED if against else CaseState.APPROVED)
        if any(reason["code"] == "already_holds_card" for reason in against):
            casebook.move(session, counter, case, CaseState.DECLINED)  # nothing to wait for, nor to stand in their way


def _about_person(counter: Counter, situation: Mapping[str, Any], person: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the rules say of one person of the list, as if the card lay here that the list says there is."""
    listed = {"document": "resident", "read": "manual", "name": person["name"], "number": person["id_number"]}
    given = batch_book.completed_here(counter, with_values(situation, identity=listed))
    return rules.decide(given, counter.policy, counter.calendar).document()


def _under_way(session: Session, counter: Counter, number: str) -> Case | None:
    """A case that owes this person a card already."""
    cases = history.cases_of(session, counter, number)
    return next((case for case in cases if case.service in MAKING and case.state in UNDER_WAY), None)
