"""A hall's own database on the server, a counter over it, and one of a hall beside it in the same database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_builder import NEXT_DOOR, build
from hall_server import BESIDE, HallServer

from desk.services.counter import Counter


@pytest.fixture
def url(hall_server: HallServer) -> str:
    return hall_server.database()


@pytest.fixture
def hall(tmp_path: Path, url: str) -> Iterator[Counter]:
    """Windows at work: `build` lets the owner make the store and opens it under the windows' role."""
    counter = build(tmp_path, people=False, db_url=url)
    yield counter
    counter.store.close()


@pytest.fixture
def beside(tmp_path: Path, hall: Counter, url: str) -> Iterator[Counter]:
    """The hall beside in the same database: a machine of its own with the store's key, windows of another role."""
    shutil.copytree(tmp_path / "keys", tmp_path / "beside" / "keys")
    counter = build(tmp_path / "beside", people=False, db_url=url, settings=NEXT_DOOR, windows=BESIDE)
    yield counter
    counter.store.close()
