"""What the store knows of a person's earlier visits, asked inside the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.records import hold
from desk.records.approvals import Approval
from desk.records.cases import Case
from desk.records.making import Card
from desk.records.money import Payment
from desk.records.papers import Picture
from desk.rules.card_life import CardState
from desk.rules.codes import MAKING
from desk.rules.journey import UNDER_WAY, CaseState
from desk.services import casebook, reading
from desk.services.counter import Counter
from desk.services.draft import Draft, Page
from desk.services.situation import Situation

ABOUT_A_CASE = frozenset({"collect", "withdraw"})
"""Services that need a case of this hall to be about."""

_GIVEN_AWAY = (CaseState.COLLECTED, CaseState.CLOSED)

_WAITING = UNDER_WAY | {CaseState.PENDING_VERIFICATION}


def cases_of(session: Session, counter: Counter, number: str) -> Sequence[Case]:
    """Everything this hall did for a person, newest first."""
    key = counter.store.sealer.find_key(number)
    mine = (Case.hall == counter.hall, Case.id_key == key)
    return session.scalars(select(Case).where(*mine).order_by(Case.moment.desc(), Case.number.desc())).all()


def hold_person(session: Session, counter: Counter, number: str) -> None:
    """Until this transaction ends no other window takes anything on for this person."""
    hold.name(session, "person", counter.hall, counter.store.sealer.find_key(number).hex())


def open_case(session: Session, counter: Counter, number: str) -> Case | None:
    """The person's newest case that still needs something: under way, to be verified, or handed over and not active."""
    wanted = _WAITING | {CaseState.COLLECTED}
    return next((case for case in cases_of(session, counter, number) if case.state in wanted), None)


def open_notice(session: Session, counter: Counter, number: str, service: str | None = None) -> Case | None:
    """The newest one-time notice that no later case has answered, about this service if one is named."""
    for case in cases_of(session, counter, number):
        if (
            case.state == CaseState.DECLINED
            and case.closed_at is None
            and service in (None, case.service, asked_for(case))
        ):
            return case
    return None


def shown_at(counter: Counter, notice: Case) -> Sequence[dict[str, Any]]:
    """The papers that lay on the desk when a notice was given."""
    return list(casebook.situation_of(counter, notice).get("materials") or ())


def broke_a_promise(past: Sequence[Case]) -> bool:
    """Whether a case of this person ended because a promised paper never came (2.2: no second deferral)."""
    return any(case.state == CaseState.LAPSED for case in past)


def goes_on(session: Session, counter: Counter, number: str | None, service: str) -> bool:
    """Whether this is a case that was given back by the second person, and this service what it is about."""
    case = session.get(Case, (counter.hall, number)) if number else None
    return case is not None and case.state == CaseState.RETURNED and service in (case.service, asked_for(case))


def approved(session: Session, counter: Counter, *subjects: str) -> frozenset[str]:
    """What a second person has approved about a case or a draft; the last answer to a question counts."""
    rows = session.execute(
        select(Approval.what, Approval.decision)
        .where(Approval.hall == counter.hall, Approval.subject.in_(subjects))
        .order_by(Approval.asked_at)
    )
    latest = {row.what: row.decision for row in rows}
    return frozenset(what for what, decision in latest.items() if decision == "approved")


def asked(session: Session, counter: Counter, case: str) -> frozenset[str]:
    """What waits for a second person's answer about a case."""
    mine = (Approval.hall == counter.hall, Approval.case == case, Approval.decision.is_(None))
    return frozenset(session.scalars(select(Approval.what).where(*mine)))


def pictures(session: Session, counter: Counter, case: Case) -> tuple[bytes | None, bytes | None, tuple[Page, ...]]:
    """The portrait, its original and the scanned pages of a case."""
    mine = (
        Picture.hall == case.hall,
        Picture.case == case.number,
        Picture.kind.in_(("photo", "photo_original", "page")),
    )
    rows = session.scalars(select(Picture).where(*mine).order_by(Picture.code, Picture.page)).all()
    clear = {row.id: counter.store.sealer.open("pictures.sealed", row.id, row.sealed) for row in rows}
    one = {row.kind: clear[row.id] for row in rows}
    pages = tuple(Page(row.code or "", row.page, clear[row.id]) for row in rows if row.kind == "page")
    return one.get("photo"), one.get("photo_original"), pages


def case_touched(draft: Draft, past: Sequence[Case]) -> Case | None:
    """The case a draft's service is about, or that stands in its way; the draft's own case never does."""
    service = draft.situation.get("service")
    others = [case for case in past if case.number != draft.case and case.service in MAKING]
    about = draft.situation.get("about")
    if service in ABOUT_A_CASE:
        wanted = [case for case in others if about in (None, case.number)]
        return next((case for case in wanted if case.state in _WAITING), wanted[0] if wanted else None)
    if service in MAKING:
        return next((case for case in others if case.state in UNDER_WAY), None)
    if service == "loss_lift":
        return next((case for case in others if case.state in UNDER_WAY and case.service == "reissue"), None)
    return None


def cards_made_here(
    session: Session, counter: Counter, situation: Situation, past: Sequence[Case]
) -> list[dict[str, Any]]:
    """Cards of this person that were given away inactive and that no register knows yet, as `cards` of a walk-in."""
    numbers = [case.number for case in past if case.state in _GIVEN_AWAY and case.card is not None]
    if not numbers:
        return []
    known = {card["number"] for card in situation.get("cards") or ()}
    mine = (Card.hall == counter.hall, Card.case.in_(numbers), Card.state == CardState.INACTIVE)
    return [
        {
            "number": card.number,
            "status": "inactive",
            "issued": card.made_at.date().isoformat(),
            "expires": card.valid_to.isoformat() if card.valid_to else None,
            "region": counter.settings.hall.region,
        }
        for card in session.scalars(select(Card).where(*mine).order_by(Card.made_at))
        if card.number not in known
    ]


def as_given(session: Session, counter: Counter, case: Case) -> dict[str, Any]:
    """A case as `case` of a walk-in."""
    mine = (Payment.hall == case.hall, Payment.case == case.number)
    paid = session.scalar(select(func.coalesce(func.sum(Payment.amount), 0)).where(*mine))
    return {
        "number": case.number,
        "id_number": casebook.holder_of(counter, case)["id_number"],
        "service": case.service,
        "reason": case.reason,
        "state": str(case.state),
        "promised": case.ready_by.isoformat() if case.ready_by else None,
        "ready_since": case.ready_at.date().isoformat() if case.ready_at else None,
        "deferred": [
            {"code": debt.code, "due": debt.due.isoformat(), "cured": debt.cured_at is not None}
            for debt in reading.debts(session, case)
        ],
        "paid": paid,
        "printed": case.card is not None,
        "temporary_card": "temporary_card" in case.facts,
    }


def asked_for(case: Case) -> str | None:
    """What the applicant had asked for, where the rules made another service of it."""
    return case.facts.get("asked_for")
