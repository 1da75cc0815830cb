"""重开日结: a closed day is opened again for a reason; a supervisor signs."""

from datetime import date
from typing import Any

from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView
from ui.page import LOOK, Act, Bar, Verdict
from ui.parts.section import Section
from ui.words import day, say


class ReopeningPresenter(FormPresenter):
    """Today; or a day to come that was closed while the computer's clock was ahead."""

    def __init__(self, desk: Desk, about: Any = None) -> None:
        super().__init__(desk, about)
        self._day = desk.now().date()

    def arrive(self) -> None:
        """Which day stands in the way."""
        days, counter = self.desk.services.days, self.desk.counter
        self.work(self.desk.lanes.desk, lambda: days.closed_ahead(counter), self._came, busy=False)

    def _came(self, ahead: date | None) -> None:
        self._day = ahead or self._day
        self._render()

    def take(self) -> None:
        """The day is open again."""
        closing, counter, day = self.desk.services.closing, self.desk.counter, self._day
        reason, second = self._text("reason"), self._credential()
        self._with_second(lambda: closing.reopen(counter, day, reason, second), lambda _: self.back())

    def _render(self) -> None:
        self.second_title = say("主管同意重开")
        both = say("您提出，由另一位主管同意；您来同意，由柜员在他的窗口提出")
        alone = self.desk.counter.operator.role == "supervisor"
        ready = self._signed_by_second and bool(self._text("reason"))
        self.show(
            verdict=Verdict(
                LOOK,
                say("重开 {day} 的日结", day=day(self._day)),
                say("原来的日报留着，再日结时出第二版。"),
            ),
            sections=(Section(say("要两个人"), both),) if alone else (),
            fields=(self._field("reason", say("原因")),),
            second=self._second(),
            bar=Bar(Act("take", say("重开") if ready else say("等原因和主管口令"), enabled=ready), (self._away(),)),
        )


ReopeningView = FormView
