"""One kill-sweep process for all campaigns; the full ones run when they are asked for: `make torture`."""

from collections.abc import Iterator

import pytest
from desk_sweep import Zygote


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    process = Zygote()
    yield process
    process.close()
