"""A desk with its customer screen and a hall display on a real X server whose monitors come and go.

python -m monitors_play FOLDER     prints what stood where, one JSON line a scene; needs a DISPLAY, and xrandr
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desk_builder import build
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_desk import seat

from desk.services.hall_board import board
from ui.customer.front import CustomerFront
from ui.hall.display import Display
from ui.monitors import Monitors

PLACES = {"CLERK": "1366/361x768/203+0+0", "CUSTOMER": "1024/270x768/203+1366+0", "HALL": "960/254x768/203+2390+0"}
REST = 0.3
"""Seconds without news after which the server and Qt agree."""


class Hands:
    """What `seat` wants of pytest-qt, without pytest."""

    def addWidget(self, *_: Any, **__: Any) -> None: ...

    def waitUntil(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + 2
        while not condition() and time.monotonic() < until:
            QTest.qWait(10)


def xrandr(*words: str) -> None:
    subprocess.run(["xrandr", *words], check=True, capture_output=True)


def plug(name: str, output: str = "none") -> None:
    xrandr("--setmonitor", name, PLACES[name], output)
    Hands().waitUntil(lambda: name in [one.name() for one in QApplication.screens()])
    QTest.qWait(int(REST * 1000))


def unplug(name: str) -> None:
    xrandr("--delmonitor", name)
    Hands().waitUntil(lambda: name not in [one.name() for one in QApplication.screens()])
    QTest.qWait(int(REST * 1000))


def place_of(window: Any) -> dict[str, Any]:
    """On which monitor a window stands, and whether it fills it."""
    if not window.isVisible() or window.parent() is not None:
        return {"on": "turned" if window.parent() is not None else None}
    monitor = window.screen()
    return {"on": monitor.name(), "full": window.geometry() == monitor.geometry()}


def main() -> None:
    folder = Path(sys.argv[1])
    application = QApplication([])
    plug("CLERK", "screen")
    plug("CUSTOMER")
    counter = build(folder)
    ui = seat(Hands(), counter, size=(1200, 700))
    ui.window.move(0, 0)
    memory = Monitors(folder / "monitors.json")
    front = CustomerFront(ui.desk, ui.window, ui.counter, memory)
    display: Display | None = None

    def scene(name: str) -> None:
        QTest.qWait(int(REST * 1000))
        deed = ui.state.bar.deed
        told = {
            "scene": name,
            "customer": place_of(front.window),
            "hall": place_of(display.window) if display else None,
            "clerk": place_of(ui.window)["on"],
            "deed": deed.words if deed else "",
        }
        print(json.dumps(told, ensure_ascii=False), flush=True)

    scene("two monitors")
    unplug("CUSTOMER")
    scene("unplugged")
    front.toggle()
    scene("turned")
    front.toggle()
    scene("turned back")
    plug("CUSTOMER")
    scene("plugged in again")
    plug("HALL")
    display = Display(counter.settings, counter.clock, lambda: board(counter), memory)
    display.show()
    scene("a hall display beside it")
    unplug("HALL")
    scene("hall unplugged")
    plug("HALL")
    scene("hall plugged in again")
    display.close()
    display = None
    front.toggle()
    scene("moved on")
    front.close()
    front = CustomerFront(ui.desk, ui.window, ui.counter, Monitors(folder / "monitors.json"))
    scene("the next morning")
    front.toggle()
    scene("put away")
    front.close()
    ui.counter.stop()
    counter.store.close()
    del application
    os._exit(0)  # a program that ends in the middle of Qt's own taking apart says nothing about monitors


if __name__ == "__main__":
    main()
