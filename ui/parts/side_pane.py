"""The side pane of wide windows: the page just scanned, the paper about to be printed, or the journal."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.look import BODY, CAPTION, TITLE, look
from ui.page import Side
from ui.parts.ink import Ink, height_of
from ui.parts.picture import picture

SIDE = 16


class SidePane(QWidget):
    """Shows a picture or lines under a title; empty it is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side: Side | None = None

    @property
    def filled(self) -> bool:
        """Whether there is anything to show."""
        return self._side is not None

    def show_value(self, side: Side | None) -> None:
        """Shows something else."""
        if side != self._side:
            self._side = side
            self.setAccessibleName(side.title if side else "")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints title, then picture or lines."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "work")
        ink.upright(0, 0, ink.height)
        if self._side:
            ink.text(SIDE, 35, self._side.title, TITLE, bold=True)
            ink.hairline(SIDE, 59, ink.width - 2 * SIDE)
            if self._side.picture:
                self._paint_picture(ink, self._side.picture)
            self._paint_lines(ink, self._side)
        painter.end()

    def _paint_picture(self, ink: Ink, data: bytes) -> None:
        image = picture(data)
        if image.isNull():
            return
        room = ink.rect(SIDE, 76, ink.width - 2 * SIDE, ink.height - 92)
        factor = min(room.width() / image.width(), room.height() / image.height())
        room.setWidth(image.width() * factor)
        room.setHeight(image.height() * factor)
        ink.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ink.painter.fillRect(room, ink.look.colour("paper"))
        ink.painter.drawImage(room, image)

    def _paint_lines(self, ink: Ink, side: Side) -> None:
        y, room = 70.0, ink.width - 2 * SIDE
        for fact in side.lines:
            ink.text(SIDE, y + 12, fact.label, CAPTION, "text_3")
            ink.paragraph(SIDE + 56, y, room - 56, fact.value, BODY)
            y += height_of(ink.look, fact.value, room - 56) + 8
