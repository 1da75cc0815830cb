"""Where the window stood is where it opens again, as long as there is a monitor."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication

from ui.first_window import FirstWindow
from ui.window_place import WindowPlace


@pytest.fixture
def opened(qtbot, tmp_path):
    """A window as it opens on this place."""

    def opened(place="window.place"):
        window = FirstWindow(practice=False)
        qtbot.addWidget(window)
        WindowPlace(window, tmp_path / place)
        return window

    return opened


def test_size_and_place_are_found_again_by_the_same_place_only(opened):
    first = opened()
    first.setWindowState(Qt.WindowState.WindowNoState)
    first.setGeometry(20, 30, 700, 520)
    first.show()
    first.close()
    assert opened().geometry() == QRect(20, 30, 700, 520)
    assert opened("another.place").size() != first.size()


def test_a_window_that_filled_its_monitor_fills_it_again(opened):
    first = opened()
    first.show()
    first.setWindowState(Qt.WindowState.WindowMaximized)
    first.close()
    assert opened().windowState() & Qt.WindowState.WindowMaximized


def test_a_window_that_stood_where_no_monitor_is_any_more_is_brought_back(opened):
    first = opened()
    first.setWindowState(Qt.WindowState.WindowNoState)
    first.setGeometry(9000, 9000, 700, 520)
    first.show()
    first.close()
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.intersects(opened().geometry())


@pytest.mark.parametrize("damaged", [b"", b"nonsense"])
def test_a_damaged_note_opens_the_window_as_on_its_first_day(opened, tmp_path, damaged):
    (tmp_path / "window.place").write_bytes(damaged)
    window = opened()
    window.show()
    assert window.isVisible()
