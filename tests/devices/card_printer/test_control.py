"""The channel: an answer belongs to its own question or to none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import DeviceTrouble
from devices.card_printer.control import ControlChannel
from devices.lines import Line, TcpLine


class Script(Line):
    """A line that says these pieces in turn and remembers what it was told; an empty script is silence."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces, self.sent, self.opened = list(pieces), b"", 0

    def open(self) -> None:
        self.opened += 1

    def send(self, data: bytes, until: float) -> None:
        self.sent += data

    def receive(self, until: float) -> bytes:
        if self.pieces:
            return self.pieces.pop(0)
        time.sleep(max(0.0, min(until - time.monotonic(), 0.6)))
        return b""

    def close(self) -> None:
        pass


def test_the_channel_gets_in_step_by_the_model_before_it_asks():
    line = Script(b"KC Essential\x00", b"25\x00")
    assert ControlChannel(line).ask("Rrt;count", 1) == "25"
    assert line.sent == b"\x1bRtp\r\x1bRrt;count\r"


def test_late_answers_of_an_earlier_desk_are_dropped_at_the_start():
    late = b"OK\x00CARD JAM\x000,20 Volts\x0017\x00FEEDER EMPTY\x00OPT NOT AVAILABLE\x00BUSY\x00"
    line = Script(late, b"KC Essential\x00", b"25\x00")
    assert ControlChannel(line).ask("Rrt;count", 1) == "25"


def test_a_printer_put_in_the_place_of_another_is_believed_at_the_second_try():
    channel = ControlChannel(line := Script(b"KC Essential\x00"))
    channel.get_in_step(1)
    line.pieces += [b"Primacy 2\x00"]
    with pytest.raises(DeviceTrouble, match="silence"):
        channel.get_in_step(0.1)
    line.pieces += [b"Primacy 2\x00"]
    channel.get_in_step(1)
    assert channel.model == "Primacy 2"


def test_an_answer_may_come_in_any_pieces():
    told = b"\x00\x00KC\x00", b"S", b"MART CA", b"RD", b"\x00"
    assert ControlChannel(Script(*told)).ask("Rlr;p", 1) == "SMART CARD"


def test_silence_ends_by_the_deadline_and_puts_the_channel_out_of_step():
    line = Script(b"KC\x00")
    channel = ControlChannel(line)
    began = time.monotonic()
    with pytest.raises(DeviceTrouble) as silent:
        channel.ask("Rsn", 0.2)
    assert time.monotonic() - began < 1.5
    assert silent.value.facts["problem"] == "silence"
    assert not channel.in_step
    line.pieces += [b"late serial number\x00", b"KC\x00", b"SMART CARD\x00"]
    assert channel.ask("Rlr;p", 1) == "SMART CARD"
    assert line.opened == 2


def test_a_flood_without_an_end_is_cut_off():
    with pytest.raises(DeviceTrouble) as flood:
        ControlChannel(Script(b"KC\x00", *[b"A" * 100] * 50)).ask("Rsn", 1)
    assert flood.value.facts["problem"] == "garbled"


class Flood(Script):
    """A line that never falls quiet."""

    def receive(self, until: float) -> bytes:
        return self.pieces[0]


@pytest.mark.parametrize(
    "noise", [b"\xff" * 300, b"\xff\x00", b"OK\x00", b"A"], ids=["garbage", "bits", "answers", "text"]
)
def test_a_line_that_never_falls_quiet_is_given_up_by_the_deadline(noise):
    began = time.monotonic()
    with pytest.raises(DeviceTrouble) as flood:
        ControlChannel(Flood(noise)).get_in_step(0.2)
    assert time.monotonic() - began < 1
    assert (flood.value.kind, flood.value.facts["problem"]) == ("transport", "garbled")


@given(st.lists(st.binary(min_size=1, max_size=60), min_size=1, max_size=8))
def test_any_noise_ends_in_text_or_in_typed_trouble(pieces):
    line = Script(b"KC\x00", *pieces, b"\x00")
    kind = "transport"
    try:
        assert ControlChannel(line).ask("Rsn", 0.001).isascii()
    except DeviceTrouble as trouble:
        kind = trouble.kind
    assert kind == "transport"


def test_nobody_listening_is_no_printer():
    with pytest.raises(DeviceTrouble) as absent:
        ControlChannel(TcpLine("127.0.0.1", 9, connect_within=0.5)).ask("Rtp", 0.5)
    assert absent.value.kind == "no_printer"
