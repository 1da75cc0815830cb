"""A day at the window in a process of its own, told in JSON: `python -m bench.at_work FOLDER CASES [watched]`.

The demo's people and as many made-up ones more come to the real window, with its store, papers and simulated devices;
then every place of the rail is gone to. What the bench itself does between two presses (laying a card on a simulated
reader, taking a number at the machine by the door) is done while nobody listens for pauses.
"""

import csv
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from bench.beat import Beat
from bench.witness import memory
from desk.rules.identity import check_character
from desk.services import roll
from desk.settings import Settings
from devices.practice import PracticeBench, practice_cards
from ui.app import Ground, Workplace
from ui.commands.context import at_the_counter
from ui.demo.hands import DemoClock, Hands
from ui.demo.morning import Morning
from ui.demo.people import EMPLOYEE, MORNING, Comer, others
from ui.demo.run import EVENING, OPENING
from ui.invocation import Invocation
from ui.places import PLACES
from ui.press import PressGuard
from ui.program import FirstPaint, begin_program, end_program

SECONDS_PER_CARD, READ_SECONDS = 0.2, 0.05
MACHINES = ("issuing", "jam", "reception")
"""Screens that are left when a machine or a person is ready, and not because a key was pressed."""
PRESSED_ON = 3
"""How often each place is gone to."""


class Listening(Hands):
    """Hands that are heard by nobody while they do the bench's own work, and that note how long a screen takes."""

    def __init__(self, workplace: Workplace, clock: DemoClock, beat: Beat) -> None:
        super().__init__(workplace, clock, Path())
        self.beat = beat
        self.switches: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._pressed, self._before = (0.0, 0.0), ""
        workplace.counter.screen_changed.connect(self._changed)

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """The bench's own work."""
        self.beat.stop()
        try:
            yield
        finally:
            self.beat.go_on()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.wait(f"ready for {key}", self.settled)
            self._pressed = time.perf_counter(), time.process_time()
            super().press(key)

    def go_to(self, place: str) -> None:
        self._pressed = time.perf_counter(), time.process_time()
        super().go_to(place)

    def lay(self, number: str) -> None:
        with self.unheard():
            super().lay(number)

    def lift(self) -> None:
        with self.unheard():
            super().lift()

    def picture(self, name: str) -> None:
        """No pictures are kept."""

    def picture_of(self, window: Any, name: str) -> None:
        """No pictures are kept."""

    def _changed(self, screen: str, _presenter: object) -> None:
        before, self._before, pressed = self._before, screen, self._pressed
        if before and before not in MACHINES:
            FirstPaint(self.window.view).seen.connect(lambda: self._painted(screen, pressed))

    def _painted(self, screen: str, pressed: tuple[float, float]) -> None:
        took, worked = time.perf_counter() - pressed[0], time.process_time() - pressed[1]
        self.switches[screen].append((took * 1000, worked * 1000))


class Day(Morning):
    """A morning whose numbers are taken at another machine, and a hundred of which end before midnight."""

    hands: Listening
    waiting, between_visits = 30, 60

    def _take_number(self) -> Any:
        with self.hands.unheard():
            return super()._take_number()


def strangers(count: int, folder: Path) -> tuple[list[str], Path]:
    """Made-up employees like the practice hall's first: their numbers, and the roll they stand on."""
    text = (files("resources") / "practice" / "people.csv").read_text(encoding="utf-8")
    like = next(row for row in csv.DictReader(text.splitlines()) if row["certno"] == EMPLOYEE)
    file = folder / "strangers.csv"
    numbers = []
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, like)
        writer.writeheader()
        for nth in range(count):
            body = f"11019919850312{701 + 2 * (nth + 10)}"
            number = body + check_character(body)
            numbers.append(number)
            writer.writerow(like | {"psn_no": f"110199{900000 + nth:020d}", "certno": number})
    return numbers, file


def day(folder: Path, cases: int, *, watched: bool) -> dict[str, Any]:
    """Plays the day; gives every gap, of every way to a screen the time and the processor time in milliseconds, and the
    memory after each visit in MiB."""
    clock, data = DemoClock(EVENING), folder / "data"
    known = [*MORNING, *(Comer(number, "first_issue") for number in others())][:cases]
    numbers, file = strangers(cases - len(known), folder)
    with at_the_counter(Invocation(data)) as counter:
        if numbers:
            roll.import_file(counter, file)
    begin_program(Settings())

    def bench() -> PracticeBench:
        pace = {"seconds_per_card": SECONDS_PER_CARD, "read_seconds": READ_SECONDS}
        made, card = PracticeBench(folder / "bench", blanks=2 * cases, **pace), practice_cards()[EMPLOYEE]
        made._cards |= {number: {**card, "number": number} for number in numbers}
        return made

    workplace = Workplace(Ground(Invocation(data), data, Settings(), clock, folder / "tray"), bench=bench)
    workplace.window.guard = PressGuard(clock.seconds)
    workplace.window.show()
    workplace.open()
    try:
        opening = Hands(workplace, clock, folder)
        opening.wait("the desk", lambda: workplace.counter is not None and workplace.counter.presenter is not None)
        beat = Beat(watched=watched)
        hands = Listening(workplace, clock, beat)
        clock.advance((OPENING - EVENING).total_seconds())
        morning = Day(hands)
        beat.start()
        begun = time.monotonic()
        grown = []
        for comer in [*known, *(Comer(number, "first_issue") for number in numbers)]:
            morning.receive(comer)
            grown.append(memory("VmRSS"))
        role = workplace.desk.counter.operator.role
        for place in [place.code for place in PLACES if role in place.roles] * PRESSED_ON:
            hands.go_to(place)
            hands.wait("painted", hands.settled)
        beat.stop()
        return {
            "visits": len(morning.visited),
            "seconds": time.monotonic() - begun,
            "beats": beat.all,
            "gaps": [{"ms": gap.ms, "own": gap.own, "doing": gap.doing} for gap in beat.gaps],
            "switches": hands.switches,
            "memory": grown,
        }
    finally:
        workplace.close()
        end_program()


if __name__ == "__main__":
    where, so_many, *how = sys.argv[1:]
    print(json.dumps(day(Path(where), int(so_many), watched="watched" in how)))  # noqa: T201 - this is the answer
