"""A camera's picture (BGR pixels, uint8) as what is shown of it, and as what is kept."""

from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage


def image_of(frame: Any) -> QImage:
    """A picture of its own, to be shown."""
    height, width = frame.shape[:2]
    return QImage(frame.data, width, height, 3 * width, QImage.Format.Format_BGR888).copy()


def page_of(frame: Any) -> bytes:
    """A JPEG of the whole frame: a page, or what a portrait was cut from."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_of(frame).save(buffer, "JPEG", 82)  # type: ignore[call-overload] # the stub says bytes, PySide takes text only
    return bytes(buffer.data().data())
