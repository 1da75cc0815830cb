"""Pictures as they are shown: portraits, cards, and scanned papers that somebody has to judge.

A camera's page is 8 million points, 32 MB once decoded: none is decoded larger than it is shown, and none is kept
when the visit it belongs to is over (`forget_pictures`).
"""

from functools import lru_cache

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from ui.parts.ink import Ink
from ui.parts.part import INSET, Part
from ui.words import say

MOST = 460
LONGEST = 2048
"""Points on the longer side of the largest picture shown: a card before the customer, a page on a 4K screen."""


@lru_cache(maxsize=64)
def picture(data: bytes, longest: int = LONGEST) -> QImage:
    """A picture's pixels, no side longer than `longest`; an empty image when the bytes are none."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def forget_pictures() -> None:
    """Nobody is at the window: no picture of anybody stays in memory."""
    picture.cache_clear()


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
