"""A box that is signed in, with a pen, a finger or the mouse, and that shows a signature always on white paper.

empty ──the pen touches──> being signed ──the pen rests REST ms──> told (`signed`), shown as it is
  ^                               └── too little for a name: wiped ──┐
  └──────────────────────────────────────────────────────────────────┘
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.ports import Stroke
from ui.look import Look, look
from ui.parts.ink import Ink
from ui.words import say

LEAST_POINTS = 4
"""Fewer points are a slip of the hand."""


class SignatureBox(QWidget):
    """`signed` gives the strokes when the pen has rested for a while.

    Points are shares of the box's width, across and down alike: a signature keeps its proportions wherever it is shown.
    """

    signed = Signal(object)
    begun = Signal()
    REST = 900
    """Milliseconds after the last stroke until the signature counts as finished."""

    def __init__(
        self, width: float, height: float, *, open_for_ink: bool = False, look_of: Callable[[], Look] = look
    ) -> None:
        super().__init__()
        self._wide, self._high, self._look_of = width, height, look_of
        self.strokes: list[list[tuple[float, float, float, int]]] = []
        self._open = open_for_ink
        self._clock = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(self.REST)
        self._rest.timeout.connect(self._rested)
        self._told = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(look_of().px(width), look_of().px(height))
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setAccessibleName(say("签名"))

    @property
    def open_for_ink(self) -> bool:
        """Whether it is signed in now; its edge says so."""
        return self._open

    @open_for_ink.setter
    def open_for_ink(self, on: bool) -> None:
        if on != self._open:
            self._open = on
            self.update()

    def show_strokes(self, strokes: tuple[Stroke, ...] | None) -> None:
        """Shows a kept signature, or an empty box; ink that was not told yet is not wiped away by an empty one."""
        if strokes is None and not self._told:
            return
        self._rest.stop()
        shown, self._told = [list(stroke.points) for stroke in strokes or ()], True
        if shown != self.strokes:
            self.strokes = shown
            self.update()

    def clear(self) -> None:
        """Empties the box for another try."""
        self._told = True
        self.show_strokes(None)

    def value(self) -> tuple[Stroke, ...]:
        """The signature as it stands."""
        return tuple(Stroke(tuple(points)) for points in self.strokes if points)

    def sizeHint(self) -> QSize:
        """The size it was made with."""
        return QSize(self._look_of().px(self._wide), self._look_of().px(self._high))

    # ── pen ──

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        if self.open_for_ink:
            self._begin(event.position(), 0.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on."""
        if self.open_for_ink and self.strokes:
            self._add(event.position(), 0.5)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke ends; the rest begins."""
        self.mouseMoveEvent(event)
        self._rest_begins()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen with pressure."""
        if not self.open_for_ink:
            return
        if event.type() == event.Type.TabletPress:
            self._begin(event.position(), event.pressure())
        elif event.type() == event.Type.TabletRelease:
            self._rest_begins()
        elif event.pressure() > 0 and self.strokes:
            self._add(event.position(), event.pressure())
        event.accept()

    def _begin(self, at: QPointF, pressure: float) -> None:
        if not self.strokes:
            self._clock.start()
            self.begun.emit()
        self._rest.stop()
        self.strokes.append([])
        self._add(at, pressure)

    def _add(self, at: QPointF, pressure: float) -> None:
        point = (
            round(at.x() / self.width(), 4),
            round(at.y() / self.width(), 4),
            round(pressure, 3),
            self._clock.elapsed(),
        )
        self.strokes[-1].append(point)
        self._told = False
        self.update()

    def _rest_begins(self) -> None:
        if not self._told:
            self._rest.start()

    def _rested(self) -> None:
        self.finish()
        if not self._told:
            self.clear()

    def finish(self) -> None:
        """Tells the signature now, without waiting for the rest; too few points are no signature yet."""
        if not self._told and sum(map(len, self.strokes)) > LEAST_POINTS:
            self._told = True
            self._rest.stop()
            self.update()  # all of it is seen from now on, see `_scale`
            self.signed.emit(self.value())

    def _scale(self) -> tuple[float, float]:
        """Pixels of one share, and where the signature begins: one signed in a higher box is shown smaller."""
        lowest = max((y for points in self.strokes for _, y, _, _ in points), default=0.0)
        if not self._told or lowest * self.width() <= self.height():
            return self.width(), 0.0
        scale = (self.height() - self._look_of().px(4)) / lowest
        return scale, (self.width() - scale) / 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints paper, edge and ink."""
        painter = QPainter(self)
        now = self._look_of()
        ink = Ink(painter, now, self.width(), self.height())
        ink.frame(0, 0, ink.width, ink.height, "line_3" if self.open_for_ink else "line_2", 1, 4, "paper")
        scale, left = self._scale()
        for points in self.strokes:
            path = QPainterPath()
            for number, (x, y, _, _) in enumerate(points):
                spot = QPointF(left + scale * x, scale * y)
                path.moveTo(spot) if number == 0 else path.lineTo(spot)
            pen = QPen(now.colour("ink"), now.px(2.2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
        painter.end()
