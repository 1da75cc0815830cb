from dataclasses import replace

import pytest
from desk_builder import build

from desk.errors import StoreTrouble
from desk.services import hall_board, queue
from ui.hall.presenter import LOST, STAND, BigCall, HallLine, HallPresenter
from ui.lane import NowLane


class Mouth:
    def __init__(self):
        self.said = []

    def say(self, sentence):
        self.said.append(sentence)


class Hall:
    """A display over a real store, its seconds moved by hand."""

    def __init__(self, counter):
        self.counter = counter
        self.seconds = 0.0
        self.broken = False
        self.mouth = Mouth()
        self.display = HallPresenter(
            NowLane(), self.ask, counter.clock, "样本市医疗保障服务大厅", voice=self.mouth, now=lambda: self.seconds
        )

    def ask(self):
        if self.broken:
            raise StoreTrouble("store_busy")
        return hall_board.board(self.counter)

    def pass_by(self, seconds):
        self.seconds += seconds
        self.counter.clock.advance(seconds=seconds)
        self.display.tick()
        return self.display.state

    def at(self, window):
        hall = replace(self.counter.settings.hall, counter=window)
        return replace(self.counter, settings=replace(self.counter.settings, hall=hall))


@pytest.fixture
def hall(tmp_path):
    made = Hall(build(tmp_path))
    made.display.tick()
    return made


def test_a_new_call_stands_in_large_type_and_is_said(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    state = hall.pass_by(1)
    assert state.calls == (BigCall("A001", "3"),)
    assert state.lines == (HallLine("3", "A001", fresh=True),)
    assert hall.mouth.said == ["请 A 0 0 1 号到 3 号窗口"]


def test_after_fifteen_seconds_a_call_is_quiet_and_stays_in_the_list(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    hall.pass_by(1)
    assert not hall.pass_by(STAND - 1).calls[0].quiet
    state = hall.pass_by(2)
    assert state.calls == (BigCall("A001", "3", quiet=True),)
    assert state.lines == (HallLine("3", "A001"),)
    assert len(hall.mouth.said) == 1


def test_calling_again_stands_out_again(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    hall.pass_by(STAND + 2)
    hall.pass_by(STAND + 2)
    queue.recall(hall.counter, "A001")
    assert hall.pass_by(1).calls == (BigCall("A001", "3"),)
    assert len(hall.mouth.said) == 2


def test_two_windows_calling_share_the_left_side_and_a_third_pushes_the_oldest_out(hall):
    for window in ("03", "05", "07"):
        queue.take(hall.counter)
        queue.call(hall.at(window))
        hall.pass_by(1)
    assert hall.display.state.calls == (BigCall("A002", "5"), BigCall("A003", "7"))
    assert [line.ticket for line in hall.display.state.lines] == ["A001", "A002", "A003"]


def test_a_served_ticket_leaves_the_screen(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    hall.pass_by(1)
    queue.begin(hall.counter, "A001")
    assert hall.pass_by(1).lines[0].ticket == "A001"
    queue.end(hall.counter, "A001")
    state = hall.pass_by(1)
    assert state.calls == ()
    assert state.lines == ()


def test_what_was_called_before_the_display_was_switched_on_is_not_said(tmp_path):
    counter = build(tmp_path)
    queue.take(counter)
    queue.call(counter)
    late = Hall(counter)
    late.display.tick()
    assert late.mouth.said == []
    assert late.display.state.calls == (BigCall("A001", "3", quiet=True),)


def test_a_store_that_does_not_answer_leaves_the_last_call_and_says_so(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    hall.pass_by(1)
    hall.broken = True
    assert not hall.pass_by(LOST - 1).lost
    state = hall.pass_by(2)
    assert state.lost
    assert state.calls == (BigCall("A001", "3"),)
    hall.broken = False
    assert not hall.pass_by(1).lost


def test_a_store_that_hangs_is_lost_as_well(hall):
    hall.display._lane = type("Stuck", (), {"run": lambda *_: None})()
    hall.pass_by(1)
    assert hall.pass_by(LOST + 1).lost


def test_how_many_wait_and_how_long_once_that_can_be_said(hall):
    queue.take(hall.counter)
    assert hall.pass_by(1).waiting == "等候 **1** 人"
    for _ in range(3):
        number = queue.take(hall.counter).number
        queue.call_number(hall.counter, number)
        hall.counter.clock.advance(minutes=6)
        queue.end(hall.counter, number)
    queue.take(hall.counter)
    assert hall.pass_by(1).waiting == "等候 **2** 人，约 12 分钟"


def test_a_paused_window_says_so_and_its_own_ticket_comes_first(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    queue.begin(hall.counter, "A001")
    hall_board.step_away(hall.counter)
    assert hall.pass_by(1).lines == (HallLine("3", "A001"),)
    queue.end(hall.counter, "A001")
    assert hall.pass_by(1).lines == (HallLine("3", "", paused=True),)
    hall_board.come_to(hall.counter)
    assert hall.pass_by(1).lines == ()


def test_unlocking_does_not_undo_a_pause_the_clerk_asked_for(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    queue.end(hall.counter, "A001")
    queue.pause(hall.counter, "lunch")
    hall_board.step_away(hall.counter)
    hall_board.come_to(hall.counter)
    assert hall.pass_by(1).lines == (HallLine("3", "", paused=True),)
    queue.go_on(hall.counter)
    assert hall.pass_by(1).lines == ()


def test_the_same_number_is_called_again_on_another_day(hall):
    queue.take(hall.counter)
    queue.call(hall.counter)
    hall.pass_by(1)
    hall.counter.clock.advance(days=1)
    hall.pass_by(1)
    queue.take(hall.counter)
    queue.call(hall.counter)
    assert hall.pass_by(1).calls == (BigCall("A001", "3"),)
    assert len(hall.mouth.said) == 2
