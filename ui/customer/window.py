"""The customer's window: one page in large type, on the second monitor, never in the way of the clerk's keyboard.

margins 64 · head 44 · text 24 (28 in large print) · buttons 72
┌───────────────────────────────────────────────────────────┐
│ head   second line                              3 号窗口   │
│ ───────────────────────────────────    your signature     │
│ label    what is read                   ┌────────────┐    │
│ ───────────────────────────────────     │            │    │
│ label    what is read                   └────────────┘    │
│ [ button ] [ button ]                              note   │
└───────────────────────────────────────────────────────────┘

Invariant: the box takes ink only when the last of the lines has been in sight.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScroller, QWidget

from ui.customer.page import CustomerState
from ui.customer.touch import TEXT, TOUCH, Lines, TouchButton
from ui.look import BODY, CAPTION, TITLE, Look, look
from ui.page import Act
from ui.parts.card_preview import RATIO
from ui.parts.ink import Ink, width_of
from ui.parts.marks import draw_mark
from ui.parts.picture import picture
from ui.parts.signature_box import SignatureBox
from ui.press import PressGuard
from ui.words import say

WIDE, HIGH = 1366, 768
MARGIN, HEAD = 64, 44
BANNER = 24
TOP = 120
"""Where the lines begin."""
BOX_WIDTH, BOX_HEIGHT = 394, 184
WIDE_BOX = 640
GAP = 64
FOOT = 36
LEAST_SEEN = 12
"""How much of the last line may still be out of sight: less than its letters."""
BAR = 40
"""The scroll bar's width: as wide as a finger."""
WIDEST = 420
"""Of two answers to choose from."""
LARGE_PRINT = 1.2
"""How much larger everything is in large print; the lines themselves grow once more."""
FLAGS = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus


