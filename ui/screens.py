"""The one screen that is up: made when it is first needed, kept for as long as its place or its visit lasts.

Invariants
    1. Exactly one screen is up; the one before was left first, and its errands were given up.
    2. A screen that cannot be made takes away none that stands.
    3. Nothing of a visit that is over stays in memory: no photo, no signature.
"""

from collections.abc import Callable
from typing import Any

from ui.clerk.case_flow import STEPS
from ui.clerk.visit import Visit
from ui.counter_window import CounterWindow
from ui.desk import Desk
from ui.places import PLACES, screen_of
from ui.presenter import Presenter

KEPT = {*STEPS, *(place.code for place in PLACES)}


class Screens:
    """Brings presenters and their views up; `shown` hears every state, `left` where a screen leads to."""

    def __init__(
        self,
        desk: Desk,
        window: CounterWindow,
        shown: Callable[[Any], None],
        left: Callable[[str, Any], None],
    ) -> None:
        self._desk, self._window, self._shown, self._left = desk, window, shown, left
        self.presenter: Presenter | None = None
        self.view: Any = None
        self.key: tuple[str, int, int] = ("", 0, 0)
        """Tells one screen from the next: its name, its visit, its presenter."""
        self._kept: dict[str, tuple[Presenter, Any]] = {}

    def bring_up(self, name: str, visit: Visit | None, value: object = None) -> Presenter:
        """Shows the view of a screen that is to arrive next."""
        made = self.made(name, visit, value)
        if self.presenter is not None:
            self.presenter.leave()
            self.presenter.changed.disconnect(self._shown)
            self.presenter.left.disconnect(self._left)
        before = self.view
        self.presenter, self.view = made
        self.key = (name, id(visit), id(self.presenter))
        self.presenter.changed.connect(self._shown)
        self.presenter.left.connect(self._left)
        if hasattr(self.view, "clear"):
            self.view.clear()
        self._window.show_view(self.view)
        if before is not None and before is not self.view and before not in [view for _, view in self._kept.values()]:
            self._window.drop_view(before)
        return self.presenter

    def made(self, name: str, visit: Visit | None, value: object = None) -> tuple[Presenter, Any]:
        """A screen's presenter and view, made when they are first needed."""
        made = self._kept.get(name) or screen_of(name, self._desk, visit, value)
        if name in KEPT:
            self._kept[name] = made
        return made

    def forget(self, name: str) -> None:
        """The next time this screen is made anew."""
        self._kept.pop(name, None)

    def forget_all(self) -> None:
        """Somebody else sits down: nothing that was looked for or typed before them stands there still."""
        for _, view in self._kept.values():
            if view is not self.view:  # that one goes with the first screen of theirs
                self._window.drop_view(view)
        self._kept.clear()

    def drop_steps(self) -> None:
        """The screens of a visit that is over."""
        for name in [name for name in self._kept if name in STEPS]:
            self._window.drop_view(self._kept.pop(name)[1])
