"""Cards one after another, as a window makes them: reserved, printed on a simulated printer, booked (budget 8).

The floor is the printer's own rate: its seconds for a card, times the cards. Budget: at least 97 % of that rate, with
what the desk does between two cards (look at the printer, reserve a blank, write the intent, write the outcome).
"""

import io
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from bench.budget import Figure
from devices.card_printer.printer import open_card_printer
from devices.simulators.launch import Simulator

sys.path.append(str(Path(__file__).parents[1] / "tests" / "helpers"))
from desk_builder import build, stocked
from walk_ins import applied

from desk.services import issuing

SECONDS_PER_CARD = 12.0
"""A fast kiosk printer; most take twice as long, which leaves the desk's own part half as large."""
APPLICANTS = ("李样本", "王示例", "赵样例", "吴示例")
"""People of the practice roll whose first card is approved at once."""


def measure() -> list[Figure]:
    face = io.BytesIO()
    Image.new("RGB", (1016, 648), (244, 247, 252)).save(face, "PNG")
    with tempfile.TemporaryDirectory() as folder:
        counter = build(Path(folder))
        stocked(counter)
        numbers = [applied(counter, who).number for who in APPLICANTS]
        words = ["--listen", "127.0.0.1:0", "--out", folder, "--seconds-per-card", str(SECONDS_PER_CARD)]
        with Simulator("card_printer", *words, "--data-dir", folder) as machine:
            printer = open_card_printer(f"tcp://{machine.where}")
            printer.status()
            begun = time.perf_counter()
            for number in numbers:
                reservation = issuing.reserve(counter, number, counter.new_key())
                issuing.print_card(counter, reservation, printer, face.getvalue(), lambda _: None)
            each = (time.perf_counter() - begun) / len(numbers)
            printer.close()
        counter.store.close()
    return [
        Figure("cards: time from card to card", each * 1000, SECONDS_PER_CARD * 1000, round(1 / 0.97, 3)),
        Figure("cards: of the printer's own rate", SECONDS_PER_CARD / each * 100, unit="%"),
    ]
