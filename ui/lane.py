"""The only module with threads: one lane for each physical thing, one hop back to Qt.

Definitions
    lane     a worker thread that does one job after another: for the ID reader, the card printer, the camera, the
             store (`desk`), the registry …
    job      a plain blocking call without arguments
    errand   what a screen may give up: the job is asked to stop, and nothing of it is delivered any more

Invariants
    1. `done` and `failed` run on the Qt thread, in the order in which the jobs ended, each job calling exactly one of
       them exactly once, unless its errand was given up or the lane was closed.
    2. `failed` sees a DeskError only: any other exception is our own bug, is reported with an incident number first and
       arrives as DeskError("bug", number=…).
    3. After `close` no thread of the lane is alive and nothing is delivered.
    4. What a job, its answer or its error holds on to is let go of on the Qt thread: it may be the last that knows a
       screen, and what is Qt's must not be destroyed anywhere else.
    5. A patient lane's job begins after the paint of what was changed together with asking for it.

    Qt thread ── run(job) ──► worker ── job() ──► _landed (queued signal) ──► done(result) on the Qt thread
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desk.errors import DeskError

Job = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[DeskError], None]


class Errand:
    """A job that its screen may give up; `given_up` is what blocking device calls take as `stop`."""

    def __init__(self) -> None:
        self._given_up = threading.Event()

    def give_up(self) -> None:
        """Asks the job to end and drops whatever it still answers."""
        self._given_up.set()

    def given_up(self) -> bool:
        """True once nobody waits for the answer any more."""
        return self._given_up.is_set()


def told_by_percent(errand: Errand, tell: Callable[[Errand, int], None]) -> Callable[[int, int], None]:
    """What a long job tells of itself (done, of how many): each percent once, and an end when nobody waits any more."""
    percent = -1

    def progress(done: int, whole: int) -> None:
        nonlocal percent
        if errand.given_up():
            raise InterruptedError
        if whole and done * 100 // whole != percent:
            percent = done * 100 // whole
            tell(errand, percent)

    return progress


class AnyLane(Protocol):
    """What presenters ask of a lane."""

    troubled: Callable[[DeskError], None]
    """Told of every job that failed, before whoever waits for it."""

    def run(self, job: Job, done: Done, failed: Failed, errand: Errand | None = None) -> Errand: ...

    def hop(self, function: Callable[..., None]) -> Callable[..., None]: ...

    def close(self) -> None: ...


@dataclass(slots=True)
class _Order:
    """A job with everything that is needed when it has ended; it is made and let go of on the Qt thread."""

    job: Job
    done: Done
    failed: Failed
    errand: Errand
    result: Any = None
    error: BaseException | None = None


class Lane(QObject):
    """One worker thread, its jobs one after another, its answers on the Qt thread."""

    _landed = Signal(int)
    _hopped = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self.troubled: Callable[[DeskError], None] = _nobody_told
        self._numbers = count()
        self._orders: dict[int, _Order] = {}
        self._closed = False
        self._landed.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._hopped.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, job: Job, done: Done, failed: Failed, errand: Errand | None = None) -> Errand:
        """Does `job` after those before it; the answer comes to `done` or `failed` on the Qt thread."""
        errand = errand or Errand()
        if self._closed:
            errand.give_up()
            return errand
        number = next(self._numbers)
        self._orders[number] = _Order(job, done, failed, errand)
        self._begin(number)
        return errand

    def hop(self, function: Callable[..., None]) -> Callable[..., None]:
        """`function`, callable from inside a job: it runs on the Qt thread, in order."""
        return lambda *facts: self._hopped.emit(partial(function, *facts))

    def close(self) -> None:
        """Gives up every errand, drops what has not begun and waits for the job under way to end."""
        self._closed = True
        for order in self._orders.values():
            order.errand.give_up()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._orders.clear()

    def _begin(self, number: int) -> None:
        self._worker.submit(self._work, number)

    def _work(self, number: int) -> None:
        """In the worker, which keeps nothing of an order beyond the moment it has landed."""
        try:
            self._orders[number].result = self._orders[number].job()
        except BaseException as error:
            self._orders[number].error = error
        self._landed.emit(number)

    def _deliver(self, parcel: Callable[[], None]) -> None:
        if not self._closed:
            parcel()

    def _finish(self, number: int) -> None:
        if self._closed:
            return
        order = self._orders.pop(number)
        if order.errand.given_up():
            return
        if order.error is None:
            order.done(order.result)
        else:
            self.troubled(trouble := _told_apart(order.error))
            order.failed(trouble)


class PatientLane(Lane):
    """For work that computes much and that nobody stands waiting for: it lets the window paint first.

    Threads that compute take turns at the interpreter. A paper drawn beside the page that tells of it makes that page
    take twice its time; drawn after it, the paper is later by one paint.
    """

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self._asked: list[int] = []
        self._painted = QTimer(self)  # of no time: Qt paints before it looks at its timers
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._begin_all)

    def close(self) -> None:
        self._painted.stop()
        super().close()

    def _begin(self, number: int) -> None:
        self._asked.append(number)
        self._painted.start(0)

    def _begin_all(self) -> None:
        asked, self._asked = self._asked, []
        for number in asked:
            super()._begin(number)


class NowLane:
    """Does every job at once, on the spot: presenters are tested without threads or an event loop."""

    def __init__(self) -> None:
        self.troubled: Callable[[DeskError], None] = _nobody_told

    def run(self, job: Job, done: Done, failed: Failed, errand: Errand | None = None) -> Errand:
        """Does `job` now and answers before it returns."""
        errand = errand or Errand()
        try:
            answer = job()
        except Exception as error:
            if not errand.given_up():
                self.troubled(trouble := _told_apart(error))
                failed(trouble)
            return errand
        if not errand.given_up():
            done(answer)
        return errand

    def hop(self, function: Callable[..., None]) -> Callable[..., None]:
        """The function itself."""
        return function

    def close(self) -> None:
        """Nothing to end."""


def _nobody_told(_error: DeskError) -> None:
    """Until a desk keeps a book of its devices' faults."""


def _told_apart(error: BaseException) -> DeskError:
    if isinstance(error, DeskError):
        return error
    from ui.incident import report

    return DeskError("bug", number=report(error))
