"""Transcripts: one question, its own answer, and nothing that belongs to another."""

import contextlib
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sam_frames import (
    ASK_ADDRESS,
    ASK_FIND,
    ASK_ID,
    ASK_READ,
    ASK_SELECT,
    ASK_STATUS,
    FOUND,
    NOT_FOUND,
    READ_FAILED,
    SAM_ID,
    SELECTED,
    STATUS_OK,
    answer_frame,
    photo,
    read_frame,
)
from transcript import TranscriptLine, transcript

from desk.errors import DeviceTrouble
from devices.id_reader.codec import Command
from devices.id_reader.session import Patience, Session
from devices.id_reader.watch import Trace, Watch

SETTLED = (ASK_ID, SAM_ID)


def session(line: TranscriptLine, seen: list[Trace] | None = None, clock: Iterator[float] | None = None) -> Session:
    ticks = clock or itertools.count(0.0, 0.1)
    return Session(line, Patience(), Watch(seen.append if seen is not None else None), now=lambda: next(ticks))


def test_a_card_is_found_selected_and_read_as_the_reference_frames_say():
    with transcript([SETTLED, (ASK_FIND, FOUND), (ASK_SELECT, SELECTED), (ASK_READ, read_frame())]) as line:
        talk = session(line)
        assert talk.ask(Command.FIND, 99).status == 0x9F
        assert talk.ask(Command.SELECT, 99).status == 0x90
        assert len(talk.ask(Command.READ, 99).data) == 1284
        assert talk.sam_id == SAM_ID[10:26]


def test_an_empty_reader_and_a_card_that_moved_are_answers_not_trouble():
    with transcript([SETTLED, (ASK_FIND, NOT_FOUND), (ASK_READ, READ_FAILED)]) as line:
        talk = session(line)
        assert talk.ask(Command.FIND, 99).status == 0x80
        assert talk.ask(Command.READ, 99).status == 0x41


def test_an_answer_may_come_in_pieces_behind_noise():
    pieces: list[bytes | str] = ["00 FF AA AA", "AA 96", "69 00 04 00", "00 90", "94"]
    with transcript([SETTLED, (ASK_STATUS, pieces)]) as line:
        assert session(line).ask(Command.STATUS, 99).status == 0x90


def test_a_bad_checksum_is_asked_again_after_settling():
    bad = answer_frame(0x90)[:-1] + b"\x00"
    with transcript([SETTLED, (ASK_STATUS, bad), SETTLED, (ASK_STATUS, STATUS_OK)]) as line:
        assert session(line).ask(Command.STATUS, 99).status == 0x90


def test_three_repetitions_are_enough():
    bad = answer_frame(0x90)[:-1] + b"\x00"
    with transcript([SETTLED, (ASK_STATUS, bad)] * 4) as line, pytest.raises(DeviceTrouble) as trouble:
        session(line).ask(Command.STATUS, 99)
    assert (trouble.value.kind, trouble.value.facts["problem"]) == ("transport", "checksum")


def test_a_request_the_module_got_damaged_is_sent_again():
    with transcript([SETTLED, (ASK_STATUS, answer_frame(0x10)), (ASK_STATUS, answer_frame(0x11)),
                     (ASK_STATUS, STATUS_OK)]) as line:  # fmt: skip
        assert session(line).ask(Command.STATUS, 99).status == 0x90


def test_a_module_that_keeps_failing_is_told_by_its_status():
    with transcript([SETTLED, *[(ASK_STATUS, answer_frame(0x24))] * 4]) as line:
        assert session(line).ask(Command.STATUS, 99).status == 0x24


def test_silence_is_a_timeout():
    with transcript([(ASK_ID, None)] * 4) as line, pytest.raises(DeviceTrouble) as trouble:
        session(line).ask(Command.STATUS, 99)
    assert trouble.value.facts["problem"] == "timeout"


def test_a_frame_that_stops_in_the_middle_is_truncated():
    with transcript([SETTLED, (ASK_READ, read_frame()[:700])] * 4) as line, pytest.raises(DeviceTrouble) as trouble:
        session(line).ask(Command.READ, 99)
    assert trouble.value.facts["problem"] == "truncated"


def test_a_good_frame_behind_one_with_a_wrong_length_is_found_when_the_line_goes_quiet():
    broken = bytearray(answer_frame(0x90))
    broken[5:7] = (900).to_bytes(2, "big")
    with transcript([SETTLED, (ASK_FIND, bytes(broken) + bytes.fromhex(FOUND))]) as line:
        assert session(line).ask(Command.FIND, 99).status == 0x9F


