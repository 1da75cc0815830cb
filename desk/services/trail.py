"""The journal as an auditor reads it: newest first, a page at a time, narrowed to days, a window, somebody, a case.

A *look* is one question to the journal. Asking it writes one entry, about one person only with the purpose of it;
leafing through the answer and asking for it anew belong to the look and write nothing.

Every window's chain is read by sequence, from its newest entry backwards, and the chains are laid beside one another by
time: a clock that was set back reorders nothing. So a page costs a few rows of each chain's key, however long the
journal is; only for what is rare, or long ago, the database looks further back.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desk.errors import UsageError
from desk.records import journal
from desk.records.base import CHINA
from desk.records.cases import Case
from desk.records.drafts import DraftRow
from desk.records.journal import JournalEntry
from desk.rules.identity import parse_id_number
from desk.services import audit
from desk.services.counter import Counter

MOST = 500
"""Entries of one page at most."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "looks": ("looked", "revealed", "searched", "listed", "day_report", "ledger_export", "journal_export"),
    "visits": (
        "greeted", "registry", "case", "concluded", "decided_again", "enquiry", "photo_taken", "signed", "cured",
        "linked", "withdrawn", "collection_begun", "collection_checked", "notice_opened_again", "case_reopened",
        "case_handed_on", "draft_set_aside", "draft_resumed", "draft_handed_over", "draft_thrown_away", "batch",
        "letter_returned", "rated", "paper", "paper_job", "task",
    ),
    "cards": (
        "card_reserved", "card_job", "card_face", "card_service", "to_centre", "centre", "old_card", "password",
        "vault", "stock_received", "stock_moved", "stock_adjusted", "cards_destroyed", "stock_receive", "stock_move",
        "stock_adjust", "cards_destroy", "unknown_card", "card_reprint",
    ),
    "money": ("payment", "payment_way", "refund", "shift_opened", "shift_closed", "shift_close"),
    "approvals": ("approval_asked", "approval_decided", "approval_decide", "second_person"),
    "accounts": (
        "sign_in", "sign_out", "change_password", "password_changed", "password_reset", "account_added",
        "account_enabled",
    ),
    "days": ("day_closed", "day_reopened", "day_close_with_variance", "day_reopen", "daily_run"),
    "house": (
        "ticket", "window", "queue", "device", "backup", "retention", "registry_import", "windows_role",
        "store_accepted", "clock_jumped", "journal_checked",
    ),
}  # fmt: skip
"""What entries are about. Some kinds are written only where a second person's password was refused."""

TROUBLED = ("refused", "failed", "unknown", "silent", "declined", "rejected", "returned", "spoiled", "lapsed", "broken")
"""Results of what did not go as it was meant to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the journal; what is empty narrows nothing. `last` is the last day that counts."""

    first: date | None = None
    last: date | None = None
    window: str = ""
    seq: int = 0
    """The window's entry of that number first, then those before it."""
    operator: str = ""
    group: str = ""
    troubled: bool = False
    subject: str = ""
    """A case's number, or whatever else an entry is about."""
    person: str = field(default="", repr=False)
    """An ID number."""


@dataclass(frozen=True, slots=True)
class Look:
    """A question with its answer's bounds: the person is only there as what the hall has of them."""

    wanted: Wanted
    subjects: tuple[str, ...] | None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a list shows it."""

    chain: str
    seq: int
    at: datetime
    by: str
    role: str
    what: str
    subject: str
    result: str
    facts: str


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; `below` leads to the next older ones: the last of each chain that was read."""

    lines: tuple[Line, ...]
    below: Mapping[str, int]
    older: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One entry with what holds it in its chain: its own anchor, the one before, and its mac as hexadecimal text."""

    line: Line
    anchor: str
    before: str
    mac: str


def ask(counter: Counter, wanted: Wanted, purpose: str = "") -> Look:
    """Settles a question; nothing is shown yet.

    Raises NotPermitted(role), UsageError(unknown_code | days_in_order | purpose_needed).
    """
    counter.require("auditor")
    if wanted.group and wanted.group not in GROUPS:
        raise UsageError("unknown_code", field="group", value=wanted.group, known=tuple(GROUPS))
    if wanted.first and wanted.last and wanted.first > wanted.last:
        raise UsageError("days_in_order", first=wanted.first.isoformat(), last=wanted.last.isoformat())
    if wanted.person and not purpose.strip():
        raise UsageError("purpose_needed")
    subjects = None
    if wanted.person:
        with counter.store.reading() as session:
            subjects = _of_person(session, counter, wanted.person)
    elif wanted.subject:
        subjects = ("".join(wanted.subject.split()).upper(), wanted.subject.strip())
    return Look(replace(wanted, person=""), subjects, purpose.strip())


def look(counter: Counter, asked: Look, most: int) -> Page:
    """Writes the look down, then gives the newest entries."""
    counter.require("auditor")
    with counter.store.begin() as session:
        journal.write(session, counter, "looked", "journal", "done", what="journal", **_told(asked))
    return leaf(counter, asked, {}, most)


def leaf(counter: Counter, asked: Look, below: Mapping[str, int], most: int) -> Page:
    """Entries of a look that was written down already: those under `below`, from the newest on where it is empty."""
    counter.require("auditor")
    most = max(1, min(most, MOST))
    with counter.store.reading(everything=asked.wanted != Wanted()) as session:
        return _page(session, counter.hall, asked, below, most)


def export(counter: Counter, asked: Look, most: int) -> Iterator[Line]:
    """A look's entries, newest first, at most so many; that they are taken along is written down before the first."""
    counter.require("auditor")
    with counter.store.begin() as session:
        journal.write(session, counter, "journal_export", "journal", "done", **_told(asked))
    page = Page((), {}, True)
    while page.older and most > 0:
        page = leaf(counter, asked, page.below, min(most, MOST))
        most -= len(page.lines)
        yield from page.lines


