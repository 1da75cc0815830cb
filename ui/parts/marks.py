"""The marks: a state is a word, a shape and a colour, and without colour the shape still tells.

    fine  filled disc with a tick        look  filled triangle with !        stop  filled square with a cross
    todo  ring        here  ring with a point        done  plain tick        busy  half ring
    dash  does not apply        clock  waits        none  not fitted

Drawn in a square of 24 units around a centre, so that one drawing serves 14 px beside a word and 40 px in the verdict.
"""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.look import Look

COLOUR = {
    "fine": "fine",
    "look": "look",
    "stop": "stop",
    "here": "accent",
    "busy": "accent",
    "todo": "line_3",
    "done": "text_2",
    "dash": "text_3",
    "clock": "text_2",
    "none": "text_3",
    "plain_look": "text_2",
    "camera": "text_2",
}


def draw_mark(painter: QPainter, look: Look, mark: str, x: float, y: float, size: float, colour: str = "") -> None:  # noqa: PLR0917
    """The mark around the point (x, y), both and `size` in effective px."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x * look.scale, y * look.scale)
    unit = size * look.scale / 24
    painter.scale(unit, unit)
    tone = look.colour(colour or COLOUR.get(mark, "text_2"))
    glyph = look.colour("glyph")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(tone))

    def pen(width: float, of: QColor = tone) -> QPen:
        return QPen(of, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

    if mark == "fine":
        painter.drawEllipse(QPointF(0, 0), 11, 11)
        _stroke(painter, pen(2.6, glyph), (-4.6, 0.2), (-1.4, 3.4), (5, -3.4))
    elif mark == "look":
        painter.setPen(pen(2))
        painter.drawPolygon(QPolygonF([QPointF(0, -9.6), QPointF(10.6, 8.8), QPointF(-10.6, 8.8)]))
        _stroke(painter, pen(2.4, glyph), (0, -3.4), (0, 2.2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(glyph))
        painter.drawEllipse(QPointF(0, 5.8), 1.5, 1.5)
    elif mark == "stop":
        painter.drawRoundedRect(QRectF(-10, -10, 20, 20), 3, 3)
        for way in (1, -1):
            _stroke(painter, pen(2.6, glyph), (-4, -4 * way), (4, 4 * way))
    elif mark in ("todo", "here"):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone, 2.2 if mark == "here" else 1.8))
        painter.drawEllipse(QPointF(0, 0), 9.6, 9.6)
        if mark == "here":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(tone))
            painter.drawEllipse(QPointF(0, 0), 4.8, 4.8)
    elif mark == "done":
        _stroke(painter, pen(2), (-7, 0.4), (-2.4, 5), (7, -5))
    elif mark == "busy":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone, 2.4))
        painter.drawEllipse(QPointF(0, 0), 9.8, 9.8)
        half = QPainterPath()
        half.moveTo(0, -9.8)
        half.arcTo(QRectF(-9.8, -9.8, 19.6, 19.6), 90, -180)
        half.closeSubpath()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(tone))
        painter.drawPath(half)
    elif mark == "dash":
        _stroke(painter, pen(2.2), (-6.4, 0), (6.4, 0))
    elif mark == "clock":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone, 1.9))
        painter.drawEllipse(QPointF(0, 0), 9.4, 9.4)
        _stroke(painter, pen(1.9), (0, -5.4), (0, 0.6), (4, 2.4))
    elif mark == "none":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone, 1.9))
        painter.drawEllipse(QPointF(0, 0), 9.4, 9.4)
        reach = 9.4 * math.sqrt(0.5)
        _stroke(painter, pen(1.9), (-reach, reach), (reach, -reach))
    elif mark == "plain_look":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(1.9))
        painter.drawPolygon(QPolygonF([QPointF(0, -9.2), QPointF(10.2, 8.6), QPointF(-10.2, 8.6)]))
        _stroke(painter, pen(1.9), (0, -2.8), (0, 2.2))
        painter.drawPoint(QPointF(0, 5.6))
    painter.restore()


def draw_light(painter: QPainter, look: Look, state: str, x: float, y: float) -> None:
    """A device light, 10 px: circle, triangle, square, half ring or empty ring."""
    tone = look.colour(COLOUR.get(state, "text_3"))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x * look.scale, y * look.scale)
    painter.scale(look.scale, look.scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(tone))
    if state == "fine":
        painter.drawEllipse(QPointF(0, 0), 5, 5)
    elif state == "look":
        painter.drawPolygon(QPolygonF([QPointF(0, -5.4), QPointF(6.2, 5), QPointF(-6.2, 5)]))
    elif state == "stop":
        painter.drawRect(QRectF(-5, -5, 10, 10))
    elif state == "busy":
        painter.restore()
        draw_mark(painter, look, "busy", x, y, 12)
        return
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone, 1.5))
        painter.drawEllipse(QPointF(0, 0), 4.25, 4.25)
    painter.restore()


def _stroke(painter: QPainter, pen: QPen, *points: tuple[float, float]) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
