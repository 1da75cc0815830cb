"""`store.json` and the making of a new store.

The file says how to find the key; it is byte for byte what was written or it is damage. A new store is built in a
folder beside and appears by one rename, so that a crash leaves either none or a whole one.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from desk.errors import StoreTrouble
from desk.ports import Clock
from desk.records.keys import AskPassphrase, find_key, keep_key, sync_folder, write_durably
from desk.records.sealing import Sealer
from desk.settings import StoreSettings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoreFile:
    """What a store says about itself in clear."""

    store_id: str
    suite: str
    key: str
    wrapping: dict[str, Any]

    def sealer(self, passphrase: AskPassphrase | None) -> Sealer:
        """Finds the key. Raises StoreTrouble(store_missing_key)."""
        return Sealer(self.store_id, self.suite, find_key(self.key, self.store_id, self.wrapping, passphrase))

    def document(self) -> dict[str, Any]:
        """What is written down, with a check of its own."""
        said = {"format": 1, "store": self.store_id, "suite": self.suite, "key": self.key, **self.wrapping}
        check = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
        return {**said, "check": check}

    def text(self) -> bytes:
        """The bytes of `store.json`."""
        return (json.dumps(self.document(), indent=1, sort_keys=True) + "\n").encode()


def store_file_from(said: dict[str, Any]) -> StoreFile:
    """Raises KeyError or TypeError for a document that is none."""
    wrapping: dict[str, Any] = {name: said[name] for name in ("salt", "wrapped") if name in said}
    return StoreFile(said["store"], said["suite"], said["key"], wrapping)


def read_store_file(place: Path) -> StoreFile:
    """Raises StoreTrouble(store_damaged) for anything but the bytes that were written."""
    try:
        text = (place / "store.json").read_bytes()
        found = store_file_from(json.loads(text))
    except FileNotFoundError:
        raise StoreTrouble("store_damaged", what="no_store_file", file="store.json") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreTrouble("store_damaged", what="store_file", file="store.json") from None
    if found.text() != text:
        raise StoreTrouble("store_damaged", what="store_file", file="store.json")
    return found


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


def refused(error: OSError) -> StoreTrouble:
    """What a refusal of the disk means: not writable, or full and failing."""
    kind = "store_read_only" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else "store_full"
    return StoreTrouble(kind, what=error.strerror)


def new_store_file(settings: StoreSettings, passphrase: AskPassphrase | None) -> tuple[StoreFile, Sealer]:
    """A new store's name and key, the key already put away."""
    store_id, master = os.urandom(16).hex(), os.urandom(32)
    wrapping = keep_key(settings.key, store_id, master, passphrase)
    return StoreFile(store_id, settings.suite, settings.key, wrapping), Sealer(store_id, settings.suite, master)


def new_facts(said: StoreFile, clock: Clock) -> dict[str, str]:
    """What a new store notes about itself."""
    created = clock.now().isoformat()
    return {"store_id": said.store_id, "suite": said.suite, "key": said.key, "created_at": created, **said.wrapping}


def _new_database(path: Path, sealer: Sealer, facts: dict[str, str]) -> None:
    from desk.records.engine import plain_trouble, sqlite_engine
    from desk.records.migrate import upgrade

    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    engine = sqlite_engine(path, sealer.secret("pages"))
    try:
        with engine.connect() as connection:
            dbapi = connection.connection.dbapi_connection
            assert dbapi is not None
            with plain_trouble():
                now = dbapi.execute("PRAGMA journal_mode = WAL").fetchone()
            if now != ("wal",):  # a disk that refuses it is not said as an error, but as the old mode
                raise StoreTrouble("store_full", what="no_log", file=path.name)
        upgrade(engine.execution_options(writing=True), facts=facts)
    finally:
        engine.dispose()
