"""Addresses and lines: what a wrong one is called, and that every wait ends."""

import socket
import time

import pytest

from desk.errors import DeviceTrouble
from devices.lines import SerialLine, TcpLine, UsbLpLine, line_to


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
