"""A page of a paper on a quiet ground: white in every theme, moved by the arrows, whole or as large as one likes."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.look import look
from ui.parts.ink import Ink

EDGE = 16
"""Ground around the page."""


class _Leaf(QWidget):
    """The page itself; while a sharper picture is on its way the old one is stretched."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.page = QSize(0, 0)
        self.ringed = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, edge, page."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "frame")
        if not self.image.isNull():
            left = max(look().px(EDGE), (self.width() - self.page.width()) // 2)
            place = QRectF(left, look().px(EDGE), self.page.width(), self.page.height())
            painter.fillRect(place, look().colour("paper"))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self.image)
            painter.setPen(QPen(look().colour("line_2"), look().line()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
        if self.ringed:
            seen = self.visibleRegion().boundingRect()
            s = ink.look.scale
            ink.frame(seen.x() / s, seen.y() / s, seen.width() / s, seen.height() / s, "accent", 2)
        painter.end()


class PageView(QScrollArea):
    """Shows one page; `room` tells how many pixels there are for it, `past` that somebody pages beyond its edge."""

    room = Signal(int, int)
    past = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._leaf = _Leaf()
        self.setWidget(self._leaf)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(look().px(200))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self._leaf.update())

    def show_page(self, image: QImage, size: tuple[int, int], name: str, text: str) -> None:
        """Shows a picture at a size in pixels; `name` and `text` are for screen readers."""
        fresh = name != self.accessibleName()
        self._leaf.image, self._leaf.page = image, QSize(*size)
        edge = 2 * look().px(EDGE)
        self._leaf.setMinimumSize(0 if image.isNull() else size[0] + edge, 0 if image.isNull() else size[1] + edge)
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        if fresh:
            self.verticalScrollBar().setValue(0)
        self._leaf.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: the page may be drawn anew."""
        super().resizeEvent(event)
        edge = 2 * look().px(EDGE) + 2  # and the page's own edge
        bar, whole = self.verticalScrollBar().sizeHint().width(), self.maximumViewportSize()
        self.room.emit(max(whole.width() - edge - bar, 1), max(whole.height() - edge, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the page; the paging keys go on to the next one at its end; the rest is the window's."""
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        key, step = event.key(), look().px(48)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (step if key == Qt.Key.Key_Down else -step))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            across.setValue(across.value() + (step if key == Qt.Key.Key_Right else -step))
        elif key == Qt.Key.Key_PageDown and bar.value() < bar.maximum():
            bar.setValue(bar.value() + bar.pageStep())
        elif key == Qt.Key.Key_PageUp and bar.value() > bar.minimum():
            bar.setValue(bar.value() - bar.pageStep())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.past.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring says that the arrows move this page."""
        self._leaf.ringed = True
        self._leaf.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        self._leaf.ringed = False
        self._leaf.update()
        super().focusOutEvent(event)
