"""What somebody gets at who knows the password of one hall's windows, has no desk, and wants the hall beside."""

import shutil
from collections.abc import Iterator
from itertools import chain

import psycopg
import pytest
from desk_builder import NEXT_DOOR, a_case, build, stocked
from hall_server import BESIDE, OWNER, HallServer, as_window
from pretend_printer import PretendPrinter
from psycopg import errors, sql

from desk.records import rights, walls
from desk.records.tables import Base
from desk.services import issuing, till
from desk.services.counter import Counter

REFUSED = (errors.InsufficientPrivilege, errors.IntegrityConstraintViolation)
WITH_A_HALL = sorted(name for name, table in Base.metadata.tables.items() if "hall" in table.columns)


@pytest.fixture(scope="module")
def city(hall_server: HallServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Counter, Counter, str]]:
    """Two halls that have been at work, and their database's address; nothing that is tried here changes them."""
    folder, url = tmp_path_factory.mktemp("city"), hall_server.database(OWNER)
    hall = build(folder / "data", people=False, db_url=url)
    shutil.copytree(folder / "data" / "keys", folder / "beside" / "keys")
    beside = build(folder / "beside", people=False, db_url=url, settings=NEXT_DOOR, windows=BESIDE)
    for each in (hall, beside):
        stocked(each, 3)
        number = a_case(each, fee=2500, service="reissue", reason="lost")
        till.take(each, number, 2500, "cash", "k")
        issuing.print_card(each, issuing.reserve(each, number, "k2"), PretendPrinter(), b"", lambda step: None)
    yield hall, beside, url
    hall.store.close()
    beside.store.close()


@pytest.fixture
def hall(city: tuple[Counter, Counter, str]) -> Counter:
    return city[0]


@pytest.fixture
def beside(city: tuple[Counter, Counter, str]) -> Counter:
    return city[1]


@pytest.fixture
def url(city: tuple[Counter, Counter, str]) -> str:
    return city[2]


