"""排队的号: called out of turn, back after it was skipped, sent to another window, or called by hand."""

from collections.abc import Callable, Sequence
from typing import Any

from desk.errors import DeskError
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import STOP, Act, Bar, Verdict
from ui.parts.part import INSET
from ui.parts.table import Cells, Column
from ui.words import minute, say, told, word


class QueueingPresenter(FormPresenter):
    """Acts through the window's own calling, which learns who is here now."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        self.calling = desk.calling
        self._trouble: DeskError | None = None
        self._away_ones: Sequence[Any] = ()
        if self.calling.number:
            self._texts["ticket"] = self.calling.number
        if self.calling.trouble is not None:
            self.choice = "hand"

    def arrive(self) -> None:
        """The queue goes on meanwhile."""
        queue, counter = self.desk.services.queue, self.desk.counter
        self.calling.changed.connect(self._render)
        super().arrive()
        self.work(self.desk.lanes.desk, lambda: queue.away(counter), self._came, lambda _: None, busy=False)

    def _came(self, away: Sequence[Any]) -> None:
        self._away_ones = away
        self._render()

    def open(self, number: object) -> None:
        """One of those who may be called again: Enter calls them."""
        self.choice = "call"
        self.fill(("ticket", number))

    def leave(self) -> None:
        """What was asked is still done."""
        self.calling.changed.disconnect(self._render)
        super().leave()

    def scanned(self, code: object) -> None:
        """The ticket's own barcode."""
        self.fill(("ticket", code))

    def take(self) -> None:
        """Does what was chosen."""
        queue, counter, number = self.desk.services.queue, self.desk.counter, self._text("ticket").upper()
        window, self._trouble = self._text("window").zfill(2), None
        jobs: dict[str, Callable[[], Any]] = {
            "call": lambda: queue.call_number(counter, number),
            "back": lambda: queue.come_back(counter, number),
            "transfer": lambda: queue.transfer(counter, number, window),
            "hand": lambda: queue.by_hand(counter, number),
        }
        done = lambda _: self.left.emit("form_done", None)  # noqa: E731
        self.calling.act(jobs[self.choice], done, self._not_done, here_only=self.choice == "hand")

    def _not_done(self, error: DeskError) -> None:
        self._trouble = error
        self._render()

    def _render(self) -> None:
        choices = {"call": say("叫这个号"), "back": say("过号的人回来了"), "transfer": say("转到别的窗口")}
        why = {"back": say("排到同类的最后"), "transfer": say("下一个就叫")}
        if self.desk.settings.links.queue != "embedded":
            choices["hand"] = say("手工叫的号")
            why["hand"] = say("叫号系统没有应答时用；恢复后会告诉它")
        fields = [self._field("ticket", say("号"), width=240)] if self.choice else []
        if self.choice == "transfer":
            fields.append(self._field("window", say("窗口"), width=240, numbers=True))
        ready = bool(fields) and all(self._text(one.name) for one in fields)
        words = choices[self.choice] if ready else say("先输入号") if self.choice else say("先选办什么")
        if self.calling.asking:
            words, ready = say("正在问排队叫号"), False
        verdict = Verdict("", say("哪个号"))
        if self._trouble is not None:
            verdict = Verdict(STOP, told(self._trouble).what, told(self._trouble).next)
        self.show(
            verdict=verdict,
            choices_title=say("办什么"),
            choices=options(choices, self.choice, why),
            fields=tuple(fields),
            rows_title=say("可以再叫的") if self._away_ones else "",
            rows=tuple(map(_row, self._away_ones)),
            bar=Bar(Act("take", words, enabled=ready), (self._away(),)),
        )


def _row(ticket: Any) -> Cells:
    words = (ticket.number, word("ticket_states", ticket.state), minute(ticket.called_at))
    return Cells(words, ticket.number, pressable=True)


class QueueingView(FormView):
    """Draws it."""

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Of those who may be called again."""
        return (
            Column(say("号"), INSET, bold=True),
            Column(say("怎么了"), 140),
            Column(say("第一次叫"), 320, quiet=True),
        )
