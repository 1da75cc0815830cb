"""A whole desk as the program opens it: real window, store and lanes, simulated devices in processes of their own.

with whole_desk(tmp_path, "0305") as desk:
    desk.until(lambda: desk.state.verdict.mark == "fine")
    desk.press("F5")
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desk_builder import build
from heartbeat import Heartbeat
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.settings import Settings
from devices.practice import PracticeBench
from ui.app import Ground, Workplace
from ui.invocation import Invocation
from ui.press import PressGuard
from ui.program import begin_program

MORNING = "2026-03-16T09:12:00+08:00"
"""A while after the hall was made."""


class WalkingClock:
    """Begins at a given minute and goes on as time does."""

    def __init__(self, at: str = MORNING) -> None:
        self._at, self._begun = datetime.fromisoformat(at), time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._begun)


class HandClock:
    """The press guard's clock: every press comes a second after the last."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class WholeDesk:
    """The desk and the hands that use it."""

    def __init__(self, workplace: Workplace, clock: HandClock) -> None:
        self.workplace, self.window, self._clock = workplace, workplace.window, clock
        self.heartbeat = Heartbeat()

    @property
    def bench(self) -> Any:
        """The simulated devices."""
        return self.workplace.bench

    @property
    def presenter(self) -> Any:
        return self.workplace.counter.presenter

    @property
    def state(self) -> Any:
        """The state of the screen that is up."""
        return self.presenter.state

    @property
    def screen(self) -> str:
        return self.workplace.counter.screen

    def until(self, true: Callable[[], Any], within: float = 15.0) -> None:
        """Lets the event loop run until something is so."""
        end = time.monotonic() + within
        while not true():
            QApplication.processEvents()
            time.sleep(0.002)
            assert time.monotonic() < end, f"not within {within} s: {self.screen} {self.state.verdict}"

    def press(self, *keys: str) -> None:
        """Presses keys on whatever has the focus, one a second by the guard's clock."""
        for key in keys:
            self._clock.seconds += 1
            combination = QKeySequence(key)[0]
            QTest.keyClick(
                QApplication.focusWidget() or self.window, combination.key(), combination.keyboardModifiers()
            )
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Types into whatever has the focus."""
        self.until(QApplication.focusWidget)
        QTest.keyClicks(QApplication.focusWidget(), text)

    def ask(self, act: str, value: object = None) -> None:
        """An act that a click asks for."""
        self._clock.seconds += 1
        self.window.ask(act, value)

    def shot(self, file: Path) -> None:
        QApplication.processEvents()
        file.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(file))


@contextmanager
def whole_desk(
    folder: Path, operator: str = "0312", settings: Settings | None = None, size: tuple[int, int] = (1366, 768)
) -> Iterator[WholeDesk]:
    """A desk at work in a folder of its own; everything it started has ended afterwards."""
    before = {name: os.environ.get(name) for name in ("GUITAI_KEY_DIR", "GUITAI_LOG_DIR")}
    os.environ["GUITAI_LOG_DIR"] = str(folder / "incidents")
    settings = settings or Settings()
    build(folder, settings=settings).store.close()
    data, clock = folder / "data", HandClock()
    begin_program(settings)
    ground = Ground(Invocation(data), data, settings, WalkingClock(), folder / "papers", operator)
    workplace = Workplace(ground, bench=lambda: PracticeBench(folder / "bench", seconds_per_card=0.5, read_seconds=0.1))
    desk = WholeDesk(workplace, clock)
    workplace.window.guard = PressGuard(clock)
    workplace.window.resize(*size)
    workplace.window.show()
    workplace.window.activateWindow()
    try:
        workplace.open()
        end = time.monotonic() + 30
        while workplace.counter is None or workplace.counter.presenter is None:
            QApplication.processEvents()
            time.sleep(0.005)
            assert time.monotonic() < end, "the desk did not open"
        while not workplace.window.isActiveWindow():
            workplace.window.activateWindow()
            QApplication.processEvents()
            assert time.monotonic() < end, "the window did not come to the front"
        yield desk
    finally:
        workplace.close()
        workplace.window.close()
        workplace.window.deleteLater()
        QApplication.processEvents()
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
