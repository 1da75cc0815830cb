"""待办: whom to call, which card to remind of, which bad rating to answer; each is ended by what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView
from ui.page import FINE, LOOK, Act, Bar, Verdict
from ui.parts.part import INSET
from ui.parts.table import Cells, Column
from ui.words import day, grouped, say, short_day

KINDS = {
    "uncollected": "提醒领卡",
    "vault": "转入库房",
    "overdue": "催办超期件",
    "bad_rating": "差评回访",
    "recover_card": "收回卡片",
    "call_applicant": "给申请人打电话",
    "bank_side": "告知银行",
}


def task_words(kind: str) -> str:
    """What has to be done, in words."""
    return say(KINDS[kind]) if kind in KINDS else kind


class ToDoPresenter(FormPresenter):
    """The tasks of this hall; a supervisor sees theirs as well."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._tasks: Sequence[Any] = ()
        self._cases: Mapping[str, Any] = {}
        """Whom the tasks are about, by the number of the case."""

    def arrive(self) -> None:
        """What is to be done now."""
        tasks, search, counter = self.desk.services.tasks, self.desk.services.search, self.desk.counter

        def job() -> Any:
            found = tasks.to_do(counter)
            return found, search.lines_for(counter, {one.subject for one in found}) if found else {}

        self.work(self.desk.lanes.desk, job, self._came, busy=False)

    def _came(self, answer: Any) -> None:
        self._tasks, self._cases = found, _ = answer
        if self._task is None:
            self.choice = found[0].id if found else ""
        self._render()

    @property
    def _task(self) -> Any:
        return next((one for one in self._tasks if one.id == self.choice), None)

    def open(self, code: object) -> None:
        """Another one."""
        self.choose(code)

    def back(self) -> None:
        """The choice is only which row is marked."""
        self.left.emit("form_done", None)

    def solved(self) -> None:
        """It is done; a card for the vault is taken there first."""
        if self._task.kind == "vault":
            self._with_case(lambda case: self.left.emit("form", ("vault", case)))
        else:
            self._end("solved")

    def not_reached(self) -> None:
        """Nobody answered."""
        self._end("not_reached")

    def show_case(self) -> None:
        """The case it is about."""
        self._with_case(lambda case: self.left.emit("case", case))

    def _with_case(self, act: Any) -> None:
        search, counter, number = self.desk.services.search, self.desk.counter, self._task.subject
        self.work(self.desk.lanes.desk, lambda: search.show(counter, number), act)

    def _end(self, how: str) -> None:
        tasks, counter, task = self.desk.services.tasks, self.desk.counter, self._task

        def done(_: None) -> None:
            self._say(say("{what}，已记下", what=task_words(task.kind)))
            self.arrive()

        self.work(self.desk.lanes.desk, lambda: tasks.done(counter, task.id, how), done)

    def _render(self) -> None:
        count, task = len(self._tasks), self._task
        primary = None
        if task is not None:
            primary = Act("solved", say("转入库房") if task.kind == "vault" else say("已办好"))
        acts = (Act("not_reached", say("没有联系上"), enabled=task is not None), self._away())
        self.show(
            verdict=Verdict(LOOK, say("待办 {n} 件", n=count)) if count else Verdict(FINE, say("没有待办的事")),
            rows=tuple(self._row(number, one) for number, one in enumerate(self._tasks, 1)),
            bar=Bar(primary, acts, (Act("show_case", say("打开这一件")),) if task else (), self.deed),
        )

    def _row(self, number: int, one: Any) -> Cells:
        today, case = self.desk.now().date(), self._cases.get(one.subject)
        due = "" if one.due is None else short_day(one.due) if one.due.year == today.year else day(one.due)
        who = case.name if case is not None else ""
        words = (str(number), task_words(one.kind), who, grouped(one.subject), one.owner or "", due)
        late = one.due is not None and one.due < today
        return Cells(words, one.id, one.id == self.choice, True, LOOK if late else "", 5)


class ToDoView(FormView):
    """The table alone."""

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of the table."""
        return (
            Column("", INSET, quiet=True),
            Column(say("什么事"), 40, width=140),
            Column(say("姓名"), 184, width=104),
            Column(say("受理号"), 296, width=284),
            Column(say("经办"), 592, width=64),
            Column(say("期限"), 664),
        )
