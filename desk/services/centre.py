"""The card centre: cases sent there in batches, cards received back (M-001, and the second jam of T09).

    approved, not instant ─┐
    making, given up here ─┴─> collect ──> send ──> receive: ready, card in its slot | missing, asked about again

Invariants
1. A case is on at most one open batch, and then no window makes its card.
2. A card that comes back enters like one made here: inactive, its case ready. What the list misses stays in making.
3. Nothing is sent whose fee is not paid or that a second person has not approved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import commands, hold, journal
from desk.records.batches import Batch, BatchLine
from desk.records.cases import Case
from desk.records.making import Card
from desk.records.papers import Picture
from desk.rules.codes import MAKING
from desk.rules.journey import CaseState, ended
from desk.services import approvals, batch_book, casebook, issuing, listing, outcomes, till
from desk.services.batch_book import BatchView
from desk.services.counter import Counter
from desk.services.views import CaseLine


@dataclass(frozen=True, slots=True)
class Order:
    """What the centre has to know to make one card."""

    case: str
    name: str
    id_number: str
    sex: str
    photo: bytes | None
    delivery: str
    accepted_at: datetime | None


def waiting(counter: Counter) -> list[CaseLine]:
    """Cases that may go to the centre, oldest first."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        found = _sendable(session, counter)
        journal.write(session, counter, "listed", "cases", "done", found=len(found))
        return listing.lines_of(session, counter, [case.number for case in found])


def send(counter: Counter, key: str) -> BatchView:
    """Puts all that wait on one batch and hands it over. Raises Refused(nothing_to_send)."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        known = commands.once(session, counter.hall, key, "centre_send", commands.digest("send"))
        if known is not None:
            return batch_book.view(session, counter, str(known["batch"]))
        hold.name(session, "centre", counter.hall)
        found = _sendable(session, counter, held=True)
        if not found:
            raise Refused("nothing_to_send")
        personal = {"decision": {"service": "making", "documents": ["handover_list"]}}
        batch = batch_book.begin(session, counter, "centre", "", personal, state="sent")
        batch.sent_at = counter.now()
        for case in found:
            if case.state == CaseState.APPROVED:
                issuing.give_back(session, counter, case)
                casebook.move(session, counter, case, CaseState.MAKING, maker="centre", batch=batch.id)
            case.facts = {**case.facts, "maker": "centre", "centre_batch": batch.id}
            person = batch_book.person_of(counter, case)
            batch_book.add(session, counter, batch, case=case.number, state="sent", person=person)
        journal.write(session, counter, "centre", batch.id, "sent", cases=len(found))
        commands.keep(
            session,
            counter.hall,
            key,
            "centre_send",
            commands.digest("send"),
            answer={"batch": batch.id},
            at=counter.now(),
        )
        session.flush()
        return batch_book.view(session, counter, batch.id)


def orders(counter: Counter, batch: str) -> list[Order]:
    """A batch as the centre needs it; the look is in the journal."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        on_it = select(BatchLine.case).where(BatchLine.hall == counter.hall, BatchLine.batch == batch)
        cases = session.scalars(select(Case).where(Case.hall == counter.hall, Case.number.in_(on_it))).all()
        portraits = (Picture.hall == counter.hall, Picture.case.in_(on_it), Picture.kind == "photo")
        photos = {
            row.case: counter.store.sealer.open("pictures.sealed", row.id, row.sealed)
            for row in session.scalars(select(Picture).where(*portraits))
        }
        journal.write(session, counter, "looked", batch, "done", what="centre_orders", found=len(cases))
        return [_order(counter, case, photos.get(case.number)) for case in sorted(cases, key=lambda case: case.moment)]


def receive(counter: Counter, batch: str, cards: Mapping[str, str], key: str) -> BatchView:
    """Cards came back: case number → card number. The others are missing and stay in making, unless they ended.

    Raises UsageError(no_such_batch | not_on_batch) for one that is none of the centre's or a card whose case is not on
    it, Refused(card_number_taken).
    """
    counter.require("clerk", "supervisor")
    wish = commands.digest([batch, dict(cards)])
    with counter.store.begin() as session:
        if commands.once(session, counter.hall, key, "centre_receive", wish) is not None:
            return batch_book.view(session, counter, batch)
        hold.name(session, "centre", counter.hall)
        row = session.get(Batch, (counter.hall, batch))
        if row is None or row.kind != "centre":
            raise UsageError("no_such_batch", batch=batch)
        lines = {str(line.case): line for line in batch_book.lines(session, counter, batch)}
        strangers = sorted(set(cards) - set(lines))
        if strangers:
            raise UsageError("not_on_batch", batch=batch, cases=strangers)
        for number, line in lines.items():
            _receive_one(session, counter, number, line, cards.get(number))
        whole = all(line.state in ("received", "left") for line in lines.values())
        row.received_at, row.state = counter.now(), "closed" if whole else "received"
        journal.write(session, counter, "centre", batch, "received", cards=len(cards), missing=len(lines) - len(cards))
        commands.keep(session, counter.hall, key, "centre_receive", wish, answer={"batch": batch}, at=counter.now())
        session.flush()
        return batch_book.view(session, counter, batch)


def _order(counter: Counter, case: Case, photo: bytes | None) -> Order:
    holder, delivery = casebook.holder_of(counter, case), case.delivery or "pickup"
    return Order(case.number, holder["name"], holder["id_number"], holder["sex"], photo, delivery, case.accepted_at)


def _receive_one(session: Session, counter: Counter, number: str, line: BatchLine, card: str | None) -> None:
    if line.state == "received":
        return
    case = casebook.find(session, counter, number)
    if card is None:
        line.state = "left" if ended(case.state) else "missing"
        return
    if session.get(Card, (counter.hall, card)) is not None:
        raise Refused("card_number_taken", card=card)
    outcomes.card_made(session, counter, case, card, None, dated=counter.today())
    line.state = "received"


def _sendable(session: Session, counter: Counter, *, held: bool = False) -> list[Case]:
    """Approved and not for this window's printer, or given up here; paid, approved, and on no batch yet.

    `held`: no window begins a card of theirs before this transaction ends.
    """
    wanted = (Case.hall == counter.hall, Case.service.in_(MAKING))
    states = Case.state.in_((CaseState.APPROVED, CaseState.MAKING))
    cases = select(Case).where(*wanted, states).order_by(Case.moment)
    found = session.scalars(cases.with_for_update(key_share=True) if held else cases)
    not_here = [case for case in found if not _made_here(case) and "centre_batch" not in case.facts]
    waiting = approvals.open_among(session, counter.hall, [case.number for case in not_here])
    return [case for case in till.settled(session, counter.hall, not_here) if case.number not in waiting]


def _made_here(case: Case) -> bool:
    at_once = case.state == CaseState.MAKING or case.delivery == "instant"
    return at_once and case.facts.get("maker") != "centre"
