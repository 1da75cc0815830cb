"""Money at the counter: what is owed, taken, given back, and what ought to be in the till.

Amounts are integer fen. Every movement is one payment under a gap-free fee receipt number; a refund is a negative one
that a second person signs. What is owed follows from the case and its payments, never from a counter. M-091 to M-096.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import commands, hold, journal, numbers
from desk.records.approvals import Approval
from desk.records.cases import Case
from desk.records.money import Payment, Shift
from desk.rules.journey import CaseState
from desk.services import casebook, days
from desk.services.accounts import second_person
from desk.services.counter import Counter, Credential
from desk.services.outcomes import unsettled_of

METHODS = ("cash", "card", "alipay", "wechat")
_PAYABLE = frozenset({CaseState.ACCEPTED, CaseState.REVIEW, CaseState.RETURNED, CaseState.APPROVED, CaseState.MAKING})


@dataclass(frozen=True, slots=True)
class Owed:
    """A case's fee: due − waived − paid = owed; `paid` is what was taken less what was given back."""

    due: int
    waived: int
    paid: int

    @property
    def owed(self) -> int:
        """What is still to be taken."""
        return self.due - self.waived - self.paid


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One movement as papers show it."""

    receipt: str
    case: str
    amount: int
    method: str
    at: datetime
    by: str
    second: str | None


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A till shift; `expected` and `variance` (counted − expected) are known once it is closed."""

    id: str
    operator: str
    opened_at: datetime
    expected: int
    counted: int | None
    closed_at: datetime | None

    @property
    def variance(self) -> int | None:
        """What is too much (+) or missing (−)."""
        return None if self.counted is None else self.counted - self.expected


def owed(counter: Counter, number: str) -> Owed:
    """Raises UsageError(no_such_case)."""
    with counter.store.reading() as session:
        return owed_within(session, casebook.find(session, counter, number))


def owed_within(session: Session, case: Case) -> Owed:
    """A case's fee as its payments say."""
    return Owed(case.fee_due, case.fee_waived, _paid(session, case.hall, [case.number]).get(case.number, 0))


def take(counter: Counter, number: str, amount: int, method: str, key: str) -> PaymentView:
    """Takes the whole of what is owed; idempotent by key.

    Raises Refused(wrong_amount, owed=…), Refused(not_payable, state=…), Refused(day_closed), UsageError(unknown_code).
    """
    counter.require("clerk", "supervisor")
    if method not in METHODS:
        raise UsageError("unknown_code", field="method", value=method, known=METHODS)
    wish = commands.digest([number, amount, method])
    with counter.store.begin() as session:
        done = commands.once(session, counter.hall, key, "payment", wish)
        if done is not None:
            return view(session.get_one(Payment, (counter.hall, done["receipt"])))
        days.require_open(session, counter)
        case = casebook.find(session, counter, number)
        if case.state not in _PAYABLE:
            raise Refused("not_payable", number=number, state=case.state)
        fee = owed_within(session, case)
        if amount != fee.owed or amount <= 0:
            raise Refused("wrong_amount", amount=amount, owed=fee.owed)
        shift = _own_shift(session, counter) or _open(session, counter)
        payment = _pay(session, counter, case, amount, method, shift=shift.id)
        commands.keep(session, counter.hall, key, "payment", wish, answer={"receipt": payment.receipt}, at=payment.at)
        journal.write(
            session, counter, "payment", case.number, "done", receipt=payment.receipt, amount=amount, method=method
        )
        return view(payment)


def refund(counter: Counter, number: str, key: str, second: Credential) -> PaymentView:
    """Gives back all that was paid, the way it came; a supervisor signs now. Idempotent by key.

    Raises Refused(nothing_to_refund | card_already_made | printer_blocked), NotPermitted.
    """
    counter.require("clerk", "supervisor")
    wish = commands.digest([number])
    other = second_person(counter, second, "refund", "supervisor")
    with counter.store.begin() as session:
        done = commands.once(session, counter.hall, key, "refund", wish)
        if done is not None:
            return view(session.get_one(Payment, (counter.hall, done["receipt"])))
        case = casebook.find(session, counter, number)
        return refund_within(session, counter, case, key=key, second=other.name)


def refund_within(session: Session, counter: Counter, case: Case, *, key: str, second: str) -> PaymentView:
    """`refund` inside the transaction of a withdrawal; `second` has proved who they are already."""
    days.require_open(session, counter)
    paid = owed_within(session, case).paid
    if case.card is not None:
        raise Refused("card_already_made", number=case.number)
    if jobs := unsettled_of(session, case):
        raise Refused("printer_blocked", jobs=jobs)
    if paid <= 0:
        raise Refused("nothing_to_refund", number=case.number)
    last = session.scalars(
        select(Payment)
        .where(Payment.hall == counter.hall, Payment.case == case.number, Payment.amount > 0)
        .order_by(Payment.at.desc())
    ).first()
    assert last is not None
    shift = _own_shift(session, counter) or _open(session, counter)
    payment = _pay(session, counter, case, -paid, last.way, shift=shift.id, second=second)
    wish = commands.digest([case.number])
    commands.keep(session, counter.hall, key, "refund", wish, answer={"receipt": payment.receipt}, at=payment.at)
    journal.write(session, counter, "refund", case.number, "done", receipt=payment.receipt, amount=-paid, second=second)
    return view(payment)


