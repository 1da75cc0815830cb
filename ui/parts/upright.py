"""A vertical hairline between two regions of a page."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import look


class Upright(QWidget):
    """One pixel wide, as high as its neighbours."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(look().line())

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(look().line(), look().px(100))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("line"))
        painter.end()
