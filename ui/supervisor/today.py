"""今日: the hall as it stands: six figures, cases per half hour, waiting against the promise, windows, blanks.

It adds everything up again every few seconds. So it asks for numbers only: nobody's name is looked at, and nothing is
written into the journal, as long as it stands there.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import DeskError
from desk.ports import PaperOutcome
from ui.desk import Desk
from ui.keys import offer
from ui.lengthy import Lengthy
from ui.page import Act, Bar, Deed
from ui.supervisor.today_rows import alerts_of, bars_of, curve_of, figures_of, report_deed, stock_of, windows_of
from ui.supervisor.today_view import TodayState, TodayView
from ui.words import day, minute, say, told, weekday

REFRESH = 15000


class TodayPresenter(Lengthy):
    """Adds the day up again and again; nothing is kept in counters."""

    quiet = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TodayState())
        self._waiting_approvals = 0
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH)
        self._timer.timeout.connect(self._refresh)

    def arrive(self) -> None:
        """Fresh figures, and fresh ones from time to time."""
        self._refresh()
        self._timer.start()

    def leave(self) -> None:
        """No more adding up."""
        self._timer.stop()
        super().leave()

    def again(self) -> None:
        """F5: adds up now."""
        self._refresh()

    def _refresh(self) -> None:
        services, counter = self.desk.services, self.desk.counter
        today = self.desk.now().date()

        def job() -> Mapping[str, Any]:
            supervisor = counter.operator.role == "supervisor"
            return {
                "tally": services.closing.figures(counter, today),
                "flow": services.queue_figures.flow(counter, today),
                "waits": services.queue_figures.waits(counter, today),
                "windows": services.hall_windows.windows(counter),
                "asked": services.approvals.asked(counter) if counter.operator.role != "auditor" else {},
                "uncollected": services.uncollected.how_many_uncollected(counter) if supervisor else 0,
                "tasks": services.tasks.to_do(counter) if supervisor else [],
            }

        self.work(self.desk.lanes.desk, job, self._came, self._not_fresh, busy=False)

    def _came(self, facts: Mapping[str, Any]) -> None:
        now, counter = self.desk.now(), self.desk.counter
        self._waiting_approvals = len(facts["asked"])
        self.show(
            time=say("{day} {weekday}，{time}", day=day(now), weekday=weekday(now), time=minute(now)),
            stale=False,
            figures=figures_of(facts, now),
            bars=bars_of(facts["tally"]["by_half_hour"]),
            curve=curve_of(facts["waits"], counter.settings.hall.promised_wait),
            windows=windows_of(facts["windows"], facts["tally"]["by_window"], now),
            stock=stock_of(facts["tally"]["cards"]),
            alerts=alerts_of(facts),
        )
        self._render()

    def _not_fresh(self, error: DeskError) -> None:
        self._deed = Deed(told(error).what, mark="plain_look")
        self.show(stale=True)
        self._render()

    # ── what can be done ──

    def to_approvals(self) -> None:
        """The most urgent thing."""
        self.left.emit("place", "approvals")

    def print_report(self) -> None:
        """F8: the day report as it stands."""
        papers, today = self.desk.papers, self.desk.now().date()
        if papers is None:
            return

        def printed(outcome: PaperOutcome) -> None:
            self._deed = report_deed(outcome)
            self._render()

        self.work(self.desk.lanes.paper, lambda: papers.day_report(today, draft=True), printed, busy=False)

    def preview(self) -> None:
        """Ctrl P: the day report as it stands."""
        if self.desk.papers is not None:
            self.left.emit("form", ("preview", self.desk.papers.of_day(self.desk.now().date())))

    def save_table(self) -> None:
        """Ctrl S: the day as a workbook."""
        papers, today, lane = self.desk.papers, self.desk.now().date(), self.desk.lanes.paper
        if papers is not None:
            so_far = lambda percent: say("正在写表格，{n}%", n=percent)  # noqa: E731 - one sentence
            saved = lambda name: Deed(say("表格已存：{file}", file=str(name)))  # noqa: E731 - one sentence
            self._at_length(lane, partial(papers.save_table, today), so_far, saved, say("表格没有存"))

    def back(self) -> None:
        """To the reception."""
        self.left.emit("place", "reception")

    def _render(self) -> None:
        primary = None
        if self._waiting_approvals and self.desk.counter.operator.role == "supervisor":
            primary = Act("to_approvals", say("处理等复核 {n} 件", n=self._waiting_approvals))
        acts = (offer("today", "save_table"), offer("today", "print_report"))
        home = say("接待") if self.desk.counter.operator.role != "auditor" else say("日志")
        more = [Act("back", home, "Esc"), offer("today", "preview", say("预览日报"))]
        if self.desk.counter.operator.role == "supervisor":
            forms = {"to_do": say("待办"), "stock": say("空白卡"), "centre": say("制卡中心"), "accounts": say("账号")}
            forms |= {"uncollected": say("超期未领")}
            more += [Act(f"form:{name}", words) for name, words in forms.items()]
        self.show(bar=Bar(primary, acts, tuple(more), self._deed))


__all__ = ["TodayPresenter", "TodayView"]
