"""帐号: a supervisor makes accounts, gives first passwords and switches accounts off and on."""

from typing import Any

from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import Act, Bar, Verdict
from ui.parts.part import INSET
from ui.parts.table import Cells, Column
from ui.words import day, say, word

ROLES = ("clerk", "supervisor", "technician", "auditor")


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
        """An account of the list, or none of them."""
        self._name = self._open = "" if self._open == name else str(name)
        self._render()

    def take(self) -> None:
        """Makes the account, or gives the open one a first password again."""
        accounts, counter, role, known = self.desk.services.accounts, self.desk.counter, self.choice, self._open
        given = self._credential()

        def job() -> None:
            if known:
                accounts.reset_password(counter, known, given.password)
            else:
                accounts.add(counter, given.name, role, given.password)

        self._do(job, say("{name} 的首次口令已设，登录后须改", name=known or given.name))

    def switch(self) -> None:
        """Off or on."""
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

    def _render(self) -> None:
        line = self._line
        words, ready = say("重设口令") if line else say("新建帐号"), self._signed_by_second
        if not ready:
            words = say("填齐再办") if line or self.choice else say("先选做什么的")
        self.second_title = say("首次口令")
        more = []
        if line is not None:
            more = [
                Act(
                    "switch", say("停用 {name}", name=line.name) if line.enabled else say("启用 {name}", name=line.name)
                )
            ]
        title = say("{role} {name}", role=word("roles", line.role), name=line.name) if line else say("新建一个帐号")
        self.show(
            verdict=Verdict("", title, say("首次口令当面告诉本人；第一次登录就要改。")),
            choices_title="" if line else say("做什么的"),
            choices=() if line else options({role: word("roles", role) for role in ROLES}, self.choice),
            rows_title=say("已有的帐号") if self._lines else "",
            rows=tuple(self._row(one) for one in self._lines),
            second=self._second() if line or self.choice else None,
            bar=Bar(Act("take", words, enabled=ready), (*more, self._away()), (), self.deed),
        )

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
