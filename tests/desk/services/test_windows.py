"""Several windows of one hall on one server: the same person, the same ticket, the same second."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import build, keys_in_order, stocked
from hall_server import HallServer
from walk_ins import arrive, id_card, ready

from desk.links.insured_roll import InsuredRoll
from desk.records.insured import InsuredRecords
from desk.services import handover, history, queue, rating, search, submission
from desk.services.counter import Counter, Operator


@pytest.fixture
def hall(tmp_path: Path, hall_server: HallServer) -> Iterator[Counter]:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00", db_url=hall_server.database())
    yield counter
    counter.store.close()


def window(hall: Counter, number: int) -> Counter:
    """A window with its own clerk."""
    settings = replace(hall.settings, hall=replace(hall.settings.hall, counter=f"{number:02d}"))
    roll = InsuredRoll(InsuredRecords(hall.store, hall.hall), hall.clock)
    operator = Operator(f"04{number:02d}", "clerk")
    return replace(
        hall,
        settings=settings,
        registry=roll,
        card_service=roll,
        operator=operator,
        new_key=keys_in_order(f"w{number}-"),
    )


def at_once(works: list[Callable[[], object]]) -> list[object]:
    """Lets all begin together; gives what each returned."""
    start = threading.Barrier(len(works))
    told: list[object] = [None] * len(works)

    def run(place: int) -> None:
        start.wait()
        told[place] = works[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_the_whole_way_of_a_card_on_a_server(hall: Counter) -> None:
    stocked(hall, 3)
    case = submission.conclude(hall, arrive(hall, id_card("李样本"), "first_issue"), "k")
    ready(hall, case.number)
    handover.hand_over(hall, handover.start(hall, case.number, id_card("李样本")), "h", password_set=True)
    rating.keep(hall, case.number, 5)
    assert [line.state for line in search.find(hall, "样本")] == ["closed"]


def test_four_windows_take_on_one_person_and_one_case_is_under_way(hall: Counter) -> None:
    desks = [window(hall, number) for number in range(1, 5)]
    pairs = [(desk, arrive(desk, id_card("李样本"), "first_issue")) for desk in desks]
    views = at_once(
        [lambda desk=desk, draft=draft: submission.conclude(desk, draft, desk.new_key()) for desk, draft in pairs]
    )
    assert len({view.number for view in views}) == 1  # type: ignore[attr-defined]
    with hall.store.reading() as session:
        assert len(history.cases_of(session, hall, "110199198503127011")) == 1


def test_no_ticket_is_called_at_two_windows(hall: Counter) -> None:
    for _ in range(12):
        queue.take(hall)
    desks = [window(hall, number) for number in range(1, 5)]

    def call_three(desk: Counter) -> list[str]:
        return [ticket.number for ticket in (queue.call(desk) for _ in range(3)) if ticket is not None]

    called = at_once([lambda desk=desk: call_three(desk) for desk in desks])
    numbers = [number for some in called for number in some]  # type: ignore[attr-defined]
    assert sorted(numbers) == [f"A{n:03d}" for n in range(1, 13)]
