"""The strip at the foot: every device's light with its word, the registry's answer time, date and time."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.look import CAPTION, look
from ui.page import Light, Strip
from ui.parts.ink import Ink, width_of
from ui.parts.marks import COLOUR, draw_light
from ui.words import say

HEIGHT = 28


class DeviceLight(QWidget):
    """One light. A light that is not fine is bold and opens its fix when clicked."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = Light("", "", "none", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, light: Light) -> None:
        """Shows another state."""
        if light != self._light:
            self._light = light
            self.setAccessibleName(f"{light.name} {light.words}")
            troubled = light.state in ("look", "stop")
            self.setCursor(Qt.CursorShape.PointingHandCursor if troubled else Qt.CursorShape.ArrowCursor)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(look().px(width_of_light(self._light)), look().px(HEIGHT - 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints shape, name and word."""
        painter = QPainter(self)
        ink, light = Ink(painter, look(), self.width(), self.height()), self._light
        draw_light(painter, look(), light.state, 5, ink.height / 2)
        used = ink.text(16, ink.height / 2, light.name, CAPTION, "text_2")
        loud = light.state not in ("fine", "none")
        colour = COLOUR[light.state] if loud else "text_2"
        ink.text(16 + used + 6, ink.height / 2, light.words, CAPTION, colour, bold=loud)
        painter.end()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A click asks for the fix."""
        self.pressed.emit(self._light.code)


def width_of_light(light: Light) -> float:
    """How wide a light with its words is."""
    words = width_of(look(), light.words, CAPTION, bold=light.state not in ("fine", "none"))
    return 16 + width_of(look(), light.name, CAPTION) + 6 + words


class StatusStrip(QWidget):
    """All lights from the left, date and time at the right; one word for all of them where there is no room."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lights: list[DeviceLight] = []
        self.shown = Strip()
        self._short = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look().px(16), look().px(1), look().px(16), 0)
        self._row.setSpacing(look().px(20))
        self._row.addStretch(1)
        self.setFixedHeight(look().px(HEIGHT))
        self.setAccessibleName(say("设备"))

    def show_value(self, strip: Strip, short: bool = False) -> None:
        """Shows other states; `short` names only what is not fine."""
        if strip == self.shown and short == self._short:
            return
        self.shown, self._short = strip, short
        self._show_lights()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other lights."""
        super().resizeEvent(event)
        self._show_lights()

    def _show_lights(self) -> None:
        strip, lights = self.shown, list(self.shown.lights)
        if self._short or not self._has_room(lights):
            lights = [light for light in lights if light.state not in ("fine", "none") or light.code == "registry"]
            if all(light.state in ("fine", "none") for light in strip.lights):
                lights.insert(0, Light("all", say("设备全部就绪"), "fine", ""))
        while len(self._lights) > len(lights):
            self._lights.pop().deleteLater()
        while len(self._lights) < len(lights):
            one = DeviceLight(self)
            one.pressed.connect(self.pressed)
            self._row.insertWidget(len(self._lights), one)
            self._lights.append(one)
        for widget, light in zip(self._lights, lights, strict=True):
            widget.show_value(light)
            widget.show()
        self.setAccessibleDescription(f"{strip.date} {strip.time}")
        self.update()

    def _has_room(self, lights: list[Light]) -> bool:
        """Whether all of them stand beside date and time, in words of any language."""
        when = width_of(look(), f"{self.shown.date} {self.shown.time}", CAPTION, bold=True)
        wide = sum(width_of_light(light) + 20 for light in lights) + when + 2 * 16
        return wide <= self.width() / look().scale

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, the line above it, date and time."""
        painter = QPainter(self)
        ink = Ink(painter, look(), self.width(), self.height())
        ink.fill(0, 0, ink.width, ink.height, "frame")
        ink.hairline(0, 1, ink.width)
        used = ink.text(ink.width - 16, 15, self.shown.time, CAPTION, "text_2", bold=True, right=True)
        date = self.shown.date[5:] if self._short else self.shown.date
        ink.text(ink.width - 16 - used - 4, 15, date, CAPTION, "text_2", right=True)
        painter.end()
