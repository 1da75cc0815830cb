"""The wired desk, from its first paint to its end, without simulated devices."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stage import put_on

from desk.errors import DeskError
from desk.services import accounts
from desk.settings import PolicySettings, ScreenSettings, Settings
from ui.app import Ground, Workplace
from ui.clock import HallClock
from ui.invocation import Invocation
from ui.look import Look
from ui.press import PressGuard

DEMO_PACK = Path(__file__).parents[2] / "resources" / "policies" / "demo.toml"
GOOD = "correct horse battery 7"


@pytest.fixture
def open_place(qtbot, tmp_path, monkeypatch):
    """Opens a workplace over a new data folder and waits until it stands."""
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    opened = []

    def open_place(mode, pack="demo"):
        put_on(Look())
        settings = Settings(mode=mode, screen=ScreenSettings(idle_minutes=1), policy=PolicySettings(pack))
        folder = tmp_path / "data"
        place = Workplace(Ground(Invocation(folder), folder, settings, HallClock(), tmp_path / "papers"))
        opened.append(place)
        qtbot.addWidget(place.window)
        place.window.show()
        place.window.activateWindow()
        place.open()
        return place

    yield open_place
    for place in opened:
        place.close()


def press(place, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.qWait(0)
    QTest.keyClick(QApplication.focusWidget() or place.window, key, modifiers)


def test_practice_signs_in_by_itself_locks_with_a_key_and_opens_again(qtbot, open_place):
    place = open_place("practice")
    with qtbot.waitSignal(place.at_work, timeout=20000):
        pass
    assert place.desk.counter.operator.name == "0312"
    assert not place.customer.window.isVisible()
    press(place, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert place.window.covering is not None
    assert place.customer.presenter.state.kind == "neutral"
    QTest.keyClicks(QApplication.focusWidget(), accounts.PRACTICE_PASSWORD)
    press(place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.window.covering is None, timeout=8000)
    assert place.customer.presenter.state.kind == "welcome"


def test_a_live_hall_begins_with_its_first_supervisor_and_shows_nothing_before(qtbot, open_place):
    place = open_place("live")
    qtbot.waitUntil(lambda: place.session is not None and place.session.sign_in.state.mode == "first", timeout=20000)
    assert place.window.view is place._opening._view
    qtbot.waitUntil(lambda: not place.session.sign_in.state.busy)
    for text in ("wang", GOOD, GOOD):
        QTest.keyClicks(QApplication.focusWidget(), text)
        press(place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.window.covering is None, timeout=8000)
    assert place.desk.counter.operator.role == "supervisor"
    assert place.window.view is not None


def test_a_live_desk_over_a_practice_folder_says_so_and_lets_nobody_in(qtbot, open_place):
    with qtbot.waitSignal((practice := open_place("practice")).at_work, timeout=20000):
        pass
    practice.close()
    place = open_place("live")
    qtbot.waitUntil(lambda: place.window.bar.primary.act.code == "open_again", timeout=20000)
    assert place.window.covering is None
    assert place.counter is None


@pytest.mark.parametrize("mode", ["live", "practice"])
def test_rules_that_cannot_be_read_are_told_and_read_again_when_they_were_mended(qtbot, open_place, tmp_path, mode):
    place = open_place(mode, pack="ours")
    qtbot.waitUntil(lambda: place.window.bar.primary.act.code == "open_again", timeout=20000)
    assert place.window.covering is None
    assert place.counter is None
    packs = tmp_path / "data" / "policies"
    packs.mkdir()
    (packs / "ours.toml").write_text(DEMO_PACK.read_text(encoding="utf-8").replace('name = "demo"', 'name = "ours"'))
    place.window.guard = PressGuard()
    press(place, Qt.Key.Key_Return)
    if mode == "practice":
        qtbot.waitUntil(lambda: place.counter is not None and place.counter.presenter is not None, timeout=20000)
        return
    qtbot.waitUntil(lambda: place.window.covering is not None and place.desk.counter.policy is not None, timeout=20000)
    qtbot.waitUntil(lambda: not place.session.sign_in.state.busy)
    for text in ("wang", GOOD, GOOD):
        QTest.keyClicks(QApplication.focusWidget(), text)
        press(place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.window.covering is None, timeout=8000)
    assert place.counter.presenter is not None


def test_the_customer_screen_opens_as_a_window_on_a_desk_with_one_monitor(qtbot, open_place):
    place = open_place("practice")
    with qtbot.waitSignal(place.at_work, timeout=20000):
        pass
    place.window.ask("customer_screen")
    assert place.customer.window.isVisible()
    place.window.guard._taken.clear()
    place.window.ask("customer_screen")
    assert not place.customer.window.isVisible()


def test_an_own_bug_before_the_counter_stands_is_a_sentence_in_the_window_with_another_try(qtbot, open_place):
    place = open_place("practice")
    assert place.counter is None
    place.fail(DeskError("bug", number="7F3A"))
    assert "7F3A" in place.window.view.verdict.accessibleName()
    assert place.window.bar.primary.act.words == "再试"
    with qtbot.waitSignal(place.at_work, timeout=20000):
        pass
    place.fail(DeskError("bug", number="81C2"))
    assert "81C2" in place.counter.presenter.state.verdict.sentence
