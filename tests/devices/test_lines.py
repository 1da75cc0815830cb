"""Addresses and lines: what a wrong one is called, and that every wait ends."""

import os
import socket
import time

import pytest

from desk.errors import DeviceTrouble
from devices.evaluator import HttpEvaluator
from devices.ipp import IppPrinter
from devices.lines import Line, SerialLine, TcpLine, UsbLpLine, line_to


@pytest.mark.parametrize(
    "address", ["tcp://", "tcp://host", "tcp://host:port", "lpt1:", "serial:", "", "serial:/a?baud=x"]
)
def test_an_address_that_is_none_is_refused_with_the_devices_name(address):
    with pytest.raises(DeviceTrouble) as refused:
        line_to(address, "receipt_printer")
    assert (refused.value.kind, refused.value.facts["device"]) == ("no_printer", "receipt_printer")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tcp://127.0.0.1:9100", TcpLine),
        ("tcp://[::1]:9100", TcpLine),
        ("serial:/dev/ttyUSB0", SerialLine),
        ("serial:COM3?baud=9600", SerialLine),
        ("usblp:/dev/usb/lp0", UsbLpLine),
    ],
)
def test_an_address_names_its_line(address, kind):
    assert type(line_to(address, "card_printer")) is kind


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "serial:/nowhere/tty", "usblp:/nowhere/lp0"])
def test_nothing_there_is_no_printer(address):
    with pytest.raises(DeviceTrouble) as absent:
        line_to(address, "card_printer").open()
    assert absent.value.kind == "no_printer"


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (lambda host: line_to(f"tcp://{host}:9100", "card_printer").open(), ("no_printer", "address")),
        (lambda host: IppPrinter(f"ipp://{host}/ipp/print", "document_printer").look(), ("no_printer", "address")),
        (lambda host: HttpEvaluator(f"http://{host}").standing(), ("device_fault", "address")),
    ],
)
def test_a_host_that_can_be_none_is_told_like_any_wrong_address(use, told):
    with pytest.raises(DeviceTrouble) as wrong:
        use("192.168..5")
    assert (wrong.value.kind, wrong.value.facts["problem"]) == told


def test_a_usb_printer_is_not_let_go_of_before_it_has_taken_everything(tmp_path):
    os.mkfifo(tmp_path / "lp0")
    line = UsbLpLine(str(tmp_path / "lp0"))
    line.open()
    with pytest.raises(DeviceTrouble) as stalled:
        line.send(b"x" * 65_000, time.monotonic() + 0.2)  # all of it fits into the kernel's buffer
    assert stalled.value.facts["problem"] == "stalled"
    line.close()


def test_a_device_that_stops_reading_ends_the_sending_by_its_deadline():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = TcpLine(*listener.getsockname())
        line.open()
        began = time.monotonic()
        with pytest.raises(DeviceTrouble) as stalled:
            line.send(b"x" * 50_000_000, began + 0.3)
        assert time.monotonic() - began < 1.5
        assert stalled.value.facts["problem"] == "stalled"
        line.close()


def test_a_line_that_is_not_open_is_cut():
    for line in (TcpLine("127.0.0.1", 9), SerialLine("/nowhere")):
        with pytest.raises(DeviceTrouble) as cut:
            line.receive(time.monotonic())
        assert cut.value.kind == "transport"


def test_a_line_that_never_falls_quiet_is_listened_to_no_longer_than_the_deadline():
    class Noise(Line):
        def open(self) -> None: ...
        def close(self) -> None: ...
        def send(self, data: bytes, until: float) -> None: ...
        def receive(self, until: float) -> bytes:
            return b"\xff"

    begun = time.monotonic()
    assert Noise().drop_input(begun + 0.1)
    assert 0.1 <= time.monotonic() - begun < 1
