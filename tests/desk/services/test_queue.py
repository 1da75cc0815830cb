"""The hall's queue: who comes next, and how long people waited."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk_builder import build

from desk.errors import Refused, UsageError
from desk.services import hall_board, queue, queue_figures
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


def at_window(desk: Counter, number: str) -> Counter:
    return replace(desk, settings=replace(desk.settings, hall=replace(desk.settings.hall, counter=number)))


def test_numbers_run_by_kind_from_one_each_day(desk: Counter) -> None:
    numbers = [queue.take(desk).number, queue.take(desk, "priority", reason="elderly").number, queue.take(desk).number]
    desk.clock.advance(days=1)
    assert [*numbers, queue.take(desk).number] == ["A001", "Y001", "A002", "A001"]


@pytest.mark.requirement("M-047")
def test_priority_comes_first_then_who_came_first(desk: Counter) -> None:
    for kind, reason in (("ordinary", None), ("ordinary", None), ("priority", "special_group")):
        queue.take(desk, kind, reason=reason)
        desk.clock.advance(minutes=1)
    assert [ticket.number for ticket in queue.waiting(desk)] == ["Y001", "A001", "A002"]


@pytest.mark.parametrize("time", ["9.30", "25:00", "10:75", "", "早上"])
def test_an_appointment_at_no_time_of_day_is_told(desk: Counter, time: str) -> None:
    with pytest.raises(UsageError, match="unknown_code"):
        queue.take(desk, "booked", booked_for=time)
    assert queue.take(desk, "booked", booked_for="9：30 ").booked_for == "9:30", "as a Chinese keyboard types it"


def test_a_booked_person_counts_from_the_appointment(desk: Counter) -> None:
    queue.take(desk, "booked", booked_for="10:15")
    desk.clock.set("2026-03-16T10:10:00+08:00")
    queue.take(desk)
    desk.clock.set("2026-03-16T10:20:00+08:00")
    queue.take(desk)
    assert [ticket.number for ticket in queue.waiting(desk)] == ["A001", "B001", "A002"]


def test_a_priority_without_its_reason_is_no_priority(desk: Counter) -> None:
    with pytest.raises(UsageError):
        queue.take(desk, "priority")


def test_the_same_card_at_the_ticket_machine_gives_the_same_number(desk: Counter) -> None:
    first = queue.take(desk, id_number="110199198503127011")
    assert queue.take(desk, id_number="110199198503127011") == first


def test_two_windows_never_call_the_same_ticket(desk: Counter) -> None:
    other = at_window(desk, "04")
    for _ in range(3):
        queue.take(desk)
    called = [queue.call(desk), queue.call(other), queue.call(desk), queue.call(other)]
    assert [ticket.number if ticket else None for ticket in called] == ["A001", "A002", "A003", None]


def test_nobody_is_skipped_before_being_called_three_times(desk: Counter) -> None:
    queue.take(desk)
    queue.call(desk)
    queue.recall(desk, "A001")
    with pytest.raises(Refused, match="called_too_seldom"):
        queue.skip(desk, "A001")
    queue.recall(desk, "A001")
    assert queue.skip(desk, "A001").state == "skipped"


def test_whoever_comes_after_all_goes_to_the_end_of_the_line(desk: Counter) -> None:
    queue.take(desk)
    queue.call(desk)
    for _ in range(2):
        queue.recall(desk, "A001")
    queue.skip(desk, "A001")
    queue.take(desk)
    desk.clock.advance(minutes=1)
    queue.come_back(desk, "A001")
    assert [ticket.number for ticket in queue.waiting(desk)] == ["A002", "A001"]


def test_a_transferred_ticket_is_next_at_the_other_window_only(desk: Counter) -> None:
    other = at_window(desk, "04")
    queue.take(desk)
    queue.take(desk)
    queue.call(desk)
    with pytest.raises(UsageError, match="no_such_window"):
        queue.transfer(desk, "A001", "04")  # nobody sits there yet
    hall_board.come_to(other)
    queue.transfer(desk, "A001", "04")
    assert [ticket.number for ticket in queue.waiting(desk)] == ["A002"]
    called = queue.call(other)
    assert called is not None
    assert called.number == "A001"


def test_another_window_s_ticket_cannot_be_skipped_from_here(desk: Counter) -> None:
    queue.take(desk)
    queue.call(desk)
    with pytest.raises(Refused, match="not_at_this_window"):
        queue.skip(at_window(desk, "04"), "A001")


def test_waiting_and_serving_times_come_out_of_the_tickets(desk: Counter) -> None:
    queue.take(desk)
    desk.clock.advance(minutes=8)
    queue.call(desk)
    desk.clock.advance(minutes=1)
    queue.begin(desk, "A001")
    desk.clock.advance(minutes=5)
    ended = queue.end(desk, "A001")
    assert ended.waited(desk.now()) == timedelta(minutes=8)
    assert ended.served(desk.now()) == timedelta(minutes=5)
    flow = queue_figures.flow(desk, desk.today())
    assert (flow.taken, flow.served, flow.mean_wait, flow.mean_service) == (1, 1, 480, 300)


def shown(desk: Counter) -> list[str]:
    """The numbers that the hall's screen shows beside its windows."""
    return [line.ticket for line in hall_board.board(desk).windows if line.ticket]


