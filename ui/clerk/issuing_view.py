"""What 制卡 shows: the steps at the left, the face at the right, the bar under the verdict."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look import look
from ui.page import Screen
from ui.parts.card_preview import CardPreview
from ui.parts.entry_row import STEP, Entry, EntryRow
from ui.parts.part import INSET, Rows, column
from ui.parts.progress import ProgressBar
from ui.parts.section import Heading, HeadingRow, Paragraph
from ui.parts.view import View
from ui.words import say


@dataclass(frozen=True, slots=True)
class IssuingState(Screen):
    """The steps, how far they are, and the face."""

    steps: tuple[Entry, ...] = ()
    progress: float = 0.0
    face: bytes | None = None
    made: bool = False
    begun: bool = False


class IssuingView(View):
    """Steps at the left, the face at the right, the bar under the verdict."""

    code = "issuing"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._bar = ProgressBar()
        self._steps = Rows(lambda: EntryRow(STEP))
        self._head, self._note = HeadingRow(24), Paragraph()
        self._face = CardPreview(352)
        inner, left, both = QWidget(), QWidget(), QWidget()
        self._right = right = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(look().px(INSET), 0, look().px(INSET), 0)
        row.addWidget(self._face)
        right.setLayout(column(self._head, 4, inner, 8, self._note, -1))
        right.setFixedWidth(look().px(352 + 2 * INSET))
        left.setLayout(column(self._steps, -1))
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look().px(16))
        across.addWidget(left, 1)
        across.addWidget(right)
        self.fill(self._bar, 16, both, -1)

    def render_state(self, state: IssuingState) -> None:
        """Shows steps, bar and face."""
        self.render_screen(state)
        self._bar.show_value(state.progress)
        self._bar.setVisible(state.begun and not state.made)
        self._steps.show_all(state.steps)
        self._head.show_value(Heading(say("印好的卡面") if state.made else say("要印的卡面"), size=13))
        self._face.show_value(state.face)
        self._right.setVisible(state.face is not None)  # no blank is taken yet: there is no face to look at
        cut = say("此刻停电或拔线：这张卡记为“未定”，下次开机 5 秒内列出，等人看过再定。")
        self._note.show_value(cut if state.begun and not state.made else "")
