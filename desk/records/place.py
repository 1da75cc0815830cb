"""Whether a folder may hold a store: a network share may not, because its locks and syncs do not mean what they say."""

import os
from pathlib import Path

from desk.errors import StoreTrouble

SHARES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ncpfs", "davfs", "fuse.davfs2"})


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
