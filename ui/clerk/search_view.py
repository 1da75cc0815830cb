"""What 查找 and 待领 show: the field, the cases that were found, the line and the journal of the one that is open."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from ui.page import Person, Screen
from ui.parts.field import Field
from ui.parts.part import INSET, Rows
from ui.parts.section import Heading, HeadingRow, Paragraph
from ui.parts.stages import Stage, StagesPart
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.words import say


@dataclass(frozen=True, slots=True)
class SearchState(Screen):
    """What was typed, what was found, and the case that is open."""

    text: str = ""
    count: str = ""
    found: tuple[Cells, ...] = ()
    empty: str = ""
    title: str = ""
    number: str = ""
    stages: tuple[Stage, ...] = ()
    journal: tuple[Cells, ...] = ()
    person: Person | None = None
    rail_count: int | None = None


class FoundRow(TableRow):
    """A case that was found: where the keyboard is, is what is open, and Enter does what the button says of it."""

    enter_goes_on = False


class SearchView(View):
    """The field, the results, the case's line and its journal."""

    code = "search"
    verdict_line = False
    with_field = True

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column(say("姓名"), INSET, width=90),
            Column(say("身份号码"), 109),
            Column(say("事项"), 365, width=110),
            Column(say("进度"), 481, width=190),
            Column(say("受理"), -INSET, right=True),
        )
        lines = (
            Column("", INSET, size=13, quiet=True),
            Column("", 100, size=13, quiet=True, width=64),
            Column("", 172),
            Column("", -INSET, right=True, size=13, quiet=True),
        )
        hint = say("受理号、身份号码、姓名或拼音")
        self._field = Field("search", hint, hint=hint)
        self._field.changed.connect(lambda text: self.typed.emit("typed", text))
        self._field.line.enter_goes_on = False
        self._count, self._empty = HeadingRow(28), Paragraph(16)
        self._heads = TableHeadRow(columns, 40, bleed=True)
        self._found = Rows(lambda: FoundRow(columns, bleed=True))
        self._found.reached.connect(lambda number: self.typed.emit("reached", number))
        self._found.pressed.connect(lambda number: self.asked.emit("open", number))
        self._title, self._stages = HeadingRow(60), StagesPart()
        self._journal = Rows(lambda: TableRow(lines))
        found = (self._count, self._empty, self._heads, self._found)
        self.fill(self._field, *found, self._title, self._stages, self._journal, -1)
        self._field.setVisible(self.with_field)  # not before it has a parent: it would be a window of its own

    def render_state(self, state: SearchState) -> None:
        """Shows results and case."""
        self.render_screen(state)
        self._field.set_text(state.text)
        self._count.setVisible(bool(state.count))
        self._count.show_value(Heading("", state.count))
        self._empty.show_value(state.empty)
        self._heads.setVisible(bool(state.found))
        self._found.show_all(state.found)
        self._title.setVisible(bool(state.title))
        self._title.show_value(Heading(state.title, state.number, 20, bold=True, line=True))
        self._stages.show_value(state.stages)
        self._journal.show_all(state.journal)

    def arrive(self) -> None:
        """The field is ready for typing or a scanner."""
        if self.with_field:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._field.line.selectAll()


class ToCollectView(SearchView):
    """The same without the field."""

    code = "to_collect"
    with_field = False
