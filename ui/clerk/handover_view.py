"""What 领卡 shows: the card and its facts at the left, the things to do and the signature at the right."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.ports import Stroke
from ui.look import look
from ui.page import Screen
from ui.parts.card_preview import CardPreview
from ui.parts.entry_row import HANDOVER, Entry, EntryRow
from ui.parts.part import INSET, Rows, column, inset
from ui.parts.second_person import SecondAsked, SecondPerson
from ui.parts.section import Heading, HeadingRow, Paragraph, Section, SectionRow
from ui.parts.signature_box import SignatureBox
from ui.parts.view import View
from ui.words import say

CARD, LEAST_CARD, RIGHT = 420, 240, 322
"""Widths of the design: the card, as small as it may get, and the things to do."""


@dataclass(frozen=True, slots=True)
class HandoverState(Screen):
    """The face, the four things, the facts of the card, the signature, and a second person where one is needed."""

    face: bytes | None = None
    things: tuple[Entry, ...] = ()
    facts: tuple[Section, ...] = ()
    strokes: tuple[Stroke, ...] | None = None
    signing: bool = False
    second: SecondAsked | None = None


class HandoverView(View):
    """The card and its facts at the left, the things to do and the signature at the right."""

    code = "handover"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._left_head, self._right_head = HeadingRow(28), HeadingRow(28)
        self._face = CardPreview(CARD)
        self._facts = Rows(lambda: SectionRow(small=True))
        self._things = Rows(lambda: EntryRow(HANDOVER))
        self._things.pressed.connect(lambda code: self.asked.emit("do_thing", code))
        self._box = SignatureBox(RIGHT, 100, open_for_ink=True)
        self._box.signed.connect(lambda strokes: self.typed.emit("take_signature", strokes))
        self._note = Paragraph()
        self._second = SecondPerson(self.typed)
        self._left, right, both = QWidget(), QWidget(), QWidget()
        self._left.setLayout(column(self._left_head, inset(self._face), 12, self._facts, -1))
        right.setLayout(column(self._right_head, self._things, 8, inset(self._box), 8, self._note, self._second, -1))
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look().px(16))
        across.addWidget(self._left)
        across.addWidget(right, 1)
        self.fill(both, -1)
        self._state = HandoverState()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the card gives way, not the things to do."""
        super().resizeEvent(event)
        self._face.fit(max(look().px(LEAST_CARD), self.width() - look().px(2 * 32 + 40 + RIGHT)))
        self._left.setFixedWidth(self._face.width() + look().px(2 * INSET))

    def render_state(self, state: HandoverState) -> None:
        """Shows card, things and signature."""
        self.render_screen(state)
        moved = self._first(state) != self._first(self._state) or bool(state.second) != bool(self._state.second)
        signed_next = self._signs_next(self._state)
        self._state = state
        self._left_head.show_value(Heading(say("这张卡"), size=13))
        self._right_head.show_value(Heading(say("交卡前要做的事"), size=13, line=True))
        self._face.show_value(state.face)
        self._facts.show_all(state.facts)
        self._things.show_all(state.things)
        self._box.setVisible(state.signing or state.strokes is not None)
        self._box.open_for_ink = state.signing
        if not state.busy:  # what was just written stands until it is kept
            self._box.show_strokes(state.strokes)
        self._note.show_value(say("交卡后打印领卡回执，客户屏请评价；评了什么，柜台看不到。"))
        self._second.show_value(state.second)
        if moved:
            self.arrive()
        if self._signs_next(state) and not signed_next:
            QTimer.singleShot(0, self, self._show_box)  # once it has its place

    def _signs_next(self, state: HandoverState) -> bool:
        return state.signing and not self._first(state)

    def _show_box(self) -> None:
        """Nothing but the signature is missing: the box is scrolled to."""
        self.pages.ensureWidgetVisible(self._box)

    def arrive(self) -> None:
        """A second person signs before anything else; then the next thing that Space does."""
        if self._state.second is not None:
            self._second.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for row in self._things.rows:
            if row.code == self._first(self._state):
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @staticmethod
    def _first(state: HandoverState) -> str:
        return next((entry.code for entry in state.things if entry.pressable), "")

    def digit(self, number: int) -> bool:
        """Goes to that thing."""
        if not 1 <= number <= len(self._things.rows):
            return False
        self._things.rows[number - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        return True
