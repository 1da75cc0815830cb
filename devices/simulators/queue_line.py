"""The line of the simulated queue machine: numbers, windows, and who is called next. It knows no HTTP."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from devices.simulators.control import Witness

LETTERS = {"priority": "Y", "booked": "B", "ordinary": "A"}


@dataclass(slots=True)
class Number:
    """One printed number."""

    number: str
    kind: str
    taken_at: datetime
    state: str = "waiting"
    called_at: datetime | None = None
    calls: int = 0
    window: str | None = None
    wanted: str | None = None
    """The only window that may call it, after a transfer."""
    person: str | None = None
    about: Mapping[str, str] | None = None
    place: int = 0

    def told(self) -> dict[str, Any]:
        """As it stands in an answer."""
        told: dict[str, Any] = {"number": self.number, "kind": self.kind, "state": self.state, "calls": self.calls}
        told |= {"taken_at": self.taken_at.isoformat(), "window": self.window, **(self.about or {})}
        return told | {"called_at": self.called_at.isoformat() if self.called_at else None}


class No(Exception):
    """The machine refuses; its text is the refusal's code."""


class Line:
    """Everybody of the day. `acts` are what a window may ask, each given the question, each giving a Number or None."""

    def __init__(self, witness: Witness) -> None:
        self.one_at_a_time = threading.RLock()
        self._numbers: dict[str, Number] = {}
        self._witness = witness
        self._places = 0
        self.acts: dict[str, Callable[[Mapping[str, Any]], Number | None]] = {
            "take": lambda told: self.take(told["kind"], told.get("person"), _about(told)),
            "call": self.call,
            "recall": self.recall,
            "skip": lambda told: self._end(self._at(told), "skipped"),
            "back": self.back,
            "transfer": self.transfer,
            "done": self.done,
            "pause": lambda told: self._window(told, "paused"),
            "resume": lambda told: self._window(told, "open"),
        }

    def standing(self, window: str) -> dict[str, Any]:
        """Who waits for a window and whom it has."""
        here = [one.told() for one in self._numbers.values() if one.window == window and one.state == "called"]
        return {"waiting": [one.told() for one in self._waiting(window)], "here": here}

    def take(self, kind: str = "ordinary", person: str | None = None, about: Mapping[str, str] | None = None) -> Number:
        """A number from the machine's own slot, or for somebody at a window."""
        held = [one for one in self._numbers.values() if person and one.person == person and one.state == "waiting"]
        if held:
            return held[0]
        count = sum(one.kind == kind for one in self._numbers.values()) + 1
        one = Number(f"{LETTERS[kind]}{count:03d}", kind, _now(), person=person, about=about, place=self._next_place())
        self._numbers[one.number] = one
        self._witness.saw("taken", number=one.number)
        return one

    def call(self, told: Mapping[str, Any]) -> Number | None:
        window = told["window"]
        one: Number | None
        if "number" in told:
            one = self._find(told["number"])
            if one.state == "called" and one.window != window:
                raise No("not_waiting")
        else:
            one = next(iter(self._waiting(window)), None)
        for before in self._numbers.values():
            if before is not one and before.window == window and before.state == "called":
                self._end(before, "served")
        if one is not None:
            one.state, one.window, one.wanted = "called", window, None
            one.called_at = one.called_at or _now()
            one.calls += 1
            self._witness.saw("called", number=one.number, window=window)
        return one

    def recall(self, told: Mapping[str, Any]) -> Number:
        one = self._at(told)
        one.calls += 1
        self._witness.saw("recalled", number=one.number, window=one.window)
        return one

    def back(self, told: Mapping[str, Any]) -> Number:
        one = self._find(told["number"])
        if one.state != "skipped":
            raise No("not_waiting")
        one.state, one.window, one.place = "waiting", None, self._next_place()
        return one

    def transfer(self, told: Mapping[str, Any]) -> Number:
        one = self._at(told)
        one.state, one.window, one.wanted, one.place = "waiting", None, told["to"], 0
        return one

    def done(self, told: Mapping[str, Any]) -> Number:
        """Also of a number that waits: it was served by hand while this machine was silent."""
        one = self._find(told["number"])
        if one.state == "called" and one.window != told["window"]:
            raise No("not_at_this_window")
        return self._end(one, "served")

    def _waiting(self, window: str) -> list[Number]:
        waiting = [one for one in self._numbers.values() if one.state == "waiting" and one.wanted in (None, window)]
        return sorted(waiting, key=lambda one: (one.wanted is None, one.kind != "priority", one.place))

    def _find(self, number: str) -> Number:
        if number not in self._numbers:
            raise No("no_such_ticket")
        return self._numbers[number]

    def _at(self, told: Mapping[str, Any]) -> Number:
        one = self._find(told["number"])
        if (one.state, one.window) != ("called", told["window"]):
            raise No("not_at_this_window")
        return one

    def _end(self, one: Number, state: str) -> Number:
        if one.state != state:
            one.state = state
            self._witness.saw(state, number=one.number)
        return one

    def _window(self, told: Mapping[str, Any], state: str) -> None:
        self._witness.saw(state, window=told["window"])

    def _next_place(self) -> int:
        self._places += 1
        return self._places


def _about(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: told[name] for name in ("service", "reason", "booked_for") if name in told}


def _now() -> datetime:
    return datetime.now().astimezone()
