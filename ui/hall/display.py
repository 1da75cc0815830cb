"""`guitai serve-display`: the call screen as its own process, beside the desk or on a machine that has only this."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from desk.errors import DeskError
from desk.ports import Clock
from desk.settings import Settings
from ui.clock import HallClock
from ui.commands.invocation import Invocation
from ui.hall.presenter import HallPresenter
from ui.hall.window import HallWindow
from ui.lane import Lane
from ui.voice import Voice


class BoardOf:
    """Asks a store for its board; a store that does not answer is closed, and opened anew at the next question."""

    def __init__(self, call: Invocation, folder: Path, settings: Settings, clock: Clock) -> None:
        self._call, self._folder, self._settings, self._clock = call, folder, settings, clock
        self._counter: Any = None

    def __call__(self) -> Any:
        """Blocking, for a lane. Raises DeskError."""
        from desk.services.hall_board import board

        try:
            if self._counter is None:
                self._counter = self._open()
            return board(self._counter)
        except DeskError:
            self.close()
            raise

    def close(self) -> None:
        """Lets the store go."""
        counter, self._counter = self._counter, None
        if counter is not None:
            with suppress(DeskError):  # it does not answer: that is why it is closed
                counter.store.close()

    def _open(self) -> Any:
        from desk.records.store import open_store
        from ui.commands.context import assemble, passphrase

        store = open_store(
            self._folder,
            self._settings.store,
            self._call.db_url,
            clock=self._clock,
            sole=False,
            passphrase=passphrase,
        )
        return assemble(self._folder, self._settings, store, self._clock)


class Display:
    """Window, presenter and lane of one display."""

    def __init__(self, settings: Settings, clock: Clock, ask: Callable[[], Any]) -> None:
        self.lane = Lane("board")
        self.voice = Voice(settings.screen.language) if settings.screen.sounds else None
        self.window = HallWindow(practice=not settings.live)
        self.presenter = HallPresenter(self.lane, ask, clock, settings.hall.name, voice=self.voice)
        self.presenter.changed.connect(self.window.render_state)

    def show(self) -> None:
        """Full on the last monitor; on a machine with one it is a window that can be moved."""
        monitors = QGuiApplication.screens()
        if len(monitors) > 1:
            self.window.setGeometry(monitors[-1].geometry())
            self.window.showFullScreen()
        else:
            self.window.show()
        self.presenter.start()

    def close(self) -> None:
        """Ends asking, saying and showing."""
        self.presenter.stop()
        self.lane.close()
        self.window.close()
        if self.voice is not None:
            self.voice.close()


def show_hall(call: Invocation) -> int:
    """Shows the call screen until its window is closed; gives the exit code."""
    from ui.commands.context import data_dir, settings
    from ui.program import begin_program

    said = settings(call)
    application = begin_program(said)
    clock = HallClock()
    board = BoardOf(call, data_dir(call), said, clock)
    display = Display(said, clock, board)
    display.show()
    try:
        return application.exec()
    finally:
        display.close()
        board.close()
