"""The workbench on the screen: the devices at the left in the list's own column, the one picked at the right.

184 ─ list 296 ─ 480 ─ 32 ─ 512 mark ── 580 words ─────────────── 1334
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.keys import offer
from ui.look import BODY, CAPTION, TITLE, look
from ui.page import Fact, Verdict
from ui.parts.buttons import Small
from ui.parts.field import Field, LabelledField
from ui.parts.icons import icon
from ui.parts.ink import Ink, height_of, plain, width_of
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Part, Row, Rows, column
from ui.parts.section import Heading, HeadingRow
from ui.parts.table import Column, TableHeadRow, TableRow
from ui.parts.view import PageScroll, View
from ui.technician.bench_state import DeviceLine, KeyLine, WorkbenchState
from ui.words import say

LIST, NARROW, ROOM = 296, 94, 1000
ROW, WIRE_ROW = 52, 29
LABEL = 120
"""Where a field begins, from the edge of the text."""


class WorkbenchView(View):
    """List, verdict, and under it the wire or the settings."""

    screen = "workbench"
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
            *(self._figures, self._head, self._columns, self._wire, self._advice, self._picture, self._lines),
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
        margins = self.layout().contentsMargins()
        margins.setLeft(px(wide + 32 - INSET))
        self.layout().setContentsMargins(margins)

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
        room = ink.width - 40 - INSET - 28 - width_of(look(), value.words, CAPTION) - 8
        ink.text(40, 19, value.name, BODY, bold=value.here, width=room)
        ink.text(40, 38, value.where, CAPTION, "text_2", width=ink.width - 40 - 44)
        ink.text(ink.width - INSET - 24, middle, value.words, CAPTION, "text_2", right=True)
        draw_mark(ink.painter, ink.look, value.mark, ink.width - INSET - 8, middle, 14)
        ink.hairline(0, ink.height, ink.width)


class FiguresRow(Part):
    """Four labels over four values, a quarter of the width each."""

    def __init__(self) -> None:
        super().__init__()
        self._value: tuple[Fact, ...] = ()

    def show_value(self, value: tuple[Fact, ...]) -> None:
        """Shows other figures; hides itself without any."""
        self.setVisible(bool(value))
        if value != self._value:
            self._value = value
            self.call(say("，").join(f"{one.label} {one.value}" for one in value))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """61."""
        return 61

    def paint(self, ink: Ink) -> None:
        """Draws them."""
        step = (ink.width - 2 * INSET) / max(1, len(self._value))
        for number, one in enumerate(self._value):
            left = INSET + number * step
            ink.text(left, 18, one.label, CAPTION, "text_2")
            ink.text(left, 40, one.value, BODY, width=step - 16)
        ink.hairline(INSET, ink.height, ink.width - 2 * INSET)


class TraceHead(QWidget):
    """线上往来 and its three buttons."""

    pressed = Signal(str)
    ACTS = ("pause_trace", "copy_trace", "save_trace")

    def __init__(self) -> None:
        super().__init__()
        self._title = HeadingRow(24)
        self._buttons = {act: Small(self) for act in self.ACTS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look().px(14), look().px(INSET), look().px(4))
        row.setSpacing(look().px(8))
        row.addWidget(self._title, 1)
        for act, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, act=act: self.pressed.emit(act))
            row.addWidget(button)
        self._title.show_value(Heading(say("线上往来"), bold=True, size=BODY))
        self.show_paused(False)

    def show_paused(self, paused: bool) -> None:
        """The first button goes on again while the lines stand still."""
        words = {
            "pause_trace": say("继续") if paused else say("暂停"),
            "copy_trace": say("复制"),
            "save_trace": say("存为文件"),
        }
        for act, button in self._buttons.items():
            button.show_act(offer("workbench", act, words[act]))


class AdviceRow(Part):
    """What to do about the last thing that went wrong on the wire."""

    def __init__(self) -> None:
        super().__init__()
        self._value = Verdict("look", "")

    def show_value(self, value: Verdict | None) -> None:
        """Shows other advice; hides itself without any."""
        self.setVisible(value is not None)
        if value is not None and value != self._value:
            self._value = value
            self.call(plain(value.sentence), plain(value.second))
            self.updateGeometry()
            self.update()

    def height_at(self, width: float) -> float:
        """The sentence and what to do."""
        return 44 + height_of(look(), self._value.second, width - 80 - INSET)

    def paint(self, ink: Ink) -> None:
        """Draws mark, sentence, what to do."""
        draw_mark(ink.painter, ink.look, self._value.mark, INSET + 10, 26, 20)
        ink.text(80, 26, self._value.sentence, BODY, bold=True)
        ink.paragraph(80, 38, ink.width - 80 - INSET, self._value.second, BODY, "text_2")


class PictureRow(Part):
    """A camera's frame, 270 high."""

    HEIGHT = 270

    def __init__(self) -> None:
        super().__init__()
        self._data, self._image = b"", QImage()

    def show_value(self, data: bytes) -> None:
        """Shows another frame; hides itself without one, and forgets the last."""
        self.setVisible(bool(data))
        if data != self._data:
            self._data, self._image = data, QImage.fromData(data) if data else QImage()
            self.call(say("摄像头的画面"))
            self.update()

    def height_at(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """The picture and its padding."""
        return self.HEIGHT + 32

    def paint(self, ink: Ink) -> None:
        """Draws the frame with a thin edge."""
        if self._image.isNull():
            return
        wide = self.HEIGHT * self._image.width() / self._image.height()
        ink.painter.drawImage(ink.rect(INSET, 16, wide, self.HEIGHT), self._image)
        ink.frame(INSET, 16, wide, self.HEIGHT, "line_2", 1, 0)


class Keys(QWidget):
    """The device's keys, each with its field and what it is for."""

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(column())
        self._fields: dict[str, LabelledField] = {}

    def show_all(self, keys: tuple[KeyLine, ...]) -> None:
        """One field for each key; a field that stays keeps its cursor."""
        self.setVisible(bool(keys))
        names = [one.key for one in keys]
        if names != list(self._fields):
            for field in self._fields.values():
                field.hide()
                field.deleteLater()
            self._fields = {one.key: self._field(one) for one in keys}
            for field in self._fields.values():
                self.layout().addWidget(field)
        for one in keys:
            self._fields[one.key].field.set_text(one.value)
            self._fields[one.key].show_problem(one.problem)

    def focus(self, name: str) -> None:
        """Puts the cursor into a key."""
        if name in self._fields:
            self._fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, one: KeyLine) -> LabelledField:
        made = LabelledField(one.label, Field(one.key, one.label, hint=one.about), 520, LABEL)
        made.setToolTip(one.about)
        made.field.changed.connect(lambda text, key=one.key: self.typed.emit(key, text))
        return made
