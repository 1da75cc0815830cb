"""Backups count only when they were restored and checked."""

import contextlib
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import AUDITOR, a_case, build, open_counter, stocked
from sqlalchemy import select

from desk.errors import StoreTrouble, UsageError
from desk.records import journal
from desk.records.engine import connect_file
from desk.records.journal import JournalEntry
from desk.services import backup, closing, stock
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, people=False)
    stocked(counter, 10)
    a_case(counter)
    return counter


def test_a_backup_restores_on_a_new_folder_with_everything_in_it(desk: Counter, tmp_path: Path) -> None:
    made = backup.create(desk, tmp_path)
    checked = backup.verify(made.file)
    restored = backup.restore(made.file, tmp_path / "elsewhere")

    again = open_counter(desk, tmp_path / "elsewhere")
    assert (made.cases, checked.cases, restored.cases) == (1, 1, 1)
    assert checked.ok
    assert stock.report(again) == stock.report(desk)
    again.store.close()


def test_every_flipped_bit_of_a_backup_is_found(desk: Counter, tmp_path: Path) -> None:
    made = backup.create(desk, tmp_path)
    clear = made.file.read_bytes()
    chance = random.Random(7)
    missed = []
    for _ in range(25):
        bit = chance.randrange(len(clear) * 8)
        damaged = bytearray(clear)
        damaged[bit // 8] ^= 1 << bit % 8
        (tmp_path / "damaged.backup").write_bytes(damaged)
        with contextlib.suppress(StoreTrouble):  # a flipped store id: its key is not there
            if backup.verify(tmp_path / "damaged.backup").ok:
                missed.append(bit)
    assert missed == []


def test_two_backups_of_the_same_second_do_not_spoil_each_other(desk: Counter, tmp_path: Path) -> None:
    second = []

    def another_meanwhile(_done: int, _of: int) -> None:
        if not second and list(tmp_path.glob(".guitai-*")):  # the first is half written
            second.append(None)
            second[0] = backup.create(desk, tmp_path)

    first = backup.create(desk, tmp_path, another_meanwhile)
    assert backup.verify(second[0].file).ok
    assert backup.verify(first.file).ok
    assert [file.name for file in tmp_path.glob("*guitai-*")] == [first.file.name]


def test_a_backup_never_lands_on_a_store_that_exists(desk: Counter, tmp_path: Path) -> None:
    made = backup.create(desk, tmp_path)
    desk.store.close()

    with pytest.raises(UsageError, match="store_exists"):
        backup.restore(made.file, tmp_path / "data")


def test_a_backup_for_another_key_says_so(desk: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backup.create(desk, tmp_path)
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "other keys"))

    with pytest.raises(StoreTrouble, match="store_missing_key"):
        backup.verify(made.file)


@pytest.fixture
def by_itself(desk: Counter, tmp_path: Path) -> Counter:
    """A desk whose settings name a folder for backups."""
    store = replace(desk.settings.store, backup_dir=str(tmp_path / "backups"))
    return replace(desk, settings=replace(desk.settings, store=store))


def test_a_backup_is_made_by_itself_once_a_day_where_the_settings_name_a_folder(
    desk: Counter, by_itself: Counter
) -> None:
    assert backup.automatic(desk) is None

    assert backup.automatic(by_itself) is not None
    assert backup.automatic(by_itself) is None
    desk.clock.advance(hours=25)
    assert backup.automatic(by_itself) is not None


def test_a_closed_day_is_backed_up_though_the_last_backup_is_young(by_itself: Counter) -> None:
    made = backup.automatic(by_itself)
    by_itself.clock.advance(hours=8)
    assert not backup.due(by_itself)

    closing.close_day(by_itself, by_itself.today(), 0, 10)

    by_itself.clock.advance(minutes=1)
    evening = backup.automatic(by_itself)
    assert evening is not None
    assert evening.entries > made.entries
    assert backup.automatic(by_itself) is None


def test_a_clock_set_back_puts_no_backup_off(by_itself: Counter) -> None:
    backup.automatic(by_itself)

    by_itself.clock.advance(days=-3)

    assert backup.due(by_itself)


