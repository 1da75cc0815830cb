"""Buttons: the one filled primary, quiet secondaries, answers to a question, and small framed ones in rows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.keys import cap
from ui.look import BODY, CAPTION, look
from ui.page import Act
from ui.parts.ink import Ink, cap_width, cut_to, height_of, width_of
from ui.parts.marks import draw_mark

PRIMARY_WIDTH, HEIGHT = 304, 48
SIZES = (BODY, CAPTION)
"""Words that have no room at 16 are set at 13: the place of the primary never grows."""


class Button(QAbstractButton):
    """The base: painted by hand, pressed by the mouse or by Space, named by its words. Enter is the window's."""

    enter_goes_on = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.act = Act("", "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_act(self, act: Act) -> None:
        """Shows an act; one that cannot be done keeps its place."""
        if act != self.act:
            self.act = act
            self.setText(act.words)
            self.setAccessibleName(act.words)
            self.setAccessibleDescription(cap(act.key) if act.key else "")
            self.setEnabled(act.enabled)
            self.updateGeometry()
            self.update()

    def paint(self, ink: Ink) -> None:
        """Draws the button."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it, and the focus ring around it."""
        painter = QPainter(self)
        self.paint(Ink(painter, look(), self.width(), self.height()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A held key does not press again; Enter belongs to the window."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()


class Primary(Button):
    """304 × 48 at the bottom right; its words say what will happen. Its focus ring is part of the widget."""

    RING = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cap = "Enter"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The window's, all of them: on some screens Space means what the prompt says, wherever the focus is."""
        event.ignore()

    def show_cap(self, words: str) -> None:
        """Which key does it now: Enter, or Ctrl Enter while Enter means the next field."""
        if words != self._cap:
            self._cap = words
            self.update()

    def sizeHint(self) -> QSize:
        """Its place never changes."""
        return QSize(look().px(PRIMARY_WIDTH + 2 * self.RING), look().px(HEIGHT + 2 * self.RING))

    def paint(self, ink: Ink) -> None:
        """Filled when it can be done; framed, without fill, when it cannot."""
        ring, act = self.RING, self.act
        inner = (ring, ring, ink.width - 2 * ring, ink.height - 2 * ring)
        middle = ink.height / 2
        key = self._cap if act.key in ("", "Return", "Ctrl+Return") else cap(act.key)
        if not act.enabled:
            ink.frame(*inner, "line_3")
            ink.fitting(ring + 17, middle, act.words, ink.width - 2 * ring - 34, SIZES, "text_2")
            return
        ink.fill(*inner, "accent", 4)
        room = ink.width - 2 * ring - 17 - 33 - cap_width(ink.look, key)
        ink.fitting(ring + 17, middle, act.words, room, SIZES, "on_accent", bold=True)
        ink.cap(ink.width - ring - 17, middle, key, "on_accent", "on_accent", right=True)
        if self.hasFocus():
            ink.frame(0, 0, ink.width, ink.height, "accent", 2, 6)


class Secondary(Button):
    """Words and a key cap, no frame; the gap to what stands left of it is part of the widget."""

    GAP = 18

    def sizeHint(self) -> QSize:
        """As wide as its words and its cap."""
        return QSize(look().px(width_of_secondary(self.act)), look().px(40))

    def paint(self, ink: Ink) -> None:
        """Draws the words and the cap."""
        middle = ink.height / 2
        colour, left = "text" if self.act.enabled else "text_3", self.GAP + 8
        used = ink.text(left, middle, self.act.words, BODY, colour)
        if self.act.key:
            ink.cap(left + used + 12, middle, cap(self.act.key))
        if self.hasFocus():
            ink.frame(self.GAP, 0, ink.width - self.GAP, ink.height, "accent", 2)


def width_of_secondary(act: Act) -> float:
    """How wide the button of an act is."""
    key = 12 + cap_width(look(), cap(act.key)) if act.key else 0
    return Secondary.GAP + width_of(look(), act.words) + key + 16


class Answer(Button):
    """One of a few answers: a word, after a digit's cap where one chooses it; the chosen one has the accent's edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its digit chooses it; Space is the screen's."""
        event.ignore()

    def sizeHint(self) -> QSize:
        """As wide as its words; the ring around it is part of the widget."""
        wide = width_of(look(), self.act.words, bold=True) + 17 + (32 if self.act.key else 0) + 17
        return QSize(look().px(wide + 6), look().px(HEIGHT + 6))

    def paint(self, ink: Ink) -> None:
        """Draws the answer."""
        inner = (3, 3, ink.width - 6, ink.height - 6)
        chosen = self.isChecked()
        ink.frame(*inner, "accent" if chosen else "line_3", 1, 4, "accent_soft" if chosen else "")
        if self.act.key:
            ink.cap(20, ink.height / 2, self.act.key)
        at = 52 if self.act.key else 20
        ink.text(at, ink.height / 2, self.act.words, BODY, "text" if self.act.enabled else "text_3", bold=chosen)
        if self.hasFocus():
            ink.frame(0, 0, ink.width, ink.height, "accent", 2, 6)


class Small(Button):
    """32 high with a frame, for rows and headings: words and perhaps a cap."""

    def sizeHint(self) -> QSize:
        """As wide as its words and its cap."""
        wide = width_of(look(), self.act.words) + (8 + cap_width(look(), cap(self.act.key)) if self.act.key else 0)
        return QSize(look().px(wide + 26), look().px(32))

    def paint(self, ink: Ink) -> None:
        """Draws frame, words and cap."""
        ink.frame(0, 0, ink.width, ink.height, "line_3")
        used = ink.text(13, ink.height / 2, self.act.words, BODY, "text" if self.act.enabled else "text_3")
        if self.act.key:
            ink.cap(13 + used + 8, ink.height / 2, cap(self.act.key))
        if self.hasFocus():
            ink.frame(0, 0, ink.width, ink.height, "accent", 2)


class Link(Button):
    """Words in the accent, 13 px: 撤销."""

    def sizeHint(self) -> QSize:
        """As wide as its words and its cap."""
        wide = width_of(look(), self.act.words, CAPTION) + (
            8 + cap_width(look(), cap(self.act.key)) if self.act.key else 0
        )
        return QSize(look().px(wide + 8), look().px(28))

    def paint(self, ink: Ink) -> None:
        """Draws the words, underlined in high contrast."""
        used = ink.text(4, ink.height / 2, self.act.words, CAPTION, "accent")
        if ink.look.theme == "contrast":
            ink.hairline(4, ink.height / 2 + 9, used, "accent")
        if self.act.key:
            ink.cap(4 + used + 8, ink.height / 2, cap(self.act.key))
        if self.hasFocus():
            ink.frame(0, 0, ink.width, ink.height, "accent", 2)


class Note(QWidget):
    """A mark and a caption, in several lines where there is no room for one; not a control.

    Used for the deed in the action bar and for the question of an act that cannot be taken back.
    """

    def __init__(self, size: int = CAPTION, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._mark, self._words, self._colour = "", "", "text_2"

    def show_note(self, words: str, mark: str = "", colour: str = "text_2") -> None:
        """Shows other words."""
        self.setVisible(bool(words))
        if (mark, words, colour) != (self._mark, self._words, self._colour):
            self._mark, self._words, self._colour = mark, words, colour
            self.setAccessibleName(words)
            self.setToolTip(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        left = 24 if self._mark else 0
        return QSize(look().px(width_of(look(), self._words, self._size) + left + 2), look().line_height(self._size))

    def minimumSizeHint(self) -> QSize:
        """It gives way to buttons: its words are wrapped first."""
        return QSize(look().px(24), look().line_height(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints mark and words."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        left = 0
        if self._mark:
            draw_mark(painter, look(), self._mark, 8, ink.height / 2, 16)
            left = 24
        size, room = self._size, ink.width - left
        if width_of(ink.look, self._words, size) <= room + 0.5:
            ink.text(left, ink.height / 2, self._words, size, self._colour)
        else:
            words = cut_to(ink.look, self._words, room, ink.height, size)
            high = height_of(ink.look, words, room, size)
            ink.paragraph(left, (ink.height - high) / 2, room, words, size, self._colour)
        painter.end()
