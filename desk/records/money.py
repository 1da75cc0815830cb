"""Payments and till shifts. Amounts are integer fen; a refund is a payment with a negative amount."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base, CaseNumber, Code, Hall, Key, Who


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
    """cash, card, alipay, wechat."""
    at: Mapped[datetime]
    day: Mapped[date]
    by: Mapped[Who]
    second: Mapped[Who | None]
    counter: Mapped[str] = mapped_column(String(8))
    shift: Mapped[str | None] = mapped_column(String(64))


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
    """Change that lay in the till at the start."""
    closed_at: Mapped[datetime | None]
    expected: Mapped[int | None]
    counted: Mapped[int | None]
    explanation: Mapped[str | None] = mapped_column(String(200))
    taken_by: Mapped[Who | None]
    """The colleague or supervisor who took over and signed."""
