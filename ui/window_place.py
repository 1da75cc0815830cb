"""Where the desk's window stood: its size, its monitor, whether it filled it; found there again the next morning.

The place belongs to a data folder, so that each window of a computer with several keeps its own. Qt itself brings a
window back that would stand where no monitor is any more.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class WindowPlace(QObject):
    """Puts a window, before it is shown, where it stood last, and writes its place down when it is closed."""

    def __init__(self, window: QWidget, file: Path) -> None:
        super().__init__(window)
        self._window, self._file = window, file
        if not self._found():
            self._first_time()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is closed tells where it stood."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            self._keep()
        return False

    def _found(self) -> bool:
        try:
            return self._window.restoreGeometry(self._file.read_bytes())
        except OSError:
            return False

    def _first_time(self) -> None:
        """A monitor that is no larger than the window is filled: its frame would not fit."""
        room, wanted = self._window.screen().availableSize(), self._window.size()
        if room.width() <= wanted.width() or room.height() <= wanted.height():
            self._window.setWindowState(Qt.WindowState.WindowMaximized)

    def _keep(self) -> None:
        """A disk that takes nothing forgets the place; the window opens as on its first day."""
        fresh = self._file.with_name(f".{self._file.name}.new")
        try:
            fresh.write_bytes(self._window.saveGeometry().data())
            fresh.replace(self._file)
        except OSError:
            return
