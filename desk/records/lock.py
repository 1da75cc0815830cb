"""One desk per data folder: a lock the operating system takes back when the process dies."""

import os
import sys
from pathlib import Path

from desk.errors import StoreTrouble
from desk.records.place import refused


class FolderLock:
    """Held from construction to `close`.

    Raises StoreTrouble: store_locked (pid) when another process holds it, store_read_only, store_full or store_damaged
    when the disk refuses the lock's own file.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._fd = os.open(folder / "desk.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise refused(error) from error
        try:
            _lock(self._fd)
        except OSError:
            other = os.read(self._fd, 20).decode("ascii", "replace").strip()
            os.close(self._fd)
            raise StoreTrouble("store_locked", pid=other) from None
        try:
            os.ftruncate(self._fd, 0)
            os.lseek(self._fd, 0, os.SEEK_SET)
            os.write(self._fd, str(os.getpid()).encode())
        except OSError as error:
            os.close(self._fd)
            raise refused(error) from error

    def close(self) -> None:
        """Gives the folder free; calling twice is harmless."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        os.lseek(fd, 4096, os.SEEK_SET)  # the bytes before it hold the pid and stay readable
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
