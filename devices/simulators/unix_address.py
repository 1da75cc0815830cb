"""Where a unix socket is, for both of its ends."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def socket_address(path: Path) -> Iterator[str]:
    """An address for a unix socket of any length: the kernel takes 107 bytes, longer ones go by the folder's number."""
    if len(os.fsencode(path)) < 108:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
