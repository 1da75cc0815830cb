"""Opening a case for screens and papers: its row, its sealed parts and all that belongs to it, as one value."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.ports import Stroke
from desk.records.approvals import Approval
from desk.records.cases import Case, Deferral, Step
from desk.records.making import Card, PrintJob
from desk.records.money import Payment
from desk.records.papers import Paper, Picture
from desk.rules.card_life import JobState
from desk.rules.codes import MAKING
from desk.rules.journey import CaseState, ended
from desk.services import casebook, listing
from desk.services.counter import Counter
from desk.services.views import (
    ApprovalLine,
    CardLine,
    CaseView,
    DebtLine,
    FeeView,
    JobLine,
    PaperLine,
    PaymentLine,
    Promise,
    StepLine,
)


def case_view(session: Session, counter: Counter, case: Case) -> CaseView:
    """Opens a case. The caller writes the look into the journal."""
    holder = casebook.holder_of(counter, case)
    payments = _payments(session, case)
    fee, jobs, owes = _fee(case, payments), _jobs(session, case), debts(session, case)
    pictures = {
        row.kind: counter.store.sealer.open("pictures.sealed", row.id, row.sealed)
        for row in _of_case(session, Picture, case, Picture.taken_at)
        if row.kind in ("photo", "signature")
    }
    return CaseView(
        number=case.number,
        service=case.service,
        reason=case.reason,
        state=str(case.state),
        name=holder["name"],
        id_number=holder["id_number"],
        masked=holder["masked"],
        sex=holder["sex"],
        birth=date.fromisoformat(holder["birth"]) if holder["birth"] else None,
        category=case.category,
        traits=tuple(case.traits),
        channel=case.channel,
        clerk=case.clerk,
        owner=case.owner,
        counter_no=case.counter,
        hall=case.hall,
        policy=case.policy,
        policy_version=case.policy_version,
        concluded_at=listing.concluded_at(case.moment, counter.now().tzinfo),
        accepted_at=case.accepted_at,
        closed_at=case.closed_at,
        ready_since=case.ready_at.date() if case.ready_at else None,
        ticket=case.ticket,
        linked=case.linked,
        decision=casebook.decision_of(counter, case),
        situation=casebook.situation_of(counter, case),
        fee=fee,
        payments=payments,
        approvals=tuple(
            ApprovalLine(
                row.id,
                row.what,
                row.asked_by,
                row.asked_at,
                row.decision,
                row.decided_by,
                row.decided_at,
                row.reason,
            )
            for row in _of_case(session, Approval, case, Approval.asked_at)
        ),
        print_jobs=jobs,
        blank=case.blank,
        card=_card(session, case),
        steps=tuple(
            StepLine(row.at, row.by, row.before, row.after, row.second, row.facts)
            for row in _of_case(session, Step, case, Step.seq)
        ),
        papers=tuple(
            PaperLine(row.id, row.kind, row.number, row.copies, row.duplicate, row.made_at, row.by)
            for row in _of_case(session, Paper, case, Paper.made_at)
        ),
        owes=owes,
        photo=pictures.get("photo"),
        signature=strokes_of(pictures["signature"]) if "signature" in pictures else None,
        signed=case.signed,
        promise=Promise(case.review_by, case.ready_by),
        facts=case.facts,
        next=next_of(case, fee, jobs, owes),
    )


def needs(session: Session, cases: Sequence[Case]) -> dict[str, str | None]:
    """What each of these cases of one hall needs next, by number, unopened: three questions for all of them."""
    return {
        case.number: next_of(case, _fee(case, payments), jobs, owes)
        for case, payments, jobs, owes in zip(
            cases,
            _by_case(session, Payment, cases, _payment),
            _by_case(session, PrintJob, cases, _job),
            _by_case(session, Deferral, cases, _debt),
            strict=True,
        )
    }


def _payments(session: Session, case: Case) -> tuple[PaymentLine, ...]:
    return tuple(map(_payment, _of_case(session, Payment, case, Payment.at)))


def _payment(row: Payment) -> PaymentLine:
    booked = row.method if row.method != row.way else ""
    return PaymentLine(row.receipt, row.amount, row.way, row.at, row.by, row.second, booked, row.put_right_at)


def _fee(case: Case, payments: Sequence[PaymentLine]) -> FeeView:
    return FeeView(case.fee_due, case.fee_waived, sum(row.amount for row in payments), case.waiver)


def _jobs(session: Session, case: Case) -> tuple[JobLine, ...]:
    return tuple(map(_job, _of_case(session, PrintJob, case, PrintJob.intent_at)))


def _job(row: PrintJob) -> JobLine:
    return JobLine(row.id, row.kind, row.state, row.blank, row.at, row.reason)


def debts(session: Session, case: Case) -> tuple[DebtLine, ...]:
    """The promised papers of a case, brought or not."""
    return tuple(map(_debt, _of_case(session, Deferral, case, Deferral.code)))


def _debt(row: Deferral) -> DebtLine:
    return DebtLine(row.code, row.due, row.cured_at, row.cured_by)


def next_of(case: Case, fee: FeeView, jobs: Sequence[JobLine], owes: Sequence[DebtLine]) -> str | None:
    """What a case needs next: a code the screens have a button for."""
    state = CaseState(case.state)
    if ended(state) or (state is CaseState.DECLINED and case.closed_at is not None):  # a later case answered it
        return None
    if state is CaseState.READY and any(debt.cured_at is None for debt in owes):
        return "cure"
    if state in (CaseState.ACCEPTED, CaseState.APPROVED) and fee.owed:
        return "pay"
    if state is CaseState.APPROVED:
        if case.service not in MAKING:
            return "finish"
        return "make" if case.delivery == "instant" else "send_to_centre"
    if state is CaseState.MAKING:
        if any(job.state == JobState.UNKNOWN for job in jobs):
            return "settle"
        return "await_centre" if case.facts.get("maker") == "centre" else "make"
    return _NEXT[state]


_NEXT = {
    CaseState.DRAFT: "conclude",
    CaseState.DECLINED: "second_visit",
    CaseState.SUSPENDED: "go_on",
    CaseState.PENDING_VERIFICATION: "verify",
    CaseState.ACCEPTED: "finish",
    CaseState.REVIEW: "approve",
    CaseState.RETURNED: "hand_in_again",
    CaseState.READY: "hand_over",
    CaseState.MAILED: "await_delivery",
    CaseState.COLLECTED: "activate",
    CaseState.ACTIVE: "rate",
}


def strokes_of(clear: bytes) -> tuple[Stroke, ...]:
    """A kept signature as it was written."""
    return tuple(Stroke(tuple(tuple(point) for point in stroke)) for stroke in json.loads(clear))


def strokes_as_bytes(strokes: Sequence[Stroke]) -> bytes:
    """A signature as it is kept."""
    return json.dumps([stroke.points for stroke in strokes], separators=(",", ":")).encode()


_Row = TypeVar("_Row", Payment, PrintJob, Picture, Approval, Step, Paper, Deferral, Card)


def _of_case(session: Session, table: type[_Row], case: Case, order: Any) -> Sequence[_Row]:
    return session.scalars(
        select(table).where(table.hall == case.hall, table.case == case.number).order_by(order)
    ).all()


_Line = TypeVar("_Line")


def _by_case(
    session: Session, table: type[_Row], cases: Sequence[Case], line: Callable[[_Row], _Line]
) -> list[tuple[_Line, ...]]:
    """The rows of each case, asked for together."""
    if not cases:
        return []
    found: dict[str | None, list[_Line]] = {}
    numbers = [case.number for case in cases]
    for row in session.scalars(select(table).where(table.hall == cases[0].hall, table.case.in_(numbers))):
        found.setdefault(row.case, []).append(line(row))
    return [tuple(found.get(number, ())) for number in numbers]


def _card(session: Session, case: Case) -> CardLine | None:
    rows = _of_case(session, Card, case, Card.made_at)
    if not rows:
        return None
    card = rows[-1]
    return CardLine(card.number, card.state, card.made_at, card.issued_at, card.valid_to, card.place)
