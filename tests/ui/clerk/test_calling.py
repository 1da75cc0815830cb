"""The queue at the window: one key leads it, visits move it, and a machine that says nothing holds nobody up."""

from dataclasses import replace

import pytest
from desk_builder import SUPERVISOR, a_case, as_operator, build, reopen, stocked
from queue_machine import QueueMachine, kept_by
from ui_desk import card, seat
from ui_walk import Walk

from desk.services import accounts, hall_board, queue, queue_figures
from desk.services.counter import Operator
from desk.settings import Settings
from ui.lane import Lane

LI = card("110199198503127011", "李样本")


@pytest.fixture
def ui(qtbot, tmp_path):
    counter = build(tmp_path)
    stocked(counter)
    one = seat(qtbot, counter)
    yield one
    one.counter.stop()


def draw(ui, count):
    numbers = [queue.take(ui.desk.counter).number for _ in range(count)]
    ui.press("F5")
    return numbers


def states(ui):
    """Every number of the day, as the store has it."""
    from sqlalchemy import select

    from desk.records.queue import Ticket

    with ui.desk.counter.store.reading() as session:
        return {row.number: row.state for row in session.scalars(select(Ticket).order_by(Ticket.number))}


def test_one_key_calls_calls_again_as_often_as_is_fair_and_then_passes_on(ui):
    draw(ui, 2)
    assert ui.state.bar.primary.words == "叫号 A001"
    ui.press("F9")
    assert ui.state.bar.primary.words == "再叫 A001，第 2 次"
    ui.press("F9", "F9")
    assert ui.state.bar.primary.words == "叫号 A002"
    ui.press("F9")
    assert states(ui) == {"A001": "skipped", "A002": "called"}


def test_a_line_of_the_menu_keeps_its_digit_whoever_was_called(ui):
    def digits():
        ui.press("F10")
        lines = {line.words: line.cap for line in ui.window.sheet.sheet.lines}
        ui.press("Esc")
        return lines

    idle = digits()
    draw(ui, 1)
    ui.press("F9")
    called = digits()
    assert idle.items() <= called.items()
    assert "过号" not in called, "not offered before they were called often enough"
    ui.press("F9", "F9")
    assert "过号" in digits()


def test_a_word_was_all_they_wanted(ui):
    draw(ui, 2)
    ui.press("F9", "Shift+F9")
    assert states(ui) == {"A001": "served", "A002": "waiting"}
    assert ui.state.bar.primary.words == "叫号 A002"


def test_a_visit_serves_the_number_that_was_called_and_ends_it(ui):
    draw(ui, 1)
    ui.press("F9")
    ui.desk.clock.advance(minutes=2)
    ui.lay(LI)
    assert states(ui) == {"A001": "serving"}
    assert ui.counter.visit.ticket == "A001"
    ui.desk.clock.advance(minutes=5)
    ui.counter._end(call=False)
    assert states(ui) == {"A001": "served"}
    assert queue_figures.flow(ui.desk.counter, ui.desk.counter.today()).mean_service == 300


def test_the_next_person_never_inherits_the_number_before(ui):
    draw(ui, 1)
    ui.press("F9")
    ui.lay(LI)
    ui.counter._end(call=False)
    ui.lay(card("110199197104023368", "欧阳样本", sex="female"))
    assert ui.counter.visit.ticket is None


def test_a_case_set_aside_keeps_its_number_which_can_be_called_again(ui):
    draw(ui, 2)
    ui.press("F9")
    ui.lay(LI)
    ui.press("Esc")
    assert (ui.screen, states(ui)) == ("reception", {"A001": "parked", "A002": "waiting"})
    ui.press("F9", "Shift+F9")
    ui.more("指定叫号")
    ui.press("1")
    ui.counter.presenter.fill(("ticket", "A001"))
    ui.press("Return")
    assert states(ui) == {"A001": "called", "A002": "served"}
    ui.press("1")
    assert (ui.counter.visit.ticket, states(ui)["A001"]) == ("A001", "serving")


def test_a_visit_handed_to_a_colleague_takes_its_number_along(ui):
    accounts.add(as_operator(ui.desk.counter, SUPERVISOR), "0314", "clerk", "a long first password")
    draw(ui, 2)
    ui.press("F9")
    ui.lay(LI)
    ui.more("交给同事")
    ui.press(next(one.key for one in ui.state.choices if "0314" in one.service), "Return")
    assert (ui.screen, states(ui)["A001"]) == ("reception", "parked")
    ui.press("F9")
    assert states(ui)["A002"] == "called"
    ui.sit_down(Operator("0314", "clerk"))
    ui.press("1")
    assert (ui.counter.visit.ticket, states(ui)["A001"]) == ("A001", "serving")


def test_two_cases_lie_side_by_side_each_with_its_number(ui):
    draw(ui, 2)
    ui.press("F9")
    ui.lay(LI)
    ui.press("Esc", "F9")
    ui.desk.clock.advance(minutes=1)
    ui.lay(card("110199197104023368", "欧阳样本", sex="female"))
    ui.press("Esc")
    assert states(ui) == {"A001": "parked", "A002": "parked"}
    ui.press("2")
    assert (ui.counter.visit.ticket, states(ui)) == ("A002", {"A001": "parked", "A002": "serving"})


