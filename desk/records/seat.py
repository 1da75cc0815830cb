"""A window's number in a hall on a server: one machine at a time sits at it.

    free ──taken──> ours ──the store is closed, the program dies──> free
                     └──the line breaks──> free, and found so or taken by another when it is asked for again

The server keeps it in its memory as a lock of one connection: nothing is written, no two clocks are compared, and a
program that was killed gives it back with its connection. A machine that lost its power is given up within a minute.
"""

import hashlib
import platform
from contextlib import suppress

from sqlalchemy import Connection, Engine, text

from desk.errors import DeskError, StoreTrouble

_OURS = text(
    "SELECT set_config('application_name', :who, false), set_config('tcp_keepalives_idle', '20', false),"
    " set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)"
)
_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_WHO = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND (classid::bigint << 32) | objid::bigint = :key"
)
PROGRAM = "guitai "


class Seat:
    """One window's number at one server, from the first `sit_down` to `close`."""

    def __init__(self, engine: Engine, hall: str, window: str) -> None:
        self.of = (hall, window)
        self._engine = engine
        digest = hashlib.sha256(f"window {hall} {window}".encode()).digest()
        self._key = int.from_bytes(digest[:8], "big", signed=True)
        self._line: Connection | None = None

    def sit_down(self) -> None:
        """Takes the number, or makes sure that it is still ours.

        Raises StoreTrouble(window_taken, window, machine, ours) while another program has it; OutsideSilent.
        """
        if self._line is not None and not self._still_there(self._line):
            self.close()
        if self._line is not None:
            return
        line = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        line.detach()  # closing it ends it: in the pool it would go on holding the lock
        try:
            line.execute(_OURS, {"who": f"{PROGRAM}{platform.node()}"})
            if not line.scalar(_TAKE, {"key": self._key}):
                raise self._taken(line.scalar(_WHO, {"key": self._key}) or "")
        except BaseException:
            line.close()
            raise
        self._line = line

    def close(self) -> None:
        """Gives it back. Calling twice is harmless."""
        if self._line is not None:
            with suppress(DeskError):
                self._line.close()
            self._line = None

    def _taken(self, by: str) -> StoreTrouble:
        """By whom; `ours` by a program that went on this machine, or by a machine of the same name."""
        facts: dict[str, object] = {"window": self.of[1]}
        if machine := by.removeprefix(PROGRAM):  # the server tells it only to the same database account
            facts |= {"machine": machine, "ours": machine == platform.node()}
        return StoreTrouble("window_taken", **facts)

    @staticmethod
    def _still_there(line: Connection) -> bool:
        try:
            return bool(line.scalar(text("SELECT true")))
        except DeskError:
            return False
