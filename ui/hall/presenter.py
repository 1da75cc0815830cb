"""What hangs in the hall, second by second: new calls stand out, then stand in the list with the others.

    a call is new ──> stands STAND s in large type (two at most, the newer below) ──> quiet, until its person is served
    no answer for LOST s ──> the last picture stays, with “请听窗口叫号”, until the next answer

Nothing is written; a display that is late or gone never holds a counter up.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desk.errors import DeskError
from desk.ports import Clock
from ui.lane import AnyLane
from ui.voice import Voice
from ui.words import minute, say, weekday, word

TICK = 1000
STAND = 15.0
LOST = 4.0
TOGETHER = 2
"""Calls that stand in large type at once."""


@dataclass(frozen=True, slots=True)
class BigCall:
    """A ticket and where it goes; quiet once it has stood long enough."""

    ticket: str
    window: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class HallLine:
    """A window and what is there."""

    window: str
    ticket: str
    paused: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class HallState:
    """The whole screen."""

    hall: str = ""
    time: str = ""
    date: str = ""
    calls: tuple[BigCall, ...] = ()
    lines: tuple[HallLine, ...] = ()
    waiting: str = ""
    lost: bool = False


class HallPresenter(QObject):
    """Asks the store once a second and turns its answers into the screen."""

    changed = Signal(object)

    def __init__(
        self,
        lane: AnyLane,
        ask: Callable[[], Any],
        clock: Clock,
        hall: str,
        *,
        voice: Voice | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__()
        self._lane, self._ask, self._clock, self._voice, self._now = lane, ask, clock, voice, now
        self._board: Any = None
        self._seen: set[Any] = set()
        self._standing: list[tuple[Any, float]] = []
        self._last: Any = None
        self._answered = now()
        self._asking = False
        self.state = HallState(hall)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Asks now, and every second."""
        self._timer.start()
        self.tick()

    def stop(self) -> None:
        """Asks no more."""
        self._timer.stop()

    def tick(self) -> None:
        """Asks unless the last question is still open; what stood long enough becomes quiet meanwhile."""
        if not self._asking:
            self._asking = True
            self._lane.run(self._ask, self._came, self._failed)
        self._render()

    # ── answers ──

    def _came(self, board: Any) -> None:
        self._asking = False
        self._answered = self._now()
        first, self._board = self._board is None, board
        for call in reversed(board.calls):
            if call in self._seen:
                continue
            self._last = call
            if not first:  # what was called before this display was switched on is not called anew
                self._standing = [one for one in self._standing if one[0].window != call.window]
                self._standing = [*self._standing, (call, self._now() + STAND)][-TOGETHER:]
                self._announce(call)
        self._seen = set(board.calls)
        self._render()

    def _failed(self, _error: DeskError) -> None:
        self._asking = False
        self._render()

    def _announce(self, call: Any) -> None:
        if self._voice is not None:
            words = say("请 {ticket} 号到 {window} 号窗口", ticket=" ".join(call.ticket), window=_number(call.window))
            self._voice.say(words)

    # ── the state ──

    def _render(self) -> None:
        now = self._clock.now()
        lost = self._now() - self._answered > LOST
        state = replace(self.state, time=minute(now), date=_date(now), lost=lost)
        if self._board is not None and not lost:
            state = replace(state, calls=self._calls(), lines=self._lines(), waiting=self._waiting())
        if state != self.state:
            self.state = state
            self.changed.emit(state)

    def _calls(self) -> tuple[BigCall, ...]:
        self._standing = [one for one in self._standing if one[1] > self._now() and self._is_here(one[0])]
        if self._standing:
            return tuple(BigCall(call.ticket, _number(call.window)) for call, _ in self._standing)
        if self._last is not None and self._is_here(self._last):
            return (BigCall(self._last.ticket, _number(self._last.window), quiet=True),)
        return ()

    def _is_here(self, call: Any) -> bool:
        return any((line.window, line.ticket) == (call.window, call.ticket) for line in self._board.windows)

    def _lines(self) -> tuple[HallLine, ...]:
        fresh = {call.window for call, _ in self._standing}
        return tuple(
            HallLine(_number(line.window), line.ticket or "", line.paused and line.ticket is None, line.window in fresh)
            for line in self._board.windows
            if line.ticket is not None or line.paused
        )

    def _waiting(self) -> str:
        board = self._board
        if board.minutes is None:
            return say("等候 **{n}** 人", n=board.waiting)
        return say("等候 **{n}** 人，约 {m} 分钟", n=board.waiting, m=board.minutes)


def _number(window: str) -> str:
    return window.lstrip("0") or window


def _date(now: datetime) -> str:
    return say("{month}{day}日 {weekday}", month=word("months", str(now.month)), day=now.day, weekday=weekday(now))
