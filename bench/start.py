"""From the double click to the first picture and to a desk at work, beside an empty window (budgets 1, 1b, 1c).

The desk is in practice mode, with its store provisioned and its simulated devices started on the way: what a clerk in
training waits for. Floor and desk take turns; each figure is the median of its own rounds.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.budget import Figure

ROOT = Path(__file__).parents[1]
ROUNDS = 7


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        env |= {"XDG_DATA_HOME": f"{folder}/keys", "PYTHONDONTWRITEBYTECODE": ""}
        pairs = [(opened("empty", folder, env), opened("desk", folder, env)) for _ in range(ROUNDS + 1)][1:]
    floors, desks = zip(*pairs, strict=True)
    first = of(floors, "painted")
    return [
        Figure("start to the first painted window", of(desks, "painted"), first, 1.5),
        Figure("start to the desk at work", of(desks, "ready"), first, 5.0),
        Figure("memory of a desk at work", of(desks, "mib"), of(floors, "mib"), 2.5, "MiB"),
        Figure("longest pause of the window while it opens", of(desks, "gap"), None, 50.0),
    ]


def opened(kind: str, folder: str, env: dict[str, str]) -> dict[str, Any]:
    """What one opening told."""
    words = [sys.executable, "-m", "bench.opening", kind, f"{folder}/desk", str(time.monotonic())]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=180)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def of(rounds: tuple[dict[str, Any], ...], what: str) -> float:
    """The median of one figure."""
    return median(each[what] for each in rounds)
