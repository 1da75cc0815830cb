"""账号: a supervisor makes accounts, gives first passwords and switches accounts off and on.

list ──1 … 4, a role──▶ a new account      ──5, its number typed, or its row──▶ an account that is there

Nothing is done here to the own account: its password is changed on the lock, by whoever knows it.
"""

from dataclasses import replace
from typing import Any

from desk.rules import passwords
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import Act, Bar, Verdict
from ui.parts.part import INSET
from ui.parts.second_person import SecondAsked
from ui.parts.section import Section
from ui.parts.table import Cells, Column
from ui.words import day, say, word

ROLES = ("clerk", "supervisor", "technician", "auditor")
THERE = "there"
"""The choice of somebody who has an account already."""


class AccountsPresenter(FormPresenter):
    """The accounts of this hall; a first password is changed by its owner at the first signing in."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._lines: list[Any] = []
        self._open = ""

    def arrive(self) -> None:
        """Who there is."""
        accounts, counter = self.desk.services.accounts, self.desk.counter
        self.work(self.desk.lanes.desk, lambda: accounts.accounts(counter), self._came, busy=False)

    def _came(self, lines: list[Any]) -> None:
        self._lines = lines
        self._render()

    def back(self) -> None:
        """From an account to the list, and from there away."""
        if self._open:
            self.open(self._open)
        else:
            super().back()

    def open(self, name: object) -> None:
        """An account of the list, or none of them; its password is empty, and nothing is wrong with it yet."""
        self._name = self._open = "" if self._open == name else str(name)
        self.choice, self._password, self._problem, self._attempt = "", "", "", self._attempt + 1
        self._forget("who")
        self._render()

    def take(self) -> None:
        """Makes the account, gives the open one a first password again, or opens the one whose number was typed."""
        if self.choice == THERE:
            if any(one.name == self._text("who") for one in self._lines):
                self.open(self._text("who"))
            else:
                self._render(problem=say("没有这个工号"))
            return
        accounts, counter, role, known = self.desk.services.accounts, self.desk.counter, self.choice, self._open
        given = self._credential()

        def job() -> None:
            if known:
                accounts.reset_password(counter, known, given.password)
            else:
                accounts.add(counter, given.name, role, given.password)

        self._do(job, say("{name} 的首次口令已设，登录后须改", name=known or given.name))

    def other_way(self) -> None:
        """F7: off or on."""
        accounts, counter, line = self.desk.services.accounts, self.desk.counter, self._line
        words = say("{name} 已停用", name=line.name) if line.enabled else say("{name} 已启用", name=line.name)
        self._do(lambda: accounts.set_enabled(counter, line.name, not line.enabled), words)

    def _do(self, job: Any, words: str) -> None:
        def done(_: None) -> None:
            self._say(words)
            self._open = self.choice = ""
            self.arrive()

        self._with_second(job, done)

    @property
    def _line(self) -> Any:
        return next((one for one in self._lines if one.name == self._open), None)

    def _render(self, problem: str = "") -> None:
        line = self._line
        choices = {role: say("新建{role}", role=word("roles", role)) for role in ROLES}
        if self._lines:
            choices[THERE] = say("已有的账号：重设口令、停用、启用")
        self.show(
            verdict=Verdict("", self._title(line), self._of_own() if self._is_own(line) else self._rules()),
            sections=(Section(say("账号"), say("还没有；练习用的几个人不是账号")),) if not self._lines else (),
            choices_title="" if line else say("办什么"),
            choices=() if line else options(choices, self.choice),
            fields=(self._field("who", say("工号"), problem=problem, width=240),) if self.choice == THERE else (),
            rows_title=say("已有的账号") if self._lines else "",
            rows=tuple(self._row(one) for one in self._lines),
            second=self._second() if (line and not self._is_own(line)) or self.choice in ROLES else None,
            bar=Bar(self._primary(line), (*self._switching(line), self._away()), (), self.deed),
        )

    @staticmethod
    def _title(line: Any) -> str:
        return say("{role} {name}", role=word("roles", line.role), name=line.name) if line else say("账号")

    def _rules(self) -> str:
        """What is to be known before a first password is thought of."""
        rules = passwords.RULES[self.desk.settings.store.password_rules]
        return say("首次口令至少 {n} 个字符，当面告诉本人；第一次登录就要改。", n=rules.shortest)

    def _is_own(self, line: Any) -> bool:
        return line is not None and line.name == self.desk.counter.operator.name

    @staticmethod
    def _of_own() -> str:
        return say("这是您自己的账号。换口令：锁屏 Ctrl L，再按 Shift F7，用现在的口令换。停用要请另一位主管。")

    def _primary(self, line: Any) -> Act | None:
        if self._is_own(line):
            return None
        if self.choice == THERE:
            return Act("take", say("找到这个账号"), enabled=bool(self._text("who")))
        words, ready = say("重设口令") if line else say("新建账号"), self._signed_by_second
        if not ready:
            words = say("填齐再办") if line or self.choice else say("先选办什么")
        return Act("take", words, enabled=ready)

    def _switching(self, line: Any) -> tuple[Act, ...]:
        if line is None or self._is_own(line):
            return ()
        words = say("停用 {name}", name=line.name) if line.enabled else say("启用 {name}", name=line.name)
        return (Act("other_way", words, "F7"),)

    def _second(self) -> SecondAsked:
        return replace(super()._second(), title=say("首次口令"), known=bool(self._open))

    def _row(self, one: Any) -> Cells:
        state = say("停用") if not one.enabled else say("待改口令") if one.must_change else say("在用")
        words = (one.name, word("roles", one.role), state, day(one.changed_at))
        return Cells(words, one.name, one.name == self._open, True)


class AccountsView(FormView):
    """Fields above, the accounts below."""

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the table."""
        return (
            Column(say("工号"), INSET, width=140),
            Column(say("角色"), 200, width=140),
            Column(say("状态"), 360, width=140),
            Column(say("口令改于"), -INSET, right=True),
        )

    def digit(self, number: int) -> bool:
        """Chooses what is done; the accounts have numbers of their own, which are typed."""
        return bool(self._choices.rows) and super().digit(number)
