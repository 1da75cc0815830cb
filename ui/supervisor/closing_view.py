"""日结 as it is shown: what stands in the way above, the cash at the left, counted against expected at the right."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui.look import look
from ui.page import Listing, Screen
from ui.parts.cash_count import CashCount, CashRow
from ui.parts.entry_row import BLOCKER, Entry, EntryRow
from ui.parts.field import Field, LabelledField
from ui.parts.part import INSET, Rows, column
from ui.parts.second_person import SecondAsked, SecondPerson
from ui.parts.section import Heading, HeadingRow, Paragraph
from ui.parts.table import Cells, Column, TableHeadRow, TableRow
from ui.parts.view import View
from ui.words import say

CASH, TOGETHER = 330 + 2 * INSET, 700
"""How wide the cash is, and from which effective width on the comparison has room beside it."""
DENOMINATIONS = (10000, 5000, 2000, 1000, 500, 100)
"""Notes and the one-yuan coin, in fen."""


@dataclass(frozen=True, slots=True)
class ClosingState(Screen):
    """Blockers, cash rows, the comparison, and a second person where something differs."""

    blockers: tuple[Entry, ...] = ()
    cash: tuple[CashRow, ...] = ()
    cards: str = ""
    compared: tuple[Cells, ...] = ()
    about_blanks: str = ""
    """What is counted as a blank, and once the count is done their equation."""
    explanation: str = ""
    asks_explanation: bool = False
    second: SecondAsked | None = None
    listing: Listing | None = None
    counting: bool = False
    """Nothing here stands in the way: what is typed is the count; before that a digit is one of the blockers."""
    closed: bool = False
    handing: bool = False
    """The till goes to a colleague: their number and password are typed next."""


class ClosingView(View):
    """Blockers above, cash at the left, the comparison at the right."""

    code = "closing"

    def __init__(self) -> None:
        super().__init__()
        self._blockers = Rows(lambda: EntryRow(BLOCKER))
        self._blockers.pressed.connect(lambda code: self.asked.emit("settle", code))
        self._cash_head, self._cash = HeadingRow(52), CashCount(DENOMINATIONS)
        self._cash.counted.connect(lambda fen, text: self.typed.emit("count", (fen, text)))
        columns = (
            Column("", INSET),
            Column(say("应有"), -204, right=True),
            Column(say("清点"), -112, right=True),
            Column(say("差"), -INSET - 24, right=True),
            Column("", -INSET - 16),
        )
        self._compare_head, self._heads = HeadingRow(52), TableHeadRow(columns)
        self._rows = Rows(lambda: TableRow(columns))
        self._about_blanks = Paragraph()
        self._cards = LabelledField(say("空白卡"), Field("cards", say("清点的空白卡，张"), numbers=True), 120)
        self._cards.field.line.enter_goes_on = False  # the count ends with it
        self._cards.field.changed.connect(lambda text: self.typed.emit("cards", text))
        self._why = LabelledField(say("原因"), Field("explanation", say("差异的原因")), 320)
        self._why.field.changed.connect(lambda text: self.typed.emit("explanation", text))
        self._second = SecondPerson(self.typed)
        self._left, right, both = QWidget(), QWidget(), QWidget()
        self._left.setLayout(column(self._cash_head, self._cash, -1))
        right.setLayout(
            column(
                self._compare_head,
                self._heads,
                self._rows,
                self._about_blanks,
                self._cards,
                self._why,
                self._second,
                -1,
            )
        )
        self._across = QHBoxLayout(both)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(look().px(16))
        self._across.addWidget(self._left, 1)
        self._across.addWidget(right, 1)
        self.fill(self._blockers, both, -1)
        self._handing = self._asks_why = self._counting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside one another, the comparison stands under the cash."""
        super().resizeEvent(event)
        narrow = self.width() / look().scale < TOGETHER
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._left.setMaximumWidth(self.width() if narrow else look().px(CASH))

    def render_state(self, state: ClosingState) -> None:
        """Shows blockers, cash and comparison."""
        self.render_screen(state)
        self._blockers.show_all(state.blockers)
        self._cash_head.show_value(Heading(say("现金"), say("面额 × 张数"), 20, bold=True))
        self._cash.show_value(state.cash)
        self._compare_head.show_value(Heading(say("核对"), "", 20, bold=True))
        self._rows.show_all(state.compared)
        self._about_blanks.show_value(state.about_blanks)
        self._left.setVisible(not state.closed)  # nothing is counted any more
        self._cards.setVisible(not state.closed)
        self._cards.field.set_text(state.cards)
        self._why.setVisible(state.asks_explanation)
        self._why.field.set_text(state.explanation)
        self._second.show_value(state.second)
        handing_begins = state.handing and not self._handing
        why_is_new = state.asks_explanation and not self._asks_why
        self._handing, self._asks_why = state.handing, state.asks_explanation
        counting_begins = state.counting and not self._counting
        self._counting = state.counting
        if handing_begins or why_is_new:
            (self._second if handing_begins else self._why).setFocus(Qt.FocusReason.OtherFocusReason)
        elif counting_begins:
            self.arrive()

    def arrive(self) -> None:
        """Counting begins with the largest note; as long as something stands in the way that comes first."""
        if self._counting:
            self._cash.setFocus(Qt.FocusReason.OtherFocusReason)

    def digit(self, number: int) -> bool:
        """Opens the blocker of that number."""
        if not 1 <= number <= len(self._blockers.rows):
            return False
        if self._blockers.rows[number - 1].focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.asked.emit("settle", self._blockers.rows[number - 1].code)
        return True
