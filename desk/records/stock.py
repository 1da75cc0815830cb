"""Blank cards as counted vouchers: receipts by serial range, every blank's state, every move, and the equation.

INVARIANTS (kept by the database, see `guards.py`)

 1. A blank is never deleted and changes state only along `desk.rules.card_life.BLANK`.
 2. `stock_balance` is moved by triggers alone; received = in_stock + reserved + issued + spoiled + unknown + returned.
 3. A receipt's range holds exactly its count of blanks, none of which was received before; two people sign it.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import WITHOUT_ROWID, Base, Code, Hall, Key, Serial, Who


class StockReceipt(Base):
    """A delivery: one range of serial numbers, counted by two people; append-only."""

    __tablename__ = "stock_receipts"
    __table_args__ = (CheckConstraint('second <> "by"', name="two_people"), CheckConstraint("count > 0", name="count"))

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    first: Mapped[Serial]
    last: Mapped[Serial]
    count: Mapped[int]
    at: Mapped[datetime]
    day: Mapped[date]
    by: Mapped[Who]
    second: Mapped[Who]


class Blank(Base):
    """One piece of plastic; `place` is vault, window:NN, printer:NN, or destroyed."""

    __tablename__ = "blanks"
    __table_args__ = (
        ForeignKeyConstraint(["hall", "receipt"], ["stock_receipts.hall", "stock_receipts.id"]),
        Index("ix_blanks_state", "hall", "state", "place", "serial"),
    )

    hall: Mapped[Hall]
    serial: Mapped[Serial] = mapped_column(primary_key=True)
    receipt: Mapped[Key]
    state: Mapped[Code]
    place: Mapped[Code]
    case: Mapped[str | None] = mapped_column(String(32))
    job: Mapped[str | None] = mapped_column(String(64))
    since: Mapped[datetime]


class BlankMove(Base):
    """One blank's step from state to state or place to place; append-only."""

    __tablename__ = "blank_moves"
    __table_args__ = (
        ForeignKeyConstraint(["hall", "serial"], ["blanks.hall", "blanks.serial"]),
        Index("ix_blank_moves_day", "hall", "day"),
        WITHOUT_ROWID,
    )

    hall: Mapped[Hall]
    serial: Mapped[Serial] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    day: Mapped[date]
    by: Mapped[Who]
    second: Mapped[Who | None]
    before: Mapped[Code]
    """"" for the step into stock."""
    after: Mapped[Code]
    place: Mapped[Code]
    reason: Mapped[str] = mapped_column(String(40).with_variant(Text(), "postgresql"))
    """A code, or what somebody wrote."""
    case: Mapped[str | None] = mapped_column(String(32))
    job: Mapped[str | None] = mapped_column(String(64))


class StockBalance(Base):
    """How many blanks are in each state; kept by triggers, checked by the database after every statement."""

    __tablename__ = "stock_balance"
    __table_args__ = (
        CheckConstraint("received = in_stock + reserved + issued + spoiled + unknown + returned", name="equation"),
        CheckConstraint(
            "in_stock >= 0 AND reserved >= 0 AND issued >= 0 AND spoiled >= 0 AND unknown >= 0 AND returned >= 0",
            name="none_negative",
        ),
    )

    hall: Mapped[Hall]
    received: Mapped[int]
    in_stock: Mapped[int]
    reserved: Mapped[int]
    issued: Mapped[int]
    spoiled: Mapped[int]
    unknown: Mapped[int]
    returned: Mapped[int]


class StockCount(Base):
    """A day's count of the blanks, beside what the facts say; append-only."""

    __tablename__ = "stock_counts"

    hall: Mapped[Hall]
    day: Mapped[date] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    opening: Mapped[int]
    received: Mapped[int]
    issued: Mapped[int]
    spoiled: Mapped[int]
    unknown: Mapped[int]
    returned: Mapped[int]
    expected: Mapped[int]
    counted: Mapped[int]
    by: Mapped[Who]
