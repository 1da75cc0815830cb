"""Two halls of a city in one database: each works for itself, and the owner looks after both."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_builder import SUPERVISOR, a_case, stocked
from hall_server import BESIDE, OWNER, WINDOWS, HallServer, as_window
from pretend_printer import PretendPrinter

from desk.errors import StoreTrouble, UsageError
from desk.records.opening import open_store
from desk.services import audit, export, issuing, search, stock, till, windows_role
from desk.services import closing as day_close
from desk.services.counter import Counter

Opened = Callable[..., Any]


@pytest.fixture
def url(hall_server: HallServer) -> str:
    """A city's database: its owner may do nothing else."""
    return hall_server.database(OWNER)


@pytest.fixture
def opened(tmp_path: Path, url: str) -> Opened:
    """A hall's counter on another machine, under the role that is named."""

    @contextmanager
    def at(counter: Counter, role: str) -> Iterator[Counter]:
        where = {"clock": counter.clock, "hall": counter.hall}
        with closing(open_store(tmp_path / "office", counter.settings.store, as_window(url, role), **where)) as store:
            yield replace(counter, store=store)

    return at


def a_day(hall: Counter, cards: int) -> None:
    """Blanks come in, so many cards are made and paid for, the day is closed."""
    stocked(hall, 5)
    for n in range(cards):
        number = a_case(hall, fee=2500, service="reissue", reason="lost", number=f"1101991985031270{n:02d}")
        till.take(hall, number, 2500, "cash", f"k{n}")
        issuing.print_card(hall, issuing.reserve(hall, number, f"r{n}"), PretendPrinter(), b"", lambda step: None)
    day_close.close_day(hall, hall.today(), 2500 * cards, 5 - cards)


def figures(hall: Counter) -> dict[str, Any]:
    """What a hall tells of itself."""
    return {
        "stock": stock.report(hall).document(),
        "day": day_close.report(hall, hall.today()),
        "ledger": list(export.ledger(replace(hall, operator=SUPERVISOR))),
        "found": [line.number for line in search.find(hall, "李样本")],
    }


def test_two_halls_in_one_database_work_count_and_close_each_for_itself(hall: Counter, beside: Counter) -> None:
    a_day(hall, 1)
    alone = figures(hall)
    a_day(beside, 2)

    assert figures(hall) == alone
    assert [len(figures(each)["found"]) for each in (hall, beside)] == [1, 2]
    assert [stock.report(each).states["in_stock"] for each in (hall, beside)] == [4, 3]
    assert [audit.verify(each)["ok"] for each in (hall, beside)] == [True, True]


def test_the_owner_checks_every_hall_and_counts_what_each_counts(
    hall: Counter, beside: Counter, opened: Opened
) -> None:
    a_day(hall, 1)
    a_day(beside, 2)

    for each in (hall, beside):
        with opened(each, OWNER) as owner:
            assert audit.verify(owner)["ok"]
            assert figures(owner) == figures(each)


def test_one_machine_looks_after_two_halls_and_calls_neither_damaged(
    hall: Counter, beside: Counter, opened: Opened
) -> None:
    for number in ("110199198503127011", "110199199006015136"):
        for each, role in ((hall, WINDOWS), (beside, BESIDE)):
            with opened(each, role) as at_the_office:
                a_case(at_the_office, number=number)
                assert audit.verify(at_the_office)["ok"]


def test_a_dump_of_the_whole_city_is_its_administrators_and_a_halls_own_is_the_halls(
    hall_server: HallServer, hall: Counter, beside: Counter, url: str
) -> None:
    a_case(hall)
    a_case(beside)

    whole = hall_server.dump(url, role="postgres")
    assert whole == hall_server.dump(url, "--enable-row-security", role=OWNER)
    assert hall.hall in whole
    assert beside.hall in whole
    with pytest.raises(RuntimeError, match="row-level security"):
        hall_server.dump(url, role=OWNER)  # never a part for the whole
    own = hall_server.dump(url, "--enable-row-security", role=WINDOWS)
    assert hall.hall in own
    assert beside.hall not in own


def test_a_window_under_another_halls_role_is_told_before_anybody_signs_in(
    hall_server: HallServer, hall: Counter, beside: Counter, opened: Opened, url: str
) -> None:
    with pytest.raises(StoreTrouble, match="role_elsewhere") as told, opened(hall, BESIDE):
        pass
    assert told.value.facts == {"role": BESIDE, "hall": hall.hall, "bound": beside.hall, "what": "bound"}

    hall_server.sql(url, f"DELETE FROM windows_roles WHERE role = '{WINDOWS}'")
    with pytest.raises(StoreTrouble, match="role_elsewhere") as told, opened(hall, WINDOWS):
        pass
    assert told.value.facts == {"role": WINDOWS, "hall": hall.hall, "bound": "", "what": "unbound"}


def test_a_role_is_one_halls_for_good(
    hall_server: HallServer, hall: Counter, beside: Counter, opened: Opened, url: str
) -> None:
    hall_server.sql(url, f'DROP ROLE IF EXISTS chameleon; CREATE ROLE chameleon IN ROLE "{BESIDE}"')
    with opened(hall, OWNER) as owner:
        windows_role.admit(owner, WINDOWS)  # again is harmless
        for role in (BESIDE, "chameleon"):
            with pytest.raises(UsageError) as told:
                windows_role.admit(owner, role)
            assert told.value.facts == {"role": role, "hall": beside.hall, "why": "elsewhere"}

    assert a_case(beside)


def test_practice_and_a_hall_that_counts_never_share_a_database(hall: Counter, opened: Opened, tmp_path: Path) -> None:
    live = replace(hall, settings=replace(hall.settings, mode="live"))

    with opened(live, OWNER) as owner, pytest.raises(StoreTrouble, match="store_other_mode"):
        windows_role.admit(owner, BESIDE)