def test_looking_at_a_case_does_not_lose_the_one_who_was_called(ui):
    number = a_case(ui.desk.counter, state="approved", name="欧阳样本", number="110199197104023368")
    draw(ui, 2)
    ui.press("F9")
    ui.counter.scanned(number)
    ui.press("Return")
    assert ui.counter.visit is not None
    ui.counter.go_to("reception")
    assert ui.counter.presenter.ticket == "A001"
    ui.lay(LI)
    ui.counter._end(call=False)
    assert states(ui) == {"A001": "served", "A002": "waiting"}


def test_whoever_was_served_when_the_program_died_is_among_the_parked(qtbot, ui):
    draw(ui, 1)
    ui.press("F9")
    ui.lay(LI)
    again = seat(qtbot, reopen(ui.desk.counter))
    try:
        assert states(again) == {"A001": "parked"}
        again.press("1")
        assert states(again) == {"A001": "serving"}
    finally:
        again.counter.stop()


def test_a_pause_is_shown_again_after_a_restart_and_the_next_call_ends_it(qtbot, ui):
    draw(ui, 1)
    ui.press("F11")
    again = seat(qtbot, reopen(ui.desk.counter))
    try:
        assert "恢复接号" in [act.words for act in again.state.bar.secondaries]
        again.press("F9")
        assert not hall_board.is_paused(again.desk.counter)
    finally:
        again.counter.stop()


def test_a_collection_belongs_to_the_number_called_for_it_and_a_case_under_way_gives_its_number_back(ui):
    draw(ui, 2)
    ui.press("F9")
    Walk(ui, LI).begin().until("handover")
    ui.counter.go_to("reception")
    assert states(ui) == {"A001": "served", "A002": "waiting"}
    ui.press("F9")
    ui.lay(LI)
    assert (ui.screen, states(ui)["A002"]) == ("handover", "serving")
    ui.counter._end(call=False)
    assert states(ui)["A002"] == "served"


# ── a machine of the hall keeps the queue ──


@pytest.fixture
def machine(tmp_path):
    with QueueMachine(tmp_path) as made:
        yield made


@pytest.fixture
def at_machine(qtbot, tmp_path, machine):
    links = replace(Settings().links, queue=machine.where)
    counter = kept_by(build(tmp_path, settings=replace(Settings(), links=links)), machine.where)
    stocked(counter)
    one = seat(qtbot, counter)
    yield one
    one.counter.stop()


def light(ui):
    """What the strip says of the queue."""
    ui.counter.frame.tick()
    return [one.words for one in ui.window._lights.lights if one.code == "queue"]


def test_a_silent_machine_is_said_in_words_and_numbers_are_called_by_hand(at_machine, machine):
    ui = at_machine
    machine.draw(2)
    ui.press("F5")
    assert ui.state.bar.primary.words == "叫号 A001"
    machine.tell("fault", name="silent")
    ui.press("F9")
    assert "叫号系统没有按时应答" in ui.state.queue_note
    assert ui.state.verdict.sentence == "请放身份证"
    assert light(ui) == ["没有应答"]
    ui.press("F9")
    ui.lay(LI)
    assert ui.counter.visit.ticket == "A001"
    ui.counter._end(call=False)
    machine.tell("clear")
    ui.press("F5")
    assert ui.state.queue_note.startswith("最长")
    assert light(ui) == []
    ui.press("F9")
    assert (ui.counter.presenter.ticket, machine.saw("called")) == ("A002", {"A002": 1})


def test_a_machine_that_lists_but_does_not_call_is_told_until_the_next_press(at_machine, machine):
    ui = at_machine
    machine.draw(1)
    ui.press("F5")
    machine.tell("fault", name="garbage@call", next=1)
    ui.press("F9")
    assert ui.state.verdict.sentence == "叫号系统的回答看不懂"
    assert "手工叫" in ui.state.verdict.second
    ui.press("F9")
    assert (ui.state.verdict.sentence, ui.counter.presenter.ticket) == ("请放身份证", "A001")


def test_a_number_on_paper_is_written_down_while_nothing_is_known_of_the_queue(at_machine, machine):
    ui = at_machine
    machine.tell("fault", name="silent")
    drawn = machine.draw(1)
    ui.press("F5")
    assert ui.state.bar.primary.words == "手工记一个号"
    ui.press("F9")
    assert ui.screen == "queueing"
    ui.counter.presenter.fill(("ticket", drawn[0].lower()))
    ui.press("Return")
    assert (ui.screen, ui.counter.presenter.ticket) == ("reception", drawn[0])


def test_the_window_goes_on_while_the_machine_lets_it_wait(qtbot, at_machine, machine):
    """The press returns at once, and a card laid down before the machine's deadline is over is served."""
    ui = at_machine
    machine.draw(1)
    ui.press("F5")
    ui.desk.counter = kept_by(ui.desk.counter, machine.where, timeout=3.0)
    ui.desk.lanes = replace(ui.desk.lanes, queue=Lane("queue"))
    machine.tell("fault", name="silent@call")
    try:
        ui.press("F9")
        assert ui.state.bar.primary.words == "正在叫号"
        ui.lay(LI)
        assert ui.screen == "decide"
        assert ui.desk.calling.asking, "all this while the machine had not answered"
        qtbot.waitUntil(lambda: not ui.desk.calling.asking, timeout=8000)
        assert ui.counter.visit is not None
    finally:
        ui.desk.lanes.queue.close()
