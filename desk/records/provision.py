"""The making of a new store.

It is built in a folder beside and appears by one rename, so that a crash leaves either none or a whole one.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desk.errors import StoreTrouble
from desk.ports import Clock
from desk.records.keys import AskPassphrase, sync_folder, write_durably
from desk.records.place import refused
from desk.records.sealing import Sealer
from desk.records.storefile import StoreFile, new_facts, new_store_file
from desk.settings import StoreSettings

T = TypeVar("T")


def provision(data_dir: Path, settings: StoreSettings, clock: Clock, passphrase: AskPassphrase | None = None) -> None:
    """Makes a new store in a data folder that has none; the caller holds the folder's lock."""
    try:
        said, sealer = new_store_file(settings, passphrase)
    except OSError as error:
        raise refused(error) from error
    place_store(data_dir, said, lambda building: _new_database(building / "desk.db", sealer, new_facts(said, clock)))


def place_store(data_dir: Path, said: StoreFile, fill: Callable[[Path], T]) -> T:
    """Builds a store's folder beside, lets `fill` put the database in, and makes it appear by one rename."""
    for left in data_dir.glob(".store-new-*"):
        shutil.rmtree(left)
    building = data_dir / f".store-new-{os.getpid()}"
    try:
        building.mkdir(mode=0o700)
        filled = fill(building)
        write_durably(building / "store.json", said.text())
        sync_folder(building)
        os.rename(building, data_dir / "store")
        sync_folder(data_dir)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise refused(error) from error
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return filled


def _new_database(path: Path, sealer: Sealer, facts: dict[str, str]) -> None:
    from desk.records.engine import plain_trouble, sqlite_engine
    from desk.records.migrate import upgrade

    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    engine = sqlite_engine(path, sealer.secret("pages"))
    try:
        with engine.connect() as connection:
            dbapi = connection.connection.dbapi_connection
            assert dbapi is not None
            with plain_trouble(path):
                now = dbapi.execute("PRAGMA journal_mode = WAL").fetchone()
            if now != ("wal",):  # a disk that refuses it is not said as an error, but as the old mode
                raise StoreTrouble("store_full", what="no_log", file=path.name)
        upgrade(engine.execution_options(writing=True), facts=facts)
    finally:
        engine.dispose()
