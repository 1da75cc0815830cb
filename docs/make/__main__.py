"""Redraws what under docs/ is made from the program or its tests: `python -m docs.make`.

The pictures of all screens in every look take some minutes and are made by `docs/make/screens.py` alone.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

for words in (
    ["-m", "docs.draw_journey"],
    ["tests/requirements/table.py"],
    ["docs/make/technician.py"],
    ["docs/make/keystrokes.py"],
    ["-m", "docs.make.settings"],
):
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True)
