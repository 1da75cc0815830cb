"""An identity card over a line of 115,200 baud, through the real driver, from a simulated reader in its own process.

The floor of one read is the line itself: 10 bits for each of the 1,295 bytes of the answer. The floor of the whole way
(find, select, read) is all bytes of the three exchanges and the time the reader's radio takes. Waiting for a card is
measured as the share of a processor and as the time between two looks.
"""

import itertools
import json
import statistics
import tempfile
import time
from pathlib import Path

from bench.budget import Figure
from devices.id_reader.reader import SamReader
from devices.id_reader.watch import Trace
from devices.simulators.launch import Simulator

CARD = Path(__file__).parents[1] / "resources/practice/cards/110199198503127011.json"
BYTE_MS = 10 / 115.200
ANSWER, REQUEST = 1295, 10
ALL_BYTES = 3 * REQUEST + 15 + 19 + ANSWER
FIND_SECONDS, READ_SECONDS = 0.05, 0.3
ROUNDS = 15
WAIT_SECONDS = 6.0


def measure() -> list[Figure]:
    card = json.loads(CARD.read_text(encoding="utf-8"))
    at: dict[str, float] = {}
    looks: list[float] = []

    def watch(trace: Trace) -> None:
        now = time.perf_counter()
        at[f"{trace.direction} {trace.meaning}"] = now
        if trace.meaning == "find":
            looks.append(now)

    with tempfile.TemporaryDirectory() as folder:
        words = ["--link", f"{folder}/idr", "--data-dir", folder]
        words += ["--find-seconds", str(FIND_SECONDS), "--read-seconds", str(READ_SECONDS)]
        with Simulator("id_reader", *words) as reader_on_the_line:
            reader = SamReader(reader_on_the_line.where, trace=watch)
            reader.status()
            answers, whole, processor = [], [], []
            for _ in range(ROUNDS):
                reader_on_the_line.tell("lay", card=card)
                work = time.process_time()
                reader.wait_for_card(lambda: False)
                reader.read()
                whole.append((time.perf_counter() - looks[-1]) * 1000)
                processor.append((time.process_time() - work) * 1000)
                answers.append((at["in 90"] - at["out read"] - READ_SECONDS) * 1000 - REQUEST * BYTE_MS)
            reader_on_the_line.tell("lift")
            looks.clear()
            work, ends = time.process_time(), time.monotonic() + WAIT_SECONDS
            reader.wait_for_card(lambda: time.monotonic() > ends)
            share = (time.process_time() - work) / WAIT_SECONDS * 100
            reader.close()
    radio = (2 * FIND_SECONDS + READ_SECONDS) * 1000
    period = statistics.median(later - one for one, later in itertools.pairwise(looks)) * 1000
    return [
        Figure("ID card: 1,295 bytes on the line", statistics.median(answers), ANSWER * BYTE_MS, 1.05),
        Figure("ID card: find, select, read", statistics.median(whole), ALL_BYTES * BYTE_MS + radio, 1.05),
        Figure("ID card: the desk's own work in one read", statistics.median(processor)),
        Figure("ID card: waiting, share of a processor", share, budget=1.0, unit="%"),
        Figure("ID card: waiting, between two looks", period, budget=205.0),
    ]
