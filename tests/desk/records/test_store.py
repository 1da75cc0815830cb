"""The store opens, keeps, and refuses what it cannot vouch for."""

import os
import random
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from desk_builder import build, open_counter, reopen
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desk.errors import StoreTrouble, UsageError
from desk.records import journal
from desk.records.engine import connect_file
from desk.records.migrations import HEAD
from desk.records.opening import open_store
from desk.services.counter import Counter
from desk.settings import StoreSettings


def act(desk: Counter, subject: str = "desk") -> None:
    with desk.store.begin() as session:
        journal.write(session, desk, "opened", subject, "done")


def entries(desk: Counter) -> int:
    with desk.store.reading() as session:
        return journal.verify(session, desk.store.sealer, desk.hall).entries


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, people=False)
    act(counter)
    return counter


def database(desk: Counter) -> Path:
    assert desk.store.path is not None
    return desk.store.path


def test_what_was_acknowledged_is_there_after_a_restart(desk: Counter) -> None:
    assert entries(reopen(desk)) == 1


def test_a_second_desk_on_the_same_folder_is_told_that_one_is_running(desk: Counter, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="store_locked"):
        open_store(tmp_path / "data", desk.settings.store, clock=desk.clock)


def test_a_look_from_beside_is_possible_while_the_desk_runs(desk: Counter, tmp_path: Path) -> None:
    beside = open_store(tmp_path / "data", desk.settings.store, clock=desk.clock, sole=False)

    with beside.reading() as session:
        assert journal.verify(session, beside.sealer, desk.hall).entries == 1
    beside.close()
    act(desk)

    assert entries(desk) == 2


def test_the_lock_is_free_again_when_the_process_is_killed(desk: Counter, tmp_path: Path) -> None:
    desk.store.close()
    script = (
        "import sys, time; from pathlib import Path; from desk.records.lock import FolderLock; "
        "lock = FolderLock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "data")], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StoreTrouble) as told:
        open_store(tmp_path / "data", desk.settings.store, clock=desk.clock)
    assert told.value.facts["pid"] == str(holder.pid)
    holder.kill()
    holder.communicate()

    open_store(tmp_path / "data", desk.settings.store, clock=desk.clock).close()


def test_the_file_holds_nothing_readable_and_is_for_its_owner_only(desk: Counter) -> None:
    path = database(desk)
    desk.store.close()

    assert path.read_bytes()[:15] != b"SQLite format 3"
    assert path.stat().st_mode & 0o077 == 0
    for key in Path(os.environ["GUITAI_KEY_DIR"]).iterdir():
        assert key.stat().st_mode & 0o077 == 0


def test_a_missing_key_is_said_and_never_replaced(
    desk: Counter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = database(desk)
    desk.store.close()
    before = path.read_bytes()
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "empty"))

    with pytest.raises(StoreTrouble, match="store_missing_key"):
        reopen(desk)

    assert path.read_bytes() == before
    assert not (tmp_path / "empty").exists()


def test_a_folder_copied_elsewhere_opens_for_the_same_account(desk: Counter, tmp_path: Path) -> None:
    desk.store.close()
    shutil.copytree(tmp_path / "data", tmp_path / "copy")

    copied = open_counter(desk, tmp_path / "copy")

    assert entries(copied) == 1
    copied.store.close()


@pytest.mark.parametrize("lost", ["desk.db", "store.json"])
def test_a_lost_file_is_damage_and_never_a_new_empty_store(desk: Counter, tmp_path: Path, lost: str) -> None:
    desk.store.close()
    (tmp_path / "data" / "store" / lost).unlink()

    with pytest.raises(StoreTrouble, match="store_damaged"):
        open_store(tmp_path / "data", desk.settings.store, clock=desk.clock)

    assert not (tmp_path / "data" / "store" / lost).exists()


@pytest.mark.parametrize("name", ["desk.db", "desk.db-wal"])
@pytest.mark.parametrize("how", ["unlinked", "replaced"])
def test_nothing_is_acknowledged_after_the_file_was_taken_away(desk: Counter, name: str, how: str) -> None:
    file = database(desk).with_name(name)
    if how == "unlinked":
        file.unlink()
    else:
        other = file.with_suffix(".other")
        shutil.copy(file, other)
        other.replace(file)

    with pytest.raises(StoreTrouble, match="store_replaced"):
        act(desk)


