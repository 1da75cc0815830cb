"""The cover over the desk: who, password, what is kept; nothing of the desk can be seen or reached behind it.

rail: window, 暂停服务 │   lock   title, second line
                       │   label  [ field ]
                       │          note: capitals, or what is wrong
                       │   ─────────────────────
                       │   label  what is kept
───────────────────────┴── bar: note … 换人登录 F7  [ 解锁 ]
"""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.key_ear import name_of
from ui.keys import act_of
from ui.look import BODY, CAPTION, TITLE, VERDICT, look
from ui.page import Fact, Screen
from ui.parts.action_bar import LOW, ActionBar
from ui.parts.field import HEIGHT, RING, Field
from ui.parts.icons import icon
from ui.parts.ink import Ink, height_of, width_of
from ui.parts.marks import draw_mark
from ui.words import say

RAIL = 184
WIDE, LEFT = 480, 68
"""The block, and where its fields begin; further right where a label needs it."""
HEAD = 98
"""From the top of the title to the first field, more where the sentence between them is long."""
STEP = 56
FACT = 32
NOTE = 40
"""Room for what is wrong, under the fields."""
TWO_ACTS = 820
"""The effective width from which the bar has room for two acts, in both languages."""
LOW_STEP, BESIDE, GAP = 52, 300, 24
"""In a low window the fields stand closer, and what is kept stands beside them in a column of 300."""


@dataclass(frozen=True, slots=True)
class LoginState(Screen):
    """What stands on the cover; `attempt` counts the tries, each new one empties the passwords."""

    mode: str = ""
    title: str = ""
    second: str = ""
    fields: tuple[str, ...] = ("name", "password")
    name: str = ""
    name_given: bool = False
    """The name is fixed: only this person unlocks, or changes this password."""
    attempt: int = 0
    problem: str = ""
    problem_second: str = ""
    wait: int = 0
    """Seconds until another try counts."""
    facts: tuple[Fact, ...] = ()
    window: str = ""
    rail: str = ""


