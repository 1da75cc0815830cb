"""Frames, and finding them in whatever comes."""

import pytest
import sam_frames
from hypothesis import assume, given
from hypothesis import strategies as st
from sam_frames import answer_frame, read_frame

from devices.id_reader.codec import LONGEST, PREAMBLE, Answer, Command, FrameFinder, encode, sections

STATUS_OK = bytes.fromhex(sam_frames.STATUS_OK)
FOUND = bytes.fromhex(sam_frames.FOUND)


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (Command.RESET, "AA AA AA 96 69 00 03 10 FF EC"),
        (Command.STATUS, "AA AA AA 96 69 00 03 11 FF ED"),
        (Command.SAM_ID, "AA AA AA 96 69 00 03 12 FF EE"),
        (Command.FIND, "AA AA AA 96 69 00 03 20 01 22"),
        (Command.SELECT, "AA AA AA 96 69 00 03 20 02 21"),
        (Command.READ, "AA AA AA 96 69 00 03 30 01 32"),
        (Command.READ_WITH_FINGERPRINT, "AA AA AA 96 69 00 03 30 10 23"),
        (Command.READ_NEWEST_ADDRESS, "AA AA AA 96 69 00 03 30 03 30"),
        (Command.READ_CHIP_NUMBER, "AA AA AA 96 69 00 03 30 05 36"),
    ],
)
def test_requests_are_the_reference_frames(command: Command, frame: str):
    assert encode(command) == bytes.fromhex(frame)


def test_requests_with_data_carry_it_before_the_checksum():
    assert encode(Command.LIMIT_RADIO_FRAME, b"\x50") == bytes.fromhex("AA AA AA 96 69 00 04 61 FF 50 CA")
    assert encode(Command.SET_SPEED, b"\x04") == bytes.fromhex("AA AA AA 96 69 00 03 60 04 67")


@pytest.mark.parametrize(
    ("frame", "status", "data"),
    [
        ("AA AA AA 96 69 00 04 00 00 90 94", 0x90, ""),
        ("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97", 0x9F, "00 00 00 00"),
        ("AA AA AA 96 69 00 04 00 00 80 84", 0x80, ""),
        ("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C", 0x90, "00 00 00 00 00 00 00 00"),
        ("AA AA AA 96 69 00 04 00 00 81 85", 0x81, ""),
        ("AA AA AA 96 69 00 04 00 00 41 45", 0x41, ""),
        ("AA AA AA 96 69 00 04 00 00 31 35", 0x31, ""),
        ("AA AA AA 96 69 00 04 00 00 32 36", 0x32, ""),
    ],
)
def test_reference_answers_are_understood(frame: str, status: int, data: str):
    assert FrameFinder().feed(bytes.fromhex(frame)) == [Answer(status, 0, bytes.fromhex(data))]


def test_the_cards_own_status_is_kept():
    assert FrameFinder().feed(answer_frame(0x31, card_status=b"\x6a\x82"))[0].card_status == 0x6A82


def test_a_whole_read_answer_is_1295_bytes_and_splits_by_its_own_lengths():
    frame = read_frame()
    assert len(frame) == 1295
    (answer,) = FrameFinder().feed(frame)
    parts = sections(answer.data, 2)
    assert parts is not None
    assert (len(parts.text), len(parts.photo), parts.fingerprint, parts.cut) == (256, 1024, b"", ())


@pytest.mark.parametrize(("finger", "total"), [(1024, 2321), (512, 1809), (0, 1297)])
def test_fingerprints_have_the_length_the_frame_says(finger: int, total: int):
    lengths = bytes.fromhex("01 00 04 00") + finger.to_bytes(2, "big")
    frame = answer_frame(0x90, lengths + bytes(256 + 1024) + b"\x11" * finger)
    assert len(frame) == total
    (answer,) = FrameFinder().feed(frame)
    parts = sections(answer.data, 3)
    assert parts is not None
    assert parts.fingerprint == b"\x11" * finger


def test_a_section_that_is_not_whole_is_empty_and_named():
    parts = sections(bytes.fromhex("01 00 04 00") + bytes(256) + bytes(500), 2)
    assert parts is not None
    assert (parts.photo, parts.cut) == (b"", ("photo",))


