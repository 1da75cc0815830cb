"""Checking the past: the journal's chain, and whether the facts in the tables are the ones the journal tells of.

The chain is held against the anchors kept in the store, beside its key, and read off papers. Then every payment, step,
answer, card job and closed day has to be in the journal as it is in its table, and the other way round; every case and
every blank has to stand where its last step put it; the stock equation is recomputed, and every page of the file read.
So a row changed with the database's key, with the guards off, shows up here even where the journal was left alone.
"""

import json
from collections import Counter as Multiset
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import StoreTrouble, UsageError
from desk.records import journal
from desk.records.approvals import Approval
from desk.records.cases import Case, Step
from desk.records.days import Day
from desk.records.journal import JournalEntry, Verdict
from desk.records.making import PrintJob
from desk.records.money import Payment, WayCorrection
from desk.records.stock import Blank, BlankMove
from desk.services import stock
from desk.services.counter import NOBODY, Counter

TOLD = ("case", "payment", "refund", "payment_way", "approval_decided", "card_job", "day_closed")


def verify(
    counter: Counter, outside: Iterable[str] = (), progress: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """The verdict as a document; `progress` is told how many entries of how many were walked, and may end it.

    Raises UsageError(anchor | no_such_hall) for what cannot be held against anything.
    """
    anchors = [text.strip().upper() for text in outside]
    for text in anchors:
        if len(text.split("-")) != 3 or not text.split("-")[1].isdigit():
            raise UsageError("anchor", text=text)
    store = counter.store
    with store.reading(everything=True) as session:
        halls = session.scalars(select(JournalEntry.hall).distinct()).all()
        if halls and counter.hall not in halls:
            raise UsageError("no_such_hall", hall=counter.hall, known=tuple(halls))
        known = [*store.seen_anchors(counter.hall), *anchors]
        verdict = journal.verify(session, store.sealer, counter.hall, known, _of_all(session, counter.hall, progress))
        wrong = next(_contradictions(session, counter.hall), None) if verdict.ok else None
    if verdict.ok and wrong is None:
        wrong = _damage(counter)
    return _document(verdict) if wrong is None else {**_document(verdict), "ok": False, **wrong}


def accept(counter: Counter) -> list[str]:
    """A supervisor accepts the store as it is, older than what was acknowledged; the journal tells what was given up.

    For a data folder that was put back from a copy by hand; `backup restore` into a new folder needs none of this.
    """
    counter.require("supervisor")
    given_up = counter.store.accept_as_it_is()
    with counter.store.begin() as session:
        journal.write(session, counter, "store_accepted", "store", "done", given_up=given_up)
    return given_up


def clock_jumped(counter: Counter, seconds: int) -> None:
    """Writes down, as an act of nobody, that the clock on the wall went ahead or back by itself. P15."""
    with counter.store.begin() as session:
        journal.write(session, replace(counter, operator=NOBODY), "clock_jumped", "clock", "done", seconds=seconds)


def damaged(trouble: StoreTrouble) -> dict[str, Any]:
    """The same document for a store that could not even be opened."""
    words = {"ok": False, "entries": 0, "first_bad": None, "anchor": None, "chain": None}
    return {**words, "reason": str(trouble.facts.get("what", trouble.kind))}


def _of_all(session: Session, hall: str, progress: Callable[[int, int], None] | None) -> Callable[[int, int], None]:
    """The walk along the journal does not know how long it is; whoever is told of it wants to."""
    if progress is None:
        return lambda _done, _of: None
    whole = session.scalar(select(func.count()).select_from(JournalEntry).where(JournalEntry.hall == hall)) or 0
    return lambda done, _of: progress(done, whole)


def _contradictions(session: Session, hall: str) -> Iterator[dict[str, Any]]:
    """What the tables and the journal do not tell alike, the first of each kind."""
    told: dict[str, Multiset[tuple[Any, ...]]] = {what: Multiset() for what in TOLD}
    at: dict[tuple[Any, ...], int] = {}
    ends: dict[str, str] = {}
    rows = session.execute(
        select(JournalEntry.seq, JournalEntry.what, JournalEntry.subject, JournalEntry.result, JournalEntry.facts)
        .where(JournalEntry.hall == hall, JournalEntry.what.in_(TOLD))
        .order_by(JournalEntry.chain, JournalEntry.seq)
        .execution_options(yield_per=1000)
    )
    for seq, what, subject, result, facts in rows:
        said = json.loads(facts)
        fact = _fact(what, subject, result, said)
        told[what][fact] += 1
        at.setdefault((what, *fact), seq)
        if what == "card_job":
            ends[said["job"]] = result
    for what, kept in _kept(session, hall).items():
        for fact in (told[what] - kept) + (kept - told[what]):
            yield {"reason": f"{what} {fact[0]}", "first_bad": at.get((what, *fact))}
            break
    jobs = session.execute(select(PrintJob.id, PrintJob.state).where(PrintJob.hall == hall, PrintJob.kind == "card"))
    if dict(jobs.all()) != ends:
        yield {"reason": "card_job", "first_bad": None}
    yield from _misplaced(session, hall)


def _fact(what: str, subject: str, result: str, said: dict[str, Any]) -> tuple[Any, ...]:
    """A journal entry as its table would tell it."""
    if what == "case":
        return subject, said.get("before"), result
    if what in ("payment", "refund"):
        return said["receipt"], subject, said["amount"]
    if what == "payment_way":
        return said["receipt"], said["before"], said["after"], result == "corrected"
    if what == "approval_decided":
        return subject, said["approval"], result, said["second"]
    if what == "day_closed":
        return subject, said["digest"]
    return subject, said["job"], result


def _kept(session: Session, hall: str) -> dict[str, Multiset[tuple[Any, ...]]]:
    """The tables as the journal would tell them."""
    steps = session.execute(select(Step.case, Step.before, Step.after).where(Step.hall == hall))
    payments = session.execute(select(Payment.receipt, Payment.case, Payment.amount).where(Payment.hall == hall)).all()
    ways = select(WayCorrection.receipt, WayCorrection.before, WayCorrection.after, WayCorrection.counts)
    put_right = session.execute(ways.where(WayCorrection.hall == hall))
    answers = session.execute(
        select(Approval.subject, Approval.what, Approval.decision, Approval.decided_by).where(
            Approval.hall == hall, Approval.decision.is_not(None)
        )
    )
    days = session.execute(select(Day.day, Day.digest).where(Day.hall == hall))
    return {
        "case": Multiset(tuple(row) for row in steps),
        "payment": Multiset(tuple(row) for row in payments if row.amount > 0),
        "refund": Multiset(tuple(row) for row in payments if row.amount < 0),
        "payment_way": Multiset(tuple(row) for row in put_right),
        "approval_decided": Multiset(tuple(row) for row in answers),
        "day_closed": Multiset((day.isoformat(), digest) for day, digest in days),
    }


def _misplaced(session: Session, hall: str) -> Iterator[dict[str, Any]]:
    """Cases and blanks that do not stand where their last step put them."""
    after = select(Step.after).where(Step.hall == Case.hall, Step.case == Case.number)
    last = func.coalesce(after.order_by(Step.seq.desc()).limit(1).correlate(Case).scalar_subquery(), "")
    case = session.scalar(select(Case.number).where(Case.hall == hall, last != Case.state).limit(1))
    if case is not None:
        yield {"reason": f"state of {case}", "first_bad": None}
    after = select(BlankMove.after).where(BlankMove.hall == Blank.hall, BlankMove.serial == Blank.serial)
    last = func.coalesce(after.order_by(BlankMove.seq.desc()).limit(1).correlate(Blank).scalar_subquery(), "")
    blank = session.scalar(select(Blank.serial).where(Blank.hall == hall, last != Blank.state).limit(1))
    if blank is not None:
        yield {"reason": f"state of {blank}", "first_bad": None}


def _damage(counter: Counter) -> dict[str, Any] | None:
    try:
        with counter.store.reading(everything=True) as session:
            stock.check(session, counter.hall)
        counter.store.check_pages()
    except StoreTrouble as trouble:
        return {"reason": str(trouble.facts.get("what", trouble.kind)), "first_bad": None}
    return None


def _document(verdict: Verdict) -> dict[str, Any]:
    return {
        "ok": verdict.ok,
        "entries": verdict.entries,
        "first_bad": verdict.first_bad,
        "reason": verdict.reason,
        "anchor": verdict.anchor,
        "chain": verdict.chain,
    }
