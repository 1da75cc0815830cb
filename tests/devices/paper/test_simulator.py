"""The simulated receipt printer by itself: whatever a host sends, it goes on printing what it understands."""

import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.ports import PaperOutcome, SlipText

escape = st.sampled_from([b"\x1b", b"\x1c", b"\x1d", b"\x10", b"\x1d(k", b"\x1dk", b"\x1dv0", b"\n", b"\x1c&"])
noises = st.lists(st.one_of(escape, st.binary(min_size=1, max_size=12)), max_size=12).map(b"".join)


@pytest.fixture
def bench(till):
    return till()


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=noises)
def test_no_bytes_from_a_host_break_it(bench, noise):
    host, port = bench.simulator.where.split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.sendall(noise)
    assert bench.simulator.process.poll() is None
    assert bench.simulator.tell("state")["paper"]


def test_a_command_it_does_not_know_is_in_the_witness_and_the_rest_is_printed(bench):
    host, port = bench.simulator.where.split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.sendall(b"\x1bZ" + b"\x1b@" + "医保".encode("gb18030") + b"\n")
    assert bench.printer.print_slip([SlipText("完")]) is PaperOutcome.PRINTED
    assert [line["hex"] for line in bench.saw() if line["saw"] == "bad_command"] == ["1b 5a"]
