"""What stands at the workbench's right: the day's figures, the head of the wire, advice, a frame, a pad, the keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.keys import offer
from ui.look import BODY, CAPTION, look
from ui.page import Fact, Verdict
from ui.parts.buttons import Small
from ui.parts.field import Field, LabelledField
from ui.parts.ink import Ink, height_of, plain
from ui.parts.marks import draw_mark
from ui.parts.part import INSET, Part, column
from ui.parts.section import Heading, HeadingRow
from ui.parts.signature_box import SignatureBox
from ui.technician.bench_state import KeyLine
from ui.words import say

LABEL = 120
"""Where a field begins, from the edge of the text."""


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
            "save_trace": say("导出支持包"),
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


class Pad(QWidget):
    """A box to sign in; `signed` tells the strokes once the pen rests."""

    signed = Signal(object)
    WIDE, HIGH = 540, 200

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._box = SignatureBox(self.WIDE, self.HIGH, open_for_ink=True)
        self._box.signed.connect(self.signed)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(INSET), look().px(16), 0, look().px(16))
        row.addWidget(self._box)
        row.addStretch(1)

    def show_value(self, number: int) -> None:
        """Another try has an empty box; hidden without one."""
        self.setVisible(bool(number))
        if number != self._number:
            self._number = number
            self._box.clear()


class Keys(QWidget):
    """The device's keys, each with its field and what it is for."""

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column()
        self.setLayout(self._lines)
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
                self._lines.addWidget(field)
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
