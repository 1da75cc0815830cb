"""A hall's own database on the server, and a counter over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_builder import build
from hall_server import HallServer

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
