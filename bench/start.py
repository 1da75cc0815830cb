"""From the double click to the first picture and to a desk at work, beside an empty window (budgets 1, 1b, 1c).

The desk is a hall's: live, its store provisioned and its people known, its devices running before it starts (each a
simulator in a process of its own, which counts for neither time nor memory). Floor and desk take turns; of the times
the best rounds are compared, for whatever else the machine does can only make a round slower. Pauses are listened for
in rounds of their own, because listening costs time; the last of them tells what every thread was doing.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.budget import Figure
from bench.witness import NAME, PASSWORD
from desk.services import accounts
from devices.simulators.launch import Simulator
from devices.simulators.page import write_page
from ui.commands.context import nobody_signed_in
from ui.invocation import Invocation

ROOT = Path(__file__).parents[1]
ROUNDS, BEATING = 9, 5
TOLD_MS = 20
MOMENTS = ("painted", "sign_in", "ready", "at_work", "end")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, hall(Path(folder)) as env:
        pairs = [(opened("empty", folder, env), opened("desk", folder, env)) for _ in range(ROUNDS + 1)][1:]
        beating = [opened("desk", folder, env, "beating") for _ in range(BEATING)]
        tell(opened("desk", folder, env, "watched"))
    floors, desks = ([pair[at] for pair in pairs] for at in (0, 1))
    pauses = [max((float(gap["ms"]) for gap in desk["gaps"]), default=0.0) for desk in beating]
    first, peak = best(floors, "painted"), middle(desks, "peak")
    return [
        Figure("start to the first painted window", best(desks, "painted"), first, 1.5),
        Figure("the same in processor time", best(desks, "painted work"), best(floors, "painted work"), 1.5),
        Figure("start to a store, a query and the reader that answer", best(desks, "ready"), first, 5.0),
        Figure("that in processor time", best(desks, "ready work"), best(floors, "painted work"), 5.0),
        Figure("longest pause of the window from paint to main window", median(pauses), None, 50.0),
        Figure("memory at the main window", middle(desks, "end memory"), middle(floors, "end memory"), 2.5, "MiB"),
        Figure("its peak on the way: Argon2 takes 64 MiB while the password is checked", peak, None, None, "MiB"),
    ]


@contextmanager
def hall(folder: Path) -> Iterator[dict[str, str]]:
    """A hall's data and devices in a folder; gives the environment its programs run in."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    env |= {"GUITAI_KEY_DIR": f"{folder}/keys", "GUITAI_LOG_DIR": f"{folder}/log", "PYTHONDONTWRITEBYTECODE": ""}
    data, pages = folder / "desk", folder / "pages"
    data.mkdir()
    pages.mkdir()
    write_page(pages / "page.png")
    with ExitStack() as running:

        def start(name: str, *words: str | Path) -> str:
            return running.enter_context(Simulator(name, *words)).where

        reader = start("id_reader", "--link", folder / "reader")
        printer = start("card_printer", "--listen", "127.0.0.1:0", "--out", folder / "cards")
        camera = start("camera", "--listen", "127.0.0.1:0", "--control", folder / "camera.control")
        (data / "guitai.toml").write_text(
            f"""
mode = "live"
[devices.id_reader]
port = "{reader}"
[devices.card_printer]
address = "tcp://{printer}"
[devices.camera]
source = "{camera}"
[devices.document_camera]
source = "{pages}"
""",
            encoding="utf-8",
        )
        os.environ |= env
        with nobody_signed_in(Invocation(data)) as counter:
            accounts.add(counter, NAME, "supervisor", PASSWORD, initial=False)
        yield env


def opened(kind: str, folder: str, env: dict[str, str], *how: str) -> dict[str, Any]:
    """What one start told."""
    words = [sys.executable, "-m", "bench.opening", kind, f"{folder}/desk", str(time.monotonic()), *how]
    done = subprocess.run(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True, timeout=180)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def tell(desk: dict[str, Any]) -> None:
    """The moments and the pauses of one start, on the error channel."""
    moments = ", ".join(f"{name} {desk[name]:.0f} ms {desk[f'{name} memory']:.0f} MiB" for name in MOMENTS)
    print(f"  {moments}", file=sys.stderr)  # noqa: T201
    for gap in desk["gaps"]:
        if gap["ms"] > TOLD_MS:
            print(f"  pause of {gap['ms']:.0f} ms until {gap['at']:.0f}: {gap['doing']}", file=sys.stderr)  # noqa: T201


def best(rounds: list[dict[str, Any]], what: str) -> float:
    """One figure of the best round."""
    return min(float(each[what]) for each in rounds)


def middle(rounds: list[dict[str, Any]], what: str) -> float:
    """The median of one figure."""
    return median(float(each[what]) for each in rounds)