def test_calling_the_next_one_ends_the_one_before(desk: Counter) -> None:
    queue.take(desk)
    queue.take(desk)
    queue.call(desk)
    queue.begin(desk, "A001")
    queue.call(desk)
    assert queue.end(desk, "A001").state == "served"
    assert shown(desk) == ["A002"]


def test_a_paused_window_serves_nobody(desk: Counter) -> None:
    queue.take(desk)
    queue.call(desk)
    queue.begin(desk, "A001")
    queue.pause(desk, "lunch")
    assert shown(desk) == []


def test_whoever_was_called_and_never_came_is_passed_over_and_can_be_called_again(desk: Counter) -> None:
    queue.take(desk)
    queue.take(desk)
    queue.call(desk)
    queue.call(desk)
    assert shown(desk) == ["A002"]
    assert queue.call_number(desk, "A001").state == "called"


def test_a_parked_person_keeps_the_number_and_the_time_away_is_no_time_at_the_window(desk: Counter) -> None:
    queue.take(desk)
    queue.take(desk)
    queue.call(desk)
    queue.begin(desk, "A001")
    desk.clock.advance(minutes=4)
    queue.park(desk, "A001")
    queue.call(desk)
    queue.begin(desk, "A002")
    desk.clock.advance(minutes=30)
    queue.end(desk, "A002")
    queue.call_number(desk, "A001")
    queue.begin(desk, "A001")
    desk.clock.advance(minutes=3)
    assert queue.end(desk, "A001").served(desk.now()) == timedelta(minutes=7)


def test_a_parked_person_goes_on_at_a_colleague_s_window(desk: Counter) -> None:
    queue.take(desk)
    queue.call(desk)
    queue.begin(desk, "A001")
    queue.park(desk, "A001")
    begun = queue.begin(at_window(desk, "04"), "A001")
    assert (begun.state, begun.counter) == ("serving", "04")


def test_nobody_ends_what_another_window_serves(desk: Counter) -> None:
    queue.take(desk)
    queue.call(desk)
    queue.begin(desk, "A001")
    assert queue.end(at_window(desk, "04"), "A001").state == "serving"


def test_a_pause_is_remembered_until_the_window_calls_again(desk: Counter) -> None:
    queue.pause(desk, "lunch")
    hall_board.step_away(desk)
    hall_board.come_to(desk)
    assert hall_board.is_paused(desk)
    queue.go_on(desk)
    assert not hall_board.is_paused(desk)


def test_whoever_is_on_the_way_when_a_window_pauses_is_the_next_one_anywhere(desk: Counter) -> None:
    queue.take(desk)
    queue.take(desk)
    queue.call(desk)
    queue.pause(desk, "lunch")
    assert shown(desk) == []
    assert [ticket.number for ticket in queue.waiting(desk)] == ["A001", "A002"]
    other = replace(desk, settings=replace(desk.settings, hall=replace(desk.settings.hall, counter="04")))
    assert queue.call(other).number == "A001"