@pytest.fixture
def psql(url: str) -> Iterator[psycopg.Connection]:
    """The line of the windows of `hall`."""
    with psycopg.connect(as_window(url).replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def may(table: str, what: str) -> bool:
    return any(table in tables and what in words.split(", ") for words, tables in rights.RIGHTS.items())


def halls_in(psql: psycopg.Connection, question: str) -> set[str]:
    return {str(row[0]) for row in psql.execute(question).fetchall()}


def test_only_ones_own_hall_is_read_however_it_is_asked(hall: Counter, psql: psycopg.Connection) -> None:
    own = {hall.hall}
    psql.execute("CREATE TEMP VIEW of_my_own AS SELECT hall FROM public.cases")
    psql.execute(
        "CREATE FUNCTION pg_temp.mine() RETURNS SETOF text SECURITY DEFINER LANGUAGE sql AS 'SELECT hall FROM cases'"
    )
    asked = [f"SELECT DISTINCT hall FROM {table}" for table in WITH_A_HALL]
    asked += [
        "SELECT * FROM of_my_own",
        "SELECT * FROM pg_temp.mine()",
        'SELECT hall FROM (SELECT hall, number FROM cases UNION SELECT hall, "case" FROM payments) every',
        "WITH there AS (SELECT hall FROM cases FOR UPDATE) SELECT * FROM there",
        "SELECT hall FROM windows_roles",
    ]

    assert {question for question in asked if halls_in(psql, question) - own - {walls.WHOLE_STORE}} == set()
    with psql.cursor() as cursor, cursor.copy("COPY cases (hall) TO STDOUT") as rows:
        assert {row[0] for row in rows.rows()} == own
    psql.execute("SET row_security = off")
    for table in WITH_A_HALL:
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            psql.execute(sql.SQL("TABLE {}").format(sql.Identifier(table)))


def test_nothing_is_added_to_the_hall_beside_nor_taken_nor_changed(
    beside: Counter, hall_server: HallServer, psql: psycopg.Connection, url: str
) -> None:
    there = {"hall": beside.hall}
    before = hall_server.dump(url, role="postgres")
    tried = set()
    for table in WITH_A_HALL:
        moved = "(jsonb_populate_record(one, jsonb_build_object('hall', %(hall)s::text))).*"
        if may(table, "INSERT") and psql.execute(f"SELECT 1 FROM {table}").fetchone():
            with pytest.raises(REFUSED, match=r"row-level security|guard: "):  # what a row may begin as is asked first
                psql.execute(f"INSERT INTO {table} SELECT {moved} FROM {table} one LIMIT 1", there)
            with pytest.raises(errors.FeatureNotSupported):
                psql.execute(f"COPY {table} FROM STDIN")
            tried.add(table)
        if may(table, "UPDATE"):
            assert psql.execute(f"UPDATE {table} SET hall = hall WHERE hall = %(hall)s", there).rowcount == 0
        if may(table, "DELETE"):
            assert psql.execute(f"DELETE FROM {table} WHERE hall = %(hall)s", there).rowcount == 0
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
        psql.execute("UPDATE cases SET hall = %(hall)s", there)

    assert tried >= {"journal", "cases", "payments", "blanks", "print_jobs", "cards", "numbers", "steps"}
    assert hall_server.dump(url, role="postgres") == before


def test_a_role_that_may_do_all_a_window_may_but_is_no_halls_sees_nothing(
    hall_server: HallServer, hall: Counter, url: str
) -> None:
    hall_server.sql(
        url, "CREATE ROLE drifter LOGIN; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO drifter"
    )
    with psycopg.connect(as_window(url, "drifter").replace("+psycopg", ""), autocommit=True) as drifter:
        seen = {table: halls_in(drifter, f"SELECT hall FROM {table}") for table in (*WITH_A_HALL, walls.ROLES.name)}
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            drifter.execute("INSERT INTO numbers VALUES (%s, 'x', '', 1)", [hall.hall])

    assert {table for table, halls in seen.items() if halls} == {"commands"}
    assert seen["commands"] == {walls.WHOLE_STORE}


TO_BE_SOMEBODY_ELSE = (
    f'SET ROLE "{BESIDE}"',
    f"SET ROLE {OWNER}",
    f'SET SESSION AUTHORIZATION "{BESIDE}"',
    f'GRANT "{BESIDE}" TO CURRENT_USER',
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "UPDATE windows_roles SET hall = '1101990002'",
    "INSERT INTO windows_roles VALUES ('x', '1101990002')",
    "DELETE FROM windows_roles",
    "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE cases NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY wall_hall ON cases",
    "CREATE POLICY of_my_own ON cases USING (true)",
    "CREATE VIEW public.of_my_own AS SELECT * FROM cases",
)


def test_nobody_becomes_somebody_else_nor_makes_a_hole(psql: psycopg.Connection) -> None:
    for statement in TO_BE_SOMEBODY_ELSE:
        with pytest.raises(errors.InsufficientPrivilege):
            psql.execute(statement)


def test_the_owners_functions_serve_nobodys_own_table(psql: psycopg.Connection) -> None:
    psql.execute("CREATE TEMP TABLE aside (LIKE public.blanks)")

    for event, function in (("INSERT", "guard_blanks_in"), ("UPDATE", "guard_blanks_move")):
        hang = f"CREATE TRIGGER aside AFTER {event} ON aside FOR EACH ROW EXECUTE FUNCTION public.{function}()"
        with pytest.raises(errors.InsufficientPrivilege):
            psql.execute(hang)


def test_no_function_of_ones_own_is_shown_a_row_before_the_wall_is(hall: Counter, psql: psycopg.Connection) -> None:
    shown: list[str] = []
    psql.add_notice_handler(lambda notice: shown.append(str(notice.message_primary)))
    psql.execute(
        "CREATE FUNCTION pg_temp.tell(text) RETURNS bool COST 0.0000001 LANGUAGE plpgsql "
        "AS $$BEGIN RAISE NOTICE '%', $1; RETURN true; END$$"
    )
    for table in WITH_A_HALL:
        psql.execute(f"SELECT FROM {table} WHERE pg_temp.tell(hall)")

    assert set(shown) - {walls.WHOLE_STORE} == {hall.hall}


def test_an_error_does_not_tell_whether_a_row_is_there(beside: Counter, psql: psycopg.Connection) -> None:
    add = "INSERT INTO numbers (hall, kind, day, last) VALUES (%s, %s, %s, 1)"
    told = set()
    for kind, day in (("public::03", beside.today().isoformat()), ("no such kind", "2026-01-01")):
        for conflict in ("", " ON CONFLICT DO NOTHING", " ON CONFLICT (hall, kind, day) DO UPDATE SET last = 2"):
            with pytest.raises(errors.InsufficientPrivilege) as refused:
                psql.execute(add + conflict, (beside.hall, kind, day))
            told.add(str(refused.value))

    assert told == {'new row violates row-level security policy for table "numbers"'}


def test_neither_statistics_nor_the_list_of_what_runs_tells_anything(
    hall_server: HallServer, beside: Counter, psql: psycopg.Connection, url: str
) -> None:
    hall_server.sql(url, "ANALYZE")
    columns = sql.SQL("SELECT count(*) FROM pg_stats WHERE tablename = ANY(%s)")
    assert psql.execute(columns, [WITH_A_HALL]).fetchone() == (0,)
    for catalogue in ("pg_statistic", "pg_statistic_ext_data"):
        with pytest.raises(errors.InsufficientPrivilege):
            psql.execute(f"SELECT FROM {catalogue}")

    with beside.store.reading() as session:
        session.connection().exec_driver_sql("SELECT 'said in the hall beside'")
        runs = psql.execute("SELECT query FROM pg_stat_activity WHERE usename = %s", [BESIDE]).fetchall()
    assert set(chain(*runs)) == {"<insufficient privilege>"}
