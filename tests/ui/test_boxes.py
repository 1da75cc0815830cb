"""Things on the desk that are not always there: a scanner on a port of its own, a box to rate the service at."""

import pytest
from ui_desk import card, furnished, seat
from ui_walk import Walk
from walk_ins import applied

from desk.errors import DeviceTrouble
from desk.ports import Scan
from desk.services import rating, search

EMPLOYEE = card("110199198503127011", "李样本")


class PretendScanner:
    """Gives what was put into `codes`, then waits until it is told to stop."""

    def __init__(self, *codes):
        self.codes, self.closed = list(codes), False

    def read(self, stop):
        code = self.codes.pop(0) if self.codes else None
        if isinstance(code, Exception):
            raise code
        return Scan(code) if code else None

    def standing(self): ...

    def close(self):
        self.closed = True


class PretendBox:
    """A box whose key of that level is pressed at once."""

    def __init__(self, level):
        self.level, self.asked = level, []

    def ask(self, ticket, within, stop):
        self.asked.append((ticket, within))
        if isinstance(self.level, Exception):
            raise self.level
        return self.level

    def close(self): ...


def test_a_receipt_scanned_anywhere_opens_its_case(qtbot, tmp_path):
    desk = furnished(tmp_path)
    number = applied(desk, "李样本").number
    scanner = PretendScanner()
    ui = seat(qtbot, desk, boxes={"scanner": scanner})
    scanner.codes.append(number)
    ui.counter.watch.watch()
    assert (ui.screen, ui.state.text) == ("find", number)
    assert ui.state.title.startswith("李样本")


def test_a_scanner_that_breaks_is_opened_again_and_no_screen_is_troubled(qtbot, tmp_path):
    desk = furnished(tmp_path)
    number = applied(desk, "李样本").number
    scanner = PretendScanner(DeviceTrouble("transport", device="scanner"), number)
    ui = seat(qtbot, desk, boxes={"scanner": scanner})
    assert (ui.screen, scanner.closed, "scanner" in ui.desk.down) == ("reception", True, True)
    ui.counter.watch._again.setInterval(0)
    ui.counter.watch._wait_for_scan()
    assert ui.screen == "find"
    assert "scanner" not in ui.desk.down


@pytest.mark.parametrize("level", [5, 2])
def test_what_is_pressed_on_the_box_is_kept_and_not_shown_to_the_clerk(qtbot, tmp_path, level):
    box = PretendBox(level)
    ui = seat(qtbot, furnished(tmp_path), boxes={"evaluator": box})
    Walk(ui, EMPLOYEE).begin().until("rating")
    number = ui.counter.visit.case.number
    assert box.asked == [(number, 30)]
    assert rating.counts(ui.supervising(), ui.desk.counter.today())[level] == 1
    assert search.show(ui.desk.counter, number).state == "closed"
    assert not ui.state.rating


@pytest.mark.parametrize("answer", [None, DeviceTrouble("transport", device="evaluator")])
def test_a_silent_or_broken_box_leaves_the_second_screen_to_ask(qtbot, tmp_path, answer):
    ui = seat(qtbot, furnished(tmp_path), boxes={"evaluator": PretendBox(answer)})
    Walk(ui, EMPLOYEE).begin().until("rating")
    assert ui.state.rating
    ui.counter.presenter.rate(4)
    assert rating.counts(ui.supervising(), ui.desk.counter.today())[4] == 1