class LoginCover(QWidget):
    """Shows a `LoginState`; `asked` names an act and what was typed."""

    asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = LoginState()
        self._capitals = False
        self.fields = {
            "name": Field("login_name", say("工号")),
            "password": Field("login_password", say("口令"), secret=True),
            "again": Field("login_again", say("再输一次"), secret=True),
        }
        for name, field in self.fields.items():
            field.setParent(self)
            field.changed.connect(lambda text, name=name: self.asked.emit(name, text))
        self.bar = ActionBar(self)
        self.bar.asked.connect(lambda act: self.asked.emit(act, None))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def render_state(self, state: LoginState) -> None:
        """Shows a state; the first empty field gets the keyboard when the page or the attempt is another."""
        before, self.state = self.state, state
        shown = state.fields
        new = (before.mode, before.attempt) != (state.mode, state.attempt)
        for name, field in self.fields.items():
            field.setVisible(name in shown)
            field.line.enter_goes_on = name != shown[-1]
        given = self.fields["name"].line
        self.fields["name"].set_text(state.name)
        given.setReadOnly(state.name_given)
        given.setFocusPolicy(Qt.FocusPolicy.NoFocus if state.name_given else Qt.FocusPolicy.StrongFocus)
        if new:
            self.fields["password"].set_text("")
            self.fields["again"].set_text("")
        self.fields["password"].show_problem(state.problem)
        self._show_bar()
        self.setAccessibleName(" ".join((state.title, state.second)))
        self._place()
        if new:
            self.take_focus()

    def _show_bar(self) -> None:
        """Where there is no room for two acts the last one stays; the cover has no 更多 to put the other into."""
        bar, wide = self.state.bar, self.width() / look().scale - self._rail()
        kept = bar.secondaries if wide >= TWO_ACTS else bar.secondaries[-1:]
        self.bar.show_bar(replace(bar, secondaries=kept), self.state.busy)

    def take_focus(self) -> None:
        """The first empty field has the keyboard."""
        empty = [self.fields[name] for name in self.state.fields if not self.fields[name].text()]
        (empty[0] if empty else self.fields["password"]).line.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── keys ──

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and F7, with Shift or without, mean something here; every other key ends here."""
        event.accept()
        if event.isAutoRepeat():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = QApplication.focusWidget()
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if getattr(here, "enter_goes_on", False) and not control:
                self.focusNextChild()
            else:
                self.asked.emit("enter", None)
        elif event.key() == Qt.Key.Key_Escape:
            self.asked.emit("back", None)
        elif event.key() == Qt.Key.Key_F7 and (act := act_of("lock", name_of(event))):
            self.asked.emit(act, None)

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Notices capitals typed without Shift: the lock is on."""
        if event.type() == event.Type.KeyPress and event.text().isalpha() and event.text().isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            capitals = event.text().isupper() != shift
            if capitals != self._capitals:
                self._capitals = capitals
                self.update()
        return super().eventFilter(watched, event)

    def showEvent(self, event: Any) -> None:
        """Begins to notice capitals."""
        super().showEvent(event)
        for name in ("password", "again"):
            self.fields[name].line.installEventFilter(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the cover."""
        lines = [self.fields[name].line for name in self.state.fields]
        stops: list[QWidget] = [line for line in lines if not line.isReadOnly()]
        stops += [button for button in self.bar.findChildren(QWidget) if self._takes_tab(button)]
        here = QApplication.focusWidget()
        at = stops.index(here) if here in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _takes_tab(self, widget: QWidget) -> bool:
        tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        return bool(tab) and widget.isEnabled() and widget.isVisibleTo(self)

    # ── where everything stands ──

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the block in the middle of the work area."""
        super().resizeEvent(event)
        self._show_bar()
        self._place()

    def _label(self, name: str) -> str:
        """What a field is called: where it is typed twice, the password is a new one."""
        password = say("新口令") if "again" in self.state.fields else say("口令")
        return {"name": say("工号"), "password": password, "again": say("再输一次")}[name]

    def _left(self) -> float:
        labels = [*(self._label(name) for name in self.state.fields), *(fact.label for fact in self.state.facts)]
        return max(LEFT, max(width_of(look(), label) for label in labels) + 12)

    def _rail(self) -> float:
        return RAIL if self.width() / look().scale >= 1000 else 0

    def _is_low(self) -> bool:
        """Whether fields and what is kept have no room under one another, above the bar."""
        block = min(WIDE, self.width() / look().scale - self._rail() - 48)
        needed = 16 + self._head(block) + len(self.state.fields) * STEP + NOTE + LOW
        if self.state.facts:
            needed += 26 + sum(self._fact_height(fact, block) for fact in self.state.facts)
        return self.height() / look().scale < needed

    def _fact_height(self, fact: Fact, wide: float) -> float:
        return max(FACT, height_of(look(), fact.value, wide - self._left(), BODY) + 8)

    def _at(self) -> tuple[float, float, float]:
        """The left edge, top and width of the block with the fields."""
        wide = (self.width() / look().scale) - self._rail()
        beside = GAP + BESIDE if self._is_low() and self.state.facts else 0
        block = min(WIDE, wide - 48 - beside)
        high = self.height() / look().scale
        top = 8 if self._is_low() else max(16, min(94, high / 2 - 260))
        return self._rail() + (wide - block - beside) / 2, top, block

    def _step(self) -> float:
        return LOW_STEP if self._is_low() else STEP

    def _head(self, wide: float) -> float:
        """From the top of the title to the first field."""
        return max(HEAD, 50 + height_of(look(), self.state.second, wide - self._left(), BODY))

    def _place(self) -> None:
        px, (left, top, wide), inset = look().px, self._at(), self._left()
        for at, name in enumerate(self.state.fields):
            middle = top + self._head(wide) + HEIGHT / 2 + at * self._step()
            self.fields[name].setGeometry(
                px(left + inset - RING),
                px(middle - HEIGHT / 2 - RING),
                px(wide - inset + 2 * RING),
                px(HEIGHT + 2 * RING),
            )
        rail = px(self._rail())
        self.bar.setGeometry(rail, self.height() - px(LOW), self.width() - rail, px(LOW))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rail, lock, title, labels, notes and what is kept."""
        painter, state = QPainter(self), self.state
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "work")
        if self._rail():
            ink.fill(0, 0, RAIL, ink.height, "frame")
            ink.upright(RAIL - 1, 0, ink.height)
            ink.text(16, 26, state.window, CAPTION, "text_2")
            ink.text(16, 51, state.rail, TITLE, bold=True, width=RAIL - 24)
        (left, top, wide), inset = self._at(), self._left()
        picture = icon(ink.look, "lock", "text_2", 40, self.devicePixelRatioF())
        painter.drawPixmap(ink.rect(left, top + 12, 40, 40).topLeft(), picture)
        ink.fitting(left + inset, top + 21, state.title, wide - inset, (VERDICT, TITLE), bold=True)
        ink.paragraph(left + inset, top + 40, wide - inset, state.second, BODY, "text_2")
        head, shown = self._head(wide), state.fields
        for at, name in enumerate(shown):
            ink.text(left, top + head + HEIGHT / 2 + at * self._step(), self._label(name), BODY, "text_2")
        down = top + head + len(shown) * self._step()
        down += self._paint_note(ink, left + inset, down, wide - inset)
        if state.facts and self._is_low():
            ink.upright(left + wide + GAP / 2, top + 8, self.height() / look().scale - LOW - top - 16)
            self._paint_facts_beside(ink, left + wide + GAP, top + 8)
        elif state.facts:
            ink.hairline(left, down + 12, wide)
            self._paint_facts(ink, left, down + 26, wide)
        painter.end()

    def _paint_note(self, ink: Ink, left: float, top: float, wide: float) -> float:
        state = self.state
        if state.problem:
            draw_mark(ink.painter, ink.look, "stop", left + 8, top + 6, 16)
            high = ink.paragraph(left + 24, top - 4, wide - 24, state.problem, CAPTION, "stop")
            high += ink.paragraph(left + 24, top - 4 + high, wide - 24, state.problem_second, CAPTION, "text_2")
            return high - 2
        if self._capitals:
            draw_mark(ink.painter, ink.look, "look", left + 8, top + 6, 16)
            ink.text(left + 24, top + 6, say("大写锁定已打开"), CAPTION, "text_2")
        return 18

    def _paint_facts(self, ink: Ink, left: float, top: float, wide: float) -> None:
        inset = self._left()
        for fact in self.state.facts:
            ink.text(left, top + FACT / 2, fact.label, BODY, "text_2")
            ink.paragraph(left + inset, top + 4, wide - inset, fact.value, BODY)
            top += self._fact_height(fact, wide)

    def _paint_facts_beside(self, ink: Ink, left: float, top: float) -> None:
        for fact in self.state.facts:
            inset = max(48, max(width_of(ink.look, one.label, CAPTION) for one in self.state.facts) + 12)
            ink.text(left, top + 10, fact.label, CAPTION, "text_2")
            top += ink.paragraph(left + inset, top, BESIDE - inset, fact.value, CAPTION) + 4
