"""A hall whose key a passphrase holds: it is asked for at the window, before anything is opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stage import put_on
from ui_desk import HandClock

from desk.settings import Settings, StoreSettings
from ui.app import Ground, Workplace
from ui.clock import HallClock
from ui.invocation import Invocation
from ui.look import Look
from ui.press import PressGuard

WORDS = "open sesame said he 7"


@pytest.fixture
def hall(qtbot, tmp_path, monkeypatch):
    """Opens the window of a live hall, as often as wished."""
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("GUITAI_PASSPHRASE_FILE", raising=False)
    opened = []

    def hall():
        put_on(Look())
        settings, data = Settings(mode="live", store=StoreSettings(key="passphrase")), tmp_path / "data"
        place = Workplace(Ground(Invocation(data), data, settings, HallClock(), tmp_path / "papers"))
        place.clock = HandClock()
        place.window.guard = PressGuard(place.clock)
        opened.append(place)
        qtbot.addWidget(place.window)
        place.window.show()
        place.window.activateWindow()
        qtbot.waitUntil(place.window.isActiveWindow)
        place.open()
        return place

    yield hall
    for place in opened:
        place.close()


def says(place):
    """The verdict, once it waits for somebody."""
    view = place.window.view
    return view.verdict._verdict.sentence if view is not None and view.fields["passphrase"].isVisible() else ""


def enter(place, *texts):
    for text in texts:
        place.clock.seconds += 1
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def stands(place):
    return place.session is not None and place.session.sign_in.state.mode == "first"


def test_whoever_keeps_the_passphrase_makes_it_and_opens_the_hall_with_it(qtbot, hall, tmp_path):
    place = hall()
    qtbot.waitUntil(lambda: "定一个口令短语" in says(place), timeout=20000)
    enter(place, WORDS, WORDS + "?")
    assert "不一样" in says(place)
    enter(place, "short", "short")
    qtbot.waitUntil(lambda: "太短" in says(place), timeout=20000)
    assert not (tmp_path / "data" / "store").exists()
    enter(place, WORDS, WORDS)
    qtbot.waitUntil(lambda: stands(place), timeout=20000)
    place.close()

    again = hall()
    qtbot.waitUntil(lambda: "请输口令短语" in says(again), timeout=20000)
    assert not again.window.view.fields["passphrase_again"].isVisible()
    enter(again, WORDS.upper())
    qtbot.waitUntil(lambda: "不对" in says(again), timeout=20000)
    enter(again, WORDS)
    qtbot.waitUntil(lambda: stands(again), timeout=20000)
    assert WORDS not in repr(again._opening._state)
