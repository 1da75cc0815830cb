"""Makes the pictures of docs/screens: the real windows, led through a morning by the demo's hands, in every look.

    .venv/bin/python docs/make/screens.py            every look, one after another (some minutes)
    .venv/bin/python docs/make/screens.py dark-100   one look

The light look at 1366 × 768 is led through the whole day; the others show the screens a clerk looks at most.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "docs" / "screens"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the program is found only now
import numpy
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication, QWidget
from tour import Tour

from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter
from desk.settings import ScreenSettings, Settings
from devices.practice import PracticeBench
from ui.app import Ground, Workplace, begin_program
from ui.commands.invocation import Invocation
from ui.demo.hands import DemoClock, Hands
from ui.demo.people import (
    ABSENT,
    AGENT,
    DOTTED,
    EMPLOYEE,
    JAMMED,
    LACKING,
    LOST_PAID,
    LOST_WAIVED,
    RARE,
    STUDENT,
    STUDENTS_FATHER,
    Comer,
)
from ui.demo.run import EVENING, OPENING
from ui.hall.display import Display
from ui.press import PressGuard

CLERK, SUPERVISOR, TECHNICIAN = "0312", "0301", "0305"
OWN, DRAWN = 96, 64
"""Colours a picture keeps: so many as they are, which is all of an interface, and so many for the photo on it."""
CUSTOMER, HALL = (1280, 800), (1920, 1080)
SECONDS_PER_CARD = 2.0


@dataclass(frozen=True, slots=True)
class Wear:
    """A theme, a text size, a window and a language."""

    theme: str = "light"
    scale: int = 100
    size: tuple[int, int] = (1366, 768)
    language: str = "zh"

    @property
    def name(self) -> str:
        """What the names of its pictures end in."""
        wide = "" if self.size[0] == 1366 else f"-{self.size[0]}"
        foreign = "" if self.language == "zh" else f"-{self.language}"
        return f"{self.theme}-{self.scale}{wide}{foreign}"


PLAIN = Wear()
"""Its pictures have plain names."""
WEARS = (
    PLAIN,
    Wear("dark"),
    Wear("contrast"),
    Wear(scale=125),
    Wear(scale=150),
    Wear(scale=200),
    Wear(size=(1920, 1080)),
    Wear(scale=200, size=(1920, 1080)),
    Wear(language="en"),
)
SHORT = {"decision", "deferral", "photo", "review", "handover"}
WHOLE = SHORT | {"first-issue", "materials", "materials-lacking", "payment", "approval", "issuing", "card", "jam"}
WHOLE |= {"confirmation", "rating", "customer", "customer-rating", "proxy", "refusal"}
STUDENT_COMES = Comer(STUDENT, "first_issue", brings=("relation_proof",), guardian=STUDENTS_FATHER)
WAIVED = Comer(LOST_WAIVED, "reissue", "lost")


class Sitting:
    """One look's desk, the hands at it, and where its pictures go."""

    def __init__(self, workplace: Workplace, hands: Hands, wear: Wear) -> None:
        self.workplace, self.hands, self.wear = workplace, hands, wear
        self.tour = Tour(hands, self.shoot)

    @property
    def counter(self) -> Counter:
        """The counter as whoever is signed in."""
        counter = self.workplace.desk.counter
        assert counter is not None
        return counter

    def shoot(self, name: str, window: QWidget | None = None) -> None:
        """Keeps a picture, with as few colours as it needs."""
        window = window or self.hands.window
        if window is self.workplace.customer.window:
            window.resize(*CUSTOMER)
        for _ in range(6):
            QApplication.processEvents()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        window.grab().save(buffer, "PNG")
        few = palette_of(Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB"))
        file = f"{name}.png" if self.wear == PLAIN else f"{name}-{self.wear.name}.png"
        few.save(SCREENS / file, optimize=True)

    def go_to(self, place: str) -> None:
        """A place of the rail, when its figures are there."""
        self.hands.go_to(place)
        for _ in range(3):  # behind whatever the place asked the store, and what it asked then
            self.job(lambda: None)
        self.hands.wait(place, self.hands.settled)

    def job(self, job: Callable[[], Any]) -> Any:
        """Something done beside the window, in the store's own lane."""
        answers: list[Any] = []
        self.workplace.desk.lanes.desk.run(job, answers.append, answers.append)
        self.hands.wait("a job", lambda: bool(answers))
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

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
        display.window.resize(*HALL)
        display.presenter.start()
        self.hands.wait("the board", lambda: bool(display.presenter.state.lines))
        self.hands.press("F9")
        self.hands.wait("the call", lambda: any(not one.quiet for one in display.presenter.state.calls))
        self.shoot("hall-display", display.window)
        display.close()

    def change_to(self, operator: str, picture: str = "") -> None:
        """Ctrl L, F7, and somebody else signs in."""
        hands, sign_in = self.hands, self.workplace.session.sign_in
        hands.press("Ctrl+L")
        hands.wait("the lock", lambda: hands.window.covering is not None)
        if picture:
            self.shoot(picture)
        sign_in.do("switch_user")
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
        hands.wait("found", lambda: bool(hands.state.stages) and bool(hands.state.journal) and hands.settled())


def palette_of(picture: Image.Image) -> Image.Image:
    """The picture with few colours: the most frequent ones exactly, the rest near enough."""
    pixels = numpy.asarray(picture).reshape(-1, 3)
    colours, where, counts = numpy.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    drawn = picture.quantize(DRAWN, method=Image.Quantize.MEDIANCUT).getpalette() or []
    palette = numpy.vstack([colours[numpy.argsort(-counts)[:OWN]], numpy.reshape(drawn, (-1, 3))])[: OWN + DRAWN]
    distance = ((colours[:, None, :].astype(int) - palette[None]) ** 2).sum(axis=2)
    few = Image.fromarray(distance.argmin(axis=1).astype("uint8")[where].reshape(picture.height, picture.width), "P")
    few.putpalette(palette.astype("uint8").tobytes())
    return few


@contextmanager
def sitting(wear: Wear) -> Iterator[Sitting]:
    """A practice desk of its own, opened at half past eight."""
    with tempfile.TemporaryDirectory(prefix="guitai-screens-") as folder:
        data = Path(folder)
        screen = ScreenSettings(theme=wear.theme, scale=wear.scale, language=wear.language)
        settings, clock = replace(Settings(), screen=screen), DemoClock(EVENING)
        begin_program(settings)
        workplace = Workplace(
            Ground(Invocation(data), data, settings, clock, data / "tray", CLERK),
            bench=lambda: PracticeBench(
                data / "practice", seconds_per_card=SECONDS_PER_CARD, blanks=60, read_seconds=0.05
            ),
        )
        workplace.window.guard = PressGuard(clock.seconds)
        workplace.window.resize(*wear.size)
        hands = Hands(workplace, clock, data / "pictures")
        workplace.window.show()
        workplace.open()
        try:
            hands.wait("the desk", lambda: workplace.counter is not None and workplace.counter.presenter is not None)
            clock.advance((OPENING - EVENING).total_seconds())
            yield Sitting(workplace, hands, wear)
        finally:
            workplace.close()


def short(sit: Sitting) -> None:
    """The screens looked at most; in another theme also those of trouble and of the day's end."""
    tour, themed = sit.tour, sit.wear.theme != PLAIN.theme
    tour.wanted = SHORT | {"jam"} if themed else set(SHORT)
    tour.receive(Comer(EMPLOYEE, "first_issue"))
    tour.receive(STUDENT_COMES)
    tour.receive(WAIVED)
    if themed:
        tour.receive(Comer(JAMMED, "first_issue", fault="jam@m"))
    sit.queue_up()
    sit.shoot("waiting")
    sit.change_to(SUPERVISOR, "lock" if themed else "")
    sit.go_to("today")
    sit.shoot("today")
    if themed:
        sit.go_to("closing")
        sit.shoot("closing")


def whole(sit: Sitting) -> None:
    """Every screen, in the order of a day."""
    hands, tour = sit.hands, sit.tour
    tour.wanted = set(WHOLE)
    tour.receive(Comer(EMPLOYEE, "first_issue"))
    tour.receive(Comer(DOTTED, "first_issue"))
    tour.receive(STUDENT_COMES)
    tour.receive(Comer(LACKING, "first_issue"))
    sit.queue_up()
    sit.shoot("waiting")
    sit.hall_display()
    sit.dissolve_queue()
    tour.receive(Comer(RARE, "first_issue"))
    tour.receive(Comer(LOST_PAID, "reissue", "lost"))
    tour.receive(Comer(JAMMED, "first_issue", fault="jam@m"))
    tour.receive(Comer(ABSENT, "first_issue", leaves_card=True))
    sit.go_to("to_collect")
    sit.shoot("to-collect")
    sit.go_to("reception")
    hands.lift()
    tour.receive(Comer(ABSENT, "collect", agent=AGENT, brings=("mandate",)))
    tour.until(WAIVED, "approval")
    sit.shoot("approval")
    tour.wanted.discard("approval")
    hands.lift()
    hands.press("Esc")
    hands.wait("the reception", lambda: hands.screen == "reception" and hands.settled())
    sit.find("110199199009099013")
    sit.shoot("search")
    count(sit)
    sit.change_to(SUPERVISOR, "lock")
    sit.go_to("approvals")
    hands.wait("the question", lambda: bool(hands.state.rows))
    sit.shoot("approvals")
    sit.go_to("today")
    sit.shoot("today")
    sit.change_to(TECHNICIAN)
    hands.wait("every light", lambda: all(one.mark != "busy" for one in hands.state.devices))
    sit.shoot("technician")


def count(sit: Sitting) -> None:
    """Whoever held the cash counts it."""
    hands = sit.hands
    sit.go_to("closing")
    hands.type_into("cards", str(hands.workplace.counter.presenter.expected_blanks))
    hands.type_into("cash_2000", "1")
    hands.type_into("cash_500", "1")
    sit.shoot("closing")


def main(names: list[str]) -> None:
    """One look in this process; several each in a process of its own, since a look is put on once."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    wears = [one for one in WEARS if not names or one.name in names]
    if len(wears) > 1:
        for one in wears:
            subprocess.run([sys.executable, __file__, one.name], check=True)
        return
    with sitting(wears[0]) as sit:
        (whole if sit.wear == PLAIN else short)(sit)


if __name__ == "__main__":
    main(sys.argv[1:])
