"""Every parser of what comes from outside, handed anything: taken, or refused with typed trouble."""

import anything
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("name", anything.TARGETS)
def test_anything_at_all_is_taken_or_refused(name):
    seeds = st.sampled_from(anything.SEEDS.get(name, (b"",)))
    spoiled = st.tuples(seeds, st.binary(max_size=16), st.integers(0, 400)).map(
        lambda parts: parts[0][: parts[2]] + parts[1] + parts[0][parts[2] + len(parts[1]) :]
    )

    @settings(max_examples=60)
    @given(st.binary(max_size=512) | spoiled)
    def taken_or_refused(data):
        anything.TARGETS[name](data)

    taken_or_refused()


@pytest.mark.parametrize("name", anything.SEEDS)
def test_what_the_fuzzing_begins_from_gets_somewhere(name):
    for seed in anything.SEEDS[name]:
        anything.TARGETS[name](seed)


def test_a_settings_file_nested_without_end_is_refused():
    anything.settings_file(b"a = " + b"[" * 3000)
    anything.settings_file(b"a = " + b"{b = " * 3000)
    anything.evaluator_document(b"[" * 60000)
