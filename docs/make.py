"""Redraws every page under docs/ that is made from the program or its tests: `python -m docs.make`."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

runpy.run_module("docs.draw_journey", run_name="__main__")
runpy.run_path(str(ROOT / "tests" / "requirements" / "table.py"), run_name="__main__")
