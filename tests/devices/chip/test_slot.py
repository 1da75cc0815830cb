"""The simulated chip at the reader's socket, as vpcd speaks to it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.chip.card_files import select_application, select_file
from devices.simulators.launch import Simulator

POWER_ON, RESET, ATR = b"\x01", b"\x02", b"\x04"
HOLDER = {"name": "张样本", "number": "110199198503127011", "sex": "male", "birth": "1985-03-12"}
HOLDER_FILE = 0xEF06


class Reader:
    """The other end of the socket: asks the chip as a reader's driver does."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line.makefile("rwb")

    def tell(self, message: bytes) -> None:
        self._line.write(len(message).to_bytes(2, "big") + message)
        self._line.flush()

    def ask(self, message: bytes) -> bytes:
        self.tell(message)
        return self._line.read(int.from_bytes(self._line.read(2), "big"))

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        answer = self.ask(apdu)
        return answer[:-2], int.from_bytes(answer[-2:], "big")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        where = "{}:{}".format(*listening.getsockname())
        with Simulator("chip", "--connect", where, "--link", tmp_path / "chip") as chip:
            chip.tell("insert", person=HOLDER)
            listening.settimeout(10)
            line, _ = listening.accept()
            line.settimeout(10)
            with line:
                yield Reader(line)


def in_the_file(reader: Reader) -> bool:
    """Whether the chip still knows which file was selected."""
    return reader.send_and_receive(bytes.fromhex("00B2070400"))[1] & 0xFF00 != 0x6900


def test_looking_whether_a_card_is_there_disturbs_no_reading(reader: Reader):
    reader.tell(POWER_ON)
    reader.ask(ATR)
    select_application(reader)
    select_file(reader, HOLDER_FILE)
    reader.ask(ATR)  # what pcscd does a few times a second
    assert in_the_file(reader)
    reader.tell(RESET)
    assert not in_the_file(reader)
