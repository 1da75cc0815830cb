"""One opening in a process of its own: `python -m bench.opening empty|desk FOLDER BEGUN`; tells its moments as JSON.

BEGUN is the system's monotonic clock when the process was asked for, so that the interpreter's own start counts.
The desk is opened by its own command line; only its window is looked at from here.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

HEAVY = ("sqlalchemy", "reportlab", "cv2", "numpy", "openpyxl", "pydantic")
BEAT_MS = 5


class Witness(QObject):
    """Sees the first paint of a window, what was loaded by then, and every later pause of the event loop."""

    def __init__(self, window: QMainWindow, begun: float) -> None:
        super().__init__(window)
        self.told: dict[str, Any] = {}
        self._begun, self._last, self._waited, self._gap = begun, 0.0, 0.0, 0.0
        self._beat = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._beaten)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and not self.told:
            QTimer.singleShot(0, self._painted)
            self.told = {"painted": None, "heavy": [name for name in HEAVY if name in sys.modules]}
        return super().eventFilter(watched, event)

    def _painted(self) -> None:
        self.told["painted"] = self._since()
        self._last, self._waited = time.monotonic(), self._queued()
        self._beat.start()

    def _beaten(self) -> None:
        now, queued = time.monotonic(), self._queued()
        gap = (now - self._last) * 1000 - BEAT_MS - (queued - self._waited)
        self._gap, self._last, self._waited = max(self._gap, gap), now, queued

    def ready(self) -> None:
        """The window is of use: the moment, the memory at most so far, and the end."""
        if self.told.get("painted") is None:
            QTimer.singleShot(0, self.ready)
            return
        peak = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
        self.told |= {"ready": self._since(), "gap": self._gap, "mib": int(peak.split()[1]) / 1024}
        print(json.dumps(self.told), flush=True)  # noqa: T201 - this is the answer
        QApplication.quit()

    def _since(self) -> float:
        return (time.monotonic() - self._begun) * 1000

    @staticmethod
    def _queued() -> float:
        """Milliseconds this thread was ready while other programs had the processor: no fault of ours."""
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e6


def empty(begun: float) -> None:
    """The floor: a window with nothing in it."""
    application = QApplication(["empty"])
    window = QMainWindow()
    witness = Witness(window, begun)
    window.resize(1280, 800)
    window.show()
    QTimer.singleShot(0, witness.ready)
    application.exec()


def desk(folder: str, begun: float) -> None:
    """The desk of this folder, as `guitai desk` opens it."""
    import ui.app
    import ui.cli

    class Watched(ui.app.Workplace):
        def __init__(self, *words: Any, **named: Any) -> None:
            super().__init__(*words, **named)
            self.at_work.connect(Witness(self.window, begun).ready)

    ui.app.Workplace = Watched  # type: ignore[misc]
    sys.argv = ["guitai", "desk", "--data-dir", folder]
    ui.cli.main()


if __name__ == "__main__":
    kind, where, asked = sys.argv[1:]
    desk(where, float(asked)) if kind == "desk" else empty(float(asked))