def test_an_older_copy_put_over_the_store_is_noticed(desk: Counter, tmp_path: Path) -> None:
    desk.store.close()
    shutil.copytree(tmp_path / "data" / "store", tmp_path / "older")
    desk = open_counter(desk, tmp_path / "data")
    act(desk)
    desk.store.close()
    shutil.copytree(tmp_path / "older", tmp_path / "data" / "store", dirs_exist_ok=True)

    with pytest.raises(StoreTrouble) as told:
        open_counter(desk, tmp_path / "data")

    assert told.value.kind == "store_replaced"
    assert told.value.facts["what"] == "older"


def test_a_store_of_a_newer_program_is_refused_untouched(desk: Counter) -> None:
    path = database(desk)
    desk.store.close()
    bare = connect_file(path, desk.store.sealer.secret("pages"))
    bare.execute("UPDATE alembic_version SET version_num = '9999'")
    bare.close()
    before = path.read_bytes()

    with pytest.raises(StoreTrouble) as told:
        reopen(desk)

    assert told.value.facts == {"found": "9999", "known": HEAD}
    assert path.read_bytes() == before


def test_every_flipped_bit_is_found_before_it_is_used(desk: Counter, tmp_path: Path) -> None:
    for number in range(40):
        act(desk, f"subject {number}")
    desk.store.close()
    place, chance, missed = tmp_path / "data" / "store", random.Random(5), []
    files = [place / "desk.db", place / "store.json", next(Path(os.environ["GUITAI_KEY_DIR"]).glob("*.key"))]
    for file in files * 10:
        clear = file.read_bytes()
        bit = chance.randrange(len(clear) * 8)
        damaged = bytearray(clear)
        damaged[bit // 8] ^= 1 << bit % 8
        file.write_bytes(damaged)
        with suppress(StoreTrouble):
            store = open_store(tmp_path / "data", desk.settings.store, clock=desk.clock)
            with suppress(StoreTrouble):
                store.check_pages()
                missed.append((file.name, bit))
            store.close()
        file.write_bytes(clear)
    assert missed == []


def test_a_disk_that_is_full_is_said_and_nothing_is_lost(desk: Counter) -> None:
    with desk.store.engine().connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    before = entries(desk)

    def too_much() -> None:
        with desk.store.begin() as session:
            for number in range(2000):
                journal.write(session, desk, "opened", f"subject {number}", "done", filler="x" * 400)

    with pytest.raises(StoreTrouble, match="store_full"):
        too_much()
    assert entries(desk) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET result = 'undone'",
        "DELETE FROM journal",
        "DELETE FROM anchors",
        "DELETE FROM accounts",
    ],
)
def test_the_past_cannot_be_edited_through_the_program(desk: Counter, statement: str) -> None:
    with desk.store.begin() as session:
        session.execute(
            text(
                "INSERT INTO accounts (hall, name, role, password, enabled, must_change, created_at, changed_at, "
                "earlier, mac) VALUES ('1101990001', 'x', 'clerk', '', 1, 0, '', '', '', '')"
            )
        )
    with pytest.raises(IntegrityError, match="guard"), desk.store.begin() as session:
        session.execute(text(statement))


