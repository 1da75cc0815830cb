"""What needs a second person: asked by one, answered by another with their own credential at that moment.

The database refuses an answer by the asker and any second answer; here is who may answer what, and what becomes of a
case when its last question is answered. M-093 and the practice of four eyes (复核).
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import cases, commands, days, hold, journal
from desk.records.approvals import Approval
from desk.records.cases import Case
from desk.rules.journey import CaseState
from desk.services import casebook
from desk.services.accounts import second_person
from desk.services.counter import Counter, Credential

VERDICTS = {"approved": CaseState.APPROVED, "returned": CaseState.RETURNED, "declined": CaseState.REJECTED}
ANY_COLLEAGUE = frozenset({"vault_release", "handover_witness"})
"""Acts that another clerk may witness; all others are for a supervisor."""
QUESTIONS = frozenset(
    {
        "fee_waiver",
        "refund",
        "manual_identity",
        "name_or_id_change",
        "rare_char_variant",
        "cancel_card",
        "formal_loss_by_agent",
        "frozen_account_release",
        "day_close_with_variance",
        "day_reopen",
        "card_reprint",
    }
    | ANY_COLLEAGUE
)


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One question and, once given, its answer. `seen` is what the reviewer has to see and is personal."""

    id: str
    what: str
    subject: str
    case: str | None
    facts: Mapping[str, Any]
    seen: Mapping[str, Any]
    asked_by: str
    asked_at: datetime
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None


def ask(
    counter: Counter,
    what: str,
    subject: str,
    facts: Mapping[str, Any],
    key: str,
    *,
    case: str | None = None,
    seen: Mapping[str, Any] | None = None,
) -> ApprovalView:
    """Puts a question to a second person; idempotent by key."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        return view(counter, ask_within(session, counter, what, subject, facts, key=key, case=case, seen=seen))


def ask_within(
    session: Session,
    counter: Counter,
    what: str,
    subject: str,
    facts: Mapping[str, Any],
    *,
    key: str,
    case: str | None = None,
    seen: Mapping[str, Any] | None = None,
) -> Approval:
    """`ask` inside a transaction of the caller; the question's id is its key."""
    if what not in QUESTIONS:
        raise UsageError("unknown_code", field="approval", value=what)
    wish = commands.digest([what, subject, case, facts])
    if commands.once(session, counter.hall, key, "approval_ask", wish) is not None:
        return session.get_one(Approval, (counter.hall, key))
    sealed = counter.store.sealer.seal("approvals.sealed", key, _bytes(seen)) if seen else None
    question = Approval(
        hall=counter.hall,
        id=key,
        what=what,
        case=case,
        subject=subject,
        facts=dict(facts),
        sealed=sealed,
        asked_by=counter.operator.name,
        asked_at=counter.now(),
        counter=counter.station,
    )
    session.add(question)
    commands.keep(session, counter.hall, key, "approval_ask", wish, answer={"id": key}, at=counter.now())
    journal.write(session, counter, "approval_asked", subject, "done", what=what, case=case)
    session.flush()
    return question


