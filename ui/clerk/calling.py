"""The queue at this window: who waits, whom this window has, and what the clerk does about it.

    refresh ──> waiting, here, paused          an act ──> asking ──> well: refresh · refused: told · silent: trouble

Invariants
1. Nothing of it holds the window up: what may have to ask a machine of the hall runs in the queue's own lane, what is
   only written down (begun, parked, ended, called by hand) in the store's.
2. One act at a time: a second press while one is under way does nothing, here or at the machine.
3. An answer is taken whatever screen is up by then: a number that was called is at this window.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError, OutsideSilent
from ui.desk import Desk
from ui.lane import Done, Failed, Job

SILENT = "queue_unavailable"


class Calling(QObject):
    """Follows the visits of one window (a signal that tells the open one, or None). Tickets are TicketViews."""

    changed = Signal()
    refused = Signal(object)
    """An act was not done: a DeskError to be told. A machine that says nothing at all is no refusal, but `trouble`."""

    def __init__(self, desk: Desk, visits: Any) -> None:
        super().__init__()
        self.desk = desk
        visits.connect(self._follow)
        self.waiting: Sequence[Any] = ()
        self.here: Any = None
        self.paused = False
        self.asking = False
        self.trouble: DeskError | None = None
        self._visit: Any = None
        self._serving: str | None = None
        self._walked_in = False
        self._looking = False
        self._looked = False
        self._unheard: DeskError | None = None

    @property
    def number(self) -> str | None:
        """The number that was called or is served here."""
        return self.here.number if self.here is not None else None

    @property
    def again(self) -> int | None:
        """The how manieth time the one who was called and has not come would be called; None when that was enough."""
        here = self.here
        if here is None or here.state != "called" or here.calls >= self.desk.services.queue.MOST_CALLS:
            return None
        return int(here.calls) + 1

    # ── looking ──

    def refresh(self) -> None:
        """Asks how the queue stands, unless the last question is still open."""
        counter, queue, board = self.desk.counter, self.desk.services.queue, self.desk.services.hall_board
        if self._looking or counter is None:
            return
        self._looking = True

        def job() -> Any:
            trouble = None
            try:
                waiting = queue.waiting(counter)
            except OutsideSilent as error:
                waiting, trouble = queue.last_known(counter), error
            return waiting, queue.at_window(counter), board.is_paused(counter), trouble

        self.desk.lanes.queue.run(job, self._came, self._not_seen)

    def _came(self, answer: Any) -> None:
        self._looking = False
        self.waiting, self.here, self.paused, trouble = answer
        self._trouble(trouble)
        unheard, self._unheard = self._unheard, None
        if unheard is not None and trouble is None:
            self.refused.emit(unheard)  # it tells who waits, and yet did not answer what was asked of it
        first, self._looked = not self._looked, True
        if first and self.here is not None and self.here.state == "serving" and self._visit is None:
            self._serving = self.here.number  # served when the program ended: the case is among the unfinished ones
            self._park()
        self.changed.emit()

    def _not_seen(self, _error: DeskError) -> None:
        self._looking = False

    def _trouble(self, trouble: DeskError | None) -> None:
        """Also a light in the strip, where a machine keeps the queue."""
        self.trouble = trouble
        if self.desk.settings.links.queue == "embedded":
            return
        if trouble is None:
            self.desk.told.pop("queue", None)
            self.desk.troubles.pop("queue", None)
        else:
            self.desk.told["queue"] = ("stop", "")
            self.desk.troubles["queue"] = trouble

    # ── what the clerk does ──

    def next(self) -> None:
        """Calls whoever is next; somebody who was called and has not come is called again first, as often as is fair.

        While the machine is silent the first of its last list is called by hand.
        """
        queue, board, counter = self.desk.services.queue, self.desk.services.hall_board, self.desk.counter
        if self.trouble is not None:
            if self.waiting:
                self.by_hand(self.waiting[0].number)
            return
        if self.again is not None:
            self.recall()
            return

        def job() -> Any:
            if board.is_paused(counter):
                queue.go_on(counter)
            return queue.call(counter)

        self.act(job)

    def recall(self) -> None:
        """Calls the same one again."""
        self._with_number(self.desk.services.queue.recall)

    def skip(self) -> None:
        """Nobody came."""
        self._with_number(self.desk.services.queue.skip)

    def answered(self) -> None:
        """Somebody came, and a word was all they wanted."""
        counter, queue, number = self.desk.counter, self.desk.services.queue, self.number
        if number is not None:
            self.act(lambda: queue.end(counter, number), here_only=True)

    def by_hand(self, number: str) -> None:
        """The clerk calls this number aloud."""
        counter, queue = self.desk.counter, self.desk.services.queue
        self.act(lambda: queue.by_hand(counter, number), here_only=True)

    def pause(self) -> None:
        """No more calls, or calls again."""
        counter, queue, paused = self.desk.counter, self.desk.services.queue, self.paused
        self.act(lambda: queue.go_on(counter) if paused else queue.pause(counter, "clerk"))

    def act(self, job: Job, done: Done | None = None, failed: Failed | None = None, *, here_only: bool = False) -> None:
        """Does one thing to the queue; `here_only` is nothing the machine has to be asked about."""
        if self.asking:
            return
        self.asking = True
        self.changed.emit()

        def well(answer: Any) -> None:
            self.asking = False
            if done is not None:
                done(answer)
            self._look_again()

        def ill(error: DeskError) -> None:
            self.asking = False
            if failed is not None:
                failed(error)
            elif error.kind == SILENT:
                self._unheard = error
            else:
                self.refused.emit(error)
            if error.kind == SILENT:
                self._trouble(error)
            self._look_again()

        lane = self.desk.lanes.desk if here_only else self.desk.lanes.queue
        lane.run(job, well, ill)

    def _look_again(self) -> None:
        self._show_here()
        self.refresh()

    def _show_here(self) -> None:
        """Whom this window has is known at once, also while the machine keeps a refresh waiting."""
        counter, queue, board = self.desk.counter, self.desk.services.queue, self.desk.services.hall_board

        def seen(answer: Any) -> None:
            self.here, self.paused = answer
            self.changed.emit()

        job = lambda: (queue.at_window(counter), board.is_paused(counter))  # noqa: E731 - a job without arguments
        self.desk.lanes.desk.run(job, seen, lambda _: None)

    def _with_number(self, act: Callable[[Any, str], Any]) -> None:
        counter, number = self.desk.counter, self.number
        if number is not None:
            self.act(lambda: act(counter, number))

    # ── the visits ──

    def _follow(self, visit: Any) -> None:
        """A visit began, or the open one is left: one without a result keeps its number for when the person is back."""
        before, self._visit = self._visit, visit
        if visit is not None:
            self._begin(visit)
        elif before is None or not self._walked_in:
            self._serving = None  # somebody only looked at a case: whoever was called is still at the window
        elif before.case is not None:
            self.ends()
        else:
            self._park()

    def ends(self) -> None:
        """The visit is over, and so is its number."""
        self._visit, number, self._serving = None, self._serving, None
        if number is not None:
            self._note(self.desk.services.queue.end, number)

    def _begin(self, visit: Any) -> None:
        self._walked_in = visit.draft is not None
        self._serving = self._number_of(visit.draft) if self._walked_in else self.number
        if self._serving is not None:
            self._note(self.desk.services.queue.begin, self._serving)

    def _number_of(self, draft: Any) -> str | None:
        """The number this person waited with; numbers begin anew every day. What was begun since somebody was called
        (a collection has a draft of its own, without a number) is theirs."""
        if draft.ticket is not None:
            now = draft.ticket == self.number or draft.opened_at.date() == self.desk.now().date()
            return str(draft.ticket) if now else None
        called = self.here.called_at if self.here is not None else None
        return self.number if called is not None and draft.opened_at >= called else None

    def _park(self) -> None:
        number, self._serving = self._serving, None
        if number is not None:
            self._note(self.desk.services.queue.park, number)

    def _note(self, act: Callable[[Any, str], Any], number: str) -> None:
        """Writes down what happened to a number here; one that is not at this window any more is left as it is."""
        counter = self.desk.counter
        self.desk.lanes.desk.run(lambda: act(counter, number), lambda _: self._show_here(), lambda _: None)
