"""The desk's start: a window within the blink of an eye, everything else behind it.

    first window painted ──> `ui.app` imported in a lane ──> the counter moves in ──> store and devices are opened

Nothing heavy is imported before the window is painted (a test looks), and nothing on the Qt thread afterwards.
"""

import sys
from dataclasses import replace
from importlib import import_module
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from desk.errors import DeskError
from desk.settings import Settings
from ui import incident
from ui.appearance import as_chosen
from ui.first_window import FirstWindow
from ui.invocation import Invocation, data_dir, settings_file
from ui.program import FirstPaint, begin_program, end_program
from ui.technician.settings_file import settings_in_force
from ui.window_place import WindowPlace
from ui.words import told


class Start(QObject):
    """Brings the desk into the first window; `workplace` is there once it has moved in."""

    def __init__(self, call: Invocation, said: Settings, window: FirstWindow, *, as_before: bool) -> None:
        """`as_before`: the settings file cannot be read, and the last good settings hold."""
        super().__init__(window)
        self.workplace: Any = None
        self._call, self._said, self._window, self._as_before = call, said, window, as_before
        self._lane: Any = None
        FirstPaint(window).seen.connect(self._painted)

    def _painted(self) -> None:
        from ui.lane import Lane

        self._lane = Lane("start", self)
        self._lane.run(lambda: import_module("ui.app"), self._move_in, self._cannot)

    def _move_in(self, app: Any) -> None:
        self.workplace = app.workplace(self._call, self._said, data_dir(self._call))
        if self._as_before:
            self.workplace.desk.told["settings"] = ("stop", "")
        self._window.move_in(self.workplace.window)
        self.workplace.open()

    def _cannot(self, bug: DeskError) -> None:
        _say(bug)  # a program with pieces missing: the incident says which
        QCoreApplication.exit(bug.exit_code)

    def fail(self, number: str) -> None:
        """Tells one of our own bugs by its number: in the window once the desk has moved in, outside before that."""
        bug = DeskError("bug", number=number)
        if self.workplace is not None:
            self.workplace.fail(bug)
        else:
            _say(bug)

    def close(self) -> None:
        """Ends whatever has begun."""
        if self._lane is not None:
            self._lane.close()
        if self.workplace is not None:
            self.workplace.close()


def open_desk(call: Invocation) -> int:
    """Opens the window and stays until it is closed; gives the exit code. Raises UsageError(settings)."""
    said, mistake = settings_in_force(settings_file(call))
    said = replace(said, screen=as_chosen(data_dir(call), said.screen))
    application = begin_program(said)
    window = FirstWindow(practice=not said.live)
    WindowPlace(window, data_dir(call) / "window.place")
    if mistake is not None:
        _say(mistake)
    start = Start(call, said, window, as_before=mistake is not None)
    incident.catch(start.fail)
    window.show()
    window.activateWindow()  # where no window manager runs nobody else gives it the keyboard
    try:
        return application.exec()
    finally:
        start.close()
        end_program()


def _say(trouble: DeskError) -> None:
    happened = told(trouble)
    print(f"{happened.what}\n{happened.next}", file=sys.stderr)  # noqa: T201
