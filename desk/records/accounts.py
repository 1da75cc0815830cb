"""Accounts and failed sign-ins. Each account row carries a keyed check: a role changed by hand is refused."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desk.records.base import WITHOUT_ROWID, Base, Code, Hall, Sealed


class Account(Base):
    """Someone who may sign in; `name` is the number on the badge."""

    __tablename__ = "accounts"

    hall: Mapped[Hall]
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    role: Mapped[Code]
    password: Mapped[str] = mapped_column(String(160))
    """An argon2id text; empty for an account that waits for its first password."""
    enabled: Mapped[bool] = mapped_column(default=True)
    must_change: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    earlier: Mapped[str] = mapped_column(String(1000), default="")
    """Earlier password texts, one a line, newest first (kept by the `mlps` rules only)."""
    mac: Mapped[bytes] = mapped_column()
    person: Mapped[Sealed | None]


class Attempts(Base):
    """Failed sign-ins of one account at one station since the last success."""

    __tablename__ = "attempts"
    __table_args__ = WITHOUT_ROWID

    hall: Mapped[Hall]
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    station: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
