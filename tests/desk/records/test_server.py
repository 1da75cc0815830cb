"""The same store on a PostgreSQL server, with many counters and things that go wrong between them."""

import platform
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from cut_line import CutLine
from desk_builder import SUPERVISOR, a_case, build, keys_in_order, serial, stocked
from hall_server import HallServer, as_window
from pretend_printer import PretendPrinter
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from desk.errors import OutsideSilent, Refused, StoreTrouble
from desk.records import journal
from desk.records.batches import BatchLine
from desk.records.making import PrintJob
from desk.records.opening import open_store
from desk.records.stock import Blank
from desk.services import accounts, audit, casebook, centre, issuing, stock, till
from desk.services.counter import Counter


def at_window(counter: Counter, window: str) -> Counter:
    """Another window of the same hall."""
    settings = replace(counter.settings, hall=replace(counter.settings.hall, counter=window))
    return replace(counter, settings=settings, new_key=keys_in_order(f"w{window}-"))


def test_a_card_is_made_on_the_server_as_on_the_file(hall: Counter) -> None:
    stocked(hall, 5)
    number = a_case(hall)

    made = issuing.print_card(hall, issuing.reserve(hall, number, "k"), PretendPrinter(), b"", lambda step: None)

    assert made.blank == serial(1)
    assert stock.report(hall).holds
    with hall.store.reading() as session:
        assert journal.verify(session, hall.store.sealer, hall.hall).ok


def test_a_window_finds_the_halls_server_by_its_settings(hall: Counter, url: str, tmp_path: Path) -> None:
    said = replace(hall.settings.store, server=as_window(url))
    with closing(open_store(tmp_path / "window", said, clock=hall.clock)) as store:
        assert store.path is None
        assert not (tmp_path / "window" / "store").exists(), "nothing of the hall lies on this machine"
        stocked(hall, 5)
        assert stock.report(replace(hall, store=store)).states["in_stock"] == 5


def test_the_server_itself_refuses_to_edit_the_past(hall_server: HallServer, hall: Counter, url: str) -> None:
    stocked(hall, 2)
    a_case(hall)

    for statement in (
        "UPDATE journal SET result = 'undone'",
        "DELETE FROM journal",
        "UPDATE blanks SET state = 'issued'",
        "DELETE FROM blanks",
        "UPDATE stock_balance SET in_stock = in_stock - 1",
        "UPDATE steps SET after = 'closed'",
    ):
        with pytest.raises(RuntimeError, match=r"guard: |violates check constraint"):
            hall_server.sql(url, statement)  # as the owner, whom no right is missing


def test_of_two_counters_that_want_the_last_blank_exactly_one_gets_it(hall: Counter) -> None:
    stocked(hall, 1)
    cases = [a_case(hall, number="110199198503127011"), a_case(hall, number="110199199006015136")]
    results: list[str] = []
    together = threading.Barrier(2)

    def want(number: str) -> None:
        together.wait()
        try:
            results.append(issuing.reserve(hall, number, number).blank)
        except Refused as refused:
            results.append(refused.kind)

    racers = [threading.Thread(target=want, args=(number,)) for number in cases]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(results) == [serial(1), "no_blank"]
    assert stock.report(hall).holds


