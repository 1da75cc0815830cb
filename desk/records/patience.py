"""Connections to a server that may fall silent: after LONGEST seconds without an answer the line is cut.

The transaction that was under way is lost or done, nobody knows; the caller asks again with the same idempotency key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors
from psycopg.abc import RV, PQGen
from sqlalchemy import Connection, text

LONGEST = 5.0
"""Seconds a statement may take, from here to here."""
AT_LENGTH = 900
ON_THE_SERVER = "4s"
"""After so long the server itself gives a statement up."""
OPTIONS = (
    f"-c statement_timeout={ON_THE_SERVER} -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000 "
    "-c synchronous_commit=on"  # what is acknowledged is on the server's disk, whatever its default is
)


_OURS: dict[str, Any] = {
    "connect_timeout": int(LONGEST),
    "options": OPTIONS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}


class Silent(psycopg.OperationalError):
    """The server was there and did not answer in time."""


class PatientConnection(psycopg.Connection[Any]):
    """Waits no longer than `longest`; then it is closed and says Silent.

    A transaction is asked to be READ ONLY or nothing: one that is asked to be READ WRITE, as the pool would after a
    look, is so on a server that its administrator has made read-only, and is no transaction at all on a standby.
    """

    longest = LONGEST

    def set_read_only(self, value: bool | None) -> None:
        super().set_read_only(value or None)

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, self.longest if timeout is None else timeout)
        except errors._WaitTimeout:
            self.pgconn.finish()
            raise Silent from None


@contextmanager
def at_length(connection: Connection) -> Iterator[None]:
    """For a transaction that walks through everything there is: each of its statements may take AT_LENGTH seconds."""
    line = connection.connection.driver_connection
    assert isinstance(line, PatientConnection)
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {limit} = {AT_LENGTH}000"))
    line.longest = AT_LENGTH
    try:
        yield
    finally:
        line.longest = LONGEST


def connect_patiently(**where: Any) -> PatientConnection:
    """Opens one connection; a server that is not there is given up after LONGEST seconds too."""
    return PatientConnection.connect(**{**where, **_OURS})
