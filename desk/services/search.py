"""Finding cases: by receipt number, ID number, or a name in characters or in pinyin; and opening one.

Every search and every look is in the journal, with how many were found and never with what was typed. A technician sees
no personal data, so nothing here answers a technician.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import Session

from desk.records import journal, names
from desk.records.cases import Case
from desk.records.journal import JournalEntry
from desk.rules.identity import parse_id_number
from desk.rules.journey import CaseState
from desk.services import casebook, history, listing, reading
from desk.services.counter import Counter
from desk.services.draft import Page
from desk.services.views import CaseLine, CaseView

MOST, MOST_READY = 50, 500
WHO_MAY = ("clerk", "supervisor", "auditor")

_PUBLIC_NUMBER = re.compile(r"[NFS]?[0-9]{16,25}")
_ID_NUMBER = re.compile(r"[1-9][0-9]{14}|[1-9][0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}")


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry of the journal about a case."""

    seq: int
    chain: str
    at: datetime
    by: str
    role: str
    what: str
    result: str
    facts: str


def find(counter: Counter, text: str, limit: int = MOST) -> list[CaseLine]:
    """The newest cases that match, at most `limit`. Spaces in numbers do not count."""
    counter.require(*WHO_MAY)
    with counter.store.begin() as session:
        kind, found = answer(session, counter, text, limit)
        journal.write(session, counter, "searched", "cases", "done", kind=kind, found=len(found))
        return found


def answer(session: Session, counter: Counter, text: str, limit: int) -> tuple[str, list[CaseLine]]:
    """What `find` finds, and by what: id_number, number or name. Whoever shows it to somebody journals it."""
    compact = "".join(text.split()).upper()
    if _ID_NUMBER.fullmatch(compact):
        return "id_number", _by_id_number(session, counter, compact, limit)
    if _PUBLIC_NUMBER.fullmatch(compact):
        return "number", _by_number(session, counter, compact, limit)
    return "name", _by_name(session, counter, text.strip(), limit)


def show(counter: Counter, number: str) -> CaseView:
    """One case, opened. Raises UsageError(no_such_case)."""
    counter.require(*WHO_MAY)
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        journal.write(session, counter, "looked", case.number, "done", what="case")
        return reading.case_view(session, counter, case)


def pages(counter: Counter, number: str) -> tuple[Page, ...]:
    """The scanned pages of a case, for whoever has to judge them. Raises UsageError(no_such_case)."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        journal.write(session, counter, "looked", case.number, "done", what="pages")
        return history.pictures(session, counter, case)[2]


def reveal(counter: Counter, number: str, why: str) -> str:
    """The holder's whole ID number, for the moment it is needed; the journal says who asked and why."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        journal.write(session, counter, "revealed", case.number, "done", what="id_number", why=why)
        return str(casebook.holder_of(counter, case)["id_number"])


def journal_of(counter: Counter, number: str) -> list[JournalLine]:
    """What the journal says about a case, in order."""
    counter.require(*WHO_MAY)
    with counter.store.reading() as session:
        about = (JournalEntry.hall == counter.hall, JournalEntry.subject == number)
        rows = session.scalars(select(JournalEntry).where(*about).order_by(JournalEntry.at, JournalEntry.seq))
        return [
            JournalLine(row.seq, row.chain, row.at, row.by, row.role, row.what, row.result, row.facts) for row in rows
        ]


def today(counter: Counter) -> list[CaseLine]:
    """What this window concluded today, newest first."""
    return listed(counter, day=counter.today(), station=counter.station)


def to_collect(counter: Counter) -> list[CaseLine]:
    """Cards that lie ready, the longest waiting first; of more than a list holds, those."""
    counter.require(*WHO_MAY)
    with counter.store.begin() as session:
        lying = (Case.hall == counter.hall, Case.state == CaseState.READY)
        first = select(Case.number).where(*lying).order_by(Case.ready_at, Case.number).limit(MOST_READY)
        found = listing.lines_of(session, counter, session.scalars(first).all())
        journal.write(session, counter, "listed", "cases", "done", found=len(found))
        return found


def listed(
    counter: Counter,
    *,
    state: str | None = None,
    day: date | None = None,
    station: str | None = None,
    limit: int = 200,
) -> list[CaseLine]:
    """Cases in a state or of a day, newest first."""
    counter.require(*WHO_MAY)
    with counter.store.begin() as session:
        wanted = select(Case.number).where(Case.hall == counter.hall)
        if state is not None:
            wanted = wanted.where(Case.state == CaseState(state))
        if day is not None:
            wanted = wanted.where(Case.day == day)
        if station is not None:
            wanted = wanted.where(Case.counter == station)
        newest = wanted.order_by(Case.moment.desc(), Case.number.desc()).limit(limit)
        found = listing.lines(session, counter, listing.saying(Case.number.in_(newest)), {})
        journal.write(session, counter, "listed", "cases", "done", found=len(found))
        return found


def lines_for(counter: Counter, numbers: Collection[str]) -> dict[str, CaseLine]:
    """What a list says of each of these cases; a number that is no case's is left out."""
    counter.require(*WHO_MAY)
    with counter.store.begin() as session:
        cases = session.scalars(select(Case.number).where(Case.hall == counter.hall, Case.number.in_(numbers))).all()
        found = listing.lines_of(session, counter, cases)
        journal.write(session, counter, "listed", "cases", "done", found=len(found))
        return {line.number: line for line in found}


def _by_number(session: Session, counter: Counter, number: str, limit: int) -> list[CaseLine]:
    """The whole number, or the cases whose number begins so; of more than `limit` the highest numbers."""
    if found := listing.lines(session, counter, _NUMBERED, {"number": number}):
        return found
    values = {"begin": number, "end": number + "\U0010ffff", "most": limit}
    return listing.lines(session, counter, _BEGINNING_SO, values)


def _by_id_number(session: Session, counter: Counter, number: str, limit: int) -> list[CaseLine]:
    """Under the number as it is and in its 18-digit form, else as the beginning of a receipt number."""
    find_key, whole = counter.store.sealer.find_key, parse_id_number(number, counter.today()).normalised
    keys = {"key": find_key(number), "key_18": find_key(whole)}
    return listing.lines(session, counter, _OF_PERSON, keys) or _by_number(session, counter, number, limit)


def _by_name(session: Session, counter: Counter, text: str, limit: int) -> list[CaseLine]:
    """Candidates by their tokens; the pairs of a longer text may stand apart in a name, so that is looked at again."""
    apart = len(names.tokens_for(text)) > 1
    candidates = names.matching(counter.store.sealer, counter.hall, text, 2 * limit if apart else limit)
    if candidates is None:
        return []
    carrying, values = candidates
    found, wanted = listing.lines(session, counter, _named(carrying), values), names.folded(text)
    return [line for line in found if not apart or wanted in names.folded(line.name)][:limit]


_CASES = listing.CASES
_NUMBERED = listing.saying(_CASES.number == bindparam("number"))
_BEGINNING_SO = listing.saying(
    _CASES.number.in_(
        select(_CASES.number)
        .where(_CASES.hall == listing.IN_HALL, _CASES.number >= bindparam("begin"), _CASES.number < bindparam("end"))
        .order_by(_CASES.number.desc())
        .limit(bindparam("most", type_=Integer))
    )
)
_OF_PERSON = listing.saying(_CASES.id_key.in_((bindparam("key"), bindparam("key_18"))))


@cache
def _named(carrying: Select[str]) -> Select[Any]:
    """For each of the few statements that `names.matching` knows."""
    return listing.saying(_CASES.number.in_(carrying))
