"""Closing the day: what is still in the way, what the facts add up to, what two people counted, and the report.

The figures of an open day are computed from the facts each time. A closed day keeps them as they were signed, with the
list of its cases and a digest (SM3, GB/T 32905): its report is the same for ever, and what comes later counts into the
day it comes in (`desk.services.days`). A closed day is opened again by a supervisor and a reason, and gets another
edition. M-092 and the practice of closing the day (日清日结).
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cryptography.hazmat.primitives import hashes
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import Refused, StoreTrouble, UsageError
from desk.records import hold, journal
from desk.records.approvals import Approval
from desk.records.cases import Case, Deferral
from desk.records.days import Day
from desk.records.drafts import DraftRow
from desk.records.making import PrintJob
from desk.records.stock import StockCount
from desk.rules.card_life import UNSETTLED
from desk.rules.decision import decide
from desk.rules.tally import Tally
from desk.services import approvals, casebook, day_facts, days, listing, stock, till
from desk.services.accounts import second_person
from desk.services.counter import Counter, Credential
from desk.services.days import Span
from desk.services.views import CaseLine


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something that is not done. `blocks`: nobody closes the day over it; otherwise it may wait until tomorrow."""

    code: str
    blocks: bool
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed day: its edition, the report and what was counted."""

    day: date
    edition: int
    report: dict[str, Any]
    cash_expected: int
    cash_counted: int


def blockers(counter: Counter, day: date) -> list[Blocker]:
    """Everything unfinished: print jobs nobody knows the end of, tills not counted; then what may stay overnight."""
    with counter.store.reading() as session:
        return _blockers(session, counter, day)


def is_closed(counter: Counter, day: date) -> bool:
    """Whether a day was closed and not opened again."""
    with counter.store.reading() as session:
        return days.standing(session, counter.hall, day) is not None


def figures(counter: Counter, day: date) -> dict[str, Any]:
    """What a day adds up to: of a closed day what its report says, of an open one the tally up to now."""
    with counter.store.reading() as session:
        closed = days.standing(session, counter.hall, day)
        if closed is not None:
            return _kept(closed)
        return day_facts.tally_within(session, counter.hall, day, days.span(session, counter.hall, day)).document()


def report(counter: Counter, day: date) -> dict[str, Any]:
    """The daily transaction report: of a closed day as it was signed, of an open one as the facts are now.

    Raises StoreTrouble(store_damaged, what=day_report) when what a closed day kept is not what it was closed with.
    """
    counter.require("clerk", "supervisor", "auditor")
    with counter.store.begin() as session:
        journal.write(session, counter, "day_report", day.isoformat(), "shown")
        closed = days.standing(session, counter.hall, day)
        if closed is not None:
            return _kept(closed)
        return _report(session, counter, day, days.span(session, counter.hall, day), None)


def cases(counter: Counter, day: date) -> list[CaseLine]:
    """The day's cases as they stood when it ended, first come first; of an open day as they stand."""
    counter.require("clerk", "supervisor", "auditor")
    with counter.store.begin() as session:
        closed = days.standing(session, counter.hall, day)
        if closed is not None and closed.cases is not None:
            told = casebook.unseal(counter, "days.cases", f"{day.isoformat()}/{closed.edition}", closed.cases)
            found = [listing.from_document(line) for line in told]
        else:
            found = _cases_at(session, counter, day, days.span(session, counter.hall, day))
        journal.write(session, counter, "listed", "cases", "done", found=len(found))
        return found


def cash_due(counter: Counter, day: date) -> tuple[int, int]:
    """What a day's cash adds up to, and what came into the tills after that day; fen."""
    with counter.store.reading() as session:
        return day_facts.cash_expected(session, counter.hall, day), day_facts.cash_since(session, counter.hall, day)


