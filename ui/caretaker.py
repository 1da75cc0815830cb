"""What the desk does by itself while it stands, and nobody at the window waits for.

    at every sign-in   is there a card of this window that nobody knows the end of? If so: `left_over`
    every 15 seconds   did the clock on the wall jump? Then it is written down how far. Is it behind the last entry of
                       the journal? Then that is told. Is the hall's server there, and this window's number still ours?
                       If not, that is told too. Is the operator's account still switched on, in the same role? If not:
                       `dismissed`
    every minute       a backup that is due is made and proved; one that failed is tried again after an hour
    every 5 minutes    cases that wait for the registry are asked about again
    once a day         the daily run: reminders, the vault, promises that passed; old tables of the card centre go; on a
                       practice desk nobody grows a day older than his story

Invariants
    1. What takes long runs in the `keeping` lane, what asks the registry in the registry's; the desk lane only ever
       gets short looks at an account and at who has this window's number.
    2. A backup that is due and could not be made is told on the status strip until one is there.
    3. Nothing is asked or written in the name of somebody who is not at the window.
    4. A server that is silent is asked nothing but whether it is there, and that in the `keeping` lane: no press waits
       for it behind a round.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import DeskError, StoreTrouble
from ui.desk import Desk
from ui.idle import since_start
from ui.lane import AnyLane, Errand, Job
from ui.papers.orders import clear_orders
from ui.words import say

TICK = 15_000
MINUTE, ASK_AGAIN, TRY_AGAIN = 60, 300, 3600
JUMP = 60
"""Seconds: what a clock that is set by the network makes good in one go is less."""
SKEW = timedelta(minutes=5)
"""So far the clock may be behind the last entry: somebody set it right by hand."""
AT_A_WINDOW = ("clerk", "supervisor")


class Caretaker(QObject):
    """Looks after what was left over, then goes its rounds from the first sign-in to the end.

    `at_work` says whether somebody sits at the open window, `tables` is where tables are written, `last_entry` when the
    newest entry was written that lay in the journal before the desk opened.
    """

    dismissed = Signal()
    """Whoever is signed in may not be here any more."""
    left_over = Signal(object)
    """The case (a CaseView) whose card was being made when the desk went down, or whose printer never answered."""

    def __init__(
        self,
        desk: Desk,
        at_work: Callable[[], bool],
        tables: Path,
        now: Callable[[], float] = since_start,
        *,
        parent: QObject | None = None,
        last_entry: datetime | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._last_entry = last_entry
        self._at_work, self._tables, self._now = at_work, tables, now
        self._backup_at = self._pending_at = now() + MINUTE
        self._ran_on: date | None = None
        self._ahead = self._wall_ahead()
        self._under_way: dict[str, Errand] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.look)
        self._compare_clock()

    def begin(self) -> None:
        """Somebody is at work: rounds from now on, and first of all what was left over."""
        self._timer.start()
        self._left_over()

    def end(self) -> None:
        """No more rounds; what is under way is given up."""
        self._timer.stop()
        for errand in self._under_way.values():
            errand.give_up()

    def look(self) -> None:
        """One round: whatever is due now, where the store is a server that is there."""
        self._clock()
        if self.desk.counter.store.path is not None:
            self._round()
        else:
            self._server()

    def _round(self) -> None:
        if self._at_work():
            self._account()
            self._daily()
        if self._now() >= self._backup_at:
            self._backup_at = self._now() + MINUTE
            self._backup()
        if self._now() >= self._pending_at and self._at_work():
            self._pending_at = self._now() + ASK_AGAIN
            self._pending()

    def _left_over(self) -> None:
        services, counter = self.desk.services, self.desk.counter
        if counter.operator.role not in AT_A_WINDOW:
            return

        def job() -> object:
            number = services.issuing.left_here(counter)
            return services.search.show(counter, number) if number is not None else None

        def found(case: object) -> None:
            if case is not None and self._at_work():
                self.left_over.emit(case)

        self._run("left over", self.desk.lanes.desk, job, found)

    def _wall_ahead(self) -> float:
        """Seconds by which the clock on the wall is ahead of the steady one."""
        return self.desk.now().timestamp() - self._now()

    def _clock(self) -> None:
        audit, counter, ahead = self.desk.services.audit, self.desk.counter, self._wall_ahead()
        jumped, self._ahead = ahead - self._ahead, ahead
        self._compare_clock()
        if abs(jumped) > JUMP:
            self._run("clock", self.desk.lanes.keeping, lambda: audit.clock_jumped(counter, round(jumped)))

    def _compare_clock(self) -> None:
        last = self._last_entry
        if last is not None and self.desk.now() < last - SKEW:
            self.desk.told["clock"] = ("stop", say("早于 {when}", when=f"{last:%m-%d %H:%M}"))
        else:
            self.desk.told.pop("clock", None)

    def _server(self) -> None:
        """Nobody would see that it is gone before they press, and it forgets at a restart who sits at which window."""
        counter = self.desk.counter

        def job() -> None:
            with counter.store.reading() as session:
                session.connection()

        def there(_: object) -> None:
            self._mended("server")
            if counter.operator.role in AT_A_WINDOW:
                take = partial(counter.store.take_window, counter.hall, counter.station)
                self._run("window", self.desk.lanes.desk, take, lambda _: self._mended("window"), failed=taken)
            self._round()

        def taken(trouble: DeskError) -> None:
            if trouble.kind == "window_taken":  # silent again: the next round tells
                self._told("window", "stop", say("别处在用"), trouble)

        silent = partial(self._told, "server", "stop", say("没有应答"))
        self._run("server", self.desk.lanes.keeping, job, there, failed=silent)

    def _account(self) -> None:
        accounts, counter = self.desk.services.accounts, self.desk.counter

        def seen(valid: bool) -> None:
            if not valid and self._at_work() and self.desk.counter.operator == counter.operator:
                self.dismissed.emit()

        self._run("account", self.desk.lanes.desk, lambda: accounts.still_valid(counter), seen)

    def _daily(self) -> None:
        services, counter = self.desk.services, self.desk.counter
        today = counter.today()
        if self._ran_on == today or counter.operator.role not in AT_A_WINDOW:
            return
        self._ran_on = today

        def job() -> None:
            services.reminders.daily(counter)
            services.roll.load_practice_people(counter)
            clear_orders(self._tables, counter.now())

        self._run("daily", self.desk.lanes.keeping, job)

    def _pending(self) -> None:
        waiting, counter = self.desk.services.waiting, self.desk.counter
        if counter.operator.role in AT_A_WINDOW:
            self._run("pending", self.desk.lanes.registry, lambda: waiting.verify_all_pending(counter))

    def _backup(self) -> None:
        backup, counter, errand = self.desk.services.backup, self.desk.counter, Errand()
        if counter.settings.live and counter.store.path is not None and not counter.settings.store.backup_dir:
            self._told("backup", "look", say("未设"), StoreTrouble("backup_unset"))
            return

        def failed(trouble: DeskError) -> None:
            self._backup_at = self._now() + TRY_AGAIN
            self._told("backup", "look", say("没有做成"), trouble)

        def made(proved: object) -> None:
            if proved is not None:
                self._mended("backup")

        job = lambda: backup.automatic(counter, errand.given_up)  # noqa: E731 - one line for a lane
        self._run("backup", self.desk.lanes.keeping, job, made, failed=failed, errand=errand)

    def _told(self, light: str, state: str, words: str, trouble: DeskError) -> None:
        self.desk.troubles[light] = trouble
        self.desk.told[light] = (state, words)

    def _mended(self, light: str) -> None:
        self.desk.troubles.pop(light, None)
        self.desk.told.pop(light, None)

    def _run(
        self,
        what: str,
        lane: AnyLane,
        job: Job,
        done: Callable[..., None] = lambda _: None,
        *,
        failed: Callable[[DeskError], None] = lambda _: None,
        errand: Errand | None = None,
    ) -> None:
        """One of a kind at a time: what is still under way is not asked for again."""
        if what in self._under_way:
            return
        self._under_way[what] = errand = errand or Errand()

        def ended(answer: Callable[..., None]) -> Callable[..., None]:
            def take(result: object) -> None:
                self._under_way.pop(what, None)
                answer(result)

            return take

        lane.run(job, ended(done), ended(failed), errand)
