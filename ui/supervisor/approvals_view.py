"""复核 as it is shown: the queue at the left, the question at the right, the answer under it."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look import look
from ui.page import Person, Screen
from ui.parts.entry_row import LIST, Entry, EntryRow
from ui.parts.field import Field, LabelledField
from ui.parts.pages_strip import Pages, PagesStrip
from ui.parts.part import INSET, Rows, column
from ui.parts.picture import Picture
from ui.parts.section import Heading, HeadingRow, Paragraph, Section, SectionRow
from ui.parts.upright import Upright
from ui.parts.view import View
from ui.words import say


@dataclass(frozen=True, slots=True)
class ApprovalsState(Screen):
    """The queue, the question that is open, and what the answerer types."""

    queue: tuple[Entry, ...] = ()
    title: str = ""
    second_line: str = ""
    rows: tuple[Section, ...] = ()
    note: tuple[str, str] = ("", "")
    pages: Pages = field(default_factory=Pages)
    zoomed: bytes = b""
    answer: str = ""
    """Which answer is about to be given, in words: it is then reasoned, where it has to be, and signed."""
    asks_reason: bool = False
    reason: str = ""
    attempt: int = 0
    problem: str = ""
    person: Person | None = None
    empty: str = ""
    rail_count: int | None = None


class QuestionRow(EntryRow):
    """A question of the queue: where the keyboard is, is what is open, and Enter does what the button says of it."""

    enter_goes_on = False


class ApprovalsView(View):
    """The queue at the left, the question at the right."""

    code = "approvals"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._head = HeadingRow(40)
        self._queue = Rows(lambda: QuestionRow(LIST))
        self._queue.reached.connect(lambda code: self.typed.emit("reached", code))
        self._queue.pressed.connect(lambda code: self.asked.emit("open", code))
        self._empty = Paragraph(16)
        left = QWidget()
        left.setLayout(column(self._head, self._queue, self._empty, -1))
        left.setFixedWidth(look().px(244))
        self._title, self._second = HeadingRow(42), Paragraph(16)
        self._rows, self._note = (
            Rows(SectionRow),
            Rows(lambda: EntryRow(LIST._replace(height=36, mark=22, text=40, line_from=INSET))),
        )
        self._pages, self._large = PagesStrip(), Picture()
        self._answer = HeadingRow(44)
        self._reason = LabelledField(say("原因"), Field("reason", say("答复的原因")), 360)
        self._password = LabelledField(say("口令"), Field("own_password", say("您的口令"), secret=True), 240)
        self._reason.field.changed.connect(lambda text: self.typed.emit("reason", text))
        self._password.field.changed.connect(lambda text: self.typed.emit("password", text))
        self._password.field.line.enter_goes_on = False
        question = QWidget()
        question.setLayout(
            column(
                self._title,
                self._second,
                8,
                self._large,
                self._rows,
                self._pages,
                self._note,
                self._answer,
                self._reason,
                self._password,
                -1,
            )
        )
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left)
        across.addWidget(Upright())
        across.addSpacing(look().px(32 - INSET))
        across.addWidget(question, 1)
        self.fill(both)
        self._attempt, self._answering = 0, ""
        self._show_answer(ApprovalsState())

    def render_state(self, state: ApprovalsState) -> None:
        """Shows queue and question."""
        self.render_screen(state)
        self._head.show_value(Heading(say("等复核"), say("{n} 件", n=len(state.queue)), 20, bold=True, line=True))
        self._queue.show_all(state.queue)
        self._empty.show_value(state.empty)
        self._title.show_value(Heading(state.title, size=28, bold=True))
        self._second.show_value(state.second_line)
        self._large.show_value(state.zoomed)
        self._rows.show_all(() if state.zoomed else state.rows)
        self._pages.show_value(replace(state.pages, hint="") if state.answer else state.pages)
        self._pages.setVisible(bool(state.pages.shots) and not state.zoomed)
        mark, words = state.note
        self._note.show_all([Entry(words, mark)] if words else [])
        self._show_answer(state)

    def _show_answer(self, state: ApprovalsState) -> None:
        fields = (self._reason, self._password)
        if not state.answer and any(one.field.line.hasFocus() for one in fields):
            self.window().setFocus()  # else Qt hands the keyboard on to whatever comes next
        self._answer.setVisible(bool(state.answer))
        self._answer.show_value(Heading(state.answer, size=16, bold=True, line=True))
        self._reason.setVisible(bool(state.answer) and state.asks_reason)
        self._password.setVisible(bool(state.answer))
        self._reason.field.set_text(state.reason)
        if state.attempt != self._attempt:
            self._attempt = state.attempt
            self._password.field.set_text("")
        self._password.show_problem(state.problem)
        if state.answer != self._answering:
            self._answering = state.answer
            self.arrive()

    def arrive(self) -> None:
        """An answer wants its reason first, then the password; a question wants to be read."""
        wanted = next(
            (one for one in (self._reason, self._password) if one.isVisibleTo(self) and not one.field.text()), None
        )
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