def close_day(  # noqa: PLR0917 - each is one thing somebody counted or said
    counter: Counter,
    day: date,
    cash_counted: int,
    cards_counted: int,
    explanation: str = "",
    second: Credential | None = None,
) -> Closed:
    """Closes a day. A variance needs a supervisor with an explanation.

    Raises Refused(day_not_closable, decision=…, blockers=…), Refused(day_closed | day_in_future), NotPermitted.
    """
    counter.require("clerk", "supervisor")
    if day > counter.today():
        raise Refused("day_in_future", day=day.isoformat())
    other = second_person(counter, second, "day_close_with_variance", "supervisor") if second else None
    signed = other.name if other else None
    operator = {"role": "supervisor" if other else counter.operator.role, "explanation": explanation}
    with counter.store.begin() as session:
        hold.name(session, "day", counter.hall, day.isoformat())
        last = _last(session, counter, day)
        if last is not None and last.reopened_at is None:
            raise Refused("day_closed", day=day.isoformat(), closed_by=last.closed_by)
        stock.check(session, counter.hall)
        at = days.closing_moment(session, counter.hall, day, counter.now())
        span = days.span_closed_at(session, counter.hall, day, at)
        figures = day_facts.tally_within(session, counter.hall, day, span)
        expected = day_facts.cash_expected(session, counter.hall, day)
        given = {"cash_counted": cash_counted, "cash_expected": expected, "cards_counted": cards_counted}
        variance = _closable(session, counter, figures, operator, given)
        edition = 1 + (last.edition if last else 0)
        _count(session, counter, edition, figures, cards_counted)
        session.flush()
        if variance and signed:
            gaps = {"cash": cash_counted - expected, "blanks": cards_counted - figures.cards["closing"]}
            question = approvals.ask_within(
                session, counter, "day_close_with_variance", day.isoformat(), {"reasons": variance, **gaps},
                key=f"close-{day.isoformat()}-{edition}",
            )  # fmt: skip
            approvals.answer(session, counter, question, "approved", reason=explanation, by=signed)
        at = days.closing_moment(session, counter.hall, day, counter.now())
        span = days.span_closed_at(session, counter.hall, day, at)
        document = _report(session, counter, day, span, cash_counted)
        listed = [listing.document(line) for line in _cases_at(session, counter, day, span)]
        session.add(
            Day(
                hall=counter.hall,
                day=day,
                edition=edition,
                closed_at=at,
                closed_by=counter.operator.name,
                second=signed,
                report=document,
                digest=document["digest"],
                cash_counted=cash_counted,
                cash_expected=expected,
                explanation=explanation,
                cases=casebook.seal(counter, "days.cases", f"{day.isoformat()}/{edition}", listed),
            )
        )
        till.close_own(session, counter, day)
        journal.write(
            session, counter, "day_closed", day.isoformat(), "done", edition=edition, digest=document["digest"],
            cash_expected=expected, cash_counted=cash_counted, cards_counted=cards_counted, variance=variance,
            second=signed,
        )  # fmt: skip
        return Closed(day, edition, document, expected, cash_counted)


def reopen(counter: Counter, day: date, reason: str, second: Credential) -> None:
    """Opens a closed day again; a supervisor signs. Raises Refused(day_open), UsageError(reason_needed)."""
    counter.require("clerk", "supervisor")
    if not reason.strip():
        raise UsageError("reason_needed", what="day_reopen")
    other = second_person(counter, second, "day_reopen", "supervisor")
    with counter.store.begin() as session:
        hold.name(session, "day", counter.hall, day.isoformat())
        last = _last(session, counter, day)
        if last is None or last.reopened_at is not None:
            raise Refused("day_open", day=day.isoformat())
        question = approvals.ask_within(
            session, counter, "day_reopen", day.isoformat(), {"edition": last.edition},
            key=f"reopen-{day.isoformat()}-{last.edition}",
        )  # fmt: skip
        approvals.answer(session, counter, question, "approved", reason=reason, by=other.name)
        last.reopened_at, last.reopened_by, last.reopened_second = counter.now(), counter.operator.name, other.name
        journal.write(
            session, counter, "day_reopened", day.isoformat(), "done", second=other.name, edition=last.edition
        )


