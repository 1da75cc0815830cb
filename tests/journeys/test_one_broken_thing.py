"""One broken thing never stops another: reader silent, printer jammed, camera gone, and the desk still does its work.

A whole desk with real simulators; meanwhile a heartbeat measures how long the window ever kept somebody waiting.
"""

import pytest
from walk_ins import applied, people
from whole_desk import whole_desk

from desk.rules.journey import CaseState
from desk.services import search

LONGEST_GAP = 50
"""Milliseconds the window may keep somebody waiting by its own doing; tests/helpers/heartbeat.py says what counts."""


def visit(desk, who):
    """Somebody is at the window whose number and name are typed."""
    desk.ask("number", people()[who]["certno"])
    desk.ask("name", who)
    desk.ask("greet_typed")
    desk.until(lambda: desk.screen == "decide" and not desk.state.busy and desk.state.bar.primary)


def leave(desk):
    """The visit is set aside, or ended."""
    if desk.workplace.counter.visit is not None:
        desk.press("Esc")
        desk.until(lambda: desk.workplace.counter.visit is None)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, qapp):
    with whole_desk(tmp_path_factory.mktemp("broken"), "0312") as desk:
        applied(desk.workplace.desk.counter, "李样本")
        for place in ("find", "closing", "devices", "reception"):  # every screen has been seen before things break
            desk.ask("go_to", place)
            desk.until(lambda place=place: desk.screen == place and not desk.state.busy)
        visit(desk, "孙样本")
        leave(desk)
        desk.bench.id_reader.tell("fault", name="no_answer")
        desk.bench.card_printer.tell("fault", name="jam@feed")
        desk.bench.camera.close()
        desk.until(lambda: "id_reader" in desk.workplace.desk.down)
        yield desk


@pytest.fixture(autouse=True)
def never_keeps_anybody_waiting(desk):
    leave(desk)
    desk.ask("go_to", "reception")
    desk.until(lambda: not desk.state.busy)
    desk.heartbeat.start()
    yield
    assert desk.heartbeat.stop() < LONGEST_GAP


def test_the_reader_is_told_as_down_and_everything_else_stays_on_its_feet(desk):
    lights = {light.code: light.state for light in desk.window._lights.lights}
    assert lights["id_reader"] == "stop"
    assert desk.screen == "reception"
    assert desk.state.bar.primary is not None


def test_a_case_is_found_by_the_initials_of_a_name(desk):
    desk.press("F3")
    desk.until(lambda: desk.screen == "find")
    desk.type("lyb")
    desk.until(lambda: desk.state.found and desk.state.title)
    assert desk.state.title.startswith("李样本")


def test_somebody_without_papers_gets_a_printed_notice(desk):
    visit(desk, "王示例")
    for _ in range(4):
        if desk.screen == "rating":
            break
        primary = desk.state.bar.primary
        desk.press("Ctrl+Return")
        desk.until(lambda before=primary: not desk.state.busy and desk.state.bar.primary != before)
    case = desk.workplace.counter.visit.case
    assert case.state == CaseState.DECLINED
    tray = desk.workplace.ground.papers
    desk.until(lambda: list(tray.glob("*.pdf")))
    assert max(tray.glob("*.pdf")).read_bytes().startswith(b"%PDF")


def test_the_broken_things_are_named_at_the_workbench_each_by_itself(desk):
    desk.ask("go_to", "devices")
    desk.until(lambda: all(one.mark != "busy" for one in desk.state.devices))
    marks = {one.code: one.mark for one in desk.state.devices}
    assert (marks["id_reader"], marks["camera"]) == ("stop", "stop")
    assert (marks["document_camera"], marks["registry"], marks["house"]) == ("fine", "fine", "fine")


def test_the_day_is_closed(desk):
    counter = desk.workplace.desk.counter
    desk.ask("go_to", "closing")
    desk.until(lambda: desk.state.compared and not desk.state.busy)
    desk.ask("cards", str(desk.presenter._tally["cards"]["closing"]))
    desk.until(lambda: desk.state.bar.primary.code == "count_given" and desk.state.bar.primary.enabled)
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.state.bar.primary.code == "close_day" and desk.state.bar.primary.enabled)
    desk.press("Ctrl+Return")
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.state.closed)
    assert desk.state.verdict.sentence == "已日结"
    assert search.today(counter)
