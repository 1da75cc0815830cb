"""Batches: cases sent to the card centre, and people who came with one list of an employer or school."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base, Code, Hall, Key, Sealed, Who


class Batch(Base):
    """One list; its state is open, sent, received or closed."""

    __tablename__ = "batches"

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    """centre, employer, school."""
    name: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[Code]
    made_at: Mapped[datetime]
    by: Mapped[Who]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sealed: Mapped[Sealed | None]
    """Sealed JSON: who brought it."""


class BatchLine(Base):
    """One case or one left-out row of a batch."""

    __tablename__ = "batch_lines"
    __table_args__ = (ForeignKeyConstraint(["hall", "batch"], ["batches.hall", "batches.id"]),)

    hall: Mapped[Hall]
    batch: Mapped[Key] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case: Mapped[str | None] = mapped_column(String(32))
    state: Mapped[Code]
    """taken, left, sent, received, missing, handed_over."""
    reason: Mapped[Code | None]
    sealed: Mapped[Sealed | None]
