"""The demo as a whole: a practice hall is furnished in the evening, opens, serves its morning, and closes its day."""

import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.errors import UsageError
from desk.settings import Settings
from ui.app import Ground, Workplace
from ui.clock import CHINA
from ui.demo.hands import DemoClock, Hands
from ui.demo.harvest import PRACTICE, TRAY, harvest
from ui.demo.morning import Morning, Visited
from ui.demo.people import Comer
from ui.invocation import Invocation
from ui.press import PressGuard
from ui.program import begin_program

EVENING = datetime(2026, 3, 15, 17, 0, tzinfo=CHINA)
OPENING = datetime(2026, 3, 16, 8, 30, tzinfo=CHINA)
CLOSING = datetime(2026, 3, 16, 17, 20, tzinfo=CHINA)
SECONDS_PER_CARD = 0.5
READ_SECONDS = 0.05
BLANKS = 60
MARK = "demo.json"


def run(
    out: Path, data_dir: Path, comers: list[Comer], seed: int, progress: Callable[[Visited], None]
) -> dict[str, Any]:
    """Plays the morning into `out` over a store of its own in `data_dir`; gives the summary of the contract."""
    begun = time.monotonic()
    _make_room(out, data_dir, seed)
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings, clock = Settings(), DemoClock(EVENING)
    begin_program(settings)
    tray, practice = data_dir / TRAY, data_dir / PRACTICE
    workplace = Workplace(Ground(Invocation(data_dir), data_dir, settings, clock, tray), bench=lambda: _bench(practice))
    workplace.window.guard = PressGuard(clock.seconds)
    hands = Hands(workplace, clock, out / "screens")
    workplace.window.show()
    workplace.open()
    try:
        hands.wait("the desk", lambda: workplace.counter is not None and workplace.counter.presenter is not None)
        clock.advance((OPENING - EVENING).total_seconds())
        morning = Morning(hands, progress)
        hands.picture("waiting")
        for comer in comers:
            morning.receive(comer)
        _look_around(hands)
        clock.advance((CLOSING - clock.now()).total_seconds())
        morning.close_day()
        day = OPENING.date()
        workplace.desk.papers.save_table(day)  # type: ignore[union-attr]
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(data_dir / "tables" / f"{day:%Y-%m-%d}.xlsx", out / "report.xlsx")
        seconds = time.monotonic() - begun
        return harvest(out, data_dir, workplace.desk.counter, day, visited=morning.visited, seconds=seconds)
    finally:
        workplace.close()


def _look_around(hands: Hands) -> None:
    """One look at each place a clerk and a supervisor go to."""
    for place in ("find", "to_collect", "approvals", "today", "devices"):
        hands.go_to(place)
        hands.picture(f"place-{place}")
    hands.go_to("reception")


def _bench(folder: Path) -> Any:
    from devices.practice import PracticeBench

    return PracticeBench(folder, seconds_per_card=SECONDS_PER_CARD, blanks=BLANKS, read_seconds=READ_SECONDS)


def _make_room(out: Path, data_dir: Path, seed: int) -> None:
    """An earlier demo makes room for this one; anything else in the way is left alone and named."""
    if data_dir.exists() and any(data_dir.iterdir()):
        if not (data_dir / MARK).is_file():
            raise UsageError("demo_folder", folder=str(data_dir))
        shutil.rmtree(data_dir)
    for name in ("receipts", "notices", "cards", "screens", "papers"):
        shutil.rmtree(out / name, ignore_errors=True)
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / MARK).write_text(json.dumps({"seed": seed}), encoding="utf-8")
