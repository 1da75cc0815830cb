"""What 制卡出事 shows: what is safe, undecided and to be done; the answers; the second person."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ui.look import look
from ui.page import Act, Screen
from ui.parts.block import Block, BlockRow
from ui.parts.buttons import Answer
from ui.parts.part import INSET, Rows
from ui.parts.second_person import SecondAsked, SecondPerson
from ui.parts.section import Paragraph
from ui.parts.view import View

ANSWERS = ("spoiled", "good", "not_found")


@dataclass(frozen=True, slots=True)
class JamState(Screen):
    """The three blocks, the answers, the second person, and whether a picture was taken."""

    blocks: tuple[Block, ...] = ()
    answers: tuple[Act, ...] = ()
    chosen: str = ""
    consequence: str = ""
    second: SecondAsked | None = None
    pictured: bool = False


class JamView(View):
    """The blocks, the answers, the second person."""

    code = "jam"

    def __init__(self) -> None:
        super().__init__()
        self._blocks = Rows(BlockRow)
        self._group = QButtonGroup(self)
        self._buttons: list[Answer] = []
        self._row = QWidget()
        self._across = QHBoxLayout(self._row)
        self._across.setContentsMargins(look().px(108 - 3), 0, look().px(INSET), 0)
        self._across.setSpacing(look().px(2))
        for _ in ANSWERS:
            button = Answer()
            button.clicked.connect(lambda _checked=False, button=button: self.asked.emit("answer", button.act.code))
            self._group.addButton(button)
            self._buttons.append(button)
            self._across.addWidget(button)
        self._across.addStretch(1)
        self._note = Paragraph(left=108)
        self._second = SecondPerson(self.typed)
        self.fill(self._blocks, self._row, self._note, self._second, -1)

    def render_state(self, state: JamState) -> None:
        """Shows blocks and answers."""
        self.render_screen(state)
        self._blocks.show_all(state.blocks)
        self._row.setVisible(bool(state.answers))
        for button, act in zip(self._buttons, state.answers, strict=False):
            button.show_act(act)
            button.setChecked(act.code == state.chosen)
        self._note.show_value(state.consequence)
        asked = self._second.isVisibleTo(self)
        self._second.show_value(state.second)
        if state.second is not None and not asked:
            self._second.setFocus(Qt.FocusReason.OtherFocusReason)

    def digit(self, number: int) -> bool:
        """Chooses an answer."""
        if not 1 <= number <= len(self._buttons) or not self._row.isVisibleTo(self):
            return False
        self._buttons[number - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit("answer", self._buttons[number - 1].act.code)
        return True
