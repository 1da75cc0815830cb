"""What every test stands on: no screen, no deadline that a busy machine could miss, no words in another language, and
incidents that are written nowhere but in the test's own folder."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("desk")


@pytest.fixture(scope="session", autouse=True)
def incidents(tmp_path_factory):
    os.environ.setdefault("GUITAI_LOG_DIR", str(tmp_path_factory.mktemp("incidents")))
