"""The demo's hands at a display where other windows stand as well."""

from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.demo.hands import DemoClock, Hands
from ui.demo.run import OPENING
from ui.page import Screen


def test_a_key_reaches_the_desk_though_another_window_took_the_keyboard(qtbot):
    desk, other = QWidget(), QWidget()
    field, elsewhere = QLineEdit(desk), QLineEdit(other)
    for window in (desk, other):
        qtbot.addWidget(window)
        window.show()
    field.setFocus()
    elsewhere.setFocus()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    there = SimpleNamespace(screen="reception", presenter=SimpleNamespace(state=Screen()))
    hands = Hands(SimpleNamespace(window=desk, counter=there), DemoClock(OPENING), Path())
    hands.press("A")
    assert (field.text(), elsewhere.text()) == ("a", "")
