"""A day of a hundred people at the real window: its pauses, its memory, how long each screen takes to stand (budget 6).

A screen's time runs from the key that leads to it until it has been painted, with all that is saved on the way. The
median of each screen is judged, because another program's work on the machine is in every single one of them.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.budget import Figure

ROOT = Path(__file__).parents[1]
CASES = 100
TOLD_MS = 30
WARM = 10
"""Visits after which everything a day needs has been loaded: from then on memory has to stay."""


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "", "PYTHONFAULTHANDLER": "1"}
        env |= {name: f"{folder}/{name}" for name in ("GUITAI_KEY_DIR", "GUITAI_LOG_DIR", "PYTHONPYCACHEPREFIX")}
        words = [sys.executable, "-m", "bench.at_work", folder, str(CASES), "watched"]
        done = subprocess.run(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    for gap in sorted(told["gaps"], key=lambda gap: -gap["ms"]):
        if gap["ms"] > TOLD_MS:
            print(f"  pause of {gap['ms']:.0f} ms, {gap['own']:.0f} of its own: {gap['doing']}", file=sys.stderr)  # noqa: T201
    beats, grown = sorted(told["beats"]), told["memory"]
    after = ", ".join(f"{grown[visit - 1]:.0f} after {visit}" for visit in (1, WARM, CASES // 2, CASES))
    print(f"  MiB: {after} visits", file=sys.stderr)  # noqa: T201
    ways = {screen: [median(each) for each in zip(*times, strict=True)] for screen, times in told["switches"].items()}
    slowest, busiest = max(ways, key=lambda screen: ways[screen][0]), max(ways, key=lambda screen: ways[screen][1])
    return [
        Figure(f"{told['visits']} people at the window: its longest pause", beats[-1], budget=50.0),
        Figure("the longest but one in a thousand", beats[int(len(beats) * 0.999)], budget=25.0),
        Figure(f"from key to screen, the slowest ({slowest})", ways[slowest][0], budget=200.0),
        Figure(f"from key to screen, the most worked for ({busiest})", ways[busiest][1], budget=200.0),
        Figure(f"memory after {CASES} visits, beside the {WARM}th", grown[-1], grown[WARM - 1], 1.1, "MiB"),
    ]
