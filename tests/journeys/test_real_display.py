"""The desk as a program of its own on a real X server: keys from outside, and only what a person sees or a shell tells.

xdotool presses the keys; the eyes look at the screen's picture: which line of the rail is white, whether the button at
the bottom right is lit, which things to do have their tick.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageGrab

pytestmark = pytest.mark.timeout(400)
ROOT = Path(__file__).parents[2]
ACCENT, FINE = (31, 86, 155), (26, 107, 64)
BUTTON, READER = (1100, 690), (21, 755)
RAIL_TOP, RAIL_STEP = 121, 40
FIRST_LIGHT = (673, 203)
"""On the photo screen: the first rule of the standard, under what the clerk looks at."""
SHEET = (1034, 30, 1300, 60)
"""Its title's place, which is the person's otherwise."""
THINGS = (686, 189, 60)
"""Where on the hand-over the first tick stands, and how far below it the next."""
DECIDE, MATERIALS, PHOTO, REVIEW, ISSUING, HANDOVER, RATING = 1, 2, 3, 4, 7, 8, 9
PATIENCE = 90.0


class Desk:
    """`guitai desk` in a window of 1366 × 768, with somebody who looks and presses."""

    def __init__(self, folder: Path, display: str) -> None:
        self.data, self._display = folder / "data", display
        self._environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "GUITAI_KEY_DIR": str(folder / "keys"),
            "GUITAI_LOG_DIR": str(folder / "logs"),
        }
        self.program = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "ui.cli", "desk", "--data-dir", str(self.data)]
        program = subprocess.Popen(words, cwd=ROOT, env=self._environment)
        self.until("the reader's light", self._open)
        return program

    def _open(self) -> bool:
        """Whether the desk stands; where something did not come up in time Enter tries again, as its button says."""
        picture = self.look()
        if here(picture) < 0 and lit(picture):
            self.press("Return")
        return near(picture.getpixel(READER), FINE)

    def start_again(self) -> None:
        self.program = self._start()

    # ── hands ──

    def press(self, *keys: str) -> None:
        for key in keys:
            time.sleep(0.5)  # nobody presses faster than a new screen lets them
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], env=self._environment, check=True)

    def type(self, text: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "60", text], env=self._environment, check=True)

    def sign(self, x: int, y: int) -> None:
        """The person's pen; the hands at the keyboard have nothing to do with it."""
        moves = [word for at in range(1, 9) for word in ("mousemove", str(x + 12 * at), str(y + 30 * (at % 2)))]
        paced = [word for at in range(0, len(moves), 3) for word in (*moves[at : at + 3], "sleep", "0.03")]
        words = ["xdotool", "mousemove", str(x), str(y), "mousedown", "1", *paced, "mouseup", "1"]
        subprocess.run(words, env=self._environment, check=True)

    def press_until(self, key: str, seen: Callable[[], bool]) -> None:
        """Presses a key, and once more where the desk was still busy with the one before."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"{key} did nothing"
            self.press(key)
            looking = time.monotonic() + 3
            while not seen() and time.monotonic() < looking:
                time.sleep(0.1)

    def lay_card(self, digit: str) -> None:
        """Ctrl D opens the sheet of people in the card's place; a digit is one of them."""
        before = self.look().crop(SHEET).tobytes()
        self.press("ctrl+d")
        self.until("the people", lambda: self.look().crop(SHEET).tobytes() != before)
        self.press(digit)

    def lift_card(self) -> None:
        self.press("ctrl+shift+d")

    # ── eyes ──

    def look(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self._display)

    def lit(self) -> bool:
        return lit(self.look())

    def here(self) -> int:
        return here(self.look())

    def ticked(self) -> int:
        """How many things of the hand-over are done."""
        picture, (x, y, below) = self.look(), THINGS
        return sum(near(picture.getpixel((x, y + below * at)), FINE) for at in range(4))

    def until(self, what: str, seen: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"{what} was not seen"
            time.sleep(0.1)

    def until_at(self, step: int, *, ready: bool = True) -> None:
        """A step has come up and stays so, with the button lit or not."""

        def seen() -> bool:
            looks = []
            for _ in range(3):
                picture = self.look()
                looks.append((here(picture), lit(picture)))
                time.sleep(0.15)
            return looks == [(step, ready)] * 3

        self.until(f"step {step}, ready {ready}", seen)

    def ask(self, *words: str) -> Any:
        """What a shell beside the desk is told."""
        told = [sys.executable, "-m", "ui.cli", *words, "--json", "--data-dir", str(self.data)]
        done = subprocess.run(told, cwd=ROOT, env=self._environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


def lit(picture: Image.Image) -> bool:
    """Whether the one button at the bottom right can be pressed."""
    return near(picture.getpixel(BUTTON), ACCENT)


def here(picture: Image.Image) -> int:
    """Which line of the rail is the one we are at; -1 for none."""
    return next((at for at in range(10) if near(picture.getpixel((1, RAIL_TOP + RAIL_STEP * at)), ACCENT)), -1)


def near(pixel: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(is_ - want) < 24 for is_, want in zip(pixel, wanted, strict=False))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    desk = None
    try:
        desk = Desk(tmp_path, display)
        yield desk
    finally:
        if desk is not None:
            desk.program.kill()
            desk.program.wait()
        server.terminate()
        server.wait()


def to_the_photo(desk: Desk, digit: str) -> None:
    desk.lay_card(digit)
    desk.until_at(DECIDE)
    desk.press("Return")
    desk.until_at(MATERIALS)
    desk.press("Return")
    desk.until("every light of the photo good", lambda: near(desk.look().getpixel(FIRST_LIGHT), FINE) and desk.lit())


def take_the_photo(desk: Desk) -> None:
    desk.press("Return")
    desk.until_at(PHOTO, ready=False)
    desk.press_until("space", desk.lit)
    desk.press("Return")


@pytest.mark.requirement("M-001")
def test_a_whole_first_issue_by_keys_from_outside_ends_with_receipt_and_card(desk: Desk) -> None:
    desk.press("ctrl+l")
    desk.until("the lock", lambda: desk.here() < 0)
    desk.type("practice")
    desk.press("Return")
    desk.until("the desk again", lambda: desk.here() == 0)

    to_the_photo(desk, "1")
    take_the_photo(desk)
    desk.until_at(REVIEW, ready=False)
    desk.sign(790, 190)
    desk.until_at(REVIEW)
    desk.press("Return")
    desk.until_at(ISSUING)
    assert desk.ask("stock", "report")["in_stock"] == 60
    desk.press("ctrl+Return")
    desk.until_at(ISSUING, ready=False)
    desk.until_at(ISSUING)
    desk.press("Return")
    desk.until_at(HANDOVER, ready=False)
    desk.lift_card()
    desk.lay_card("1")
    desk.until("the second reading", lambda: desk.ticked() == 1)
    desk.press_until("space", lambda: desk.ticked() == 2)
    desk.press_until("space", lambda: desk.ticked() == 3)
    desk.sign(720, 440)
    desk.until_at(HANDOVER)
    desk.press("Return")
    desk.until_at(RATING)
    desk.press("Escape")
    desk.until("the reception", lambda: desk.here() == 0)

    [line] = desk.ask("case", "list")
    case = desk.ask("case", "show", line["number"])
    assert (case["service"], case["state"]) == ("first_issue", "closed")
    stock = desk.ask("stock", "report")
    assert (stock["issued"], stock["in_stock"], stock["equation"]["holds"]) == (1, 59, True)
    assert (desk.data / "papers" / f"受理回执 {line['number']}.pdf").read_bytes().startswith(b"%PDF")
    assert len(list((desk.data / "practice" / "cards").glob("card-*.png"))) == 1


def test_a_desk_that_is_killed_in_the_middle_goes_on_with_the_photo_it_had(desk: Desk) -> None:
    to_the_photo(desk, "1")
    take_the_photo(desk)
    desk.until_at(REVIEW, ready=False)
    desk.program.kill()
    desk.program.wait()

    desk.start_again()
    desk.until("the reception", lambda: desk.here() == 0)
    desk.press("1")
    desk.until_at(REVIEW, ready=False)
    desk.sign(790, 190)
    desk.until_at(REVIEW)
    desk.press("Return")
    desk.until_at(ISSUING)
    [line] = desk.ask("case", "list")
    assert desk.ask("case", "show", line["number"])["state"] == "approved"
