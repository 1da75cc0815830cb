"""A pressed key acts once, and never on a screen its presser has not seen.

Invariants
    1. A key that repeats by being held acts once.
    2. For HOLD after the screen or its primary act changed, no act with a consequence is taken: the second press of a
       double press, meant for the old screen, dies here.
    3. The same act is not taken twice within HOLD, whatever brought it: key, mouse, scanner. So a sheet that a key both
       opens and closes is not closed again by the second press of a double press.
    4. While the screen is busy no act is taken, except those that only look (LOOKS).
    5. What a field says while it is typed into (TYPING) is taken as fast as hands can go, and so is what only turns
       pages (PAGING) or answers (ROUND).
"""

from collections.abc import Callable
from time import monotonic

HOLD = 0.4
LOOKS = frozenset(
    {"show_keys", "show_rule", "whole_card", "full_number", "customer_screen", "lock", "lay_card", "call_technician"}
    | {"large_print", "read_pages"}
)
"""Acts without a consequence for the case."""
TYPING = frozenset({"name", "password", "number", "given"})
PAGING = frozenset({"next_page", "previous_page", "zoom_in", "zoom_out", "whole_page"})
"""Turning pages of a paper, as fast as hands can go too."""
ROUND = frozenset({"other_method"})
"""Goes round answers none of which is taken yet: a press that was swallowed would leave the wrong one standing."""


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
        if repeated:
            return False
        if act in TYPING or act in PAGING or act in ROUND:
            return True
        now = self._now()
        new = busy or now - self._changed_at < HOLD
        if (new and act not in LOOKS) or now - self._taken.get(act, float("-inf")) < HOLD:
            return False
        self._taken[act] = now
        return True
