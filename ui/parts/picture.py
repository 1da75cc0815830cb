"""A picture as large as the page allows: a scanned paper that somebody has to judge."""

from functools import lru_cache

from PySide6.QtGui import QImage, QPainter

from ui.parts.ink import Ink
from ui.parts.part import INSET, Part
from ui.words import say

MOST = 460


@lru_cache(maxsize=64)
def picture(data: bytes) -> QImage:
    """A picture's pixels; an empty image when the bytes are none."""
    image = QImage()
    image.loadFromData(data)
    return image


class Picture(Part):
    """Shows a picture, or takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._data = b""
        self.hide()

    def show_value(self, data: bytes) -> None:
        """Shows another picture."""
        self.setVisible(bool(data))
        if data != self._data:
            self._data = data
            self.call(say("放大的影像"))
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:
        """The picture's own proportion, never higher than the page."""
        image = picture(self._data)
        return min(MOST, (width - 2 * INSET) * image.height() / image.width()) if not image.isNull() else 0

    def paint(self, ink: Ink) -> None:
        """Draws the picture on white, in the middle."""
        image = picture(self._data)
        if image.isNull():
            return
        room = ink.rect(INSET, 0, ink.width - 2 * INSET, ink.height)
        factor = min(room.width() / image.width(), room.height() / image.height())
        place = ink.rect(INSET, 0, 0, 0)
        place.setWidth(image.width() * factor)
        place.setHeight(image.height() * factor)
        ink.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ink.painter.fillRect(place, ink.look.colour("paper"))
        ink.painter.drawImage(place, image)
