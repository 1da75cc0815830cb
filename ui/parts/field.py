"""Fields: 40 high, an edge of 1 px, 12 px inside, the focus ring 2 px off. What was typed is never cleared by us."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui.look import BODY, CAPTION, look
from ui.parts.ink import Ink, width_of
from ui.parts.marks import draw_mark

RING = 4
HEIGHT = 40
DIGITS = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhNoPredictiveText
LETTERS = Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText


EDITING = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_Z)
"""What Ctrl does with these is a field's own: all, copy, paste, cut, again, back."""


class Line(QLineEdit):
    """The line inside a field; F keys, Enter and Esc are the window's."""

    enter_goes_on = True
    stirred = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)

    def keep_input_method_off(self) -> None:
        """For numbers: an input method would swallow the digits."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(DIGITS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return, Esc, F keys and the desk's own Ctrl keys go on to the window: X11 deletes a letter with Ctrl D."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        desks_own = ctrl and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_Z and event.key() not in EDITING
        if desks_own or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around it shows the ring."""
        super().focusInEvent(event)
        self.stirred.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around it hides the ring."""
        super().focusOutEvent(event)
        self.stirred.emit()


class Field(QWidget):
    """A frame with a line in it. `name` is what problems call it, `label` what a screen reader says."""

    changed = Signal(str)
    left = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        *,
        hint: str = "",
        numbers: bool = False,
        secret: bool = False,
        height: float = HEIGHT,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._height = height
        self._problem = ""
        self.line = Line(self)
        self.line.setFont(look().font(BODY))
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(hint)
        self.line.textEdited.connect(self.changed)
        self.line.editingFinished.connect(self.left)
        self.line.stirred.connect(self.update)
        if numbers:
            self.line.keep_input_method_off()
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | LETTERS)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.line)
        self.inset(RING + 12 if height >= HEIGHT else RING + 8, RING)

    def inset(self, across: float, down: float) -> None:
        """How far from the edges the text stands."""
        across, down = look().px(across), look().px(down)
        self._row.setContentsMargins(across, down, across, down)

    def text(self) -> str:
        """What stands in it."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Puts text in, leaving the cursor alone when it is the same."""
        if text != self.line.text():
            self.line.setText(text)

    def show_problem(self, words: str) -> None:
        """The edge turns to `stop` and the reader says the problem."""
        if words != self._problem:
            self._problem = words
            self.line.setAccessibleDescription(words)
            self.update()

    def sizeHint(self) -> QSize:
        """40 and its ring."""
        return QSize(look().px(240), look().px(self._height + 2 * RING))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, edge, ring."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        edge, thick = ("stop", 2) if self._problem else ("line_3", 1)
        ground = "work" if self.isEnabled() and not self.line.isReadOnly() else "card"
        ink.frame(RING, RING, ink.width - 2 * RING, ink.height - 2 * RING, edge, thick, 4, ground)
        if self.line.hasFocus():
            ink.frame(0, 0, ink.width, ink.height, "accent", 2, 6)
        painter.end()


class LabelledField(QWidget):
    """Label on 216, field on 284, and below it the problem in the summary's very words."""

    def __init__(self, label: str, field: Field, width: float = 412, left: float = 68) -> None:
        super().__init__()
        self.field = field
        self._label, self._left, self._problem = label, left, ""
        self._field_width = width
        field.setParent(self)
        self.setFocusProxy(field)
        self._size()

    def show_label(self, words: str) -> None:
        """Calls the field something else."""
        if words != self._label:
            self._label = words
            self.field.line.setAccessibleName(words)
            self.update()

    def show_problem(self, words: str) -> None:
        """Shows what is wrong with the field, or nothing."""
        if words != self._problem:
            self._problem = words
            self.field.show_problem(words)
            self._size()
            self.update()

    def _size(self) -> None:
        self.setFixedHeight(look().px(HEIGHT + 16 + (24 if self._problem else 0)))
        self._place()

    def _place(self) -> None:
        px = look().px
        width = min(px(self._field_width), self.width() - px(12 + self._left + 12))
        self.field.setGeometry(px(12 + self._left - RING), px(8 - RING), width + px(2 * RING), px(HEIGHT + 2 * RING))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the field on its edge."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Label and problem."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        size = BODY if width_of(look(), self._label, BODY) <= self._left - 4 else CAPTION
        ink.text(12, 8 + HEIGHT / 2, self._label, size, "text_3", width=self._left - 4)
        if self._problem:
            draw_mark(painter, look(), "stop", 12 + self._left + 8, HEIGHT + 20, 14)
            ink.text(12 + self._left + 22, HEIGHT + 20, self._problem, CAPTION, "stop")
        painter.end()
