"""What 材料 shows: check rows, the last day of a paper, the pages taken of it."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from ui.page import LOOK, STOP, Screen
from ui.parts.entry_row import CHECK, Entry, EntryRow
from ui.parts.field import Field, LabelledField
from ui.parts.pages_strip import Pages, PagesStrip
from ui.parts.part import Rows
from ui.parts.table_head import TableHead
from ui.parts.view import View
from ui.words import say


@dataclass(frozen=True, slots=True)
class MaterialsState(Screen):
    """The papers, the pages of the one in hand, and the field its last day is typed into."""

    entries: tuple[Entry, ...] = ()
    pages: Pages = field(default_factory=Pages)
    here: str = ""
    asks_expiry: bool = False
    expiry: str = ""


class MaterialsView(View):
    """Check rows; digits go to a row, Space scans or ticks it, Delete takes it back."""

    code = "materials"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._head = TableHead(bleed=True)
        self._rows = Rows(lambda: EntryRow(CHECK))
        self._rows.reached.connect(lambda code: self.typed.emit("here", code))
        self._expiry = LabelledField(
            say("到期日"), Field("expiry", say("到期日"), hint=say("年月日 8 位"), numbers=True), 160
        )
        self._expiry.field.changed.connect(lambda text: self.typed.emit("expiry", text))
        self._pages = PagesStrip()
        self._state = MaterialsState()
        self.fill(self._head, self._rows, self._expiry, self._pages, -1)

    def render_state(self, state: MaterialsState) -> None:
        """Shows rows, field and pages; the row in hand has the focus."""
        self.render_screen(state)
        moved = state.here != self._state.here
        asked = state.asks_expiry and not self._state.asks_expiry and not moved
        doubted = state.problems and state.expiry != self._state.expiry and not moved
        complete = _is_open(self._state) and not _is_open(state)
        self._state = state
        self._head.show_columns(
            (
                (say("材料"), 80, False),
                (say("状态"), 466, False),
                (say("期限"), 562, False),
                (say("依据"), -12, True),
            )
        )
        self._rows.show_all(state.entries)
        self._expiry.setVisible(state.asks_expiry)
        self._expiry.field.set_text(state.expiry)
        self._pages.show_value(state.pages)
        if asked:  # a paper was just taken in whose last day has to be told
            self._expiry.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif doubted:  # what was typed stands marked, so that the right day takes its place
            self._expiry.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._expiry.field.line.selectAll()
        elif complete and (focused := QApplication.focusWidget()) and self.isAncestorOf(focused):
            self.window().setFocus()  # nothing lacks any more: Enter is the primary's again
        elif moved and self.isVisible():
            self.arrive()
        QTimer.singleShot(0, self, self._show_row_in_hand)  # once the rows have their places

    def _show_row_in_hand(self) -> None:
        """What Space does is seen before it is pressed."""
        row = next((one for one in self._rows.rows if one.hasFocus()), None)
        if row is not None:
            self.pages.ensureWidgetVisible(row)

    def arrive(self) -> None:
        """The row in hand; the primary when nothing is open."""
        for row in self._rows.rows:
            if row.code == self._state.here and _is_open(self._state):
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> bool:
        """From the last day to the next paper that lacks something; with none left Enter is the primary's again.

        While a paper is missing Enter stays with the papers: two of them must not end the visit with a notice.
        """
        if not self._expiry.field.line.hasFocus():
            missing = [one.code for one in self._state.entries if one.mark == STOP]
            if not missing or not self._rows.rows[-1].hasFocus():
                return super().enter()
            self._rows.rows[[one.code for one in self._rows.rows].index(missing[0])].setFocus()
            return True
        row = next((one for one in self._rows.rows if one.code in self._lacking()), None)
        (row or self.window()).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _lacking(self) -> list[str]:
        return [one.code for one in self._state.entries if one.mark in (STOP, LOOK) and one.code != self._state.here]

    def digit(self, number: int) -> bool:
        """Goes to the row of that number."""
        if not 1 <= number <= len(self._rows.rows):
            return False
        self._rows.rows[number - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _is_open(state: MaterialsState) -> bool:
    return any(entry.mark in (STOP, LOOK) for entry in state.entries)
