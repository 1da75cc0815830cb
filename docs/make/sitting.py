"""A practice desk of its own, the demo's hands at it, and the scenes kept on the way."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from stage import Page, Scene, scene_of
from tour import Tour

from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter
from desk.settings import ScreenSettings, Settings
from devices.practice import PracticeBench
from ui.app import Ground, Workplace
from ui.demo.hands import DemoClock, Hands
from ui.demo.run import EVENING, OPENING
from ui.hall.display import Display
from ui.invocation import Invocation
from ui.press import PressGuard
from ui.program import begin_program

CLERK, SUPERVISOR, TECHNICIAN, AUDITOR = "0312", "0301", "0305", "0307"
FIRST_PASSWORD = "copper lantern rivers"  # noqa: S105 - of a hall that is deleted a moment later
SECONDS_PER_CARD = 2.0


class Sitting:
    """Keeps each screen it is led to under a name."""

    def __init__(self, workplace: Workplace, hands: Hands) -> None:
        self.workplace, self.hands = workplace, hands
        self.scenes: list[Scene] = []
        self.pages: list[Page] = []
        """What the customer screen and the hall display showed."""
        self.tour = Tour(hands, self.keep, self.keep_customer)

    @property
    def counter(self) -> Counter:
        """The counter as whoever is signed in."""
        counter = self.workplace.desk.counter
        assert counter is not None
        return counter

    def keep(self, name: str) -> None:
        """The counter's window as it is now."""
        for _ in range(4):
            QApplication.processEvents()
        self.scenes.append(scene_of(name, self.workplace.window, self.hands.state))

    def keep_customer(self, name: str) -> None:
        """The customer screen as it is now."""
        QApplication.processEvents()
        self.pages.append(Page(name, self.workplace.customer.window.state))

    def go_to(self, place: str) -> None:
        """A place of the rail, when its figures are there."""
        self.hands.go_to(place)
        self.loaded()

    def loaded(self) -> None:
        """Behind whatever the screen asked the store, and what it asked then."""
        for _ in range(3):
            self.job(lambda: None)
        self.hands.wait("figures", self.hands.settled)

    def form(self, name: str, choice: int = 0, picture: str = "") -> None:
        """Work beside the visits: kept under its name, with one of its choices made."""
        self.hands.press("F10")
        sheet = self.workplace.window.sheet.sheet
        assert sheet is not None
        self.hands.press(next(line.cap for line in sheet.lines if line.code == f"form:{name}"))
        self.loaded()
        if choice:
            presenter = self.workplace.counter.presenter
            presenter.do("choose", presenter.state.choices[choice - 1].code)
            self.loaded()
        self.keep(picture or name)

    def job(self, job: Callable[[], Any]) -> Any:
        """Something done beside the window, in the store's own lane."""
        answers: list[Any] = []
        self.workplace.desk.lanes.desk.run(job, answers.append, answers.append)
        self.hands.wait("a job", lambda: bool(answers))
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    def back_from_the_centre(self) -> None:
        """What waits for the card centre is sent there and comes back made."""
        centre, counter = self.workplace.desk.services.centre, self.counter
        batch = self.job(lambda: centre.send(counter, counter.new_key()))
        orders = self.job(lambda: centre.orders(counter, batch.id))
        cards = {one.case: f"A3000{at:04}" for at, one in enumerate(orders, 1)}
        self.job(lambda: centre.receive(counter, batch.id, cards, counter.new_key()))

    def at_window(self, window: str) -> Counter:
        """The same hall from another window."""
        hall = replace(self.counter.settings.hall, counter=window)
        return replace(self.counter, settings=replace(self.counter.settings, hall=hall))

    def queue_up(self) -> None:
        """Seven people take numbers, and two other windows call one each."""
        queue, clock = self.workplace.desk.services.queue, self.hands.clock
        for kind, reason, booked in (
            ("ordinary", None, None),
            ("ordinary", None, None),
            ("ordinary", None, None),
            ("booked", None, "09:30"),
            ("ordinary", None, None),
            ("priority", "elderly", None),
            ("ordinary", None, None),
        ):
            clock.advance(70)
            self.job(partial(queue.take, self.counter, kind, reason=reason, booked_for=booked))
        for window in ("01", "02"):
            clock.advance(40)
            self.job(partial(queue.call, self.at_window(window)))
        self.job(lambda: queue.take(self.counter, "priority", reason="disabled"))
        self.hands.go_to("reception")
        self.hands.wait("the queue", lambda: bool(self.hands.state.tickets))

    def dissolve_queue(self) -> None:
        """Another window serves everybody who still waits."""
        queue = self.workplace.desk.services.queue
        while self.job(lambda: queue.call(self.at_window("01"))) is not None:
            self.hands.clock.advance(60)

    def hall_display(self) -> None:
        """The call screen at the moment of a call."""
        from desk.services.hall_board import board

        display = Display(self.workplace.ground.settings, self.hands.clock, lambda: board(self.counter))
        display.presenter.start()
        self.hands.wait("the board", lambda: bool(display.presenter.state.lines))
        self.hands.press("F9")
        self.hands.wait("the call", lambda: any(not one.quiet for one in display.presenter.state.calls))
        self.pages.append(Page("hall-display", display.presenter.state))
        display.close()
        presenter = self.workplace.counter.presenter
        presenter.do("answered")  # else F9 would call the same number again
        self.hands.wait("nobody called", lambda: presenter.ticket is None)

    def change_to(self, operator: str, picture: str = "") -> None:
        """Ctrl L, F7, and somebody else signs in."""
        hands, sign_in = self.hands, self.workplace.session.sign_in
        hands.press("Ctrl+L")
        hands.wait("the lock", lambda: hands.window.covering is not None)
        if picture:
            self.keep(picture)
        sign_in.do("switch_user")
        if picture:
            self.keep(f"{picture}-switch")
        sign_in.do("name", operator)
        sign_in.do("password", PRACTICE_PASSWORD)
        sign_in.do("enter")
        hands.wait(operator, lambda: hands.window.covering is None and self.counter.operator.name == operator)
        hands.wait("the first place", hands.settled)

    def find(self, text: str) -> None:
        """F3 and what is looked for."""
        hands = self.hands
        hands.go_to("find")
        hands.workplace.counter.presenter.do("find_text", text)
        found = lambda: hands.primary is not None and hands.primary.enabled  # noqa: E731 - not what was found before
        hands.wait("found", lambda: bool(hands.state.journal) and hands.settled() and found())


