"""What is kept no longer than it is needed: old drafts, pictures that went on no card, answers of outside systems.

The terms are the policy's. `due` only counts, for a dry run; `remove` deletes what `due` would count, tells it in the
journal, and empties the write-ahead log, so that the cleared pages do not live on in it. The journal itself is never
cut: its chain would break, and the law wants it kept. 《个人信息保护法》第十九条 (shortest time), 等保 剩余信息保护.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from desk.records import journal
from desk.records.cases import Case
from desk.records.drafts import DraftRow
from desk.records.insured import RegistryMessage
from desk.records.papers import Picture
from desk.services import draft as drafts
from desk.services.counter import Counter

NOT_FOR_THE_CARD = ("photo_original", "photo_rejected")


@dataclass(frozen=True, slots=True)
class Due:
    """What is older than its term, by kind, and the last day that still counts as young."""

    drafts: int
    pictures: int
    answers: int
    drafts_before: date
    pictures_before: date

    def document(self) -> dict[str, Any]:
        """For `db retention`."""
        return {
            "drafts": self.drafts,
            "pictures": self.pictures,
            "answers": self.answers,
            "drafts_before": self.drafts_before.isoformat(),
            "pictures_before": self.pictures_before.isoformat(),
        }


def due(counter: Counter) -> Due:
    """A dry run: counts, and changes nothing."""
    with counter.store.reading() as session:
        return _due(session, counter)


def remove(counter: Counter) -> Due:
    """Deletes what is due and tells how much it was. A supervisor or technician may."""
    counter.require("supervisor", "technician")
    with counter.store.begin() as session:
        told = _due(session, counter)
        for draft in session.scalars(select(DraftRow).where(*_old_drafts(counter))).all():
            drafts.forget_pictures(session, counter, draft.id)
            session.delete(draft)
        session.execute(delete(Picture).where(*_old_pictures(counter)))
        session.execute(delete(RegistryMessage).where(*_old_answers(counter)))
        facts = {"drafts": told.drafts, "pictures": told.pictures, "answers": told.answers}
        journal.write(session, counter, "retention", "store", "done", **facts)
    counter.store.empty_log()
    return told


def _due(session: Session, counter: Counter) -> Due:
    def count(table: type[Any], *where: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).select_from(table).where(*where)) or 0

    return Due(
        count(DraftRow, *_old_drafts(counter)),
        count(Picture, *_old_pictures(counter)),
        count(RegistryMessage, *_old_answers(counter)),
        (counter.now() - _term(counter.policy.retention.drafts.natural_days)).date(),
        (counter.now() - _term(counter.policy.retention.rejected_photos.natural_days)).date(),
    )


def _old_drafts(counter: Counter) -> tuple[ColumnElement[bool], ...]:
    before = counter.now() - _term(counter.policy.retention.drafts.natural_days)
    return DraftRow.hall == counter.hall, DraftRow.saved_at < before


def _old_pictures(counter: Counter) -> tuple[ColumnElement[bool], ...]:
    before = counter.now() - _term(counter.policy.retention.rejected_photos.natural_days)
    ended = select(Case.number).where(Case.hall == counter.hall, Case.closed_at < before)
    return Picture.hall == counter.hall, Picture.kind.in_(NOT_FOR_THE_CARD), Picture.case.in_(ended)


def _old_answers(counter: Counter) -> tuple[ColumnElement[bool], ...]:
    before = counter.now() - _term(counter.policy.retention.drafts.natural_days)
    return RegistryMessage.hall == counter.hall, RegistryMessage.at < before


def _term(days: int) -> timedelta:
    return timedelta(days=days)
