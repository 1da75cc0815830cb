from dataclasses import replace

import pytest
from desk_builder import SUPERVISOR, as_operator, build, stocked
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_desk import HandClock, card, seat

from desk.services import rating, search
from ui.customer.page import FACE, NEUTRAL, PASSWORD, RATING, REVIEW, SIGN, THANKS, WELCOME, hidden
from ui.customer.presenter import CustomerPresenter
from ui.customer.touch import TouchButton
from ui.customer.window import CustomerWindow
from ui.parts.signature_box import SignatureBox
from ui.press import PressGuard

LI = ("110199198503127011", "李样本")


class Sides:
    """The clerk's window and the customer's, and a finger."""

    def __init__(self, qtbot, counter):
        self.qtbot = qtbot
        stocked(counter)
        self.clerk = seat(qtbot, counter)
        self.presenter = CustomerPresenter(self.clerk.desk, self.clerk.counter)
        self.clock = HandClock()
        self.window = CustomerWindow(PressGuard(self.clock))
        qtbot.addWidget(self.window)
        self.presenter.changed.connect(self.window.render_state)
        self.window.asked.connect(self.presenter.do)
        self.window.render_state(self.presenter.state)
        self.window.show()
        self.clerk.window.activateWindow()  # without a window manager the newest window takes the keyboard
        qtbot.waitUntil(self.clerk.window.isActiveWindow)

    @property
    def page(self):
        return self.presenter.state

    def buttons(self):
        return [one for one in self.window.findChildren(TouchButton) if one.isVisibleTo(self.window)]

    def touch(self, words):
        self.clock.seconds += 1
        button = next(one for one in self.buttons() if one.act.words == words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self):
        """Signs with a finger and lifts it."""
        box = next(one for one in self.window.findChildren(SignatureBox) if one.isVisibleTo(self.window))
        places = [QPoint(int(box.width() * x), int(box.height() * y)) for x, y in ((0.2, 0.6), (0.3, 0.3), (0.5, 0.7))]
        places += [QPoint(int(box.width() * x), int(box.height() * y)) for x, y in ((0.6, 0.3), (0.7, 0.6), (0.8, 0.4))]
        with self.qtbot.waitSignal(box.signed, timeout=4000):
            QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=places[0])
            for place in places[1:]:
                QTest.mouseMove(box, place)
            QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=places[-1])
        return box

    def go_to(self, screen):
        """The clerk leads the visit to a screen."""
        ui = self.clerk
        for _ in range(30):
            if ui.screen == screen:
                return
            if ui.screen == "photo":
                ui.counter.presenter._next_frame()
                ui.press("Return")
                ui.press("Space")
            if ui.screen == "review":
                self.write()
            ui.press("Ctrl+Return")
        raise AssertionError(f"stuck on {ui.screen}: {ui.state.verdict}")


