"""What stands around a screen: the rail, the person card or what takes its place, the status strip.

somebody is at the window   rail of the ten steps, their person card
nobody is                   rail of the places with what waits there, a listing or the person of an opened case
"""

from typing import Any

from ui.clerk.person import person_of
from ui.clerk.rails import places_rail, visit_rail
from ui.clerk.visit import Visit
from ui.counter_window import CounterWindow
from ui.desk import Desk
from ui.lights import strip_of
from ui.page import Listing
from ui.parts.picture import forget_pictures


class Frame:
    """Tells the window what to show around the screen that is up."""

    def __init__(self, desk: Desk, window: CounterWindow) -> None:
        self._desk, self._window = desk, window
        self._counts: dict[str, int] = {}
        self._aside: Any = None

    def show(self, visit: Visit | None, place: str, state: Any) -> None:
        """Rail and card for a visit, or for a place."""
        counter = self._desk.counter
        if visit is not None:
            self._window.show_rail(visit_rail(visit, counter))
            self._window.show_person(person_of(visit, self._desk.now().date()))
            self._aside = None
        else:
            forget_pictures()
            self._window.show_rail(places_rail(place, counter, self._counts))
            self._window.show_person(None)
            self._aside = None
            self.show_aside(place, state)

    def show_aside(self, place: str, state: Any) -> None:
        """The person card's place while nobody is at the window: a case's person, a listing, or nothing."""
        count = getattr(state, "rail_count", None)
        if count is not None and self._counts.get(place) != count:
            self._counts[place] = count
            self._window.show_rail(places_rail(place, self._desk.counter, self._counts))
        aside = getattr(state, "person", None) or getattr(state, "listing", None)
        if aside is self._aside:
            return
        self._aside = aside
        if isinstance(aside, Listing):
            self._window.show_listing(aside)
        else:
            self._window.show_person(aside)

    def tick(self) -> None:
        """Lights and the time."""
        self._window.show_strip(strip_of(self._desk, self._desk.now()))
