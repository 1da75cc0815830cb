"""A closed day says the same for ever; what comes later counts into the day that is closed next, once."""

from datetime import date, timedelta

import pytest
from desk_builder import SECOND, SUPERVISOR, a_case, as_operator, build, stocked
from outside import with_silent_registry
from sqlalchemy import update
from walk_ins import applied, approve_all, arrive, holds, id_card, ready

from desk.errors import DeviceTrouble, Refused, StoreTrouble
from desk.records.days import Day
from desk.services import (
    activation,
    approvals,
    closing,
    device_faults,
    handover,
    intake,
    ownership,
    posting,
    queue,
    rating,
    search,
    submission,
    till,
    waiting,
)
from ui.papers.day_files import files_of

DAY = date(2026, 3, 16)
NEXT = DAY + timedelta(1)


@pytest.fixture
def desk(tmp_path):
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 8)
    yield counter
    counter.store.close()


def drawn(desk, day):
    boss = as_operator(desk, SUPERVISOR)
    document = closing.report(boss, day)
    files = files_of(boss, day, document)
    return document, files.pdf(), files.workbook()


def a_day_of_unfinished_business(desk):
    """What a hall leaves lying at 17:00, one case for every act that is still possible on it."""
    holds(desk, "余样本", "A20003101")
    frozen = submission.conclude(
        desk, intake.tick(desk, arrive(desk, id_card("余样本"), "exchange", "upgrade"), "old_card"), desk.new_key()
    )
    silent, registry = with_silent_registry(desk)
    pending = applied(silent, "王示例").number
    fetched, rated = applied(desk, "李样本").number, applied(desk, "吴示例").number
    for number, who in ((fetched, "李样本"), (rated, "吴示例")):
        ready(desk, number)
        begun = handover.start(desk, number, id_card(who))
        handover.hand_over(desk, begun, desk.new_key(), password_set=number == rated)
    asked = a_case(desk, state="review", fee=2500, service="reissue", reason="lost", number="110199199006015137")
    approvals.ask(desk, "manual_identity", asked, {}, "asked", case=asked)
    mailed = applied(desk, "窦示例").number
    ready(desk, mailed)
    posting.post(desk, mailed, "EX1", desk.new_key())
    kept = a_case(desk, number="110199199006015139")
    queue.take(desk)
    queue.take(desk)
    return frozen.number, pending, (silent, registry), fetched, rated, mailed, kept


def test_nothing_that_can_still_be_done_moves_a_figure_of_a_closed_day(desk):
    frozen, pending, (silent, registry), fetched, rated, mailed, kept = a_day_of_unfinished_business(desk)
    desk.clock.set("2026-03-16T17:00:00+08:00")
    closing.close_day(desk, DAY, 0, 5)
    before = drawn(desk, DAY)
    assert before[0]["ratings"] == {}

    desk.clock.advance(minutes=20)
    registry.answers = True
    approve_all(desk)
    rating.keep(desk, rated, 5)
    activation.confirm_password(desk, fetched)
    rating.keep(desk, fetched, 1, source="phone")
    waiting.verify_pending(silent, pending)
    waiting.go_on(desk, frozen, desk.new_key())
    posting.delivered(desk, mailed)
    ownership.give(desk, kept, "0313")
    device_faults.note(desk, DeviceTrouble("device_fault", device="camera"))
    assert queue.call(desk) is not None
    assert drawn(desk, DAY) == before, "the same evening"

    desk.clock.set("2026-03-17T09:00:00+08:00")
    queue.take(desk)
    assert drawn(desk, DAY) == before, "and the next morning"
    counted = closing.report(as_operator(desk, SUPERVISOR), NEXT)
    assert counted["ratings"] == {"5": 1, "1": 1}
    assert counted["cases"] == {
        **dict.fromkeys(counted["cases"], 0), "accepted": 2, "activated": 1, "closed": 2, "collected": 1,
    }  # fmt: skip
    assert {"what": "manual_identity", "decision": "approved", "count": 1} in counted["answers"]
    assert [row["device"] for row in counted["devices"]] == ["camera"]
    assert (counted["waiting"]["tickets"], before[0]["waiting"]["tickets"]) == (1, 2)


