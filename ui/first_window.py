"""The window as it is first seen: its ground and one sentence. The desk moves into it once that has been painted.

A person sees within the blink of an eye that the program has started. Whatever takes longer to load, the counter's own
window among it, is loaded behind this picture, which is drawn where the counter's first screen will stand.
"""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look import BODY, CAPTION, TITLE, VERDICT, look
from ui.parts.ink import Ink
from ui.parts.marks import draw_mark
from ui.words import say

BANNER, STRIP, BAR = 24, 28, 64


def paint_banner(ink: Ink) -> None:
    """The words across the top of whatever only practises."""
    ink.fill(0, 0, ink.width, BANNER, "look_soft")
    words = say("练习，设备是模拟的，办的件不算数，Ctrl D 放证件")
    ink.text(ink.width / 2, BANNER / 2, words, CAPTION, "look", bold=True, centre=True)
    ink.hairline(0, BANNER, ink.width, "look")


def rail_width(effective_width: float) -> int:
    """How wide the rail is in a window of that width; none in a very narrow one."""
    steps = ((1860, 200), (1240, 184), (1000, 72), (820, 48))
    return next((rail for least, rail in steps if effective_width >= least), 0)


class FirstWindow(QWidget):
    """The program's one top window: a picture at first, then whatever moved in, at every size."""

    def __init__(self, *, practice: bool) -> None:
        super().__init__()
        self._practice = practice
        self._inside: QWidget | None = None
        self.setWindowTitle(say("柜台"))
        self.setAccessibleName(say("正在打开"))
        self.setMinimumSize(640, 480)
        self.resize(1366, 768)

    def move_in(self, desk: QWidget) -> None:
        """Shows `desk` in the window's place from now on; keyboard and front are its own."""
        self._inside = desk
        desk.setParent(self)
        desk.setGeometry(self.rect())
        self.setFocusProxy(desk)
        desk.show()
        desk.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What moved in fills the window."""
        super().resizeEvent(event)
        if self._inside is not None:
            self._inside.setGeometry(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key for which nothing has the keyboard is the desk's: it is never lost, and the desk has it from now on."""
        if self._inside is None or self.focusWidget() not in (None, self):
            super().keyPressEvent(event)
            return
        self._inside.setFocus()
        QCoreApplication.sendEvent(self._inside, event)

    def changeEvent(self, event: QEvent) -> None:
        """What moved in hears that the window came to the front: Qt tells only the window itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self._inside is not None:
            QCoreApplication.sendEvent(self._inside, QEvent(QEvent.Type.ActivationChange))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rail, verdict, bar and strip, empty but for what can be said already."""
        if self._inside is not None:
            return
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        rail, top = rail_width(ink.width), BANNER if self._practice else 0
        foot = ink.height - STRIP
        ink.fill(0, 0, ink.width, ink.height, "work")
        ink.fill(0, top, rail, foot - top, "frame")
        ink.fill(rail, foot - BAR, ink.width - rail, BAR, "frame")
        ink.fill(0, foot, ink.width, STRIP, "frame")
        ink.upright(rail - 1, top, foot - top)
        ink.hairline(rail, foot - BAR + 1, ink.width - rail)
        ink.hairline(0, foot + 1, ink.width)
        if rail > 100:
            ink.text(16, top + 51, say("柜台"), TITLE, bold=True)
        draw_mark(painter, ink.look, "busy", rail + 52, top + 56, 40)
        ink.text(rail + 100, top + 44, say("正在打开"), VERDICT, bold=True)
        ink.paragraph(rail + 100, top + 62, ink.width - rail - 132, say("正在打开数据和设备。"), BODY, "text_2")
        ink.hairline(rail + 32, top + 100, ink.width - rail - 64)
        if self._practice:
            paint_banner(ink)
        painter.end()
