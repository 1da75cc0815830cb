"""One submission's commit: the rows it writes, through our encrypted store and through bare sqlite3 (budget 4a).

The rows are those that real submissions write, recorded at the driver. They are written again, one transaction for each
submission, by bare sqlite3 into an unencrypted file with the same tables, indexes and guards (the floor), and by our
store. The whole of a submission, with its decision and its sealing, is told beside them.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, create_engine, event

from bench.budget import Figure, median_ms

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from desk_builder import build
from walk_ins import arrive, id_card, people

from desk.errors import Refused
from desk.records import guards
from desk.records.tables import Base
from desk.services import submission
from desk.services.counter import Counter

Statement = tuple[str, Any, bool]
Transaction = list[Statement]
Write = Callable[[Transaction], None]
WRITES = ("INSERT", "UPDATE", "DELETE")


def measure() -> list[Figure]:
    """Medians in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = build(folder / "first")
        before, submissions, whole = _recorded(desk)
        desk.store.close()
        other = build(folder / "second")
        ours, raw = _side_by_side(before, submissions, _ours(other), _raw(folder / "raw.db"))
        other.store.close()
        sync = _sync(folder / "sync")
        rows = median(sum(len(words) if many else 1 for _, words, many in each) for each in submissions)
    return [
        Figure("fdatasync of one page", sync),
        Figure(f"submission, {rows:.0f} rows written and committed", ours, raw, 3.0),
        Figure("submission whole: decision, sealing, rows, case opened", whole, raw),
    ]


def _recorded(desk: Counter) -> tuple[list[Transaction], list[Transaction], float]:
    """What was written before and by each submission, and the median time of a whole one."""
    before: list[Transaction] = []
    submissions: list[Transaction] = []
    times = []
    with _writes() as written:
        for name in people():
            with suppress(Exception):
                draft = arrive(desk, id_card(name), "first_issue")
                before += written.take()
                begun = time.perf_counter()
                with suppress(Refused):
                    submission.conclude(desk, draft, f"bench {name}")
                    times.append((time.perf_counter() - begun) * 1000)
                    submissions += written.take()
            written.take()
    return before, submissions, median(times)


class _Written:
    """Committed transactions since the last `take`."""

    def __init__(self) -> None:
        self._open: Transaction = []
        self._done: list[Transaction] = []

    def statement(self, _conn: Any, _cursor: Any, sql: str, words: Any, _context: Any, many: bool) -> None:
        if sql.startswith("BEGIN"):
            self._open = []
        elif sql.startswith(WRITES):
            self._open.append((sql, words, many))

    def committed(self, _conn: Any) -> None:
        if self._open:
            self._done.append(self._open)
        self._open = []

    def take(self) -> list[Transaction]:
        done, self._done = self._done, []
        return done


@contextmanager
def _writes() -> Iterator[_Written]:
    written = _Written()
    event.listen(Engine, "before_cursor_execute", written.statement)
    event.listen(Engine, "commit", written.committed)
    yield written
    event.remove(Engine, "before_cursor_execute", written.statement)
    event.remove(Engine, "commit", written.committed)


def _raw(path: Path) -> Write:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as making:
        Base.metadata.create_all(making)
        guards.renew(making)
    engine.dispose()
    bare = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        bare.execute(f"PRAGMA {pragma}")

    def write(each: Transaction) -> None:
        bare.execute("BEGIN IMMEDIATE")
        for sql, words, many in each:
            (bare.executemany if many else bare.execute)(sql, words)
        bare.execute("COMMIT")

    return write


def _ours(desk: Counter) -> Write:
    def write(each: Transaction) -> None:
        with desk.store.begin() as session:
            connection = session.connection()
            for sql, words, _ in each:
                connection.exec_driver_sql(sql, words)

    return write


def _side_by_side(before: list[Transaction], submissions: list[Transaction], *writers: Write) -> list[float]:
    """Median milliseconds of each writer, turn about, so that a busy moment hits all of them."""
    for each in before:
        for write in writers:
            write(each)
    times: list[list[float]] = [[] for _ in writers]
    for each in submissions:
        for write, taken in zip(writers, times, strict=True):
            begun = time.perf_counter()
            write(each)
            taken.append((time.perf_counter() - begun) * 1000)
    return [median(taken) for taken in times]


def _sync(path: Path) -> float:
    page = os.urandom(4096)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def once() -> None:
        os.pwrite(file, page, 0)
        os.fdatasync(file)

    told = median_ms(once, 200)
    os.close(file)
    return told
