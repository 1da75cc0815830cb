"""What 接待 shows: the prompt, the number of somebody without a card, the queue, what lies unfinished."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.clerk.reception_rows import judge
from ui.look import look
from ui.page import Listing, Screen
from ui.parts.field import Field, LabelledField
from ui.parts.id_number_field import IdNumberField
from ui.parts.part import INSET, Row, Rows
from ui.parts.prompt import Prompt
from ui.parts.section import Heading, HeadingRow
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.words import say


@dataclass(frozen=True, slots=True)
class WaitingState(Screen):
    """The prompt, the queue and the unfinished ones; `asks_name` once a number stands there."""

    queue_title: str = ""
    queue_note: str = ""
    tickets: tuple[Cells, ...] = ()
    others: str = ""
    unfinished: tuple[Cells, ...] = ()
    asks_name: bool = False
    listing: Listing | None = None
    agent: bool = False
    holder: bool = False
    """The agent's card was read: now the holder's card, or their number, is awaited, and a digit belongs to it."""


UNFINISHED = (Column("", INSET), Column("", 224, quiet=True), Column("", -INSET, right=True, size=13, quiet=True))


class WaitingView(View):
    """Prompt, number fields, queue, unfinished."""

    code = "waiting"

    def __init__(self, today: Any) -> None:
        super().__init__()
        self.verdict.hide()
        self._prompt = Prompt()
        self._id = IdNumberField(judge(today), say("只作线索，不作身份证明"))
        self._id.typed.connect(lambda text: self.typed.emit("number", text))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, look().px(12), look().px(INSET), look().px(12))
        row.setSpacing(0)
        label = _Label(say("没有身份证"))
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._id, 1)
        self._name = LabelledField(say("姓名"), Field("name", say("姓名")), 328, 172)
        self._name.field.changed.connect(lambda text: self.typed.emit("name", text))
        self._name.field.line.enter_goes_on = False
        self._agent = self._holder = False
        self._rule = HeadingRow(2)
        self._head = HeadingRow(60)
        columns = (
            Column(say("号"), INSET, bold=True),
            Column(say("类别"), 100),
            Column(say("取号时说明"), 260, quiet=True),
            Column(say("已等"), -INSET, right=True),
        )
        self._columns = TableHeadRow(columns)
        self._tickets = Rows(lambda: TableRow(columns))
        self._others = HeadingRow(32)
        self._mine = HeadingRow(44)
        self._unfinished = Rows(lambda: TableRow(UNFINISHED))
        self._unfinished.pressed.connect(lambda draft: self.asked.emit("resume", draft))
        self.fill(
            self._prompt,
            line,
            self._name,
            self._rule,
            self._head,
            self._columns,
            self._tickets,
            self._others,
            self._mine,
            self._unfinished,
            -1,
        )

    def render_state(self, state: WaitingState) -> None:
        """Shows prompt, queue and unfinished ones."""
        self.problems.show_problems(state.problems)
        self._prompt.show_value(state.verdict)
        self._name.setVisible(state.asks_name)
        if not state.asks_name and not self._id.number():
            self._name.field.set_text("")
        self._rule.show_value(Heading("", line=True))
        self._head.show_value(Heading(state.queue_title, state.queue_note, 20, bold=True))
        self._columns.setVisible(bool(state.tickets))
        self._tickets.show_all(state.tickets)
        self._others.setVisible(bool(state.others))
        self._others.show_value(Heading(state.others, size=13))
        was, self._agent, self._holder = self._holder, state.agent, state.holder
        if state.holder and not was:
            self._id.setFocus(Qt.FocusReason.OtherFocusReason)
        elif was and not state.holder:
            self.clear()
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self._mine.setVisible(bool(state.unfinished))
        self._mine.show_value(Heading(say("手里未办完"), say("按数字键接着办"), line=True))
        self._unfinished.show_all(state.unfinished)

    def show_low(self, low: bool) -> None:
        """A low window: the prompt gives room to the queue."""
        super().show_low(low)
        self._prompt.show_low(low)

    def clear(self) -> None:
        """A new person: the fields are empty."""
        self._id.set_number("")
        self._name.field.set_text("")

    def digit(self, number: int) -> bool:
        """Resumes the unfinished one of that number."""
        if self._agent or not 1 <= number <= len(self._unfinished.rows):
            return False
        self.asked.emit("resume", self._unfinished.rows[number - 1].code)
        return True


class _Label(Row):
    """A label as high as a field."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.call(words)
        self.setFixedWidth(look().px(184 - 4))

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """As high as a field with its ring."""
        return 48

    def paint(self, ink: Any) -> None:
        """Draws the words."""
        ink.text(INSET, 24, self._words, 16, "text_2")
