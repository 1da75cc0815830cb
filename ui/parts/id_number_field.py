"""The ID number in three fields of 6, 8 and 4: typing flows on, Backspace flows back, a paste fills all.

The input method is off, x becomes X, and a group turns red only when it is left. What is wrong is asked of the caller's
rule (`judge`), so that this part knows no rule itself.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from ui.look import CAPTION, TITLE, look
from ui.parts.field import RING, Field
from ui.parts.ink import Ink, width_of
from ui.words import say

SIZES = (6, 8, 4)
WIDTHS = (96, 128, 88)
BESIDE = sum(WIDTHS) + 32 + RING
"""Where the note begins beside the fields."""
UNDER = 24
Judge = Callable[[str, str, str], tuple[int, str] | None]
"""What is wrong with the three groups: the group (0, 1, 2) and the sentence, or None."""


class _Group(Field):
    """One of the three fields."""

    def __init__(self, at: int) -> None:
        names = (say("身份证号前 6 位"), say("身份证号中的生日 8 位"), say("身份证号后 4 位"))
        hints = (say("前 6 位"), say("生日 8 位"), say("后 4 位"))
        super().__init__(f"id_number_{at}", names[at], hint=hints[at], numbers=True)
        self.setFixedWidth(look().px(WIDTHS[at] + 2 * RING))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.inset(RING + 2, RING + 2)
        self.line.setMaxLength(SIZES[at])
        self._dress("")
        self.line.textChanged.connect(self._dress)

    def _dress(self, text: str) -> None:
        """Hints are small, digits are 20 px."""
        self.line.setFont(look().font(TITLE if text else CAPTION))


class IdNumberField(QWidget):
    """`typed` tells the whole number at every change; `entered` when it is complete and right."""

    typed = Signal(str)
    entered = Signal(str)

    def __init__(self, judge: Judge | None = None, note: str = "") -> None:
        super().__init__()
        self.setObjectName("id_number")
        self._judge, self._note, self._wrong = judge, note, ""
        self.groups = [_Group(at) for at in range(3)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8 - 2 * RING))
        for at, group in enumerate(self.groups):
            row.addWidget(group, 0, Qt.AlignmentFlag.AlignTop)
            group.line.installEventFilter(self)
            group.line.textEdited.connect(lambda text, at=at: self._typed(at, text))
            group.left.connect(self._left)
        row.addStretch(1)
        self.setFocusProxy(self.groups[0])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("身份证号码"))

    def number(self) -> str:
        """The three groups together."""
        return "".join(group.text() for group in self.groups)

    def set_number(self, number: str) -> None:
        """Fills the groups from a number of 15 or 18 characters, spaces and hyphens dropped."""
        kept = "".join(one for one in number.upper() if one.isalnum())
        sizes = SIZES if len(kept) != 15 else (6, 6, 3)
        at = 0
        for group, size in zip(self.groups, sizes, strict=True):
            group.set_text(kept[at : at + size])
            at += size
        self._tell()

    def _typed(self, at: int, text: str) -> None:
        line = self.groups[at].line
        kept = "".join(one for one in text.upper() if one.isdigit() or (one == "X" and at == 2))
        if kept != text:
            place = line.cursorPosition()
            line.setText(kept)
            line.setCursorPosition(min(place, len(kept)))
        if len(kept) == SIZES[at] and at < 2 and line.cursorPosition() == SIZES[at]:
            self.groups[at + 1].line.setFocus(Qt.FocusReason.TabFocusReason)
            self.groups[at + 1].line.selectAll()
        self._show_wrong(None)
        self._tell()

    def _tell(self) -> None:
        number = self.number()
        self.typed.emit(number)
        if len(number) == 18:
            self._left()
            if not self._wrong:
                self.entered.emit(number)

    def _left(self) -> None:
        """Judges what is complete so far."""
        groups = [group.text() for group in self.groups]
        self._show_wrong(self._judge(*groups) if self._judge and any(groups) else None)

    def _show_wrong(self, wrong: tuple[int, str] | None) -> None:
        for at, group in enumerate(self.groups):
            group.show_problem(wrong[1] if wrong and wrong[0] == at else "")
        if (words := wrong[1] if wrong else "") != self._wrong:
            self._wrong = words
            self.updateGeometry()
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty group flows back; a paste anywhere fills all three."""
        if event.type() != event.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        at = next(index for index, group in enumerate(self.groups) if group.line is watched)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.set_number(QApplication.clipboard().text())
            return True
        if event.key() == Qt.Key.Key_Backspace and at and not self.groups[at].text():
            before = self.groups[at - 1].line
            before.setFocus(Qt.FocusReason.BacktabFocusReason)
            before.setCursorPosition(len(before.text()))
            before.backspace()
            self._tell()
            return True
        return False

    def sizeHint(self) -> QSize:
        """Three fields, and the note under them where there is no room beside them."""
        below = UNDER if self._words() and not self._beside() else 0
        return QSize(look().px(sum(WIDTHS) + 40), look().px(40 + 2 * RING + below))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower page takes the note under the fields."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _words(self) -> str:
        return self._wrong or self._note

    def _beside(self) -> bool:
        room = self.width() / look().scale - BESIDE
        return width_of(look(), self._words(), CAPTION) <= room

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The note at the right, or what is wrong in its place."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        colour = "stop" if self._wrong else "text_3"
        if self._beside():
            ink.text(BESIDE, RING + 20, self._words(), CAPTION, colour)
        else:
            ink.text(RING, 2 * RING + 40 + UNDER / 2, self._words(), CAPTION, colour, width=ink.width - RING)
        painter.end()
