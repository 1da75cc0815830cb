"""The place where cases are found, over a hall's years of them (budget 6b), beside an empty table of Qt's own.

The floor is a QTableView over a model that says it has as many rows, made, shown and painted. Ours is the desk's place
in its real window, made anew for each round; then the commonest surname is typed into it and its newest cases stand
there, with the journal entries of the look and of the case that is opened by it. Jobs are done on the spot.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from bench.budget import Figure
from bench.search import CASES, _fill, _name

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from desk_builder import build

from desk.services.counter import Counter
from ui.counter import CounterPresenter
from ui.counter_window import CounterWindow
from ui.desk import Desk, Devices, Lanes
from ui.lane import NowLane
from ui.press import PressGuard
from ui.program import begin_program

ROUNDS = 15
SURNAME = "王"
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """As many rows as there are cases, with nothing in them that costs anything."""

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        return CASES

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        return 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return f"{index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


def measure() -> list[Figure]:
    chance = random.Random(6)  # noqa: S311 - the same people in every run
    with tempfile.TemporaryDirectory() as folder:
        counter = build(Path(folder), people=False)
        _fill(counter, [_name(chance) for _ in range(CASES)])
        begin_program(counter.settings)
        window, presenter = desk_of(counter)
        floors, opened, found = [], [], []
        for _ in range(ROUNDS + 1):
            floors.append(timed(lambda: shown(QTableView(), Rows())))
            forget(window, presenter)
            opened.append(timed(lambda: presenter.go_to("find"), window))
            found.append(timed(lambda: presenter.presenter.find_text(SURNAME), window))
        presenter.stop()
        counter.store.close()
    floor = median(floors[1:])
    return [
        Figure(f"{CASES:,} cases: the place to find them opens", median(opened[1:]), floor, 2.0),
        Figure("the newest of a common surname, and the first of them opened", median(found[1:]), floor),
    ]


def desk_of(counter: Counter) -> tuple[CounterWindow, Any]:
    """A window at work over a counter, every job done on the spot."""
    lanes = Lanes(**{name: NowLane() for name in Lanes.__slots__})
    desk = Desk(counter.settings, counter.clock, lanes, Devices({}), counter=counter)
    window = CounterWindow(PressGuard(), practice=True)
    window.resize(1366, 768)
    presenter = CounterPresenter(desk, window)
    window.show()
    presenter.start()
    return window, presenter


def forget(window: CounterWindow, presenter: Any) -> None:
    """The place is left and made anew the next time."""
    presenter.go_to("reception")
    _, view = presenter.screens.made("find", None)
    presenter.screens.forget("find")
    window.drop_view(view)
    window.grab()


def shown(view: QTableView, model: QAbstractTableModel) -> None:
    """Made, shown and painted, at the size of the desk's work area."""
    view.setModel(model)
    view.resize(846, 676)
    view.show()
    view.grab()
    view.close()


def timed(work: Callable[[], object], window: QWidget | None = None) -> float:
    """Milliseconds of some work, with the painting of the window after it."""
    begun = time.perf_counter()
    work()
    if window is not None:
        window.grab()
    return (time.perf_counter() - begun) * 1000
