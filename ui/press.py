"""A pressed key acts once, and never on a screen its presser has not seen.

Invariants
    1. A key that repeats by being held acts once.
    2. For HOLD after the screen or its primary act changed, no act with a consequence is taken: the second press of a
       double press, meant for the old screen, dies here.
    3. The same act is not taken twice within HOLD, whatever brought it: key, mouse, scanner.
    4. While the screen is busy no act is taken, except those that only look (ALWAYS).
"""

from collections.abc import Callable
from time import monotonic

HOLD = 0.4
LOOKS = frozenset(
    {"show_keys", "show_rule", "whole_card", "full_number", "customer_screen", "large_print", "read_pages"}
    | {"enter", "digit", "lock", "lay_card", "call_technician"}
    | {"next_page", "previous_page", "zoom_in", "zoom_out", "whole_page"}
)
TYPING = frozenset({"name", "password", "number", "given"})
ALWAYS = LOOKS | TYPING
"""Acts without a consequence for the case, and what a field says while it is typed into: as fast as hands can go."""


class PressGuard:
    """Says of each act whether it is taken now."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._changed_at = float("-inf")
        self._showing: object = None
        self._taken: dict[str, float] = {}

    def shows(self, showing: object) -> None:
        """Tells what is on the screen now: a change of it starts the hold."""
        if showing != self._showing:
            self._showing = showing
            self._changed_at = self._now()

    def takes(self, act: str, *, busy: bool = False, repeated: bool = False) -> bool:
        """Whether this act is taken; remembers it when it is."""
        if repeated and act != "digit":
            return False
        if act in ALWAYS:
            return True
        now = self._now()
        if busy or now - self._changed_at < HOLD or now - self._taken.get(act, float("-inf")) < HOLD:
            return False
        self._taken[act] = now
        return True
