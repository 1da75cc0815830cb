"""The base of everything drawn by hand: a widget that paints in effective px and never blurs its focus.

A part is `INSET` effective px wider than its text on both sides: the tint of a selected row and the focus ring bleed
there, so that the text itself stays on the design's edges.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.look import look
from ui.parts.ink import Ink

INSET = 12


class Part(QWidget):
    """Draws itself in `paint`, tells its height for a width, and is named for screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def paint(self, ink: Ink) -> None:
        """Draws the part."""
        raise NotImplementedError

    def height_at(self, width: float) -> float:
        """The height the part needs at a width, both in effective px."""
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        """Parts that wrap text grow when they get narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's way of asking `height_at`."""
        return look().px(self.height_at(width / look().scale))

    def sizeHint(self) -> QSize:
        """As wide as there is room, as high as the text needs there."""
        width = self.width() if self.width() > 1 else look().px(782)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its text."""
        return QSize(look().px(40), self.sizeHint().height() if not self.hasHeightForWidth() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A part of another width may want another height: Qt remembers the one it was told for the old width."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width() and self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()

    def call(self, name: str, description: str = "") -> None:
        """What a screen reader says of the part."""
        if name != self.accessibleName():
            self.setAccessibleName(name)
        if description != self.accessibleDescription():
            self.setAccessibleDescription(description)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the part, then its focus ring."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        self.paint(ink)
        if self.hasFocus():
            self.paint_focus(ink)
        painter.end()

    def paint_focus(self, ink: Ink) -> None:
        """The ring of the thing that has the keyboard: 2 px of accent."""
        ink.frame(0, 0, ink.width, ink.height, "accent", 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides the ring."""
        self.update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A part that is switched off or on is drawn again."""
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)


class Row(Part):
    """A part that can be pressed: by the mouse, or by Space while it has the focus.

    `enter_goes_on`: Enter on it means the next row, so the primary's cap says Ctrl Enter while it has the focus.
    """

    pressed = Signal(object)
    reached = Signal(object)
    """The row has the keyboard now."""
    enter_goes_on = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code: Any = None

    def make_pressable(self, on: bool = True) -> None:
        """Whether the row takes the focus and answers."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells that it was reached, by whatever key."""
        super().focusInEvent(event)
        self.reached.emit(self.code)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click inside presses the row."""
        if self.focusPolicy() != Qt.FocusPolicy.NoFocus and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys walk through the rows and end with them; everything else is the window's."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        elif (row := self._neighbour(page := self._page(), step)) is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(page, QScrollArea):
                page.ensureWidgetVisible(row, 0, look().px(24))

    def _neighbour(self, page: QWidget, step: int) -> "Row | None":
        """The row below (1) or above (-1) on the same page in the order of the keyboard; none past the ends."""
        following: Callable[[QWidget], QWidget | None]
        following = QWidget.nextInFocusChain if step > 0 else QWidget.previousInFocusChain
        here, widget = self.mapTo(page, QPoint()).y(), following(self)
        while widget is not None and widget is not self:
            pressable = isinstance(widget, Row) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            if pressable and widget.isVisible() and page.isAncestorOf(widget):
                onwards = (widget.mapTo(page, QPoint()).y() - here) * step > 0
                return cast("Row", widget) if onwards else None
            widget = following(widget)
        return None

    def _page(self) -> QWidget:
        """What scrolls with the row: the work area's page, a sheet; the window where nothing does."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        return page or self.window()


class Rows(QWidget):
    """A column of rows of one kind, one for each value, changed in place so that the focus stays where it is."""

    pressed = Signal(object)
    reached = Signal(object)

    def __init__(self, make: Callable[[], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.rows: list[Any] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_all(self, values: Sequence[Any]) -> None:
        """One row for each value, in order."""
        while len(self.rows) > len(values):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(values):
            row = self._make()
            if isinstance(row, Row):
                row.pressed.connect(self.pressed)
                row.reached.connect(self.reached)
            self._column.addWidget(row)
            line_up([*whole(self.rows[-1]), *whole(row)] if self.rows else [self, *whole(row)])
            self.rows.append(row)
            row.show()  # at once: a row may be given the focus before the event loop comes round
        for row, value in zip(self.rows, values, strict=True):
            row.show_value(value)
        self.setVisible(bool(values))


def whole(widget: QWidget) -> list[QWidget]:
    """A widget with what is in it, in the order of the keyboard."""
    return [widget, *widget.findChildren(QWidget)]


def line_up(widgets: Sequence[QWidget]) -> None:
    """Tab and the arrows lead through these in this order; a widget that came late stands behind everything in Qt."""
    policies = [widget.focusPolicy() for widget in widgets]
    for widget in widgets:
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt moves nothing that does not take the keyboard
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
    for widget, policy in zip(widgets, policies, strict=True):
        widget.setFocusPolicy(policy)


def column(*widgets: QWidget | int, margins: tuple[float, float, float, float] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Widgets under one another without gaps; a number is a gap in effective px, -1 takes all that is left."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*(look().px(one) for one in margins))
    layout.setSpacing(0)
    for widget in widgets:
        if isinstance(widget, QWidget):
            layout.addWidget(widget)
        elif widget < 0:
            layout.addStretch(1)
        else:
            layout.addSpacing(look().px(widget))
    return layout


def inset(widget: QWidget) -> QWidget:
    """The widget on the text's edge, with nothing beside it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(look().px(INSET), 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder
