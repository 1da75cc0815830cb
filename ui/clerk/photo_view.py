"""What 照片 shows: the live picture in its frame at the left, the lights at the right."""

from dataclasses import dataclass, field

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look import look
from ui.page import Screen
from ui.parts.entry_row import RULE, Entry, EntryRow
from ui.parts.part import INSET, Rows, column
from ui.parts.photo_frame import Live, PhotoFrame
from ui.parts.picture import picture
from ui.parts.section import Paragraph
from ui.parts.view import View
from ui.words import say


@dataclass(frozen=True, slots=True)
class PhotoState(Screen):
    """The live picture, the lights, whether eyes, hat and ears were looked at, and the shot to be used."""

    live: Live = field(default_factory=Live)
    rules: tuple[Entry, ...] = ()
    shot: bytes | None = None
    seen: bool = False
    tries: int = 0


class PhotoView(View):
    """The frame at the left, the lights at the right."""

    code = "photo"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._frame = PhotoFrame()
        self._rules = Rows(lambda: EntryRow(RULE))
        self._rules.pressed.connect(lambda _code: self.asked.emit("confirm_look", None))
        self._note = Paragraph()
        right = QWidget()
        right.setLayout(column(self._rules, -1))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(look().px(INSET), 0, 0, 0)
        row.setSpacing(look().px(32 - INSET))
        left = QWidget()
        left.setLayout(column(self._frame, -1))
        row.addWidget(left)
        row.addWidget(right, 1)
        self.fill(both, self._note, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The live picture is never higher than the page under the verdict."""
        super().resizeEvent(event)
        scale = look().scale
        verdict = self.verdict.height_at(self.verdict.width() / scale)
        self._frame.fit(self.height() / scale - verdict - self._whole.contentsMargins().top() / scale - 12)

    def render_state(self, state: PhotoState) -> None:
        """Shows picture and lights."""
        self.render_screen(state)
        self._frame.show_value(Live(picture(state.shot), None, say("这一张")) if state.shot else state.live)
        self._rules.show_all(state.rules)
        self._note.show_value(say("未采用的照片，办结后不保留。"))
