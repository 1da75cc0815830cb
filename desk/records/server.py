"""A hall's or a city's store on a PostgreSQL server: the same tables, the same keys, many counters.

The server knows the store's id and suite; the key lies on every station under that id, put there by the technician.
"""

from sqlalchemy import Engine, inspect, select, text

from desk.errors import OutsideSilent, StoreTrouble
from desk.ports import Clock
from desk.records.engine import server_engine
from desk.records.keys import AskPassphrase
from desk.records.lock import FolderLock
from desk.records.migrate import upgrade
from desk.records.patience import ON_THE_SERVER
from desk.records.store import Store
from desk.records.storefile import StoreFile, new_facts, new_store_file
from desk.records.tables import StoreFact
from desk.settings import StoreSettings


def open_server(
    settings: StoreSettings,
    url: str,
    *,
    clock: Clock,
    passphrase: AskPassphrase | None = None,
    copy_of: StoreFile | None = None,
    lock: FolderLock | None = None,
) -> Store:
    """Opens the store a server holds, or makes one in an empty database; `copy_of` gives a new one another's key.

    Raises OutsideSilent(database_silent) when the server says nothing, OutsideSilent(database_pooled) for what is not
    the server itself, StoreTrouble as `open_store` does, and StoreTrouble(store_needs_owner) where the role may not do
    what is needed.
    """
    engine = server_engine(url)
    try:
        _must_be_direct(engine)
        if _said(engine) is None:
            _must_be_ours(engine)
            file = copy_of or new_store_file(settings, passphrase)[0]
            upgrade(engine, facts=new_facts(file, clock))
        said = _said(engine)
        assert said is not None
        return Store(engine, said.sealer(passphrase), clock, None, lock)
    except BaseException:
        engine.dispose()
        raise


def _must_be_direct(engine: Engine) -> None:
    """A pooler hands a line's locks to whoever comes next, and takes what a line asked for at its start for nothing:
    two machines would sit at one window, and an acknowledgement would not wait for the disk.
    """
    with engine.connect() as connection:
        if connection.scalar(text("SHOW statement_timeout")) != ON_THE_SERVER:
            raise OutsideSilent("database_pooled")


def _must_be_ours(engine: Engine) -> None:
    """Before a key is made for a store that could not be."""
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")):
            raise StoreTrouble("store_needs_owner")


def _said(engine: Engine) -> StoreFile | None:
    """What the server tells of its store; None for an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("store_facts"):
            return None
        facts = dict(connection.execute(select(StoreFact.name, StoreFact.value)).all())
    wrapping: dict[str, str] = {name: facts[name] for name in ("salt", "wrapped") if name in facts}
    return StoreFile(facts["store_id"], facts["suite"], facts["key"], wrapping)
