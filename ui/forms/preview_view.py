"""What the preview shows: the papers at the left, one page beside them over the whole height."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.forms.preview_sight import SCREEN_DPI
from ui.look import look
from ui.page import Screen
from ui.parts.entry_row import BLOCKER, Entry, EntryRow
from ui.parts.page_view import PageView
from ui.parts.part import Rows, column
from ui.parts.progress import ProgressBar
from ui.parts.section import Heading, HeadingRow
from ui.parts.view import View
from ui.words import say

LIST = 320
"""Width of the list of papers in effective px."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One page on the screen: its picture and the size it is shown at, in pixels."""

    image: QImage
    size: tuple[int, int]
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PreviewState(Screen):
    """The papers there are, the page that is shown, and how far a long report is drawn."""

    papers: tuple[Entry, ...] = ()
    title: str = ""
    place: str = ""
    shown: Shown | None = None
    share: float | None = None


class PreviewView(View):
    """The papers at the left, the page beside them over the whole height."""

    code = "preview"
    wide = True

    def __init__(self) -> None:
        super().__init__()
        self._list_head, self._papers = HeadingRow(40), Rows(lambda: EntryRow(BLOCKER))
        self._papers.pressed.connect(lambda kind: self.asked.emit("choose", kind))
        self._papers.setAccessibleName(say("要看的纸"))
        self._head, self._bar, self._page = HeadingRow(40), ProgressBar(), PageView()
        self._page.room.connect(lambda wide, high: self.typed.emit("room", (wide, high, SCREEN_DPI * look().scale)))
        turn: Callable[[int], str] = {1: "next_page", -1: "previous_page"}.__getitem__
        self._page.past.connect(lambda step: self.asked.emit(turn(step), None))
        left, right, both = QWidget(), QWidget(), QWidget()
        left.setLayout(column(self._list_head, self._papers, -1))
        left.setFixedWidth(look().px(LIST))
        right.setLayout(column(self._head, self._bar, self._page))
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look().px(16))
        across.addWidget(left)
        across.addWidget(right, 1)
        self.fill(both)

    def render_state(self, state: PreviewState) -> None:
        """Shows list and page."""
        self.render_screen(state)
        self._list_head.show_value(Heading(say("纸"), say("按数字键换")))
        self._papers.show_all(state.papers)
        self._head.show_value(Heading(state.title, state.place, bold=True))
        self._bar.setVisible(state.share is not None)
        self._bar.show_value(state.share or 0.0)
        if state.shown is not None:
            self._page.show_page(state.shown.image, state.shown.size, state.shown.name, state.shown.text)

    def arrive(self) -> None:
        """The arrows move the page at once; Enter is the primary's."""
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def digit(self, number: int) -> bool:
        """The paper of that number."""
        if not 1 <= number <= len(self._papers.rows):
            return False
        self.asked.emit("choose", self._papers.rows[number - 1].code)
        return True
