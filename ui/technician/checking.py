"""How every device is: asked of each in its own lane, written down on the bench, and told to the lights.

What was never asked comes first, one at each turn of the event loop: starting them all in one turn takes longer than a
window may keep quiet.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from devices.checkup import DEVICES, STOP, Check, check, probe_of
from ui.desk import Desk
from ui.presenter import Presenter
from ui.technician.bench import Bench
from ui.technician.check_words import short
from ui.technician.house import OUTSIDE, house_checks, outside_probe, settings_probe
from ui.technician.turns import Turns
from ui.technician.workshop import Workshop

ORDER = (*DEVICES[:8], "registry", *DEVICES[8:], "card_service", "queue", "house")
"""The devices as the list has them; what is no device stands among and below them."""


class Checking:
    """The checks of one workbench; `noted` is called after each."""

    def __init__(self, presenter: Presenter, bench: Bench, turns: Turns, noted: Callable[[], None]) -> None:
        self._presenter, self._bench, self._turns, self._noted = presenter, bench, turns, noted
        self._desk: Desk = presenter.desk
        self._shop: Workshop = bench.shop
        self._next = QTimer(presenter)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._one_unknown)

    def begin(self) -> None:
        """Whatever was never checked is checked."""
        self._next.start()

    def stop(self) -> None:
        """The screen goes."""
        self._next.stop()

    def _one_unknown(self) -> None:
        bench = self._bench
        known = bench.checks.keys() | bench.busy | ({"house"} if bench.house else set())
        unknown = next((name for name in ORDER if name not in known), None)
        if unknown is not None:
            self.ask(unknown)
            self._next.start()

    def ask(self, name: str) -> None:
        """Checks one, unless that is under way."""
        if name in self._bench.busy:
            return
        counter, devices, said, live = self._desk.counter, self._desk.devices, self._shop.said, self._desk.settings.live
        if name == "house":
            self._ask_beside(name, partial(self._look_at_house, counter), self._house_checked)
        elif name in OUTSIDE:
            self._ask_beside(name, lambda: check(name, outside_probe(name, counter)), partial(self.note, name))
        else:
            probe = probe_of(name, said, lambda: devices.get(name), live=live)
            self._turns.take(name, lambda: _dropping(devices, name, check(name, probe)), partial(self.note, name))

    def _ask_beside(self, name: str, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """What is no device of this window is waited for by nobody else."""
        self._bench.busy.add(name)
        self._presenter.work(self._turns.lane(name), job, done, busy=False)

    def note(self, name: str, one: Check) -> None:
        """How a device is: for the bench, its light, and the decisions that ask what works here."""
        bench, desk = self._bench, self._desk
        bench.busy.discard(name)
        bench.checks[name], bench.checked_at[name] = one, desk.now()
        desk.told[name] = (one.state, short(one))
        if one.state == STOP:
            desk.down.add(name)
        else:
            desk.down.discard(name)
        self._noted()

    def _look_at_house(self, counter: Any) -> list[Check]:
        checks = house_checks(counter, beside_a_window=True)
        file = self._shop.settings_file
        if file is not None:
            checks.append(check("settings", settings_probe(file, as_before="settings" in self._desk.told)))
        return checks

    def _house_checked(self, checks: list[Check]) -> None:
        bench = self._bench
        bench.busy.discard("house")
        bench.house, bench.checked_at["house"] = tuple(checks), self._desk.now()
        self._noted()


def _dropping(devices: Any, name: str, one: Check) -> Check:
    """A thing that did not answer is closed, so that it is opened afresh at its next use."""
    if one.state == STOP:
        devices.drop(name)
    return one
