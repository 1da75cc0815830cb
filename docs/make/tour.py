"""A clerk's morning that keeps pictures on its way: the demo's hands, stopping where there is something to look at."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.demo.hands import Hands
from ui.demo.morning import Morning
from ui.demo.people import LACKING, LOST_WAIVED, Comer

Shoot = Callable[[str, QWidget], None]
"""Keeps a picture of a window under a name."""


class Tour(Morning):
    """Shoots each screen in `wanted` the first time it is worth a picture."""

    def __init__(self, hands: Hands, shoot: Shoot) -> None:
        super().__init__(hands)
        self._shoot = shoot
        self.wanted: set[str] = set()

    def until(self, comer: Comer, screen: str) -> None:
        """Leads somebody as far as a screen and stops there."""
        self._call_next()
        self._greet(comer)
        hands = self.hands
        while hands.screen != screen:
            hands.wait("a screen", hands.settled)
            here = hands.screen
            getattr(self, f"_at_{here}")(comer)
            hands.wait(f"the screen after {here}", lambda before=here: hands.screen != before)
        hands.wait(screen, hands.settled)

    def _take(self, name: str, window: QWidget | None = None) -> None:
        if name in self.wanted:
            self.wanted.discard(name)
            self._shoot(name, window or self.hands.window)

    def _customer(self, name: str) -> None:
        self._take(name, self.hands.workplace.customer.window)

    # ── screen by screen ──

    def _at_decide(self, comer: Comer) -> None:
        if comer.number == LOST_WAIVED:
            self._take("decision")
        if comer.number == LACKING:
            self._take("refusal")
        if not comer.reason and comer.number != LACKING:
            self._take("first-issue")
        if comer.reason == "lost":
            self._confirmed(comer)
        else:
            super()._at_decide(comer)

    def _confirmed(self, comer: Comer) -> None:
        """A formal loss asks once more: that question is worth a picture."""
        if "confirmation" not in self.wanted:
            super()._at_decide(comer)
            return
        hands = self.hands
        hands.go_on()
        hands.wait("the question", lambda: hands.state.bar.confirmation is not None)
        self._take("confirmation")
        hands.press("Ctrl+Return")

    def _at_materials(self, comer: Comer) -> None:
        self._take("proxy" if comer.agent else "materials-lacking" if comer.brings else "materials")
        if "deferral" in self.wanted and comer.guardian:
            self._bring(comer)
            self._take("deferral")
        super()._at_materials(comer)

    def _bring(self, comer: Comer) -> None:
        """The guardian's card is read and the papers are scanned; what is still missing may follow later."""
        hands = self.hands
        hands.lift()
        hands.lay(comer.guardian)
        hands.wait("the guardian", lambda: self._state_of("guardian_identity") == "satisfied")
        for paper in comer.brings:
            while self._state_of(paper) != "satisfied":
                self._scan(paper)

    def _at_photo(self, comer: Comer) -> None:
        hands = self.hands
        hands.wait("a picture", lambda: hands.settled() and hands.primary is not None)
        while hands.primary.code == "again":  # a camera that was slow to come up
            hands.press("F5")
            hands.wait("a picture", lambda: hands.settled() and hands.primary is not None)
        hands.wait("every rule kept", lambda: bool(hands.state.rules) and not _stops(hands.state.rules))
        self._take("photo")
        super()._at_photo(comer)

    def _at_review(self, comer: Comer) -> None:
        hands = self.hands
        self._take("review")
        self._customer("customer")
        super()._at_review(comer)
        if "issuing" in self.wanted:
            hands.wait("the card under way", lambda: hands.screen == "issuing" and hands.state.steps[3].selected)
            hands.clock.advance(6)
            hands.wait("the bar", lambda: hands.state.progress > 0)
            self._take("issuing")

    def _at_payment(self, comer: Comer) -> None:
        self._take("payment")
        super()._at_payment(comer)

    def _at_approval(self, comer: Comer) -> None:
        self._take("approval")
        super()._at_approval(comer)

    def _at_issuing(self, comer: Comer) -> None:
        hands = self.hands
        hands.wait("the card", lambda: hands.screen != "issuing" or (hands.settled() and hands.primary is not None))
        if hands.screen == "issuing":
            self._take("card")
        super()._at_issuing(comer)

    def _at_jam(self, comer: Comer) -> None:
        hands = self.hands
        hands.wait("the answers", lambda: bool(hands.state.blocks) and hands.settled())
        if hands.state.answers:
            hands.press("1")
        self._take("jam")
        super()._at_jam(comer)

    def _at_handover(self, comer: Comer) -> None:
        hands = self.hands
        presenter = hands.workplace.counter.presenter
        hands.wait("the collection", hands.settled)
        if "handover" in self.wanted and not comer.leaves_card:
            if presenter.wants_card:
                hands.lift()
                hands.lay(comer.number)
                hands.wait("the second reading", lambda: hands.settled() and not presenter.wants_card)
            self._take("handover")
        super()._at_handover(comer)

    def _at_rating(self, comer: Comer) -> None:
        hands = self.hands
        hands.wait("the papers", lambda: hands.settled() and self._papers_are_out())
        if hands.state.rating:
            self._take("rating")
            self._customer("customer-rating")
        super()._at_rating(comer)


def _stops(rules: Any) -> bool:
    return any(one.mark == "stop" for one in rules)
