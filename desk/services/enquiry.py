"""Enquiries: how far a case is, and what is on an account (M-015, M-029).

By phone both numbers have to be told; at the window one is enough, or the document that lies there. Whoever is refused
learns nothing, and every enquiry is in the journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.records import journal
from desk.records.cases import Case, Step
from desk.rules import decision as rules
from desk.rules.identity import parse_id_number
from desk.rules.journey import CaseState
from desk.services import history, reception
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.situation import bare, completed

STAGES: Mapping[str, tuple[CaseState, ...]] = {
    "accepted": (CaseState.ACCEPTED, CaseState.PENDING_VERIFICATION, CaseState.SUSPENDED),
    "review": (CaseState.REVIEW, CaseState.RETURNED),
    "making": (CaseState.APPROVED, CaseState.MAKING),
    "ready": (CaseState.READY,),
    "collected": (CaseState.COLLECTED, CaseState.MAILED),
    "active": (CaseState.ACTIVE, CaseState.CLOSED),
}
"""受理, 审核, 制卡, 待领, 领卡, 启用: the stages an applicant is told, and their states (M-085, M-086)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a case: when it was reached, and by when it is promised."""

    code: str
    reached_at: datetime | None
    due: date | None
    here: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """The answer to an enquiry; `stages` is empty when the decision refuses."""

    decision: Mapping[str, Any]
    number: str | None
    service: str | None
    state: str | None
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """The answer to a balance enquiry; fen, None when the decision refuses or the registry has no account."""

    decision: Mapping[str, Any]
    fen: int | None


def progress(
    counter: Counter,
    *,
    channel: str = "window",
    id_number: str | None = None,
    receipt_number: str | None = None,
    draft: Draft | None = None,
) -> Progress:
    """How far a case is; `draft` brings the document that lies on the window."""
    counter.require("clerk", "supervisor")
    identity = draft.situation.get("identity") if draft else None
    numbers = {"id_number": id_number, "receipt_number": "".join((receipt_number or "").split()).upper() or None}
    situation = {
        "policy": counter.policy.name,
        "channel": channel,
        "service": "enquiry",
        "enquiry": {"kind": "progress", **{name: number for name, number in numbers.items() if number}},
        **({"identity": identity} if identity else {}),
    }
    with counter.store.begin() as session:
        on_the_desk = identity["number"] if identity else None
        case = _case(session, counter, numbers["receipt_number"], id_number or on_the_desk)
        decision = _decide(session, counter, situation, case)
        accepted = decision["outcome"] == "accept" and case is not None
        journal.write(
            session,
            counter,
            "enquiry",
            case.number if case else "none",
            str(decision["outcome"]),
            kind="progress",
            channel=channel,
        )
        if not accepted or case is None:
            return Progress(decision, None, None, None, ())
        return Progress(decision, case.number, case.service, str(case.state), stages(session, case))


def balance(counter: Counter, draft: Draft) -> Balance:
    """The account's balance, for the holder in person at the window; blocking, asks the registry."""
    counter.require("clerk", "supervisor")
    draft = reception.check(counter, reception.choose(counter, draft, "enquiry", enquiry={"kind": "balance"}))
    with counter.store.begin() as session:
        decision = _decide(session, counter, draft.situation, None)
        journal.write(session, counter, "enquiry", draft.id, str(decision["outcome"]), kind="balance")
    row = decision.get("insurance_row") or _first_row(draft.situation)
    told = row.get("balc") if decision["outcome"] == "accept" and row else None
    return Balance(decision, None if told is None else int(Decimal(str(told)) * 100))


def stages(session: Session, case: Case) -> tuple[Stage, ...]:
    """A case's stages in order, each with the first time it was reached."""
    reached: dict[str, datetime] = {}
    rows = session.scalars(select(Step).where(Step.hall == case.hall, Step.case == case.number).order_by(Step.seq))
    for step in rows:
        for code, states in STAGES.items():
            if step.after in states:
                reached.setdefault(code, step.at)
    due = {"review": case.review_by, "ready": case.ready_by}
    return tuple(Stage(code, reached.get(code), due.get(code), case.state in states) for code, states in STAGES.items())


def _case(session: Session, counter: Counter, receipt_number: str | None, id_number: str | None) -> Case | None:
    """The case of the receipt number, else the person's newest that has a receipt."""
    if receipt_number:
        return session.get(Case, (counter.hall, receipt_number))
    if id_number:
        number = parse_id_number(id_number, counter.today()).normalised
        return next((c for c in history.cases_of(session, counter, number) if not c.number.startswith("N")), None)
    return None


def _decide(session: Session, counter: Counter, situation: Mapping[str, Any], case: Case | None) -> Mapping[str, Any]:
    given = completed(
        bare(situation),
        now=counter.now(),
        region=counter.settings.hall.region,
        blanks=0,
        printer_ready=True,
        scanner=True,
        camera=True,
    )
    if case is not None:
        given["case"] = history.as_given(session, counter, case)
    return rules.decide(given, counter.policy, counter.calendar).document()


def _first_row(situation: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = (situation.get("registry") or {}).get("insuinfo") or []
    return rows if isinstance(rows, Mapping) else next(iter(rows), {})
