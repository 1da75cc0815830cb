"""Opening a store, or making one where there is none.

What may be opened is decided here, before the first transaction: the folder is ours alone, the key is the right one,
the schema is this program's, and no older copy lies where the store was.
"""

from contextlib import closing, nullcontext
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desk.errors import StoreTrouble
from desk.ports import Clock
from desk.records import guards, walls
from desk.records.engine import sqlite_engine
from desk.records.keys import AskPassphrase
from desk.records.lock import FolderLock
from desk.records.migrations import HEAD, KNOWN
from desk.records.place import refuse_share
from desk.records.provision import provision
from desk.records.seen import belongs_to_a_hall
from desk.records.store import Store
from desk.records.storefile import read_store_file
from desk.settings import StoreSettings


def open_store(
    data_dir: Path,
    settings: StoreSettings,
    db_url: str | None = None,
    *,
    clock: Clock,
    sole: bool = True,
    hall: str | None = None,
    as_it_is: bool = False,
    passphrase: AskPassphrase | None = None,
) -> Store:
    """Opens a data folder's store, or makes one where there is none; or the hall's, on the server `db_url` or
    `settings` name.

    `sole` takes the folder's lock for the store's life; a look beside a running desk passes False. `hall`
    is the one that is worked at: on a server it must not be behind a wall. `as_it_is` skips the
    check against an older copy, for those who look into exactly that. Where a hall's store has been and is no more, no
    empty one takes its place. Raises StoreTrouble.
    """
    _make_folder(data_dir)
    lock = FolderLock(data_dir) if sole else None
    try:
        if url := db_url or settings.server:
            from desk.records.server import open_server

            store = open_server(settings, url, clock=clock, passphrase=passphrase, lock=lock)
        else:
            place = data_dir / "store"
            if not place.exists() and belongs_to_a_hall(data_dir):
                raise StoreTrouble("store_gone", folder=str(data_dir))
            if not place.exists():
                _make_store(data_dir, settings, clock, passphrase, locked=sole)
            store = _open_file(place, clock, lock, passphrase)
    except BaseException:
        if lock is not None:
            lock.close()
        raise
    try:
        check_schema(store)
        if hall is not None:
            with store.reading() as session:
                walls.must_be_open(session.connection(), hall)
        store.watch_files()
        if not as_it_is:
            store.check_whole()
    except BaseException:
        store.close()
        raise
    return store


def _make_folder(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreTrouble("no_data_folder", folder=str(data_dir), why=error.strerror) from error


def _make_store(
    data_dir: Path, settings: StoreSettings, clock: Clock, passphrase: AskPassphrase | None, *, locked: bool
) -> None:
    """A new store in a folder that has none, under the lock even where only a look is wanted."""
    refuse_share(data_dir)
    with nullcontext() if locked else closing(FolderLock(data_dir)):
        if not (data_dir / "store").exists():
            provision(data_dir, settings, clock, passphrase)


def _open_file(place: Path, clock: Clock, lock: FolderLock | None, passphrase: AskPassphrase | None) -> Store:
    sealer = read_store_file(place).sealer(passphrase)
    path = place / "desk.db"
    if not path.exists():
        raise StoreTrouble("store_damaged", what="no_database", file="desk.db")
    return Store(sqlite_engine(path, sealer.secret("pages")), sealer, clock, path, lock)


def check_schema(store: Store) -> None:
    """Brings an older schema up to date, whole or not at all; raises StoreTrouble(store_newer) for a newer one."""
    try:
        with store.engine().connect() as connection:
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            kept = connection.exec_driver_sql("SELECT value FROM store_facts WHERE name = 'guards'").scalar()
    except DBAPIError as error:  # an emptied file is a database too, one without tables
        raise StoreTrouble("store_damaged", what="no_schema") from error
    if found not in KNOWN:
        raise StoreTrouble("store_newer", found=str(found), known=HEAD)
    if found != HEAD or kept != guards.digest(store.dialect):
        from desk.records.migrate import upgrade

        upgrade(store.engine().execution_options(writing=True))
