"""The name a simulated serial port is found under: a link that points at whichever pseudo-terminal there is now."""

import os
from pathlib import Path

from devices.simulators.control import give_up


def must_be_free(link: Path) -> None:
    """Ends the program where something other than a link stands: somebody's file is not replaced."""
    if link.exists() and not link.is_symlink():
        give_up(f"{link} 已经存在，而且不是链接。")


def point(link: Path, terminal: str) -> None:
    """Lets the link name this terminal, in one step: whoever looks finds the old one or the new one."""
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(terminal)
    fresh.replace(link)
