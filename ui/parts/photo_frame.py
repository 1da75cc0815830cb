"""The live picture with the guide: the frame of 358:441, the oval, the eye line, and one sentence to the person."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from devices.photo.guide import Guide
from ui.look import BODY, CAPTION, look
from ui.parts.ink import Ink, fitting_size, width_of

WIDE, HIGH, LEAST = 416, 488, 200
"""Its size on the design's window, and the height under which nobody could judge a face."""


@dataclass(frozen=True, slots=True)
class Live:
    """One look at the camera; `frozen` when the camera is gone and the picture is the last one.

    Without a guide it is no look any more but the picture that was taken: the whole of it, and nothing over it.
    """

    image: QImage | None = field(default=None, compare=False)
    guide: Guide | None = None
    words: str = ""
    frozen: bool = False


class PhotoFrame(QWidget):
    """Draws the picture so that the guide fills the frame's height, what lies outside it dimmed."""

    def __init__(self) -> None:
        super().__init__()
        self._live, self._share = Live(), 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fit(HIGH)

    def fit(self, height: float) -> None:
        """Gets smaller where the page is lower, so that the whole face is seen at once."""
        self._share = min(1.0, max(LEAST, height) / HIGH)
        self.setFixedSize(self.sizeHint())

    def show_value(self, live: Live) -> None:
        """Shows the newest picture."""
        if live != self._live or live.image is not self._live.image:
            self._live = live
            self.setAccessibleName(live.words)
            self.update()

    def sizeHint(self) -> QSize:
        """416 × 488, or its share of it."""
        return QSize(look().px(WIDE * self._share), look().px(HIGH * self._share))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints picture, guide and sentence."""
        painter = QPainter(self)
        ink, live = Ink(painter, look(), self.width(), self.height()), self._live
        whole = QRectF(0, 0, self.width(), self.height())
        shape = QPainterPath()
        shape.addRoundedRect(whole, look().px(4), look().px(4))
        painter.setClipPath(shape)
        painter.fillRect(whole, look().colour("line_2"))
        if live.image is not None:
            self._paint_picture(ink, live, live.image, whole)
        painter.setClipping(False)
        if live.words and (live.guide is not None or live.image is None):
            room = ink.width - 8
            wide = min(max(width_of(look(), live.words) + 40, 318 * self._share), room)
            size = fitting_size(look(), live.words, room - 16, (BODY, CAPTION))
            ink.fill((ink.width - wide) / 2, ink.height - 44, wide, 32, "veil", 3)
            ink.text(ink.width / 2, ink.height - 28, live.words, size, "on_veil", centre=True)
        painter.end()

    def _paint_picture(self, ink: Ink, live: Live, image: QImage, whole: QRectF) -> None:
        painter = ink.painter
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        guide = live.guide
        if guide is None:
            factor = min(whole.width() / image.width(), whole.height() / image.height())
            left = (whole.width() - image.width() * factor) / 2
            top = (whole.height() - image.height() * factor) / 2
        else:
            factor = look().px(390 * self._share) / guide.height
            left = whole.width() / 2 - (guide.x + guide.width / 2) * factor
            top = look().px(42 * self._share) - guide.y * factor
        target = QRectF(left, top, image.width() * factor, image.height() * factor)
        shown = image.convertToFormat(QImage.Format.Format_Grayscale8) if live.frozen else image
        painter.drawImage(target, shown)
        if guide is not None:
            self._paint_guide(painter, guide, factor, left, top)

    def _paint_guide(self, painter: QPainter, guide: Guide, factor: float, left: float, top: float) -> None:
        def at(x: float, y: float) -> QPointF:
            return QPointF(left + x * factor, top + y * factor)

        frame = QRectF(at(guide.x, guide.y), at(guide.x + guide.width, guide.y + guide.height))
        dim = QPainterPath()
        dim.addRect(QRectF(0, 0, self.width(), self.height()))
        hole = QPainterPath()
        hole.addRect(frame)
        shade = QColor(look().colour("veil"))  # a copy: the token's own stays as it is
        shade.setAlpha(110)
        painter.fillPath(dim.subtracted(hole), shade)
        white = look().colour("on_veil")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(white, look().px(2)))
        painter.drawRect(frame)
        dashed = QPen(white, look().px(1.5))
        dashed.setDashPattern([4, 3])
        painter.setPen(dashed)
        half = guide.oval_width / 2
        painter.drawEllipse(
            QRectF(
                at(guide.centre_x - half, guide.oval_y),
                at(guide.centre_x + half, guide.oval_y + guide.oval_height),
            )
        )
        dotted = QPen(white, look().px(1.5))
        dotted.setDashPattern([1, 3])
        painter.setPen(dotted)
        painter.drawLine(at(guide.x, guide.eye_y), at(guide.x + guide.width, guide.eye_y))
        painter.setPen(QPen(white, look().px(1.5)))
        tick = look().px(14)
        for y, way in ((frame.top(), 1), (frame.bottom(), -1)):
            x = at(guide.centre_x, 0).x()
            painter.drawLine(QPointF(x, y), QPointF(x, y + way * tick))