def waiting(counter: Counter) -> list[ApprovalView]:
    """Questions without an answer, oldest first."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        rows = session.scalars(
            select(Approval)
            .where(Approval.hall == counter.hall, Approval.decision.is_(None))
            .order_by(Approval.asked_at)
        ).all()
        if any(row.sealed for row in rows):
            journal.write(session, counter, "looked", "approvals", "done", count=len(rows))
        return [view(counter, row) for row in rows]


def asked(counter: Counter) -> dict[str, datetime]:
    """Which questions wait and since when: enough to count them, and to see that nothing is new; nobody is shown."""
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        open_ones = (Approval.hall == counter.hall, Approval.decision.is_(None))
        rows = session.execute(select(Approval.id, Approval.asked_at).where(*open_ones).order_by(Approval.asked_at))
        return {row.id: row.asked_at for row in rows}


def decide(counter: Counter, approval: str, verdict: str, reason: str, second: Credential) -> ApprovalView:
    """A second person's answer; the last one of a case in review moves it on.

    Raises UsageError(no_such_approval | unknown_code), Refused(decided_already), NotPermitted. Whoever asked
    cannot answer; a supervisor at their own desk gives their password again.
    """
    counter.require("clerk", "supervisor")
    if verdict not in VERDICTS:
        raise UsageError("unknown_code", field="verdict", value=verdict, known=tuple(VERDICTS))
    with counter.store.reading() as session:
        question = _existing(session, counter, approval)
    roles = ("supervisor", "clerk") if question.what in ANY_COLLEAGUE else ("supervisor",)
    other = second_person(counter, second, "approval_decide", *roles, other_than=question.asked_by)
    with counter.store.begin() as session:
        question = _existing(session, counter, approval)
        if question.decision is not None:
            if (question.decision, question.decided_by) == (verdict, other.name):
                return view(counter, question)
            raise Refused("decided_already", decision=question.decision, by=question.decided_by)
        answer(session, counter, question, verdict, reason=reason, by=other.name)
        return view(counter, question)


def answer(session: Session, counter: Counter, question: Approval, verdict: str, *, reason: str, by: str) -> None:
    """Writes an answer down and moves the case when it was the last; `by` has proved who they are already."""
    at = days.moment(session, counter.hall, counter.now())
    question.decision, question.decided_by, question.decided_at, question.reason = verdict, by, at, reason
    session.flush()
    journal.write(
        session,
        counter,
        "approval_decided",
        question.subject,
        verdict,
        approval=question.what,
        second=by,
        case=question.case,
    )
    case = hold.row(session, Case, (counter.hall, question.case)) if question.case else None
    if case is None or case.state != CaseState.REVIEW:
        return
    if _is_settled(question.what, verdict):
        _without_waiver(counter, case)
    elif verdict != "approved":
        cases.move(session, counter, case, VERDICTS[verdict], second=by, approval=question.what)
        return
    if not open_for(session, counter.hall, case.number):
        cases.move(session, counter, case, CaseState.APPROVED, second=by)


def open_for(session: Session, hall: str, case: str) -> list[str]:
    """Codes of a case's questions that still keep it from going on."""
    return open_among(session, hall, [case]).get(case, [])


def open_among(session: Session, hall: str, cases: Collection[str]) -> dict[str, list[str]]:
    """`open_for` of many cases; those without such a question are left out."""
    rows = session.execute(
        select(Approval.case, Approval.what, Approval.decision)
        .where(Approval.hall == hall, Approval.case.in_(cases))
        .order_by(Approval.asked_at)
    )
    latest = {(str(case), what): decision for case, what, decision in rows}
    found: dict[str, list[str]] = {}
    for (case, what), decision in latest.items():
        if decision != "approved" and not _is_settled(what, decision):
            found.setdefault(case, []).append(what)
    return found


def _is_settled(what: str, decision: str | None) -> bool:
    """Whether a question stands in nobody's way though the answer was no: a fee that is not waived is paid."""
    return what == "fee_waiver" and decision == "declined"


def _without_waiver(counter: Counter, case: Case) -> None:
    """The case as it is when nothing is waived: the whole fee is to be paid."""
    decision = casebook.decision_of(counter, case)
    fee = {**decision["fee"], "waived": 0, "payable": decision["fee"]["due"], "waiver": None}
    case.decision = casebook.seal(counter, "cases.decision", case.number, {**decision, "fee": fee})
    case.fee_waived, case.waiver = 0, None


def view(counter: Counter, row: Approval) -> ApprovalView:
    """A question as screens show it."""
    seen = json.loads(counter.store.sealer.open("approvals.sealed", row.id, row.sealed)) if row.sealed else {}
    return ApprovalView(
        row.id,
        row.what,
        row.subject,
        row.case,
        row.facts,
        seen,
        row.asked_by,
        row.asked_at,
        row.decision,
        row.decided_by,
        row.decided_at,
        row.reason,
    )


def _existing(session: Session, counter: Counter, approval: str) -> Approval:
    row = hold.row(session, Approval, (counter.hall, approval))
    if row is None:
        raise UsageError("no_such_approval", id=approval)
    return row


def _bytes(document: Mapping[str, Any] | None) -> bytes:
    return json.dumps(document, ensure_ascii=False, default=str).encode()
