"""How long the window kept somebody waiting by its own doing, told truly on a machine that runs other things beside.

    gap = time between two beats - the beat's own interval - time any thread of ours stood in the processor's queue

What other programs take of the processor is no fault of the desk; everything else is: what the GUI thread computes,
what it blocks on (a device, a lock, a store), and a worker that keeps the interpreter to itself. Whatever was queued
for, the processor time of the GUI thread itself always counts in full.
"""

import gc
import time

from PySide6.QtCore import QElapsedTimer, Qt, QTimer

from bench.beat import queued_by_thread


class Heartbeat:
    """Beats in the event loop and notes the longest gap in milliseconds, between `start` and `stop`."""

    EVERY = 5

    def __init__(self) -> None:
        self.longest = 0.0
        self._since = QElapsedTimer()
        self._worked = 0.0
        self._queued: dict[str, float] = {}
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self.EVERY)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins afresh; what other tests of this process left in memory is not looked through meanwhile."""
        gc.collect()
        gc.freeze()
        self.longest = 0.0
        self._note()
        self._timer.start()

    def stop(self) -> float:
        """The longest gap, the one under way included."""
        self._beat()
        self._timer.stop()
        gc.unfreeze()
        return self.longest

    def _beat(self) -> None:
        since, worked, before = self._since.nsecsElapsed() / 1e6, self._worked, self._queued
        self._note()
        queued = sum(waited - before.get(thread, 0.0) for thread, waited in self._queued.items())
        own = max(self._worked - worked, since - queued)
        self.longest = max(self.longest, own - self.EVERY)

    def _note(self) -> None:
        self._queued = queued_by_thread()
        self._worked = time.thread_time() * 1000
        self._since.restart()
