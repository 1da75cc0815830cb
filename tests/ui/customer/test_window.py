from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from stage import put_on
from ui_desk import HandClock

from ui.customer.page import (
    LEVELS,
    RATING,
    REVIEW,
    WORDS,
    CustomerState,
    Moment,
    aloud,
    neutral,
    page_of,
    welcome,
)
from ui.customer.touch import TOUCH, TouchButton
from ui.customer.window import CustomerWindow
from ui.look import Look
from ui.page import Act
from ui.parts.section import Section
from ui.parts.signature_box import SignatureBox
from ui.press import PressGuard

ROWS = tuple(Section(f"第{n}行", "样本市测试区示例路106号2幢1102室，很长的地址要换行" * (n % 3)) for n in range(1, 10))
OBJECT = Act("object_to", "内容有误")
REVIEWING = CustomerState(REVIEW, "请核对", "都对，请签名", "3 号窗口", ROWS[:7], signs=True, buttons=(OBJECT,))
RATED = CustomerState(RATING, "请评价", levels=tuple(Act("rate", WORDS[level], str(level)) for level in LEVELS))


@pytest.fixture
def window(qtbot):
    put_on(Look())
    made = CustomerWindow(PressGuard(HandClock()))
    made.guard._now.seconds = 10
    qtbot.addWidget(made)
    made.show()
    return made


def seen(window, kind):
    return [one for one in window.findChildren(kind) if one.isVisibleTo(window)]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1280, 1024), (800, 480)])
@pytest.mark.parametrize(
    "state", [REVIEWING, RATED, CustomerState(REVIEW, "请核对", rows=ROWS, signs=True, large=True)]
)
def test_nothing_overlaps_and_everything_lies_inside_at_every_size(window, size, state):
    window.resize(*size)
    window.render_state(state)
    QApplication.processEvents()
    parts = [one.geometry() for kind in (TouchButton, SignatureBox) for one in seen(window, kind)]
    parts += [one.geometry() for one in seen(window, QScrollArea)]
    for part in parts:
        assert window.rect().contains(part)
    for at, one in enumerate(parts):
        assert not any(one.intersects(other) for other in parts[at + 1 :])


def test_what_is_touched_is_never_lower_than_72(window):
    for state in (REVIEWING, RATED):
        window.render_state(state)
        assert all(button.height() >= TOUCH for button in seen(window, TouchButton))
        assert all(button.width() >= TOUCH for button in seen(window, TouchButton))


def test_lines_that_do_not_fit_can_be_scrolled_with_a_finger(window):
    many = tuple(Section(f"第{n}行", "字" * 60) for n in range(1, 16))
    window.render_state(CustomerState(REVIEW, "请核对", rows=many, signs=True, large=True))
    QApplication.processEvents()
    bar = seen(window, QScrollArea)[0].verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.width() >= 30


def sign(box):
    QTest.mousePress(box, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton)


def test_nobody_signs_before_the_last_line_has_been_in_sight(window):
    many = tuple(Section(f"第{n}行", "字" * 60) for n in range(1, 16))
    page = CustomerState(REVIEW, "请核对", rows=many, signs=True, large=True)
    window.render_state(page)
    QApplication.processEvents()
    box, bar = seen(window, SignatureBox)[0], seen(window, QScrollArea)[0].verticalScrollBar()
    sign(box)
    assert box.strokes == []
    while bar.value() < bar.maximum():
        QTest.keyClick(window, Qt.Key.Key_PageDown)
    bar.setValue(0)  # whoever has seen it may look again at the beginning
    sign(box)
    assert len(box.strokes) == 1
    window.render_state(replace(page, rows=many[1:]))
    assert not box.open_for_ink, "what is to be signed has changed"


def test_another_page_begins_at_its_top_with_an_empty_box(window):
    many = tuple(Section(f"第{n}行", "字" * 60) for n in range(1, 16))
    window.render_state(CustomerState(REVIEW, "请核对", rows=many, signs=True))
    QApplication.processEvents()
    bar = seen(window, QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    box = seen(window, SignatureBox)[0]
    sign(box)
    assert box.strokes
    window.render_state(neutral("3 号窗口"))
    window.render_state(CustomerState(REVIEW, "请核对", rows=many, signs=True))
    assert bar.value() == 0
    assert box.strokes == []


def test_a_double_press_is_one_act(window, qtbot):
    asked = []
    window.asked.connect(lambda act, value: asked.append((act, value)))
    window.render_state(RATED)
    window.guard._now.seconds += 1
    button = seen(window, TouchButton)[1]
    for _ in range(5):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [("rate", 4)]


def test_a_press_meant_for_the_page_before_is_not_taken(window):
    asked = []
    window.asked.connect(lambda act, value: asked.append(act))
    window.guard._now.seconds += 1
    window.render_state(RATED)
    QTest.mouseClick(seen(window, TouchButton)[0], Qt.MouseButton.LeftButton)
    assert asked == []


def test_every_button_has_a_name_for_those_who_cannot_see_it(window):
    window.render_state(RATED)
    assert [one.accessibleName() for one in seen(window, TouchButton)] == [WORDS[level] for level in LEVELS]
    window.render_state(welcome("3 号窗口"))
    assert "请把身份证交给工作人员" in window.accessibleName()


def test_a_page_is_read_line_by_line():
    state = CustomerState(REVIEW, "请核对", "都对，请签名", rows=(Section("姓名", "**李样本**，男"),))
    assert aloud(state) == "请核对。姓名：李样本，男。都对，请签名"


def test_what_nobody_planned_for_is_the_neutral_page():
    assert page_of(Moment("issuing", None, object(), "3 号窗口")) == neutral("3 号窗口")
