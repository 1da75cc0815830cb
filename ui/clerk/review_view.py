"""What 核对 shows: the lines at the left, the signature and what goes with it at the right."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.ports import Stroke
from ui.look import look
from ui.page import Screen
from ui.parts.part import INSET, Rows, column
from ui.parts.section import Heading, HeadingRow, Section, SectionRow
from ui.parts.signature_box import SignatureBox
from ui.parts.view import View


@dataclass(frozen=True, slots=True)
class ReviewState(Screen):
    """The lines, the signature, and what stands beside it."""

    lines: tuple[Section, ...] = ()
    strokes: tuple[Stroke, ...] | None = None
    beside: tuple[Section, ...] = ()
    objected: bool = False
    signer: str = ""
    """Whose signature it is, over the box."""


class ReviewView(View):
    """The lines at the left, the signature and what goes with it at the right."""

    code = "review"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._lines = Rows(lambda: SectionRow(tight=True))
        self._head = HeadingRow(20)
        self._box = SignatureBox(240, 104, open_for_ink=True)
        self._box.signed.connect(lambda strokes: self.typed.emit("take_signature", strokes))
        self._beside = Rows(lambda: SectionRow(text=88, tight=True))
        left, right = QWidget(), QWidget()
        left.setLayout(column(self._lines, -1))
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(look().px(INSET), 0, look().px(INSET), 0)
        row.addWidget(self._box)
        row.addStretch(1)
        right.setLayout(column(self._head, inner, 8, self._beside, -1))
        right.setFixedWidth(look().px(240 + 2 * INSET))
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look().px(8))
        across.addWidget(left, 1)
        across.addWidget(right)
        self.fill(both, -1)

    def render_state(self, state: ReviewState) -> None:
        """Shows lines and signature."""
        self.render_screen(state)
        self._lines.show_all(state.lines)
        self._head.show_value(Heading(state.signer, size=13))
        self._box.open_for_ink = state.strokes is None
        if not state.busy:  # what was just written stands until it is kept
            self._box.show_strokes(state.strokes)
        self._beside.show_all(state.beside)
