"""The day report's files: any day, any number of times, from any window, the same bytes.

Nothing of the present minute goes in: figures and list are what a closed day kept, of an open one sums of that day's
facts and its cases as they stand. The anchor is the journal's own line about the closing; an open day has none.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from desk.records.days import Day
from desk.records.journal import JournalEntry, anchor_text
from desk.services import closing
from desk.services.counter import Counter
from desk.services.views import CaseLine
from printing.day_report import DayReportWords, day_report
from printing.listing import Progress
from printing.workbook import workbook
from ui.papers.day import ClosedBy, report_words, workbook_words
from ui.papers.office import Office, office_of


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
    office = replace(
        office_of(counter), clerk="", anchor=_anchor(counter, day) if closed else "", draft="" if closed else "草表"
    )
    cases = tuple(closing.cases(counter, day))
    return DayFiles(document, office, closed, cases)


def _closed(counter: Counter, day: date) -> ClosedBy | None:
    newest = select(Day).where(Day.hall == counter.hall, Day.day == day).order_by(Day.edition.desc()).limit(1)
    with counter.store.reading() as session:
        row = session.scalar(newest)
    return ClosedBy(row.closed_at, row.closed_by, row.second) if row and not row.reopened_at else None


def _anchor(counter: Counter, day: date) -> str:
    """Where the journal says that the day was closed."""
    newest = (
        select(JournalEntry.chain, JournalEntry.seq, JournalEntry.mac)
        .where(
            JournalEntry.hall == counter.hall,
            JournalEntry.subject == day.isoformat(),
            JournalEntry.what == "day_closed",
        )
        .order_by(JournalEntry.at.desc(), JournalEntry.seq.desc())
        .limit(1)
    )
    with counter.store.reading() as session:
        return anchor_text(*session.execute(newest).one())
