"""The store: opened once, handing out short transactions, and refusing to acknowledge what may not be kept.

DEFINITIONS

A *store* is a data folder's `store/` with the encrypted file `desk.db` and `store.json`, which says the store's id, its
suite and where its key is; or a schema on a PostgreSQL server. An *acknowledgement* is the return from `begin()`.

INVARIANTS

 1. A new store appears whole, by one rename of a folder built beside it, and only where none is.
 2. One desk per data folder holds the lock, also where the store is on a server: it alone knows which card jobs of
    this window are under way. Looks from a second process (`sole=False`) are short transactions beside it.
 3. A store of a newer program is refused before anything in it changes.
 4. Before a write is acknowledged the file under our name is still the file we wrote to, and no journal position that
    was acknowledged before has gone.
 5. After a commit that failed nobody knows what is on the disk: the connection is closed, and the caller asks again
    with the same idempotency key.

    data folder/  desk.lock   store/ desk.db  desk.db-wal  store.json        key folder/  <id>.key  <id>.<place>.seen
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from desk.errors import StoreTrouble
from desk.ports import Clock
from desk.records import journal, walls
from desk.records.engine import connect_file, plain_trouble
from desk.records.lock import FolderLock
from desk.records.sealing import Sealer
from desk.records.seat import Seat
from desk.records.seen import Positions, Seen
from desk.records.storefile import StoreFile, read_store_file

ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""What makes a look on a server one look, however long it takes; in a file every transaction is one."""


