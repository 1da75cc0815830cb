import itertools
import json
from datetime import datetime, timedelta, timezone
from functools import partial
from secrets import token_hex

import pytest

from desk.links.signing import NoSigning
from desk.links.wire import Wire
from devices.simulators.launch import Simulator


class WallClock:
    """The hall's time, which a platform compares with its own."""

    def __init__(self) -> None:
        self.off = timedelta(0)

    def now(self):
        return datetime.now(timezone(timedelta(hours=8))) + self.off


@pytest.fixture
def clock():
    return WallClock()


@pytest.fixture(scope="session")
def platform_process(tmp_path_factory):
    folder = tmp_path_factory.mktemp("platform")
    witness = folder / "witness.jsonl"
    with Simulator(
        "registry", "--listen", "127.0.0.1:0", "--control", folder / "control", "--witness", witness
    ) as simulator:
        simulator.witness = witness
        yield simulator


@pytest.fixture
def platform(platform_process):
    """The simulated platform, with no fault set."""
    platform_process.tell("clear")
    return platform_process


@pytest.fixture
def wire_to(clock):
    """A wire to an address; what is made here is closed here."""
    made = []

    def make(base, kind="registry_unavailable", signing=None, timeout=5.0):
        wire = Wire(base, kind, "links.registry", clock, signing or NoSigning(), partial(token_hex, 16), timeout)
        made.append(wire)
        return wire

    yield make
    for wire in made:
        wire.close()


@pytest.fixture
def happened(platform):
    """What the platform's witness saw since the test began."""
    before = len(platform.witness.read_text(encoding="utf-8").splitlines())

    def told(what):
        lines = platform.witness.read_text(encoding="utf-8").splitlines()[before:]
        return [each for each in map(json.loads, lines) if each["saw"] == what]

    return told


@pytest.fixture(scope="session")
def message_id():
    """A message id nobody had before."""
    numbers = itertools.count(1)
    return lambda: f"11019900010320260316090000{next(numbers):04d}"
