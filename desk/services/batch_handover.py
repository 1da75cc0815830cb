"""A bundle of cards fetched by an employer's or school's agent: both sides sign, no card is enabled (M-010).

Who is not ready or still owes a paper stays behind, with the reason on the list; each holder confirms and activates the
card later, in person.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from desk.ports import Stroke
from desk.records import commands, journal
from desk.records.cases import Case
from desk.records.making import Card
from desk.rules.journey import CaseState
from desk.services import batch_book, casebook, days, history
from desk.services.batch_book import BatchView, Bearer
from desk.services.counter import Counter


def hand_over(
    counter: Counter, bearer: Bearer, receipts: Sequence[str], signature: Sequence[Stroke], key: str
) -> BatchView:
    """Gives the ready cards of a list away. Raises Refused(refused_by_rules, decision=…): then nothing is given."""
    counter.require("clerk", "supervisor")
    wish = commands.digest([bearer.wish(), list(receipts)])
    with counter.store.begin() as session:
        known = commands.once(session, counter.hall, key, "batch_hand_over", wish)
        if known is not None:
            return batch_book.view(session, counter, str(known["batch"]))
        days.require_open(session, counter)
        people = [_waiting(session, counter, number) for number in receipts]
        decision = batch_book.decided(counter, batch_book.given(counter, "collect", bearer, people))
        strokes = [stroke.points for stroke in signature]
        personal = {"decision": decision, "agent": dict(bearer.agent), "signature": strokes}
        batch = batch_book.begin(session, counter, bearer.kind, bearer.name, personal)
        for number in decision["batch"]["taken"]:
            case = casebook.find(session, counter, number)
            _give(session, counter, case, bearer, batch.id)
            person = batch_book.person_of(counter, case)
            batch_book.add(session, counter, batch, case=number, state="handed_over", person=person)
        for left in decision["batch"]["left"]:
            waits = session.get(Case, (counter.hall, left["receipt_number"]))
            person = batch_book.person_of(counter, waits) if waits is not None else ("", "")
            stays = waits.number if waits is not None else None
            batch_book.add(session, counter, batch, case=stays, state="left", person=person, reason=left["code"])
        count = len(decision["batch"]["taken"])
        journal.write(session, counter, "batch", batch.id, "handed_over", kind=bearer.kind, cards=count)
        commands.keep(session, counter.hall, key, "batch_hand_over", wish, answer={"batch": batch.id}, at=counter.now())
        session.flush()
        return batch_book.view(session, counter, batch.id)


def _give(session: Session, counter: Counter, case: Case, bearer: Bearer, batch: str) -> None:
    told = {key: bearer.agent[key] for key in ("name", "number", "relation", "phone") if key in bearer.agent}
    personal = {"who": bearer.kind, "for": bearer.name, **told}
    casebook.move(session, counter, case, CaseState.COLLECTED, personal=personal, collector=bearer.kind, batch=batch)
    card = session.get(Card, (counter.hall, case.card))
    if card is not None:
        card.issued_at = counter.now()


def _waiting(session: Session, counter: Counter, number: str) -> dict[str, Any]:
    case = session.get(Case, (counter.hall, number.strip().upper()))
    if case is None:
        return {"receipt_number": number, "state": None}
    given = history.as_given(session, counter, case)
    name = casebook.holder_of(counter, case)["name"]
    return {
        "receipt_number": case.number,
        "id_number": given["id_number"],
        "name": name,
        "state": given["state"],
        "deferred": given["deferred"],
    }
