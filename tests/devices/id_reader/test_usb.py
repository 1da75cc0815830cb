"""The two ways of wrapping frames on USB, over fake pipes; no hardware was tried."""

import itertools
import os
from pathlib import Path

import pytest
from sam_frames import ASK_FIND, ASK_READ, FOUND, SAM_ID, read_frame

from desk.errors import DeviceTrouble
from devices.id_reader.codec import Command, FrameFinder
from devices.id_reader.session import Patience, Session
from devices.id_reader.transport_usb import BulkTransport, HidTransport
from devices.id_reader.usb_linux import _claimed, open_bulk, open_hid
from devices.id_reader.watch import Watch


class FakeBulk:
    """Endpoints as lists of transfers; `gone` pulls the plug."""

    def __init__(self, heads: list[bytes], rests: list[bytes]) -> None:
        self.written: list[tuple[int, bytes]] = []
        self.coming = {0x81: heads, 0x85: rests}
        self.gone = self.closed = False

    def write(self, endpoint: int, data: bytes, seconds: float) -> None:
        if self.gone:
            raise OSError
        self.written.append((endpoint, data))

    def read(self, endpoint: int, size: int, seconds: float) -> bytes:
        if self.gone:
            raise OSError
        if not self.coming[endpoint]:
            return b""
        data = self.coming[endpoint].pop(0)
        assert len(data) <= size
        return data

    def close(self) -> None:
        self.closed = True


class FakeReports:
    """A HID device that answers each request with these reports."""

    def __init__(self, answers: list[list[bytes]]) -> None:
        self.written: list[bytes] = []
        self.answers = answers
        self.coming: list[bytes] = []

    def write(self, report: bytes) -> None:
        self.written.append(report)
        self.coming += self.answers.pop(0) if self.answers else []

    def read(self, seconds: float) -> bytes:
        return self.coming.pop(0) if self.coming else b""

    def close(self) -> None:
        pass


def enveloped(frame: bytes, size: int = 54) -> list[bytes]:
    """A frame as family B's reader sends it: in slices, each with result, two bytes and a sum."""
    reports = []
    for at in range(0, len(frame), size):
        counted = b"\0\x00\x00" + frame[at : at + size]
        counted = len(counted).to_bytes(2, "little") + counted
        reports.append((b"\xaa\0\0" + counted + (sum(counted) & 0xFFFF).to_bytes(2, "little")).ljust(64, b"\0"))
    return reports


def test_bulk_sends_head_and_rest_to_endpoints_of_their_own():
    pipe = FakeBulk([], [])
    BulkTransport(pipe).write(bytes.fromhex(ASK_FIND))
    assert pipe.written == [(0x02, bytes.fromhex("AA AA AA 96 69 00 03")), (0x06, bytes.fromhex("20 01 22"))]


def test_bulk_brings_head_and_rest_together_however_the_rest_is_cut():
    frame = read_frame()
    line = BulkTransport(FakeBulk([frame[:7]], [frame[7:519], frame[519:]]))
    finder = FrameFinder()
    answers = [answer for _ in range(3) for answer in finder.feed(line.read(0.1))]
    assert len(answers[0].data) == 1284


def test_bulk_does_not_wait_for_the_rest_of_an_impossible_head():
    line = BulkTransport(FakeBulk([bytes.fromhex("AA AA AA 96 69 FF FF"), bytes.fromhex(FOUND)[:7]], [b"rest"]))
    assert line.read(0.1)[5:] == b"\xff\xff"
    assert line.read(0.1) == bytes.fromhex(FOUND)[:7]


def test_bulk_throws_away_both_halves_of_what_was_not_read():
    pipe = FakeBulk([bytes.fromhex(FOUND)[:7]], [bytes.fromhex(FOUND)[7:]])
    line = BulkTransport(pipe)
    line.drop_input()
    assert (line.read(0), pipe.coming) == (b"", {0x81: [], 0x85: []})


def test_bulk_that_is_unplugged_is_trouble_on_the_line():
    pipe = FakeBulk([], [])
    line = BulkTransport(pipe)
    pipe.gone = True
    for work in (lambda: line.write(b"\xaa" * 10), lambda: line.read(0), line.drop_input):
        with pytest.raises(DeviceTrouble) as trouble:
            work()
        assert trouble.value.facts["problem"] == "unplugged"
    line.close()
    assert pipe.closed


