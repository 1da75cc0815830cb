"""Backups that are proved before they count: copied by the database's own call, opened again, and checked.

A proof opens the copy on its own and looks at every page (SQLCipher's page check), the journal's chain against all
anchors known, and the stock equation. Only then does the file appear under its name and in the store's notes. P13.

The desk makes one by itself, in nobody's name: when the last is a day old, and when a day was closed since.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from desk.errors import DeskError, StoreTrouble, UsageError
from desk.records import backup_file, journal
from desk.records.backup_file import Progress, quiet
from desk.records.days import Day
from desk.records.engine import connect_file, plain_trouble, sqlite_engine
from desk.records.facts import StoreFact
from desk.records.journal import JournalEntry
from desk.records.keys import AskPassphrase
from desk.records.lock import FolderLock
from desk.records.migrations import KNOWN
from desk.records.provision import place_store
from desk.records.sealing import Sealer
from desk.records.storefile import StoreFile, store_file_from
from desk.records.tables import Case
from desk.services import stock
from desk.services.counter import NOBODY, Counter

PAGES_AT_ONCE = 256
BUILDING = ".backup-"
AT_LATEST = timedelta(hours=24)
"""How old the last proved backup may be; older is worth a warning."""
KEPT = 30
"""How many of a store's backups lie in the folder the settings name; the oldest go when a new one is proved."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A proved backup, or what is wrong with it."""

    file: Path
    cases: int
    entries: int
    ok: bool
    reason: str | None
    made_at: datetime | None

    def document(self) -> dict[str, Any]:
        """For the `backup` commands."""
        return {
            "file": str(self.file),
            "cases": self.cases,
            "entries": self.entries,
            "ok": self.ok,
            "reason": self.reason,
            "made_at": self.made_at.isoformat() if self.made_at else None,
        }


class _GivenUp(Exception):
    """The desk is being closed: a backup that is not there yet is not made."""


def create(counter: Counter, folder: Path, progress: Progress = quiet) -> Backup:
    """Makes and proves a backup in a folder. Raises StoreTrouble, UsageError(no_such_folder | server_store)."""
    counter.require("clerk", "supervisor", "technician")
    return _make(counter, folder, progress)


def _make(counter: Counter, folder: Path, progress: Progress) -> Backup:
    store = counter.store
    if store.path is None:
        raise UsageError("server_store")
    try:
        folder.mkdir(exist_ok=True)  # its parent has to be there: a disk that is not plugged in is no new folder
    except OSError as error:
        raise UsageError("no_such_folder", folder=str(folder)) from error
    now = counter.now()
    target = folder / f"guitai-{store.id[:8]}-{now:%Y%m%d-%H%M%S}.backup"
    with tempfile.TemporaryDirectory(prefix=BUILDING, dir=store.path.parent) as beside:
        copy, seen = Path(beside) / "desk.db", store.seen_anchors()  # what comes after this need not be in the copy
        store.copy_to(copy, PAGES_AT_ONCE, progress)
        proof = _prove(copy, store.sealer, seen, progress)
        if not proof.ok:
            raise StoreTrouble("store_damaged", what=proof.reason)
        manifest = {
            "made_at": now.isoformat(),
            "store": store.file().document(),
            "cases": proof.cases,
            "entries": proof.entries,
            "anchor": proof.anchor,
        }
        backup_file.write(target, manifest, copy, store.sealer, progress)
    with store.begin() as session:
        session.execute(delete(StoreFact).where(StoreFact.name == "last_backup"))
        session.execute(insert(StoreFact), [{"name": "last_backup", "value": now.isoformat()}])
        journal.write(session, counter, "backup", target.name, "proved", cases=proof.cases, entries=proof.entries)
    return Backup(target, proof.cases, proof.entries, True, None, now)


def verify(file: Path, progress: Progress = quiet, passphrase: AskPassphrase | None = None) -> Backup:
    """Restores a backup into a temporary folder and checks it; damage is told, not raised.

    Raises UsageError(no_such_file), StoreTrouble(store_missing_key).
    """
    if not file.is_file():
        raise UsageError("no_such_file", file=str(file))
    try:
        manifest, said = _read(file)
    except StoreTrouble as trouble:
        return Backup(file, 0, 0, False, str(trouble.facts.get("what", trouble.kind)), None)
    sealer = said.sealer(passphrase)
    with tempfile.TemporaryDirectory(prefix="guitai-verify-") as folder:
        copy = Path(folder) / "desk.db"
        try:
            backup_file.extract(file, copy, sealer, progress)
            proof = _prove(copy, sealer, (manifest.get("anchor") or "").split())
        except StoreTrouble as trouble:
            return Backup(file, 0, 0, False, str(trouble.facts.get("what", trouble.kind)), None)
    made_at = datetime.fromisoformat(manifest["made_at"])
    return Backup(file, proof.cases, proof.entries, proof.ok, proof.reason, made_at)


