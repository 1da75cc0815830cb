"""A whole counter window on a real store, with every job done at once and pretend things on the desk.

ui = seat(qtbot, build(tmp_path))       # the window of clerk 0312, signed in
ui.lay(card("110199198503127011", "李样本"))
ui.press("Return")                      # through the window's keys, the press guard's clock advanced
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from desk_builder import SUPERVISOR, as_operator, build
from pretend_printer import PretendPrinter
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stage import put_on

from desk.errors import NotAcceptable
from desk.ports import CardPrinter, IdCard, PaperOutcome, ReaderStatus
from desk.services.counter import Counter
from ui.counter import CounterPresenter
from ui.counter_window import CounterWindow
from ui.desk import Desk, Devices, Lanes
from ui.key_ear import KeyEar
from ui.lane import NowLane
from ui.look import Look
from ui.press import PressGuard

NAMES = ("id_reader", "card_printer", "camera", "document_camera")


class PretendReader:
    """A card is told once for each time it is laid down."""

    def __init__(self) -> None:
        self.lying: IdCard | Exception | None = None

    def wait_for_card(self, stop: Any) -> bool:
        return self.lying is not None

    def status(self) -> ReaderStatus:
        return ReaderStatus(True, (5, 1, 20130101, 1234567, 987654321))

    def read(self, **_: bool) -> IdCard:
        card, self.lying = self.lying, None
        if isinstance(card, Exception):
            raise card
        if card is None:
            raise NotAcceptable("no_card", device="id_reader")
        return card

    def close(self) -> None: ...


def page_frame() -> Any:
    """A grey page as a camera gives it."""
    import numpy

    return numpy.full((480, 640, 3), 200, numpy.uint8)


class PretendCamera:
    """Always the same frame."""

    def frame(self) -> Any:
        return page_frame()

    def close(self) -> None: ...


@dataclass
class PretendStudio:
    """A studio for which every frame is as good as `ok` says."""

    ok: bool = True

    def look(self, frame: Any) -> Any:
        from devices.photo.guide import Guide
        from devices.photo.studio import Look as Seen

        return Seen(self.checks(), (10, 10, 50, 50), Guide(140, 20, 358, 441, 200, 319, 80, 200, 280), self.ok)

    def checks(self) -> Any:
        from desk.rules.photo_standard import Check

        return (
            Check("background", self.ok, "white" if self.ok else "grey", "white"),
            Check("face_width", True, 207, (179, 255)),
            Check("head_margin", True, 14, (7, 21)),
            Check("not_centred", True, 179, (162, 196)),
            Check("eye_line", True, 226, (207, None)),
            Check("size", True, "358×441", "358×441"),
            Check("file_too_large", True, 20480, (None, 40960)),
        )

    def take(self, frame: Any, taken: date | None = None) -> Any:
        from devices.photo.studio import Shot

        measured = {
            "source": "camera", "taken": str(taken), "format": "jpeg", "width": 358, "height": 441, "dpi": 350,
            "bytes": 20480, "background": "white" if self.ok else "grey", "face_width": 207, "hair_to_top": 14,
            "eye_x": 179, "eye_to_bottom": 226,
        }  # fmt: skip
        return Shot(picture(358, 441, "#d8dce2", "JPEG"), self.checks(), self.ok, measured)

    def from_file(self, data: bytes, taken: date | None = None) -> Any:
        return self.take(None, taken)


def picture(width: int, height: int, colour: str = "white", kind: str = "PNG") -> bytes:
    """A plain picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


@dataclass
class PretendPapers:
    """Keeps what it was asked to print."""

    printed: list[tuple[str, str, bool]] = field(default_factory=list)
    outcome: PaperOutcome = PaperOutcome.PRINTED

    def print(
        self, kind: str, number: str, *, copy: bool = False, handwritten: bool = False, large: bool = False
    ) -> PaperOutcome:
        self.printed.append((kind, number, copy))
        return self.outcome

    def face(self, number: str, card_number: str, valid_to: date | None) -> bytes:
        return picture(1016, 648, "#f4f7fc")

    def batch(self, kind: str, batch: Any) -> PaperOutcome:
        self.printed.append((kind, batch.id, False))
        return self.outcome

    def ticket(self, taken: Any, ahead: int) -> PaperOutcome:
        self.printed.append(("ticket", taken.number, False))
        return self.outcome

    def of_hall(self, kind: str, **about: Any) -> PaperOutcome:
        self.printed.append((kind, " ".join(str(value) for value in about.values()), False))
        return self.outcome

    def save_orders(self, batch: str) -> tuple[str, int]:
        return batch, 0

    def day_report(self, day: date, *, draft: bool = False) -> PaperOutcome:
        self.printed.append(("daily_report", day.isoformat(), draft))
        return self.outcome

    def save_journal(self, asked: Any, progress: Any = None) -> tuple[str, int]:
        return "journal-20260316-090700.xlsx", 2

    def save_table(self, day: date, progress: Any = None) -> str:
        return f"{day}.xlsx"


