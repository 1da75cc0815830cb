"""Bringing a database to this program's schema, in one transaction: it is the old one or the new one, never between."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, delete, insert, select, text

from desk.records import guards, statistics
from desk.records.migrations import HEAD
from desk.records.tables import StoreFact


def upgrade(engine: Engine, facts: dict[str, str] | None = None) -> None:
    """Runs what is missing and renews the guards; `facts` are noted in a store made just now."""
    with as_file(files("desk.records.migrations")) as folder, engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('guitai schema'))"))
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        guards.renew(connection)
        statistics.renew(connection)
        known = set(connection.scalars(select(StoreFact.name)))
        noted = {**({} if known else facts or {}), "guards": guards.digest(connection.dialect.name)}
        connection.execute(delete(StoreFact).where(StoreFact.name.in_(noted)))
        connection.execute(insert(StoreFact), [{"name": name, "value": value} for name, value in noted.items()])
