"""A scanner on a port of its own and a box to rate at, as programs on wires: used, pulled out, plugged in again."""

from dataclasses import replace

import pytest
from boxes import Boxes
from walk_ins import applied, holds, id_card, people
from whole_desk import whole_desk

from desk.services import loss, rating, reception
from desk.services.accounts import PRACTICE_OPERATORS
from desk.services.counter import Operator
from desk.settings import DeviceSettings, EvaluatorSettings, ScannerSettings, Settings


@pytest.fixture(scope="module")
def boxes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("boxes")
    with Boxes(folder, scanner=("--link", folder / "scanner"), evaluator=("--link", folder / "evaluator")) as boxes:
        yield boxes


@pytest.fixture(scope="module")
def desk(tmp_path_factory, qapp, boxes):
    said = DeviceSettings(
        scanner=ScannerSettings(boxes.where("scanner")),
        evaluator=EvaluatorSettings(f"serial:{boxes.where('evaluator')}"),
    )
    with whole_desk(tmp_path_factory.mktemp("hall"), "0312", Settings(devices=said)) as desk:
        yield desk


def light(desk, code):
    """The word beside a device's light at the foot of the window."""
    desk.workplace.counter.frame.tick()
    return next(one.words for one in desk.window.strip.shown.lights if one.code == code)


def scan(desk, boxes, text):
    """Somebody holds a code under the scanner."""
    desk.until(lambda: desk.workplace.counter.watch._scan is not None)
    boxes.tell("scanner", "scan", text=text)


def ended(desk, who):
    """A card is reported lost, and the screen at the end of the visit is up."""
    counter = desk.workplace.desk.counter
    holds(counter, who, f"A{people()[who]['certno'][-9:-1]}")
    draft = reception.check(counter, reception.greet(counter, id_card(who)).draft)
    case = loss.report(counter, draft, "temporary", counter.new_key())
    desk.workplace.counter.arrivals.open_case(case)
    desk.until(lambda: desk.screen == "rating" and desk.state.rating)


def rated(desk, level):
    """How often a level was given today, as the supervisor sees it."""
    counter = desk.workplace.desk.counter
    above = replace(counter, operator=Operator("0301", PRACTICE_OPERATORS["0301"]))
    return rating.counts(above, counter.today())[level]


def test_both_have_a_light_with_a_word(desk):
    assert (light(desk, "scanner"), light(desk, "evaluator")) == ("就绪", "就绪")


def test_a_receipt_held_under_the_scanner_opens_its_case(desk, boxes):
    number = applied(desk.workplace.desk.counter, "孙样本").number
    scan(desk, boxes, number)
    desk.until(lambda: desk.screen == "find" and desk.state.title)
    assert desk.state.title.startswith("孙样本")


def test_a_scanner_pulled_out_is_told_by_its_light_and_works_again_once_it_is_back(desk, boxes):
    desk.ask("go_to", "reception")
    boxes.pull_out("scanner")
    desk.until(lambda: light(desk, "scanner") == "断线")
    assert desk.state.bar.primary is not None  # the desk goes on
    boxes.plug_in("scanner")
    desk.until(lambda: light(desk, "scanner") == "就绪")
    number = applied(desk.workplace.desk.counter, "王示例").number
    scan(desk, boxes, number)
    desk.until(lambda: desk.screen == "find" and desk.state.title.startswith("王示例"))


def test_half_a_code_from_a_scanner_that_is_pulled_out_opens_nothing(desk, boxes):
    desk.ask("go_to", "reception")
    boxes.tell("scanner", "fault", name="unplug", next=1)
    scan(desk, boxes, "1101990001202603160300171")
    desk.until(lambda: light(desk, "scanner") == "断线")
    assert desk.screen == "reception"
    desk.until(lambda: light(desk, "scanner") == "就绪")
    assert desk.screen == "reception"


def test_a_service_is_rated_at_the_box_and_the_clerk_is_not_told_how(desk, boxes):
    asked = boxes.saw("evaluator").count("asked")
    ended(desk, "李样本")
    desk.until(lambda: boxes.saw("evaluator").count("asked") > asked)
    boxes.tell("evaluator", "press", level=2, wait=0)
    desk.until(lambda: desk.state.rated)
    assert (rated(desk, 2), desk.state.rating) == (1, False)


def test_a_box_pulled_out_is_told_by_its_light_and_the_second_screen_asks_alone(desk, boxes):
    boxes.pull_out("evaluator")
    ended(desk, "孙样本")
    desk.until(lambda: light(desk, "evaluator") == "断线")
    assert desk.state.rating  # the second screen still asks
    desk.presenter.rate(4)
    desk.until(lambda: desk.state.rated)
    assert rated(desk, 4) == 1


def test_a_box_plugged_in_again_asks_at_the_next_visit(desk, boxes):
    asked = boxes.saw("evaluator").count("asked")
    boxes.plug_in("evaluator")
    ended(desk, "王示例")
    desk.until(lambda: boxes.saw("evaluator").count("asked") > asked)
    boxes.tell("evaluator", "press", level=5, wait=0)
    desk.until(lambda: desk.state.rated)
    assert (rated(desk, 5), light(desk, "evaluator")) == (1, "就绪")
