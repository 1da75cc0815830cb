"""Which monitor belongs to whom: the clerk, the customer, the hall; remembered from day to day in one small file.

Whoever was put on a monitor by hand is found there again. A monitor that is not plugged in any more is forgotten by
nobody: its window waits until it is back. Without anything remembered the customer gets the first monitor beside the
clerk's, the hall the last.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QScreen

CUSTOMER, HALL = "customer", "hall"


def name_of(monitor: QScreen) -> str:
    """What a monitor is remembered by: its socket, and its serial number where it tells one."""
    return f"{monitor.name()} {monitor.serialNumber()}".strip()


class Monitors:
    """The remembered places; without a file they last as long as the program."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._here: dict[str, str] = {}

    def remembered(self, who: str) -> str:
        """The name of this one's monitor, empty when it was never put anywhere by hand."""
        return self._all().get(who, "")

    def remember(self, who: str, monitor: QScreen) -> None:
        """Puts it there from now on; a disk that takes nothing forgets it at the end of the day."""
        self._here = self._all() | {who: name_of(monitor)}
        if self._file is None:
            return
        try:
            fresh = self._file.with_name(f".{self._file.name}.new")
            fresh.write_text(json.dumps(self._here, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._file)
        except OSError:
            return

    def for_customer(self, monitors: Sequence[QScreen], clerk: QScreen) -> QScreen | None:
        """Where the customer looks: never the clerk's own monitor, nor the hall's while there is another."""
        others = [one for one in monitors if one is not clerk]
        wanted, hall = self.remembered(CUSTOMER), self.remembered(HALL)
        known = next((one for one in others if name_of(one) == wanted), None)
        return known or next((one for one in others if name_of(one) != hall), None)

    def for_hall(self, monitors: Sequence[QScreen], before: str = "") -> QScreen | None:
        """Where the hall looks: the remembered monitor, or where it hung `before`, or none while that is unplugged.

        Where nothing is known, the last of several.
        """
        wanted = self.remembered(HALL) or before
        if wanted:
            return next((one for one in monitors if name_of(one) == wanted), None)
        return monitors[-1] if len(monitors) > 1 else None

    def _all(self) -> dict[str, str]:
        if self._file is None:
            return self._here
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return self._here
        known = told.items() if isinstance(told, dict) else ()
        return {who: name for who, name in known if isinstance(name, str)}


def next_after(monitors: Sequence[QScreen], here: QScreen | None) -> QScreen | None:
    """The monitor after this one; None after the last."""
    if here is None or here not in monitors:
        return monitors[0] if monitors else None
    at = list(monitors).index(here) + 1
    return monitors[at] if at < len(monitors) else None
