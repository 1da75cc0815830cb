"""A hall of thirty-two windows on one server: no number twice, no gap, no blank twice, every chain whole."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import SECOND, a_case, build, keys_in_order, serial
from hall_server import HallServer, programs
from pretend_printer import PretendPrinter
from sqlalchemy import text

from desk.records import journal
from desk.services import issuing, stock
from desk.services.counter import Counter

WINDOWS, EACH = 32, 12


@pytest.mark.torture
@pytest.mark.skipif(programs() is None, reason="no PostgreSQL server is installed on this machine")
def test_thirty_two_windows_work_side_by_side(tmp_path: Path) -> None:
    server = HallServer()
    hall = build(tmp_path, people=False, db_url=server.database())
    windows = [_window(hall, n) for n in range(1, WINDOWS + 1)]
    for n, window in enumerate(windows):
        first = 1 + n * EACH
        stock.receive(window, serial(first), serial(first + EACH - 1), SECOND, place=f"printer:{window.station}")
    faults: list[BaseException] = []

    def work(n: int, window: Counter) -> None:
        try:
            for k in range(EACH):
                number = a_case(window, number=f"110199198503{n:03d}{k:03d}")
                reservation = issuing.reserve(window, number, window.new_key())
                issuing.print_card(window, reservation, PretendPrinter(), b"", lambda step: None)
        except BaseException as fault:
            faults.append(fault)

    begun = time.monotonic()
    racers = [threading.Thread(target=work, args=each) for each in enumerate(windows)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    rate = WINDOWS * EACH / (time.monotonic() - begun)
    print(f"\n{WINDOWS} windows: {rate:.0f} cards a second, {len(faults)} faults")

    assert faults == []
    with hall.store.reading() as session:
        stock.check(session, hall.hall)
        assert journal.verify(session, hall.store.sealer, hall.hall).ok
        numbers = sorted(session.scalars(text("SELECT substr(number, 19, 6) FROM cases")))
        cards = session.scalars(text("SELECT number FROM cards ORDER BY number")).all()
    assert numbers == [f"{w:02d}{k:04d}" for w in range(1, WINDOWS + 1) for k in range(1, EACH + 1)]
    assert [int(card[2:]) for card in cards] == list(range(1, WINDOWS * EACH + 1))
    assert stock.report(hall).states["issued"] == WINDOWS * EACH
    hall.store.close()
    server.close()


def _window(hall: Counter, n: int) -> Counter:
    settings = replace(hall.settings, hall=replace(hall.settings.hall, counter=f"{n:02d}"))
    return replace(hall, settings=settings, new_key=keys_in_order(f"w{n:02d}-"))
