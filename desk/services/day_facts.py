"""One day's facts out of the records, for `desk.rules.tally` and the day report: read, never counted along the way."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desk.records.approvals import Approval
from desk.records.base import midnight
from desk.records.cases import Case, Deferral, Step
from desk.records.making import Card
from desk.records.money import Payment, WayCorrection
from desk.records.queue import Rating, Ticket
from desk.records.stock import BlankMove
from desk.rules import tally as rule
from desk.rules.card_life import BlankState
from desk.rules.journey import CaseState
from desk.rules.tally_facts import AnswerFact, CaseFact, MoveFact, PaymentFact, SerialFact, StepFact, TicketFact
from desk.services import days, device_faults, stock
from desk.services.counter import Counter
from desk.services.days import Span
from desk.services.queue_outside import BY_HAND

PROMISED = (CaseState.ACCEPTED, CaseState.REVIEW, CaseState.RETURNED, CaseState.APPROVED, CaseState.MAKING)
"""States of a case whose promise can fall due."""


def tally(counter: Counter, day: date) -> rule.Tally:
    """Adds a day up again from its facts; any day, any number of times."""
    with counter.store.reading() as session:
        return tally_within(session, counter.hall, day, days.span(session, counter.hall, day))


def tally_within(session: Session, hall: str, day: date, span: Span) -> rule.Tally:
    """`tally` inside a transaction of the caller, of what belongs to a day between two moments."""
    return rule.tally(
        day,
        steps=_steps(session, hall, span),
        cases=_cases(session, hall, span),
        payments=_payments(session, hall, day),
        moves=[MoveFact(*row) for row in stock.moves_by_day(session, hall, day)],
        tickets=_tickets(session, hall, span),
        ratings=_ratings(session, hall, span),
        serials=_serials(session, hall, day),
        answers=_answers(session, hall, span),
        faults=device_faults.between(session, hall, span.begin, span.until),
    )


def notable(session: Session, hall: str, day: date, span: Span) -> list[dict[str, Any]]:
    """What has to be told one by one: second-person acts, refunds, ways of payment that were put right, spoiled blanks
    and those that were undecided; in order of time."""
    acts: list[dict[str, Any]] = [
        {
            "kind": row.what,
            "at": row.decided_at,
            "case": row.case,
            "by": row.asked_by,
            "second": row.decided_by,
            "decision": row.decision,
            "reason": row.reason,
            "facts": row.facts,
        }
        for row in session.scalars(select(Approval).where(Approval.hall == hall, *_on(Approval.decided_at, span)))
    ]
    refunds: list[dict[str, Any]] = [
        {"kind": "refund", "at": row.at, "case": row.case, "by": row.by, "second": row.second, "amount": -row.amount}
        for row in session.scalars(select(Payment).where(Payment.hall == hall, Payment.day == day, Payment.amount < 0))
    ]
    ways: list[dict[str, Any]] = [
        {
            "kind": "way_corrected" if row.counts else "way_noted",
            "at": row.at,
            "case": case,
            "by": row.by,
            "second": None,
            "receipt": row.receipt,
            "amount": amount,
            "before": row.before,
            "after": row.after,
            "reason": row.reason,
        }
        for row, case, amount in session.execute(
            select(WayCorrection, Payment.case, Payment.amount)
            .join(Payment, (Payment.hall == WayCorrection.hall) & (Payment.receipt == WayCorrection.receipt))
            .where(WayCorrection.hall == hall, *_near(WayCorrection.day, span), *_on(WayCorrection.at, span))
        )
    ]
    blanks: list[dict[str, Any]] = [
        {
            "kind": "spoiled" if row.after == BlankState.SPOILED else "settled",
            "at": row.at,
            "case": row.case,
            "by": row.by,
            "second": row.second,
            "serial": row.serial,
            "after": row.after,
            "reason": row.reason,
        }
        for row in session.scalars(
            select(BlankMove).where(
                BlankMove.hall == hall,
                BlankMove.day == day,
                BlankMove.before != BlankMove.after,
                (BlankMove.after == BlankState.SPOILED) | (BlankMove.before == BlankState.UNKNOWN),
            )
        )
    ]
    told = sorted(
        [*acts, *refunds, *ways, *blanks], key=lambda each: (str(each["at"]), each["kind"], each["case"] or "")
    )
    return [{**each, "at": each["at"].isoformat()} for each in told]


def lists(session: Session, hall: str, day: date, end: datetime) -> dict[str, int]:
    """How many cards wait too long and how many promises are overdue when a day ends."""
    uncollected = (
        select(func.count())
        .select_from(Card)
        .join(Case, (Case.hall == Card.hall) & (Case.number == Card.case))
        .where(
            Card.hall == hall,
            Card.made_at < midnight(day - timedelta(30)),
            _not_before(Card.issued_at, end),
            _stood(hall, end, (CaseState.READY, CaseState.MAILED)),
        )
    )
    overdue = select(func.count()).where(
        Case.hall == hall,
        Case.ready_by < day,
        _not_before(Case.ready_at, end),
        _not_before(Case.closed_at, end),
        _stood(hall, end, PROMISED),
    )
    owed = (
        select(func.count())
        .select_from(Deferral)
        .join(Case, (Case.hall == Deferral.hall) & (Case.number == Deferral.case))
        .where(
            Deferral.hall == hall,
            Deferral.due < day,
            _not_before(Deferral.cured_at, end),
            _not_before(Case.closed_at, end),
        )
    )
    return {
        "uncollected_over_30_days": session.scalar(uncollected) or 0,
        "overdue": session.scalar(overdue) or 0,
        "deferrals_overdue": session.scalar(owed) or 0,
    }


def states(session: Session, hall: str, day: date, end: datetime) -> dict[str, str]:
    """The state in which each case of a day stood at its end."""
    steps = (
        select(Step.case, Step.after)
        .join(Case, (Case.hall == Step.hall) & (Case.number == Step.case))
        .where(Case.hall == hall, Case.day == day, Step.at < end)
        .order_by(Step.case, Step.seq)
    )
    return {row.case: row.after for row in session.execute(steps)}


def cash_expected(session: Session, hall: str, day: date) -> int:
    """Cash taken less cash given back that day, without the change the tills began with."""
    cash = select(func.sum(Payment.amount)).where(Payment.hall == hall, Payment.day == day, Payment.way == "cash")
    return session.scalar(cash) or 0


def cash_since(session: Session, hall: str, day: date) -> int:
    """Cash that came into the tills after that day, for whoever counts it late."""
    later = (Payment.hall == hall, Payment.day > day, Payment.way == "cash")
    return session.scalar(select(func.sum(Payment.amount)).where(*later)) or 0


def _steps(session: Session, hall: str, span: Span) -> list[StepFact]:
    rows = session.execute(
        select(Step.case, Case.service, Step.by, Step.after, Step.at, Step.facts, Case.counter)
        .join(Case, (Case.hall == Step.hall) & (Case.number == Step.case))
        .where(Step.hall == hall, *_on(Step.at, span))
        .order_by(Step.at, Step.case, Step.seq)
    )
    return [
        StepFact(case, service, by, after, f"{at:%H}:{at.minute // 30 * 30:02d}", facts.get("window", taken_at))
        for case, service, by, after, at, facts, taken_at in rows
    ]


def _cases(session: Session, hall: str, span: Span) -> list[CaseFact]:
    owes = select(Deferral.code).where(Deferral.hall == Case.hall, Deferral.case == Case.number).exists()
    taken = select(Step.case).where(Step.hall == hall, Step.after == CaseState.ACCEPTED, *_on(Step.at, span))
    rows = session.execute(
        select(Case.number, Case.service, Case.clerk, Case.fee_due, Case.fee_waived, owes, Case.counter)
        .where(Case.hall == hall, Case.number.in_(taken))
        .order_by(Case.number)
    )
    return [CaseFact(*row) for row in rows]


def _payments(session: Session, hall: str, day: date) -> list[PaymentFact]:
    rows = session.execute(
        select(Payment.receipt, Case.service, Payment.amount, Payment.way, Payment.by, Payment.counter)
        .join(Case, (Case.hall == Payment.hall) & (Case.number == Payment.case))
        .where(Payment.hall == hall, Payment.day == day)
    )
    return [PaymentFact(*row) for row in rows]


def _serials(session: Session, hall: str, day: date) -> list[SerialFact]:
    rows = session.execute(
        select(BlankMove.serial, BlankMove.before, BlankMove.after)
        .where(BlankMove.hall == hall, BlankMove.day == day, BlankMove.before != BlankMove.after)
        .order_by(BlankMove.serial, BlankMove.seq)
    )
    return [SerialFact(*row) for row in rows]


def _answers(session: Session, hall: str, span: Span) -> list[AnswerFact]:
    of_day = (Approval.hall == hall, Approval.decision.is_not(None), *_on(Approval.decided_at, span))
    rows = session.execute(select(Approval.what, Approval.decision).where(*of_day))
    return [AnswerFact(what, str(decision)) for what, decision in rows]


def _ratings(session: Session, hall: str, span: Span) -> Sequence[int]:
    given = (Rating.hall == hall, *_near(Rating.day, span), *_on(Rating.at, span))
    return session.scalars(select(Rating.level).where(*given)).all()


def _tickets(session: Session, hall: str, span: Span) -> list[TicketFact]:
    """Each of a ticket's facts counts when it happened: that it was taken, called, and served or passed over."""
    facts = []
    for row in session.scalars(select(Ticket).where(Ticket.hall == hall, *_near(Ticket.day, span))):
        taken, called, ended = (_within(at, row.day, span) for at in (row.taken_at, row.called_at, row.ended_at))
        if taken or called or ended:
            waited = _seconds(row.taken_at, row.called_at) if called and row.kind != BY_HAND else None
            served = _seconds(row.begun_at, row.ended_at) if ended and row.state == "served" else None
            facts.append(TicketFact(waited, served, row.state if ended else "waiting", taken=taken))
    return facts


