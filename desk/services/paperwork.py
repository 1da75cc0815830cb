"""Papers the desk makes: kept by their words, printed by jobs whose end is written down, copied as copies.

A paper is made once, whatever the printer does. Each printing of it is one job; a job nobody knows the end of is asked
about like a card's, only that one person's look is enough. A second print says that it is one (补打).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.ports import PaperOutcome
from desk.records import hold, journal
from desk.records.base import midnight
from desk.records.making import PrintJob
from desk.records.papers import Paper
from desk.rules.card_life import PRINT_JOB, UNSETTLED, JobState
from desk.services.counter import Counter

_ENDS = {
    PaperOutcome.PRINTED: JobState.PRINTED,
    PaperOutcome.CANCELLED: JobState.CANCELLED,
    PaperOutcome.PAPER_OUT: JobState.CANCELLED,
    PaperOutcome.UNKNOWN: JobState.UNKNOWN,
}
ROLL = "receipt_printer"
"""The printer of 80 mm paper."""
_JOB_KINDS = {
    "receipt": "receipt",
    "batch_receipt": "receipt",
    "one_time_notice": "notice",
    "deferral_notice": "notice",
    "daily_report": "report",
    "application_form": "form",
    "reissue_form": "form",
    "exchange_form": "form",
    "enrolment_form": "form",
    "correction_form": "form",
}


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One paper with its words; `duplicate` when it is a copy of an earlier one."""

    id: str
    case: str | None
    kind: str
    number: str | None
    copies: int
    duplicate: bool
    words: bytes
    sha256: str
    made_at: datetime
    by: str


def keep(
    counter: Counter,
    kind: str,
    words: bytes,
    sha256: str,
    *,
    case: str | None = None,
    number: str | None = None,
    copies: int = 1,
    by_hand: bool = False,
) -> KeptPaper:
    """Keeps a paper that was made; the second of its kind in a case is a copy. `sha256` is of the PDF.

    `by_hand`: it has room for characters that no font can draw. Raises NotPermitted for whoever only looks.
    """
    if case is not None:
        counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        key = counter.new_key()
        earlier = select(func.count()).where(Paper.hall == counter.hall, Paper.case == case, Paper.kind == kind)
        duplicate = bool(case and session.scalar(earlier))
        row = Paper(
            hall=counter.hall,
            id=key,
            case=case,
            kind=kind,
            number=number,
            copies=copies,
            duplicate=duplicate,
            words=counter.store.sealer.seal("papers.words", key, words),
            sha256=sha256,
            made_at=counter.now(),
            by=counter.operator.name,
        )
        session.add(row)
        facts = {"paper": key, "copies": copies, "duplicate": duplicate, "sha256": sha256}
        if by_hand:
            facts["by_hand"] = True
        journal.write(session, counter, "paper", case or kind, "made", kind=kind, **facts)
        return _kept(counter, row)


def papers(counter: Counter, case: str) -> list[KeptPaper]:
    """A case's papers with their words, oldest first; a technician sees none of them."""
    counter.require("clerk", "supervisor", "auditor")
    return _papers(counter, Paper.case == case)


def of_the_hall(counter: Counter, day: date) -> list[KeptPaper]:
    """Papers of no case that were made on a day, oldest first."""
    of_day = (Paper.made_at >= midnight(day), Paper.made_at < midnight(day + timedelta(1)))
    return _papers(counter, Paper.case.is_(None), *of_day)


def _papers(counter: Counter, *wanted: ColumnElement[bool]) -> list[KeptPaper]:
    with counter.store.reading() as session:
        rows = session.scalars(
            select(Paper).where(Paper.hall == counter.hall, *wanted).order_by(Paper.made_at, Paper.id)
        )
        return [_kept(counter, row) for row in rows]


@dataclass(frozen=True, slots=True)
class Printing:
    """One attempt to put a paper on paper, and how it stands."""

    job: str
    paper: str
    state: str
    at: datetime
    printer: str

    @property
    def may_be_out(self) -> bool:
        """False where it is certain that nothing came out; a roll that ran out of paper has put out a part."""
        if self.state == JobState.CANCELLED:
            return self.printer == ROLL
        return self.state != JobState.SPOILED


def printings(counter: Counter, case: str) -> list[Printing]:
    """Every attempt to print one of a case's papers, oldest first."""
    return _printings(counter, PrintJob.case == case, PrintJob.paper.is_not(None))


def tries(counter: Counter, paper: str) -> list[Printing]:
    """Every attempt to print one paper, oldest first."""
    return _printings(counter, PrintJob.paper == paper)


def _printings(counter: Counter, *wanted: ColumnElement[bool]) -> list[Printing]:
    with counter.store.reading() as session:
        rows = session.scalars(
            select(PrintJob).where(PrintJob.hall == counter.hall, *wanted).order_by(PrintJob.intent_at, PrintJob.id)
        )
        return [Printing(row.id, str(row.paper), row.state, row.at, row.printer) for row in rows]


def begin_print(counter: Counter, paper: str, printer: str) -> str:
    """Writes down that a paper goes to a printer now; gives the job."""
    with counter.store.begin() as session:
        row = session.get(Paper, (counter.hall, paper))
        if row is None:
            raise UsageError("no_such_paper", id=paper)
        now = counter.now()
        job = PrintJob(
            hall=counter.hall,
            id=counter.new_key(),
            kind=_JOB_KINDS.get(row.kind, "slip"),
            case=row.case,
            paper=paper,
            state=JobState.INTENT,
            counter=counter.station,
            printer=printer,
            day=now.date(),
            by=counter.operator.name,
            intent_at=now,
            at=now,
        )
        session.add(job)
        session.flush()
        job.state, job.sent_at = JobState.SENT, now
        journal.write(session, counter, "paper_job", row.case or row.kind, "sent", job=job.id, paper=paper)
        return job.id


def end_print(counter: Counter, job: str, outcome: PaperOutcome) -> None:
    """Writes down how it ended; silence is unknown."""
    with counter.store.begin() as session:
        _to(session, counter, job, _ENDS[outcome], outcome.value)


def settle_print(counter: Counter, job: str, came_out: bool) -> None:
    """What a person saw of a paper nobody knew the end of. Raises Refused(settled_already)."""
    with counter.store.begin() as session:
        _to(session, counter, job, JobState.PRINTED if came_out else JobState.SPOILED, "looked")


def _to(session: Session, counter: Counter, job: str, after: str, why: str) -> None:
    row = hold.row(session, PrintJob, (counter.hall, job))
    if row is None or row.kind == "card":
        raise UsageError("no_such_job", id=job)
    if row.state not in UNSETTLED:
        raise Refused("settled_already", job=job, state=row.state)
    PRINT_JOB.check(row.state, after)
    row.state, row.at, row.reason = after, counter.now(), why
    journal.write(session, counter, "paper_job", row.case or row.id, after, job=job, why=why)


def _kept(counter: Counter, row: Paper) -> KeptPaper:
    words = counter.store.sealer.open("papers.words", row.id, row.words)
    return KeptPaper(
        row.id, row.case, row.kind, row.number, row.copies, row.duplicate, words, row.sha256, row.made_at, row.by
    )