def test_what_a_failed_act_began_is_gone(desk: Counter) -> None:
    def fails() -> None:
        with desk.store.begin() as session:
            journal.write(session, desk, "opened", "desk", "done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    act(desk)

    assert entries(desk) == 2


def test_a_passphrase_can_hold_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from desk.settings import Settings

    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    kept = replace(Settings().store, key="passphrase", suite="sm")
    desk = build(tmp_path / "other", people=False)
    store = open_store(tmp_path / "data", kept, clock=desk.clock, passphrase=lambda: "样本 大厅 主口令 2026 春")
    store.close()

    open_store(tmp_path / "data", kept, clock=desk.clock, passphrase=lambda: "样本 大厅 主口令 2026 春").close()
    with pytest.raises(StoreTrouble, match="wrong"):
        open_store(tmp_path / "data", kept, clock=desk.clock, passphrase=lambda: "something else")


def test_a_passphrase_that_is_easily_guessed_makes_no_store(tmp_path: Path) -> None:
    desk = build(tmp_path / "other", people=False)
    with pytest.raises(UsageError, match="too_short"):
        open_store(tmp_path / "data", StoreSettings(key="passphrase"), clock=desk.clock, passphrase=lambda: "2026")
    assert not (tmp_path / "data" / "store").exists()


def test_a_keyring_that_is_asked_for_and_not_there_is_said_and_makes_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = build(tmp_path / "other", people=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(StoreTrouble) as told:
        open_store(tmp_path / "data", StoreSettings(key="keyring"), clock=desk.clock)
    assert told.value.facts["why"] == "not_installed"
    assert not (tmp_path / "data" / "store").exists()


def test_the_systems_keyring_can_hold_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawer: dict[tuple[str, str], str] = {}
    keyring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    keyring.get_password = lambda service, name: drawer.get((service, name))
    keyring.set_password = lambda service, name, secret: drawer.update({(service, name): secret})
    errors.KeyringError = type("KeyringError", (Exception,), {})
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    desk, kept = build(tmp_path / "other", people=False), StoreSettings(key="keyring")
    open_store(tmp_path / "data", kept, clock=desk.clock).close()
    assert list(tmp_path.rglob("data/**/*.key")) == []

    open_store(tmp_path / "data", kept, clock=desk.clock).close()
    drawer.clear()
    with pytest.raises(StoreTrouble, match="store_missing_key"):
        open_store(tmp_path / "data", kept, clock=desk.clock)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_truncated_file_is_refused(desk: Counter, share: float) -> None:
    path = database(desk)
    for number in range(20):
        act(desk, f"subject {number}")
    desk.store.close()
    os.truncate(path, int(path.stat().st_size * share) // 4096 * 4096)

    with pytest.raises(StoreTrouble):
        reopen(desk).store.check_pages()


def test_a_log_that_lost_its_end_is_noticed_by_the_positions_beside_the_key(desk: Counter, tmp_path: Path) -> None:
    for number in range(5):
        act(desk, f"subject {number}")
    shutil.copytree(tmp_path / "data", tmp_path / "living")
    desk.store.close()
    shutil.rmtree(tmp_path / "data")
    shutil.copytree(tmp_path / "living", tmp_path / "data")
    log = tmp_path / "data" / "store" / "desk.db-wal"
    os.truncate(log, log.stat().st_size // 2)

    with pytest.raises(StoreTrouble, match="store_replaced"):
        open_counter(desk, tmp_path / "data")


def test_the_shared_memory_file_may_go_after_a_crash(desk: Counter, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "data", tmp_path / "living")
    desk.store.close()
    shutil.rmtree(tmp_path / "data")
    shutil.copytree(tmp_path / "living", tmp_path / "data")
    (tmp_path / "data" / "store" / "desk.db-shm").unlink()

    again = open_counter(desk, tmp_path / "data")

    assert entries(again) == 1
    again.store.close()


def test_the_log_of_another_store_beside_the_file_does_no_harm(desk: Counter, tmp_path: Path) -> None:
    keys = os.environ["GUITAI_KEY_DIR"]
    other = build(tmp_path / "other", people=False)
    for number in range(30):
        act(other, f"subject {number}")
    foreign = database(other).with_name("desk.db-wal").read_bytes()
    other.store.close()
    os.environ["GUITAI_KEY_DIR"] = keys
    desk.store.close()
    database(desk).with_name("desk.db-wal").write_bytes(foreign)

    with suppress(StoreTrouble):
        desk = reopen(desk)
        desk.store.check_pages()
        assert entries(desk) == 1


def test_eight_writers_at_once_wait_for_each_other_and_lose_nothing(desk: Counter) -> None:
    faults: list[BaseException] = []

    def work(n: int) -> None:
        try:
            for number in range(12):
                act(desk, f"{n}-{number}")
        except BaseException as fault:
            faults.append(fault)

    writers = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert faults == []
    assert entries(desk) == 1 + 8 * 12


def test_a_note_beside_the_key_that_cannot_be_written_undoes_nothing(tmp_path: Path) -> None:
    desk = build(tmp_path, people=False)
    (tmp_path / "keys").rename(tmp_path / "away")
    (tmp_path / "keys").write_text("no folder any more")

    act(desk)

    assert entries(desk) == 1
