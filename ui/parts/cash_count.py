"""Cash by denomination: the note, how many of it, what that makes; the fields are 32 high inside the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look import BODY, look
from ui.parts.field import RING, Field
from ui.parts.ink import Ink
from ui.parts.part import INSET
from ui.parts.part import column as stack
from ui.parts.table import Column, TableHeadRow
from ui.words import money, say

HEIGHT = 45


@dataclass(frozen=True, slots=True)
class CashRow:
    """One denomination in fen, the count as typed, the amount in words."""

    fen: int
    text: str
    amount: str


class CashLine(QWidget):
    """One row with its field."""

    def __init__(self, fen: int, whole: "CashCount") -> None:
        super().__init__()
        self._fen, self._amount = fen, ""
        self._words = money(fen).removesuffix(".00")
        self.field = Field(f"cash_{fen}", say("{note} 元，几张", note=self._words), numbers=True, height=32)
        self.field.setParent(self)
        self.field.line.setMaxLength(5)
        self.field.changed.connect(lambda text: whole.counted.emit(fen, text))
        self.setFixedHeight(look().px(HEIGHT))

    def show_value(self, row: CashRow) -> None:
        """Shows count and amount."""
        self.field.set_text(row.text)
        if row.amount != self._amount:
            self._amount = row.amount
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field stands in its column."""
        super().resizeEvent(event)
        px = look().px
        right = self.width() - px(INSET + 111)
        self.field.setGeometry(right - px(64 + RING), px(6 - RING), px(64 + 2 * RING), px(32 + 2 * RING))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Note and amount."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.text(INSET, 22, self._words, BODY)
        ink.text(ink.width - INSET, 22, self._amount, BODY, right=True)
        ink.hairline(INSET, ink.height, ink.width - 2 * INSET)
        painter.end()


class CashCount(QWidget):
    """All denominations (fen), the largest first; `counted` tells (fen, text)."""

    counted = Signal(int, str)

    def __init__(self, denominations: Sequence[int]) -> None:
        super().__init__()
        columns = (
            Column(say("面额"), INSET),
            Column(say("张数"), -INSET - 111, right=True),
            Column(say("金额"), -INSET, right=True),
        )
        self._head = TableHeadRow(columns)
        self._lines = {fen: CashLine(fen, self) for fen in denominations}
        holder = QWidget()
        holder.setLayout(stack(*self._lines.values()))
        self.setLayout(stack(self._head, holder))
        self.setFocusProxy(self._lines[denominations[0]].field)

    def show_value(self, rows: tuple[CashRow, ...]) -> None:
        """Shows counts and amounts."""
        for row in rows:
            self._lines[row.fen].show_value(row)
