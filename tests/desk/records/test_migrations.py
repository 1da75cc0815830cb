"""The schema's history leads to the tables the program knows, whole or not at all."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from desk_builder import build, reopen
from hall_server import HallServer
from sqlalchemy import text

from desk.records import guards, migrate, migrations, walls
from desk.records.tables import Base
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


def test_the_history_ends_where_the_program_says() -> None:
    folder = ScriptDirectory(str(Path(migrations.__file__).parent))

    assert folder.get_current_head() == migrations.HEAD
    assert tuple(sorted(each.revision for each in folder.walk_revisions())) == migrations.KNOWN


def test_a_migrated_store_has_the_tables_the_program_knows(desk: Counter) -> None:
    with desk.store.engine().connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert found == []


def test_the_same_on_a_server(tmp_path: Path, hall_server: HallServer) -> None:
    hall = build(tmp_path, people=False, db_url=hall_server.database())
    with hall.store.engine().connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), [Base.metadata, walls.ROLES.metadata])
    hall.store.close()

    assert found == []


def test_a_store_with_other_guards_gets_those_of_this_program(desk: Counter) -> None:
    with desk.store.begin() as session:
        session.execute(text("DROP TRIGGER guard_journal_update"))
        session.execute(text("UPDATE store_facts SET value = 'older' WHERE name = 'guards'"))

    desk = reopen(desk)

    with desk.store.reading() as session:
        kept = session.scalar(text("SELECT value FROM store_facts WHERE name = 'guards'"))
        there = session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'guard_journal_update'"))
    assert (kept, there) == (guards.digest("sqlite"), 1)


def test_an_upgrade_that_fails_leaves_everything_as_it_was(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "renew", lambda connection: 1 / 0)
    with desk.store.begin() as session:
        session.execute(text("UPDATE store_facts SET value = 'older' WHERE name = 'guards'"))

    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(desk.store.engine().execution_options(writing=True))

    monkeypatch.undo()
    with desk.store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'guard_journal_update'")) == 1
    assert reopen(desk).store.id == desk.store.id


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_every_table_of_facts_is_guarded(dialect: str) -> None:
    statements = "\n".join(guards.statements(dialect))

    for table in (*guards.APPEND_ONLY, *guards.NEVER_DELETED):
        assert f"ON {table} " in statements
        assert table in Base.metadata.tables
