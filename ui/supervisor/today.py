"""今日: the hall as it stands: six figures, cases per half hour, waiting against the promise, windows, blanks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desk.errors import DeskError
from desk.ports import PaperOutcome
from ui.desk import Desk
from ui.forms.to_do import task_words
from ui.keys import offer
from ui.lane import Errand, told_by_percent
from ui.look import look
from ui.page import BUSY, LOOK, Act, Bar, Deed, Screen
from ui.parts.charts import BarChart, Bars, Curve, CurveChart
from ui.parts.figures import EquationPart, Figure, FiguresPart
from ui.parts.part import INSET, Rows, column
from ui.parts.section import Heading, HeadingRow
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.presenter import Presenter
from ui.words import day, minute, money, say, told, weekday

REFRESH = 15000
STALE_SECONDS = 60
PROMISED_MINUTES = 15
MOST_CASES = 2000
CHARTS, TABLES = 760, 900
"""From this effective width on, two charts and two tables have room beside one another."""


@dataclass(frozen=True, slots=True)
class TodayState(Screen):
    """The figures, the charts, the tables; `stale` when they stand still."""

    time: str = ""
    stale: bool = False
    figures: tuple[Figure, ...] = ()
    bars: Bars = Bars("", (), (), ())  # noqa: RUF009 - frozen and empty
    curve: Curve = Curve("", "", (), ())  # noqa: RUF009 - frozen and empty
    clerks: tuple[Cells, ...] = ()
    stock: tuple[Figure, ...] = ()
    alerts: tuple[Cells, ...] = ()


class TodayPresenter(Presenter):
    """Adds the day up again and again; nothing is kept in counters."""

    quiet = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TodayState())
        self._deed: Deed | None = None
        self._waiting_approvals = 0
        self._table: Errand | None = None
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
                "tally": services.closing.tally(counter, today).document(),
                "flow": services.queue_figures.flow(counter, today),
                "waits": services.queue_figures.waits(counter, today),
                "cases": services.search.listed(counter, day=today, limit=MOST_CASES),
                "approvals": services.approvals.waiting(counter) if counter.operator.role != "auditor" else [],
                "uncollected": services.reminders.uncollected(counter) if supervisor else [],
                "tasks": services.tasks.to_do(counter) if supervisor else [],
            }

        self.work(self.desk.lanes.desk, job, self._came, self._not_fresh, busy=False)

    def _came(self, facts: Mapping[str, Any]) -> None:
        now = self.desk.now()
        self._waiting_approvals = len(facts["approvals"])
        self.show(
            time=say("{day} {weekday}，{time}", day=day(now), weekday=weekday(now), time=minute(now)),
            stale=False,
            figures=figures_of(facts, now),
            bars=bars_of(facts["cases"]),
            curve=curve_of(facts["waits"]),
            clerks=tuple(self._clerk(one) for one in facts["tally"]["by_clerk"]),
            stock=stock_of(facts["tally"]["cards"]),
            alerts=alerts_of(facts),
        )
        self._render_bar()

    def _not_fresh(self, error: DeskError) -> None:
        self._deed = Deed(told(error).what, mark="plain_look")
        self.show(stale=True)
        self._render_bar()

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
            words = say("日报已打印") if outcome is PaperOutcome.PRINTED else say("日报没有打出，看打印机")
            self._deed = Deed(words)
            self._render_bar()

        self.work(self.desk.lanes.paper, lambda: papers.day_report(today, draft=True), printed, busy=False)

    def preview(self) -> None:
        """Ctrl P: the day report as it stands."""
        if self.desk.papers is not None:
            self.left.emit("form", ("preview", self.desk.papers.of_day(self.desk.now().date())))

    def save_table(self) -> None:
        """Ctrl S: the day as a workbook."""
        papers, today, lane = self.desk.papers, self.desk.now().date(), self.desk.lanes.paper
        if papers is None:
            return
        errand = self._table = Errand()
        tell = lane.hop(self._written_so_far)

        def saved(name: str) -> None:
            self._deed = Deed(say("表格已存：{file}", file=str(name)))
            self._render_bar()

        job = lambda: papers.save_table(today, told_by_percent(errand, tell))  # noqa: E731 - one line for a lane
        self.work(lane, job, saved, busy=False, errand=errand)

    def _written_so_far(self, errand: Errand, percent: int) -> None:
        if errand is self._table and not errand.given_up():
            self._deed = Deed(say("正在写表格，{n}%", n=percent), BUSY, undo="undo")
            self._render_bar()

    def undo(self) -> None:
        """Ctrl Z while a table is written: it is not written after all."""
        if self._table is not None and self._deed is not None and self._deed.undo:
            self._table.give_up()
            self._deed = Deed(say("表格没有存"), mark="plain_look")
            self._render_bar()

    def back(self) -> None:
        """To the reception."""
        self.left.emit("place", "reception")

    def _render_bar(self) -> None:
        primary = None
        if self._waiting_approvals and self.desk.counter.operator.role == "supervisor":
            primary = Act("to_approvals", say("处理等复核 {n} 件", n=self._waiting_approvals))
        acts = (offer("today", "save_table"), offer("today", "print_report"))
        more = [Act("back", say("接待"), "Esc"), offer("today", "preview", say("预览日报"))]
        if self.desk.counter.operator.role == "supervisor":
            forms = {"to_do": say("待办"), "stock": say("空白卡"), "centre": say("制卡中心"), "accounts": say("账号")}
            more += [Act(f"form:{name}", words) for name, words in forms.items()]
        self.show(bar=Bar(primary, acts, tuple(more), self._deed))

    @staticmethod
    def _clerk(row: Mapping[str, Any]) -> Cells:
        counts = [str(row.get(name, 0)) for name in ("accepted", "deferred", "refused", "collected")]
        return Cells(
            (str(row["clerk"]), *counts, money(row.get("paid", 0) - row.get("refunded", 0))), str(row["clerk"])
        )


def figures_of(facts: Mapping[str, Any], now: Any) -> tuple[Figure, ...]:
    """The six figures."""
    tally, flow = facts["tally"], facts["flow"]
    cases, cards, fees = tally["cases"], tally["cards"], tally["money"]
    asked = [int((now - one.asked_at).total_seconds() // 60) for one in facts["approvals"]]
    all_of_them = max(1, cases["accepted"] + cases["refused"])
    mean = say("平均 {n} 分", n=flow.mean_wait // 60) if flow.mean_wait is not None else ""
    taken = money(fees["paid"] - fees["refunded"])
    oldest = say("最久 {n} 分", n=max(asked)) if asked else ""
    return (
        Figure(say("等候"), str(flow.waiting), say("人"), mean),
        Figure(say("今日受理"), str(cases["accepted"]), say("件"), say("其中容缺 {n}", n=cases["deferred"])),
        Figure(
            say("一次性告知"),
            str(cases["refused"]),
            say("件"),
            say("占 {n}%", n=round(100 * cases["refused"] / all_of_them)),
        ),
        Figure(say("即办发卡"), str(cards["issued"]), say("张"), say("废卡 {n}", n=cards["spoiled"])),
        Figure(say("实收"), taken, say("元"), say("减免 {n}", n=money(fees["waived"]))),
        Figure(say("等复核"), str(len(asked)), say("件"), oldest, LOOK if asked and max(asked) >= 10 else ""),
    )


def bars_of(cases: Sequence[Any]) -> Bars:
    """Cases per half hour in three series: 受理, 容缺, 一次性告知."""
    halves: dict[str, list[int]] = {}
    for case in cases:
        at = case.concluded_at
        half = f"{at.hour:02d}:{30 * (at.minute // 30):02d}"
        counts = halves.setdefault(half, [0, 0, 0])
        if case.number.startswith("N"):
            counts[2] += 1
        elif case.owes:
            counts[1] += 1
        else:
            counts[0] += 1
    labels = tuple(sorted(halves))[-12:]
    values = tuple(tuple(halves[label][series] for label in labels) for series in range(3))
    return Bars(say("每半小时办件"), (say("受理"), say("容缺"), say("一次性告知")), labels, values)


def curve_of(waits: Mapping[str, float]) -> Curve:
    """Median waiting time per half hour, in minutes, against the promise."""
    labels = tuple(sorted(waits))[-12:]
    promise = say("承诺 {n} 分", n=PROMISED_MINUTES)
    values = tuple(waits[label] for label in labels)
    return Curve(say("等候时间"), say("中位数，分钟"), labels, values, PROMISED_MINUTES, promise)


def stock_of(cards: Mapping[str, int]) -> tuple[Figure, ...]:
    """期初 + 领入 − 已发 − 废卡 − 未定 − 退回 = 应有."""

    def minus(code: str) -> str:
        return f"−{cards[code]}" if cards[code] >= 0 else f"+{-cards[code]}"

    return (
        Figure(say("期初"), str(cards["opening"]), ""),
        Figure(say("领入"), f"+{cards['received']}", ""),
        Figure(say("已发"), minus("issued"), ""),
        Figure(say("废卡"), minus("spoiled"), ""),
        Figure(say("未定"), minus("unknown"), "", mark=LOOK if cards["unknown"] else ""),
        Figure(say("退回"), minus("returned"), ""),
        Figure(say("应有"), str(cards["closing"]), ""),
    )


def alerts_of(facts: Mapping[str, Any]) -> tuple[Cells, ...]:
    """What must not be forgotten: cards nobody fetched, tasks that are due."""
    alerts = []
    if facts["uncollected"]:
        words = say("{n} 张", n=len(facts["uncollected"]))
        alerts.append(Cells((say("超期未领"), words), "uncollected", mark=LOOK))
    kinds: dict[str, int] = {}
    for task in facts["tasks"]:
        kinds[task.kind] = kinds.get(task.kind, 0) + 1
    alerts += [Cells((task_words(kind), say("{n} 件", n=n)), kind, mark=LOOK) for kind, n in kinds.items()]
    return tuple(alerts[:5])


class TodayView(View):
    """Figures over charts over tables, the whole width."""

    code = "today"
    wide = True
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column(say("柜员"), INSET),
            Column(say("受理"), -440, right=True),
            Column(say("容缺"), -346, right=True),
            Column(say("一次性告知"), -226, right=True),
            Column(say("领卡"), -116, right=True),
            Column(say("实收"), -INSET, right=True),
        )
        alerts = (Column("", INSET), Column("", -INSET, right=True))
        self._head, self._figures = HeadingRow(40), FiguresPart()
        self._bars, self._curve = BarChart(), CurveChart()
        self._clerk_head, self._clerks = TableHeadRow(columns), Rows(lambda: TableRow(columns))
        self._stock_head, self._stock = HeadingRow(32), EquationPart()
        self._alerts = Rows(lambda: TableRow(alerts, 28))
        charts, tables = QWidget(), QWidget()
        self._pairs: list[tuple[QHBoxLayout, float]] = []
        for holder, least, left, right in (
            (charts, CHARTS, (self._bars,), (self._curve,)),
            (tables, TABLES, (self._clerk_head, self._clerks), (self._stock_head, self._stock, 8, self._alerts)),
        ):
            across = QHBoxLayout(holder)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(look().px(8))
            self._pairs.append((across, least))
            for parts, share in ((left, 3), (right, 2)):
                side = QWidget()
                side.setLayout(column(*parts, -1))
                across.addWidget(side, share)
        self.fill(self._head, self._figures, 8, charts, tables, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside one another, charts and tables stand under one another."""
        super().resizeEvent(event)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for pair, least in self._pairs:
            pair.setDirection(right if self.width() / look().scale >= least else down)

    def render_state(self, state: TodayState) -> None:
        """Shows the day."""
        self.render_screen(state)
        words = say("数据停在 {time}", time=state.time) if state.stale else say("{time}，每 15 秒更新", time=state.time)
        self._head.show_value(Heading(say("大厅此刻"), words, 20, bold=True))
        self._figures.show_value(state.figures)
        self._bars.show_value(state.bars)
        self._curve.show_value(state.curve)
        self._clerks.show_all(state.clerks)
        self._stock_head.show_value(Heading(say("空白卡，全厅"), size=13, line=True))
        self._stock.show_value(state.stock)
        self._alerts.show_all(state.alerts)
