"""Making a card at the window: at most one for each approval, and no plastic that nobody can account for.

DEFINITIONS

A *reservation* ties one blank, one job number and one card number to a case. The *printer* is told once per job. An
*unsettled* job is one of which nobody knows what came out; a person has to look.

INVARIANTS

 1. The blank is reserved and the intent committed before the printer is told anything; `sent` is committed right before
    it is told, and the outcome after. A desk that stops in between finds the job where it left it.
 2. What stood at `intent` was never told to the printer: it is cancelled at the next start. What stood at `sent` is
    unknown and stays so until two people settle it; until then this window prints no card.
 3. Nothing is ever printed again by itself. A new attempt is a new job with the next blank, for the same fee.
 4. The database allows one job per case and issue that may have made a card (`uq_print_jobs_one_card`); another issue
    of the same case needs an approval of its own.
 5. After a second ruined blank the case goes to the card centre.

    reserve           print_card                                         settle (two people)
    blank reserved ─> intent ─> sent ─┬─> printed : blank issued, card inactive, case ready   <── good
                        │             ├─> spoiled : blank spoiled, case stays in making       <── spoiled, not_found
                        v             ├─> unknown : blank unknown, window blocked ───────────────┘
                    cancelled         └─> cancelled : printer not ready, blank still reserved <── untouched
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import CardSpoiled, DeviceTrouble, OutcomeUnknown, Refused
from desk.ports import CardPrinter, Progress
from desk.records import commands, hold, journal, numbers
from desk.records.approvals import Approval
from desk.records.cases import Case
from desk.records.making import PrintJob
from desk.records.stock import Blank
from desk.rules.card_life import UNSETTLED, BlankState, JobState
from desk.rules.cards import valid_to
from desk.rules.codes import MAKING
from desk.rules.delivery import made_at_the_centre
from desk.rules.journey import CaseState
from desk.services import approvals, casebook, days, stock, till
from desk.services.counter import Counter
from desk.services.outcomes import unsettled_of, write_outcome
from desk.services.settling import Unsettled, confirm, recover, settle, unsettled

__all__ = [
    "Issued", "Reservation", "Unsettled", "confirm", "print_card", "recover", "release", "reserve", "settle",
    "to_centre", "unsettled",
]  # fmt: skip

MOST_SPOILED = 2


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one attempt will use."""

    job: str
    case: str
    blank: str
    card_number: str
    valid_to: date | None
    attempt: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A good card that lies at the exit."""

    job: str
    case: str
    blank: str
    card_number: str
    valid_to: date | None


def reserve(counter: Counter, number: str, key: str) -> Reservation:
    """Reserves a blank for a case that may be made; idempotent by key.

    Raises Refused(not_makable | approvals_open | waiver_open | fee_open | at_centre | spoiled_twice | printer_blocked |
    no_blank | day_closed), StoreTrouble(store_damaged, what=stock).
    """
    counter.require("clerk", "supervisor")
    wish = commands.digest([number])
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        done = commands.once(session, counter.hall, key, "card_reserve", wish)
        blank = _reserved(session, case)
        if done is not None:
            if blank is None or blank.job != done["job"]:
                raise Refused("reservation_over", number=case.number)
            return _reservation(session, counter, case, blank)
        days.require_open(session, counter)
        stock.check(session, counter.hall)
        _must_be_makable(session, counter, case)
        job = counter.new_key()
        if blank is None:
            blank = stock.lowest(session, counter)
            stock.step(session, counter, blank, BlankState.RESERVED, "reserved", case=case.number, job=job)
        blank.job = job
        if "card_number" not in case.facts:
            case.facts = {**case.facts, "card_number": numbers.card_number(session, counter.hall)}
        if case.state != CaseState.MAKING:
            casebook.move(session, counter, case, CaseState.MAKING, blank=blank.serial)
        commands.keep(session, counter.hall, key, "card_reserve", wish, answer={"job": job}, at=counter.now())
        journal.write(session, counter, "card_reserved", case.number, "done", blank=blank.serial, job=job)
        return _reservation(session, counter, case, blank)


def print_card(
    counter: Counter, reservation: Reservation, printer: CardPrinter, face_png: bytes, progress: Progress
) -> Issued:
    """Prints one card, and once only. Blocks for as long as the printer takes; run it in the printer's lane.

    Raises CardSpoiled (the case stays in making), OutcomeUnknown (the window is blocked until `settle`),
    DeviceTrouble(printer_not_ready) (nothing was consumed, the blank is still reserved). All are written down first.
    """
    counter.require("clerk", "supervisor")
    before = printer.status().printed
    _intent(counter, reservation, before, printer.abilities.name)
    _to(counter, reservation.job, JobState.SENT, "sent")
    try:
        printer.print(reservation.job, face_png, progress)
    except CardSpoiled as trouble:
        _to(counter, reservation.job, JobState.SPOILED, trouble.kind, after_count=_printed_count(printer))
        raise
    except DeviceTrouble as trouble:
        if trouble.kind == "printer_not_ready" and not isinstance(trouble, OutcomeUnknown):
            _to(counter, reservation.job, JobState.CANCELLED, trouble.kind)
            raise
        _to(counter, reservation.job, JobState.UNKNOWN, trouble.kind)
        raise OutcomeUnknown(
            "outcome_unknown", device="card_printer", job=reservation.job, why=trouble.kind
        ) from trouble
    except BaseException:
        _to(counter, reservation.job, JobState.UNKNOWN, "desk_stopped")
        raise
    _to(counter, reservation.job, JobState.PRINTED, "printed", after_count=_printed_count(printer))
    return Issued(reservation.job, reservation.case, reservation.blank, reservation.card_number, reservation.valid_to)


def release(counter: Counter, number: str) -> None:
    """Gives a reserved blank back that no printer was told about; the case may be made later.

    Raises Refused(printer_blocked | at_centre).
    """
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.facts.get("maker") == "centre":
            raise Refused("at_centre", number=case.number)
        give_back(session, counter, case)
        if case.state == CaseState.MAKING:
            casebook.move(session, counter, case, CaseState.APPROVED, why="released")


def to_centre(counter: Counter, number: str) -> None:
    """Hands a case over to the card centre: no blank of this hall is used for it any more, and its dates are told anew.

    Raises Refused(not_makable), Refused(printer_blocked) while its own job is unsettled.
    """
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        _must_be_a_card_to_make(case)
        give_back(session, counter, case)
        situation, decision = casebook.situation_of(counter, case), casebook.decision_of(counter, case)
        if case.delivery == "instant":
            decision = made_at_the_centre(decision, counter.policy, counter.calendar, counter.today())
            casebook.decided(counter, case, situation, decision)
        case.facts = {**case.facts, "maker": "centre"}
        if case.state != CaseState.MAKING:
            casebook.move(session, counter, case, CaseState.MAKING, maker="centre")
        journal.write(session, counter, "to_centre", case.number, "done", spoiled=spoiled(session, counter, case))


def give_back(session: Session, counter: Counter, case: Case) -> None:
    """Puts a case's reserved blank back into stock. Raises Refused(printer_blocked) while a job of it is unsettled."""
    if jobs := unsettled_of(session, case):
        raise Refused("printer_blocked", jobs=jobs)
    blank = _reserved(session, case)
    if blank is not None:
        stock.step(session, counter, blank, BlankState.IN_STOCK, "given_up", case=case.number)


