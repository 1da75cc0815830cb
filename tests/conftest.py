"""What every test stands on: no screen, no deadline that a busy machine could miss, no words in another language, and
incidents that are written nowhere but in the test's own folder."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

import pytest
from hall_server import HallServer, programs
from hypothesis import HealthCheck, settings

settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("desk")


@pytest.fixture(scope="session", autouse=True)
def incidents(tmp_path_factory):
    os.environ.setdefault("GUITAI_LOG_DIR", str(tmp_path_factory.mktemp("incidents")))


@pytest.fixture(scope="session")
def hall_server() -> Iterator[HallServer]:
    """A hall's database server, started once for the tests that ask for it."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    server = HallServer()
    yield server
    server.close()
