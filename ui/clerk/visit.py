"""One person's visit at the window: what all its steps share.

The steps' presenters read it and tell it what they did; it tells the frame when rail or person card have to change. The
draft it holds is always the one that was saved last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk.rules.papers import SAY_WAY_AND_DAY
from desk.rules.reference import regions
from ui.desk import Desk
from ui.lane import Errand
from ui.page import Deed, Fact


class Visit(QObject):
    """The draft, the decision about it, and the case it became."""

    changed = Signal()

    def __init__(self, desk: Desk, draft: Any, *, card: Any = None, case: Any = None, resumed: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.draft = draft
        self.card = card
        """The identity card as it was read; None for a typed number."""
        self.decision: Mapping[str, Any] | None = None
        self.expected: Mapping[str, Any] | None = None
        """What it will be once a good photo is taken; None when nothing depends on that."""
        self.asked_at: datetime | None = None
        """When registry and card register were asked last."""
        self.guessed = False
        """The loss of a card was put first, and nobody said so: the clerk asks before anything else."""
        self.possible: Sequence[Mapping[str, Any]] = ()
        self.case = case
        self.about: Any = None
        """The case a collection is about, while the draft is the collection's."""
        self.step = "decide"
        self.resumed = resumed
        """It was set aside or cut off: once decided anew, it goes on where it stopped."""
        self.deed: Deed | None = None
        self.results: dict[str, str] = {}
        """At most eight characters for the rail, by step, of what neither draft nor case knows yet."""
        self.face: bytes | None = None
        self.aside_facts: tuple[str, tuple[Fact, ...]] | None = None
        """Shown in the papers' place on the person card: the stock while a card is undecided."""
        self.printed: dict[str, str] = {}
        """Which papers were printed, and how that ended."""
        self.key = desk.counter.new_key() if desk.counter else ""
        """The idempotency key of this visit's conclusion."""
        self.errand = Errand()

    @property
    def service(self) -> str | None:
        """What is really done, after redirection."""
        if self.case is not None:
            return str(self.case.service)
        decided: str | None = self.decision["service"] if self.decision else None
        return decided

    @property
    def submitted(self) -> bool:
        """It is a case by now; what led to it is not gone back to, not even when its card is collected."""
        return self.case is not None or self.about is not None

    @property
    def ticket(self) -> str | None:
        """The number this person waited with; a collection's own draft was begun without one."""
        return next((one.ticket for one in (self.draft, self.case, self.about) if one is not None and one.ticket), None)

    def is_about(self, number: str) -> bool:
        """Whether this visit's holder has that number."""
        if self.case is not None:
            return bool(self.case.id_number == number)
        situation = self.draft.situation
        return bool((situation.get("identity") or {}).get("number", situation["applicant"]["id_number"]) == number)

    def keep(self, draft: Any, deed: Deed | None = None) -> None:
        """A step changed the draft; the decision about it is no longer the last word."""
        self.draft = draft
        if deed is not None:
            self.deed = deed
        self.changed.emit()

    def decide(self) -> None:
        """Asks the rules again; blocking, for a lane."""
        self.decision, self.expected = decided(self.desk, self.draft)

    def concluded(self, case: Any) -> None:
        """The draft became a case, or the case took a step."""
        self.case = case
        if self.about is not None and self.about.number == case.number:
            self.about = case
        self.decision, self.expected = case.decision, None
        self.changed.emit()

    def sent_to_centre(self, case: Any) -> None:
        """The card is made elsewhere; where that changed its day, the papers that say the day come again."""
        if self.case.promise != case.promise:
            for kind in SAY_WAY_AND_DAY:
                self.printed.pop(kind, None)
        self.concluded(case)


def decided(desk: Desk, draft: Any) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
    """What the rules say now, and what they would say with a good photo where one is still to be taken."""
    regions()  # what is painted names places: they are read here, in a lane, and only once
    reception, abilities = desk.services.reception, desk.abilities
    decision = reception.decide(desk.counter, draft, **abilities).document()
    photo = decision.get("photo") or {}
    if not photo.get("required") or photo.get("ok") or not abilities["camera"]:
        return decision, None
    taken = {"source": "camera", "taken": desk.now().date().isoformat()}
    hoped = replace(draft, situation={**draft.situation, "photo": taken})
    return decision, reception.decide(desk.counter, hoped, **abilities).document()