class HandClock:
    """The press guard's clock: as slow as a hand, unless a test hurries."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def now_lanes() -> Lanes:
    """Every job at once."""
    return Lanes(*(NowLane() for _ in Lanes.__slots__))


def card(number: str, name: str, *, sex: str = "male", birth: date = date(1985, 3, 12), **more: Any) -> IdCard:
    """A resident identity card valid for long."""
    facts: dict[str, Any] = {
        "document": "resident",
        "nation": "01",
        "address": "样本市测试区示例路106号2幢1102室",
        "issuer": "样本市公安局",
        "valid_from": date(2019, 3, 15),
        "valid_to": date(2039, 3, 15),
    }
    return IdCard(name=name, sex=sex, number=number, birth=birth, **(facts | more))


@dataclass
class Seat:
    """A window, its presenter, and the hands that use it."""

    desk: Desk
    window: CounterWindow
    counter: CounterPresenter
    reader: PretendReader
    printer: CardPrinter
    papers: PretendPapers
    studio: PretendStudio
    clock: HandClock
    keys: int = 0
    """How often a key was pressed; typed text counts letter by letter."""

    def lay(self, what: IdCard | Exception) -> None:
        """Lays a card down."""
        self.clock.seconds += 1
        self.reader.lying = what
        self.counter.watch.watch()

    def press(self, *keys: str, pause: float = 1.0) -> None:
        """Presses keys on whatever has the focus, one after another, as a hand does."""
        for key in keys:
            self.clock.seconds += pause
            self.keys += 1
            target = QApplication.focusWidget() or self.window
            combination = QKeySequence(key)[0]
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def more(self, words: str) -> None:
        """Opens 更多 and takes the line that says so."""
        self.press("F10")
        line = next(one for one in self.window.sheet.sheet.lines if words in one.words)
        self.press(line.cap)

    def sit_down(self, operator: Any) -> None:
        """Somebody else takes the seat."""
        self.counter.stop()
        self.desk.counter = as_operator(self.desk.counter, operator)
        self.counter.start()

    def supervising(self) -> Any:
        """The same counter as a supervisor sees it."""
        return as_operator(self.desk.counter, SUPERVISOR)

    def type(self, text: str) -> None:
        """Types text into the focused field; what is not on a keyboard comes from an input method."""
        for one in text:
            self.keys += 1
            target = QApplication.focusWidget() or self.window
            if one.isascii():
                QTest.keyClicks(target, one)
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(one)
                QApplication.sendEvent(target, composed)

    def sign(self) -> None:
        """Signs in the box of the screen that is up."""
        from ui.parts.signature_box import SignatureBox

        self.clock.seconds += 1
        box = next(one for one in self.window.view.findChildren(SignatureBox) if one.isVisibleTo(self.window))
        box.strokes = [[(0.1 * at, 0.2 + 0.05 * (at % 3), 0.5, at * 20) for at in range(1, 9)]]
        box._told = False
        box.finish()

    @property
    def state(self) -> Any:
        """The state of the screen that is up."""
        return self.counter.presenter.state

    @property
    def screen(self) -> str:
        """Which screen is up."""
        return self.counter.screen

    def shot(self, file: Path | str) -> None:
        """A picture of the window, for people."""
        settle()
        self.window.grab().save(str(file))


def settle() -> None:
    """Lets layouts come to rest: they go on over several rounds of the event loop."""
    for _ in range(4):
        QApplication.processEvents()


def furnished(folder: Path) -> Counter:
    """A practice counter: its people, their cards, sixty blanks."""
    return build(folder, furnished=True)


def seat(
    qtbot: Any,
    counter: Any,
    *,
    look: Look | None = None,
    devices: Iterable[str] = NAMES,
    printer: Any = None,
    size: tuple[int, int] = (1366, 768),
    practice: bool = False,
    boxes: Mapping[str, Any] | None = None,
) -> Seat:
    """Somebody signed in at a window; the first place is up."""
    put_on(look or Look())
    reader, printer, studio, papers = PretendReader(), printer or PretendPrinter(), PretendStudio(), PretendPapers()
    made = {
        "id_reader": lambda: reader,
        "card_printer": lambda: printer,
        "camera": PretendCamera,
        "document_camera": PretendCamera,
    }
    beside = {name: (lambda box=box: box) for name, box in (boxes or {}).items()}
    desk = Desk(
        counter.settings,
        counter.clock,
        now_lanes(),
        Devices({name: opener for name, opener in made.items() if name in devices} | beside),
        counter,
        papers,
        lambda: studio,
    )
    clock = HandClock()
    window = CounterWindow(PressGuard(clock), practice=practice)
    window.keyboard.ear = KeyEar(clock)
    window.resize(*size)
    presenter = CounterPresenter(desk, window)

    def leave(_: object) -> None:
        presenter.stop()
        counter.store.close()

    qtbot.addWidget(window, before_close_func=leave)
    window.show()
    window.activateWindow()
    one = Seat(desk, window, presenter, reader, printer, papers, studio, clock)
    qtbot.waitUntil(window.isActiveWindow)
    presenter.start()
    return one


def fill(ui: "Seat", *texts: str) -> None:
    """Types into one field after another; the last one leaves the cursor where Enter would be the primary."""
    for number, text in enumerate(texts):
        if number:
            ui.press("Return")
        ui.type(text)
