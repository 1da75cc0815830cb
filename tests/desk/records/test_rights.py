"""The windows' role on a real server: it serves people, and cannot help itself to anything more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from desk_builder import a_case, build, stocked
from hall_server import WINDOWS, HallServer, as_window
from pretend_printer import PretendPrinter
from sqlalchemy import text

from desk.errors import StoreTrouble, UsageError
from desk.records import guards, rights, walls
from desk.records.opening import open_store
from desk.records.tables import Base
from desk.services import audit, closing, issuing, stock, till, windows_role
from desk.services.counter import Counter


@pytest.fixture
def psql(hall: Counter, url: str) -> Iterator[psycopg.Connection]:
    """What somebody has who knows the windows' password and no desk: a day at work lies behind."""
    stocked(hall, 5)
    number = a_case(hall, fee=2500, service="reissue", reason="lost")
    till.take(hall, number, 2500, "cash", "k")
    issuing.print_card(hall, issuing.reserve(hall, number, "k2"), PretendPrinter(), b"", lambda step: None)
    closing.close_day(hall, hall.today(), 2500, 4)
    with psycopg.connect(as_window(url).replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


PAST = (*guards.APPEND_ONLY, "commands")
STEPS_TO_MORE = (
    "DROP TABLE journal",
    "DROP SCHEMA public CASCADE",
    "ALTER TABLE journal DISABLE TRIGGER ALL",
    "ALTER TABLE blanks DISABLE TRIGGER guard_blanks_road",
    "ALTER TABLE approvals DROP CONSTRAINT ck_approvals_two_people",
    "ALTER TABLE journal OWNER TO CURRENT_USER",
    "DROP TRIGGER guard_journal_update ON journal",
    "CREATE OR REPLACE FUNCTION guard_journal_update() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
    "CREATE TRIGGER aside BEFORE UPDATE ON blanks FOR EACH ROW EXECUTE FUNCTION guard_journal_update()",
    "CREATE TABLE of_my_own (n int)",
    "SET session_replication_role = 'replica'",
    "SET ROLE postgres",
    "UPDATE stock_balance SET in_stock = in_stock - 1, spoiled = spoiled + 1",
    "INSERT INTO stock_balance SELECT 'x', 0, 0, 0, 0, 0, 0, 0",
    "UPDATE store_facts SET value = 'x'",
    "UPDATE alembic_version SET version_num = '9999'",
)
AGAINST_THE_GUARDS = (
    "UPDATE numbers SET last = 0",
    "UPDATE blanks SET state = 'in_stock' WHERE state = 'issued'",
    "UPDATE print_jobs SET state = 'intent'",
    "UPDATE cases SET state = 'accepted'",
    "UPDATE days SET digest = 'x'",
)


def test_the_windows_role_cannot_change_the_past_nor_take_more(psql: psycopg.Connection) -> None:
    refused = [f"UPDATE {table} SET hall = hall" for table in PAST]
    refused += [f"DELETE FROM {table}" for table in (*PAST, *guards.NEVER_DELETED)]
    refused += [f"TRUNCATE {table} CASCADE" for table in Base.metadata.tables]
    psql.execute("GRANT ALL ON journal TO CURRENT_USER")  # warns that nothing was granted
    for statement in (*refused, *STEPS_TO_MORE):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            psql.execute(statement)
    for statement in AGAINST_THE_GUARDS:
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="guard: "):
            psql.execute(statement)


def test_a_table_of_ones_own_under_the_same_name_does_not_catch_the_balance(
    hall: Counter, psql: psycopg.Connection
) -> None:
    psql.execute("CREATE TEMP TABLE stock_balance AS SELECT * FROM public.stock_balance")
    psql.execute(
        "INSERT INTO public.blanks (hall, serial, receipt, state, place, since) "
        "SELECT hall, 'X', receipt, 'in_stock', place, since FROM public.blanks LIMIT 1"
    )

    with pytest.raises(StoreTrouble, match="stock"), hall.store.reading() as session:
        stock.check(session, hall.hall)
    with hall.store.reading() as session:
        assert session.scalar(text("SELECT received FROM stock_balance")) == 6


