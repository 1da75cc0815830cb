"""Plays a line of keys at a whole desk: the window's keys pressed one by one, each when the screen before it has come.

(card) decide> Enter materials> Enter photo> (shot) Space Enter rating> Esc

name>        that screen has come up and nothing is under way on it
Enter, F7    a key of the keyboard, as ui.keys.cap writes it with + between
"text"       typed letter by letter; {number} is the case's number, {name} whatever the journey filled in
(what)       what people do beside the keyboard: see `Beside`
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desk_builder import build
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from walk_ins import people

from desk.settings import Settings
from devices.practice import PracticeBench, practice_cards
from ui.app import Ground, Workplace
from ui.demo.hands import LETTER_SECONDS, DemoClock, Hands
from ui.demo.run import OPENING
from ui.invocation import Invocation
from ui.key_ear import KeyEar
from ui.parts.signature_box import SignatureBox
from ui.press import PressGuard
from ui.program import begin_program

TOKEN = re.compile(r'"[^"]*"|\([^)]*\)|\S+')
CARD_SECONDS, SHOT_SECONDS = 8, 5
"""What laying a card down and sitting for a picture cost on the demo's clock."""
KEYS = {"Enter": "Return", "Ctrl+Enter": "Ctrl+Return", "Delete": "Del"}


@dataclass
class Line:
    """A line of keys as it is played."""

    keys: str
    who: str
    filled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Played:
    """What a line cost: keys, typed letters among them, and seconds on the demo's clock."""

    keys: int
    seconds: float


class Player:
    """The hands that play."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.screens: list[str] = []

    def play(self, line: Line) -> Played:
        """Every token of the line, in order. Raises DemoStuck where the desk did not come along."""
        keys, begun = self.hands.keys, self.hands.clock.seconds()
        self._play(line)
        return Played(self.hands.keys - keys, self.hands.clock.seconds() - begun)

    def _play(self, line: Line) -> None:
        for token in TOKEN.findall(line.keys):
            if token.endswith(">"):
                self._await(token[:-1])
            elif token.startswith("("):
                self._beside(token[1:-1], line.who)
            elif token.startswith('"'):
                self._type(token[1:-1].format(**line.filled))
            else:
                self._press(KEYS.get(token, token))

    def _await(self, screen: str) -> None:
        hands = self.hands
        hands.wait(screen, lambda: hands.screen == screen and hands.settled())
        self.screens.append(screen)

    def _press(self, key: str) -> None:
        hands = self.hands
        if key in ("Return", "Ctrl+Return"):
            hands.wait(f"ready for {key}", self._enter_does_something)
        hands.press(key)

    def _enter_does_something(self) -> bool:
        hands = self.hands
        if not hands.settled():
            return False
        focused = QApplication.focusWidget()
        bar = hands.state.bar
        goes_on = bool(getattr(focused, "enter_goes_on", False))
        return bar.confirmation is not None or goes_on or (bar.primary is not None and bar.primary.enabled)

    def _type(self, text: str) -> None:
        hands = self.hands
        hands.wait("a field", hands.settled)
        for one in text:
            hands.clock.advance(LETTER_SECONDS)
            target = QApplication.focusWidget() or hands.window
            if one.isascii():
                QTest.keyClicks(target, one)
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(one)
                QApplication.sendEvent(target, composed)
        hands.keys += len(text)
        QApplication.processEvents()

    def _beside(self, what: str, who: str) -> None:
        hands = self.hands
        doing, _, more = what.partition(" ")
        if doing == "card":
            self._card(people()[more or who]["certno"])
        elif doing == "sit":
            hands.workplace.bench.camera.tell("sit", number=people()[who]["certno"])
        elif doing == "shot":
            hands.wait("the shutter", lambda: hands.state.shot is not None and hands.settled())
            hands.clock.advance(SHOT_SECONDS)
        elif doing == "made":
            hands.wait("the card", lambda: bool(hands.state.made) and hands.settled())
            hands.clock.advance(hands.workplace.ground.settings.devices.card_printer.seconds_per_card)
        elif doing == "sign":
            hands.wait("a box to sign in", hands.settled)
            hands.sign()
        elif doing == "found":
            hands.wait("the case found", lambda: hands.primary is not None and hands.primary.enabled)
        elif doing == "until":
            hands.wait(more, lambda: hands.settled() and more in hands.state.verdict.sentence)
        else:
            raise ValueError(what)

    def _card(self, number: str) -> None:
        hands, read = self.hands, []
        watch, reader = hands.workplace.counter.watch, hands.workplace.bench.id_reader
        watch.read.connect(read.append)
        reader.tell("lift")
        reader.tell("lay", card=dict(practice_cards()[number]))
        hands.clock.advance(CARD_SECONDS)
        hands.wait("the card read", lambda: bool(read) and hands.settled())
        watch.read.disconnect(read.append)


@contextmanager
def open_hall(folder: Path) -> Iterator[Hands]:
    """Hands at the window of clerk 0312 on the demo's morning; the simulated devices lose no time."""
    settings, clock, data = Settings(), DemoClock(OPENING), folder / "data"
    build(folder, settings=settings).store.close()
    begin_program(settings)
    ground = Ground(Invocation(data), data, settings, clock, folder / "papers")
    bench = lambda: PracticeBench(folder / "bench", seconds_per_card=0.05, read_seconds=0.05)  # noqa: E731
    workplace = Workplace(ground, bench=bench)
    hands = Hands(workplace, clock, folder / "pictures")
    window = workplace.window
    window.guard, window.keyboard.ear = PressGuard(clock.seconds), KeyEar(clock.seconds)
    rest, SignatureBox.REST = SignatureBox.REST, 100
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    try:
        workplace.open()
        hands.wait("the desk", lambda: workplace.counter is not None and workplace.counter.presenter is not None)
        hands.wait("the front", window.isActiveWindow)
        yield hands
    finally:
        SignatureBox.REST = rest
        workplace.close()
        window.close()
        window.deleteLater()
        QApplication.processEvents()
