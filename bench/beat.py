"""How long the window kept somebody waiting by its own doing, and what every thread was doing meanwhile.

    gap = time between two beats - the beat's own 5 ms - time any thread of ours stood in the processor's queue

What other programs take of the processor is no fault of the desk's; processor time of the Qt thread always counts in
full. A gap's witness is a thread of its own, which writes every stack down in the midst of it.
"""

import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 5
KEPT_MS = 10
WATCHED_MS = 30
"""A gap that lasts so long is looked into."""
ROOT = Path(__file__).parents[1]
TASKS = Path("/proc/self/task")
LOOK_SECONDS = 0.008
IDLE = {("thread.py", "_worker"), ("threading.py", "wait"), ("selectors.py", "select")}


@dataclass(frozen=True, slots=True)
class Gap:
    """One time the event loop did not come round: when it ended, how long, how much of it the Qt thread worked itself
    (the rest it waited for the interpreter or for something else), and the stacks in the midst of it."""

    at: float
    ms: float
    own: float
    doing: str


class Beat(QObject):
    """Beats in the event loop between `start` and `stop`: `all` its gaps in milliseconds, and `gaps` that are long."""

    def __init__(self, parent: QObject | None = None, *, watched: bool = False) -> None:
        super().__init__(parent)
        self.gaps: list[Gap] = []
        self.all: list[float] = []
        self._witnessed = self._before = ""
        if watched:
            threading.Thread(target=self._watch, args=(threading.get_ident(),), daemon=True).start()
        self._last = self._worked = 0.0
        self._queued: dict[str, float] = {}
        self._timer = QTimer(self, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins afresh."""
        self.gaps.clear()
        self.all.clear()
        self.go_on()

    def stop(self) -> None:
        """Ends; the gap under way counts."""
        self._beat()
        self._timer.stop()

    def go_on(self) -> None:
        """Listens again, from now on."""
        self._note()
        self._timer.start()

    @property
    def worst(self) -> float:
        """The longest gap in milliseconds."""
        return max((gap.ms for gap in self.gaps), default=0.0)

    def _beat(self) -> None:
        last, worked, before = self._last, self._worked, self._queued
        doing, self._witnessed = self._witnessed or f"not seen; before it: {self._before}", ""
        self._note()
        queued = sum(waited - before.get(thread, 0.0) for thread, waited in self._queued.items())
        ms = max(self._worked - worked, self._last - last - queued) - EVERY_MS
        self.all.append(max(ms, 0.0))
        if ms > KEPT_MS:
            self.gaps.append(Gap(self._last, ms, self._worked - worked, doing))

    def _note(self) -> None:
        self._queued = queued_by_thread()
        self._worked, self._last = time.thread_time() * 1000, time.monotonic() * 1000

    def _watch(self, qt_thread: int) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            late = time.monotonic() * 1000 - self._last > WATCHED_MS
            frames = sys._current_frames()
            threads = [qt_thread, *(frames.keys() - {qt_thread, threading.get_ident()})]
            seen = " | ".join(filter(None, (told_of(frames[thread]) for thread in threads if thread in frames)))
            if late:
                self._witnessed = self._witnessed or seen
            else:
                self._before = seen


def told_of(frame: FrameType | None) -> str:
    """Where a thread is, and from where of ours; nothing of one that waits for work."""
    stack = []
    while frame is not None:
        stack.append((Path(frame.f_code.co_filename), frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    if (stack[0][0].name, stack[0][2]) in IDLE:
        return ""
    ours = [one for one in stack if ROOT in one[0].parents and not {".venv", "bench"} & set(one[0].parts)]
    innermost = f"{stack[0][0].name}:{stack[0][1]} {stack[0][2]}"
    return " < ".join([innermost, *(f"{file.relative_to(ROOT)}:{line} {name}" for file, line, name in ours[:3])])


def queued_by_thread() -> dict[str, float]:
    """Milliseconds each thread of this process was ready and another program had the processor (Linux tells)."""
    waited = {}
    for task in TASKS.iterdir():
        try:
            waited[task.name] = int((task / "schedstat").read_text().split()[1]) / 1e6
        except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            continue
    return waited
