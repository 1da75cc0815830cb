"""A backup as one file: a manifest, the encrypted database, and a keyed check over every byte.

    guitai backup 1\\n ‖ manifest (one line of JSON)\\n ‖ desk.db ‖ check (32 bytes)

The check is keyed and stands at the end, so that it can be computed while writing and covers every bit before it. The
manifest repeats `store.json`, without which the key cannot be found.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from hmac import compare_digest
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives import hashes, hmac

from desk.errors import StoreTrouble
from desk.records.keys import sync_folder
from desk.records.place import refused
from desk.records.sealing import Sealer

MAGIC = b"guitai backup 1\n"
CHECK = 32
BLOCK = 1 << 20
Progress = Callable[[int, int], None]
"""Told how far the step under way is, and of how much; 0 where nobody counted. What it raises ends the step."""


def quiet(done: int, of: int) -> None:
    """Progress that nobody watches."""


def write(target: Path, manifest: dict[str, Any], database: Path, sealer: Sealer, progress: Progress) -> None:
    """Writes a backup whole or not at all; two at once get in nobody's way.

    Raises StoreTrouble(store_full | store_read_only, what=backup).
    """
    checking = _Check(sealer)
    size = database.stat().st_size
    beside = None
    try:
        fd, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(fd, "wb") as out, database.open("rb") as pages:
            head = MAGIC + json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode() + b"\n"
            out.write(checking.over(head))
            done = 0
            while block := pages.read(BLOCK):
                out.write(checking.over(block))
                done += len(block)
                progress(done, size)
            out.write(checking.result())
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, target)
        sync_folder(target.parent)
    except BaseException as error:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        kind = "store_full" if refused(error).kind == "store_full" else "store_read_only"
        raise StoreTrouble(kind, what="backup", folder=str(target.parent)) from error


def read_manifest(file: Path) -> dict[str, Any]:
    """What a backup says about itself, still unchecked. Raises StoreTrouble(backup_damaged)."""
    try:
        with file.open("rb") as source:
            return _manifest(source)
    except (OSError, ValueError, TypeError) as error:
        raise StoreTrouble("backup_damaged", what="manifest", file=file.name) from error


def extract(file: Path, database: Path, sealer: Sealer, progress: Progress) -> None:
    """Writes the database out again and checks every byte on the way. Raises StoreTrouble(backup_damaged)."""
    checking = _Check(sealer)
    size = file.stat().st_size
    with file.open("rb") as source:
        _manifest(source)
        begin = source.tell()
        source.seek(0)
        checking.over(source.read(begin))
        fd = os.open(database, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "wb") as out:
            for block in _blocks(source, size - begin - CHECK):
                out.write(checking.over(block))
                progress(out.tell(), size)
            out.flush()
            os.fsync(out.fileno())
        if not compare_digest(source.read(), checking.result()):
            raise StoreTrouble("backup_damaged", what="check", file=file.name)


def _manifest(source: BinaryIO) -> dict[str, Any]:
    if source.readline(64) != MAGIC:
        raise ValueError("not a backup")
    document = json.loads(source.readline(BLOCK))
    return dict(document)


def _blocks(source: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (block := source.read(min(BLOCK, left))):
        left -= len(block)
        yield block


class _Check:
    """HMAC-SHA-256 or HMAC-SM3 over a stream, by the store's suite."""

    def __init__(self, sealer: Sealer) -> None:
        key = sealer.secret("tag-backup")
        self._code = hmac.HMAC(key, hashes.SM3() if sealer.suite == "sm" else hashes.SHA256())

    def over(self, block: bytes) -> bytes:
        self._code.update(block)
        return block

    def result(self) -> bytes:
        return self._code.finalize()