def whole(counter: Counter, chain: str, seq: int) -> Whole:
    """One entry, to be compared with an anchor on paper. Raises UsageError(no_such_entry)."""
    counter.require("auditor")
    here = (JournalEntry.hall == counter.hall, JournalEntry.chain == chain)
    with counter.store.reading() as session:
        row = session.execute(select(*_LINE, JournalEntry.mac).where(*here, JournalEntry.seq == seq)).first()
        if row is None:
            raise UsageError("no_such_entry", chain=chain, seq=seq)
        before = session.scalar(select(JournalEntry.mac).where(*here, JournalEntry.seq == seq - 1))
    *told, mac = row
    return Whole(
        Line(*told),
        journal.anchor_text(chain, seq, mac),
        journal.anchor_text(chain, seq - 1, before) if before else "",
        mac.hex(),
    )


def check(counter: Counter, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """`audit.verify` asked for at the window, with `since`: the last entry's time that is certainly as it was written.

    `progress` is told how many entries of how many were walked, and may end the check by raising. That it was checked
    and what came out is written down.
    """
    counter.require("auditor")
    told = audit.verify(counter, progress=progress)
    if told["chain"] and told["first_bad"]:
        last_good = (JournalEntry.chain == told["chain"], JournalEntry.seq == told["first_bad"] - 1)
        with counter.store.reading() as session:
            told["since"] = session.scalar(select(JournalEntry.at).where(JournalEntry.hall == counter.hall, *last_good))
    facts = {name: told[name] for name in ("entries", "reason", "first_bad") if told[name] is not None}
    with counter.store.begin() as session:
        journal.write(session, counter, "journal_checked", "journal", "whole" if told["ok"] else "broken", **facts)
    return told


_LINE = tuple(getattr(JournalEntry, name) for name in Line.__slots__)


def _page(session: Session, hall: str, asked: Look, below: Mapping[str, int], most: int) -> Page:
    wanted = (JournalEntry.hall == hall, *_narrowed(asked))
    chains = [asked.wanted.window] if asked.wanted.window else list(_chains(session, hall))
    newest_first = []
    for chain in chains:
        here = [*wanted, JournalEntry.chain == chain]
        end = below.get(chain, asked.wanted.seq + 1)
        if end > 1 or chain in below:
            here.append(JournalEntry.seq < end)
        newest_first.append(
            session.execute(select(*_LINE).where(*here).order_by(JournalEntry.seq.desc()).limit(most + 1)).all()
        )
    beside = merge(*newest_first, key=lambda row: (row.at, row.chain, row.seq), reverse=True)
    lines = tuple(Line(*row) for row in islice(beside, most + 1))
    shown = lines[:most]
    return Page(shown, {**below, **{line.chain: line.seq for line in shown}}, len(lines) > most)


def _chains(session: Session, hall: str) -> Iterator[str]:
    """Every window that ever wrote, each found by the key: `distinct` would walk through the whole journal."""
    following = select(func.min(JournalEntry.chain)).where(JournalEntry.hall == hall)
    chain = session.scalar(following)
    while chain is not None:
        yield chain
        chain = session.scalar(following.where(JournalEntry.chain > chain))


def _narrowed(asked: Look) -> Iterator[ColumnElement[bool]]:
    wanted = asked.wanted
    if wanted.first:
        yield JournalEntry.at >= datetime.combine(wanted.first, time(), CHINA)
    if wanted.last:
        yield JournalEntry.at < datetime.combine(wanted.last + timedelta(days=1), time(), CHINA)
    if wanted.operator:
        yield JournalEntry.by == wanted.operator
    if wanted.group:
        yield JournalEntry.what.in_(GROUPS[wanted.group])
    if wanted.troubled:
        yield JournalEntry.result.in_(TROUBLED)
    if asked.subjects is not None:
        yield JournalEntry.subject.in_(asked.subjects)


def _of_person(session: Session, counter: Counter, number: str) -> tuple[str, ...]:
    """The cases and the open visits of somebody, by the number as it is and in its 18-digit form."""
    compact = "".join(number.split()).upper()
    find_key, entire = counter.store.sealer.find_key, parse_id_number(compact, counter.today()).normalised
    keys = (find_key(compact), find_key(entire))
    cases = select(Case.number).where(Case.hall == counter.hall, Case.id_key.in_(keys))
    drafts = select(DraftRow.id).where(DraftRow.hall == counter.hall, DraftRow.id_key.in_(keys))
    found = [*session.scalars(cases), *session.scalars(drafts)]
    return tuple(sorted({*found, *_begun_as(session, counter.hall, found)}))


def _begun_as(session: Session, hall: str, cases: list[str]) -> Iterator[str]:
    """What visits were called before they became these cases."""
    begun = (JournalEntry.hall == hall, JournalEntry.subject.in_(cases), JournalEntry.facts.like('%"draft":"%'))
    for facts in session.scalars(select(JournalEntry.facts).where(*begun)):
        yield json.loads(facts)["draft"]


def _told(asked: Look) -> dict[str, Any]:
    """What a look is written down with: what it was narrowed to; about a person only which cases those are."""
    wanted = asked.wanted
    days = {name: day.isoformat() for name in ("first", "last") if (day := getattr(wanted, name)) is not None}
    narrowed = {name: getattr(wanted, name) for name in ("window", "seq", "operator", "group", "troubled")}
    told = {**days, **narrowed, "about": asked.subjects, "why": asked.purpose}
    return {name: value for name, value in told.items() if value}
