"""A hall's database server, started once for the tests that ask for it."""

from collections.abc import Iterator

import pytest
from hall_server import HallServer, programs


@pytest.fixture(scope="session")
def hall_server() -> Iterator[HallServer]:
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    server = HallServer()
    yield server
    server.close()
