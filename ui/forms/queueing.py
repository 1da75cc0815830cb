"""排队的号: called out of turn, back after it was skipped, sent to another window, or called by hand."""

from collections.abc import Callable
from typing import Any

from desk.errors import DeskError
from ui.desk import Desk
from ui.forms.form import FormPresenter, FormView, options
from ui.page import STOP, Act, Bar, Verdict
from ui.words import say, told


class QueueingPresenter(FormPresenter):
    """Acts through the window's own calling, which learns who is here now."""

    def __init__(self, desk: Desk, about: Any) -> None:
        super().__init__(desk, about)
        self.calling = desk.calling
        self._trouble: DeskError | None = None
        if self.calling.number:
            self._texts["ticket"] = self.calling.number
        if self.calling.trouble is not None:
            self.choice = "hand"

    def arrive(self) -> None:
        """The queue goes on meanwhile."""
        self.calling.changed.connect(self._render)
        super().arrive()

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
            bar=Bar(Act("take", words, enabled=ready), (self._away(),)),
        )


QueueingView = FormView
