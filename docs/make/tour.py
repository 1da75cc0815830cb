"""A clerk's morning that keeps pictures on its way: the demo's hands, stopping where there is something to look at."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ui.demo.hands import Hands
from ui.demo.morning import Morning
from ui.demo.people import DOTTED, LACKING, LOST_WAIVED, Comer
from ui.words import say

LETTER = ("迪丽努尔·买买提", "样本市测试区示例路2号", "12300000002")
Keep = Callable[[str], None]
"""Keeps what a window shows under a name."""


class Tour(Morning):
    """Keeps each screen the first time it is worth a picture."""

    def __init__(self, hands: Hands, keep: Keep, keep_customer: Keep) -> None:
        super().__init__(hands)
        self._keep, self._keep_customer = keep, keep_customer
        self._kept: set[str] = set()

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

    def _wants(self, name: str) -> bool:
        return name not in self._kept

    def _take(self, name: str) -> None:
        if self._wants(name):
            self._kept.add(name)
            self._keep(name)

    def _customer(self, name: str) -> None:
        if self._wants(name):
            self._kept.add(name)
            self._keep_customer(name)

    def _greet(self, comer: Comer) -> None:
        """The agent of a collection is greeted in whatever language the desk speaks."""
        if comer.agent:
            hands = self.hands
            hands.press("F7")
            hands.wait("the agent's turn", lambda: hands.state.agent and hands.settled())
            asked = hands.state.verdict
            hands.lay(comer.agent)
            hands.wait("the agent read", lambda: hands.settled() and hands.state.verdict != asked)
            hands.lift()
            comer = replace(comer, agent="")
        super()._greet(comer)

    def _papers_are_out(self) -> bool:
        visit = self.hands.workplace.counter.visit
        return visit is not None and say("在打印") not in visit.printed.values()

    # ── screen by screen ──

    def _at_decide(self, comer: Comer) -> None:
        if comer.number == LOST_WAIVED:
            self._take("decision")
            self._rule()
        if comer.number == LACKING:
            self._take("refusal")
        if not comer.reason and comer.number != LACKING:
            if self._wants("first-issue"):
                self._take("first-issue")
                self._beside("form:balance", "balance")
            if comer.number == DOTTED:
                self._by_mail()
        if comer.reason == "lost":
            self._confirmed(comer)
        else:
            super()._at_decide(comer)

    def _beside(self, code: str, picture: str) -> None:
        """Something that 更多 offers here, and back."""
        hands = self.hands
        hands.press("F10")
        sheet = hands.window.sheet.sheet
        hands.press(next(line.cap for line in sheet.lines if line.code == code))
        hands.wait(picture, hands.settled)
        self._take(picture)
        hands.press("Esc")
        hands.wait("the step again", lambda: hands.screen == "decide" and hands.settled())

    def _by_mail(self) -> None:
        """The card is sent: where to is typed."""
        presenter = self.hands.workplace.counter.presenter
        presenter.do("delivery", "mail")
        self.hands.wait("the address wanted", lambda: self.hands.state.asks_address and self.hands.settled())
        presenter.do("address", LETTER)
        self.hands.wait("the address", lambda: self.hands.settled() and self.hands.primary.enabled)

    def _rule(self) -> None:
        """Shift F1: the rule behind the decision."""
        hands = self.hands
        hands.press("Shift+F1")
        if hands.window.sheet.sheet is not None:
            self._take("rule")
            hands.press("Esc")

    def _confirmed(self, comer: Comer) -> None:
        """A formal loss asks once more: that question is worth a picture."""
        if not self._wants("confirmation"):
            super()._at_decide(comer)
            return
        hands = self.hands
        hands.go_on()
        hands.wait("the question", lambda: hands.state.bar.confirmation is not None)
        self._take("confirmation")
        hands.press("Ctrl+Return")

    def _at_materials(self, comer: Comer) -> None:
        self._take("proxy" if comer.agent else "materials-lacking" if comer.brings else "materials")
        if self._wants("deferral") and comer.guardian:
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
        self._take("review")
        if self._wants("preview"):
            hands = self.hands
            hands.press("Ctrl+P")
            hands.wait("the page", lambda: hands.screen == "preview" and hands.state.shown is not None)
            self._take("preview")
            hands.press("Esc")
            hands.wait("the step again", lambda: hands.screen == "review" and hands.settled())
        self._customer("customer-large" if self.hands.workplace.customer.window.state.large else "customer")
        super()._at_review(comer)

    def _go_on_and_use_a_blank(self) -> None:
        """The question before a blank is used, and the card under way, are worth a picture."""
        if not self._wants("issuing"):
            super()._go_on_and_use_a_blank()
            return
        hands, before = self.hands, self.hands.screen
        hands.go_on()
        hands.wait(f"the screen after {before}", lambda: hands.screen != before and hands.settled())
        if hands.screen == "issuing" and hands.state.bar.confirmation is not None:
            self._take("blank")
            hands.press("Ctrl+Return")
            hands.wait("the card under way", lambda: hands.state.steps[1].selected)
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
            if self._wants("face-wrong"):
                hands.press("F7")
                hands.wait("the question", lambda: hands.screen == "face_wrong" and hands.settled())
                self._take("face-wrong")
                hands.press("Esc")
                hands.wait("the card again", lambda: hands.screen == "issuing" and hands.settled())
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
        if self._wants("handover") and not comer.leaves_card:
            if presenter.wants_card:
                hands.lift()
                hands.lay(comer.number)
                hands.wait("the second reading", lambda: hands.settled() and not presenter.wants_card)
            self._take("handover")
        if presenter.wants_card or not self._wants("customer-sign"):
            super()._at_handover(comer)
            return
        while any(one.pressable for one in hands.state.things):
            first = next(one.code for one in hands.state.things if not one.right)
            self._customer(f"customer-{first}")
            hands.press("Space")
        self._customer("customer-sign")
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
