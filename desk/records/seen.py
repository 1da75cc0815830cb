"""The newest acknowledged journal positions, kept beside the key.

So an older copy that was put over a data folder is noticed, and a server that gave way to a replica which lags behind.

It is written after the commit and without a sync: the database is durable first, so this note may be behind it after a
power cut but never ahead. A note that cannot be read is treated as absent.
"""

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from desk.records.keys import key_folder

Positions = dict[tuple[str, str], tuple[int, bytes]]
_LENGTH = 4096


def belongs_to_a_hall(folder: Path) -> bool:
    """Whether a hall's store was worked at in that data folder."""
    return any(key_folder().glob(f"*.{_place(folder)}.hall"))


class Seen:
    """The note of one store in one data folder, or on a server, whichever machine it is just now."""

    def __init__(self, store_id: str, folder: Path | None) -> None:
        place = _place(folder) if folder else "server"
        self._path = key_folder() / f"{store_id}.{place}.seen"
        self._fd = -1
        self.positions: Positions = self._read()

    def note(self, positions: Positions) -> None:
        """Remembers newer positions; one that cannot be written down is a note that stays behind, and no trouble."""
        self.positions |= positions
        text = json.dumps([[*key, seq, mac.hex()] for key, (seq, mac) in sorted(self.positions.items())])
        line = f"{hashlib.sha256(text.encode()).hexdigest()[:16]} {text}\n".encode().ljust(_LENGTH)
        with suppress(OSError):
            if self._fd < 0:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            _write_at_the_start(self._fd, line)

    def keep_place(self) -> None:
        """Remembers that a hall's store lies in this folder: should it be missing, no empty one takes its place."""
        with suppress(OSError):
            self._path.with_suffix(".hall").touch(mode=0o600)

    def forget(self) -> None:
        """Drops the note: a supervisor has accepted the store as it is."""
        self.close()
        self._path.unlink(missing_ok=True)
        self.positions = {}

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _read(self) -> Positions:
        try:
            check, text = self._path.read_text(encoding="utf-8").strip().split(" ", 1)
            if hashlib.sha256(text.encode()).hexdigest()[:16] != check:
                return {}
            return {(hall, chain): (seq, bytes.fromhex(mac)) for hall, chain, seq, mac in json.loads(text)}
        except (OSError, ValueError):
            return {}


def _place(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]


if sys.platform == "win32":

    def _write_at_the_start(fd: int, line: bytes) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        os.write(fd, line)
else:

    def _write_at_the_start(fd: int, line: bytes) -> None:
        os.pwrite(fd, line, 0)  # in one call: another thread may be writing too
