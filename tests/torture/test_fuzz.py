"""Ten minutes of anything at all against every parser: only typed errors, small memory, an end in time.

First what hypothesis thinks of, then what atheris does, which sees what a run has reached and goes on from there.
"""

import os
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path

import anything
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.errors import DeskError
from desk.ports import SlipText
from devices import escpos
from devices.id_reader.codec import FrameFinder
from devices.scanner import Codes

pytestmark = [pytest.mark.torture, pytest.mark.timeout(900)]
LONG = settings(max_examples=2000, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=500, suppress_health_check=list(HealthCheck))
MOST_MEMORY = 64 << 20
ATHERIS = "atheris==3.0.0"
SECONDS = 600 // len(anything.TARGETS)


@pytest.mark.parametrize("name", anything.TARGETS)
def test_whatever_hypothesis_thinks_of_is_taken_or_refused(name):
    seeds = st.sampled_from(anything.SEEDS.get(name, (b"",)))
    spoiled = st.tuples(seeds, st.binary(max_size=64), st.integers(0, 4000)).map(
        lambda parts: parts[0][: parts[2]] + parts[1] + parts[0][parts[2] + len(parts[1]) :]
    )

    @LONG
    @given(st.binary(max_size=4096) | spoiled)
    def taken_or_refused(data):
        anything.TARGETS[name](data)

    taken_or_refused()


def test_ten_megabytes_of_noise_leave_memory_flat():
    chance, finder, codes = random.Random(1), FrameFinder(), Codes(b"\r")
    tracemalloc.start()
    for step in range(2500):
        piece = chance.randbytes(4096)
        finder.feed(piece)
        list(codes.feed(piece, step * 0.01))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_MEMORY


@SLOW
@given(st.text(alphabet=st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=60))
def test_any_name_is_a_slip_or_named_as_without_a_glyph(text):
    try:
        escpos.slip([SlipText(text)], ())
    except DeskError:
        return


@pytest.fixture(scope="module")
def atheris(tmp_path_factory):
    """The fuzzer, fetched for this campaign only."""
    folder = tmp_path_factory.mktemp("atheris")
    fetch = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--disable-pip-version-check"]
    fetch += ["--target", str(folder), ATHERIS]
    done = subprocess.run(fetch, check=False, capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.fail(f"{ATHERIS} could not be fetched: {done.stderr}")
    return folder


@pytest.mark.parametrize("name", anything.TARGETS)
def test_whatever_atheris_finds_its_way_to_is_taken_or_refused(name, atheris, tmp_path):
    words = [sys.executable, anything.__file__, name, str(SECONDS), str(tmp_path), str(MOST_MEMORY >> 20)]
    paths = [str(atheris), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(words, check=False, env=env, capture_output=True, text=True, timeout=SECONDS + 120)
    kept = [path.read_bytes() for kind in ("crash", "timeout", "oom") for path in Path(tmp_path).glob(f"{kind}-*")]
    assert done.returncode == 0, (kept, done.stderr[-4000:])
    assert "stat::number_of_executed_units" in done.stderr
