"""Holding what was looked at until what follows from it is written, so that the two are one on a server as well.

An embedded store lets in one writer at a time and needs none of this. On a server all windows write at once, and what
one of them has just checked another may change before it acts: whoever acts on a row holds the row; whoever counts on
something that no row stands for, such as a day that is not closed or a key never seen, holds its name.

What is held is let go when the transaction ends. A look (`Store.reading`) holds nothing.
"""

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

T = TypeVar("T")
_UNTIL_THE_END = {"key_share": True}  # rows that only point at it may still be added


def row(session: Session, table: type[T], key: tuple[Any, ...]) -> T | None:
    """The row under a key as it is now, which nobody else changes meanwhile; None where there is none."""
    return session.get(table, key, with_for_update=_UNTIL_THE_END if _shared_store(session) else None)


def one(session: Session, table: type[T], key: tuple[Any, ...]) -> T:
    """`row` for one that has to be there."""
    return session.get_one(table, key, with_for_update=_UNTIL_THE_END if _shared_store(session) else None)


def name(session: Session, *words: str, beside_others: bool = False) -> None:
    """Waits until nobody else holds these words; `beside_others` lets all hold them who say so too."""
    if _shared_store(session):
        lock = "pg_advisory_xact_lock_shared" if beside_others else "pg_advisory_xact_lock"
        session.execute(text(f"SELECT {lock}(hashtextextended(:words, 0))"), {"words": " ".join(words)})


def day(session: Session, hall: str, on: date) -> None:
    """Lets nobody close a day before this transaction ends: what it writes down belongs to the day as it then is."""
    name(session, "day", hall, on.isoformat(), beside_others=True)


def _shared_store(session: Session) -> bool:
    """Whether this is an act on a store in which others act at the same time."""
    return bool(session.info.get("writing")) and session.get_bind().dialect.name == "postgresql"
