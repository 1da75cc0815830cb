"""Every command once: the same key gives the answer it gave before, and another wish under that key is a hard error."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.errors import DeskError
from desk.records import hold
from desk.records.base import WITHOUT_ROWID, Base, Code, Hall


class Command(Base):
    """An answered command; kept as long as its case."""

    __tablename__ = "commands"
    __table_args__ = WITHOUT_ROWID

    hall: Mapped[Hall]
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    what: Mapped[Code]
    digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


class KeyReused(DeskError):
    """The same key came with another wish: a fault of the caller, nothing was done."""

    exit_code = 70


def digest(payload: Any) -> str:
    """SHA-256 of a payload in one canonical JSON form."""
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def once(session: Session, hall: str, key: str, what: str, payload_digest: str) -> dict[str, Any] | None:
    """The saved answer of a command that was done before, None for a new one. Raises KeyReused."""
    hold.name(session, "command", hall, key)  # the same press may still be under way on a line that was given up
    kept = select(Command.what, Command.digest, Command.answer).where(Command.hall == hall, Command.key == key)
    done = session.execute(kept).first()
    if done is None:
        return None
    if (done.what, done.digest) != (what, payload_digest):
        raise KeyReused("key_reused", key=key, what=what, before=done.what)
    answer: dict[str, Any] = done.answer
    return answer


def keep(
    session: Session, hall: str, key: str, what: str, payload_digest: str, *, answer: dict[str, Any], at: datetime
) -> None:
    """Saves an answer (identifiers and codes, no personal data) in the transaction of the act itself."""
    row = {"hall": hall, "key": key, "what": what, "digest": payload_digest, "answer": answer, "at": at}
    session.execute(insert(Command.__table__), [row])  # type: ignore[arg-type]
