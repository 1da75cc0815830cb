"""Who sits here: signing in, the first start of a hall, a password that is due, and the lock.

    first ──made──┐
    sign_in ──────┼──> somebody is signed in ──> lock (Ctrl L, or nobody there) ──the same person──> the desk as it was
       └─ new ────┘                                 └── F7, another person ──> the desk is theirs, the case stays parked

    sign_in, lock ──Shift F7──> own, the password there is ──> new, the password there will be ──> signed in with it

Invariants
    1. A password lives in the presenter from its keystroke to its check and is never part of a state.
    2. Every try goes through `desk.services.accounts`, which counts and journals it before it is told.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal

from desk.errors import DeskError
from desk.rules import passwords
from ui.desk import Desk
from ui.keys import offer
from ui.page import Act, Bar, Deed, Fact
from ui.parts.login import LoginState
from ui.presenter import Presenter
from ui.words import say, told

FIRST, SIGN_IN, NEW, LOCKED, SWITCH, OWN = "first", "sign_in", "new", "locked", "switch", "own"
OLD, TWICE = ("name", "password"), ("name", "password", "again")
FIELDS = {FIRST: TWICE, SIGN_IN: OLD, NEW: TWICE, LOCKED: OLD, SWITCH: OLD, OWN: OLD}
ROLE_WORDS = {"clerk": "柜员", "supervisor": "主管", "technician": "技术员", "auditor": "审计员"}


class SignIn(Presenter):
    """Leads the cover that stands over the desk until somebody has signed in."""

    signed_in = Signal(object)
    """The Operator."""

    def __init__(self, desk: Desk, may_switch: Callable[[], bool] = lambda: True) -> None:
        super().__init__(desk, LoginState())
        self._may_switch = may_switch
        self._typed = {"password": "", "again": ""}
        self._old = ""
        self._before = LoginState()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._waited)

    # ── how it begins ──

    def begin(self, why: str = "") -> None:
        """Nobody is signed in, `why` if that is news: the first start of a hall makes its first supervisor."""
        counter, accounts = self.desk.counter, self.desk.services.accounts
        self._ask(SIGN_IN, say("请登录"), why or say("输入工号和口令。"))
        if counter.settings.live:
            self.work(self.desk.lanes.desk, lambda: accounts.first_start(counter), self._first_or_not)

    def _first_or_not(self, first: bool) -> None:
        if first:
            words = say("这个厅还没有人。先建第一个主管，别的人由主管来加。口令至少 {n} 个字符。", n=self._shortest)
            self._ask(FIRST, say("第一次开机"), words)
        else:
            self.show()

    @property
    def _shortest(self) -> int:
        """Characters a new password has at least, told before it is thought of."""
        return passwords.RULES[self.desk.settings.store.password_rules].shortest

    def lock(self, operator: Any, why: str, facts: tuple[Fact, ...]) -> None:
        """The desk is covered; `why` is a sentence."""
        self._ask(LOCKED, say("已锁定"), why, name=operator.name, facts=facts)

    def _ask(self, mode: str, title: str, second: str, *, name: str = "", facts: tuple[Fact, ...] = ()) -> None:
        self._second.stop()
        self._typed = dict.fromkeys(self._typed, "")
        self.state = LoginState(
            mode=mode,
            fields=FIELDS[mode],
            title=title,
            second=second,
            name=name,
            name_given=mode in (LOCKED, NEW) or (mode == OWN and self._before.mode == LOCKED),
            attempt=self.state.attempt + 1,
            facts=facts + self._practice_facts(),
            window=say("{n} 号窗口", n=self.desk.settings.hall.counter.lstrip("0")),
            rail=say("暂停服务"),
        )
        self._render()

    def _practice_facts(self) -> tuple[Fact, ...]:
        from desk.services.accounts import PRACTICE_OPERATORS, PRACTICE_PASSWORD

        if self.desk.settings.live:
            return ()
        people = say("、").join(f"{say(ROLE_WORDS[role])} {name}" for name, role in PRACTICE_OPERATORS.items())
        return (Fact(say("练习"), people), Fact(say("口令"), PRACTICE_PASSWORD))

    # ── what is typed ──

    def name(self, text: object) -> None:
        """Who."""
        if not self.state.name_given:
            self.state = replace(self.state, name=str(text).strip())
            self._render()

    def password(self, text: object) -> None:
        """Their password, kept until it is sent."""
        self._typed["password"] = str(text)
        self._render()

    def again(self, text: object) -> None:
        """A new password once more."""
        self._typed["again"] = str(text)
        self._render()

    # ── what is done ──

    def enter(self) -> None:
        """Enter on the last field, or the primary button."""
        if self.state.busy or not self.state.bar.primary or not self.state.bar.primary.enabled:
            return
        counter, accounts = self.desk.counter, self.desk.services.accounts
        mode, name, password, old = self.state.mode, self.state.name, self._typed["password"], self._old
        if mode in (FIRST, NEW) and password != self._typed["again"]:
            self._problem(say("两次输入的口令不一样"), say("再输一次。"))
            return

        if mode == OWN:
            prove = lambda: accounts.prove_own(counter, name, password)  # noqa: E731 - one line for a lane
            self.work(self.desk.lanes.desk, prove, lambda _: self._ask_new(say("请选新口令")), self._refused)
            return

        def job() -> Any:
            if mode == FIRST:
                accounts.add(counter, name, "supervisor", password, initial=False)
            elif mode == NEW:
                accounts.change_password(counter, name, old, password)
            return accounts.sign_in(counter, name, password, at_window=True)

        self.work(self.desk.lanes.desk, job, self._came, self._refused)

    def _came(self, operator: Any) -> None:
        self._second.stop()
        self._typed, self._old = dict.fromkeys(self._typed, ""), ""
        self.state = replace(self.state, attempt=self.state.attempt + 1, problem="", problem_second="")
        self.signed_in.emit(operator)

    def _refused(self, error: DeskError) -> None:
        if error.kind == "password_due":
            if self.state.mode != SWITCH:
                self._before = self.state
            self._ask_new(say("请换成自己的口令") if error.facts.get("first") else say("口令到期了"))
            return
        happened = told(error)
        wait = int(str(error.facts.get("wait") or 0))
        self._problem(happened.what, happened.next, wait)

    def _ask_new(self, title: str) -> None:
        """A new password instead of the one that was just proved."""
        self._old = self._typed["password"]
        words = say("换一个至少 {n} 个字符的新口令，再登录。", n=self._shortest)
        self._ask(NEW, title, words, name=self.state.name)

    def _problem(self, what: str, following: str, wait: int = 0) -> None:
        self._typed = dict.fromkeys(self._typed, "")
        state = self.state
        self.state = replace(
            state, attempt=state.attempt + 1, problem=what, problem_second=following, wait=wait, busy=False
        )
        if wait:
            self._second.start()
        self._render()

    def _waited(self) -> None:
        left = max(0, self.state.wait - 1)
        self.state = replace(self.state, wait=left)
        if not left:
            self._second.stop()
        self._render()

    def switch_user(self) -> None:
        """F7: somebody else; never while a card is being made."""
        if self.state.mode != LOCKED:
            return
        if not self._may_switch():
            self._problem(say("正在制卡，现在不能换人"), say("等卡出来；本人可以随时解锁。"))
            return
        self._before = self.state
        self._ask(SWITCH, say("换人登录"), say("{name} 的件留给本人，谁也拿不走。", name=self.state.name))

    @property
    def _may_choose_password(self) -> bool:
        """Practice operators have no account, and one password that everybody can read."""
        from desk.services.accounts import PRACTICE_OPERATORS

        practice = not self.desk.settings.live and self.state.name in PRACTICE_OPERATORS
        return self.state.mode in (SIGN_IN, LOCKED) and not practice

    def choose_password(self) -> None:
        """Shift F7: whoever knows their password puts another in its place."""
        if self._may_choose_password:
            self._before = self.state
            self._ask(OWN, say("换口令"), say("先输入现在的口令。"), name=self.state.name)

    def back(self) -> None:
        """Esc: back to the lock, or to the sign-in that asked for a new password."""
        if self.state.mode in (SWITCH, NEW, OWN):
            self.state = replace(self._before, attempt=self.state.attempt + 1, problem="", problem_second="", wait=0)
            self._render()

    # ── the state ──

    def _render(self) -> None:
        state = self.state
        lacks = self._lacks()
        own = (offer("lock", "choose_password"),) if self._may_choose_password else ()
        acts = {
            SIGN_IN: own,
            LOCKED: (*own, offer("lock", "switch_user")),
            OWN: (Act("back", say("返回"), "Esc"),),
            SWITCH: (Act("back", say("不换人"), "Esc"),),
            NEW: (Act("back", say("返回"), "Esc"),),
        }.get(state.mode, ())
        note = say("连错三次后，每次要多等一会儿") if state.problem else ""
        deed = Deed(note, mark="plain_look") if note and state.mode not in (FIRST, NEW) else None
        self.show(bar=Bar(Act("enter", lacks or self._primary(), "Return", enabled=not lacks), acts, deed=deed))

    def _lacks(self) -> str:
        """Why Enter does nothing yet."""
        state = self.state
        if state.wait:
            return say("再等 {n} 秒", n=state.wait)
        if not state.name:
            return say("先输入工号")
        if not self._typed["password"]:
            return say("先输入口令")
        return say("再输一次口令") if state.mode in (FIRST, NEW) and not self._typed["again"] else ""

    def _primary(self) -> str:
        words = {FIRST: say("建主管并登录"), NEW: say("换口令并登录"), LOCKED: say("解锁"), OWN: say("下一步")}
        return words.get(self.state.mode, say("登录"))
