"""The embedded insured roll and card register: what `desk.links.insured_roll.RollRecords` asks for, over our tables.

A person is one sealed document found by the keyed hash of the identity number; cards are plain rows under that hash.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from desk.records.base import Base, Code, Hall, Sealed
from desk.records.store import Store


class Insured(Base):
    """One insured person as the import file told it."""

    __tablename__ = "insured"
    __table_args__ = (Index("uq_insured_psn_key", "hall", "psn_key", unique=True),)

    hall: Mapped[Hall]
    id_key: Mapped[bytes] = mapped_column(primary_key=True)
    psn_key: Mapped[bytes] = mapped_column()
    """Keyed hash of the insurance's own person number."""
    sealed: Mapped[Sealed]
    digest: Mapped[bytes] = mapped_column()
    """Keyed hash of the document: tells whether an import changed anything."""
    imported_at: Mapped[datetime]


class InsuredCard(Base):
    """One card a person holds or held, as the card register knows it."""

    __tablename__ = "insured_cards"

    hall: Mapped[Hall]
    id_key: Mapped[bytes] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    status: Mapped[Code]
    since: Mapped[datetime]
    added: Mapped[int]
    """Orders a person's cards, oldest first."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """issued, expires, region, loss, replaced_by."""


class RegistryMessage(Base):
    """An answer of registry or card service under its message id; kept so that a late answer counts once."""

    __tablename__ = "registry_answers"

    hall: Mapped[Hall]
    message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[Sealed]
    at: Mapped[datetime]


class InsuredRecords:
    """`RollRecords` over one store; every call is one short transaction."""

    def __init__(self, store: Store, hall: str) -> None:
        self._store = store
        self._hall = hall

    def person(self, number: str) -> Mapping[str, Any] | None:
        with self._store.reading() as session:
            key = self._store.sealer.find_key(number)
            row = session.get(Insured, (self._hall, key))
            if row is None:
                return None
            return _document(self._store.sealer.open("insured.sealed", key.hex(), row.sealed))

    def cards(self, number: str) -> Sequence[Mapping[str, Any]]:
        key = self._store.sealer.find_key(number)
        with self._store.reading() as session:
            rows = session.scalars(
                select(InsuredCard)
                .where(InsuredCard.hall == self._hall, InsuredCard.id_key == key)
                .order_by(InsuredCard.added)
            )
            return [_card(row) for row in rows]

    def set_card(self, number: str, card: str, status: str, at: datetime, facts: Mapping[str, Any]) -> None:
        with self._store.begin() as session:
            self.put_card(session, number, card, status, at=at, facts=facts)

    def put_card(
        self, session: Session, number: str, card: str, status: str, *, at: datetime, facts: Mapping[str, Any]
    ) -> None:
        """`set_card` inside a transaction of the caller."""
        key = self._store.sealer.find_key(number)
        row = session.get(InsuredCard, (self._hall, key, card))
        if row is None:
            held = select(InsuredCard.added).where(InsuredCard.hall == self._hall, InsuredCard.id_key == key)
            added = max(session.scalars(held), default=0) + 1
            row = InsuredCard(hall=self._hall, id_key=key, number=card, added=added, facts={})
            session.add(row)
        row.status, row.since, row.facts = status, at, {**row.facts, **facts}

    def count(self) -> int:
        """How many persons the roll holds."""
        with self._store.reading() as session:
            persons = select(func.count()).select_from(Insured).where(Insured.hall == self._hall)
            return session.scalar(persons) or 0

    def answered(self, message_id: str) -> Mapping[str, Any] | None:
        with self._store.reading() as session:
            row = session.get(RegistryMessage, (self._hall, message_id))
            if row is None:
                return None
            return _document(self._store.sealer.open("registry_answers.sealed", message_id, row.sealed))

    def remember(self, message_id: str, answer: Mapping[str, Any]) -> None:
        with self._store.begin() as session:
            if session.get(RegistryMessage, (self._hall, message_id)) is None:
                sealed = self._store.sealer.seal("registry_answers.sealed", message_id, _bytes(answer))
                session.add(
                    RegistryMessage(hall=self._hall, message_id=message_id, sealed=sealed, at=self._store.clock.now())
                )

    def put(self, session: Session, number: str, psn_no: str, person: Mapping[str, Any]) -> str:
        """Adds or updates one person inside an import's transaction; tells added, changed or same.

        Raises ValueError when the person number belongs to somebody else already.
        """
        sealer = self._store.sealer
        key, psn_key, clear = sealer.find_key(number), sealer.find_key(f"psn:{psn_no}"), _bytes(person)
        digest = sealer.tag("insured", clear)[:16]
        row = session.get(Insured, (self._hall, key))
        other = session.scalar(select(Insured.id_key).where(Insured.hall == self._hall, Insured.psn_key == psn_key))
        if other is not None and other != key:
            raise ValueError("duplicate_psn_no")
        if row is not None and row.digest == digest:
            return "same"
        told = "changed"
        if row is None:
            told, row = "added", Insured(hall=self._hall, id_key=key)
            session.add(row)
        row.psn_key, row.digest, row.imported_at = psn_key, digest, self._store.clock.now()
        row.sealed = sealer.seal("insured.sealed", key.hex(), clear)
        return told


def _card(row: InsuredCard) -> dict[str, Any]:
    card: dict[str, Any] = {"number": row.number, "status": row.status}
    card |= {word: row.facts[word] for word in ("issued", "expires", "region") if row.facts.get(word)}
    if row.facts.get("loss"):
        card["loss"] = row.facts["loss"]
    return card


def _bytes(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _document(clear: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(clear)
    return document