def test_a_desk_knows_whether_it_works_under_a_role_that_could_do_more(hall: Counter, tmp_path: Path, url: str) -> None:
    owner = replace(hall, store=open_store(tmp_path / "owner", hall.settings.store, url, clock=hall.clock))
    embedded = build(tmp_path / "embedded", people=False)

    assert [windows_role.may_do_more(each) for each in (hall, owner, embedded)] == [False, True, False]
    owner.store.close()


def test_letting_the_windows_in_is_in_the_journal(hall: Counter) -> None:
    with hall.store.reading() as session:
        told = session.execute(text("SELECT \"by\", subject, result FROM journal WHERE what = 'windows_role'")).all()

    assert told == [("", WINDOWS, "admitted")]
    assert audit.verify(hall)["ok"]


def test_a_role_that_could_help_itself_is_no_windows_role(hall_server: HallServer, tmp_path: Path, url: str) -> None:
    hall_server.sql(url, 'CREATE ROLE "the owner" LOGIN; CREATE ROLE "friend of the owner" IN ROLE "the owner"')
    hall_server.sql(
        url, "CREATE ROLE watcher IN ROLE pg_monitor; CREATE ROLE climber BYPASSRLS; CREATE ROLE twin REPLICATION"
    )
    hall_server.sql(url, f'ALTER DATABASE "{url.split("/")[3].split("?")[0]}" OWNER TO "the owner"')
    before = build(tmp_path, people=False)
    owner = replace(before, store=open_store(tmp_path, before.settings.store, url, clock=before.clock))

    more = [(role, "rules") for role in ("postgres", "watcher", "climber", "twin")]
    for role, why in (*more, ("nobody at all", "unknown"), ("friend of the owner", "owns")):
        with pytest.raises(UsageError) as told:
            windows_role.admit(owner, role)
        assert (told.value.kind, told.value.facts["why"]) == ("desk_role", why)
    with pytest.raises(UsageError, match="embedded_store"):
        windows_role.admit(before, WINDOWS)
    owner.store.close()


def test_a_window_tells_that_the_owner_is_needed(
    hall_server: HallServer, tmp_path: Path, hall: Counter, url: str
) -> None:
    empty = as_window(hall_server.database())
    keys = sorted((tmp_path / "keys").iterdir())
    with pytest.raises(StoreTrouble, match="store_needs_owner"):
        open_store(tmp_path, hall.settings.store, empty, clock=hall.clock)
    assert sorted((tmp_path / "keys").iterdir()) == keys

    hall_server.sql(url, f'REVOKE ALL ON payments FROM "{WINDOWS}"')
    hall_server.sql(url, "UPDATE store_facts SET value = 'older' WHERE name = 'guards'")
    with pytest.raises(StoreTrouble, match="store_needs_owner"):
        open_store(tmp_path, hall.settings.store, as_window(url), clock=hall.clock)

    open_store(tmp_path, hall.settings.store, url, clock=hall.clock).close()
    again = replace(hall, store=open_store(tmp_path, hall.settings.store, as_window(url), clock=hall.clock))
    number = a_case(again, fee=2500, service="reissue", reason="lost")
    assert till.take(again, number, 2500, "cash", "k").amount == 2500
    again.store.close()


def test_every_table_has_its_rights_once_and_no_more_than_its_guards_allow() -> None:
    told = [table for tables in rights.RIGHTS.values() for table in tables]
    may = {table: words.split(", ") for words, tables in rights.RIGHTS.items() for table in tables}

    assert sorted(told) == sorted([*Base.metadata.tables, "alembic_version", walls.ROLES.name])
    assert all(may[table] == ["SELECT", "INSERT"] for table in guards.APPEND_ONLY)
    assert not any("DELETE" in may[table] for table in guards.NEVER_DELETED)