@contextmanager
def sitting(language: str) -> Iterator[Sitting]:
    """A practice desk of its own, opened at half past eight."""
    with tempfile.TemporaryDirectory(prefix="guitai-screens-") as folder:
        data = Path(folder)
        settings, clock = replace(Settings(), screen=ScreenSettings(language=language)), DemoClock(EVENING)
        begin_program(settings)
        workplace = Workplace(
            Ground(Invocation(data), data, settings, clock, data / "tray", CLERK),
            bench=lambda: PracticeBench(
                data / "practice", seconds_per_card=SECONDS_PER_CARD, blanks=60, read_seconds=0.05
            ),
        )
        workplace.window.guard = PressGuard(clock.seconds)
        hands = Hands(workplace, clock, data / "pictures")
        workplace.window.show()
        workplace.open()
        try:
            hands.wait("the desk", lambda: workplace.counter is not None and workplace.counter.presenter is not None)
            clock.advance((OPENING - EVENING).total_seconds())
            yield Sitting(workplace, hands)
        finally:
            workplace.close()


def nobody_yet(language: str) -> list[Scene]:
    """A live hall's first start, and its next morning: who sits here is asked."""
    with tempfile.TemporaryDirectory(prefix="guitai-screens-") as folder:
        data, clock = Path(folder), DemoClock(OPENING)
        settings = replace(Settings(), mode="live", screen=ScreenSettings(language=language))
        begin_program(settings)
        scenes = []
        for name in ("first-start", "sign-in"):
            workplace = Workplace(Ground(Invocation(data), data, settings, clock, data / "tray"))
            hands = Hands(workplace, clock, data / "pictures")
            workplace.window.show()
            workplace.open()
            try:
                hands.wait("the cover", lambda there=workplace: there.window.covering is not None)
                sign_in = workplace.session.sign_in
                mode = {"first-start": "first", "sign-in": "sign_in"}[name]
                hands.wait(name, lambda asked=sign_in, mode=mode: asked.state.mode == mode and not asked.state.busy)
                QApplication.processEvents()
                scenes.append(replace(scene_of(name, workplace.window, sign_in.state), view=None))
                if mode == "first":
                    for act, value in (("name", SUPERVISOR), ("password", FIRST_PASSWORD), ("again", FIRST_PASSWORD)):
                        sign_in.do(act, value)
                    sign_in.do("enter")
                    hands.wait("the supervisor", lambda there=workplace: there.window.covering is None)
            finally:
                workplace.close()
        return scenes
