"""Moving an embedded store to a hall's server: every table, every row, compared before it is called done."""

import hashlib

from sqlalchemy import Connection, func, insert, select, text

from desk.errors import UsageError
from desk.ports import Clock
from desk.records import guards
from desk.records.base import Base
from desk.records.facts import StoreFact
from desk.records.patience import at_length
from desk.records.server import open_server
from desk.records.store import Store
from desk.settings import StoreSettings

AT_ONCE = 500


def copy_to_server(store: Store, settings: StoreSettings, url: str, *, clock: Clock) -> int:
    """Copies into an empty database, which then is the same store under the same key; gives the number of rows.

    The guards stand aside for the copy inside its one transaction. Raises UsageError(server_not_empty).
    """
    server = open_server(settings, url, clock=clock, copy_of=store.file())
    try:
        with store.reading() as source, server.engine().begin() as target, at_length(target):
            if server.id != store.id or not _is_empty(target):
                raise UsageError("server_not_empty")
            rows = sum(_copy(source.connection(), target, name) for name in _in_order())
            guards.renew(target)
    finally:
        server.close()
    return rows


def _in_order() -> list[str]:
    """Table names, those that others point at first."""
    return [table.name for table in Base.metadata.sorted_tables if table.name != StoreFact.__tablename__]


def _is_empty(target: Connection) -> bool:
    return not any(target.scalar(select(func.count()).select_from(Base.metadata.tables[name])) for name in _in_order())


def _copy(source: Connection, target: Connection, name: str) -> int:
    table = Base.metadata.tables[name]
    target.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
    copied = 0
    for batch in source.execute(select(table)).mappings().partitions(AT_ONCE):
        target.execute(insert(table), [dict(row) for row in batch])
        copied += len(batch)
    target.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))
    _same(source, target, name)
    return copied


def _same(source: Connection, target: Connection, name: str) -> None:
    """Raises RuntimeError when a row differs, so that the transaction is undone."""
    if _sum(source, name) != _sum(target, name):
        raise RuntimeError(f"the copy of {name} differs")


def _sum(connection: Connection, name: str) -> tuple[int, int]:
    """How many rows, and what their digests add up to: the same in whatever order a database gives them."""
    rows = connection.execute(select(Base.metadata.tables[name]), execution_options={"yield_per": AT_ONCE})
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
    return count, total