def waiver_granted(session: Session, case: Case) -> bool:
    """Whether the waiver a case counts on was approved by a second person; true where there is none."""
    return not case.fee_waived or case.number in _granted(session, case.hall, [case.number])


def settled(session: Session, hall: str, cases: Sequence[Case]) -> list[Case]:
    """Those of these cases that owe nothing and count on no waiver that is still to be approved."""
    numbers = [case.number for case in cases]
    paid, granted = _paid(session, hall, numbers), _granted(session, hall, numbers)
    return [
        case
        for case in cases
        if Owed(case.fee_due, case.fee_waived, paid.get(case.number, 0)).owed <= 0
        and (not case.fee_waived or case.number in granted)
    ]


def shift(counter: Counter) -> ShiftView | None:
    """The operator's open till."""
    with counter.store.reading() as session:
        own = _own_shift(session, counter)
        return _shift_view(session, own) if own else None


def open_shifts(session: Session, counter: Counter) -> list[ShiftView]:
    """Every till of the hall that nobody counted yet."""
    rows = session.scalars(select(Shift).where(Shift.hall == counter.hall, Shift.closed_at.is_(None)))
    return [_shift_view(session, row) for row in rows]


def close_shift(counter: Counter, counted: int, taken_by: Credential, explanation: str = "") -> ShiftView:
    """Counts the operator's till and hands it over to a colleague, who signs.

    Raises Refused(no_shift), Refused(variance_unexplained, variance=…), NotPermitted.
    """
    counter.require("clerk", "supervisor")
    other = second_person(counter, taken_by, "shift_close", "clerk", "supervisor")
    with counter.store.begin() as session:
        own = _own_shift(session, counter)
        if own is None:
            raise Refused("no_shift", operator=counter.operator.name)
        expected = _expected(session, own)
        if counted != expected and not explanation.strip():
            raise Refused("variance_unexplained", variance=counted - expected)
        own.closed_at, own.expected, own.counted = counter.now(), expected, counted
        own.explanation, own.taken_by = explanation, other.name
        journal.write(
            session, counter, "shift_closed", own.id, "done", expected=expected, counted=counted, second=other.name
        )
        return _shift_view(session, own)


def close_own(session: Session, counter: Counter, day: date) -> None:
    """At the day's end: ends the closer's own till with what it ought to hold; the day's count stands beside it."""
    own = _own_shift(session, counter)
    if own is None or own.day > day:  # a day that is closed late leaves the till of today alone
        return
    expected = _expected(session, own)
    own.closed_at, own.expected, own.counted, own.explanation = counter.now(), expected, expected, "day_close"
    journal.write(session, counter, "shift_closed", own.id, "done", expected=expected, day=day.isoformat())


def _paid(session: Session, hall: str, cases: Sequence[str]) -> dict[str, int]:
    of_cases = (Payment.hall == hall, Payment.case.in_(cases))
    sums = select(Payment.case, func.sum(Payment.amount)).where(*of_cases).group_by(Payment.case)
    return dict(session.execute(sums).all())


def _granted(session: Session, hall: str, cases: Sequence[str]) -> set[str | None]:
    said_yes = (Approval.what == "fee_waiver", Approval.decision == "approved")
    return set(session.scalars(select(Approval.case).where(Approval.hall == hall, Approval.case.in_(cases), *said_yes)))


def _open(session: Session, counter: Counter) -> Shift:
    """A till begins with the first money that is taken; the change that lies ready in it is counted apart."""
    now = counter.now()
    begun = Shift(
        hall=counter.hall,
        id=counter.new_key(),
        operator=counter.operator.name,
        counter=counter.station,
        day=now.date(),
        opened_at=now,
        float_cash=0,
    )
    session.add(begun)
    session.flush()
    journal.write(session, counter, "shift_opened", begun.id, "done")
    return begun


def _own_shift(session: Session, counter: Counter) -> Shift | None:
    hold.name(session, "till", counter.hall, counter.operator.name)
    return session.scalar(
        select(Shift).where(
            Shift.hall == counter.hall, Shift.operator == counter.operator.name, Shift.closed_at.is_(None)
        )
    )


def _pay(
    session: Session, counter: Counter, case: Case, amount: int, method: str, *, shift: str, second: str | None = None
) -> Payment:
    now, hall = counter.now(), counter.settings.hall
    payment = Payment(
        hall=counter.hall,
        receipt=numbers.public_number(session, hall.region, hall.code, now.date(), counter.station, letter="F"),
        case=case.number,
        amount=amount,
        method=method,
        at=now,
        day=now.date(),
        by=counter.operator.name,
        second=second,
        counter=counter.station,
        shift=shift,
    )
    session.add(payment)
    session.flush()
    return payment


def _expected(session: Session, own: Shift) -> int:
    cash = select(func.sum(Payment.amount)).where(
        Payment.hall == own.hall, Payment.shift == own.id, Payment.way == "cash"
    )
    return session.scalar(cash) or 0


def view(row: Payment) -> PaymentView:
    """A movement as papers show it."""
    return PaymentView(row.receipt, row.case, row.amount, row.way, row.at, row.by, row.second)


def _shift_view(session: Session, row: Shift) -> ShiftView:
    expected = row.expected if row.expected is not None else _expected(session, row)
    return ShiftView(row.id, row.operator, row.opened_at, expected, row.counted, row.closed_at)
