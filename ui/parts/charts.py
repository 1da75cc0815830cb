"""Two charts: bars per half hour in three series that differ without colour, and a line against a promise."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPen, QPolygonF

from ui.look import CAPTION
from ui.parts.ink import Ink, plain
from ui.parts.part import INSET, Part

LEFT, TOP, PLOT = 36, 34, 150
BAR = 36


@dataclass(frozen=True, slots=True)
class Bars:
    """Series of equal length over the labels; the first is filled accent, the second amber, the third hollow."""

    title: str
    series: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One value per label, None where there is none, and the promise it is held against."""

    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    promise: float | None = None
    promise_words: str = ""


def _round_up(value: float) -> int:
    """The top of the grid: above the value, so that its figure has room under the legend."""
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if value < 4 * s), 1000)
    return 4 * step


class BarChart(Part):
    """Bars 36 wide, 1 px between series, totals on top, grid lines behind."""

    def __init__(self) -> None:
        super().__init__()
        self._bars = Bars("", (), (), ())

    def show_value(self, bars: Bars) -> None:
        """Shows other figures."""
        if bars == self._bars:
            return
        self._bars = bars
        totals = [sum(column) for column in zip(*bars.values, strict=True)] if bars.values else []
        told = "，".join(f"{label} {total}" for label, total in zip(bars.labels, totals, strict=False))
        self.call(plain(bars.title), told)
        self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Title, plot, labels."""
        return TOP + PLOT + 36

    def paint(self, ink: Ink) -> None:
        """Draws grid, bars and labels."""
        bars = self._bars
        ink.text(INSET, 14, bars.title, bold=True)
        self._paint_legend(ink)
        columns = list(zip(*bars.values, strict=True)) if bars.values else []
        most = _round_up(max((sum(column) for column in columns), default=1))
        _paint_grid(ink, most)
        room = ink.width - INSET - LEFT - INSET
        step = room / max(1, len(bars.labels))
        for number, (label, column) in enumerate(zip(bars.labels, columns, strict=False)):
            wide = min(BAR, step - 4)
            x = INSET + LEFT + number * step + (step - wide) / 2
            self._paint_bar(ink, x, wide, column, most)
            ink.text(x + wide / 2, TOP + PLOT + 16, label, CAPTION, "text_2", centre=True)

    def _paint_bar(self, ink: Ink, x: float, wide: float, column: tuple[int, ...], most: int) -> None:
        y = float(TOP + PLOT)
        for series, value in enumerate(column):
            high = value / most * PLOT
            if value <= 0:
                continue
            box = ink.rect(x, y - high, wide, max(1.0, high - 1))
            if series < 2:
                ink.painter.fillRect(box, ink.look.colour("accent" if series == 0 else "second"))
            else:
                ink.painter.setBrush(Qt.BrushStyle.NoBrush)
                ink.painter.setPen(QPen(ink.look.colour("text_3"), ink.look.line(1.5)))
                ink.painter.drawRect(box.adjusted(1, 1, -1, -1))
            y -= high
        if sum(column):
            ink.text(x + wide / 2, y - 10, str(sum(column)), CAPTION, centre=True)

    def _paint_legend(self, ink: Ink) -> None:
        x = ink.width - INSET
        for series in reversed(range(len(self._bars.series))):
            x -= ink.text(x, 14, self._bars.series[series], CAPTION, "text_2", right=True) + 14
            box = ink.rect(x, 9, 10, 10)
            if series < 2:
                ink.painter.fillRect(box, ink.look.colour("accent" if series == 0 else "second"))
            else:
                ink.painter.setBrush(Qt.BrushStyle.NoBrush)
                ink.painter.setPen(QPen(ink.look.colour("text_3"), ink.look.line(1.5)))
                ink.painter.drawRect(box.adjusted(1, 1, -1, -1))
            x -= 16


class CurveChart(Part):
    """A line with its last value, and one dashed line for what was promised."""

    def __init__(self) -> None:
        super().__init__()
        self._curve = Curve("", "", (), ())

    def show_value(self, curve: Curve) -> None:
        """Shows other figures."""
        if curve == self._curve:
            return
        self._curve = curve
        known = [value for value in curve.values if value is not None]
        self.call(plain(curve.title), f"{curve.unit} {known[-1]:.0f}" if known else "")
        self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Title, plot, labels."""
        return TOP + PLOT + 36

    def paint(self, ink: Ink) -> None:
        """Draws grid, promise, line and labels."""
        curve = self._curve
        ink.text(INSET, 14, curve.title, bold=True)
        ink.text(ink.width - INSET, 14, curve.unit, CAPTION, "text_2", right=True)
        known = [value for value in curve.values if value is not None]
        most = _round_up(max([*known, curve.promise or 0, 1]))
        _paint_grid(ink, most)
        room = ink.width - INSET - LEFT - 2 * INSET
        step = room / max(1, len(curve.labels) - 1) if len(curve.labels) > 1 else room

        def at(number: int, value: float) -> QPointF:
            x, y = INSET + LEFT + number * step, TOP + PLOT - value / most * PLOT
            return QPointF(x * ink.look.scale, y * ink.look.scale)

        if curve.promise is not None:
            y = TOP + PLOT - curve.promise / most * PLOT
            pen = QPen(ink.look.colour("look"), ink.look.line(1.5))
            pen.setDashPattern([4, 3])
            ink.painter.setPen(pen)
            ink.painter.drawLine(
                at(0, curve.promise), QPointF((ink.width - INSET) * ink.look.scale, y * ink.look.scale)
            )
            ink.text(ink.width - INSET, y - 11, curve.promise_words, CAPTION, "look", right=True)
        points = [at(number, value) for number, value in enumerate(curve.values) if value is not None]
        ink.painter.setBrush(Qt.BrushStyle.NoBrush)
        ink.painter.setPen(QPen(ink.look.colour("accent"), ink.look.line(2)))
        ink.painter.drawPolyline(QPolygonF(points))
        if points:
            radius = ink.look.px(4)
            ink.painter.setPen(Qt.PenStyle.NoPen)
            ink.painter.setBrush(QBrush(ink.look.colour("accent")))
            ink.painter.drawEllipse(points[-1], radius, radius)
            x, y, last = points[-1].x() / ink.look.scale, points[-1].y() / ink.look.scale, f"{known[-1]:.0f}"
            beside = x + 32 < ink.width - INSET
            ink.text(x + 9 if beside else x, y if beside else y - 14, last, CAPTION, bold=True, right=not beside)
        every = max(1, len(curve.labels) // 6)
        for number, label in enumerate(curve.labels):
            if number % every == 0:
                ink.text(INSET + LEFT + number * step, TOP + PLOT + 16, label, CAPTION, "text_2", centre=True)


def _paint_grid(ink: Ink, most: int) -> None:
    for part in range(5):
        y = TOP + PLOT - part / 4 * PLOT
        box = ink.rect(INSET + LEFT, y, ink.width - 2 * INSET - LEFT, 0)
        ink.painter.fillRect(QRectF(box.left(), box.top(), box.width(), ink.look.line()), ink.look.colour("line"))
        ink.text(INSET + LEFT - 8, y, str(most * part // 4), CAPTION, "text_2", right=True)
