"""Makes the pictures of docs/technician.md by walking through the document's steps in the real window, offscreen.

Run as `.venv/bin/python docs/make/technician.py`.
"""

import math
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "docs" / "screens"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

from PySide6.QtCore import QPoint, Qt  # noqa: E402 - found only now
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402
from whole_desk import WholeDesk, whole_desk  # noqa: E402

TECHNICIAN = "0305"


def at_rest(desk: WholeDesk) -> None:
    """Nothing is being checked or tried."""
    desk.until(lambda: all(one.mark != "busy" for one in desk.state.devices) and desk.state.bar.primary.enabled)


def sign(pad: QWidget) -> None:
    """Something that could be a name, with the mouse."""
    points = [QPoint(60 + 4 * n, round(100 - 50 * math.sin(n / 6) * math.cos(n / 25))) for n in range(100)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def walk(desk: WholeDesk) -> None:
    """The five minutes, step by step."""
    number = desk.bench.people()[0][0]

    def shot(step: int) -> None:
        desk.shot(SCREENS / f"technician-{step}.png")

    desk.bench.id_reader.tell("unplug")
    desk.press("Shift+F5")
    at_rest(desk)
    shot(1)
    desk.bench.id_reader.tell("replug")
    desk.press("F7")
    desk.until(lambda: not desk.state.looking)
    desk.ask("typed", "baud=0")
    shot(2)
    desk.bench.lay(number)
    desk.press("F5")
    desk.until(lambda: desk.state.bar.primary.code == "save" and desk.state.bar.primary.enabled)
    shot(3)
    desk.bench.lift()
    desk.press("Ctrl+Return")
    desk.until(lambda: not desk.state.setting)
    at_rest(desk)
    desk.bench.id_reader.tell("fault", name="sw@41", next=4, on="read")
    desk.bench.lay(number)
    desk.until(lambda: desk.state.advice is not None)
    shot(4)
    desk.bench.id_reader.tell("clear")
    desk.bench.lift()
    desk.press("3", "F5")
    desk.until(lambda: desk.state.picture)
    at_rest(desk)
    shot(5)
    desk.ask("select", "house")
    desk.press("Ctrl+S")
    desk.until(lambda: desk.state.bar.deed is not None and ".zip" in desk.state.bar.deed.words)
    shot(6)
    desk.press("4", "F5")
    desk.until(lambda: desk.state.pad)
    sign(desk.workplace.counter.screens.view._pad._box)
    desk.until(lambda: desk.state.verdict.mark != "busy")
    shot(7)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, whole_desk(Path(folder), TECHNICIAN) as whole:
        at_rest(whole)
        walk(whole)
