"""What a finger meets on the customer screen: buttons of 72 and more, and the lines to be read, all in large type.

Everything is drawn with the look of this screen, whose scale follows the size of the second monitor and not the clerk's
text size. Nothing here takes the keyboard: touching this screen leaves the clerk's focus where it is.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.look import LINE_OF, Look
from ui.page import Act
from ui.parts.ink import Ink, height_of, plain, width_of
from ui.parts.section import Section

TEXT, LARGE = 24, 28
TOUCH = 72
LABEL = 168
"""Where what is read begins, right of its label."""
AIRS = (23, 15, 9)
"""What a row is higher than its text: as much as there is room for."""

LookOf = Callable[[], Look]


class TouchButton(QAbstractButton):
    """A frame and a word in the middle, never lower than 72."""

    def __init__(self, look_of: LookOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look_of = look_of
        self.act = Act("", "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_act(self, act: Act) -> None:
        """Shows an act."""
        self.act = act
        self.setText(act.words)
        self.setAccessibleName(act.words)
        self.setEnabled(act.enabled)
        self.update()

    def sizeHint(self) -> QSize:
        """178 wide at least."""
        now = self._look_of()
        return QSize(now.px(max(178, width_of(now, self.act.words, TEXT) + 82)), now.px(TOUCH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame and word; pressed, it has the accent's tint."""
        painter = QPainter(self)
        ink = Ink(painter, self._look_of(), self.width(), self.height())
        ink.frame(0, 0, ink.width, ink.height, "line_3", 1, 4, "accent_soft" if self.isDown() else "work")
        colour = "text" if self.isEnabled() else "text_3"
        ink.text(ink.width / 2, ink.height / 2, self.act.words, TEXT, colour, centre=True)
        painter.end()


class Lines(QWidget):
    """Labels and what is read, a hairline under each; higher rows where there is room for them."""

    def __init__(self, look_of: LookOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look_of = look_of
        self._rows: Sequence[Section] = ()
        self._size, self._air = TEXT, AIRS[0]

    def show_rows(self, rows: Sequence[Section], width: float, room: float, *, large: bool) -> None:
        """Lays the rows out at a width, in effective px; where they are too many they are higher than the room."""
        self._rows, self._size = rows, LARGE if large else TEXT
        heights = [(air, self._height(width, air)) for air in AIRS]
        self._air, high = next((one for one in heights if one[1] <= room), heights[1])
        now = self._look_of()
        self.resize(now.px(width), now.px(high))
        self.setAccessibleName(plain("\n".join(f"{row.label} {row.words}" for row in rows)))
        self.update()

    def _height(self, width: float, air: float) -> float:
        return sum(self._text_height(row, width) + air for row in self._rows) + 1

    def _text_height(self, row: Section, width: float) -> float:
        return max(float(LINE_OF[self._size]), height_of(self._look_of(), row.words, width - LABEL, self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the rows from above."""
        painter = QPainter(self)
        ink = Ink(painter, self._look_of(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "work")
        ink.hairline(0, 1, ink.width)
        top = 1.0
        for row in self._rows:
            high = self._text_height(row, ink.width) + self._air
            line = LINE_OF[self._size]
            ink.text(0, top + (self._air + line) / 2, row.label, self._size, "text_3", width=LABEL - 8)
            ink.paragraph(LABEL, top + self._air / 2, ink.width - LABEL, row.words, self._size)
            top += high
            ink.hairline(0, top, ink.width)
        painter.end()
