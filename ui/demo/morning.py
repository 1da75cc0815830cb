"""A hall's morning through the real windows: each person is led from the card on the reader to the end of the visit.

for each comer:  card laid ─> decide ─> materials ─> photo ─> review ─> payment ─> approval ─> issuing ─> handover
whatever screen comes up is dealt with the way a trained clerk does; which one comes is the desk's decision
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from desk.services.accounts import PRACTICE_PASSWORD
from ui.demo.hands import DemoStuck, Hands
from ui.demo.people import Comer
from ui.supervisor.closing_view import DENOMINATIONS

SUPERVISOR = "0301"
MOST_SCREENS = 40
RATINGS = ("5", "5", "4", "5", "3")
"""What people press on the customer screen, in turn."""
MANDATE_ENDS = "20260630"


@dataclass
class Visited:
    """How one visit went."""

    comer: Comer
    case: str = ""
    state: str = ""
    keys: int = 0
    seconds: float = 0
    """On the demo's clock, from the card laid down to the next invitation."""
    screens: list[str] = field(default_factory=list)


class Morning:
    """Leads the comers through the window; tells `progress` after each."""

    waiting, between_visits = 240, 540
    """Seconds on the demo's clock from the ticket to the call, and between two visits."""

    def __init__(self, hands: Hands, progress: Callable[[Visited], None] = lambda _: None) -> None:
        self.hands, self._progress = hands, progress
        self.visited: list[Visited] = []

    def receive(self, comer: Comer) -> Visited:
        """One visit, from the greeting to the next invitation. Raises DemoStuck."""
        hands, visit = self.hands, Visited(comer)
        hands.wait("the reception", lambda: hands.screen == "reception" and hands.settled())
        self._call_next()
        if comer.fault:
            hands.workplace.bench.card_printer.tell("fault", name=comer.fault, next=1)
        keys, begun = hands.keys, hands.clock.now()
        self._greet(comer)
        self._lead(comer, visit)
        visit.keys, visit.seconds = hands.keys - keys, (hands.clock.now() - begun).total_seconds()
        self.visited.append(visit)
        self._progress(visit)
        return visit

    def close_day(self) -> None:
        """Counts cash and blanks, closes the day and sees its report out."""
        hands = self.hands
        hands.go_to("closing")
        hands.picture("closing")
        presenter = hands.workplace.counter.presenter
        left = presenter.expected_cash
        for fen in DENOMINATIONS:
            if left // fen:
                hands.type_into(f"cash_{fen}", str(left // fen))
                left %= fen
        hands.type_into("cards", str(presenter.expected_blanks))
        hands.wait("the count", lambda: hands.primary is not None and hands.primary.enabled)
        hands.go_on()
        hands.wait("the comparison", lambda: hands.primary is not None and hands.primary.code == "close_day")
        hands.go_on()
        hands.press("Ctrl+Return")
        hands.wait("the day closed", lambda: hands.state.closed and hands.settled())
        hands.wait("the report", lambda: any(hands.workplace.ground.papers.glob("日报表*.pdf")))
        hands.picture("closed")

    # ── the greeting ──

    def _call_next(self) -> None:
        """Somebody takes a number, waits a while, and is called."""
        hands, ticket = self.hands, self._take_number()
        hands.clock.advance(self.waiting)
        hands.press("F9")
        presenter = hands.workplace.counter.presenter
        hands.wait("the call", lambda: presenter.ticket == ticket.number and hands.settled())
        hands.clock.advance(self.between_visits)

    def _take_number(self) -> Any:
        desk = self.hands.workplace.desk
        return desk.services.queue.take(desk.counter)

    def _greet(self, comer: Comer) -> None:
        hands = self.hands
        if comer.agent:
            hands.press("F7")
            hands.lay(comer.agent)
            hands.wait("the agent", lambda: hands.state.agent and hands.settled())
            hands.wait("the agent read", lambda: "持卡人" in hands.state.verdict.sentence)
            hands.lift()
        hands.lay(comer.number)
        hands.wait("the visit", lambda: hands.screen != "reception" and hands.settled())

    # ── screen by screen ──

    def _lead(self, comer: Comer, visit: Visited) -> None:
        hands = self.hands
        for _ in range(MOST_SCREENS):
            hands.wait("a screen", hands.settled)
            screen, presenter = hands.screen, hands.workplace.counter.presenter
            if screen == "reception":
                return
            visit.screens.append(screen)
            current = hands.workplace.counter.visit
            if current is not None and current.case is not None:
                visit.case, visit.state = current.case.number, current.case.state
            if comer.pictures:
                hands.picture(f"{comer.pictures}-{screen}")
            getattr(self, f"_at_{screen}")(comer)
            hands.wait(
                f"the screen after {screen}",
                partial(self._left, screen, presenter),
            )
        raise DemoStuck(f"no end: {visit.screens}")

    def _left(self, screen: str, presenter: object) -> bool:
        return (self.hands.screen, self.hands.workplace.counter.presenter) != (screen, presenter)

    def _at_decide(self, comer: Comer) -> None:
        hands = self.hands
        visit = hands.workplace.counter.visit
        wishes = [(one["service"], one["reason"]) for one in visit.possible]
        wanted = wishes.index((comer.service, comer.reason)) if (comer.service, comer.reason) in wishes else 0
        if (visit.decision["service"], visit.decision["reason"]) != (comer.service, comer.reason):
            hands.press(str(wanted + 1))
            hands.wait("the choice", hands.settled)
        hands.go_on()
        if hands.screen == "decide" and hands.state.bar.confirmation is not None:
            hands.press("Ctrl+Return")

    def _at_materials(self, comer: Comer) -> None:
        hands = self.hands
        if comer.guardian and self._state_of("guardian_identity") == "missing":
            hands.lift()
            hands.lay(comer.guardian)
            hands.wait("the guardian", lambda: self._state_of("guardian_identity") == "satisfied")
        for paper in comer.brings:
            while self._state_of(paper) in ("missing", "deferred"):
                self._scan(paper)
                if paper == "mandate":
                    hands.type_into("expiry", MANDATE_ENDS)
                    hands.wait("the mandate read", partial(self._satisfied, paper))
        hands.go_on()

    def _at_photo(self, _comer: Comer) -> None:
        hands = self.hands
        for _ in range(3):
            hands.wait("a picture", lambda: hands.settled() and hands.primary is not None)
            if hands.primary.code != "again":
                break
            hands.press("F5")
        hands.wait("every rule kept", lambda: all(one.mark != "stop" for one in hands.state.rules))
        hands.go_on()
        hands.wait("the shot", lambda: hands.primary is not None and hands.primary.code == "use")
        hands.press("Space")
        hands.go_on()

    def _at_review(self, comer: Comer) -> None:
        if comer.pictures:
            self.hands.picture_of(self.hands.workplace.customer.window, f"{comer.pictures}-customer-review")
        self.hands.sign()
        self._go_on_and_use_a_blank()

    def _at_payment(self, _comer: Comer) -> None:
        self._go_on_and_use_a_blank()

    def _at_approval(self, _comer: Comer) -> None:
        self._second_person()
        self._go_on_and_use_a_blank()

    def _at_issuing(self, comer: Comer) -> None:
        hands = self.hands
        hands.wait(
            "the card", lambda: hands.screen != "issuing" or (hands.primary is not None and hands.primary.enabled)
        )
        if hands.screen != "issuing":
            return
        hands.clock.advance(25)
        if comer.pictures:
            hands.picture(f"{comer.pictures}-card")
        hands.go_on()

    def _at_jam(self, _comer: Comer) -> None:
        hands = self.hands
        hands.wait("the answers", lambda: bool(hands.state.blocks) and hands.settled())
        if hands.state.answers:
            hands.press("1")
        if hands.state.second is not None:
            self._second_person()
        if not hands.state.pictured:
            hands.workplace.counter.presenter.do("picture")
            hands.wait("the picture", lambda: hands.state.pictured)
        self._go_on_and_use_a_blank()

    def _at_handover(self, comer: Comer) -> None:
        hands = self.hands
        if comer.leaves_card:
            hands.press("Esc")
            return
        presenter = hands.workplace.counter.presenter
        hands.wait("the collection", hands.settled)
        if presenter.wants_card:
            hands.lift()
            hands.lay(comer.number)
            hands.wait("the second reading", lambda: hands.settled() and not presenter.wants_card)
        if hands.primary is not None and hands.primary.enabled:
            hands.go_on()
            return
        for _ in range(len(hands.state.things)):
            if any(one.pressable for one in hands.state.things):
                hands.press("Space")
        hands.sign()
        hands.go_on()
        if hands.screen == "handover" and hands.state.bar.confirmation is not None:  # an old card is void by this
            hands.press("Ctrl+Return")

    def _at_rating(self, comer: Comer) -> None:
        hands = self.hands
        hands.wait("the papers", lambda: hands.settled() and self._papers_are_out())
        if hands.state.rating:
            customer = hands.workplace.customer
            if comer.pictures:
                hands.picture_of(customer.window, f"{comer.pictures}-customer-rating")
            customer.presenter.do("rate", RATINGS[len(self.visited) % len(RATINGS)])
            hands.wait("the rating", lambda: not hands.state.rating)
        hands.lift()
        hands.press("Esc")

    # ── small things ──

    def _go_on_and_use_a_blank(self) -> None:
        """The primary act; where it leads to making the card, the question before it is answered."""
        hands = self.hands
        before = hands.screen
        hands.go_on()
        hands.wait(f"the screen after {before}", lambda: hands.screen != before and hands.settled())
        if hands.screen == "issuing" and hands.state.bar.confirmation is not None:
            hands.press("Ctrl+Return")

    def _scan(self, paper: str) -> None:
        """Goes to the paper's row by its digit and has the next page taken."""
        hands, visit = self.hands, self.hands.workplace.counter.visit
        codes = [one["code"] for one in visit.decision["materials"]]
        pages = len(visit.draft.pages)
        hands.press(str(codes.index(paper) + 1), "Space")
        hands.wait(f"a page of {paper}", lambda: len(visit.draft.pages) > pages and hands.settled())

    def _second_person(self) -> None:
        self.hands.type_into("second_name", SUPERVISOR)
        self.hands.type_into("second_password", PRACTICE_PASSWORD)

    def _state_of(self, paper: str) -> str:
        visit = self.hands.workplace.counter.visit
        rows: Any = (visit.decision or {}).get("materials") or ()
        return next((str(one["state"]) for one in rows if one["code"] == paper), "")

    def _satisfied(self, paper: str) -> bool:
        return self._state_of(paper) == "satisfied"

    def _papers_are_out(self) -> bool:
        visit = self.hands.workplace.counter.visit
        return visit is not None and "在打印" not in visit.printed.values()
