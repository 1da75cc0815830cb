"""Notices that nobody has touched the desk for a while, whatever the clock on the wall does meanwhile.

Time is what the machine counts from its start, sleep included: a clock set back never extends a session, and a machine
that wakes up after a night is locked at once.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

TICK = 1000
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def since_start() -> float:
    """Seconds since the machine was started, with the time it slept where the system counts it."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class IdleWatch(QObject):
    """Tells once when nobody used keyboard, mouse or finger on a window for so many seconds."""

    idle = Signal()

    def __init__(self, seconds: float, now: Callable[[], float] = since_start, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds, self._now = seconds, now
        self._last = now()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.look)

    def watch(self, window: QWidget) -> None:
        """Listens at the native window: one ear for all that is in it."""
        top = window.window()
        top.winId()
        top.windowHandle().installEventFilter(self)

    def begin(self) -> None:
        """Counts from now."""
        self.stir()
        if self._seconds > 0:
            self._timer.start()

    def stop(self) -> None:
        """Counts no more: the desk is locked."""
        self._timer.stop()

    def stir(self) -> None:
        """Somebody is there."""
        self._last = self._now()

    def look(self) -> None:
        """Tells when it has been long enough."""
        if self._timer.isActive() and self._now() - self._last >= self._seconds:
            self.stop()
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Passes everything on."""
        if event.type() in INPUT:
            self.stir()
        return False