class Store:
    """One open store. `sealer` seals and finds, `clock` tells the time; threads may share it."""

    def __init__(
        self, engine: Engine, sealer: Sealer, clock: Clock, path: Path | None, lock: FolderLock | None
    ) -> None:
        self.sealer = sealer
        self.clock = clock
        self.path = path
        self._engine = engine
        self._writing = engine.execution_options(writing=True)
        self._looking = engine if path else engine.execution_options(**ONE_MOMENT)
        self._lock = lock
        self._seat: Seat | None = None
        self._keeper: Connection | None = engine.connect() if path else None
        self._files: dict[str, tuple[int, int]] = {}
        self._seen = Seen(sealer.store_id, path.parent.parent if path else None)
        self._heads: Positions = dict(self._seen.positions)

    @property
    def id(self) -> str:
        """The store's own name, under which its key is found."""
        return self.sealer.store_id

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self._engine.dialect.name

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One short writing transaction; leaving it without an error is the acknowledgement."""
        with Session(self._writing, expire_on_commit=False, info={"writing": True}) as session:
            try:
                with session.begin():
                    yield session
            except StoreTrouble:
                session.invalidate()
                raise
            self._check_same_file()
            self._remember(session.info.get("journal", {}))

    @contextmanager
    def reading(self, *, everything: bool = False) -> Iterator[Session]:
        """One consistent look at the store; nothing is written.

        One at `everything` may take minutes on a server, where any other is given up after seconds.
        """
        with Session(self._looking, autoflush=False) as session:
            if everything and self.path is None:
                from desk.records.patience import at_length

                with at_length(session.connection()):
                    yield session
            else:
                yield session  # closing the session gives the snapshot up and leaves what was read readable

    def check_not_behind(self, hall: str, chain: str, seq: int, mac: bytes) -> None:
        """Raises StoreTrouble(store_replaced) when a chain ends before a position that was acknowledged."""
        known, known_mac = self._heads.get((hall, chain), (0, b""))
        if seq < known or (seq == known and mac != known_mac):
            raise StoreTrouble("store_replaced", what="older", chain=chain, seq=seq, seen=known)

    def seen_anchors(self, hall: str | None = None) -> list[str]:
        """The positions noted beside the key, as anchors; of one hall, or of all that this machine worked at."""
        seen = self._seen.positions.items()
        return [journal.anchor_text(chain, *at) for (of, chain), at in seen if hall in (None, of)]

    def accept_as_it_is(self) -> list[str]:
        """Forgets the positions noted beside the key: a supervisor stands for an older copy. Gives them as anchors."""
        given_up = self.seen_anchors()
        self._seen.forget()
        self._heads = {}
        return given_up

    def keep_place(self) -> None:
        """This folder is a hall's from now on, see `Seen`; on a server there is nothing to keep."""
        if self.path is not None:
            self._seen.keep_place()

    def file(self) -> StoreFile:
        """What the store says about itself in clear; a server's store has no file."""
        assert self.path is not None
        return read_store_file(self.path.parent)

    def copy_to(self, target: Path, pages_at_once: int, progress: Callable[[int, int], None]) -> None:
        """Copies the database by its own backup call, consistent while others write; the copy has the same key.

        What `progress` (pages done, of how many) raises ends the copying.
        """
        assert self.path is not None
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        key = self.sealer.secret("pages")
        with (
            plain_trouble(self.path),
            closing(connect_file(self.path, key)) as source,
            closing(connect_file(target, key)) as copy,
        ):
            # one look at the store for the whole copy: without it every write of somebody else would begin it anew
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy, pages=pages_at_once, progress=lambda _, left, of: progress(of - left, of))

    def take_window(self, hall: str, window: str) -> None:
        """A window's number is this program's until the store is closed; beside a file the folder's lock says so.

        Raises StoreTrouble(window_taken) while another machine sits at it.
        """
        if self.path is not None:
            return
        if self._seat is None or self._seat.of != (hall, window):
            self._leave_window()
            self._seat = Seat(self._engine, hall, window)
        self._seat.sit_down()

    def _leave_window(self) -> None:
        if self._seat is not None:
            self._seat.close()
            self._seat = None

    def engine(self) -> Engine:
        """For migrations, copies and benches: everything else uses `begin` and `reading`."""
        return self._engine

    def close(self) -> None:
        """Ends every connection; the last one folds the write-ahead log into the file. Calling twice is harmless."""
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None
        self._leave_window()
        self._engine.dispose()
        self._seen.close()
        if self._lock:
            self._lock.close()

    def empty_log(self) -> None:
        """Folds the write-ahead log into the file and empties it, so that nothing deleted lives on in it."""
        if self.path is not None:
            with plain_trouble(self.path), closing(connect_file(self.path, self.sealer.secret("pages"))) as bare:
                bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def check_pages(self) -> None:
        """Reads every page and its check. Raises StoreTrouble(store_damaged); takes about a second for 500 MB."""
        if self.path is None:
            return
        with plain_trouble(self.path), closing(connect_file(self.path, self.sealer.secret("pages"))) as bare:
            # a page torn in a power cut is still whole in the log: what the log holds goes into the file first
            bare.execute("PRAGMA wal_checkpoint(FULL)").fetchall()
            damaged = bare.execute("PRAGMA cipher_integrity_check").fetchall()
            if damaged or bare.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise StoreTrouble("store_damaged", what="pages", count=len(damaged))

    def check_whole(self) -> None:
        """Raises StoreTrouble(store_replaced) when an older copy lies where this store was."""
        with self.reading() as session:
            hall = walls.open_to(session.connection())
            journal.check_seen(session, {of: at for of, at in self._seen.positions.items() if hall in (None, of[0])})

    def _check_same_file(self) -> None:
        if self.path is None:
            return
        for name, was in self._files.items():
            try:
                found = os.stat(name)
            except FileNotFoundError:
                raise StoreTrouble("store_replaced", what="gone", file=os.path.basename(name)) from None
            if (found.st_dev, found.st_ino) != was:
                raise StoreTrouble("store_replaced", what="another_file", file=os.path.basename(name))

    def watch_files(self) -> None:
        """Notes device and inode of the file and of its log, which appears with the first look and stays."""
        if self.path is None:
            return
        for name in (str(self.path), f"{self.path}-wal"):
            try:
                found = os.stat(name)
            except FileNotFoundError:
                raise StoreTrouble("store_damaged", what="no_log", file=os.path.basename(name)) from None
            self._files[name] = (found.st_dev, found.st_ino)

    def _remember(self, positions: Positions) -> None:
        newer = {key: at for key, at in positions.items() if at[0] > self._heads.get(key, (0, b""))[0]}
        self._heads |= newer
        if newer:
            self._seen.note(newer)
