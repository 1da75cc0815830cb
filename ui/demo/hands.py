"""The clerk's hands and eyes for the demo: keys pressed in the real window, cards laid on the simulated reader.

Everything goes the way a person's would: through the window's keys and mouse, past the press guard, to the presenters.
What is waited for is a state of the screen, never a time.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.app import Workplace
from ui.parts.field import Field
from ui.parts.signature_box import SignatureBox

PATIENCE = 30.0
"""Seconds in which a device or the store must have answered."""
TURN = 1.0
"""Seconds for a display to give the window the keyboard; one that will not is not waited for."""
KEY_SECONDS = 2
"""What a key press costs on the demo's clock."""
LETTER_SECONDS = 0.5


class DemoClock:
    """Goes on only when somebody does something, so that the same morning gives the same papers."""

    def __init__(self, at: datetime) -> None:
        self._at, self._begun = at, at

    def now(self) -> datetime:
        return self._at

    def seconds(self) -> float:
        """Monotonic, for the press guard."""
        return (self._at - self._begun).total_seconds()

    def advance(self, seconds: float) -> None:
        """Lets some time pass."""
        self._at += timedelta(seconds=seconds)


class DemoStuck(Exception):
    """The screen did not come to what was waited for: our own bug, with what stood there instead."""


class Hands:
    """One clerk at one window. Counts the keys that were pressed."""

    def __init__(self, workplace: Workplace, clock: DemoClock, pictures: Path) -> None:
        self.workplace, self.clock, self._pictures = workplace, clock, pictures
        self.window = workplace.window
        self.keys = 0

    # ── eyes ──

    @property
    def screen(self) -> str:
        """The name of the step or place that is up."""
        return self.workplace.counter.screen if self.workplace.counter else ""

    @property
    def state(self) -> Any:
        """The state of the screen that is up."""
        return self.workplace.counter.presenter.state

    @property
    def primary(self) -> Any:
        """The primary act, None when there is none."""
        return self.state.bar.primary

    def settled(self) -> bool:
        """Nothing is under way on the screen."""
        return not self.state.busy and (self.state.verdict is None or self.state.verdict.mark != "busy")

    def wait(self, what: str, until: Callable[[], bool], within: float = PATIENCE) -> None:
        """Lets the window work until `until` holds. Raises DemoStuck."""
        application, end = QApplication.instance(), time.monotonic() + within
        assert application is not None
        while not until():
            if time.monotonic() > end:
                stood = self.state.verdict.sentence if self.workplace.counter and self.state.verdict else ""
                raise DemoStuck(f"{what}: {self.screen}: {stood}")
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # only a loop that runs does it by itself
            time.sleep(0.002)

    def picture(self, name: str) -> None:
        """Keeps what the screen shows."""
        self.wait("painted", self.settled)
        QApplication.processEvents()  # parts that were just added show with the next turn
        self.picture_of(self.window, name)

    def picture_of(self, window: QWidget, name: str) -> None:
        """Keeps what another window shows, such as the customer screen."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(self._pictures / f"{name}.png"))

    # ── hands ──

    def press(self, *keys: str) -> None:
        """Presses keys one after another, each when the screen has settled."""
        for key in keys:
            self.wait(f"ready for {key}", self.settled)
            if not self.window.isActiveWindow():
                self._to_the_front()
            self.clock.advance(KEY_SECONDS)
            combination = QKeySequence(key)[0]  # type: ignore[index] # the stub lacks what Qt has
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
            self.keys += 1
            QApplication.processEvents()

    def go_on(self) -> None:
        """The primary act, when it can be done."""
        self.wait("the primary act", lambda: self.settled() and self.primary is not None and self.primary.enabled)
        self.press("Ctrl+Return")

    def type_into(self, field: str, text: str) -> None:
        """Types into a named field of the screen, once it is there to be seen."""
        self.wait(f"the field {field}", lambda: self._field(field) is not None)
        line = self._field(field).line
        line.setFocus()
        for character in text:
            self.clock.advance(LETTER_SECONDS)
            QTest.keyClicks(line, character)
        self.keys += len(text)
        QApplication.processEvents()

    def go_to(self, place: str) -> None:
        """Clicks a place of the rail."""
        self.clock.advance(KEY_SECONDS)
        self.window.ask("go_to", place)
        self.wait(place, lambda: self.screen == place and self.settled())
        QApplication.processEvents()  # nobody goes on before the place is painted

    def lay(self, number: str) -> None:
        """A person lays the identity card down and sits before the camera."""
        self.clock.advance(8)
        self.workplace.bench.lay(number)

    def lift(self) -> None:
        """The card is given back."""
        self.workplace.bench.lift()

    def sign(self) -> None:
        """The person signs in the box of the screen that is up."""
        box = next((one for one in self.window.findChildren(SignatureBox) if one.isVisibleTo(self.window)), None)
        if box is None:
            raise DemoStuck(f"no box to sign in on {self.screen}")
        self.clock.advance(6)
        for line in _strokes(box.width(), box.height()):
            QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=line[0])
            for point in line[1:]:
                QTest.mouseMove(box, point)
            QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=line[-1])

    def _to_the_front(self) -> None:
        """On a display with other windows, or without a window manager, the keyboard may be elsewhere."""
        self.window.activateWindow()
        end = time.monotonic() + TURN
        while not self.window.isActiveWindow() and time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _field(self, name: str) -> Any:
        return next((one for one in self.window.findChildren(Field, name) if one.isVisibleTo(self.window)), None)

    def _focus(self) -> Any:
        return QApplication.focusWidget() or self.window.focusWidget() or self.window


def _strokes(width: int, height: int) -> Sequence[Sequence[QPoint]]:
    waves = [(0.12, 0.6), (0.17, 0.3), (0.22, 0.65), (0.28, 0.3), (0.33, 0.65), (0.40, 0.35), (0.45, 0.6), (0.52, 0.4)]
    tail = [(0.5, 0.3), (0.56, 0.75), (0.62, 0.35), (0.7, 0.5), (0.8, 0.42)]
    return [[QPoint(int(x * width), int(y * height)) for x, y in line] for line in (waves, tail)]
