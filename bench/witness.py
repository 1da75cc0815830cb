"""Who looks at a start from inside: the moments of the first paint, of signing in and of being at work."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

HEAVY = ("sqlalchemy", "reportlab", "cv2", "numpy", "openpyxl", "pydantic")
NAME, PASSWORD = "lin", "three quiet herons 8"
SETTLED_MS = 1500
"""How long the main window is looked at after somebody has signed in."""


class Witness(QObject):
    """Sees the first paint of a window, what was loaded by then, and every pause of the event loop after it."""

    def __init__(self, window: QWidget, begun: float, then: Callable[[], None]) -> None:
        super().__init__(window)
        self.told: dict[str, Any] = {}
        self._begun, self._then = begun, then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self.told["heavy"] = [name for name in HEAVY if name in sys.modules]
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self.note("painted")
        self._then()

    def note(self, moment: str) -> None:
        """A moment: milliseconds since the process was asked for, processor time and memory until then."""
        self.told[moment] = (time.monotonic() - self._begun) * 1000
        self.told[f"{moment} work"] = time.process_time() * 1000
        self.told[f"{moment} memory"] = memory("VmRSS")

    def end(self) -> None:
        """Tells everything and ends the program."""
        import json

        self.note("end")
        self.told["peak"] = memory("VmHWM")
        print(json.dumps(self.told), flush=True)  # noqa: T201 - this is the answer
        QApplication.quit()


def memory(row: str) -> float:
    """What the system says of this process's memory, in MiB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(row)) / 1024


class Hall(QObject):
    """Follows a hall's start: the sign-in is up, the ID reader has answered, somebody is at work."""

    def __init__(self, start: Any, begun: float, how: str) -> None:
        super().__init__(start)
        self._start, self._how = start, how
        self.witness = Witness(start.parent(), begun, self._painted)
        self._place: Any = None

    def _painted(self) -> None:
        from bench.beat import Beat

        self.beat = Beat(self, watched=self._how == "watched")
        if self._how:
            self.beat.start()
        self._look = QTimer(self, interval=5)
        self._look.timeout.connect(self._sign_in_is_up)
        self._look.start()

    def _sign_in_is_up(self) -> None:
        place = self._place = self._start.workplace
        if place is None or place.session is None or place.session.sign_in.state.mode != "sign_in":
            return
        if place.session.sign_in.state.busy:
            return
        self._look.stop()
        self.witness.note("sign_in")
        reader = place.desk.devices
        place.desk.lanes.id_reader.run(lambda: reader.get("id_reader").status(), self._answered, print)

    def _answered(self, status: Any) -> None:
        assert status.ready
        self.witness.note("ready")
        self._place.session.began.connect(self._at_work)
        sign_in = self._place.session.sign_in
        sign_in.do("name", NAME)
        sign_in.do("password", PASSWORD)
        sign_in.do("enter")

    def _at_work(self) -> None:
        self.witness.note("at_work")
        QTimer.singleShot(SETTLED_MS, self._settled)

    def _settled(self) -> None:
        if self._how:
            self.beat.stop()
        self.witness.told["first_screen"] = self._place.counter.screen
        begun = self.witness._begun * 1000
        gaps = ({"at": gap.at - begun, "ms": gap.ms, "doing": gap.doing} for gap in self.beat.gaps)
        self.witness.told["gaps"] = list(gaps)
        self.witness.end()
