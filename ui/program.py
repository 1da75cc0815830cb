"""The process of the desk and of the hall's display: how it is set up, and when its first window has been painted."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete, isValid

from desk.settings import Settings
from ui import incident
from ui.look import Look, dress
from ui.standard_words import speak_too
from ui.words import speak

SWITCH_SECONDS = 0.0005
"""How long a worker thread keeps the interpreter: short, so that the window never waits for it (measured: a third)."""


class FirstPaint(QObject):
    """Tells once that a window has been painted: only then may anything heavy be imported beside it."""

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.seen.emit)  # not when the window is gone by then
        return False


def begin_program(settings: Settings) -> QApplication:
    """The process as the desk wants it: no core dumps, Qt's own plain style, the look put on, the language set."""
    incident.forbid_core_dumps()
    sys.setswitchinterval(SWITCH_SECONDS)
    speak(settings.screen.language)
    # the style is named here because asking for it later costs as much as the first window's whole picture
    application = QApplication.instance() or QApplication(["guitai", "-style", "Fusion"])
    assert isinstance(application, QApplication)
    application.setApplicationName("guitai")
    application.setDesktopFileName("guitai")
    screen = settings.screen
    dress(application, Look(screen.theme, screen.scale / 100, screen.reduce_motion))
    speak_too(application, screen.language)
    return application


def end_program() -> None:
    """Windows and application go while Python still runs: at its end it takes them apart in any order, and may fall."""
    for window in QApplication.topLevelWidgets():
        if isValid(window):  # one may have gone with another
            delete(window)
    application = QApplication.instance()
    assert application is not None
    delete(application)
