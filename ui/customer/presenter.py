"""Leads the customer screen: follows what the clerk has up, and takes what the person on the other side does to it.

The clerk's screen stays the master: a signature, an objection, a rating go to the presenter that is up there, the same
way as from the clerk's own keys, and this screen shows what came of it.
"""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk.rules.holding import contribution_at
from ui.counter import CounterPresenter
from ui.customer.page import CustomerState, Moment, aloud, is_elderly, page_of, welcome
from ui.desk import Desk
from ui.voice import Voice
from ui.words import minute, say

TO_THE_CLERK = {
    "take_signature": "take_signature",
    "sign_again": "sign_again",
    "object_to": "object_to",
    "face_objected": "object_to",
    "rate": "rate",
    "tier": "tier",
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
        self._name = "reception"
        self._screen: Any = None
        self._covered = False
        self._signed_at = ""
        self._large: bool | None = None
        self._reading = False
        self.state: CustomerState = welcome(self._window())
        counter.visit_changed.connect(self._visit_changed)
        counter.screen_changed.connect(self._screen_changed)

    def cover(self, on: bool) -> None:
        """Nothing of a case is shown while the counter is locked."""
        self._covered = on
        self._render()

    def large_print(self) -> bool:
        """Larger letters for this person, or not after all; elderly people have them from the start."""
        self._large = not self.state.large
        self._render()
        return self._large

    def read_pages(self) -> bool:
        """Every page is read to this person when it comes up, or no more. False too where nothing can be said."""
        self._reading = not self._reading and self._voice is not None and self._voice.able
        self._read()
        return self._reading

    def do(self, act: str, value: object = None) -> None:
        """The person on the other side did something."""
        screen = self._screen
        if screen is None or self._covered:
            return
        if act == "read_aloud":
            self._say_page()
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
        self._large, self._reading = None, False
        self._read()
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
                    self._tiers(),
                )
            )
        elderly = self._visit is not None and is_elderly(self._visit)
        page = replace(page, large=elderly if self._large is None else self._large)
        if page != self.state:
            before, self.state = self.state, page
            self.changed.emit(page)
            if aloud(page) != aloud(before):
                self._read()

    def _read(self) -> None:
        """What is being said belongs to the page before; in reading mode this one is said."""
        if self._reading:
            self._say_page()
        elif self._voice is not None:
            self._voice.hush()

    def _say_page(self) -> None:
        if self._voice is not None:
            self._voice.hush()
            self._voice.say(aloud(self.state))

    def _tiers(self) -> tuple[tuple[int, int], ...]:
        """What the tiers cost a month; nothing is known before the store is open."""
        if self.desk.counter is None:
            return ()
        rule = self.desk.counter.policy.contribution
        return tuple((tier, contribution_at(tier, rule)[1]) for tier in rule.tiers)

    def _window(self) -> str:
        station = self.desk.settings.hall.counter
        return say("{n} 号窗口", n=station.lstrip("0") or station)
