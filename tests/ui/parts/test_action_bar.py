"""The action bar: what a key presses is what the person saw there."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stage import put_on

from ui.counter_window import CounterWindow
from ui.look import Look
from ui.page import Act, Bar, Confirmation
from ui.parts.view import View


def window(qtbot: Any) -> CounterWindow:
    put_on(Look())
    made = CounterWindow()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_view(View())
    return made


def test_space_after_an_irrevocable_question_does_not_press_what_stands_there_now(qtbot: Any) -> None:
    counter = window(qtbot)
    pressed: list[str] = []
    counter.bar.asked.connect(pressed.append)
    question = Confirmation("A10000501 正式挂失后不能解挂", Act("yes", "确认挂失"), Act("no", "先不", "Esc"))
    counter.bar.show_bar(Bar(confirmation=question))

    counter.bar.show_bar(Bar(Act("use", "按空格确认看过本人", enabled=False), (Act("bring", "自带照片", "F7"),)))
    QTest.keyClick(QApplication.focusWidget() or counter, Qt.Key.Key_Space)

    assert pressed == []
