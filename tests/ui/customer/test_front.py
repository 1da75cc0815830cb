"""The clerk's keys for the customer screen: one monitor turned round, large print, read aloud; and a choice to make."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_desk import card, furnished, seat
from ui_walk import Walk
from walk_ins import id_card

from ui.customer.front import CustomerFront
from ui.customer.page import CHOOSE, NEUTRAL, REVIEW
from ui.customer.touch import TouchButton
from ui.parts.signature_box import SignatureBox
from ui.session import Session

LI = card("110199198503127011", "李样本")
UNINSURED = id_card("金样例")


class Mouth:
    """Writes down what it is to say."""

    able = True

    def __init__(self):
        self.said, self.hushed = [], 0

    def say(self, sentence):
        self.said.append(sentence)

    def hush(self):
        self.hushed += 1

    def close(self): ...


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


@pytest.fixture
def front(qtbot, ui):
    made = CustomerFront(ui.desk, ui.window, ui.counter)
    made.voice = made.presenter._voice = Mouth()
    yield made
    made.close()
    made.window.deleteLater()
    ui.counter.stop()


def deed(ui):
    return ui.state.bar.deed.words


# ── one monitor ──


def test_on_one_monitor_the_page_covers_every_part_of_the_clerk_s_window(ui, front):
    assert not front.window.isVisible()
    ui.press("Shift+F2")
    assert front.window.parentWidget() is ui.window
    assert front.window.geometry() == ui.window.rect()
    assert ui.window.childAt(ui.window.rect().center()) in (front.window, *front.window.findChildren(TouchButton))
    top = [child for child in ui.window.children() if getattr(child, "isVisible", bool)()][-1]
    assert top is front.window


def test_no_key_reaches_what_lies_under_the_page(ui, front):
    ui.lay(LI)
    ui.press("Shift+F2")
    before = (ui.screen, repr(ui.state))
    for key in ("Return", "Ctrl+Return", "Esc", "F9", "F3", "F10", "1", "A", "Tab", "Space", "F2"):
        ui.press(key)
    assert (ui.screen, repr(ui.state)) == before
    assert front.turned
    ui.press("Shift+F2")
    assert not front.turned
    assert not front.window.isVisible()
    ui.press("Return")
    assert ui.screen != before[0]


def test_the_person_signs_on_the_turned_monitor_and_the_clerk_finds_it(qtbot, ui, front, monkeypatch):
    monkeypatch.setattr(SignatureBox, "REST", 60)
    Walk(ui, LI).begin().until("review")
    ui.press("Shift+F2")
    assert front.presenter.state.kind == REVIEW
    box = next(one for one in front.window.findChildren(SignatureBox) if one.isVisibleTo(front.window))
    middle = box.rect().center()
    with qtbot.waitSignal(box.signed, timeout=4000):
        QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=middle)
        for step in range(1, 9):
            QTest.mouseMove(box, middle + middle * 0.08 * step)
        QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=middle)
    assert QApplication.focusWidget() is front.window
    ui.press("Shift+F2")
    assert ui.state.bar.primary.enabled


def test_a_lock_takes_the_monitor_back_and_shows_nothing_of_the_case(qtbot, ui, front):
    session = Session(ui.desk, ui.window, ui.counter)
    session.covered.connect(front.cover)
    Walk(ui, LI).begin().until("review")
    ui.press("Shift+F2", "Ctrl+L")
    assert not front.turned
    assert ui.window.covering is not None
    assert front.presenter.state.kind == NEUTRAL
    session.idle.stop()


def test_the_key_that_turns_it_back_stands_on_the_page(ui, front, monkeypatch):
    from ui.parts.ink import Ink

    drawn, draw = [], Ink.text
    monkeypatch.setattr(Ink, "text", lambda *words, **more: drawn.append(words[3]) or draw(*words, **more))
    ui.press("Shift+F2")
    front.window.grab()
    assert "工作人员：按 Shift F2 收回" in drawn


# ── large print, reading aloud ──


def test_large_print_makes_everything_larger_for_this_person_only(ui, front):
    Walk(ui, LI).begin().until("review")
    before = front.window.look().scale
    ui.press("Ctrl+F2")
    assert front.presenter.state.large
    assert front.window.look().scale > before
    assert deed(ui) == "客户屏：大字"
    ui.press("Ctrl+F2")
    assert (front.presenter.state.large, front.window.look().scale) == (False, before)
    ui.press("Ctrl+F2")
    ui.counter.go_to("reception")
    assert not front.presenter.state.large


def test_every_page_is_read_while_reading_is_on_with_numbers_digit_by_digit(ui, front):
    Walk(ui, LI).begin().until("review")
    ui.press("Ctrl+F3")
    assert deed(ui) == "客户屏：念给持卡人听"
    (page,) = front.voice.said
    assert page.startswith("请核对。姓名：李样本")
    assert "110 隐去 7011" in page
    assert "*" not in page
    ui.sign()
    assert len(front.voice.said) == 2
    ui.press("Ctrl+F3")
    assert deed(ui) == "客户屏：不念"
    ui.press("Ctrl+Return")
    assert len(front.voice.said) == 2


def test_the_next_person_is_not_read_to_and_nothing_goes_on_being_said(ui, front):
    Walk(ui, LI).begin().until("review")
    ui.press("Ctrl+F3")
    hushed = front.voice.hushed
    ui.counter.go_to("reception")
    ui.lay(card("110199197104023368", "周样本", sex="female"))
    assert front.voice.hushed > hushed
    assert len(front.voice.said) == 1


def test_without_an_engine_the_clerk_is_told_so(ui, front):
    front.voice.able = False
    ui.press("Ctrl+F3")
    assert deed(ui) == "这台电脑没有语音引擎，念不了"
    assert front.voice.said == []


# ── a choice of their own ──


@pytest.mark.requirement("M-019")
def test_a_flexible_employee_chooses_the_tier_with_a_finger_and_signs_for_it(ui, front):
    Walk(ui, UNINSURED).begin()
    ui.more("灵活就业")
    ui.press("Return", "3", "Space", "Space", "Space")
    assert front.presenter.state.kind == CHOOSE
    buttons = {one.act.words: one for one in front.window.findChildren(TouchButton) if one.act.code == "tier"}
    assert list(buttons) == ["80%，每月 640.00 元", "100%，每月 800.00 元"]
    front.presenter.do("tier", 80)
    ui.press("Ctrl+Return")
    assert (ui.screen, front.presenter.state.kind) == ("review", REVIEW)
    assert ui.counter.visit.decision["contribution"]["tier"] == 80
    told = next(row.words for row in front.presenter.state.rows if row.label == "缴费档次")
    assert told == "80%，每月 640.00 元。代扣授权书打出来，填好账户用笔签名。"
