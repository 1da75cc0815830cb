"""Checking the journal: every chain, against the anchors kept in the store, beside its key, and read off papers."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from desk.errors import UsageError
from desk.records import journal
from desk.records.journal import JournalEntry, Verdict
from desk.services.counter import Counter


def verify(counter: Counter, outside: Iterable[str] = ()) -> dict[str, Any]:
    """The verdict over the hall's chains as a document. Raises UsageError(anchor) for a text that is none."""
    anchors = [text.strip().upper() for text in outside]
    for text in anchors:
        if len(text.split("-")) != 3 or not text.split("-")[1].isdigit():
            raise UsageError("anchor", text=text)
    store = counter.store
    with store.reading() as session:
        halls = session.scalars(select(JournalEntry.hall).distinct()).all()
        if halls and counter.hall not in halls:
            raise UsageError("no_such_hall", hall=counter.hall, known=tuple(halls))
        verdict = journal.verify(session, store.sealer, counter.hall, [*store.seen_anchors(), *anchors])
    return document(verdict)


def document(verdict: Verdict) -> dict[str, Any]:
    """For `audit verify`."""
    return {
        "ok": verdict.ok,
        "entries": verdict.entries,
        "first_bad": verdict.first_bad,
        "reason": verdict.reason,
        "anchor": verdict.anchor,
        "chain": verdict.chain,
    }
