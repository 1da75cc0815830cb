"""The decision: how many a second with a loaded pack, and what the whole command costs beside a bare import."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.budget import Figure, median_ms
from desk.rules.decision import decide
from desk.rules.packs import load_policy
from desk.rules.reference import working_days

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests" / "desk" / "rules" / "cases").glob("*.json"))
MOST_MICROSECONDS = 200
"""5,000 decisions a second on one core."""


def measure() -> list[Figure]:
    """All acceptance cases in turn; the command against `import pydantic`, one after the other in the same run."""
    return [
        _rate(),
        _process(),
        Figure("policy pack, read and checked", median_ms(lambda: load_policy("zhongshan"), 20)),
    ]


def _rate() -> Figure:
    """Processor time, because another program on the machine is no fault of a rule."""
    walk_ins = [json.loads(case.read_text(encoding="utf-8"))["given"] for case in CASES]
    packs = {name: load_policy(name) for name in {walk_in["policy"] for walk_in in walk_ins}}
    calendar = working_days()
    best = float("inf")
    for _ in range(15):
        begun = time.process_time()
        for walk_in in walk_ins:
            decide(walk_in, packs[walk_in["policy"]], calendar).document()
        best = min(best, time.process_time() - begun)
    return Figure("one decision", best / len(walk_ins) * 1_000_000, budget=MOST_MICROSECONDS, unit="µs")


def _process() -> Figure:
    """Both as installed, with their modules compiled."""
    case = json.dumps(json.loads(CASES[0].read_text(encoding="utf-8"))["given"])
    run = [sys.executable, "-c", "from ui.cli import main; main()", "decide", "--json", "-"]
    bare = [sys.executable, "-c", "import pydantic"]
    pairs = []
    with tempfile.TemporaryDirectory() as compiled:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        for turn in range(10):
            times = []
            for words in (run, bare):
                begun = time.perf_counter()
                subprocess.run(words, input=case, capture_output=True, check=True, cwd=ROOT, text=True, env=env)
                times.append((time.perf_counter() - begun) * 1000)
            if turn:
                pairs.append(tuple(times))
    ours, floor = sorted(pairs, key=lambda pair: pair[0] / pair[1])[len(pairs) // 2]
    return Figure("guitai decide, whole process", ours, floor, 4.0)
