"""Print jobs nobody knows the end of, and cards that turn out wrong: what two people saw is written down, once.

At a start `recover` sorts what the last stop left behind: jobs the printer was never told about are cancelled, jobs
that were sent are unknown. An unknown job blocks its window until `settle`. P3, P5, P14.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused, StoreTrouble, UsageError
from desk.records import hold, journal
from desk.records.making import Card, PrintJob
from desk.rules.card_life import UNSETTLED, JobState
from desk.rules.journey import CaseState
from desk.services import approvals, casebook, days, pictures
from desk.services.accounts import second_person
from desk.services.counter import Counter, Credential
from desk.services.outcomes import write_outcome

ANSWERS = {
    "good": JobState.PRINTED,
    "spoiled": JobState.SPOILED,
    "not_found": JobState.SPOILED,
    "untouched": JobState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One job whose end nobody knows. `counter_before` is what the printer had printed before it, where it counts."""

    job: str
    kind: str
    case: str | None
    paper: str | None
    blank: str | None
    state: str
    since: datetime
    station: str
    by: str
    counter_before: int | None
    why: str | None


def unsettled(counter: Counter) -> list[Unsettled]:
    """Every unsettled job of the hall, oldest first."""
    with counter.store.reading() as session:
        rows = session.scalars(
            select(PrintJob)
            .where(PrintJob.hall == counter.hall, PrintJob.state.in_(UNSETTLED))
            .order_by(PrintJob.intent_at)
        )
        return [
            Unsettled(
                row.id,
                row.kind,
                row.case,
                row.paper,
                row.blank,
                row.state,
                row.at,
                row.counter,
                row.by,
                row.counter_before,
                row.reason,
            )
            for row in rows
        ]


def recover(counter: Counter) -> list[Unsettled]:
    """At a start: sorts what this window's last stop left behind; gives what a person has to look at.

    Where another machine sits at this window's number nothing is sorted: what is under way there is not ours.
    """
    try:
        counter.store.take_window(counter.hall, counter.station)
    except StoreTrouble as trouble:
        if not trouble.facts.get("ours"):
            return unsettled(counter)
    with counter.store.begin() as session:
        rows = session.scalars(
            select(PrintJob).where(
                PrintJob.hall == counter.hall,
                PrintJob.counter == counter.station,
                PrintJob.state.in_((JobState.INTENT, JobState.SENT)),
            )
        ).all()
        for row in rows:
            if row.kind != "card":
                row.state, row.at, row.reason = JobState.UNKNOWN, counter.now(), "desk_stopped"
                journal.write(session, counter, "paper_job", row.case or row.id, "unknown", job=row.id)
            elif row.state == JobState.INTENT:
                write_outcome(session, counter, row, JobState.CANCELLED, "never_sent")
            else:
                write_outcome(session, counter, row, JobState.UNKNOWN, "desk_stopped")
    return unsettled(counter)


def settle(counter: Counter, job: str, answer: str, picture: bytes | None, second: Credential) -> None:
    """What two people saw: good, spoiled, not_found or untouched; a spoiled card's picture is kept.

    Raises UsageError(no_such_job | unknown_code), Refused(settled_already), NotPermitted.
    """
    counter.require("clerk", "supervisor")
    if answer not in ANSWERS:
        raise UsageError("unknown_code", field="answer", value=answer, known=tuple(ANSWERS))
    other = second_person(counter, second, "unknown_card", "supervisor")
    with counter.store.begin() as session:
        row = _card_job(session, counter, job)
        if row.state not in UNSETTLED:
            if row.state == ANSWERS[answer]:
                return
            raise Refused("settled_already", job=job, state=row.state)
        if row.state != JobState.UNKNOWN:
            raise Refused("still_printing", job=job)
        row.settled_by, row.settled_second = counter.operator.name, other.name
        write_outcome(session, counter, row, ANSWERS[answer], answer, second=other.name)
        if row.state == JobState.SPOILED:
            _keep_picture(session, counter, row, picture)


def confirm(
    counter: Counter, job: str, good: bool, second: Credential | None = None, picture: bytes | None = None
) -> None:
    """What the applicant said of the printed face. A wrong one is spoiled, and another needs a supervisor now.

    Raises UsageError(no_such_job), Refused(not_ready | day_closed), NotPermitted(second_person …).
    """
    counter.require("clerk", "supervisor")
    if good:
        with counter.store.begin() as session:
            row = _card_job(session, counter, job)
            journal.write(session, counter, "card_face", str(row.case), "good", job=job)
        return
    other = second_person(counter, second or Credential("", ""), "card_reprint", "supervisor")
    with counter.store.begin() as session:
        days.require_open(session, counter)
        row = _card_job(session, counter, job)
        case = casebook.find(session, counter, str(row.case))
        if row.state != JobState.PRINTED or case.state != CaseState.READY:
            raise Refused("not_ready", number=case.number, state=case.state)
        question = approvals.ask_within(
            session, counter, "card_reprint", case.number, {"job": job}, key=f"reprint-{job}"[:64], case=case.number
        )
        approvals.answer(session, counter, question, "approved", reason="card_face", by=other.name)
        write_outcome(session, counter, row, JobState.SPOILED, "card_face", second=other.name)
        card = session.get_one(Card, (counter.hall, row.card))
        card.state, case.card, case.blank, case.ready_at = "void", None, None, None
        case.facts = {name: value for name, value in case.facts.items() if name != "card_number"}
        casebook.move(session, counter, case, CaseState.MAKING, second=other.name, why="card_face")
        _keep_picture(session, counter, row, picture)


def _card_job(session: Session, counter: Counter, job: str) -> PrintJob:
    row = hold.row(session, PrintJob, (counter.hall, job))
    if row is None or row.kind != "card":
        raise UsageError("no_such_job", id=job)
    return row


def _keep_picture(session: Session, counter: Counter, job: PrintJob, picture: bytes | None) -> None:
    if picture is not None:
        pictures.keep(session, counter, f"spoiled-{job.id}", "spoiled_card", picture, case=job.case)
