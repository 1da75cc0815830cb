"""Clocks that jump, bits that flip, and journals that are edited."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desk_builder import a_case, build
from sqlalchemy import text
from sqlalchemy.orm import Session

from desk.errors import StoreTrouble
from desk.records import journal
from desk.records.opening import open_store
from desk.services import backup
from desk.services.counter import Counter

ROOT = Path(__file__).parent.parent.parent
VISIT = """
import sys
from pathlib import Path
from desk_builder import a_case, build
from ui.clock import HallClock
desk = build(Path(sys.argv[1]), settled=True, clock=HallClock())
print(a_case(desk, number=sys.argv[2]))
desk.store.close()
"""


def visit_at(folder: Path, offset: str, number: str) -> str:
    words = [sys.executable, "-c", VISIT, str(folder), number]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'helpers'}"}
    return subprocess.run(
        ["faketime", "-f", offset, *words], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.skipif(shutil.which("faketime") is None, reason="libfaketime is not installed")
def test_a_clock_that_jumps_never_makes_a_number_twice(tmp_path: Path) -> None:
    build(tmp_path, people=False).store.close()

    numbers = [
        visit_at(tmp_path, offset, f"11019919850312{n:04d}") for n, offset in enumerate(("+0", "-3d", "+10y", "+0"))
    ]

    assert len(set(numbers)) == 4
    assert numbers[0][20:24] == "0001"
    assert numbers[3][20:24] == "0002"
    desk = build(tmp_path, settled=True)
    with desk.store.reading() as session:
        verdict = journal.verify(session, desk.store.sealer, desk.hall, desk.store.seen_anchors())
    assert verdict.ok


def flips(tmp_path: Path, times: int, seed: int) -> None:
    """Bits flipped in database, log, key, store file and backup: found before anything is used."""
    desk = build(tmp_path, people=False)
    for n in range(30):
        a_case(desk, number=f"11019919850312{n:04d}")
    made = backup.create(desk, tmp_path)
    data, living, closed = tmp_path / "data", tmp_path / "living", tmp_path / "closed"
    shutil.copytree(data, living)  # the log still lies beside the file
    desk.store.close()
    shutil.copytree(data, closed)
    key = next((tmp_path / "keys").glob("*.key"))
    chance, missed = random.Random(seed), []
    for n in range(times):
        name = ("desk.db", "desk.db-wal", "key", "store.json", "backup")[n % 5]
        shutil.rmtree(data)
        shutil.copytree(living if name == "desk.db-wal" else closed, data)
        file = {"key": key, "backup": made.file}.get(name, data / "store" / name)
        clear = file.read_bytes()
        bit = chance.randrange(len(clear) * 8)
        damaged = bytearray(clear)
        damaged[bit // 8] ^= 1 << bit % 8
        file.write_bytes(damaged)
        if not (_backup_noticed(file) if name == "backup" else _store_noticed(desk, data)):
            missed.append((name, bit))
        file.write_bytes(clear)
    print(f"\nflipped bits: {times}, {len(missed)} not noticed")
    assert missed == []


def _backup_noticed(file: Path) -> bool:
    try:
        return not backup.verify(file).ok
    except StoreTrouble:
        return True


def _store_noticed(desk: Counter, data: Path) -> bool:
    """Refused, or nothing is lost by it: a log's bit may belong to a page that was written again later."""
    try:
        store = open_store(data, desk.settings.store, clock=desk.clock)
    except StoreTrouble:
        return True
    try:
        store.check_pages()
        with store.reading() as session:
            verdict = journal.verify(session, store.sealer, desk.hall, store.seen_anchors())
        return (data / "store" / "desk.db-wal").stat().st_size > 0 and verdict.ok
    except StoreTrouble:
        return True
    finally:
        store.close()


def test_three_hundred_flipped_bits_are_found(tmp_path: Path) -> None:
    flips(tmp_path, 300, seed=3)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_three_hundred_flipped_bits_of_each_kind_are_found(tmp_path: Path) -> None:
    flips(tmp_path, 1500, seed=4)


def edits(tmp_path: Path, times: int, seed: int) -> None:
    """The journal edited, cut and reordered by somebody who took the guards off: found, and placed no later than there.

    What stands beside the key is what `verify` has from outside.
    """
    desk = build(tmp_path, people=False)
    with desk.store.begin() as session:
        for number in range(200):
            journal.write(session, desk, "looked", f"case {number}", "done", field="name")
    seen, chance, missed = desk.store.seen_anchors(), random.Random(seed), []
    columns = ["subject", "what", "result", "role", '"by"', "facts", "at", "chain", "hall", "mac", "seq"]
    for _ in range(times):
        column, seq = chance.choice(columns), chance.randint(1, 199)
        words = {"seq": seq, "new": chance.randint(300, 900) if column == "seq" else f"x{chance.random()}"}
        acts = chance.choice(
            (
                (f"UPDATE journal SET {column} = :new WHERE seq = :seq",),
                ("DELETE FROM journal WHERE seq = :seq",),
                ("DELETE FROM journal WHERE seq >= :seq",),
                (
                    "UPDATE journal SET seq = 0 WHERE seq = :seq",
                    "UPDATE journal SET seq = :seq WHERE seq = :seq + 1",
                    "UPDATE journal SET seq = :seq + 1 WHERE seq = 0",
                ),
            )
        )
        with desk.store.engine().execution_options(writing=True).connect() as connection, connection.begin() as undo:
            for name in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER guard_journal_{name}"))
            for act in acts:
                connection.execute(text(act), {name: value for name, value in words.items() if f":{name}" in act})
            verdict = journal.verify(Session(connection), desk.store.sealer, desk.hall, seen)
            if verdict.ok or verdict.first_bad is None or verdict.first_bad > seq:
                missed.append((acts, seq))
            undo.rollback()
    print(f"\njournal: {times} edits, {len(missed)} not found or not placed")
    assert missed == []


def test_a_thousand_random_edits_of_the_journal_are_found(tmp_path: Path) -> None:
    edits(tmp_path, 1000, seed=12)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_ten_thousand_random_edits_of_the_journal_are_found(tmp_path: Path) -> None:
    edits(tmp_path, 10_000, seed=13)