def test_a_card_is_made_at_a_window_or_at_the_centre_never_at_both(hall: Counter) -> None:
    stocked(hall, 8)
    numbers = [a_case(hall, number=f"1101991985031270{n:02d}") for n in range(8)]
    with hall.store.begin() as session:
        for number in numbers:
            casebook.find(session, hall, number).delivery = "pickup"
    told: list[str] = []
    together = threading.Barrier(2)

    def at_the_window() -> None:
        together.wait()
        for number in numbers:
            try:
                issuing.reserve(hall, number, number)
            except Refused as refused:
                told.append(refused.kind)

    def at_the_centre() -> None:
        together.wait()
        centre.send(at_window(hall, "04"), "k")

    racers = [threading.Thread(target=work) for work in (at_the_window, at_the_centre)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    with hall.store.reading() as session:
        sent = {line.case for line in session.scalars(select(BatchLine))}
        reserved = set(session.scalars(select(Blank.case).where(Blank.state == "reserved")))
    assert sent | reserved == set(numbers)
    assert sent & reserved == set()
    assert set(told) <= {"at_centre"}


def test_windows_take_numbers_side_by_side_without_gaps_or_doubles(hall: Counter) -> None:
    windows = [at_window(hall, f"{n:02d}") for n in range(1, 5)]
    taken: list[str] = []

    def work(window: Counter, begin: int) -> None:
        taken.extend(a_case(window, number=f"1101991985031{begin + n:05d}") for n in range(8))

    racers = [threading.Thread(target=work, args=(window, i * 100)) for i, window in enumerate(windows)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(number[18:24] for number in taken) == [f"{w:02d}{n:04d}" for w in range(1, 5) for n in range(1, 9)]
    with hall.store.reading() as session:
        assert journal.verify(session, hall.store.sealer, hall.hall).ok


def test_the_database_refuses_a_second_job_for_one_approval(hall: Counter) -> None:
    stocked(hall, 2)
    number = a_case(hall)
    issuing.print_card(hall, issuing.reserve(hall, number, "k"), PretendPrinter(), b"", lambda step: None)

    def cheat() -> None:
        with hall.store.begin() as session:
            first = session.scalars(select(PrintJob)).one()
            again = {c.name: getattr(first, c.name) for c in PrintJob.__table__.columns}
            session.add(PrintJob(**{**again, "id": "again", "state": "intent", "blank": serial(2)}))

    with pytest.raises(IntegrityError):
        cheat()


def test_a_server_that_is_gone_is_said_and_found_again(hall_server: HallServer, hall: Counter) -> None:
    a_case(hall)
    hall_server.stop("immediate")

    with pytest.raises(OutsideSilent, match="database_silent"):
        a_case(hall, number="110199199006015136")
    hall_server.start()

    assert a_case(hall, number="110199199006015136")[20:24] == "0002"


def test_a_server_that_was_started_anew_between_two_acts_is_no_trouble(hall_server: HallServer, hall: Counter) -> None:
    a_case(hall)
    hall_server.stop()
    hall_server.start()

    assert a_case(hall, number="110199199006015136")[20:24] == "0002"


def test_a_server_that_freezes_is_given_up_in_seconds_and_nothing_is_done_twice(
    hall_server: HallServer, hall: Counter
) -> None:
    first = a_case(hall)
    hall_server.freeze()
    begun = time.monotonic()
    try:
        with pytest.raises(OutsideSilent, match="database_silent"):
            a_case(hall, number="110199199006015136")
    finally:
        hall_server.thaw()

    assert time.monotonic() - begun < 12
    second = a_case(hall, number="110199199006015136")
    assert [first[20:24], second[20:24]] in (["0001", "0002"], ["0001", "0003"])
    with hall.store.reading() as session:
        assert journal.verify(session, hall.store.sealer, hall.hall).ok


def test_two_windows_that_wait_for_each_other_are_parted_and_told_to_press_again(hall: Counter) -> None:
    cases = [a_case(hall, number="110199198503127011"), a_case(hall, number="110199199006015136")]
    told: list[str] = []
    together = threading.Barrier(2)

    def both(first: str, second: str) -> None:
        try:
            with hall.store.begin() as session:
                casebook.find(session, hall, first)
                together.wait()
                casebook.find(session, hall, second)
            told.append("done")
        except StoreTrouble as trouble:
            told.append(f"{trouble.kind} {trouble.facts['what']}")

    racers = [threading.Thread(target=both, args=order) for order in (cases, cases[::-1])]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(told) == ["done", "store_locked server"]


@pytest.mark.parametrize("mood", ["lose_reply", "lose_commit"])
def test_a_line_that_is_cut_around_the_commit_loses_nothing_and_doubles_nothing(
    tmp_path: Path, hall_server: HallServer, mood: str
) -> None:
    (tmp_path / "line").mkdir()
    url = hall_server.database()
    line = CutLine(tmp_path / "line", hall_server.folder)
    desk = build(tmp_path, people=False, db_url=url.replace(str(hall_server.folder), str(tmp_path / "line")))
    number = a_case(desk, fee=2500)

    line.mood = mood
    with pytest.raises(OutsideSilent, match="database_silent"):
        till.take(desk, number, 2500, "cash", "same key")
    line.mood = "pass"
    paid = till.take(desk, number, 2500, "cash", "same key")

    assert paid.receipt[21:25] == "0001"
    assert till.owed(desk, number).paid == 2500
    desk.store.close()
    line.close()


def test_a_server_that_is_behind_what_was_acknowledged_is_refused_until_a_supervisor_stands_for_it(
    tmp_path: Path, hall: Counter, hall_server: HallServer, url: str
) -> None:
    a_case(hall)
    hall.store.close()
    behind = "SET session_replication_role = 'replica'; DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"
    hall_server.sql(url, behind)  # as after a change to a replica that had not received everything

    with pytest.raises(StoreTrouble, match="store_replaced"):
        open_store(tmp_path, hall.settings.store, as_window(url), clock=hall.clock)
    as_it_is = open_store(tmp_path, hall.settings.store, as_window(url), clock=hall.clock, as_it_is=True)
    given_up = audit.accept(replace(hall, store=as_it_is, operator=SUPERVISOR))
    as_it_is.close()

    assert len(given_up) == 1
    open_store(tmp_path, hall.settings.store, as_window(url), clock=hall.clock).close()


def test_a_look_sees_one_moment_while_others_work_and_writes_nothing(hall: Counter) -> None:
    stocked(hall, 1)
    with hall.store.reading() as session:
        before = [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("journal", "cases")]
        a_case(hall)
        after = [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("journal", "cases")]
    assert before == after

    with pytest.raises(StoreTrouble, match="store_read_only"), hall.store.reading() as session:
        session.execute(text("UPDATE blanks SET place = 'vault'"))


def test_a_look_at_everything_may_take_its_time_and_any_other_look_may_not(hall: Counter) -> None:
    told = []
    for everything in (False, True, False):
        with hall.store.reading(everything=everything) as session:
            told.append(session.scalar(text("SHOW statement_timeout")))

    assert told == ["4s", "15min", "4s"]


def test_an_acknowledgement_waits_for_the_servers_disk_whatever_the_server_was_told(
    hall: Counter, hall_server: HallServer, url: str
) -> None:
    hall_server.sql(url, f"ALTER DATABASE {url.split('/')[3].split('?')[0]} SET synchronous_commit = off")
    hall.store.engine().dispose()

    with hall.store.begin() as session:
        assert session.scalar(text("SHOW synchronous_commit")) == "on"


def test_a_second_desk_on_the_same_machine_is_told_that_one_is_running(tmp_path: Path, hall: Counter, url: str) -> None:
    with pytest.raises(StoreTrouble, match="store_locked"):
        open_store(tmp_path / "data", hall.settings.store, as_window(url), clock=hall.clock)

    beside = open_store(tmp_path / "data", hall.settings.store, as_window(url), clock=hall.clock, sole=False)
    beside.close()
    hall.store.close()
    open_store(tmp_path / "data", hall.settings.store, as_window(url), clock=hall.clock).close()


def sits_down(counter: Counter, name: str) -> None:
    accounts.sign_in(counter, name, accounts.PRACTICE_PASSWORD, at_window=True)


def test_two_machines_with_one_window_number_are_told_at_the_sign_in(
    hall: Counter, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "node", lambda: "window-three")
    sits_down(hall, "0312")
    sits_down(hall, "0301")  # colleagues take turns at it
    monkeypatch.setattr(platform, "node", lambda: "office")
    store = open_store(tmp_path / "other machine", hall.settings.store, as_window(url), clock=hall.clock)
    other = replace(hall, store=store)

    with pytest.raises(StoreTrouble, match="window_taken") as told:
        sits_down(other, "0312")

    assert told.value.facts == {"window": hall.station, "machine": "window-three", "ours": False}
    monkeypatch.setattr(platform, "node", lambda: "window-three")
    with pytest.raises(StoreTrouble, match="ours=True"):
        sits_down(other, "0312")  # the server has not noticed yet that the machine went down
    accounts.sign_in(other, "0312", accounts.PRACTICE_PASSWORD)  # a command beside an open window
    sits_down(at_window(other, "04"), "0312")
    hall.store.close()
    sits_down(other, "0312")
    store.close()


def test_what_another_machine_prints_under_our_window_number_is_left_to_it(
    hall: Counter, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stocked(hall, 1)
    issuing.recover(hall)
    monkeypatch.setattr(platform, "node", lambda: "office")
    store = open_store(tmp_path / "other machine", hall.settings.store, as_window(url), clock=hall.clock)
    started: list[list[str]] = []

    def meanwhile(_step: object) -> None:
        started.append([left.state for left in issuing.recover(replace(hall, store=store))])

    made = issuing.print_card(hall, issuing.reserve(hall, a_case(hall), "k"), PretendPrinter(), b"", meanwhile)

    assert made.blank == serial(1)
    assert {state for states in started for state in states} == {"sent"}
    store.close()


def test_a_window_whose_line_broke_sits_down_again_unless_another_came(
    hall_server: HallServer, hall: Counter, url: str, tmp_path: Path
) -> None:
    sits_down(hall, "0312")
    hall_server.stop("immediate")
    hall_server.start()
    sits_down(hall, "0312")
    hall_server.stop("immediate")
    hall_server.start()
    store = open_store(tmp_path / "other machine", hall.settings.store, as_window(url), clock=hall.clock)
    sits_down(replace(hall, store=store), "0312")

    with pytest.raises(StoreTrouble, match="window_taken"):
        sits_down(hall, "0312")
    store.close()
