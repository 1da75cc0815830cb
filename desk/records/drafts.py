"""Drafts: what stands on a clerk's screen, sealed and bound to its operator, from the first look to the conclusion."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import Base, Code, Hall, Key, Sealed, Who


class DraftRow(Base):
    """One unfinished walk-in. `sealed` holds everything typed and captured."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_id_key", "hall", "id_key"),)

    hall: Mapped[Hall]
    id: Mapped[Key] = mapped_column(primary_key=True)
    operator: Mapped[Who]
    counter: Mapped[str] = mapped_column(String(8))
    opened_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    step: Mapped[Code]
    ticket: Mapped[str | None] = mapped_column(String(16))
    case: Mapped[str | None] = mapped_column(String(32))
    id_key: Mapped[bytes | None] = mapped_column()
    aside: Mapped[bool] = mapped_column(default=False)
    """Set aside by the clerk, or kept aside because it could not be read."""
    sealed: Mapped[Sealed]
