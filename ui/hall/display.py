"""`guitai serve-display`: the call screen as its own process, beside the desk or on a machine that has only this."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from desk.errors import DeskError
from desk.ports import Clock
from desk.settings import Settings
from ui.clock import HallClock
from ui.hall.presenter import HallPresenter
from ui.hall.window import HallWindow
from ui.invocation import Invocation
from ui.lane import Lane
from ui.monitors import HALL, Monitors, name_of, next_after
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
        from desk.records.opening import open_store
        from ui.assembly import assemble, made_ready
        from ui.secret_words import passphrase

        store = open_store(
            self._folder,
            self._settings.store,
            self._call.db_url,
            clock=self._clock,
            sole=False,
            hall=self._settings.hall.number,
            passphrase=passphrase,
        )
        return made_ready(assemble(self._folder, self._settings, store, self._clock))


class Display:
    """Window, presenter and lane of one display, and the monitor it hangs on.

    Unplugged, it waits as a small window behind everything else; plugged in again, it fills its monitor as before.
    """

    def __init__(
        self, settings: Settings, clock: Clock, ask: Callable[[], Any], monitors: Monitors | None = None
    ) -> None:
        self.lane = Lane("board")
        self._monitors = monitors or Monitors(None)
        self._own = ""
        self.voice = Voice(settings.screen.language) if settings.screen.sounds else None
        self.window = HallWindow(practice=not settings.live)
        self.presenter = HallPresenter(self.lane, ask, clock, settings.hall.name, voice=self.voice)
        self.presenter.changed.connect(self.window.render_state)
        self.window.moved_on.connect(self.move_on)

    def show(self) -> None:
        """Full on the hall's monitor; on a machine with one it is a window that can be moved."""
        if not self.place():
            self.window.show()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.screenAdded.connect(self._plugged)
        application.screenRemoved.connect(self._plugged)
        self.presenter.start()

    def place(self) -> bool:
        """Fills the hall's monitor, where it is there."""
        own = self._monitors.for_hall(QGuiApplication.screens(), self._own)
        if own is not None:
            self._fill(own)
        return own is not None

    def _fill(self, monitor: QScreen) -> None:
        self._own = name_of(monitor)
        self.window.fill(monitor)

    def move_on(self) -> None:
        """To the next monitor, which is remembered."""
        monitors = QGuiApplication.screens()
        following = next_after(monitors, self.window.screen()) or monitors[0]
        self._monitors.remember(HALL, following)
        self._fill(following)

    def _plugged(self, _monitor: QScreen) -> None:
        if not self.place():
            self.window.step_back()

    def close(self) -> None:
        """Ends asking, saying and showing."""
        self.presenter.stop()
        self.lane.close()
        self.window.close()
        if self.voice is not None:
            self.voice.close()


def show_hall(call: Invocation) -> int:
    """Shows the call screen until its window is closed; gives the exit code."""
    from ui.invocation import data_dir, settings
    from ui.program import begin_program, end_program

    said = settings(call)
    application = begin_program(said)
    clock = HallClock()
    board = BoardOf(call, data_dir(call), said, clock)
    display = Display(said, clock, board, Monitors(data_dir(call) / "monitors.json"))
    display.show()
    try:
        return application.exec()
    finally:
        display.close()
        board.close()
        end_program()
