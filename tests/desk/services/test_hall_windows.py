"""What a supervisor sees of the hall's windows: who sits there, what goes on, since when."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import a_case, build, stocked
from pretend_printer import PretendPrinter
from walk_ins import arrive, id_card

from desk.errors import DeviceTrouble, OutcomeUnknown
from desk.services import device_faults, draft, hall_board, issuing, queue, reception
from desk.services.counter import Counter
from desk.services.hall_windows import windows


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path)


def at_window(desk: Counter, number: str, operator: str) -> Counter:
    hall = replace(desk.settings.hall, counter=number)
    return replace(desk, settings=replace(desk.settings, hall=hall), operator=replace(desk.operator, name=operator))


def seen(desk: Counter) -> dict[str, tuple[str, str, str | None]]:
    return {one.window: (one.operator, one.now.state, one.now.about) for one in windows(desk)}


def test_a_window_is_there_from_when_somebody_sits_down_at_it_and_waits_for_the_next_one(desk):
    assert seen(desk) == {}
    hall_board.come_to(desk)
    hall_board.come_to(at_window(desk, "05", "0315"))
    assert seen(desk) == {"03": (desk.operator.name, "free", None), "05": ("0315", "free", None)}


def test_yesterdays_windows_are_not_todays(desk):
    hall_board.come_to(desk)
    desk.clock.advance(days=1)
    assert seen(desk) == {}


def test_it_says_whom_a_window_calls_and_serves_since_when_and_how_long_people_take(desk):
    for _ in range(2):
        queue.take(desk)
    queue.call(desk)
    assert seen(desk)["03"][1:] == ("called", "A001")
    desk.clock.advance(minutes=1)
    queue.begin(desk, "A001")
    begun = desk.now()
    desk.clock.advance(minutes=6)
    [line] = windows(desk)
    assert (line.now.state, line.now.since, line.now.about, line.mean_service) == ("serving", begun, "A001", None)
    queue.end(desk, "A001")
    [line] = windows(desk)
    assert (line.now.state, line.mean_service) == ("free", 360)


def test_a_visit_without_a_ticket_is_somebody_too_until_it_is_set_aside(desk):
    hall_board.come_to(desk)
    visit = arrive(desk, id_card("李样本"), "first_issue", photo=False)
    assert seen(desk)["03"][1] == "serving"
    draft.set_aside(desk, visit)
    assert seen(desk)["03"][1] == "free"


def test_what_the_registry_answers_too_late_opens_no_visit_that_was_set_aside(desk):
    hall_board.come_to(desk)
    visit = arrive(desk, id_card("李样本"), "first_issue", photo=False)
    draft.set_aside(desk, visit)
    reception.check(desk, visit)
    assert seen(desk)["03"][1] == "free"
    assert reception.greet(desk, id_card("李样本")).resumed
    assert seen(desk)["03"][1] == "serving"


def test_a_visit_that_nobody_has_on_the_screen_any_more_is_nobody_at_the_window(desk):
    hall_board.come_to(desk)
    visit = arrive(desk, id_card("李样本"), "first_issue", photo=False)
    there = at_window(desk, "05", "0315")
    hall_board.come_to(there)
    arrive(there, id_card("卫样本"), "first_issue", photo=False)
    desk.clock.advance(minutes=7)  # the power failed; a colleague signs in at the window first
    draft.left_at_this_window(replace(desk, operator=replace(desk.operator, name="0315")))
    assert seen(desk) == {"03": (desk.operator.name, "free", None), "05": ("0315", "serving", None)}
    assert [line.aside for line in draft.open_drafts(desk)] == [True]
    assert draft.resume(desk, visit.id) == visit


def test_a_pause_and_a_locked_screen_are_told_apart(desk):
    hall_board.come_to(desk)
    queue.pause(desk, "lunch")
    assert seen(desk)["03"][1] == "paused"
    hall_board.step_away(desk)
    assert seen(desk)["03"][1] == "away"
    hall_board.come_to(desk)
    queue.go_on(desk)
    assert seen(desk)["03"][1] == "free"


def test_a_device_that_failed_a_moment_ago_is_named_until_the_next_person_is_called(desk):
    hall_board.come_to(desk)
    device_faults.note(desk, DeviceTrouble("printer_not_ready", device="card_printer"))
    device_faults.note(at_window(desk, "05", "0315"), DeviceTrouble("no_reader", device="id_reader"))
    assert seen(desk)["03"][1:] == ("trouble", "card_printer")
    desk.clock.advance(minutes=1)
    queue.take(desk)
    queue.call(desk)
    assert seen(desk)["03"][1:] == ("called", "A001")


def test_a_fault_of_long_ago_is_over(desk):
    hall_board.come_to(desk)
    device_faults.note(desk, DeviceTrouble("printer_not_ready", device="card_printer"))
    desk.clock.advance(minutes=11)
    assert seen(desk)["03"][1] == "free"


def test_a_card_under_way_and_one_nobody_knows_the_end_of_come_before_all_else(desk):
    stocked(desk)
    number, meanwhile = a_case(desk), []
    printer = PretendPrinter(OutcomeUnknown("no_answer", device="card_printer"))
    printer.on_print = lambda _job: meanwhile.append(seen(desk)["03"][1])
    hall_board.come_to(desk)
    reservation = issuing.reserve(desk, number, desk.new_key())
    with pytest.raises(OutcomeUnknown):
        issuing.print_card(desk, reservation, printer, b"png", lambda _step: None)
    hall_board.step_away(desk)
    assert (meanwhile, seen(desk)["03"][1]) == (["making"], "unsettled")
