"""The card's face as it will be burnt or was burnt: the very PNG, with rounded corners and an edge."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import look
from ui.parts.picture import picture
from ui.words import say

RATIO = 1016 / 648


class CardPreview(QWidget):
    """Shows a face of 1016 × 648 pixels at a width of the design."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self._wide = width
        self._face: bytes | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fit(look().px(width))
        self.setAccessibleName(say("卡面"))

    def fit(self, width: int) -> None:
        """So many pixels are there for it; it never grows beyond the design's width."""
        width = min(width, look().px(self._wide))
        self.setFixedSize(width, round(width / RATIO))

    def show_value(self, face: bytes | None) -> None:
        """Shows another face."""
        if face != self._face:
            self._face = face
            self.update()

    def sizeHint(self) -> QSize:
        """The card's own proportion."""
        return QSize(look().px(self._wide), look().px(self._wide / RATIO))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the face on white."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(0.5, 0.5, self.width() - 1, self.height() - 1)
        shape = QPainterPath()
        shape.addRoundedRect(box, look().px(12), look().px(12))
        painter.setClipPath(shape)
        painter.fillRect(box, look().colour("paper"))
        if self._face:
            image = picture(self._face)
            size = self.size() * self.devicePixelRatioF()
            mode = Qt.TransformationMode.SmoothTransformation
            painter.drawImage(box, image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode))
        painter.setClipping(False)
        painter.setPen(QPen(look().colour("line_2"), look().line()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, look().px(12), look().px(12))
        painter.end()
