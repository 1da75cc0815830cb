"""A sheet in the person card's place: the keys of this screen, what 更多 offers, or the rule behind a row.

It covers nothing of the work. Esc, or the key that opened it, puts it away; a digit chooses.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.look import BODY, CAPTION, TITLE, look
from ui.parts.ink import Ink, cap_width, height_of
from ui.parts.part import Row, Rows, column
from ui.parts.section import Heading, HeadingRow

SIDE = 16
WORDS = 108
ALL = 1000
"""More pages than any sheet has."""


@dataclass(frozen=True, slots=True)
class Line:
    """A cap and words, smaller ones under them; `code` when it can be chosen, `typed` the letters that lead to it."""

    cap: str
    words: str
    code: str = ""
    quiet: bool = False
    second: str = ""
    typed: str = ""


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
        if line != self._line:
            self._line, self.code = line, line.code
            self.make_pressable(bool(line.code))
            self.call(f"{line.cap} {line.words}".strip(), line.second)
            self.updateGeometry()
            self.update()

    @property
    def typed(self) -> str:
        """The letters that lead to it."""
        return self._line.typed

    def _left(self) -> float:
        if not self._line.cap:
            return SIDE + 32 if self._line.code else SIDE
        return SIDE + 32 if cap_width(look(), self._line.cap) <= 24 and self._line.code else SIDE + WORDS

    def height_at(self, width: float) -> float:
        """28 for one line of words."""
        size = CAPTION if self._line.quiet or not self._line.code else BODY
        room = width - self._left() - SIDE
        under = height_of(look(), self._line.second, room, CAPTION) if self._line.second else 0
        return max(28.0, height_of(look(), self._line.words, room, size) + under + 8)

    def paint(self, ink: Ink) -> None:
        """Draws cap and words."""
        line = self._line
        if line.cap:
            ink.cap(SIDE, 14, line.cap)
        size = CAPTION if line.quiet or not line.code else BODY
        top, room = 4 if size == CAPTION else 2, ink.width - self._left() - SIDE
        ink.paragraph(self._left(), top, room, line.words, size, "text_2" if line.quiet else "text")
        if line.second:
            under = top + height_of(look(), line.words, room, size)
            ink.paragraph(self._left(), under, room, line.second, CAPTION, "text_2")


class KeylessScroll(QScrollArea):
    """Leaves every key to the window: Qt would scroll away from the line that has the keyboard."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """None of its own."""
        event.ignore()


class SheetPart(QWidget):
    """Shows a sheet; `chosen` names the code of a line."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, stays: bool = False) -> None:
        """`stays`: it is put away by nobody, and lies on the work area's ground."""
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self._stays = stays
        self._sought = ""
        self._head, self._rows = HeadingRow(58), Rows(LineRow)
        self._rows.pressed.connect(self.chosen)
        inner = QWidget()
        inner.setLayout(column(self._rows, -1))
        self._scroll = KeylessScroll()
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
        self.sheet, self._sought = sheet, ""
        self.setVisible(sheet is not None)
        if sheet:
            self.setAccessibleName(sheet.title)
            self._scroll.setAccessibleName(sheet.title)
            self._head.show_value(Heading(sheet.title, "" if self._stays else "Esc", TITLE, True, True))
            self._rows.show_all(sheet.lines)
            self._scroll.verticalScrollBar().setValue(0)

    def page(self, steps: int) -> None:
        """Page Down and Page Up, while there is more than can be seen; the line with the keyboard goes along."""
        bar, rows = self._scroll.verticalScrollBar(), self._choosable()
        here = next((row for row in rows if row.hasFocus()), None)
        bar.setValue(bar.value() + steps * bar.pageStep())
        if here is not None:
            there = here.y() + steps * bar.pageStep()
            past = [row for row in rows if (row.y() <= there if steps > 0 else row.y() >= there)]
            self._reach(past[-1] if steps > 0 else past[0])

    def seek(self, key: str) -> bool:
        """A letter leads to the next line it begins, several to the one they begin; False where it means nothing."""
        rows, letters = self._choosable(), key.lower()
        if not (len(key) == 1 and letters.isalpha() and any(row.typed for row in rows)):
            return False
        at = next((number for number, row in enumerate(rows) if row.hasFocus()), -1)
        longer = [row for row in rows if row.typed.startswith(self._sought + letters)]
        in_turn = [row for row in (*rows[at + 1 :], *rows[: at + 1]) if row.typed.startswith(letters)]
        self._sought = self._sought + letters if self._sought and longer else letters
        found = longer if len(self._sought) > 1 else in_turn
        if found:
            self._reach(found[0])
        return True

    def take_focus(self) -> None:
        """The first line that can be chosen has the keyboard: arrows walk, Space chooses."""
        if rows := self._choosable():
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choosable(self) -> list[LineRow]:
        return [row for row in self._rows.rows if row.code]

    def _reach(self, row: LineRow) -> None:
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(row, 0, look().px(SIDE))

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
