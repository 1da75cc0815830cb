"""The queue kept by a machine of the hall: nobody called twice, nobody lost, and no counter held up by its silence."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_builder import build, reopen
from queue_machine import QueueMachine, kept_by

from desk.errors import OutsideSilent, Refused
from desk.services import hall_board, queue
from desk.services.counter import Counter
from desk.services.day_facts import tally


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[QueueMachine]:
    with QueueMachine(tmp_path) as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, machine: QueueMachine) -> Counter:
    return kept_by(build(tmp_path, people=False), machine.where)


def at_window(desk: Counter, number: str) -> Counter:
    return replace(desk, settings=replace(desk.settings, hall=replace(desk.settings.hall, counter=number)))


def numbers(desk: Counter) -> list[str]:
    return [one.number for one in queue.waiting(desk)]


def silent(act: Callable[[], object]) -> None:
    with pytest.raises(OutsideSilent, match="queue_unavailable"):
        act()


def test_the_machine_s_line_is_shown_in_its_own_order_and_its_numbers_are_called(
    desk: Counter, machine: QueueMachine
) -> None:
    machine.draw(2)
    machine.draw(1, "priority")
    assert numbers(desk) == ["Y001", "A001", "A002"]
    called = queue.call(desk)
    assert called is not None
    assert (called.number, called.state, called.counter, called.calls) == ("Y001", "called", "03", 1)
    assert numbers(desk) == ["A001", "A002"]
    assert queue.at_window(desk) == called


def test_a_number_taken_at_the_window_comes_from_the_machine_and_the_same_person_gets_the_same(desk: Counter) -> None:
    first = queue.take(desk, "priority", reason="elderly", id_number="110199198503127011")
    assert (first.number, first.reason) == ("Y001", "elderly")
    assert queue.take(desk, "priority", reason="elderly", id_number="110199198503127011").number == "Y001"
    assert queue.take(desk).number == "A001"


def test_recall_skip_come_back_and_transfer_reach_the_machine(desk: Counter, machine: QueueMachine) -> None:
    machine.draw(2)
    queue.call(desk)
    with pytest.raises(Refused, match="called_too_seldom"):
        queue.skip(desk, "A001")
    queue.recall(desk, "A001")
    assert queue.recall(desk, "A001").calls == 3
    assert queue.skip(desk, "A001").state == "skipped"
    assert (machine.saw("recalled"), machine.saw("skipped")) == ({"A001": 2}, {"A001": 1})
    queue.come_back(desk, "A001")
    assert numbers(desk) == ["A002", "A001"]
    queue.call(desk)
    queue.transfer(desk, "A002", "04")
    assert numbers(desk) == ["A001"]
    called = queue.call(at_window(desk, "04"))
    assert called is not None
    assert called.number == "A002"


def test_a_call_whose_answer_is_lost_brings_that_number_at_the_next_press(desk: Counter, machine: QueueMachine) -> None:
    machine.draw(2)
    machine.tell("fault", name="lost_answer@call", next=1)
    silent(lambda: queue.call(desk))
    called = queue.call(desk)
    assert called is not None
    assert called.number == "A001"
    assert machine.saw("called") == {"A001": 1}


def test_the_same_after_the_desk_died_before_it_heard(desk: Counter, machine: QueueMachine) -> None:
    machine.draw(2)
    machine.tell("fault", name="lost_answer@call", next=1)
    silent(lambda: queue.call(desk))
    again = kept_by(reopen(desk), machine.where)
    called = queue.call(again)
    assert called is not None
    assert (called.number, machine.saw("called")) == ("A001", {"A001": 1})


def test_a_number_the_machine_has_at_this_window_is_taken_over_by_a_desk_that_never_heard_of_it(
    desk: Counter, machine: QueueMachine
) -> None:
    machine.draw(2)
    machine.tell("fault", name="lost_answer@call", next=1)
    silent(lambda: queue.call(desk))
    assert numbers(desk) == ["A002"]
    here = queue.at_window(desk)
    assert here is not None
    assert (here.number, here.state) == ("A001", "called")


@pytest.mark.parametrize("fault", ["garbage", "duplicate", "http_500", "silent"])
def test_whatever_the_machine_answers_instead_nobody_is_called_twice_and_nobody_is_lost(
    desk: Counter, machine: QueueMachine, fault: str
) -> None:
    drawn = machine.draw(3)
    served = []
    for _ in drawn:
        machine.tell("fault", name=f"{fault}@call", next=1)
        silent(lambda: queue.call(desk))
        called = queue.call(desk)
        assert called is not None
        queue.begin(desk, called.number)
        served.append(queue.end(desk, called.number).number)
    assert served == drawn
    assert numbers(desk) == []
    assert machine.saw("called") == dict.fromkeys(drawn, 1)
    assert machine.saw("served") == dict.fromkeys(drawn, 1)


def test_while_it_is_silent_numbers_are_called_by_hand_and_are_not_called_again_afterwards(
    desk: Counter, machine: QueueMachine
) -> None:
    machine.draw(3)
    assert numbers(desk) == ["A001", "A002", "A003"]
    machine.tell("fault", name="silent")
    silent(lambda: queue.waiting(desk))
    assert [one.number for one in queue.last_known(desk)] == ["A001", "A002", "A003"]
    assert queue.by_hand(desk, "a001").state == "called"
    queue.begin(desk, "A001")
    queue.end(desk, "A001")
    queue.by_hand(desk, "A002")
    queue.begin(desk, "A002")
    machine.tell("clear")
    assert numbers(desk) == ["A003"]
    assert machine.saw("served") == {"A001": 1, "A002": 1}
    called = queue.call(desk)
    assert called is not None
    assert (called.number, machine.saw("called")) == ("A003", {"A003": 1})


def test_a_number_served_by_hand_is_passed_even_when_the_clerk_presses_before_anybody_looked(
    desk: Counter, machine: QueueMachine
) -> None:
    machine.draw(2)
    assert numbers(desk) == ["A001", "A002"]
    machine.tell("fault", name="silent")
    queue.by_hand(desk, "A001")
    queue.begin(desk, "A001")
    queue.end(desk, "A001")
    machine.tell("clear")
    called = queue.call(desk)
    assert called is not None
    assert called.number == "A002"
    assert numbers(desk) == []


def test_a_number_nobody_here_has_heard_of_can_be_served_by_hand(desk: Counter, machine: QueueMachine) -> None:
    machine.tell("fault", name="silent")
    drawn = machine.draw(1)
    queue.by_hand(desk, drawn[0])
    queue.begin(desk, drawn[0])
    queue.end(desk, drawn[0])
    assert day(desk)["median_wait_s"] is None
    machine.tell("clear")
    assert numbers(desk) == []
    assert machine.saw("served") == {drawn[0]: 1}
    assert day(desk)["median_wait_s"] is not None


def test_what_another_window_has_cannot_be_called_by_hand_here(desk: Counter, machine: QueueMachine) -> None:
    machine.draw(1)
    queue.call(at_window(desk, "04"))
    with pytest.raises(Refused, match="not_waiting"):
        queue.by_hand(desk, "A001")


def test_waiting_and_serving_times_of_the_machine_s_numbers_are_in_the_day_s_report(
    desk: Counter, machine: QueueMachine
) -> None:
    machine.draw(2)
    for _ in range(2):
        called = queue.call(desk)
        assert called is not None
        queue.begin(desk, called.number)
        desk.clock.advance(minutes=7)
        queue.end(desk, called.number)
    told = day(desk)
    assert (told["tickets"], told["served"], told["median_service_s"]) == (2, 2, 420)
    assert 0 <= told["median_wait_s"] < 60


def test_a_pause_stands_here_even_when_the_machine_does_not_hear_it(desk: Counter, machine: QueueMachine) -> None:
    machine.draw(1)
    queue.call(desk)
    machine.tell("fault", name="silent@pause", next=1)
    silent(lambda: queue.pause(desk, "lunch"))
    assert hall_board.is_paused(desk)
    queue.go_on(desk)
    assert not hall_board.is_paused(desk)


def day(desk: Counter) -> dict[str, Any]:
    """The queue's line of the day's report."""
    told: dict[str, Any] = tally(desk, desk.today()).document()["waiting"]
    return told