def spoiled(session: Session, counter: Counter, case: Case) -> int:
    """How many blanks a case has cost so far."""
    mine = (PrintJob.hall == counter.hall, PrintJob.case == case.number, PrintJob.kind == "card")
    return session.scalar(select(func.count()).where(*mine, PrintJob.state == JobState.SPOILED)) or 0


def _must_be_makable(session: Session, counter: Counter, case: Case) -> None:
    _must_be_a_card_to_make(case)
    if case.facts.get("maker") == "centre":
        raise Refused("at_centre", number=case.number)
    missing = approvals.open_for(session, counter.hall, case.number)
    if missing:
        raise Refused("approvals_open", approvals=missing)
    if not till.waiver_granted(session, case):
        raise Refused("waiver_open", number=case.number)
    owed = till.owed_within(session, case).owed
    if owed > 0:
        raise Refused("fee_open", owed=owed)
    if spoiled(session, counter, case) >= MOST_SPOILED:
        raise Refused("spoiled_twice", number=case.number)
    blocked = unsettled_here(session, counter)
    if blocked:
        raise Refused("printer_blocked", jobs=[job.id for job in blocked])


def _must_be_a_card_to_make(case: Case) -> None:
    if case.service not in MAKING or case.state not in (CaseState.APPROVED, CaseState.MAKING):
        raise Refused("not_makable", number=case.number, state=case.state)


