"""今日 as it is drawn: figures over charts over tables, the whole width."""

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui.look import look
from ui.page import Screen
from ui.parts.charts import BarChart, Bars, Curve, CurveChart
from ui.parts.figures import EquationPart, Figure, FiguresPart
from ui.parts.part import INSET, Rows, column
from ui.parts.section import Heading, HeadingRow
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.words import say

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
    windows: tuple[Cells, ...] = ()
    stock: tuple[Figure, ...] = ()
    alerts: tuple[Cells, ...] = ()


class TodayView(View):
    """Figures over charts over tables, the whole width."""

    code = "today"
    wide = True
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column(say("窗口"), INSET),
            Column(say("状态"), 138),
            Column(say("办件"), -306, right=True),
            Column(say("平均办理"), -212, right=True),
            Column(say("告知"), -130, right=True),
            Column(say("实收"), -INSET, right=True),
        )
        alerts = (Column("", INSET), Column("", -INSET, right=True))
        self._head, self._figures = HeadingRow(40), FiguresPart()
        self._bars, self._curve = BarChart(), CurveChart()
        self._window_head, self._windows = TableHeadRow(columns), Rows(lambda: TableRow(columns))
        self._stock_head, self._stock = HeadingRow(32), EquationPart()
        self._alerts = Rows(lambda: TableRow(alerts, 28))
        self._alerts.pressed.connect(lambda form: self.asked.emit("form", form))
        charts, tables = QWidget(), QWidget()
        self._pairs: list[tuple[QHBoxLayout, float]] = []
        for holder, least, left, right in (
            (charts, CHARTS, (self._bars,), (self._curve,)),
            (tables, TABLES, (self._window_head, self._windows), (self._stock_head, self._stock, 8, self._alerts)),
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

    def digit(self, number: int) -> bool:
        """The list behind the alert of that number."""
        rows = self._alerts.rows
        if not 1 <= number <= len(rows):
            return False
        self.asked.emit("form", rows[number - 1].code)
        return True

    def render_state(self, state: TodayState) -> None:
        """Shows the day."""
        self.render_screen(state)
        words = say("数据停在 {time}", time=state.time) if state.stale else say("{time}，每 15 秒更新", time=state.time)
        self._head.show_value(Heading(say("大厅此刻"), words, 20, bold=True))
        self._figures.show_value(state.figures)
        self._bars.show_value(state.bars)
        self._curve.show_value(state.curve)
        self._windows.show_all(state.windows)
        self._stock_head.show_value(Heading(say("空白卡，全厅"), size=13, line=True))
        self._stock.show_value(state.stock)
        self._alerts.show_all(state.alerts)
