"""The rail at the left: the window, the ticket, and the steps of the case or the places of the desk."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.look import BODY, CAPTION, TITLE, look
from ui.page import Rail, RailItem
from ui.parts.icons import icon
from ui.parts.ink import Ink, fitting_size, plain, width_of
from ui.parts.marks import draw_mark
from ui.parts.part import Part, Row, Rows, column
from ui.words import say

HEAD, ITEM = 76, 40


class RailRow(Row):
    """One step or place: mark or icon, word, and at most five characters of result."""

    def __init__(self) -> None:
        super().__init__()
        self._value = RailItem("", "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_value(self, value: RailItem) -> None:
        """Shows another step or place."""
        if value != self._value:
            self._value = value
            self.code = value.code
            self.make_pressable(value.reachable)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the rail is no second menu: Ctrl and a digit lead there
            self.call(plain(f"{value.words} {value.result}".strip()), say("现在在这里") if value.here else "")
            self.setToolTip(value.words)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to a place, or back to a step that is done."""
        if self._value.reachable and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.code)

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """40."""
        return ITEM

    def paint(self, ink: Ink) -> None:
        """Draws the row; the one that is here is white, bold and has the bar."""
        value, middle = self._value, ink.height / 2
        if value.here:
            ink.fill(0, 0, ink.width, ink.height, "work")
            ink.hairline(0, 1, ink.width)
            ink.hairline(0, ink.height, ink.width)
            ink.fill(0, 0, 4, ink.height, "accent")
        centre = 26 if ink.width > 100 else ink.width / 2
        if value.icon:
            pixmap = icon(ink.look, value.icon, "accent" if value.here else "text_2", 20, self.devicePixelRatioF())
            ink.painter.drawPixmap(ink.rect(centre - 10, middle - 10, 20, 20).topLeft(), pixmap)
        else:
            draw_mark(ink.painter, ink.look, value.mark, centre, middle, 20)
        if ink.width > 100:
            self._paint_words(ink, value, middle)

    @staticmethod
    def _paint_words(ink: Ink, value: RailItem, middle: float) -> None:
        """The result at the right edge, or under the word where both have no room in one line."""
        edge, strong = ink.width - 13, value.here
        tone, quiet = ("text", "text_2") if strong else ("text_2", "text_3")
        together = width_of(ink.look, value.words, BODY, bold=strong) + 10
        together += width_of(ink.look, value.result, CAPTION, bold=strong)
        if not value.result or together <= edge - 48:
            ink.text(48, middle, value.words, BODY, tone, bold=strong)
            ink.text(edge, middle, value.result, CAPTION, quiet, bold=strong, right=True)
        else:
            ink.text(48, middle - 9, value.words, BODY, tone, bold=strong)
            ink.text(48, middle + 10, value.result, CAPTION, quiet, bold=strong, width=edge - 48)


class RailHead(Part):
    """The window's number and the ticket being served."""

    def __init__(self) -> None:
        super().__init__()
        self._window = self._title = ""

    def show_value(self, rail: Rail) -> None:
        """Shows another ticket."""
        if (rail.window, rail.title) != (self._window, self._title):
            self._window, self._title = rail.window, rail.title
            self.call(plain(f"{rail.window} {rail.title}"))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """76."""
        return HEAD

    def paint(self, ink: Ink) -> None:
        """Draws window and ticket."""
        if ink.width > 100:
            ink.text(16, 26, self._window, CAPTION, "text_2")
            ink.fitting(16, 51, self._title, ink.width - 24, (TITLE, BODY, CAPTION), bold=True)
        else:
            title = next((one for one in self._title.split(" ") if one[-1:].isdigit()), self._title)
            size = fitting_size(ink.look, title, ink.width - 4, (BODY, CAPTION), bold=True)
            if width_of(ink.look, title, size, bold=True) <= ink.width - 4:  # a place's name stands in its screen
                ink.text(ink.width / 2, 38, title, size, bold=True, centre=True)


class RailFoot(Part):
    """F1 and who is at the desk."""

    def __init__(self) -> None:
        super().__init__()
        self._operator = ""

    def show_value(self, operator: str) -> None:
        """Shows another operator."""
        if operator != self._operator:
            self._operator = operator
            self.call(plain(f"F1 {say('键盘一览')} {operator}"))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Two captions."""
        return 62

    def paint(self, ink: Ink) -> None:
        """Draws both lines where there is room for words."""
        if ink.width > 100:
            used = ink.cap(16, 12, "F1")
            ink.text(16 + used + 8, 12, say("键盘一览"), CAPTION, "text_2")
            ink.text(16, 38, self._operator, CAPTION, "text_2", width=ink.width - 24)


class RailPart(QWidget):
    """The whole rail; `pressed` names the step or place that was clicked."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._items, self._foot = RailHead(), Rows(RailRow), RailFoot()
        self._items.pressed.connect(self.pressed)
        self.shown = Rail("", "")
        self.setAccessibleName(say("步骤"))
        self.setLayout(column(self._head, self._items, -1, self._foot))

    def show_value(self, rail: Rail) -> None:
        """Shows another rail."""
        if rail == self.shown:
            return
        self.shown = rail
        self._head.show_value(rail)
        self._items.show_all(rail.items)
        self._foot.show_value(rail.operator)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, and the line to the work area."""

        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "frame")
        ink.upright(ink.width - 1, 0, ink.height)
        painter.end()

    def press(self, number: int) -> bool:
        """Goes to the line of that number, the first one being 1; False when there is none or nothing leads there."""
        if not 1 <= number <= len(self.shown.items) or not self.shown.items[number - 1].reachable:
            return False
        self.pressed.emit(self.shown.items[number - 1].code)
        return True
