"""A pressed key is never swallowed by a screen that has stood for a while, and never acts twice."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from ui_desk import card, furnished, seat
from ui_walk import Walk

from ui.key_ear import KeyEar
from ui.press import HOLD, PressGuard

EMPLOYEE = card("110199198503127011", "李样本")


class Clock:
    seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def guard(clock):
    guard = PressGuard(clock)
    guard.shows("first")
    clock.seconds += 1
    return guard


def test_fifty_presses_in_a_tenth_of_a_second_act_once(guard, clock):
    taken = 0
    for _ in range(50):
        taken += guard.takes("submit")
        clock.seconds += 0.002
    assert taken == 1


def test_the_second_press_of_a_double_press_dies_on_the_new_screen(guard, clock):
    assert guard.takes("go_on")
    guard.shows("second")
    clock.seconds += HOLD - 0.01
    assert not guard.takes("submit")
    clock.seconds += 0.02
    assert guard.takes("submit")


def test_a_held_key_acts_once(guard, clock):
    assert guard.takes("take")
    clock.seconds += 5
    assert not guard.takes("take", repeated=True)


def test_nothing_is_taken_while_busy_but_looking(guard):
    assert not guard.takes("submit", busy=True)
    assert guard.takes("show_keys", busy=True)


def test_different_acts_may_follow_one_another_at_once(guard):
    assert guard.takes("tick one")
    assert guard.takes("tick two")


def letter(text, key=0):
    return QKeyEvent(QEvent.Type.KeyPress, key or ord(text.upper()), Qt.KeyboardModifier.NoModifier, text)


ENTER = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")


def test_what_a_scanner_types_is_one_code_and_no_row_of_keys(clock):
    ear, heard = KeyEar(clock), []
    for one in "1101990001202603160300171":
        heard.append(ear.hear(letter(one)).key)
        clock.seconds += 0.004
    assert heard == ["1", *[""] * 24]
    assert ear.hear(ENTER).code == "1101990001202603160300171"


def test_what_a_hand_types_stays_keys(clock):
    ear, heard = KeyEar(clock), []
    for one in "12345":
        heard.append(ear.hear(letter(one)).key)
        clock.seconds += 0.12
    assert heard == list("12345")
    assert ear.hear(ENTER).key == "Return"


SCREENS = ("decide", "materials", "photo", "review", "issuing", "handover", "rating")
KEYS = ("Return", "Ctrl+Return", "Space", "Del", "F7", "F8", "Ctrl+Z", "1", "2")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_pressed_fifty_times_in_a_tenth_of_a_second_does_its_act_once_on_every_screen(
    qtbot, tmp_path, screen
):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until(screen)
    ui.counter.presenter.bring = lambda: None  # opens a file dialog of the system
    for key in KEYS:
        acts = []
        ui.counter.do, kept = lambda act, value=None, acts=acts: acts.append((act, value)), ui.counter.do
        ui.window.asked.disconnect()
        ui.window.asked.connect(ui.counter.do)
        ui.clock.seconds += 1
        for _ in range(50):
            ui.press(key, pause=0.002)
        assert len(acts) == len(set(acts)), (screen, key, acts)
        ui.counter.do = kept
        ui.window.asked.disconnect()
        ui.window.asked.connect(ui.counter.do)