def _within(at: datetime | None, day: date, span: Span) -> bool:
    """Whether something of a ticket happened within: on its day, whatever the clock of a queue machine says."""
    if at is None:
        return False
    first, last = midnight(day), midnight(day + timedelta(1)) - timedelta(microseconds=1)
    return span.begin <= min(max(at, first), last) < span.until


def _seconds(begin: datetime | None, end: datetime | None) -> int | None:
    return None if begin is None or end is None else max(0, round((end - begin).total_seconds()))


def _stood(hall: str, moment: datetime, states: Sequence[CaseState]) -> Any:
    """Whether a case stood in one of these states just before a moment: it does still, or it took a step since."""
    steps = select(Step.after).where(Step.hall == Case.hall, Step.case == Case.number, Step.at < moment)
    last = steps.order_by(Step.seq.desc()).limit(1).correlate(Case).scalar_subquery()
    since = select(Step.case).where(Step.hall == hall, Step.at >= moment)
    return (Case.state.in_(states) | Case.number.in_(since)) & last.in_(states)


def _not_before(column: InstrumentedAttribute[Any], moment: datetime) -> Any:
    return column.is_(None) | (column >= moment)


def _near(column: InstrumentedAttribute[date], span: Span) -> tuple[Any, Any]:
    """For tables that are indexed by their day."""
    return column >= span.begin.date(), column <= span.until.date()


def _on(column: InstrumentedAttribute[Any], span: Span) -> tuple[Any, Any]:
    return column >= span.begin, column < span.until
