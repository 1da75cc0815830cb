"""The way a payment went, put right: booked as 微信, paid by card.

Whoever took the money corrects it the same day, as long as the till it went into was not counted and the day is open:
then every sum follows. Afterwards what was counted and signed stays, and what is known better is only noted beside it.
Either way the booking itself stays, the journal tells who said what, and the day's report lists it.

INVARIANTS

 1. Nothing is written over: a correction is a row of its own, and the last that counts is `Payment.way`.
 2. Nobody corrects what a colleague took.
 3. Money that went back went back the way it was booked then: of that payment nothing is corrected any more.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import commands, hold, journal
from desk.records.cases import Case
from desk.records.days import moment
from desk.records.money import Payment, Shift, WayCorrection
from desk.services import casebook, days, till
from desk.services.counter import Counter


@dataclass(frozen=True, slots=True)
class Booking:
    """A case's payment: the way that counts, who took it, and whether a correction would still count."""

    receipt: str
    amount: int
    way: str
    at: datetime
    by: str
    counts: bool
    """False: the till was counted or the day closed, so that it can only be noted."""


def booking(counter: Counter, number: str) -> Booking | None:
    """The payment whose way may be wrong; None where nothing was paid, or it went back. Raises UsageError."""
    with counter.store.reading() as session:
        case = casebook.find(session, counter, number)
        payment = _payment(session, case)
        if payment is None:
            return None
        counts = _still_counts(session, counter, payment)
        return Booking(payment.receipt, payment.amount, payment.way, payment.at, payment.by, counts)


def put_right(counter: Counter, number: str, way: str, reason: str, key: str) -> till.PaymentView:
    """Corrects how a payment went: tills, sums and papers follow. Idempotent by key.

    Raises Refused(nothing_paid | same_way | taken_by_colleague | till_counted | day_closed),
    UsageError(unknown_code | reason_needed).
    """
    return _say(counter, number, way, reason=reason, key=key, counts=True)


def note(counter: Counter, number: str, way: str, reason: str, key: str) -> till.PaymentView:
    """Notes how a payment really went once its till is counted or its day closed; no sum follows. Idempotent by key.

    Raises Refused(nothing_paid | same_way | still_correctable), UsageError(unknown_code | reason_needed).
    """
    return _say(counter, number, way, reason=reason, key=key, counts=False)


def _say(counter: Counter, number: str, way: str, *, reason: str, key: str, counts: bool) -> till.PaymentView:
    counter.require("clerk", "supervisor")
    if way not in till.METHODS:
        raise UsageError("unknown_code", field="method", value=way, known=till.METHODS)
    if not reason.strip():
        raise UsageError("reason_needed", what="payment_way")
    wish = commands.digest([number, way, reason, counts])
    with counter.store.begin() as session:
        done = commands.once(session, counter.hall, key, "payment_way", wish)
        if done is not None:
            return till.view(session.get_one(Payment, (counter.hall, done["receipt"])))
        if counts:
            days.require_open(session, counter)
        case = casebook.find(session, counter, number)
        payment = _payment(session, case)
        if payment is None:
            raise Refused("nothing_paid", number=case.number)
        hold.name(session, "till", counter.hall, payment.by)
        _insist(session, counter, payment, way, counts=counts)
        _write(session, counter, payment, way, reason=reason.strip(), counts=counts)
        answer = {"receipt": payment.receipt}
        commands.keep(session, counter.hall, key, "payment_way", wish, answer=answer, at=counter.now())
        session.flush()
        session.refresh(payment)
        return till.view(payment)


def _insist(session: Session, counter: Counter, payment: Payment, way: str, *, counts: bool) -> None:
    known = _last(session, payment)
    if way == (known.after if known is not None else payment.method):
        raise Refused("same_way", method=way)
    still_counts = _still_counts(session, counter, payment)
    if counts and payment.by != counter.operator.name:
        raise Refused("taken_by_colleague", by=payment.by)
    if counts and not still_counts:
        raise Refused("till_counted", receipt=payment.receipt)
    if not counts and still_counts:
        raise Refused("still_correctable", by=payment.by)


def _write(session: Session, counter: Counter, payment: Payment, way: str, *, reason: str, counts: bool) -> None:
    last, now = _last(session, payment), moment(session, counter.hall, counter.now())
    before = last.after if last is not None else payment.method
    session.add(
        WayCorrection(
            hall=counter.hall, receipt=payment.receipt, seq=1 + (last.seq if last is not None else 0), before=before,
            after=way, counts=counts, reason=reason, at=now, day=now.date(), by=counter.operator.name,
            counter=counter.station,
        )
    )  # fmt: skip
    told = {"receipt": payment.receipt, "before": before, "after": way, "reason": reason}
    journal.write(session, counter, "payment_way", payment.case, "corrected" if counts else "noted", **told)


def _payment(session: Session, case: Case) -> Payment | None:
    """A fee is taken whole, so that what was taken last is what may still lie here."""
    of_case = (Payment.hall == case.hall, Payment.case == case.number)
    if not session.scalar(select(func.sum(Payment.amount)).where(*of_case)):
        return None
    taken = select(Payment).where(*of_case, Payment.amount > 0).order_by(Payment.at.desc(), Payment.receipt.desc())
    return session.scalars(taken.limit(1)).first()


def _last(session: Session, payment: Payment) -> WayCorrection | None:
    said = select(WayCorrection).where(WayCorrection.hall == payment.hall, WayCorrection.receipt == payment.receipt)
    return session.scalars(said.order_by(WayCorrection.seq.desc()).limit(1)).first()


def _still_counts(session: Session, counter: Counter, payment: Payment) -> bool:
    """Today's money in a till nobody counted, on a day nobody closed."""
    own = session.get(Shift, (counter.hall, payment.shift)) if payment.shift else None
    counted = own is None or own.closed_at is not None
    return payment.day == counter.today() and not counted and days.is_open(session, counter)
