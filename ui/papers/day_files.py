"""The day report's files: any day, any number of times, the same bytes.

Nothing of the present minute goes in: the figures are sums of that day's facts, the list holds that day's cases, and
the anchor is the journal's position when the day ended.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from desk.records.base import CHINA
from desk.records.days import Day
from desk.records.journal import JournalEntry, anchor_text
from desk.services import search
from desk.services.counter import Counter
from desk.services.views import CaseLine
from printing.day_report import DayReportWords, day_report
from printing.listing import Progress
from printing.workbook import workbook
from ui.papers.day import ClosedBy, report_words, workbook_words
from ui.papers.office import Office, office_of

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class DayFiles:
    """One day ready to be drawn; drawing takes a moment, so it is done where a caller wants it (in a lane)."""

    document: dict[str, Any]
    office: Office
    closed: ClosedBy | None
    cases: tuple[CaseLine, ...]

    def words(self) -> DayReportWords:
        """What the report says."""
        return report_words(self.document, self.office, self.closed, self.cases)

    def pdf(self, progress: Progress | None = None) -> bytes:
        """The report; `progress` is told page by page and may end it by raising."""
        return day_report(self.words(), progress)

    def workbook(self, progress: Progress | None = None) -> bytes:
        """The same figures and cases as sheets."""
        return workbook(workbook_words(self.document, self.office, self.cases), progress)


def files_of(counter: Counter, day: date, document: dict[str, Any]) -> DayFiles:
    """Gathers what a day's files say; `document` is the report of `desk.services.closing`."""
    closed = _closed(counter, day)
    end = closed.at if closed else datetime.combine(day + timedelta(1), time(), CHINA) - timedelta(microseconds=1)
    draft = "" if closed else "草表"
    office = replace(office_of(counter), clerk="", anchor=_anchor(counter, end), draft=draft)
    cases = tuple(reversed(search.listed(counter, day=day, limit=MOST)))
    return DayFiles(document, office, closed, cases)


def _closed(counter: Counter, day: date) -> ClosedBy | None:
    newest = select(Day).where(Day.hall == counter.hall, Day.day == day).order_by(Day.edition.desc()).limit(1)
    with counter.store.reading() as session:
        row = session.scalar(newest)
    return ClosedBy(row.closed_at, row.closed_by, row.second) if row and not row.reopened_at else None


def _anchor(counter: Counter, end: datetime) -> str:
    """The journal's position when the day was closed, or ended."""
    newest = (
        select(JournalEntry.seq, JournalEntry.mac)
        .where(JournalEntry.hall == counter.hall, JournalEntry.chain == counter.station, JournalEntry.at <= end)
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    )
    with counter.store.reading() as session:
        row = session.execute(newest).first()
    return anchor_text(counter.station, row.seq, row.mac) if row else ""
