"""The simulated card printer by itself, byte by byte: what a driver may rely on when it is tried against it."""

import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PANEL = {"y": 576_072, "m": 576_072, "c": 576_072, "k": 82_296, "o": 82_296}
Talk = Callable[..., str]


@pytest.fixture
def wire(start) -> tuple[object, Talk]:
    """A simulator, and a function that sends raw bytes and gives the next answer."""
    bench = start(words=("--hopper", "5"))
    host, port = bench.simulator.where.split(":")
    line = socket.create_connection((host, int(port)), 5)
    bench.line = line

    def talk(sent: bytes) -> str:
        line.sendall(sent)
        told = b""
        while not told.endswith(b"\x00"):
            piece = line.recv(100)
            assert piece, "hung up"
            told += piece
        return told.rstrip(b"\x00").decode()

    with closing(line):
        yield bench, talk


def panels(talk: Talk) -> list[str]:
    said = []
    for name, size in PANEL.items():
        levels = b"2" if name in "ko" else b"128"
        said.append(talk(b"\x1bDb;" + name.encode() + b";" + levels + b";" + bytes(size) + b"\r"))
    return said


def test_the_sequence_of_the_guide_prints_a_card(wire):
    bench, talk = wire
    for sent in (b"\x1bPem;2\r", b"\x1bSis\r", b"\x1bPr;ymcko\r", b"\x1bSs\r", b"\x1bSr\r"):
        assert talk(sent) == "OK"
    assert panels(talk) == ["OK"] * 5
    assert talk(b"\x1bSe\r") == "OK"
    assert bench.cards() == ["card-0001.png"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (b"\x1bRtp\r", "PRACTICE KC"),
        (b"\x00\x00\x1bRrt;count\r", "300"),
        (b"Rrt;qty\r", "300"),
        (b"\x1bRlr;p\r", "OK"),
        (b"\x1bRse;o\r", "5.00 Volts"),
        (b"\x1bRse;b\r", "OPT NOT AVAILABLE"),
        (b"\x1bRem\r", "0,0"),
        (b"\x1bHello\r", "ERROR CDE"),
        (b"\x1bRlr;x\r", "ERROR CDE"),
        (b"\x1bPr;k\r", "ERROR RIBBON"),
        (b"\x1bDb;k;2;" + bytes(82_296) + b"\r", "ERROR CDE"),
        (b"\x1bDb;z;2;abc\r", "ERROR CDE"),
        (b"\x1bDb;y\r", "ERROR CDE"),
        (b"\x1bDb\r", "ERROR CDE"),
        (b"\x1bSer\r", "ERROR"),
    ],
)
def test_one_question_one_answer(wire, sent, told):
    _, talk = wire
    assert talk(sent) == told
    assert talk(b"\x1bRtp\r") == "PRACTICE KC"


def test_panels_out_of_order_are_refused(wire):
    _, talk = wire
    for sent in (b"\x1bSis\r", b"\x1bSs\r", b"\x1bSr\r"):
        talk(sent)
    assert talk(b"\x1bDb;m;128;" + bytes(PANEL["m"]) + b"\r") == "ERROR CDE"


def test_a_printer_that_is_left_to_mend_itself_prints_a_second_card_after_a_jam(wire):
    bench, talk = wire
    bench.simulator.tell("fault", name="jam@m", next=1)
    for sent in (b"\x1bPem;0\r", b"\x1bSis\r", b"\x1bPr;ymcko\r", b"\x1bSs\r", b"\x1bSr\r"):
        talk(sent)
    panels(talk)
    talk(b"\x1bSe\r")
    assert "printing_again_by_itself" in bench.happened()
    assert bench.cards() == ["card-0001.png", "spoiled-0001.png"]
    assert bench.simulator.tell("state")["hopper"] == 3


def test_the_witness_tells_what_the_answers_hide(wire):
    bench, talk = wire
    bench.simulator.tell("fault", name="double_feed", next=1)
    assert talk(b"\x1bSis\r") == "OK"
    assert bench.saw()[-1]["cards"] == 2
    assert bench.simulator.tell("state")["hopper"] == 3


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(min_size=1, max_size=200))
def test_no_bytes_from_a_host_break_it(wire, noise):
    bench, _ = wire
    host, port = bench.simulator.where.split(":")
    bench.line.close()
    with socket.create_connection((host, int(port)), 5) as line:
        line.sendall(noise + b"\rDb;y\rDb\r\r")
    assert bench.simulator.process.poll() is None
    assert bench.simulator.tell("state")["spoiled"] == 0


def test_it_does_not_serve_a_desk_in_live_mode(tmp_path):
    (tmp_path / "guitai.toml").write_text('mode = "live"\n')
    words = ["simulate", "card-printer", "--listen", "127.0.0.1:0", "--out", str(tmp_path / "out"), "--data-dir"]
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", *words, str(tmp_path)], capture_output=True, timeout=30, check=False
    )
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_it_listens_nowhere_but_here(tmp_path):
    words = ["simulate", "card-printer", "--listen", "0.0.0.0:0", "--out", str(tmp_path / "out"), "--data-dir"]
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", *words, str(tmp_path)], capture_output=True, timeout=30, check=False
    )
    assert done.returncode == 2
