"""Writes docs/keystrokes.md: keys and seconds of every service, counted by playing its journey in the real windows.

Run as `.venv/bin/python docs/make/keystrokes.py`; the same table is what tests/journeys/test_services.py plays.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "keystrokes.md"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]

# ruff: noqa: E402 - found only now
from journey_walk import CARD_SECONDS, SHOT_SECONDS, Line, Player, open_hall
from service_table import JOURNEYS

from ui.demo.hands import KEY_SECONDS, LETTER_SECONDS

HEAD = f"""# Keystrokes

Every service and way of doing it, played in the real windows with the mouse unplugged: each key that was pressed, typed
letters included, from the reception until it invites the next one. What reader, cameras and signature give is not
typed. Seconds are the desk's share of a visit at a calm pace: {KEY_SECONDS} for a key, {LETTER_SECONDS} for a typed
letter, {CARD_SECONDS} for laying a card down, {SHOT_SECONDS} for the picture, 6 for a signature, and the printer's own
time for a card.

Made by `python -m docs.make` from the table in tests/helpers/service_table.py, which has the keys themselves.
tests/journeys/test_services.py plays it, compares it with this page, and keeps a first issue at twelve keys or fewer.

| what | service | keys | seconds |
|---|---|---:|---:|
"""


def rows() -> list[str]:
    """One line of the table for each journey, played one after another at one desk."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="guitai-keystrokes-") as folder, open_hall(Path(folder)) as hands:
        for journey in JOURNEYS:
            desk = hands.workplace.desk.counter
            assert desk is not None
            filled = journey.before(desk, journey.who)
            played = Player(hands).play(Line(journey.keys, journey.who, filled))
            lines.append(f"| {journey.what} | {journey.service} | {played.keys} | {played.seconds:.0f} |")
    return lines


if __name__ == "__main__":
    PAGE.write_text(HEAD + "\n".join(rows()) + "\n", encoding="utf-8")
