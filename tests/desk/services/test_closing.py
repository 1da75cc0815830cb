"""The day's end: added up from the facts, refused while anything is unsettled, opened again by two people only."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_builder import (
    AUDITOR,
    CLERK,
    OTHER_CLERK,
    SECOND,
    SUPERVISOR,
    TECHNICIAN,
    a_case,
    as_operator,
    build,
    serial,
    stocked,
)
from pretend_printer import PretendPrinter
from sqlalchemy import select

from desk.errors import CardSpoiled, NotPermitted, OutcomeUnknown, Refused
from desk.records.days import Day
from desk.records.making import PrintJob
from desk.records.money import Shift
from desk.services import approvals, closing, days, export, issuing, stock, till
from desk.services.counter import Counter, Credential

DAY = date(2026, 3, 16)


def make(desk: Counter, number: str, printer: PretendPrinter | None = None) -> None:
    reservation = issuing.reserve(desk, number, desk.new_key())
    issuing.print_card(desk, reservation, printer or PretendPrinter(), b"png", lambda step: None)


def stock_and_cases(report: dict[str, Any]) -> list[Any]:
    return [report[key] for key in ("cards", "cases", "money") if key in report]


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    """A morning: one free card, one paid, one waived, one refunded, one jam."""
    counter = build(tmp_path, people=False)
    stocked(counter, 60)
    make(counter, a_case(counter))
    paid = a_case(counter, fee=2500, service="reissue", reason="lost", number="110199199006015136")
    till.take(counter, paid, 2500, "cash", "p1")
    with pytest.raises(CardSpoiled):
        make(counter, paid, PretendPrinter(CardSpoiled("card_spoiled", device="card_printer")))
    make(counter, paid)
    waived = a_case(
        counter, fee=2500, waived=2500, service="reissue", reason="lost", state="review", number="110199199006015137"
    )
    question = approvals.ask(counter, "fee_waiver", waived, {}, "w", case=waived)
    approvals.decide(counter, question.id, "approved", "低保", SECOND)
    make(counter, waived)
    back = a_case(counter, fee=2500, service="exchange", reason="photo_changed", number="110199199006015138")
    till.take(counter, back, 2500, "wechat", "p2")
    till.refund(counter, back, "r", SECOND)
    return counter


def test_the_report_is_the_sum_of_the_facts(desk: Counter) -> None:
    report = closing.report(desk, DAY)

    assert report["day"] == "2026-03-16"
    assert report["hall"] == "110199"
    assert report["cases"] == {
        "accepted": 4, "deferred": 0, "refused": 0, "referred": 0, "held": 0, "pending": 0, "collected": 0,
        "activated": 0, "closed": 0,
    }  # fmt: skip
    assert report["money"] == {"due": 7500, "waived": 2500, "paid": 5000, "refunded": 2500}
    assert report["cards"] == {
        "opening": 0, "received": 60, "issued": 3, "spoiled": 1, "unknown": 0, "returned": 0, "closing": 56,
        "counted": None,
    }  # fmt: skip
    assert [row["service"] for row in report["by_service"]] == ["exchange", "first_issue", "reissue"]
    assert [each["kind"] for each in report["notable"]] == ["fee_waiver", "refund", "spoiled"]


def test_the_same_day_gives_the_same_report_later(desk: Counter) -> None:
    before = closing.report(desk, DAY)
    desk.clock.advance(days=3)
    make(desk, a_case(desk, number="110199199006015139"))

    assert closing.report(desk, DAY) == before
    assert closing.report(desk, DAY)["digest"] == closing.digest(before)


def test_a_day_with_nothing_unsettled_is_closed_and_locked(desk: Counter) -> None:
    closed = closing.close_day(desk, DAY, 2500, 56)

    assert closed.report["cards"]["counted"] == 56
    assert closed.cash_expected == 2500
    with pytest.raises(Refused, match="day_closed"):
        till.take(desk, a_case(desk, fee=2500, number="110199199006015139"), 2500, "cash", "late")
    with pytest.raises(Refused, match="day_closed"):
        closing.close_day(desk, DAY, 2500, 56)


def test_tomorrow_begins_with_what_today_ended_with(desk: Counter) -> None:
    closing.close_day(desk, DAY, 2500, 56)
    desk.clock.advance(days=1)
    make(desk, a_case(desk, number="110199199006015139"))

    cards = closing.report(desk, DAY + timedelta(1))["cards"]

    assert (cards["opening"], cards["received"], cards["issued"], cards["closing"]) == (56, 0, 1, 55)


def test_nobody_closes_a_day_over_a_card_nobody_knows_the_end_of(desk: Counter) -> None:
    number = a_case(desk, number="110199199006015139")
    with pytest.raises(OutcomeUnknown):
        make(desk, number, PretendPrinter(OutcomeUnknown("no_answer", device="card_printer")))

    with pytest.raises(Refused) as told:
        closing.close_day(desk, DAY, 2500, 55, "急于交班", SECOND)
    assert told.value.kind == "day_not_closable"
    assert told.value.facts["blockers"] == ["unresolved_print_jobs"]

    (left,) = issuing.unsettled(desk)
    issuing.settle(desk, left.job, "spoiled", None, SECOND)
    assert closing.close_day(desk, DAY, 2500, 55).report["cards"]["spoiled"] == 2


def test_a_colleagues_till_has_to_be_counted_first(desk: Counter) -> None:
    theirs = a_case(desk, fee=2500, number="110199199006015139")
    till.take(as_operator(desk, OTHER_CLERK), theirs, 2500, "cash", "theirs")

    with pytest.raises(Refused) as told:
        closing.close_day(desk, DAY, 5000, 56)
    assert told.value.facts["blockers"] == ["open_shifts"]


@pytest.mark.parametrize(("cash", "cards"), [(2400, 56), (2500, 55)])
def test_a_variance_needs_a_supervisor_and_an_explanation(desk: Counter, cash: int, cards: int) -> None:
    with pytest.raises(Refused, match="day_not_closable"):
        closing.close_day(desk, DAY, cash, cards, "不清楚")
    with pytest.raises(Refused, match="day_not_closable"):
        closing.close_day(desk, DAY, cash, cards, "", SECOND)

    closing.close_day(desk, DAY, cash, cards, "已查，次日追", SECOND)

    assert "day_close_with_variance" in [line["what"] for line in lines(desk) if line["type"] == "approval"]


def test_a_variance_stands_in_the_report_with_its_sums_its_reason_and_both_names(desk: Counter) -> None:
    assert closing.report(desk, DAY)["cash"]["counted"] is None
    closed = closing.close_day(desk, DAY, 2400, 55, "已查，次日追", SECOND)

    told = closing.report(desk, DAY)
    [act] = [each for each in told["notable"] if each["kind"] == "day_close_with_variance"]
    assert told["cash"] == {"expected": 2500, "counted": 2400}
    assert (act["facts"]["cash"], act["facts"]["blanks"], act["reason"]) == (-100, -1, "已查，次日追")
    assert (act["by"], act["second"]) == (desk.operator.name, SECOND.name)
    assert told == closed.report, "what was closed over is what any later report says"


LONG = "盘点时少一张一百元，已查监控和当天全部凭证，" * 20
"""What a person may write when something is missing: no store and no report cuts it off."""


def test_what_somebody_wrote_about_a_variance_is_kept_whole(desk: Counter) -> None:
    shift = till.close_shift(desk, 2400, Credential(OTHER_CLERK.name, SECOND.password), LONG)
    closed = closing.close_day(desk, DAY, 2400, 55, LONG, SECOND)
    [act] = [each for each in closed.report["notable"] if each["kind"] == "day_close_with_variance"]
    with desk.store.reading() as session:
        kept = session.scalars(select(Day.explanation)).one(), session.get_one(Shift, (desk.hall, shift.id)).explanation
    assert (act["reason"], kept) == (LONG, (LONG, LONG))


@pytest.mark.parametrize("answer", ["good", "untouched"])
def test_a_card_that_two_people_settled_is_told_one_by_one_whatever_they_found(desk: Counter, answer: str) -> None:
    with pytest.raises(OutcomeUnknown):
        make(desk, a_case(desk, number="110199199006015139"), PretendPrinter(OutcomeUnknown("no_answer")))
    (left,) = issuing.unsettled(desk)
    issuing.settle(desk, left.job, answer, None, SECOND)

    [act] = [each for each in closing.report(desk, DAY)["notable"] if each["kind"] == "settled"]
    assert (act["serial"], act["second"]) == (left.blank, SECOND.name)


def test_a_day_nobody_closed_is_remembered_until_it_is(desk: Counter) -> None:
    assert days.left_open(desk) is None, "today is not late"
    desk.clock.advance(days=1)
    assert days.left_open(desk) == DAY
    a_case(desk, number="110199199006015139")
    desk.clock.advance(days=3)
    assert days.left_open(desk) == DAY, "the earliest comes first"
    closing.close_day(desk, DAY, 2500, 56)
    assert days.left_open(desk) == DAY + timedelta(1)
    closing.close_day(desk, DAY + timedelta(1), 0, 56)
    assert days.left_open(desk) is None


def test_a_day_that_was_opened_again_and_left_so_is_late_too(desk: Counter) -> None:
    closing.close_day(desk, DAY, 2500, 56)
    closing.reopen(desk, DAY, "补收", SECOND)
    desk.clock.advance(days=1)
    assert days.left_open(desk) == DAY


def test_a_late_close_leaves_the_till_of_today_alone(desk: Counter) -> None:
    desk.clock.advance(days=1)
    till.close_shift(desk, 2500, Credential(OTHER_CLERK.name, SECOND.password))
    till.take(desk, a_case(desk, fee=2500, number="110199199006015139"), 2500, "cash", "today")
    closing.close_day(desk, DAY, 2500, 56)
    assert till.shift(desk) is not None


def test_a_closed_day_is_opened_again_by_two_people_and_gets_another_edition(desk: Counter) -> None:
    closing.close_day(desk, DAY, 2500, 56)
    with pytest.raises(NotPermitted):
        closing.reopen(desk, DAY, "补收", replace_password())

    closing.reopen(desk, DAY, "补收一笔", SECOND)
    till.take(desk, a_case(desk, fee=2500, number="110199199006015139"), 2500, "cash", "late")
    again = closing.close_day(desk, DAY, 5000, 56)

    assert again.edition == 2
    assert again.report["money"]["paid"] == 7500


def replace_password():  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(SECOND, password="wrong")


@pytest.mark.parametrize("minutes", [0, -30])
def test_a_day_closed_again_counts_all_it_counted_and_that_it_was_opened_whatever_the_clock(
    desk: Counter, minutes: int
) -> None:
    desk.clock.advance(hours=1)
    counted = stock_and_cases(closing.close_day(desk, DAY, 2500, 56).report)
    desk.clock.advance(minutes=minutes)
    for times in (1, 2):
        closing.reopen(desk, DAY, "补收", SECOND)
        again = closing.close_day(desk, DAY, 2500, 56).report
        assert stock_and_cases(again) == counted
        answers = {one["what"]: one["count"] for one in again["answers"]}
        assert answers["day_reopen"] == times


def test_nothing_that_a_closed_day_counted_changes_until_it_is_opened_again(desk: Counter) -> None:
    ready = a_case(desk, number="110199199006015139")
    reserved = issuing.reserve(desk, ready, "reserved before")
    with desk.store.reading() as session:
        printed = session.scalars(select(PrintJob.id).where(PrintJob.state == "printed")).first()
    closing.close_day(desk, DAY, 2500, 56)
    acts: list[Callable[[], object]] = [
        lambda: stock.receive(desk, serial(901), serial(902), SECOND),
        lambda: stock.adjust(desk, serial(50), "spoiled", "bent", SECOND),
        lambda: issuing.print_card(desk, reserved, PretendPrinter(), b"png", lambda step: None),
        lambda: issuing.confirm(desk, str(printed), False, SECOND),
        lambda: issuing.reserve(desk, ready, "after"),
    ]

    for act in acts:
        with pytest.raises(Refused, match="day_closed"):
            act()

    with desk.store.reading() as session:
        closed = session.scalars(select(Day)).one()
    assert closing.report(desk, DAY)["cards"] == closed.report["cards"]


def test_a_day_that_has_not_come_is_not_closed(desk: Counter) -> None:
    with pytest.raises(Refused, match="day_in_future"):
        closing.close_day(desk, DAY + timedelta(1), 0, 0)


def test_what_may_stay_overnight_is_told_but_does_not_block(desk: Counter) -> None:
    approvals.ask(desk, "manual_identity", "x", {}, "q")

    told = closing.blockers(desk, DAY)

    assert [(each.code, each.blocks) for each in told] == [("approvals_waiting", False)]


def lines(desk: Counter) -> list[dict[str, object]]:
    return list(export.ledger(as_operator(desk, SUPERVISOR)))


def test_the_ledger_holds_every_fact_once_with_its_promised_keys(desk: Counter) -> None:
    closing.close_day(desk, DAY, 2500, 56)
    kinds: dict[str, list[dict[str, object]]] = {}
    for line in lines(desk):
        kinds.setdefault(str(line["type"]), []).append(line)

    promised = {
        "case": "number service reason state hall counter clerk policy policy_version accepted_at closed_at name "
        "id_number_masked",
        "step": "case at by from to",
        "payment": "case receipt amount method at by",
        "card": "number case state issued_at",
        "blank": "serial state case since",
        "print_job": "id case kind blank state at",
        "approval": "case what asked_by decided_by decision at",
        "stock_count": "day opening received issued spoiled unknown returned expected counted by",
        "day": "day hall closed_at closed_by money cards",
    }
    assert set(kinds) == set(promised)
    for kind, keys in promised.items():
        assert all(set(keys.split()) <= set(line) for line in kinds[kind]), kind
    assert sum(int(str(line["amount"])) for line in kinds["payment"]) == 2500
    assert len(kinds["blank"]) == 60
    assert len([line for line in kinds["blank"] if line["state"] == "issued"]) == len(kinds["card"]) == 3
    assert kinds["case"][0]["id_number_masked"] == "110199********7011"


@pytest.mark.parametrize("operator", [CLERK, TECHNICIAN])
def test_the_ledger_is_for_supervisors_and_auditors(desk: Counter, operator) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotPermitted):
        next(export.ledger(as_operator(desk, operator)))
    assert next(export.ledger(as_operator(desk, AUDITOR)))["type"] == "case"
