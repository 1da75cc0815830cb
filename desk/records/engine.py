"""Connections to the two databases: an encrypted SQLite file, or a hall's PostgreSQL server.

Transactions begin where SQLAlchemy says so (the driver's own guessing is off), a writing one with BEGIN IMMEDIATE: two
writers wait for each other at the start, never in the middle. What the driver reports becomes StoreTrouble or
OutsideSilent; only broken constraints stay what they are, for they are our own bugs.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.pool import QueuePool

from desk.errors import OutsideSilent, StoreTrouble, UsageError
from desk.records.place import asked

BUSY_SECONDS = 5
_FOR_EVERY_CONNECTION = (
    "PRAGMA cache_size = -16384",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)
_TOLD = (
    ("database is locked", "store_locked"),
    ("readonly", "store_read_only"),
    ("full", "store_full"),
    ("malformed", "store_damaged"),
    ("not a database", "store_damaged"),
)
_DISK = ("unable to open", "disk I/O error")
"""What is said of a disk that is full, of one that may not be written, and of one that fails."""
_SAID_NO = re.compile(r"(?:FATAL|致命错误): +(.+)")
_UNPROVED = re.compile("certificate|证书|(not support|不支持).*SSL")
_NO_ROOT = re.compile(r'root certificate file "(.+?)" does not exist|根证书.*"(.+?)".*不存在')
_LATER = {
    "full": re.compile("too many|slots are reserved|太多|保留|预留"),
    "starting": re.compile("starting up|shutting down|not accepting|recovery|启动|关闭|不接受|恢复"),
}


def sqlite_engine(path: Path, key: bytes) -> Engine:
    """An engine over an existing file; `key` is the raw page key."""

    def connect() -> Any:
        return connect_file(path, key)

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        json_serializer=_json,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", lambda context: _tell_sqlite(context, path))
    return engine


def connect_file(path: Path, key: bytes) -> Any:
    """A bare connection with our pragmas. Raises StoreTrouble when the key or the file is not right."""
    connection = None
    try:
        connection = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA cipher_log_level = NONE")  # what it would say on stderr is told by our errors
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")  # a quarter faster than the default SHA-512
        for pragma in _FOR_EVERY_CONNECTION:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        if connection is not None:
            connection.close()
        raise _trouble_of(str(error), path) from None
    return connection


@contextmanager
def plain_trouble(path: Path) -> Iterator[None]:
    """Around work on a bare connection to a file: what the driver says becomes StoreTrouble."""
    try:
        yield
    except sqlcipher.Error as error:
        raise _trouble_of(str(error), path) from error


def server_engine(url: str) -> Engine:
    """An engine over a hall's server; every wait has an end of its own here.

    A frozen server still acknowledges at the network level, so neither its own time-outs nor TCP's end a wait for it.
    Raises UsageError(bad_url).
    """
    from desk.records.patience import connect_patiently

    try:
        target: URL = make_url(url)
    except ArgumentError:
        raise UsageError("bad_url") from None  # what it holds may be a password
    if target.get_backend_name() != "postgresql":
        raise UsageError("bad_url")
    engine = create_engine(
        target,
        creator=lambda: connect_patiently(**_for_psycopg(target)),
        pool_size=4,
        pool_pre_ping=True,
        json_serializer=_json,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _tell_server)
    return engine


def _for_psycopg(target: URL) -> dict[str, Any]:
    """An address by libpq's own names; as one text again, a space in a password would be a mistake.

    To another machine the server has to prove who it is (`sslmode=verify-full`) unless the address says otherwise: by
    itself libpq would give the password to whoever answers there.
    """
    asked = {name: word if isinstance(word, str) else ",".join(word) for name, word in target.query.items()}
    where = {**target.translate_connect_args(username="user", database="dbname"), **asked}
    if any(_elsewhere(host) for host in str(where.get("host", "")).split(",")):
        where.setdefault("sslmode", "verify-full")
    return where


def _elsewhere(host: str) -> bool:
    return not (host in ("", "localhost", "::1") or host.startswith(("/", "127.")))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _trouble_of(message: str, path: Path) -> StoreTrouble:
    if any(words in message for words in _DISK):
        return asked(path) or StoreTrouble("store_damaged", what="disk", why=message)
    return StoreTrouble(next((kind for words, kind in _TOLD if words in message), "store_damaged"), what=message)


def _tell_sqlite(context: ExceptionContext, path: Path) -> None:
    error = context.original_exception
    if isinstance(context.sqlalchemy_exception, IntegrityError) or not isinstance(
        error, sqlcipher.OperationalError | sqlcipher.DatabaseError
    ):
        return
    if isinstance(error, sqlcipher.ProgrammingError | sqlcipher.DataError | sqlcipher.NotSupportedError):
        return
    message = str(error)
    if any(words in message for words in (*dict(_TOLD), *_DISK)):
        raise _trouble_of(message, path) from error


def _tell_server(context: ExceptionContext) -> None:
    import psycopg

    from desk.records.patience import Silent

    error = context.original_exception
    if context.is_pre_ping and not isinstance(error, Silent):
        return  # the line broke while nobody used it, as when the server was started anew: another one is opened
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        context.is_disconnect = True  # no line of the pool is used again: each leads there, or was told so for its life
        raise StoreTrouble("store_read_only", what="server") from error
    if isinstance(error, psycopg.errors.DiskFull):
        raise StoreTrouble("store_full", what="server") from error
    if isinstance(error, psycopg.errors.StringDataRightTruncation):
        raise UsageError("too_long", most=int(re.sub(r"\D", "", str(error)) or 0)) from error
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        raise StoreTrouble("store_needs_owner") from error
    busy = psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled
    undone = psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected
    if isinstance(error, busy | undone):
        raise StoreTrouble("store_locked", what="server") from error
    if context.connection is None and _UNPROVED.search(str(error)):
        if no_root := _NO_ROOT.search(str(error)):
            raise OutsideSilent("database_unproved", what="no_root", file=no_root[1] or no_root[2]) from error
        raise OutsideSilent("database_unproved", why=str(error).rpartition(": ")[2].strip()) from error
    said_no = _SAID_NO.search(str(error))
    if context.connection is None and said_no:
        if "startup parameter" in said_no[1]:  # a pooler does not know them; a server does
            raise OutsideSilent("database_pooled") from error
        for later, words in _LATER.items():
            if words.search(said_no[1]):
                raise OutsideSilent("database_silent", what=later) from error
        raise OutsideSilent("database_refused", why=said_no[1]) from error
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        raise OutsideSilent("database_silent", error=type(error).__name__) from error
