"""What a second person said: asked by one, decided by another with their own credential at that moment."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base, Code, Hall, Key, Reason, Sealed, Who


class Approval(Base):
    """A question to a second person; the database refuses an answer by the asker and any second answer."""

    __tablename__ = "approvals"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
        CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name="decided"),
        Index("ix_approvals_case", "hall", "case"),
        Index("ix_approvals_subject", "hall", "subject"),
        Index("ix_approvals_day", "hall", "decided_at"),
        Index("ix_approvals_waiting", "hall", "decision", "asked_at"),
    )

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    what: Mapped[Code]
    case: Mapped[str | None] = mapped_column(String(32))
    subject: Mapped[Key]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sealed: Mapped[Sealed | None]
    """Sealed JSON: what the reviewer has to see and is personal (old and new name)."""
    asked_by: Mapped[Who]
    asked_at: Mapped[datetime]
    counter: Mapped[str] = mapped_column(String(8))
    decision: Mapped[Code | None]
    """approved, returned, declined."""
    decided_by: Mapped[Who | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[Reason | None]
