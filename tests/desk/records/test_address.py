"""The address of a hall's server: nobody there, somebody who says no, and somebody who is not the one."""

from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from cut_line import CutLine
from desk_builder import a_case, build
from false_server import FalseServer, self_signed
from hall_server import WINDOWS, HallServer, as_window

from desk.errors import OutsideSilent, StoreTrouble
from desk.records.opening import open_store
from desk.services import stock
from desk.services.counter import Counter


def test_a_wrong_address_is_said(tmp_path: Path, hall: Counter) -> None:
    with pytest.raises(OutsideSilent, match="database_silent"):
        open_store(tmp_path, hall.settings.store, "postgresql+psycopg://postgres@127.0.0.1:9/none", clock=hall.clock)


def test_a_server_that_does_not_let_the_window_in_is_told_with_its_own_words(
    tmp_path: Path, hall: Counter, hall_server: HallServer, url: str
) -> None:
    for wrong, word in (
        (url.replace("postgres@", "somebody@"), "somebody"),
        (url.replace("@/hall", "@/nohall"), "nohall"),
    ):
        with pytest.raises(OutsideSilent, match="database_refused") as told:
            open_store(tmp_path, hall.settings.store, wrong, clock=hall.clock)
        assert word in str(told.value.facts["why"])
    hall_server.sql(url, f'ALTER ROLE "{WINDOWS}" NOLOGIN')
    try:
        hall.store.engine().dispose()
        with pytest.raises(OutsideSilent, match="database_refused"):
            a_case(hall)
    finally:
        hall_server.sql(url, f'ALTER ROLE "{WINDOWS}" LOGIN')
    assert a_case(hall)[20:24] == "0001"


@pytest.mark.parametrize("answer", [b"N", b"S"])
def test_a_machine_that_cannot_prove_to_be_the_server_is_told_no_password(tmp_path: Path, answer: bytes) -> None:
    desk = build(tmp_path, people=False)
    ours, theirs = self_signed(tmp_path / "ours.pem"), self_signed(tmp_path / "theirs.pem")
    false = FalseServer(answer, theirs)
    url = f"postgresql+psycopg://clerk:secret@db.hall.example:{false.port}/hall?hostaddr=127.0.0.1&sslrootcert={ours}"

    with pytest.raises(OutsideSilent, match="database_unproved"):
        open_store(tmp_path, desk.settings.store, url, clock=desk.clock)

    assert false.heard() == FalseServer.ASKED_FOR_TLS


def test_a_certificate_that_has_expired_or_that_no_root_is_there_for_proves_nothing(tmp_path: Path) -> None:
    desk = build(tmp_path, people=False)
    old = self_signed(tmp_path / "old.pem", expired=True)
    for root, fact in ((old, "why"), (tmp_path / "none.pem", "file")):
        false = FalseServer(b"S", old)
        url = (
            f"postgresql+psycopg://clerk:secret@db.hall.example:{false.port}/hall?hostaddr=127.0.0.1&sslrootcert={root}"
        )
        with pytest.raises(OutsideSilent, match="database_unproved") as told:
            open_store(tmp_path, desk.settings.store, url, clock=desk.clock)
        assert "\n" not in str(told.value.facts[fact])
        assert false.heard() == FalseServer.ASKED_FOR_TLS


def test_a_pooler_is_not_taken_for_the_server(tmp_path: Path, hall: Counter, hall_server: HallServer, url: str) -> None:
    (tmp_path / "pooler").mkdir()
    pooler = CutLine(tmp_path / "pooler", hall_server.folder)
    behind = as_window(url).replace(str(hall_server.folder), str(tmp_path / "pooler"))
    open_store(tmp_path, hall.settings.store, behind, clock=hall.clock).close()

    pooler.mood = "pooled"
    with pytest.raises(OutsideSilent, match="database_pooled"):
        open_store(tmp_path, hall.settings.store, behind, clock=hall.clock)
    pooler.close()


def test_a_server_without_a_connection_left_says_so_and_has_one_again_when_others_go(
    hall: Counter, hall_server: HallServer, url: str
) -> None:
    a_case(hall)
    hall.store.engine().dispose()
    free = int(hall_server.sql(url, "SHOW max_connections")) - int(
        hall_server.sql(url, "SHOW superuser_reserved_connections")
    )
    with ExitStack() as others:
        for _ in range(free):
            others.enter_context(psycopg.connect(as_window(url).replace("+psycopg", "")))
        with pytest.raises(OutsideSilent, match="database_silent") as told:
            a_case(hall, number="110199199006015136")
        assert told.value.facts == {"what": "full"}

    assert a_case(hall, number="110199199006015136")[20:24] == "0002"


def test_a_server_that_was_made_read_only_is_not_written_to_after_a_look_either(
    hall: Counter, hall_server: HallServer, url: str
) -> None:
    name = url.split("/")[3].split("?")[0]
    hall_server.sql(url, f'ALTER ROLE "{WINDOWS}" IN DATABASE {name} SET default_transaction_read_only = on')
    hall.store.engine().dispose()
    for _ in range(2):
        assert stock.report(hall).holds
        with pytest.raises(StoreTrouble, match="store_read_only"):
            a_case(hall)

    hall_server.sql(url, f'ALTER ROLE "{WINDOWS}" IN DATABASE {name} RESET ALL')
    assert a_case(hall)[20:24] == "0001"