def test_text_that_is_not_whole_is_no_card():
    assert sections(bytes.fromhex("01 00 04 00") + bytes(255), 2) is None
    assert sections(b"\x01", 2) is None


def test_a_frame_may_arrive_cut_anywhere():
    frame = read_frame()
    expected = FrameFinder().feed(frame)
    for cut in range(len(frame)):
        finder = FrameFinder()
        assert finder.feed(frame[:cut]) + finder.feed(frame[cut:]) == expected


def test_no_flipped_bit_gets_through():
    for frame in (STATUS_OK, FOUND):
        for bit in range(8 * len(frame)):
            flipped = bytearray(frame)
            flipped[bit // 8] ^= 1 << bit % 8
            assert FrameFinder().feed(bytes(flipped)) == []


def test_a_flipped_bit_in_a_photo_is_noticed_and_the_next_frame_still_found():
    frame = bytearray(read_frame())
    frame[900] ^= 0x10
    finder = FrameFinder()
    assert finder.feed(bytes(frame) + STATUS_OK) == [Answer(0x90, 0, b"")]
    assert finder.damaged == 1


@pytest.mark.parametrize(
    "before",
    ["AA", "AA AA", "AA AA AA 96", "AA AA AA 96 69", "AA AA AA 96 69 FF FF", "AA AA AA 96 69 00 00", "69 96 AA"],
)
def test_a_frame_is_found_behind_pieces_of_others(before: str):
    assert FrameFinder().feed(bytes.fromhex(before) + FOUND)[-1].status == 0x9F


def test_a_preamble_inside_a_photo_does_not_end_the_frame():
    data = bytes.fromhex("01 00 04 00") + bytes(256) + (STATUS_OK * 94)[:1024]
    answers = FrameFinder().feed(answer_frame(0x90, data))
    assert [len(answer.data) for answer in answers] == [len(data)]


def test_a_length_that_is_too_long_does_not_eat_the_good_frame_behind_it():
    broken = bytearray(STATUS_OK)
    broken[5:7] = (2000).to_bytes(2, "big")
    finder = FrameFinder()
    assert finder.feed(bytes(broken) + FOUND) == []
    assert [answer.status for answer in finder.give_up()] == [0x9F]


@pytest.mark.parametrize("length", [0, 1, 3, LONGEST + 1, 0xFFFF])
def test_impossible_lengths_are_dropped_at_once(length: int):
    finder = FrameFinder()
    assert finder.feed(PREAMBLE + length.to_bytes(2, "big") + bytes(40)) == []
    assert not finder.underway


def test_the_timeout_mark_of_a_bridge_ends_as_nothing():
    finder = FrameFinder()
    assert finder.feed(bytes.fromhex("AA AA AA 96 69 00 05 05 05 05")) == []
    assert finder.give_up() == []


@given(st.lists(st.binary(max_size=300), max_size=30))
def test_noise_never_breaks_the_finder_nor_fills_it(bursts: list[bytes]):
    finder = FrameFinder()
    for burst in bursts:
        finder.feed(burst)
        assert len(finder._held) <= LONGEST + 7 + 300


@given(
    st.lists(st.one_of(st.binary(max_size=40), st.just(PREAMBLE), st.just(STATUS_OK[:-1])), max_size=8),
    st.binary(max_size=200),
)
def test_the_last_good_frame_is_found_behind_any_noise(noise: list[bytes], data: bytes):
    frame = answer_frame(0x90, data)
    finder = FrameFinder()
    answers = [answer for piece in noise for answer in finder.feed(piece)] + finder.feed(frame)
    while finder.underway:
        answers += finder.give_up()
    assume(not any(frame in answer.data for answer in answers))  # eight bits of checksum: noise can make a frame
    assert Answer(0x90, 0, data) in answers


@given(st.binary(max_size=400), st.sampled_from([2, 3]))
def test_any_data_splits_or_does_not(data: bytes, lengths: int):
    parts = sections(data, lengths)
    assert parts is None or len(parts.text) + len(parts.photo) + len(parts.fingerprint) <= len(data)
