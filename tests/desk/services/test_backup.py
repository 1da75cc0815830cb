"""Backups count only when they were restored and checked."""

import contextlib
import random
from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import a_case, build, open_counter, stocked

from desk.errors import StoreTrouble, UsageError
from desk.services import backup, stock
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


def test_a_backup_is_made_by_itself_once_a_day_where_the_settings_name_a_folder(desk: Counter, tmp_path: Path) -> None:
    assert backup.automatic(desk) is None
    settings = replace(desk.settings, store=replace(desk.settings.store, backup_dir=str(tmp_path)))
    desk = replace(desk, settings=settings)

    assert backup.automatic(desk) is not None
    assert backup.automatic(desk) is None
    desk.clock.advance(hours=25)
    assert backup.automatic(desk) is not None


def test_the_store_knows_when_it_was_last_backed_up(desk: Counter, tmp_path: Path) -> None:
    assert backup.last_proved(desk) is None

    backup.create(desk, tmp_path)

    assert backup.last_proved(desk) == desk.now()