def test_a_backup_comes_to_its_end_though_somebody_writes_after_every_page(desk: Counter, tmp_path: Path) -> None:
    pages = (tmp_path / "data" / "store" / "desk.db").stat().st_size // 4096
    steps = []

    def write(done: int, of: int) -> None:
        steps.append(done)
        assert len(steps) < 2 * pages, f"began again and again: {steps[-3:]} of {of}"
        with desk.store.begin() as session:
            journal.write(session, desk, "looked", "case", "done")

    desk.store.copy_to(tmp_path / "copy.db", 4, write)

    assert steps == sorted(steps)
    with contextlib.closing(connect_file(tmp_path / "copy.db", desk.store.sealer.secret("pages"))) as copy:
        assert copy.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert copy.execute("SELECT count(*) FROM journal WHERE what = 'looked'").fetchone() == (0,)


def test_a_backup_that_is_made_while_somebody_works_is_proved_like_any_other(desk: Counter, tmp_path: Path) -> None:
    def work(_done: int, _of: int) -> None:
        with desk.store.begin() as session:
            journal.write(session, desk, "looked", "case", "done")

    made = backup.create(desk, tmp_path, work)

    assert made.ok
    assert backup.verify(made.file).entries == made.entries


def test_a_backup_made_by_itself_is_in_nobodys_name(by_itself: Counter) -> None:
    auditor = replace(by_itself, operator=AUDITOR)
    backup.automatic(auditor)

    with by_itself.store.reading() as session:
        entry = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
    assert (entry.what, entry.by, entry.role) == ("backup", "", "none")


def test_a_backup_that_is_given_up_leaves_nothing_and_is_due_again(by_itself: Counter, tmp_path: Path) -> None:
    for moment in range(2):
        asked = iter([False] * moment)

        assert backup.automatic(by_itself, lambda asked=asked: next(asked, True)) is None

        assert list((tmp_path / "backups").iterdir()) == []
        assert list((tmp_path / "data" / "store").glob(".backup-*")) == []
    assert backup.due(by_itself)


def test_the_newest_thirty_backups_of_a_store_are_kept_and_no_strange_file_is_touched(
    by_itself: Counter, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    mine = [folder / f"guitai-{by_itself.store.id[:8]}-20260101-{n:06d}.backup" for n in range(backup.KEPT + 3)]
    other = folder / "guitai-00000000-20250101-000000.backup"
    for file in (*mine, other):
        file.touch()

    made = backup.automatic(by_itself)

    assert sorted(folder.iterdir()) == [other, *mine[4:], made.file]


def test_a_clock_set_back_does_not_cost_the_backup_just_made(by_itself: Counter, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for n in range(backup.KEPT):
        (folder / f"guitai-{by_itself.store.id[:8]}-21000101-{n:06d}.backup").touch()

    made = backup.automatic(by_itself)

    assert made is not None
    assert made.file.exists()
    assert len(list(folder.iterdir())) == backup.KEPT


def test_what_a_killed_desk_left_of_a_backup_is_cleared_away_after_a_day(by_itself: Counter, tmp_path: Path) -> None:
    old, young = (tmp_path / "data" / "store" / name for name in (".backup-old", ".backup-young"))
    half_written = tmp_path / "backups" / f".guitai-{by_itself.store.id[:8]}-20260314-100000.backup.x"
    for left in (old, young):
        left.mkdir()
    half_written.parent.mkdir()
    half_written.touch()
    for left, hours in ((old, 30), (half_written, 30), (young, 1)):
        at = by_itself.now().timestamp() - hours * 3600
        os.utime(left, (at, at))

    backup.automatic(by_itself)

    assert not old.exists()
    assert not half_written.exists()
    assert young.exists()


def test_the_store_knows_when_it_was_last_backed_up(desk: Counter, tmp_path: Path) -> None:
    assert backup.last_proved(desk) is None

    backup.create(desk, tmp_path)

    assert backup.last_proved(desk) == desk.now()
