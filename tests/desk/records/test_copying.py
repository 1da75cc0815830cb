"""An embedded store moves to a hall's server: every row of it, or none."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import SECOND, a_case, build, case_state, serial, stocked
from hall_server import OWNER, HallServer
from pretend_printer import PretendPrinter
from sqlalchemy import Connection, text

from desk.records import copying, journal
from desk.records.copying import copy_to_server
from desk.records.opening import open_store
from desk.services import issuing, stock


@pytest.fixture
def url(hall_server: HallServer) -> str:
    return hall_server.database(OWNER)


def test_a_copy_that_differs_by_one_byte_is_none(
    tmp_path: Path, hall_server: HallServer, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = build(tmp_path, people=False)
    number = a_case(desk)
    copy_one = copying._copy

    def careless(source: Connection, target: Connection, name: str) -> int:
        if name == "steps":
            target.execute(text("UPDATE cases SET holder = set_byte(holder, 20, get_byte(holder, 20) # 1)"))
            copying._same(source, target, "cases")
        return copy_one(source, target, name)

    monkeypatch.setattr(copying, "_copy", careless)
    with pytest.raises(RuntimeError, match="cases"):
        copy_to_server(desk.store, desk.settings.store, url, clock=desk.clock)

    assert hall_server.sql(url, "SELECT count(*) FROM cases") == "0"
    assert case_state(desk, number) == "approved"


def test_an_embedded_store_moves_into_the_server_whole(tmp_path: Path, hall_server: HallServer) -> None:
    desk = build(tmp_path)
    stocked(desk, 3)
    number = a_case(desk)
    issuing.print_card(desk, issuing.reserve(desk, number, "k"), PretendPrinter(), b"", lambda step: None)
    url = hall_server.database(OWNER)

    rows = copy_to_server(desk.store, desk.settings.store, url, clock=desk.clock)

    moved = open_store(tmp_path / "another machine", desk.settings.store, url, clock=desk.clock)
    there = replace(desk, store=moved)
    assert rows > 100
    assert moved.id == desk.store.id
    assert stock.report(there) == stock.report(desk)
    stock.adjust(there, serial(2), "spoiled", "damaged", SECOND)
    with moved.reading() as session:
        assert journal.verify(session, moved.sealer, desk.hall).ok
    moved.close()