@pytest.fixture
def sides(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(SignatureBox, "REST", 60)
    made = Sides(qtbot, build(tmp_path))
    yield made
    made.clerk.counter.stop()


def test_it_welcomes_is_neutral_while_the_clerk_works_and_welcomes_again(sides):
    assert sides.page.kind == WELCOME
    sides.clerk.lay(card(*LI))
    assert sides.clerk.screen == "decide"
    assert sides.page.kind == NEUTRAL
    sides.clerk.press("Esc")
    assert sides.page.kind == WELCOME
    sides.clerk.press("F3")
    assert sides.page.kind == NEUTRAL


def test_nothing_of_a_person_stands_on_it_before_there_is_something_to_check(sides):
    sides.clerk.lay(card(*LI))
    assert "李样本" not in repr(sides.page)
    assert "110199" not in repr(sides.page)


def test_it_shows_the_very_lines_that_will_be_submitted_with_the_number_hidden(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    assert sides.page.kind == REVIEW
    clerk = {line.label: line.words for line in sides.clerk.state.lines}
    customer = {line.label: line.words for line in sides.page.rows}
    assert customer.pop("号码") == "110 *********** 7011"
    clerk.pop("号码")
    assert customer == clerk
    assert all(line.rule == "" for line in sides.page.rows)


def test_a_number_that_was_typed_is_shown_whole_because_only_its_holder_can_check_it(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    visit = sides.clerk.counter.visit
    situation = dict(visit.draft.situation)
    situation["identity"] = {**situation["identity"], "read": "manual"}
    visit.draft = replace(visit.draft, situation=situation)
    sides.clerk.counter.presenter._render()
    assert "110199 19850312 7011" in [line.words for line in sides.page.rows]


def test_a_signature_with_the_finger_reaches_the_clerk_and_is_shown_as_signed(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    assert not sides.clerk.state.bar.primary.enabled
    box = sides.write()
    assert sides.clerk.state.strokes is not None
    assert sides.clerk.state.bar.primary.enabled
    assert sides.page.signed == "已签名 09:00"
    assert box.strokes
    assert not box.open_for_ink


def test_signing_again_empties_the_box_on_both_sides(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    box = sides.write()
    sides.touch("重新签名")
    assert sides.clerk.state.strokes is None
    assert box.strokes == []
    assert box.open_for_ink
    sides.write()
    assert sides.clerk.state.strokes is not None


def test_an_objection_stops_the_submission_until_it_is_signed_anew(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    sides.write()
    sides.touch("内容有误")
    assert "内容有误" in sides.clerk.state.verdict.sentence
    assert not sides.clerk.state.bar.primary.enabled
    assert "已告诉工作人员" in sides.page.second
    sides.write()
    assert sides.clerk.state.bar.primary.enabled
    assert "内容有误" not in sides.clerk.state.verdict.sentence


def test_an_objection_is_over_when_the_clerk_went_back_and_came_again(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    sides.touch("内容有误")
    sides.clerk.press("Esc")
    assert sides.page.kind == NEUTRAL
    sides.go_to("review")
    assert "内容有误" not in sides.clerk.state.verdict.sentence


def test_a_slip_of_the_finger_is_no_signature_and_is_wiped(sides, qtbot):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    box = next(one for one in sides.window.findChildren(SignatureBox) if one.isVisibleTo(sides.window))
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert box.strokes
    qtbot.waitUntil(lambda: box.strokes == [], timeout=4000)
    assert sides.clerk.state.strokes is None


@pytest.fixture
def at_the_hand_over(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("handover")
    assert sides.page.kind == NEUTRAL
    sides.clerk.lay(card(*LI))
    return sides


def test_the_hand_over_asks_for_one_thing_after_another(at_the_hand_over):
    sides = at_the_hand_over
    assert sides.page.kind == FACE
    assert sides.page.face == sides.clerk.state.face
    sides.touch("都对")
    assert sides.page.kind == PASSWORD
    assert sides.buttons() == []
    sides.clerk.press("Space")
    assert sides.page.kind == SIGN
    sides.write()
    assert sides.page.kind == NEUTRAL
    assert sides.clerk.state.bar.primary.words == "交卡并启用"


def test_a_wrong_face_is_told_to_the_clerk(at_the_hand_over):
    sides = at_the_hand_over
    sides.touch("卡面有误")
    assert "卡面有误" in sides.clerk.state.verdict.sentence
    assert not sides.clerk.state.bar.primary.enabled


@pytest.fixture
def at_the_rating(at_the_hand_over):
    sides = at_the_hand_over
    sides.touch("都对")
    sides.clerk.press("Space")
    sides.write()
    sides.clerk.press("Ctrl+Return")
    assert sides.clerk.screen == "rating"
    return sides


def test_the_rating_offers_five_equal_words_and_keeps_what_was_pressed(at_the_rating):
    sides = at_the_rating
    assert sides.page.kind == RATING
    assert [one.act.words for one in sides.buttons()] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert len({(one.width(), one.height()) for one in sides.buttons()}) == 1
    assert not any(one.isChecked() or one.hasFocus() for one in sides.buttons())
    number = sides.clerk.counter.visit.case.number
    before = repr(sides.clerk.state)
    sides.touch("不满意")
    assert sides.page.kind == THANKS
    counter = as_operator(sides.clerk.desk.counter, SUPERVISOR)
    assert [one.level for one in rating.shown(counter, number)] == [2]
    assert "不满意" not in before
    shown = repr(replace(sides.clerk.state, rated=False))
    assert "满意" not in shown
    assert search.show(counter, number).state == "closed"


def test_two_quick_presses_are_one_rating(at_the_rating):
    sides = at_the_rating
    sides.clock.seconds += 1
    number = sides.clerk.counter.visit.case.number
    first, second = sides.buttons()[:2]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    counter = as_operator(sides.clerk.desk.counter, SUPERVISOR)
    assert [one.level for one in rating.shown(counter, number)] == [5]


def test_the_next_person_finds_no_trace(at_the_rating):
    sides = at_the_rating
    sides.touch("满意")
    sides.clerk.press("Esc")
    assert sides.page.kind == WELCOME
    assert "李样本" not in repr(sides.page)


def test_a_locked_counter_shows_nothing_and_takes_nothing(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    sides.presenter.cover(True)
    assert sides.page.kind == NEUTRAL
    sides.presenter.do("object_to")
    assert not sides.clerk.state.objected
    sides.presenter.cover(False)
    assert sides.page.kind == REVIEW


def test_a_discreet_moment_of_the_clerk_is_neutral(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    sides.clerk.counter.presenter.show(discreet=True)
    assert sides.page.kind == NEUTRAL


def test_touching_it_leaves_the_keyboard_with_the_clerk(sides):
    sides.clerk.lay(card(*LI))
    sides.go_to("review")
    sides.touch("内容有误")
    sides.write()
    assert sides.clerk.window.isAncestorOf(QApplication.focusWidget())
    assert sides.clerk.window.isActiveWindow()
    assert sides.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus


def test_numbers_are_hidden_but_for_the_first_three_and_the_last_four():
    assert hidden("110199197104023368") == "110 *********** 3368"