class CustomerWindow(QWidget):
    """Shows a page; `asked` names what was pressed, past its own press guard."""

    asked = Signal(str, object)

    def __init__(self, guard: PressGuard | None = None, *, practice: bool = False) -> None:
        super().__init__(None, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(say("客户屏"))
        self.guard = guard or PressGuard()
        self.practice = practice
        self._turned = False
        self.state = CustomerState()
        self._look = Look()
        self._lines = Lines(self.look)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._lines)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().valueChanged.connect(self._look_how_far)
        self._to_the_end = False
        """The last of the lines has been in sight."""
        QScroller.grabGesture(self._scroll.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        self._box = SignatureBox(BOX_WIDTH, BOX_HEIGHT, look_of=self.look)
        self._box.setParent(self)
        self._box.signed.connect(lambda strokes: self._ask("take_signature", strokes))
        self._buttons = [self._button() for _ in range(2)]
        self._levels = [self._button() for _ in range(5)]
        self.setMinimumSize(640, 400)
        self.resize(WIDE, HIGH)
        self.render_state(self.state)

    def look(self) -> Look:
        """The look of this screen: light, or high contrast; its scale follows the window's size."""
        return self._look

    def turn_to(self, clerk: QWidget | None) -> None:
        """Covers the clerk's window and takes its keys; None: a window of its own again, out of sight."""
        self.setParent(clerk, FLAGS if clerk is None else Qt.WindowType.Widget)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if clerk is None else Qt.FocusPolicy.StrongFocus)
        self._turned = clerk is not None
        if clerk is not None:
            self.setGeometry(clerk.rect())
            self.show()
            self.raise_()

    def render_state(self, state: CustomerState) -> None:
        """Shows a page."""
        larger = state.large != self.state.large
        if (state.kind, state.rows) != (self.state.kind, self.state.rows):
            self._to_the_end = False
        if state.kind != self.state.kind:
            self._scroll.verticalScrollBar().setValue(0)
            self._box.clear()
        self.state = state
        self.guard.shows((state.kind, tuple(act.code for act in state.buttons)))
        self.setAccessibleName(" ".join((state.head, state.second)))
        if not state.busy:  # what was just written stands until it is kept
            self._box.show_strokes(state.strokes)
        for button, act in _pairs(self._buttons, state.buttons):
            button.setVisible(act is not None)
            if act is not None:
                button.show_act(act)
        for button, act in _pairs(self._levels, state.levels):
            button.setVisible(act is not None)
            if act is not None:
                button.show_act(act)
        if larger:
            self._choose_look()
        self._place()

    def _button(self) -> TouchButton:
        button = TouchButton(self.look, self)
        button.clicked.connect(lambda: self._pressed(button))
        return button

    def _pressed(self, button: TouchButton) -> None:
        act = button.act
        if act.code == "sign_again":
            self._box.clear()
        self._ask(act.code, int(act.key) if act.key else None)

    def _ask(self, act: str, value: object = None) -> None:
        if act == "take_signature" or self.guard.takes(act, busy=self.state.busy):
            self.asked.emit(act, value)

    # ── where everything stands ──

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page keeps its proportions on every monitor."""
        super().resizeEvent(event)
        self._choose_look()
        self._place()

    def _choose_look(self) -> None:
        theme = "contrast" if look().theme == "contrast" else "light"
        fits = min(self.width() / WIDE, self.height() / HIGH)
        self._look = Look(theme, max(0.5, fits * (LARGE_PRINT if self.state.large else 1)))

    def _place(self) -> None:
        now, state = self._look, self.state
        px, wide, high = now.px, self.width() / now.scale, self.height() / now.scale
        top = TOP + self._shift()
        foot = high - FOOT - TOUCH
        left = float(MARGIN)
        for button in self._buttons:
            size = button.sizeHint()
            button.setGeometry(px(left), px(foot), size.width(), size.height())
            left += size.width() / now.scale + 16
        box_width, box_high = self._box_size()
        box_left = wide - MARGIN - box_width
        text = (box_left - GAP if state.signs else wide - MARGIN) - MARGIN
        room = foot - 24 - top
        self._scroll.setVisible(bool(state.rows))
        self._scroll.setGeometry(px(MARGIN), px(top), px(text + BAR), px(room))
        self._scroll.setStyleSheet(f"QScrollBar:vertical {{ width: {px(BAR)}px; }}")
        self._lines.show_rows(state.rows, text, room, large=state.large)
        self._look_how_far()
        self._box.setVisible(state.signs)
        self._box.setFixedSize(px(box_width), px(box_high))
        self._box.move(px(box_left), px(top + 44))
        if state.levels:
            count = len(state.levels)
            each = min(WIDEST, (wide - 2 * MARGIN - (count - 1) * 16) / count)
            middle, left = self._middle(), (wide - count * each - (count - 1) * 16) / 2
            for at, button in enumerate(self._levels[:count]):
                button.setGeometry(px(left + at * (each + 16)), px(middle), px(each), px(TOUCH + 24))
        self.update()

    def _look_how_far(self, _value: int = 0) -> None:
        """Nobody signs for what they were not shown."""
        below = self._lines.height() - self._scroll.height() - self._scroll.verticalScrollBar().value()
        self._to_the_end = self._to_the_end or below <= self._look.px(LEAST_SEEN)
        self._box.open_for_ink = self.state.signs and self.state.strokes is None and self._to_the_end
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turned round on one monitor the lines move by the paging keys too."""
        bar, page = self._scroll.verticalScrollBar(), {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if (way := page.get(Qt.Key(event.key()))) is not None:
            bar.setValue(bar.value() + way * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _shift(self) -> float:
        return BANNER if self.practice else 0

    def _box_size(self) -> tuple[float, float]:
        return (WIDE_BOX, 260) if self.state.kind == "sign" else (BOX_WIDTH, BOX_HEIGHT)

    def _middle(self) -> float:
        return self.height() / self._look.scale / 2 - 20

    # ── drawing ──

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The head, the window's number, and what belongs to the kind of page."""
        painter = QPainter(self)
        now, state = self._look, self.state
        ink = Ink(painter, now, self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "work")
        if self.practice:
            ink.fill(0, 0, ink.width, BANNER, "look_soft")
            words = say("练习，设备是模拟的，办的件不算数")
            ink.text(ink.width / 2, BANNER / 2, words, CAPTION, "look", bold=True, centre=True)
            ink.hairline(0, BANNER, ink.width, "look")
        edge = ink.width - MARGIN
        ink.text(edge, 72 + self._shift(), state.window, TEXT, "text_2", right=True)
        if state.rows or state.levels or state.face is not None:
            self._paint_head(ink)
        else:
            middle = self._middle()
            ink.text(ink.width / 2, middle - 40, state.head, HEAD, bold=True, centre=True)
            ink.text(ink.width / 2, middle + 40, state.second, TEXT + 4, "text_2", centre=True)
        if state.face is not None:
            self._paint_face(ink, state.face)
        if state.signs:
            self._paint_signature(ink)
        ink.text(edge, ink.height - FOOT - TOUCH / 2, state.note, TEXT, "text_3", right=True)
        if self._turned:
            words = say("工作人员：按 Shift F2 收回")
            ink.text(edge, ink.height - FOOT / 2, words, CAPTION, "text_3", right=True)
        painter.end()

    def _paint_head(self, ink: Ink) -> None:
        state, middle = self.state, 72 + self._shift()
        edge = ink.width - MARGIN - width_of(ink.look, state.window, TEXT) - 24
        used = ink.fitting(MARGIN, middle, state.head, edge - MARGIN, (HEAD, TEXT + 4), bold=True)
        room = edge - MARGIN - used - 24
        if width_of(ink.look, state.second, TEXT) <= room:
            ink.text(MARGIN + used + 24, middle + 7, state.second, TEXT, "text_2")
        elif state.rows:
            ink.fitting(MARGIN + used + 24, middle + 7, state.second, room, (TITLE, BODY), "text_2")
        else:
            ink.paragraph(MARGIN, middle + HEAD, ink.width - 2 * MARGIN, state.second, TEXT, "text_2")

    def _paint_signature(self, ink: Ink) -> None:
        state, (wide, high) = self.state, self._box_size()
        left, top = ink.width - MARGIN - wide, TOP + self._shift()
        ink.text(left, top + 20, state.signer, TEXT, "text_3")
        under = top + 44 + high + 34
        if state.signed:
            draw_mark(ink.painter, ink.look, "fine", left + 16, under, 32)
            ink.text(left + 48, under, state.signed, TEXT)
        elif self._to_the_end:
            ink.text(left, under, say("用笔或手指写在框里"), TEXT, "text_2", width=wide)
        else:
            draw_mark(ink.painter, ink.look, "look", left + 16, under, 32)
            ink.paragraph(left + 48, under - 18, wide - 48, say("左边还有，往下看完再签"), TEXT)

    def _paint_face(self, ink: Ink, face: bytes) -> None:
        top = TOP + self._shift()
        high = ink.height - FOOT - TOUCH - 32 - top
        wide = min(high * RATIO, ink.width - 2 * MARGIN)
        box = ink.rect((ink.width - wide) / 2, top, wide, wide / RATIO)
        ink.painter.drawImage(
            box,
            picture(face).scaled(
                box.size().toSize() * self.devicePixelRatioF(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            ),
        )
        ink.frame((ink.width - wide) / 2, top, wide, wide / RATIO, "line_2", 1, 4)


def _pairs(buttons: list[TouchButton], acts: tuple[Act, ...]) -> list[tuple[TouchButton, Act | None]]:
    return [(button, acts[at] if at < len(acts) else None) for at, button in enumerate(buttons)]