@pytest.mark.requirement("M-064")
def test_the_late_answer_of_one_card_is_never_taken_for_the_next_card():
    late, right = read_frame(picture=photo(1)), read_frame(picture=photo(2))
    with transcript([SETTLED, (ASK_READ, None), (ASK_ID, [late, SAM_ID]), (ASK_READ, right)]) as line:
        assert session(line).ask(Command.READ, 99).data.endswith(photo(2))


@pytest.mark.parametrize("stale", [STATUS_OK, FOUND, SELECTED, SAM_ID, NOT_FOUND])
def test_an_answer_to_another_question_is_passed_over(stale: str | bytes):
    with transcript([SETTLED, (ASK_READ, [stale, read_frame()])]) as line:
        assert len(session(line).ask(Command.READ, 99).data) == 1284


def test_a_read_is_no_address_and_an_address_is_no_read():
    address = answer_frame(0x90, "样本市练习区".ljust(35).encode("utf-16-le"))
    with transcript([SETTLED, (ASK_ADDRESS, [read_frame(), address]), (ASK_READ, [address, read_frame()])]) as line:
        talk = session(line)
        assert len(talk.ask(Command.READ_NEWEST_ADDRESS, 99).data) == 70
        assert len(talk.ask(Command.READ, 99).data) == 1284


def test_a_read_without_fingerprints_is_not_taken_for_one_with_them():
    with_finger = answer_frame(0x90, bytes.fromhex("01 00 04 00 02 00") + bytes(1280) + b"\1" * 512)
    plain = read_frame(text="张样本".ljust(128).encode("utf-16-le"))
    asked = "AA AA AA 96 69 00 03 30 10 23"
    with transcript([SETTLED, (asked, [plain, with_finger])]) as line:
        assert session(line).ask(Command.READ_WITH_FINGERPRINT, 99).data.endswith(b"\1" * 512)


def test_a_status_nobody_knows_is_passed_on():
    with transcript([SETTLED, (ASK_READ, answer_frame(0x55))]) as line:
        assert session(line).ask(Command.READ, 99).status == 0x55


def test_frames_without_end_that_are_no_answer_do_not_hold_the_desk():
    line = TranscriptLine([SETTLED, (ASK_FIND, [STATUS_OK] * 500)])
    with pytest.raises(DeviceTrouble) as trouble:
        session(line).ask(Command.FIND, 1.5)
    assert trouble.value.facts["problem"] == "timeout"


def test_the_trace_tells_meanings_and_hides_the_person():
    seen: list[Trace] = []
    text = "样本".ljust(128).encode("utf-16-le")
    number = answer_frame(0x90, bytes(range(1, 9)))
    with transcript(
        [SETTLED, (ASK_FIND, FOUND), (ASK_SELECT, number), (ASK_READ, [STATUS_OK, read_frame(text)])]
    ) as line:
        talk = session(line, seen)
        for command in (Command.FIND, Command.SELECT, Command.READ):
            talk.ask(command, 99)
    assert [(trace.direction, trace.meaning, trace.length) for trace in seen] == [
        ("out", "sam_id", 10), ("in", "90", 27),
        ("out", "find", 10), ("in", "9f", 15),
        ("out", "select", 10), ("in", "90", 19),
        ("out", "read", 10), ("in", "late", 11), ("in", "90", 1295),
    ]  # fmt: skip
    assert seen[0].shown == ASK_ID
    assert seen[3].shown == "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00"
    assert seen[5].shown.endswith("90 ··")
    assert text[:4].hex(" ").upper() not in seen[-1].shown


class AnyLine:
    """A line on which anything may come."""

    baud: int | None = 115200

    def __init__(self, bursts: list[bytes]) -> None:
        self.bursts = bursts

    def write(self, frame: bytes) -> None:
        pass

    def read(self, seconds: float) -> bytes:
        return self.bursts.pop(0) if self.bursts else b""

    def drop_input(self) -> None:
        pass

    def close(self) -> None:
        pass


@given(
    st.sampled_from(list(Command)),
    st.lists(
        st.one_of(
            st.binary(max_size=60),
            st.builds(answer_frame, st.integers(0, 255), st.binary(max_size=40)),
            st.sampled_from([SAM_ID, bytes.fromhex(FOUND), bytes.fromhex(SELECTED), read_frame()]),
        ),
        max_size=30,
    ),
)
def test_whatever_comes_a_question_ends_with_an_answer_or_typed_trouble(command: Command, bursts: list[bytes]):
    ticks = itertools.count(0.0, 0.05)
    talk = Session(AnyLine(bursts), Patience(), Watch(None), now=lambda: next(ticks))
    with contextlib.suppress(DeviceTrouble):
        talk.ask(command, 30.0)
    assert next(ticks) < 40.0
