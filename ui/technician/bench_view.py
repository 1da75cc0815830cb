"""The workbench on the screen: the devices at the left in the list's own column, the one picked at the right.

184 ─ list 296 ─ 480 ─ 32 ─ 512 mark ── 580 words ─────────────── 1334
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look import BODY, CAPTION, TITLE, look
from ui.parts.icons import icon
from ui.parts.ink import Ink, width_of
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Row, Rows, column
from ui.parts.section import Heading, HeadingRow
from ui.parts.table import Column, TableHeadRow, TableRow
from ui.parts.view import PageScroll, View
from ui.technician.bench_parts import AdviceRow, FiguresRow, Keys, Pad, PictureRow, TraceHead
from ui.technician.bench_state import DeviceLine, WorkbenchState
from ui.words import say

LIST, NARROW, ROOM = 296, 94, 1000
ROW, WIRE_ROW = 52, 29


class WorkbenchView(View):
    """List, verdict, and under it the wire or the settings."""

    code = "workbench"
    wide = True

    def __init__(self) -> None:
        super().__init__()
        self._title = HeadingRow(58)
        self._devices = Rows(DeviceRow)
        self._devices.pressed.connect(lambda code: self.asked.emit("select", code))
        inside = QWidget()
        inside.setLayout(column(self._devices, -1))
        scroll = PageScroll()
        scroll.show_page(inside)
        self._list = QWidget(self)
        self._list.setLayout(column(self._title, scroll, margins=(20, 0, 0, 0)))
        self._figures = FiguresRow()
        self._head = TraceHead()
        self._head.pressed.connect(lambda act: self.asked.emit(act, None))
        columns = (
            Column(say("时间"), INSET, size=CAPTION, quiet=True, mono=True),
            Column("", INSET + 112, size=CAPTION, bold=True),
            Column(say("字节"), INSET + 152, size=CAPTION, mono=True, width=388),
            Column(say("意思"), INSET + 552, size=CAPTION),
        )
        self._columns = TableHeadRow(columns)
        self._wire = Rows(lambda: TableRow(columns, WIRE_ROW))
        self._advice = AdviceRow()
        self._picture = PictureRow()
        self._pad = Pad()
        self._pad.signed.connect(lambda strokes: self.asked.emit("take_signature", strokes))
        house = (
            Column("", INSET, bold=True),
            Column("", INSET + 120),
            Column("", -INSET, right=True, size=13, quiet=True),
        )
        self._lines = Rows(lambda: TableRow(house))
        found = (
            Column("", INSET, quiet=True),
            Column(say("找到的"), INSET + 40, width=300),
            Column(say("地址"), INSET + 360, quiet=True),
        )
        self._looking = HeadingRow(44)
        self._found = Rows(lambda: TableRow(found))
        self._found.pressed.connect(lambda address: self.asked.emit("pick", address))
        self._keys_head = HeadingRow(44)
        self._keys = Keys()
        self._keys.typed.connect(lambda key, value: self.asked.emit("typed", f"{key}={value}"))
        self.fill(
            *(self._figures, self._head, self._columns, self._wire, self._advice),
            *(self._picture, self._pad, self._lines),
            *(self._looking, self._found, self._keys_head, self._keys),
            16,
            -1,
        )

    def render_state(self, state: WorkbenchState) -> None:
        """Shows list, verdict and what belongs to the device picked."""
        self.render_screen(state)
        self._title.show_value(Heading(say("设备台"), state.count, TITLE, bold=True))
        in_list = any(row.hasFocus() for row in self._devices.rows)
        self._devices.show_all(state.devices)
        if in_list:
            self._focus_here()
        self._figures.show_value(state.figures)
        self._head.setVisible(state.has_wire)
        self._head.show_paused(state.paused)
        self._columns.setVisible(state.has_wire)
        self._wire.show_all(state.wire)
        self._advice.show_value(state.advice)
        self._picture.show_value(state.picture)
        self._pad.show_value(state.pad)
        self._lines.show_all(state.lines)
        self._looking.setVisible(state.setting)
        words = say("正在找") if state.looking else say("找到 {n} 个", n=len(state.found))
        self._looking.show_value(Heading(words, say("按数字键选；没有就在下面填")))
        self._found.show_all(state.found)
        self._keys_head.setVisible(state.setting)
        self._keys_head.show_value(Heading(say("设置")))
        self._keys.show_all(state.keys)

    def arrive(self) -> None:
        """The keyboard begins in the list: Space stands for the wire here, not for the primary."""
        self._focus_here()

    def _focus_here(self) -> None:
        here = next((row for row in self._devices.rows if row.here), None)
        if here is not None and not here.hasFocus():
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    def digit(self, number: int) -> bool:
        """Picks what was found, or the device of that number."""
        if self._found.isVisibleTo(self):
            rows, act = self._found.rows, "pick"
        else:
            rows, act = self._devices.rows, "select"
        if not 1 <= number <= len(rows):
            return False
        self.asked.emit(act, rows[number - 1].code)
        return True

    def focus_field(self, name: str) -> None:
        """Into the key a problem is about."""
        self._keys.focus(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list keeps its column; where there is little room only its marks stay."""
        super().resizeEvent(event)
        px = look().px
        wide = LIST if self.width() / look().scale >= ROOM else NARROW
        self._list.setGeometry(0, 0, px(wide), self.height())
        self._title.setVisible(wide == LIST)
        margins = self._whole.contentsMargins()
        margins.setLeft(px(wide + 32 - INSET))
        self._whole.setContentsMargins(margins)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line beside the list."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.upright(self._list.width() / look().scale - 1, 0, ink.height)
        painter.end()


