"""Finding cases: by receipt number, ID number, name, or the pinyin initials of a name; and opening one.

Every search and every look is in the journal, with how many were found and never with what was typed. A technician sees
no personal data, so nothing here answers a technician.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desk.records import journal, names
from desk.records.cases import Case
from desk.records.journal import JournalEntry
from desk.rules.identity import parse_id_number
from desk.rules.journey import CaseState
from desk.services import casebook, history, reading
from desk.services.counter import Counter
from desk.services.draft import Page
from desk.services.views import CaseLine, CaseView

MOST = 50
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
    compact = "".join(text.split()).upper()
    with counter.store.begin() as session:
        if _ID_NUMBER.fullmatch(compact):
            kind, cases = "id_number", _by_id_number(session, counter, compact, limit)
        elif _PUBLIC_NUMBER.fullmatch(compact):
            kind, cases = "number", _by_number(session, counter, compact, limit)
        else:
            kind, cases = "name", _by_name(session, counter, text.strip(), limit)
        journal.write(session, counter, "searched", "cases", "done", kind=kind, found=len(cases))
        return [reading.case_line(session, counter, case) for case in cases]


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
    """Cards that lie ready, the longest waiting first."""
    return list(reversed(listed(counter, state=CaseState.READY, limit=500)))


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
        wanted = select(Case).where(Case.hall == counter.hall)
        if state is not None:
            wanted = wanted.where(Case.state == CaseState(state))
        if day is not None:
            wanted = wanted.where(Case.day == day)
        if station is not None:
            wanted = wanted.where(Case.counter == station)
        rows = session.scalars(wanted.order_by(Case.moment.desc(), Case.number.desc()).limit(limit)).all()
        journal.write(session, counter, "listed", "cases", "done", found=len(rows))
        return [reading.case_line(session, counter, case) for case in rows]


def _by_number(session: Session, counter: Counter, number: str, limit: int) -> list[Case]:
    """The whole number, or the cases whose number begins so."""
    begins = (Case.number >= number, Case.number < number + "\U0010ffff")
    rows = select(Case).where(Case.hall == counter.hall, *begins).order_by(Case.moment.desc()).limit(limit)
    return list(session.scalars(rows))


def _by_id_number(session: Session, counter: Counter, number: str, limit: int) -> list[Case]:
    """Under the number as it is and in its 18-digit form; a bare run of digits may be the start of a receipt number."""
    keys = {counter.store.sealer.find_key(one) for one in (number, parse_id_number(number, counter.today()).normalised)}
    begins = (Case.number >= number) & (Case.number < number + "\U0010ffff")
    rows = select(Case).where(Case.hall == counter.hall, or_(Case.id_key.in_(keys), begins))
    return list(session.scalars(rows.order_by(Case.moment.desc()).limit(limit)))


def _by_name(session: Session, counter: Counter, text: str, limit: int) -> list[Case]:
    """Candidates by their tokens, each looked at again: pairs that are in a name need not stand side by side."""
    candidates = names.matching(counter.store.sealer, counter.hall, text, 2 * limit)
    if candidates is None:
        return []
    carrying, values = candidates
    rows = session.scalars(select(Case).where(Case.hall == counter.hall, Case.number.in_(carrying)), values)
    found = [case for case in rows if _is_called(casebook.holder_of(counter, case)["name"], text)]
    return sorted(found, key=lambda case: (case.moment, case.number), reverse=True)[:limit]


def _is_called(name: str, text: str) -> bool:
    wanted, called = names.folded(text), names.folded(name)
    return wanted in called or (wanted.isascii() and names.initials(name).startswith(wanted))
