"""排队的号: one is called out of turn, comes back after it was skipped, or goes to another window."""

from typing import Any

from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import Act, Bar, Verdict
from ui.words import say


class QueueingPresenter(FormPresenter):
    """`about` is the reception's presenter: it learns who was called."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        if about.ticket:
            self._texts["ticket"] = str(about.ticket)

    def scanned(self, code: object) -> None:
        """The ticket's own barcode."""
        self.fill(("ticket", code))

    def take(self) -> None:
        """Does what was chosen."""
        queue, counter, number = self.desk.services.queue, self.desk.counter, self._text("ticket").upper()
        window, choice = self._text("window"), self.choice

        def job() -> Any:
            if choice == "call":
                return queue.call_number(counter, number)
            if choice == "back":
                return queue.come_back(counter, number)
            return queue.transfer(counter, number, window.zfill(2))

        def done(ticket: Any) -> None:
            if choice != "back":
                self.about.ticket = ticket.number if choice == "call" else None
            self.left.emit("form_done", None)

        self.work(self.desk.lanes.desk, job, done)

    def _render(self) -> None:
        choices = {"call": say("叫这个号"), "back": say("过号的人回来了"), "transfer": say("转到别的窗口")}
        why = {"back": say("排到同类的最后"), "transfer": say("下一个就叫")}
        fields = [self._field("ticket", say("号"), width=240)] if self.choice else []
        if self.choice == "transfer":
            fields.append(self._field("window", say("窗口"), width=240, numbers=True))
        ready = bool(fields) and all(self._text(one.name) for one in fields)
        words = choices[self.choice] if ready else say("先输入号") if self.choice else say("先选办什么")
        self.show(
            verdict=Verdict("", say("哪个号")),
            choices_title=say("办什么"),
            choices=options(choices, self.choice, why),
            fields=tuple(fields),
            bar=Bar(Act("take", words, enabled=ready), (self._away(),)),
        )


QueueingView = FormView
