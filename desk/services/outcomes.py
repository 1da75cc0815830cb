"""What the end of a card job means for its blank, its card and its case: one place, for printing and for settling."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.records import hold, journal
from desk.records.cases import Case
from desk.records.making import Card, PrintJob
from desk.records.stock import Blank
from desk.rules.card_life import PRINT_JOB, UNSETTLED, BlankState, JobState
from desk.rules.cards import valid_to
from desk.rules.journey import CaseState
from desk.services import casebook, stock
from desk.services.counter import Counter

_BLANK_AFTER: dict[str, BlankState] = {
    JobState.PRINTED: BlankState.ISSUED,
    JobState.SPOILED: BlankState.SPOILED,
    JobState.UNKNOWN: BlankState.UNKNOWN,
}


def write_outcome(
    session: Session, counter: Counter, job: PrintJob, after: str, reason: str, *, second: str | None = None
) -> None:
    """Takes a job one step further. Raises WrongStage."""
    PRINT_JOB.check(job.state, after)
    before, job.state, job.at, job.reason = job.state, after, counter.now(), reason[:80]
    if after == JobState.SENT:
        job.sent_at = job.at
    case = casebook.find(session, counter, str(job.case))
    blank = hold.one(session, Blank, (counter.hall, job.blank))
    untouched = (after, blank.state) == (JobState.CANCELLED, BlankState.UNKNOWN)
    follows = BlankState.IN_STOCK if untouched else _BLANK_AFTER.get(after)
    slip = stock.spoiled_number(session, counter) if follows == BlankState.SPOILED else None
    if follows:
        stock.step(session, counter, blank, follows, job.reason, case=job.case, job=job.id, second=second)
    if follows == BlankState.ISSUED:
        card_made(session, counter, case, str(job.card), blank.serial, dated=job.intent_at.date())
    facts = {"job": job.id, "before": before, "blank": blank.serial, "slip": slip, "second": second, "why": job.reason}
    journal.write(session, counter, "card_job", case.number, after, **facts)


def unsettled_of(session: Session, case: Case) -> list[str]:
    """Card jobs of a case that are under way, or of which nobody knows the end: there may be a card."""
    mine = (PrintJob.hall == case.hall, PrintJob.case == case.number, PrintJob.kind == "card")
    return list(session.scalars(select(PrintJob.id).where(*mine, PrintJob.state.in_(UNSETTLED))))


def card_made(session: Session, counter: Counter, case: Case, number: str, blank: str | None, *, dated: date) -> Card:
    """A card is there, still inactive, and its case is ready. Also for cards that come from the card centre.

    `dated` is the day its face was drawn up: what is printed on it and what is kept of it end on the same day, however
    late somebody settled what became of it.
    """
    card = Card(
        hall=counter.hall,
        number=number,
        case=case.number,
        blank=blank,
        state="inactive",
        made_at=counter.now(),
        valid_to=valid_to(counter.policy, dated),
    )
    session.add(card)
    case.card, case.blank, case.ready_at = number, blank, counter.now()
    casebook.move(session, counter, case, CaseState.READY, card=number, blank=blank)
    return card
