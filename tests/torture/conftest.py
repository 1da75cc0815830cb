"""The full campaigns run only when they are asked for: `pytest -m torture`."""

from collections.abc import Iterator

import pytest
from desk_sweep import Zygote


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "torture" in config.getoption("-m"):
        return
    skipped = [item for item in items if item.get_closest_marker("torture")]
    items[:] = [item for item in items if item not in skipped]
    if skipped:
        config.hook.pytest_deselected(items=skipped)


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    process = Zygote()
    yield process
    process.close()
