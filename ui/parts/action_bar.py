"""The action bar: the last deed with its undo, quiet secondaries, and the one primary always in the same place.

For an act that cannot be taken back it grows to 128 and asks in one sentence; the focus is on “先不”, and only
Ctrl Enter says yes. No window opens and nothing is covered.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import cap
from ui.look import BODY, CAPTION, look
from ui.page import Act, Bar
from ui.parts.buttons import PRIMARY_WIDTH, Link, Note, Primary, Secondary, width_of_secondary
from ui.parts.ink import Ink, width_of
from ui.words import say

LOW, HIGH = 64, 128
LEAST_DEED = 140
"""A deed keeps so much room for its words, in up to three lines, before a secondary goes into 更多."""


def offer_more() -> Act:
    """The button that shows what has no button of its own."""
    return Act("more", say("更多"), "F10")


class ActionBar(QWidget):
    """Shows a `Bar`; `asked` names the act that was pressed."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = Bar()
        self._narrow = self._busy = False
        self.primary = Primary(self)
        self.primary.clicked.connect(lambda: self._ask(self.primary.act))
        keeps = self.primary.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.primary.setSizePolicy(keeps)
        self._question = Note(BODY, self)
        self._deed, self._undo = Note(parent=self), Link(self)
        self._undo.clicked.connect(lambda: self._ask(self._undo.act))
        self._secondaries: list[Secondary] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look().px(32), look().px(4), look().px(12), look().px(4))
        outer.setSpacing(0)
        outer.addWidget(self._question)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self._deed)
        self._row.addSpacing(look().px(8))
        self._row.addWidget(self._undo)
        self._row.addStretch(1)
        self._after = self._row.count()
        self._row.addSpacing(look().px(25))
        self._row.addWidget(self.primary)
        outer.addLayout(self._row)
        self._fill()

    def show_bar(self, bar: Bar, busy: bool = False) -> None:
        """Shows another bar; while busy the primary waits."""
        if (bar, busy) != (self._bar, self._busy):
            self._bar, self._busy = bar, busy
            self._fill()

    def _fill(self) -> None:
        bar, busy = self._bar, self._busy
        asking = bar.confirmation
        self._question.show_note(asking.sentence if asking else "", "look" if asking else "", "text")
        self.setFixedHeight(look().px(HIGH if asking else LOW))
        primary = asking.yes if asking else bar.primary
        enabled = primary is not None and primary.enabled and not busy
        if self.primary.hasFocus() and not enabled:
            self.window().setFocus()  # else Qt hands the focus on to a secondary, where Space would press it
        self.primary.setVisible(primary is not None)
        if primary is not None:
            self.primary.show_act(Act(primary.code, primary.words, primary.key, enabled))
        deed = bar.deed
        self._deed.show_note(deed.words if deed else "", deed.mark if deed else "")
        self._undo.setVisible(bool(deed and deed.undo))
        if deed and deed.undo:
            self._undo.show_act(Act(deed.undo, say("撤销"), "" if self._narrow else "Ctrl+Z"))
        acts = [asking.no] if asking else self._within_reach(bar)
        self._let_go_of_another_act(acts)
        while len(self._secondaries) > len(acts):
            button = self._secondaries.pop()
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        while len(self._secondaries) < len(acts):
            button = Secondary(self)
            button.clicked.connect(lambda _checked=False, button=button: self._ask(button.act))
            self._row.insertWidget(self._after + len(self._secondaries), button)
            self._secondaries.append(button)
        for button, act in zip(self._secondaries, acts, strict=True):
            button.show_act(act)
            button.show()
        if asking and self._secondaries:
            self._secondaries[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go_of_another_act(self, acts: list[Act]) -> None:
        """A focused secondary that will mean something else loses the focus: Space must never press what came later."""
        for at, button in enumerate(self._secondaries):
            if button.hasFocus() and (at >= len(acts) or acts[at].code != button.act.code):
                self.window().setFocus()

    def show_narrow(self, narrow: bool) -> None:
        """Where there is no room only the primary and 更多 stay."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fill()

    def show_enter_goes_on(self, goes_on: bool) -> None:
        """Which key does the primary act now."""
        asking = self._bar.confirmation is not None
        self.primary.show_cap(cap("Ctrl+Return") if goes_on or asking else cap("Return"))

    def _within_reach(self, bar: Bar) -> list[Act]:
        """The secondaries there is room for beside the deed; the others go into 更多."""
        if self._narrow:
            return [offer_more()]
        acts = list(bar.secondaries)
        while len(acts) > 1 and sum(width_of_secondary(act) for act in acts) > self._room(bar):
            dropped = next((act for act in reversed(acts) if act.code != "more"), acts[-1])
            acts = [*(act for act in acts if act is not dropped and act.code != "more"), offer_more()]
        return acts

    def _room(self, bar: Bar) -> float:
        """What is left of the bar for secondaries when the deed keeps at least a column of words."""
        wide = self.width() / look().scale - 44 - PRIMARY_WIDTH - 8 - 25
        if not bar.deed:
            return wide
        undo = 100 if bar.deed.undo else 0
        return wide - min(LEAST_DEED, width_of(look(), bar.deed.words, CAPTION) + 24) - undo

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other secondaries."""
        super().resizeEvent(event)
        if [button.act for button in self._secondaries] != self._within_reach(self._bar):
            self._fill()

    def menu(self) -> list[Act]:
        """What 更多 offers: everything that has no button of its own."""
        there = [act.code for act in self._within_reach(self._bar)]
        hidden = [act for act in self._bar.secondaries if act.code not in there]
        return [act for act in (*hidden, *self._bar.more) if act.code != "more"]

    def refuse(self) -> None:
        """Answers the question with its harmless answer."""
        if self._bar.confirmation is not None:
            self._ask(self._bar.confirmation.no)

    def _ask(self, act: Act) -> None:
        if act.enabled:
            self.asked.emit(act.code)

    def sizeHint(self) -> QSize:
        """64, or 128 while it asks."""
        return QSize(look().px(PRIMARY_WIDTH + 100), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and the line above it."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "frame")
        ink.hairline(0, 1, ink.width)
        painter.end()
