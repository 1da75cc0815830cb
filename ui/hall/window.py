"""The big screen: drawn for 1920 × 1080 and scaled to whatever hangs there; readable at twelve metres.

    ┌ hall ───────────────────────────── time, date ┐
    │ 请                         正在办理            │
    │ Y003         240           ─────────────────── │
    │ 到                         1 号窗口       B006 │
    │ 3 号窗口     144           3 号窗口       Y003 │
    ├────────────────────────────────────────────────┤
    └ waiting ─────────────────────── who was missed ┘

Always dark. No ticker, no film, never a name. Space moves it to the next monitor, Esc ends it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

from ui.colours import HALL, HallColours
from ui.hall.presenter import BigCall, HallLine, HallState
from ui.look import CAPTION, Look
from ui.parts.ink import Ink, width_of
from ui.words import say

WIDE, HIGH = 1920, 1080
MARGIN, MIDDLE = 80, 1076
HEAD, FOOT_LINE, FOOT = 94, 931, 996
SMALL, LABEL, LINE, WINDOW, TICKET = 40, 48, 68, 144, 240
LIST_TOP, ROW = 252, 134
SMALL_WIDE, SMALL_HIGH = 480, 270


class HallLook(Look):
    """The hall's own colours at the size of the big screen."""

    @property
    def colours(self) -> HallColours:  # type: ignore[override]
        """Dark, whatever the desk's theme."""
        return HALL


class HallWindow(QWidget):
    """Paints a `HallState`."""

    moved_on = Signal()
    """Somebody wants it on the next monitor."""

    def __init__(self, *, practice: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(say("大厅屏"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.state = HallState()
        self.practice = practice
        self._look = HallLook()
        self.resize(1280, 720)

    def fill(self, monitor: QScreen) -> None:
        """Fills a monitor."""
        if self.isVisible() and self.screen() is not monitor:
            self.hide()  # a full window stays where it is; one that comes up anew does not
        self.setScreen(monitor)
        self.setGeometry(monitor.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def step_back(self) -> None:
        """Its monitor is gone: small, in a corner, behind whoever works on the one that is left."""
        if not self.isFullScreen():
            return
        left = QGuiApplication.primaryScreen().availableGeometry()
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setGeometry(left.right() - SMALL_WIDE, left.bottom() - SMALL_HIGH, SMALL_WIDE, SMALL_HIGH)
        self.show()
        self.lower()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space: the next monitor; Esc: the end."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.moved_on.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()

    def render_state(self, state: HallState) -> None:
        """Shows another moment."""
        self.state = state
        calls = " ".join(say("请 {ticket} 到 {window} 号窗口", ticket=c.ticket, window=c.window) for c in state.calls)
        self.setAccessibleName(f"{calls} {state.waiting}".strip())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the proportions."""
        super().resizeEvent(event)
        self._look = HallLook(scale=min(self.width() / WIDE, self.height() / HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints everything; a few lines of text, ten times a minute."""
        painter, state = QPainter(self), self.state
        painter.fillRect(self.rect(), self._look.colour("ground"))
        ink = Ink(painter, self._look, self.width(), self.height())
        # letterboxed on screens of other proportions
        painter.translate((self.width() - WIDE * self._look.scale) / 2, (self.height() - HIGH * self._look.scale) / 2)
        right = WIDE - MARGIN
        ink.text(MARGIN, HEAD, state.hall, SMALL, "text_2", width=1000)
        ink.text(right, HEAD, say("{time}　{date}", time=state.time, date=state.date), SMALL, "text_2", right=True)
        if len(state.calls) > 1:
            for at, call in enumerate(state.calls):
                self._paint_one_of_two(ink, call, 170 + at * 380)
        elif state.calls:
            self._paint_call(ink, state.calls[0])
        else:
            words = say("请留意叫号")
            ink.text(MARGIN, 500, words, _fit(self._look, words, WINDOW // 2), "text_2")
        self._paint_lines(ink, state.lines)
        ink.hairline(MARGIN, FOOT_LINE, WIDE - 2 * MARGIN)
        if state.lost:
            ink.text(MARGIN, FOOT, say("请听窗口叫号"), SMALL + 8, "accent", bold=True)
        else:
            ink.text(MARGIN, FOOT, state.waiting, SMALL + 4)
        ink.text(right, FOOT, say("过号请到任一窗口说一声"), SMALL, "text_2", right=True)
        if self.practice:
            ink.text(WIDE / 2, 30, say("练习，设备是模拟的，办的件不算数"), 2 * CAPTION, "accent", centre=True)
        painter.end()

    def _paint_call(self, ink: Ink, call: BigCall) -> None:
        loud, accent = ("text_2", "text_2") if call.quiet else ("text", "accent")
        ink.text(MARGIN, 211, say("请"), LABEL, "text_2")
        ink.text(MARGIN, 388, call.ticket, _fit(self._look, call.ticket, TICKET), loud, bold=True)
        ink.text(MARGIN, 555, say("到"), LABEL, "text_2")
        words = say("{n} 号窗口", n=call.window)
        ink.text(MARGIN, 682, words, _fit(self._look, words, WINDOW), accent, bold=True)

    def _paint_one_of_two(self, ink: Ink, call: BigCall, top: float) -> None:
        ink.text(MARGIN, top + 100, call.ticket, _fit(self._look, call.ticket, 168), bold=True)
        words = say("{n} 号窗口", n=call.window)
        used = ink.text(MARGIN, top + 250, say("到"), LABEL, "text_2")
        ink.text(MARGIN + used + 28, top + 250, words, 104, "accent", bold=True)

    def _paint_lines(self, ink: Ink, lines: tuple[HallLine, ...]) -> None:
        right = WIDE - MARGIN
        ink.text(MIDDLE, 206, say("正在办理"), SMALL, "text_2")
        ink.hairline(MIDDLE, LIST_TOP, right - MIDDLE)
        if not lines:
            return
        row = min(ROW, (FOOT_LINE - 16 - LIST_TOP) / len(lines))
        size = min(LINE, int(row * 0.6))
        for at, line in enumerate(lines):
            middle = LIST_TOP + (at + 0.5) * row
            colour = "accent" if line.fresh else "text"
            ink.text(MIDDLE, middle, say("{n} 号窗口", n=line.window), size, colour)
            if line.paused:
                ink.text(right, middle, say("暂停"), size, "paused", right=True)
            else:
                ink.text(right, middle, line.ticket, size, colour, bold=True, right=True)
            ink.hairline(MIDDLE, LIST_TOP + (at + 1) * row, right - MIDDLE)


def _fit(look: Look, words: str, size: int) -> int:
    """The size at which the words stay in the left half."""
    wide = width_of(look, words, size, bold=True)
    return min(size, int(size * (MIDDLE - MARGIN - 60) / wide))