def test_an_envelope_carries_the_whole_request_with_its_sum():
    pipe = FakeReports([])
    HidTransport(pipe).write(bytes.fromhex(ASK_FIND))
    (report,) = pipe.written
    assert len(report) == 65
    assert report[:7] == bytes.fromhex("00 88 00 00 0B 00 B1")
    assert report[7:17] == bytes.fromhex(ASK_FIND)
    assert int.from_bytes(report[17:19], "little") == sum(report[4:17])
    assert not any(report[19:])


def test_a_card_is_read_through_envelopes():
    pipe = FakeReports([enveloped(SAM_ID), enveloped(read_frame())])
    ticks = itertools.count(0.0, 0.01)
    talk = Session(HidTransport(pipe), Patience(), Watch(None), now=lambda: next(ticks))
    assert len(talk.ask(Command.READ, 99).data) == 1284
    assert pipe.written[1][7:17] == bytes.fromhex(ASK_READ)


@pytest.mark.parametrize("spoil", [0, 3, 9, 30])
def test_a_slice_in_a_wrong_envelope_is_dropped(spoil: int):
    (report,) = enveloped(bytes.fromhex(FOUND) * 2)
    spoilt = report[:spoil] + bytes([report[spoil] ^ 0x41]) + report[spoil + 1 :]
    pipe = FakeReports([[spoilt, report]])
    line = HidTransport(pipe)
    line.write(b"")
    assert line.read(1.0) == bytes.fromhex(FOUND) * 2


@pytest.mark.parametrize("report", [b"", b"\xaa", b"\xaa\0\0\xff\xff", b"\xaa\0\0\x02\0\0\0\x02\0"])
def test_reports_that_are_too_short_are_nothing(report: bytes):
    line = HidTransport(FakeReports([[report]]))
    line.write(b"")
    assert line.read(0) == b""


def test_what_is_not_plugged_in_is_told(tmp_path: Path):
    (tmp_path / "1-1").mkdir()
    (tmp_path / "1-1" / "idVendor").write_text("0400\n")
    (tmp_path / "1-1" / "idProduct").write_text("ffff\n")
    (tmp_path / "1-1:1.0").mkdir()
    missing = [lambda port=port: open_bulk(port, tmp_path) for port in ("usb:0400:C35A", "usb:0400", "usb:", "usb::")]
    for work in (*missing, lambda: open_hid(f"hid:{tmp_path}/hidraw0")):
        with pytest.raises(DeviceTrouble) as trouble:
            work()
        assert (trouble.value.kind, trouble.value.facts["problem"]) == ("no_reader", "absent")


def test_a_device_that_is_pulled_out_while_it_is_looked_for_is_absent(tmp_path: Path):
    (tmp_path / "1-1").mkdir()
    (tmp_path / "1-1" / "idVendor").write_text("0400\n")
    (tmp_path / "1-1" / "idProduct").write_text("c35a\n")
    with pytest.raises(DeviceTrouble) as trouble:
        open_bulk("usb:0400:c35a", tmp_path)
    assert (trouble.value.kind, trouble.value.facts["problem"]) == ("no_reader", "absent")


def test_a_device_that_cannot_be_claimed_is_told_and_let_go_of(tmp_path: Path):
    file = os.open(tmp_path, os.O_RDONLY)  # knows nothing of claiming
    with pytest.raises(DeviceTrouble) as trouble:
        _claimed("usb:0400:c35a", file)
    assert trouble.value.kind == "no_reader"
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(file)


def test_a_device_that_is_no_usb_device_after_all_is_told(tmp_path: Path):
    device = tmp_path / "1-2"
    device.mkdir()
    for name, word in {"idVendor": "0400", "idProduct": "c35a", "busnum": "999", "devnum": "999"}.items():
        (device / name).write_text(word)
    with pytest.raises(DeviceTrouble) as trouble:
        open_bulk("usb:0400:c35a", tmp_path)
    assert trouble.value.kind == "no_reader"
