"""Every fact as one JSON line: cases, steps, payments, cards, blanks, print jobs, approvals, counts and closed days.

The lines are for auditors and for whoever checks the desk from outside; money is integer fen, times carry their offset.
ID numbers appear masked only, names in clear: taking a copy is itself written into the journal.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.records import journal
from desk.records.approvals import Approval
from desk.records.base import Base
from desk.records.cases import Case, Step
from desk.records.days import Day
from desk.records.making import Card, PrintJob
from desk.records.money import Payment
from desk.records.stock import Blank, StockCount
from desk.services import casebook
from desk.services.counter import Counter


def ledger(counter: Counter) -> Iterator[dict[str, Any]]:
    """The lines in order of kind and key. The journal entry is committed before the first line is given."""
    counter.require("supervisor", "auditor")
    with counter.store.begin() as session:
        journal.write(session, counter, "ledger_export", "ledger", "done")
    with counter.store.reading(everything=True) as session:
        region = counter.settings.hall.region
        for case in _rows(session, Case, counter, Case.number):
            yield _case(counter, case, region)
        for step in _rows(session, Step, counter, Step.case, Step.seq):
            told = {"case": step.case, "at": step.at, "by": step.by, "from": step.before, "to": step.after}
            yield _line("step", {**told, "second": step.second})
        for payment in _rows(session, Payment, counter, Payment.receipt):
            told = _of(payment, "case", "receipt", "amount", "at", "by", "second")
            yield _line("payment", {**told, "method": payment.way, "booked": payment.method})
        for card in _rows(session, Card, counter, Card.number):
            yield _line("card", _of(card, "number", "case", "state", "issued_at", "blank", "made_at", "valid_to"))
        for blank in _rows(session, Blank, counter, Blank.serial):
            yield _line("blank", _of(blank, "serial", "state", "case", "since", "place"))
        for job in _rows(session, PrintJob, counter, PrintJob.intent_at, PrintJob.id):
            told = _of(job, "id", "case", "kind", "blank", "state", "at", "attempt", "reason", "intent_at", "sent_at")
            yield _line("print_job", {**told, "settled_by": job.settled_by, "settled_second": job.settled_second})
        for row in _rows(session, Approval, counter, Approval.asked_at, Approval.id):
            told = _of(row, "case", "what", "asked_by", "decided_by", "decision")
            yield _line("approval", {**told, "at": row.decided_at or row.asked_at, "subject": row.subject})
        for count in _rows(session, StockCount, counter, StockCount.day, StockCount.seq):
            words = ("opening", "received", "issued", "spoiled", "unknown", "returned", "expected", "counted")
            yield _line("stock_count", _of(count, "day", *words, "by", "at"))
        for day in _rows(session, Day, counter, Day.day, Day.edition):
            told = _of(day, "day", "closed_at", "closed_by", "second", "edition", "digest", "reopened_at")
            yield _line("day", {**told, "hall": region, "money": day.report["money"], "cards": day.report["cards"]})


def _case(counter: Counter, case: Case, region: str) -> dict[str, Any]:
    holder = casebook.holder_of(counter, case)
    told = _of(
        case, "number", "service", "reason", "state", "counter", "clerk", "policy", "policy_version", "accepted_at",
        "closed_at", "category", "fee_due", "fee_waived", "card", "blank",
    )  # fmt: skip
    told["temporary_card"] = case.facts.get("temporary_card")
    return _line("case", {**told, "hall": region, "name": holder["name"], "id_number_masked": holder["masked"]})


def _rows(session: Session, table: type[Any], counter: Counter, *order: Any) -> Iterator[Any]:
    asked = select(table).where(table.hall == counter.hall).order_by(*order)
    return iter(session.scalars(asked.execution_options(yield_per=500)))


def _of(row: Base, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _line(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    plain = {key: value.isoformat() if isinstance(value, date | datetime) else value for key, value in facts.items()}
    return {"type": kind, **plain}
