"""One kill-sweep process for each file of campaigns; the full ones run when they are asked for: `make torture`."""

from collections.abc import Iterator

import pytest
from desk_sweep import Zygote


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    process = Zygote()
    yield process
    process.close()
