"""The folder a store lies in: whether it may hold one at all, and what its disk says when it refuses.

A network share may not: its locks and syncs do not mean what they say.
"""

import errno
import os
import tempfile
from pathlib import Path

from desk.errors import StoreTrouble

SHARES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ncpfs", "davfs", "fuse.davfs2"})


ROOM = 1 << 16
"""What the log's index and the first pages of a log take, in bytes."""


def refuse_share(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> None:
    """Raises StoreTrouble(store_read_only, what=share) on a network share; Windows names them by two slashes."""
    if os.name == "nt":
        if str(folder.resolve()).startswith("\\\\"):
            raise StoreTrouble("store_read_only", what="share", share="smb")
        return
    try:
        table = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    here = folder.resolve()
    found = ("", "")
    for line in table.splitlines():
        _device, place, kind, *_ = line.split(" ")
        place = place.encode().decode("unicode_escape")
        if (here == Path(place) or Path(place) in here.parents) and len(place) >= len(found[0]):
            found = (place, kind)
    if found[1] in SHARES:
        raise StoreTrouble("store_read_only", what="share", share=found[1])


def refused(error: OSError) -> StoreTrouble:
    """What a refusal of the disk means: it is full, may not be written, or fails."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreTrouble("store_full", what=error.strerror)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreTrouble("store_read_only", what=error.strerror)
    return StoreTrouble("store_damaged", what="disk", why=error.strerror)


def asked(file: Path) -> StoreTrouble | None:
    """Tries what a database wants of its disk: the file open for writing, and room beside it for its log and index.

    For a database that says only that something went wrong: a full disk is no damage, and its store no case for the
    last backup. None when the disk does all of it.
    """
    try:
        with file.open("r+b"), tempfile.TemporaryFile(dir=file.parent) as room:
            room.write(bytes(ROOM))
            room.flush()
            os.fsync(room.fileno())
    except OSError as error:
        return refused(error)
    return None