def test_what_came_after_the_close_counts_once_over_a_weekend_and_after_a_reopening(desk):
    case = a_case(desk, state="accepted")
    desk.clock.set("2026-03-16T17:00:00+08:00")
    closing.close_day(desk, DAY, 0, 8)
    desk.clock.advance(minutes=10)
    rating.keep(desk, case, 4)
    closing.reopen(desk, DAY, "漏记一件", SECOND)
    assert closing.report(desk, DAY)["ratings"] == {"4": 1}, "the day goes on"
    desk.clock.advance(minutes=10)
    closing.close_day(desk, DAY, 0, 8)
    desk.clock.advance(minutes=10)
    late = a_case(desk, state="accepted", number="110199199006015138")
    rating.keep(desk, late, 3)
    desk.clock.advance(days=4)
    assert closing.report(desk, DAY)["ratings"] == {"4": 1}
    assert closing.report(desk, desk.today())["ratings"] == {"3": 1}
    closing.close_day(desk, desk.today(), 0, 8)
    desk.clock.advance(days=1)
    assert closing.report(desk, desk.today())["ratings"] == {}

    closing.reopen(desk, DAY, "再查一遍", SECOND)
    again = closing.close_day(desk, DAY, 0, 8)
    assert (again.edition, again.report["ratings"]) == (3, {"4": 1}), "what another closed day counted stays there"


def test_a_day_that_is_closed_late_ends_at_its_midnight(desk):
    case = a_case(desk, state="accepted")
    desk.clock.set("2026-03-17T08:30:00+08:00")
    rating.keep(desk, case, 4)
    closing.close_day(desk, DAY, 0, 8)
    assert closing.report(desk, DAY)["ratings"] == {}
    assert closing.report(desk, NEXT)["ratings"] == {"4": 1}


def test_the_list_of_a_closed_day_keeps_its_cases_as_they_stood_when_it_was_signed(desk):
    frozen = a_day_of_unfinished_business(desk)[0]
    closing.close_day(desk, DAY, 0, 5)
    before = [line.state for line in files_of(desk, DAY, closing.report(desk, DAY)).cases if line.number == frozen]
    desk.clock.advance(days=1)
    approve_all(desk)
    waiting.go_on(desk, frozen, desk.new_key())
    after = [line.state for line in files_of(desk, DAY, closing.report(desk, DAY)).cases if line.number == frozen]
    assert before == after == ["suspended"]


def test_a_kept_report_that_somebody_altered_is_not_shown(desk):
    closing.close_day(desk, DAY, 0, 8)
    with desk.store.begin() as session:
        session.execute(update(Day).values(report={**closing.report(desk, DAY), "money": {"paid": 1}}))
    with pytest.raises(StoreTrouble, match="store_damaged"):
        closing.report(desk, DAY)


def test_what_comes_after_a_clock_was_set_back_behind_the_close_counts_into_the_next_day(desk):
    case = a_case(desk, state="review")
    question = approvals.ask(desk, "manual_identity", case, {}, "asked", case=case)
    desk.clock.set("2026-03-16T17:00:00+08:00")
    before = closing.close_day(desk, DAY, 0, 8).report
    desk.clock.advance(minutes=-10)
    rating.keep(desk, case, 5)
    approvals.decide(desk, question.id, "approved", "", SECOND)
    steps = search.show(desk, case).steps
    assert [step.at for step in steps] == sorted(step.at for step in steps), "in the order in which it happened"
    assert closing.report(desk, DAY) == before
    desk.clock.advance(days=1)
    counted = closing.report(desk, NEXT)
    assert (counted["ratings"], [one["count"] for one in counted["answers"]]) == ({"5": 1}, [1])


def test_a_clock_set_back_before_a_closed_day_books_nothing_there(desk):
    number = a_case(desk, fee=2500, number="110199199006015139")
    desk.clock.advance(days=2)
    closing.close_day(desk, desk.today(), 0, 8)
    desk.clock.advance(days=-1)
    with pytest.raises(Refused, match="day_closed"):
        till.take(desk, number, 2500, "cash", "late")