def restore(
    file: Path,
    data_dir: Path,
    progress: Progress = quiet,
    passphrase: AskPassphrase | None = None,
) -> Backup:
    """Puts a backup into a data folder that has no store: checked first, then there by one rename.

    Raises UsageError(no_such_file | store_exists), StoreTrouble(backup_damaged | store_missing_key).
    """
    if not file.is_file():
        raise UsageError("no_such_file", file=str(file))
    manifest, said = _read(file)
    sealer = said.sealer(passphrase)

    def fill(building: Path) -> _Proof:
        backup_file.extract(file, building / "desk.db", sealer, progress)
        proof = _prove(building / "desk.db", sealer, (manifest.get("anchor") or "").split())
        if not proof.ok:
            raise StoreTrouble("backup_damaged", what=proof.reason, file=file.name)
        return proof

    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(FolderLock(data_dir)):
        if (data_dir / "store").exists():
            raise UsageError("store_exists", folder=str(data_dir))
        proof = place_store(data_dir, said, fill)
    return Backup(file, proof.cases, proof.entries, True, None, datetime.fromisoformat(manifest["made_at"]))


def due(counter: Counter) -> bool:
    """Whether the folder the settings name wants a backup: the last is a day old, or a day was closed since."""
    if not counter.settings.store.backup_dir or counter.store.path is None:
        return False
    last, now = last_proved(counter), counter.now()
    if last is None or not last <= now < last + AT_LATEST:  # a clock set back must not put it off
        return True
    with counter.store.reading() as session:
        closed = select(func.count()).select_from(Day).where(Day.hall == counter.hall, Day.closed_at > last)
        return bool(session.scalar(closed))


def automatic(counter: Counter, stop: Callable[[], bool] = lambda: False) -> Backup | None:
    """Makes a backup when one is due, as an act of nobody; else does nothing. Blocking; `stop` makes it give up.

    Raises StoreTrouble(backup_not_made, why=…).
    """
    if not due(counter):
        return None
    folder = Path(counter.settings.store.backup_dir)

    def go_on(_done: int, _of: int) -> None:
        if stop():
            raise _GivenUp

    _clear_away(counter, folder)
    try:
        made = _make(replace(counter, operator=NOBODY), folder, go_on)
    except _GivenUp:
        return None
    except DeskError as trouble:
        raise StoreTrouble("backup_not_made", why=trouble.kind, folder=str(folder)) from trouble
    others = sorted(set(folder.glob(f"guitai-{counter.store.id[:8]}-*.backup")) - {made.file})
    for old in others[: -(KEPT - 1)]:  # the one just made stays, whatever the clock calls it
        old.unlink(missing_ok=True)
    return made


def _clear_away(counter: Counter, folder: Path) -> None:
    """What a desk that was killed in the middle of a backup left beside its store, or half written, a day ago."""
    assert counter.store.path is not None
    long_ago = (counter.now() - AT_LATEST).timestamp()
    half_made = counter.store.path.parent.glob(f"{BUILDING}*")
    half_written = folder.glob(f".guitai-{counter.store.id[:8]}-*")
    for left in (*half_made, *half_written):
        if left.stat().st_mtime >= long_ago:
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def last_proved(counter: Counter) -> datetime | None:
    """When the last proved backup was made."""
    with counter.store.reading() as session:
        noted = session.scalar(select(StoreFact.value).where(StoreFact.name == "last_backup"))
        return datetime.fromisoformat(noted) if noted else None


@dataclass(frozen=True, slots=True)
class _Proof:
    cases: int
    entries: int
    ok: bool
    reason: str | None
    anchor: str | None


def _prove(database: Path, sealer: Sealer, anchors: list[str], progress: Progress = quiet) -> _Proof:
    """Opens a copy on its own and checks pages, schema, journal and stock."""
    with plain_trouble(database), closing(connect_file(database, sealer.secret("pages"))) as bare:
        damaged = bare.execute("PRAGMA cipher_integrity_check").fetchall()
        whole = damaged or bare.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        revision = bare.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if whole:
        return _Proof(0, 0, False, "pages", None)
    if revision not in KNOWN:
        raise StoreTrouble("store_newer", found=revision, known=KNOWN[-1])
    engine = sqlite_engine(database, sealer.secret("pages"))
    try:
        with Session(engine) as session:
            return _proof_of(session, sealer, anchors, progress)
    finally:
        engine.dispose()


def _proof_of(session: Session, sealer: Sealer, anchors: list[str], progress: Progress) -> _Proof:
    cases = session.scalar(select(func.count()).select_from(Case)) or 0
    entries, newest = 0, None
    for hall in session.scalars(select(JournalEntry.hall).distinct().order_by(JournalEntry.hall)).all():
        verdict = journal.verify(session, sealer, hall, anchors, progress)
        if not verdict.ok:
            return _Proof(cases, entries, False, f"journal {verdict.reason} at {verdict.first_bad}", None)
        entries += verdict.entries
        newest = newest or verdict.anchor
        try:
            stock.check(session, hall)
        except StoreTrouble:
            return _Proof(cases, entries, False, "stock", None)
    return _Proof(cases, entries, True, None, newest)


def _read(file: Path) -> tuple[dict[str, Any], StoreFile]:
    manifest = backup_file.read_manifest(file)
    try:
        return manifest, store_file_from(manifest["store"])
    except (KeyError, TypeError):
        raise StoreTrouble("backup_damaged", what="manifest", file=file.name) from None
