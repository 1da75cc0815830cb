"""Ports are known by what is plugged in."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.serial_ports import identity_of, is_simulated, locate, occupant, serial_ports


@pytest.fixture
def terminal() -> Iterator[str]:
    master, slave = os.openpty()
    yield os.ttyname(slave)
    os.close(slave)
    os.close(master)


def test_a_link_by_identity_is_found_under_its_short_name(tmp_path: Path, terminal: str):
    (tmp_path / "usb-Maker_Reader_1").symlink_to(terminal)
    assert locate("by-id/usb-Maker_Reader_1", by_id=tmp_path) == str(tmp_path / "usb-Maker_Reader_1")
    assert identity_of(terminal, tmp_path) == "usb-Maker_Reader_1"
    assert locate("by-id/usb-Maker_Reader_2", by_id=tmp_path) is None


def test_a_port_that_belongs_to_something_else_now_is_not_it(tmp_path: Path, terminal: str):
    assert locate(terminal, by_id=tmp_path) == terminal
    assert locate(terminal, "usb-Maker_Reader_1", by_id=tmp_path) is None
    (tmp_path / "usb-Maker_Reader_1").symlink_to(terminal)
    assert locate(terminal, "usb-Maker_Reader_1", by_id=tmp_path) == terminal


def test_a_port_that_came_back_elsewhere_is_found_by_its_identity(tmp_path: Path, terminal: str):
    (tmp_path / "usb-Maker_Reader_1").symlink_to(terminal)
    found = locate("/dev/ttyUSB77", "usb-Maker_Reader_1", by_id=tmp_path)
    assert found is not None
    assert os.path.realpath(found) == terminal


def test_a_link_that_points_nowhere_is_no_port(tmp_path: Path):
    (tmp_path / "gone").symlink_to("/dev/pts/99999")
    assert locate(str(tmp_path / "gone"), by_id=tmp_path) is None


def test_a_simulator_is_known_by_its_control_socket(tmp_path: Path, terminal: str):
    assert is_simulated(terminal)
    port = tmp_path / "reader"
    port.touch()
    assert not is_simulated(str(port))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "reader.control"))
        assert is_simulated(str(port))


def test_nobody_else_has_a_terminal_open_that_only_we_have(terminal: str):
    assert occupant(terminal) is None


def test_the_ports_of_this_machine_can_be_listed(tmp_path: Path):
    assert all(port.device and port.description for port in serial_ports(tmp_path))
