"""Payments, the ways of payment that were put right, and till shifts.

Amounts are integer fen; a refund is a payment with a negative amount. What was booked is never written over: a
correction stands beside it, and `Payment.way` is what counts.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, func, select
from sqlalchemy.orm import Mapped, MappedSQLExpression, column_property, mapped_column

from desk.records.base import Base, CaseNumber, Code, Hall, Key, Reason, Who


class Payment(Base):
    """Money in or out under a gap-free fee receipt number (`F…`); append-only."""

    __tablename__ = "payments"
    __table_args__ = (
        ForeignKeyConstraint(["hall", "case"], ["cases.hall", "cases.number"]),
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint('amount > 0 OR (second IS NOT NULL AND second <> "by")', name="refund_two_people"),
        Index("ix_payments_case", "hall", "case"),
        Index("ix_payments_day", "hall", "day"),
        Index("ix_payments_shift", "hall", "shift"),
    )

    hall: Mapped[Hall]
    receipt: Mapped[str] = mapped_column(String(32), primary_key=True)
    case: Mapped[CaseNumber]
    amount: Mapped[int]
    method: Mapped[Code]
    """cash, card, alipay, wechat: as it was booked."""
    at: Mapped[datetime]
    day: Mapped[date]
    by: Mapped[Who]
    second: Mapped[Who | None]
    counter: Mapped[str] = mapped_column(String(8))
    shift: Mapped[str | None] = mapped_column(String(64))
    way: ClassVar[MappedSQLExpression[str]]
    """How the money really went: what was booked, or what that was last put right to."""
    put_right_at: ClassVar[MappedSQLExpression[datetime | None]]


class WayCorrection(Base):
    """Money went another way than was booked: said by whoever took it, or noted when it was counted; append-only."""

    __tablename__ = "way_corrections"
    __table_args__ = (
        ForeignKeyConstraint(["hall", "receipt"], ["payments.hall", "payments.receipt"]),
        CheckConstraint("before <> after", name="differs"),
        Index("ix_way_corrections_day", "hall", "day"),
    )

    hall: Mapped[Hall]
    receipt: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    before: Mapped[Code]
    after: Mapped[Code]
    counts: Mapped[bool]
    """Whether sums follow; false for a note."""
    reason: Mapped[Reason]
    at: Mapped[datetime]
    day: Mapped[date]
    by: Mapped[Who]
    counter: Mapped[str] = mapped_column(String(8))


_PUT_RIGHT = (
    (WayCorrection.hall == Payment.hall) & (WayCorrection.receipt == Payment.receipt) & WayCorrection.counts.is_(True)
)
_WAY = select(WayCorrection.after).where(_PUT_RIGHT).order_by(WayCorrection.seq.desc()).limit(1)
_SINCE = select(func.max(WayCorrection.at)).where(_PUT_RIGHT)
Payment.way = column_property(func.coalesce(_WAY.correlate_except(WayCorrection).scalar_subquery(), Payment.method))
Payment.put_right_at = column_property(_SINCE.correlate_except(WayCorrection).scalar_subquery())


class Shift(Base):
    """One clerk's till from opening to count."""

    __tablename__ = "shifts"
    __table_args__ = (Index("ix_shifts_open", "hall", "operator", "closed_at"),)

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    operator: Mapped[Who]
    counter: Mapped[str] = mapped_column(String(8))
    day: Mapped[date]
    opened_at: Mapped[datetime]
    float_cash: Mapped[int]
    """Always nothing: the change that lies ready in a till is no takings and is counted apart."""
    """Change that lay in the till at the start."""
    closed_at: Mapped[datetime | None]
    expected: Mapped[int | None]
    counted: Mapped[int | None]
    explanation: Mapped[Reason | None]
    taken_by: Mapped[Who | None]
    """The colleague or supervisor who took over and signed."""
