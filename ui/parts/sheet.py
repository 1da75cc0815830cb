"""A sheet in the person card's place: the keys of this screen, what 更多 offers, or the rule behind a row.

It covers nothing of the work. Esc, or the key that opened it, puts it away; a digit chooses.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.look import BODY, CAPTION, TITLE, look
from ui.parts.ink import Ink, cap_width, height_of
from ui.parts.part import Row, Rows, column
from ui.parts.section import Heading, HeadingRow

SIDE = 16
WORDS = 108


@dataclass(frozen=True, slots=True)
class Line:
    """A cap and words; `code` when it can be chosen."""

    cap: str
    words: str
    code: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title and its lines."""

    kind: str
    title: str
    lines: tuple[Line, ...]


class LineRow(Row):
    """One line of a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Line("", "")

    def show_value(self, line: Line) -> None:
        """Shows another line."""
        self._line, self.code = line, line.code
        self.make_pressable(bool(line.code))
        self.call(f"{line.cap} {line.words}".strip())
        self.updateGeometry()
        self.update()

    def _left(self) -> float:
        if not self._line.cap:
            return SIDE + 32 if self._line.code else SIDE
        return SIDE + 32 if cap_width(look(), self._line.cap) <= 24 and self._line.code else SIDE + WORDS

    def height_at(self, width: float) -> float:
        """28 for one line of words."""
        size = CAPTION if self._line.quiet or not self._line.code else BODY
        return max(28.0, height_of(look(), self._line.words, width - self._left() - SIDE, size) + 8)

    def paint(self, ink: Ink) -> None:
        """Draws cap and words."""
        line = self._line
        if line.cap:
            ink.cap(SIDE, 14, line.cap)
        size = CAPTION if line.quiet or not line.code else BODY
        top = 4 if size == CAPTION else 2
        ink.paragraph(
            self._left(), top, ink.width - self._left() - SIDE, line.words, size, "text_2" if line.quiet else "text"
        )


class SheetPart(QWidget):
    """Shows a sheet; `chosen` names the code of a line."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, stays: bool = False) -> None:
        """`stays`: it is put away by nobody, and lies on the work area's ground."""
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self._stays = stays
        self._head, self._rows = HeadingRow(58), Rows(LineRow)
        self._rows.pressed.connect(self.chosen)
        inner = QWidget()
        inner.setLayout(column(self._rows, -1))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.setLayout(column(self._head, self._scroll))
        self.hide()

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Shows a sheet, or puts it away."""
        if self._stays and sheet == self.sheet:
            return
        self.sheet = sheet
        self.setVisible(sheet is not None)
        if sheet:
            self.setAccessibleName(sheet.title)
            self._scroll.setAccessibleName(sheet.title)
            self._head.show_value(Heading(sheet.title, "" if self._stays else "Esc", TITLE, True, True))
            self._rows.show_all(sheet.lines)
            self._scroll.verticalScrollBar().setValue(0)

    def page(self, steps: int) -> None:
        """Page Down and Page Up, while there is more than can be seen."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + steps * bar.pageStep())

    def take_focus(self) -> None:
        """The first line that can be chosen has the keyboard: arrows walk, Space chooses."""
        for row in self._rows.rows:
            if row.code:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def line_of_digit(self, digit: int) -> str:
        """The code of the line with that digit on its cap."""
        lines = self.sheet.lines if self.sheet else ()
        return next((line.code for line in lines if line.cap == str(digit)), "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Its ground and the line at its left."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "work" if self._stays else "card")
        ink.upright(0, 0, ink.height)
        painter.end()