def digest(document: dict[str, Any]) -> str:
    """SM3 over the report's canonical JSON without its digest, in hexadecimal."""
    clear = {key: value for key, value in document.items() if key != "digest"}
    summed = hashes.Hash(hashes.SM3())
    summed.update(json.dumps(clear, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    return summed.finalize().hex()


def _kept(closed: Day) -> dict[str, Any]:
    if digest(closed.report) != closed.digest:
        raise StoreTrouble("store_damaged", what="day_report", day=closed.day.isoformat())
    return closed.report


def _cases_at(session: Session, counter: Counter, day: date, span: Span) -> list[CaseLine]:
    """The cases that were taken on a day, each in the state in which it stood at the end."""
    of_day = select(Case.number).where(Case.hall == counter.hall, Case.day == day)
    then = day_facts.states(session, counter.hall, day, span.until)
    found = listing.lines(session, counter, listing.saying(Case.number.in_(of_day)), {})
    return [replace(line, state=then.get(line.number, line.state)) for line in reversed(found)]


def _report(session: Session, counter: Counter, day: date, span: Span, cash_counted: int | None) -> dict[str, Any]:
    figures = day_facts.tally_within(session, counter.hall, day, span)
    counted = session.scalar(
        select(StockCount.counted)
        .where(StockCount.hall == counter.hall, StockCount.day == day)
        .order_by(StockCount.seq.desc())
        .limit(1)
    )
    hall = counter.settings.hall
    document = {**figures.document(), "hall": hall.region, "institution": counter.hall}
    document["cards"]["counted"] = counted
    document["cash"] = {"expected": day_facts.cash_expected(session, counter.hall, day), "counted": cash_counted}
    document["counted"] = span.document()
    document["notable"] = day_facts.notable(session, counter.hall, day, span)
    document["lists"] = day_facts.lists(session, counter.hall, day, span.until)
    return {**document, "digest": digest(document)}


def _blockers(session: Session, counter: Counter, day: date) -> list[Blocker]:
    jobs = session.scalars(
        select(PrintJob)
        .where(PrintJob.hall == counter.hall, PrintJob.state.in_(UNSETTLED))
        .order_by(PrintJob.intent_at)
    ).all()
    others = [each for each in till.open_shifts(session, counter) if each.operator != counter.operator.name]
    open_drafts = session.scalar(select(func.count()).select_from(DraftRow).where(DraftRow.hall == counter.hall)) or 0
    owed = session.scalar(
        select(func.count())
        .select_from(Deferral)
        .join(Case, (Case.hall == Deferral.hall) & (Case.number == Deferral.case))
        .where(Deferral.hall == counter.hall, Deferral.cured_at.is_(None), Case.closed_at.is_(None))
    )
    waiting = session.scalar(
        select(func.count()).select_from(Approval).where(Approval.hall == counter.hall, Approval.decision.is_(None))
    )
    making = session.scalar(
        select(func.count()).select_from(Case).where(Case.hall == counter.hall, Case.state == "making", Case.day == day)
    )
    found = [
        Blocker("unresolved_print_jobs", True, {"jobs": [job.id for job in jobs], "kinds": [job.kind for job in jobs]}),
        Blocker("open_shifts", True, {"operators": [each.operator for each in others]}),
        Blocker("open_drafts", False, {"count": open_drafts}),
        Blocker("approvals_waiting", False, {"count": waiting or 0}),
        Blocker("deferrals_open", False, {"count": owed or 0}),
        Blocker("cards_in_making", False, {"count": making or 0}),
    ]
    return [each for each in found if each.facts.get("count") or each.facts.get("jobs") or each.facts.get("operators")]


def _closable(
    session: Session, counter: Counter, figures: Tally, operator: dict[str, str], given: dict[str, int]
) -> list[str]:
    """The variances that a day is closed with. Raises Refused(day_not_closable) when something stands in the way."""
    standing = [blocker for blocker in _blockers(session, counter, figures.day) if blocker.blocks]
    walk_in = _walk_in(counter, figures, standing, operator, given)
    decision = decide(walk_in, counter.policy, counter.calendar).document()
    if decision["outcome"] != "accept" or standing:
        raise Refused("day_not_closable", decision=decision, blockers=[blocker.code for blocker in standing])
    return [reason["code"] for reason in decision["reasons"]]


def _walk_in(
    counter: Counter, figures: Tally, standing: list[Blocker], operator: dict[str, str], given: dict[str, int]
) -> dict[str, Any]:
    """The day's end as the decision reads it; what is unknown is out of stock like what was returned."""
    cards = figures.cards
    jobs = [job for each in standing if each.code == "unresolved_print_jobs" for job in each.facts["jobs"]]
    return {
        "policy": counter.policy.name,
        "now": counter.now().isoformat(),
        "hall": {"region": counter.settings.hall.region},
        "channel": "window",
        "service": "day_close",
        "reason": None,
        "operator": operator,
        "day": {
            "cash_counted": given["cash_counted"],
            "cash_expected": given["cash_expected"],
            "stock": {
                "opening": cards["opening"],
                "received": cards["received"],
                "issued": cards["issued"],
                "spoiled": cards["spoiled"],
                "returned": cards["returned"] + cards["unknown"],
                "counted": given["cards_counted"],
            },
            "unresolved_jobs": jobs,
        },
    }


def _count(session: Session, counter: Counter, seq: int, figures: Tally, counted: int) -> None:
    cards = figures.cards
    session.add(
        StockCount(
            hall=counter.hall, day=figures.day, seq=seq, at=counter.now(), by=counter.operator.name,
            expected=cards["closing"], counted=counted,
            **{word: cards[word] for word in ("opening", "received", "issued", "spoiled", "unknown", "returned")},
        )
    )  # fmt: skip


def _last(session: Session, counter: Counter, day: date) -> Day | None:
    return session.scalar(
        select(Day).where(Day.hall == counter.hall, Day.day == day).order_by(Day.edition.desc()).limit(1)
    )
