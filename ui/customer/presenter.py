"""Leads the customer screen: follows what the clerk has up, and takes what the person on the other side does to it.

The clerk's screen stays the master: a signature, an objection, a rating go to the presenter that is up there, the same
way as from the clerk's own keys, and this screen shows what came of it.
"""

from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.counter import CounterPresenter
from ui.customer.page import CustomerState, Moment, aloud, page_of, welcome
from ui.desk import Desk
from ui.voice import Voice
from ui.words import minute, say

TO_THE_CLERK = {
    "take_signature": "take_signature",
    "sign_again": "sign_again",
    "object_to": "object_to",
    "face_objected": "object_to",
    "rate": "rate",
}
"""What is done here, and the act of the clerk's screen that takes it."""


class CustomerPresenter(QObject):
    """Turns each moment at the counter into one page."""

    changed = Signal(object)

    def __init__(self, desk: Desk, counter: CounterPresenter, voice: Voice | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._voice = voice
        self._visit: Any = None
        self._name, self._screen = "reception", None
        self._covered = False
        self._signed_at = ""
        self.state: CustomerState = welcome(self._window())
        counter.visit_changed.connect(self._visit_changed)
        counter.screen_changed.connect(self._screen_changed)

    def cover(self, on: bool) -> None:
        """Nothing of a case is shown while the counter is locked."""
        self._covered = on
        self._render()

    def do(self, act: str, value: object = None) -> None:
        """The person on the other side did something."""
        screen: Any = self._screen
        if screen is None or self._covered:
            return
        if act == "read_aloud":
            if self._voice is not None:
                self._voice.hush()
                self._voice.say(aloud(self.state))
            return
        if act == "take_signature":
            self._signed_at = minute(self.desk.now())
        if act == "face_seen":
            screen.do("do_thing", "face")
        else:
            screen.do(TO_THE_CLERK[act], value)
        self._render()

    # ── following ──

    def _visit_changed(self, visit: Any) -> None:
        self._visit = visit
        self._signed_at = ""
        if self._voice is not None:
            self._voice.hush()
        self._render()

    def _screen_changed(self, name: str, screen: Any) -> None:
        if self._screen is not None:
            self._screen.changed.disconnect(self._render)
        self._name, self._screen = name, screen
        screen.changed.connect(self._render)
        self._render()

    def _render(self, _state: object = None) -> None:
        if self._covered:
            page = page_of(Moment("covered", None, None, self._window()))
        else:
            page = page_of(
                Moment(
                    self._name,
                    self._screen.state if self._screen is not None else None,
                    self._visit,
                    self._window(),
                    self._signed_at,
                    self._voice is not None and self._voice.able,
                )
            )
        if page != self.state:
            self.state = page
            self.changed.emit(page)

    def _window(self) -> str:
        station = self.desk.settings.hall.counter
        return say("{n} 号窗口", n=station.lstrip("0") or station)