def left_here(counter: Counter) -> str | None:
    """The case whose card this window does not know the end of: its printer makes nothing before somebody looked."""
    with counter.store.reading() as session:
        return next((job.case for job in unsettled_here(session, counter)), None)


def unsettled_here(session: Session, counter: Counter) -> list[PrintJob]:
    """Card jobs of this window that nobody knows the end of."""
    return unsettled_at(session, counter.hall, counter.station)


def unsettled_at(session: Session, hall: str, window: str) -> list[PrintJob]:
    """Card jobs of a window that are under way, or of which nobody knows the end."""
    return list(
        session.scalars(
            select(PrintJob)
            .where(
                PrintJob.hall == hall,
                PrintJob.kind == "card",
                PrintJob.counter == window,
                PrintJob.state.in_(UNSETTLED),
            )
            .order_by(PrintJob.intent_at)
        )
    )


def _reserved(session: Session, case: Case) -> Blank | None:
    """The blank that is set aside for a case."""
    mine = (Blank.hall == case.hall, Blank.case == case.number, Blank.state == BlankState.RESERVED)
    return session.scalar(select(Blank).where(*mine))


def _reservation(session: Session, counter: Counter, case: Case, blank: Blank) -> Reservation:
    number, until = case.facts["card_number"], valid_to(counter.policy, counter.today())
    attempt = spoiled(session, counter, case) + 1
    return Reservation(str(blank.job), case.number, blank.serial, number, until, attempt)


def _intent(counter: Counter, reservation: Reservation, printed: int | None, printer: str) -> None:
    with counter.store.begin() as session:
        case = casebook.find(session, counter, reservation.case)
        days.require_open(session, counter)
        blank = hold.row(session, Blank, (counter.hall, reservation.blank))
        if blank is None or blank.job != reservation.job or blank.state != BlankState.RESERVED:
            raise Refused("reservation_over", number=reservation.case)
        if session.get(PrintJob, (counter.hall, reservation.job)) is not None:
            raise Refused("job_begun", job=reservation.job)
        _must_be_makable(session, counter, case)
        issues = select(func.count()).where(
            Approval.hall == counter.hall,
            Approval.case == case.number,
            Approval.what == "card_reprint",
            Approval.decision == "approved",
        )
        now = counter.now()
        session.add(
            PrintJob(
                hall=counter.hall,
                id=reservation.job,
                kind="card",
                case=case.number,
                issue=1 + (session.scalar(issues) or 0),
                attempt=reservation.attempt,
                blank=reservation.blank,
                card=reservation.card_number,
                state=JobState.INTENT,
                counter=counter.station,
                printer=printer,
                day=now.date(),
                by=counter.operator.name,
                intent_at=now,
                at=now,
                counter_before=printed,
            )
        )
        session.flush()
        journal.write(session, counter, "card_job", case.number, "intent", job=reservation.job, blank=reservation.blank)


def _to(counter: Counter, job: str, after: str, reason: str, *, after_count: int | None = None) -> None:
    with counter.store.begin() as session:
        row = hold.one(session, PrintJob, (counter.hall, job))
        row.counter_after = after_count
        write_outcome(session, counter, row, after, reason)


def _printed_count(printer: CardPrinter) -> int | None:
    try:
        return printer.status().printed
    except DeviceTrouble:
        return None
