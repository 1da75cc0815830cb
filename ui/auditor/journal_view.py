"""日志 as it is drawn: as many entries as there is room for, or one of them whole."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from ui.look import look
from ui.page import Screen
from ui.parts.part import INSET, Row, Rows
from ui.parts.section import Heading, HeadingRow, Paragraph, Section, SectionRow
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.words import say

HEAD, HEADS, ROW = 44, 32, 37
FEWEST = 5


@dataclass(frozen=True, slots=True)
class JournalState(Screen):
    """A page of entries, or one that is open."""

    title: str = ""
    caption: str = ""
    rows: tuple[Cells, ...] = ()
    empty: str = ""
    entry: tuple[Section, ...] = ()


class Leafed(Row):
    """A row on which PgDn means the older ones even where the page could be scrolled, and Enter the primary."""

    enter_goes_on = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The paging keys are the window's; the arrows lead from row to row."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.window().keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class EntryLine(Leafed, TableRow):
    """One entry of the list."""


class EntryPart(Leafed, SectionRow):
    """One thing that an open entry says; the keyboard gets to each, so that a low window shows them all."""

    def __init__(self) -> None:
        super().__init__(104, tight=True)
        self.make_pressable()


class JournalView(View):
    """The list and the open entry in one place; `rows_fit` tells how many entries can be seen at once."""

    code = "journal"
    wide = True
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column(say("时间"), INSET),
            Column(say("窗口"), 136),
            Column(say("谁"), 204),
            Column("", 320),
            Column(say("做了什么"), 344),
            Column(say("关于"), -INSET, right=True),
        )
        self._head, self._heads, self._empty = HeadingRow(HEAD), TableHeadRow(columns, HEADS), Paragraph(16)
        self._rows, self._entry = Rows(lambda: EntryLine(columns)), Rows(EntryPart)
        self._rows.pressed.connect(lambda code: self.asked.emit("open", code))
        self._rows.reached.connect(lambda code: self.typed.emit("reached", code))
        self._rows.setAccessibleName(say("日志"))
        self._room, self._here = 0, ""
        self.pages.viewport().installEventFilter(self)
        self.fill(self._head, self._heads, self._empty, self._rows, self._entry, -1)

    def render_state(self, state: JournalState) -> None:
        """Shows the page or the entry; the keyboard goes where the person went, and stays where it is otherwise."""
        self.render_screen(state)
        self._head.show_value(Heading(state.title, state.caption, 20, bold=True))
        self._heads.setVisible(bool(state.rows))
        self._empty.show_value(state.empty)
        self._rows.show_all(state.rows)
        self._entry.show_all(state.entry)
        here = state.title if state.entry else next((row.code for row in state.rows if row.selected), "")
        if here != self._here:
            self._here = here
            self.arrive()

    def arrive(self) -> None:
        """On the row that was reached last, or at the head of the open entry."""
        rows = self._entry.rows or [row for row in self._rows.rows if row.code == self._here]
        if rows:
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A larger window shows more entries, a verdict above them fewer."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._tell_room)  # not in the midst of what made it another size
        return super().eventFilter(watched, event)

    def _tell_room(self) -> None:
        """As many as fit without scrolling: PgDn means the older ones, not the lower ones."""
        free = self.pages.viewport().height() / look().scale - HEAD - HEADS
        room = max(FEWEST, int(free // ROW))
        if room != self._room and self.isVisible():  # it may have given way to another screen meanwhile
            self._room = room
            self.typed.emit("rows_fit", room)

    def digit(self, number: int) -> bool:
        """To the row of that number."""
        if not 1 <= number <= len(self._rows.rows):
            return False
        self._rows.rows[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def enter(self) -> bool:
        """Always the primary: there is no field here."""
        return False
