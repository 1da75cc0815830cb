"""How long the window kept somebody waiting by its own doing, and what every thread was doing meanwhile.

    gap = time between two beats - the beat's own 5 ms - time any thread of ours stood in the processor's queue

What other programs take of the processor is no fault of the desk's; processor time of the Qt thread always counts in
full. The witness of a gap is Python's own watchdog, which needs no interpreter lock: it writes every stack down while
the gap lasts.
"""

import faulthandler
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 5
KEPT_MS = 10
WATCHED_MS = 30
"""A gap that lasts so long is looked into."""
ROOT = Path(__file__).parents[1]
TASKS = Path("/proc/self/task")
FRAME = re.compile(r'  File "(.+)", line (\d+) in (.+)')
IDLE = ("thread.py in _worker", "threading.py in wait", "selectors.py in select", "connection.py in _recv")


@dataclass(frozen=True, slots=True)
class Gap:
    """One time the event loop did not come round: when it ended, how long, and the stacks in the midst of it."""

    at: float
    ms: float
    doing: str


class Beat(QObject):
    """Beats in the event loop between `start` and `stop` and keeps every gap; `now` is in milliseconds."""

    def __init__(self, parent: QObject | None = None, *, watched: bool = False) -> None:
        super().__init__(parent)
        self.gaps: list[Gap] = []
        self._stacks = tempfile.TemporaryFile("w+") if watched else None  # noqa: SIM115 - kept as long as it beats
        self._last = self._worked = 0.0
        self._queued: dict[str, float] = {}
        self._timer = QTimer(self, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins afresh."""
        self.gaps.clear()
        self._note()
        self._timer.start()

    def stop(self) -> None:
        """Ends; the gap under way counts."""
        self._beat()
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()

    @property
    def worst(self) -> float:
        """The longest gap in milliseconds."""
        return max((gap.ms for gap in self.gaps), default=0.0)

    def _beat(self) -> None:
        last, worked, before = self._last, self._worked, self._queued
        doing = self._witnessed()
        self._note()
        queued = sum(waited - before.get(thread, 0.0) for thread, waited in self._queued.items())
        ms = max(self._worked - worked, self._last - last - queued) - EVERY_MS
        if ms > KEPT_MS:
            self.gaps.append(Gap(self._last, ms, doing))

    def _note(self) -> None:
        if self._stacks is not None:
            faulthandler.dump_traceback_later(WATCHED_MS / 1000, file=self._stacks)
        self._queued = _queued()
        self._worked, self._last = time.thread_time() * 1000, time.monotonic() * 1000

    def _witnessed(self) -> str:
        if self._stacks is None:
            return ""
        faulthandler.cancel_dump_traceback_later()
        self._stacks.seek(0)
        told = told_of(self._stacks.read())
        self._stacks.seek(0)
        self._stacks.truncate()
        return told


def told_of(dump: str) -> str:
    """Of each busy thread in a dump of stacks: where it was, and from where of ours; the Qt thread comes first."""
    told = []
    for thread in dump.split("\nThread ")[1:] + dump.split("Current thread ")[1:]:
        frames = [found.groups() for found in map(FRAME.match, thread.splitlines()) if found]
        if not frames:
            continue
        innermost = f"{Path(frames[0][0]).name}:{frames[0][1]} in {frames[0][2]}"
        if any(f"{Path(file).name} in {name}" in IDLE for file, _, name in frames[:1]):
            continue
        ours = [(file, line, name) for file, line, name in frames if str(ROOT) in file and ".venv" not in file]
        ours = [one for one in ours if "/bench/" not in one[0]] or ours
        here = [f"{Path(file).relative_to(ROOT)}:{line} {name}" for file, line, name in ours[:2]]
        told.append(" < ".join([innermost, *here]))
    return " | ".join(reversed(told))


def _queued() -> dict[str, float]:
    """Milliseconds each thread of this process was ready and another program had the processor (Linux tells)."""
    waited = {}
    for task in TASKS.iterdir():
        try:
            waited[task.name] = int((task / "schedstat").read_text().split()[1]) / 1e6
        except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            continue
    return waited
