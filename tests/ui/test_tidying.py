"""Where and when Python looks for garbage while a desk is open."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtWidgets import QWidget

from ui.tidying import Tidying


class Screen(QWidget):
    """A widget that holds itself, as a screen does whose signals reach back to it."""

    def __init__(self, gone):
        super().__init__()
        self.me = self
        self.destroyed.connect(lambda: gone.append(threading.current_thread()))


@pytest.fixture
def tidying(qapp):
    tidying = Tidying()
    tidying.begin()
    yield tidying
    tidying.end()


def make_much():
    return [[[]] for _ in range(20_000)]


def test_a_screen_that_is_let_go_dies_on_the_qt_thread_however_much_a_lane_makes(qtbot, tidying):
    gone = []
    Screen(gone)
    with ThreadPoolExecutor(1) as lane:
        lane.submit(make_much).result()
    assert gone == []
    kept = make_much()
    qtbot.waitUntil(lambda: bool(gone), timeout=3000)
    assert kept
    assert gone == [threading.main_thread()]


def test_a_lane_that_loads_the_desk_takes_no_screen_apart(qtbot):
    gone, tidying = [], Tidying()
    tidying.hold()
    Screen(gone)
    with ThreadPoolExecutor(1) as lane:
        lane.submit(make_much).result()
    assert gone == []
    tidying.end()
    gc.collect()
    assert gone == [threading.main_thread()]


def test_what_was_loaded_is_not_looked_through(tidying):
    loaded = make_much()
    tidying.keep()
    assert all(each is not loaded for each in gc.get_objects())


def test_afterwards_python_does_as_it_pleases(qapp):
    tidying = Tidying()
    tidying.begin()
    tidying.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