class DeviceRow(Row):
    """Icon, name, where, one word, mark; the one picked has tint and bar. Focus by the keyboard picks it."""

    enter_goes_on = False

    @property
    def here(self) -> bool:
        """Whether it is the one picked."""
        return self._value.here

    def __init__(self) -> None:
        super().__init__()
        self._value = DeviceLine("", "", "", "", "none", "id")
        self.make_pressable()

    def show_value(self, value: DeviceLine) -> None:
        """Shows another device."""
        if value != self._value:
            self._value = value
            self.code = value.code
            self.call(f"{value.name} {value.words}", value.where)
            self.setToolTip(f"{value.name} {value.words}")
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """52."""
        return ROW

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Walking through the list with the keyboard picks."""
        super().focusInEvent(event)
        if (
            event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
            and not self._value.here
        ):
            self.pressed.emit(self.code)

    def paint(self, ink: Ink) -> None:
        """Draws the row."""
        value, middle = self._value, ink.height / 2
        if value.here:
            ink.fill(0, 0, ink.width, ink.height, "accent_soft")
            ink.fill(0, 0, 4, ink.height, "accent")
        pixmap = icon(ink.look, value.icon, "text_2", 20, self.devicePixelRatioF())
        ink.painter.drawPixmap(ink.rect(INSET, middle - 10, 20, 20).topLeft(), pixmap)
        if ink.width < 100:
            draw_mark(ink.painter, ink.look, value.mark, ink.width - 10, middle, 12)
            ink.hairline(0, ink.height, ink.width)
            return
        room, words = ink.width - 40 - INSET - 28, width_of(look(), value.words, CAPTION)
        beside = width_of(look(), value.name, BODY, bold=value.here) + 8 + words <= room
        ink.fitting(40, 19, value.name, room, (BODY, CAPTION), bold=value.here)
        ink.text(ink.width - INSET - 24, middle if beside else 38, value.words, CAPTION, "text_2", right=True)
        left = room if beside else room - words - 8
        if left >= width_of(look(), value.where, CAPTION) or beside:
            ink.text(40, 38, value.where, CAPTION, "text_2", width=left)
        draw_mark(ink.painter, ink.look, value.mark, ink.width - INSET - 8, middle, 14)
        ink.hairline(0, ink.height, ink.width)
