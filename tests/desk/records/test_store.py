"""The store opens, keeps, and refuses."""

from pathlib import Path

import pytest
from desk_builder import build, reopen

from desk.errors import StoreTrouble
from desk.records import journal
from desk.records.store import open_store


def test_what_was_acknowledged_is_there_after_a_restart(tmp_path: Path) -> None:
    desk = build(tmp_path)
    with desk.store.begin() as session:
        journal.write(session, desk, "opened", "desk", "done")

    desk = reopen(desk)

    with desk.store.reading() as session:
        assert journal.verify(session, desk.store.sealer, desk.hall).entries == 1


def test_a_second_desk_on_the_same_folder_is_told_that_one_is_running(tmp_path: Path) -> None:
    desk = build(tmp_path)

    with pytest.raises(StoreTrouble) as told:
        open_store(tmp_path / "data", desk.settings.store, clock=desk.clock)

    assert told.value.kind == "store_locked"
