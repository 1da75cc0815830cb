"""Devices that failed, as facts of the day: written into the journal when it happens, counted when a day is added up.

A device that stays broken fails again and again while it is asked; whoever notes it says so once (see
`ui.fault_book`). Blanks that were spoiled and prints nobody knows the end of are facts of their own and not told here.
"""

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import DeviceTrouble
from desk.records import journal
from desk.records.journal import JournalEntry
from desk.rules.tally_facts import FaultFact
from desk.services.counter import Counter

WHAT = "device"
DEVICES = (
    *("id_reader", "card_printer", "receipt_printer", "document_printer", "camera", "document_camera"),
    *("chip", "scanner", "signature", "evaluator", "any"),
)
"""The journal is searched by its subjects: these."""


def note(counter: Counter, trouble: DeviceTrouble) -> None:
    """Writes down that a device of this window failed; never what it read."""
    named = str(trouble.facts.get("device") or "any")
    device = named if named in DEVICES else "any"
    with counter.store.begin() as session:
        journal.write(session, counter, WHAT, device, "failed", kind=trouble.kind)


def between(session: Session, hall: str, begin: datetime, until: datetime) -> list[FaultFact]:
    """Every fault from one moment on and before another, at every window."""
    rows = session.execute(
        select(JournalEntry.chain, JournalEntry.subject, JournalEntry.facts).where(
            JournalEntry.hall == hall,
            JournalEntry.subject.in_(DEVICES),
            JournalEntry.what == WHAT,
            JournalEntry.at >= begin,
            JournalEntry.at < until,
        )
    )
    return [FaultFact(window, device, json.loads(facts)["kind"]) for window, device, facts in rows]


def last(session: Session, hall: str, window: str, since: datetime) -> tuple[datetime, str] | None:
    """When a device of this window failed last and which, if that was after `since`."""
    row = session.execute(
        select(JournalEntry.at, JournalEntry.subject)
        .where(
            JournalEntry.hall == hall,
            JournalEntry.subject.in_(DEVICES),
            JournalEntry.chain == window,
            JournalEntry.what == WHAT,
            JournalEntry.at > since,
        )
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    ).first()
    return (row.at, row.subject) if row is not None else None
