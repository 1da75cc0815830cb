"""Two halls of a city in one database: each works for itself, and neither sees the other."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_builder import SUPERVISOR, a_case, build, stocked
from hall_server import BESIDE, WINDOWS, as_window
from pretend_printer import PretendPrinter

from desk.records.opening import open_store
from desk.services import audit, closing, export, issuing, search, stock, till
from desk.services.counter import Counter
from desk.settings import HallSettings, Settings


@pytest.fixture
def beside(tmp_path: Path, hall: Counter, url: str) -> Iterator[Counter]:
    """The hall beside in the same database: a machine of its own with the store's key, windows of another role."""
    (tmp_path / "beside").mkdir()
    shutil.copytree(tmp_path / "keys", tmp_path / "beside" / "keys")
    settings = Settings(hall=replace(HallSettings(), code="0002", name="隔壁的大厅"))
    counter = build(tmp_path / "beside", people=False, db_url=url, settings=settings, windows=BESIDE)
    yield counter
    counter.store.close()


def a_day(hall: Counter, cards: int) -> None:
    """Blanks come in, so many cards are made and paid for, the day is closed."""
    stocked(hall, 5)
    for n in range(cards):
        number = a_case(hall, fee=2500, service="reissue", reason="lost", number=f"1101991985031270{n:02d}")
        till.take(hall, number, 2500, "cash", f"k{n}")
        issuing.print_card(hall, issuing.reserve(hall, number, f"r{n}"), PretendPrinter(), b"", lambda step: None)
    closing.close_day(hall, hall.today(), 2500 * cards, 5 - cards)


def figures(hall: Counter) -> dict[str, Any]:
    """What a hall tells of itself."""
    supervisor = replace(hall, operator=SUPERVISOR)
    return {
        "stock": stock.report(hall).document(),
        "day": closing.report(hall, hall.today()),
        "ledger": list(export.ledger(supervisor)),
        "found": [line.number for line in search.find(hall, "李样本")],
    }


def test_two_halls_in_one_database_work_count_and_close_each_for_itself(hall: Counter, beside: Counter) -> None:
    a_day(hall, 1)
    alone = figures(hall)
    a_day(beside, 2)

    assert figures(hall) == alone
    assert [len(figures(each)["found"]) for each in (hall, beside)] == [1, 2]
    assert [figures(each)["stock"]["in_stock"] for each in (hall, beside)] == [4, 3]
    assert [audit.verify(each)["ok"] for each in (hall, beside)] == [True, True]


def test_one_machine_looks_after_two_halls_and_calls_neither_damaged(
    tmp_path: Path, hall: Counter, beside: Counter, url: str
) -> None:
    for each, role in ((hall, WINDOWS), (beside, BESIDE)):
        address, number = as_window(url, role), each.hall
        with contextlib.closing(
            open_store(tmp_path / "office", each.settings.store, address, clock=each.clock, hall=number)
        ) as store:
            at_the_office = replace(each, store=store)
            a_case(at_the_office)
            assert audit.verify(at_the_office)["ok"]
