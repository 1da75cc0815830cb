"""One window's sessions: who sits here from signing in to the lock, and who comes after.

    nobody ──signed in──> at work ──lock, idle──> covered ──same person──> at work, as it was
      ^                                              └──another person──> at work for them; the case was set aside
      └─ a live hall begins here; practice signs in by itself

Invariants
    1. While the desk is covered nothing of it is seen, no act is taken, no card is read; what is being made goes on.
    2. An open case stays with whoever opened it: another person finds it set aside under its owner's name.
    3. The window calls nobody while it is covered or closed, and the hall display says so.
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import DeskError
from ui.counter_window import CounterWindow
from ui.desk import Desk
from ui.idle import IdleWatch
from ui.page import Fact
from ui.parts.login import LoginCover
from ui.sign_in import SignIn
from ui.words import say

if TYPE_CHECKING:
    from ui.clerk.visit import Visit
    from ui.counter import CounterPresenter

AT_A_WINDOW = ("clerk", "supervisor")


class Session(QObject):
    """Covers and uncovers the desk; whoever signs in works at the counter that `lead` named by then."""

    began = Signal()
    """Somebody is at work."""
    covered = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        window: CounterWindow,
        counter: "CounterPresenter | None" = None,
        *,
        idle: IdleWatch | None = None,
    ) -> None:
        super().__init__(window)
        self.desk, self.window = desk, window
        self.counter: CounterPresenter | None = None
        self._early: Any = None
        minutes = desk.settings.screen.idle_minutes
        self.cover = LoginCover()
        self.sign_in = SignIn(desk, may_switch=lambda: not self._making())
        self.sign_in.changed.connect(self.cover.render_state)
        self.sign_in.signed_in.connect(self._signed_in)
        self.cover.asked.connect(self._asked)
        self.idle = idle or IdleWatch(minutes * 60, parent=self)
        self.idle.watch(window)
        self.idle.idle.connect(self.lock_idle)
        window.stirred.connect(self.idle.stir)
        if counter is not None:
            self.lead(counter)

    def lead(self, counter: "CounterPresenter") -> None:
        """The counter that is covered and uncovered; whoever signed in before it stood is let in now."""
        self.counter = counter
        counter.watch.read.connect(lambda _card: self.idle.stir())
        counter.lock_asked.connect(self.lock)
        if self._early is not None:
            early, self._early = self._early, None
            QTimer.singleShot(0, self, lambda: self._signed_in(early))  # once the others have connected too

    def begin(self, operator: Any = None) -> None:
        """The desk stands: somebody signs in, or the practice operator is at work by themselves."""
        if operator is not None:
            self._at_work(operator)
            return
        self.sign_in.begin()
        self.window.cover(self.cover)

    def lock(self) -> None:
        """Ctrl L: covered at once."""
        self._lock(say("手里的件原样留着。"), "locked")

    def lock_idle(self) -> None:
        """Nobody was there for a while."""
        minutes = self.desk.settings.screen.idle_minutes
        self._lock(say("离开 {n} 分钟。手里的件原样留着。", n=minutes), "idle")

    def dismiss(self) -> None:
        """The account was switched off or given another role: nobody goes on in its name, the case stays its own."""
        if self.working:
            why = say("这个账号停用了，或换了角色。请主管来看；别人可以登录。")
            self._lock(why, "dismissed")
            if not self._making():  # while a card is made the lock stands, and lets nobody else in before it is out
                self.sign_in.begin(why)

    @property
    def working(self) -> bool:
        """Whether somebody signed in sits at the open window."""
        return bool(self.desk.counter.operator.name) and self.window.covering is None

    def end(self) -> None:
        """The program ends: whoever is still signed in signs out."""
        self.idle.stop()
        if self.working:
            with suppress(DeskError):  # a store that is gone takes no entry
                self._goes(self.desk.counter, "asked")

    def _goes(self, counter: Any, why: str) -> None:
        """Somebody leaves the window; nobody is called to it, and their session ends."""
        services = self.desk.services
        if counter.operator.role in AT_A_WINDOW:
            services.hall_board.step_away(counter)
        services.accounts.sign_out(counter, why)

    def _lock(self, words: str, why: str) -> None:
        if self.counter is None or self.window.covering is not None:
            return
        counter = self.desk.counter
        self.idle.stop()
        self.counter.watch.stop()
        self.window.cover(self.cover)
        self.sign_in.lock(counter.operator, words, self._kept(self.counter.visit))
        self.covered.emit(True)

        self.desk.lanes.desk.run(partial(self._goes, counter, why), lambda _: None, lambda _: None)

    def _kept(self, visit: "Visit | None") -> tuple[Fact, ...]:
        case = say("1 件，解锁后接着办") if visit is not None else say("没有打开的件")
        making = say("正在制卡，不会停") if self._making() else say("没有进行中的卡")
        return (
            Fact(say("在办"), case),
            Fact(say("接号"), say("已暂停，大厅屏显示“暂停”")),
            Fact(say("制卡"), making),
        )

    def _making(self) -> bool:
        if self.counter is None:
            return False
        visit, presenter = self.counter.visit, self.counter.presenter
        return visit is not None and visit.step == "issuing" and presenter is not None and presenter.state.busy

    def _asked(self, act: str, value: object) -> None:
        self.sign_in.do(act, value)

    def _signed_in(self, operator: Any) -> None:
        if self.counter is None:
            self._early = operator
            return
        before = self.desk.counter.operator
        self.window.cover(None)
        self.covered.emit(False)
        if before == operator and self.counter.presenter is not None:
            self.desk.counter = replace(self.desk.counter, operator=operator)
            self._call_again()
            self.counter.watch.watch()
            self.idle.begin()
            return
        if self.counter.visit is not None:
            self.counter.go_to("reception")  # sets the case aside, still in its owner's name
        self.counter.stop()
        self._at_work(operator)

    def _at_work(self, operator: Any) -> None:
        assert self.counter is not None
        self.desk.counter = counter = replace(self.desk.counter, operator=operator)
        if operator.role in AT_A_WINDOW:
            drafts = self.desk.services.draft
            self.desk.lanes.desk.run(lambda: drafts.left_at_this_window(counter), lambda _: None, lambda _: None)
        self._call_again()
        self.counter.start()
        self.idle.begin()
        self.began.emit()

    def _call_again(self) -> None:
        board, counter = self.desk.services.hall_board, self.desk.counter
        if counter.operator.role in AT_A_WINDOW:
            self.desk.lanes.desk.run(lambda: board.come_to(counter), lambda _: None, lambda _: None)
