"""Long runs of anything at all against every parser of bytes: only typed errors, small memory, an end in time."""

import random
import time
import tracemalloc
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.errors import DeskError
from desk.ports import SlipText
from devices import escpos, ipp
from devices.card_printer.conditions import of_answer, of_reason
from devices.chip.card_files import read_card
from devices.evaluator import SerialEvaluator
from devices.id_reader.codec import TEXT_AND_PHOTO, WITH_FINGERPRINT, FrameFinder, sections
from devices.id_reader.layouts import read_address, read_text
from devices.lines import Line
from devices.receipt_printer import ReceiptPrinter
from devices.scanner import LONGEST, Codes, scan_of

pytestmark = [pytest.mark.torture, pytest.mark.timeout(900)]
LONG = settings(max_examples=2000, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=500, suppress_health_check=list(HealthCheck))
MOST_MEMORY = 64 << 20
TODAY = date(2026, 3, 16)
FRAME = bytes.fromhex("AAAAAA9669")
noise = st.binary(max_size=4096) | st.lists(
    st.sampled_from([FRAME, b"\xaa", b"\x00\x04", b"\x05\x08", b"\xff\xff"]) | st.binary(max_size=64)
).map(b"".join)


class Chatter(Line):
    """A line on which a device says whatever it likes."""

    device = "any"

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = list(pieces)

    def open(self) -> None: ...

    def send(self, data: bytes, until: float) -> None: ...

    def receive(self, until: float) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""

    def close(self) -> None: ...


class AnyChip:
    """A card that answers whatever it likes."""

    def __init__(self, answers: list[tuple[bytes, int]]) -> None:
        self._answers = list(answers)

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        return self._answers.pop(0) if self._answers else (b"", 0x6F00)


@LONG
@given(st.lists(noise, max_size=20))
def test_the_readers_frames_are_found_in_anything_and_nothing_piles_up(pieces):
    finder = FrameFinder()
    for piece in pieces:
        for answer in finder.feed(piece):
            assert 0 <= answer.status <= 0xFF
            assert len(answer.data) <= 2400
    finder.give_up()


def test_ten_megabytes_of_noise_leave_memory_flat():
    chance, finder, codes = random.Random(1), FrameFinder(), Codes(b"\r")
    tracemalloc.start()
    for step in range(2500):
        piece = chance.randbytes(4096)
        finder.feed(piece)
        list(codes.feed(piece, step * 0.01))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_MEMORY


@LONG
@given(st.binary(max_size=2400), st.sampled_from([TEXT_AND_PHOTO, WITH_FINGERPRINT]))
def test_sections_of_anything_are_none_or_lie_inside_it(data, lengths):
    parts = sections(data, lengths)
    assert parts is None or len(parts.text) + len(parts.photo) + len(parts.fingerprint) <= len(data)


@LONG
@given(st.binary(min_size=0, max_size=300) | st.binary(min_size=256, max_size=256))
def test_any_text_is_a_card_or_typed_trouble(data):
    try:
        card = read_text(data, TODAY)
    except DeskError:
        return
    assert card.number
    assert "\0" not in card.name


@LONG
@given(st.binary(max_size=300))
def test_any_address_is_text_or_typed_trouble(data):
    try:
        read_address(data)
    except DeskError:
        return


@LONG
@given(st.lists(st.binary(max_size=600), max_size=12))
def test_codes_are_cut_from_anything_and_never_grow_past_their_limit(pieces):
    codes, now = Codes(b"\r"), 0.0
    for piece in pieces:
        now += 0.01
        for code in codes.feed(piece, now):
            assert len(code) <= LONGEST
            try:
                scan_of(code)
            except DeskError:
                continue
    list(codes.idle(now + 1))
    assert len(codes._kept) <= LONGEST


@LONG
@given(st.text(max_size=200))
def test_no_text_is_a_command_to_the_receipt_printer(text):
    shown = escpos.plain(text)
    assert not any(ord(letter) < 0x20 and letter != "\n" for letter in shown)


@SLOW
@given(st.text(alphabet=st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=60))
def test_any_name_is_a_slip_or_named_as_without_a_glyph(text):
    try:
        escpos.slip([SlipText(text)], ())
    except DeskError:
        return


@SLOW
@given(st.lists(st.binary(max_size=8), max_size=12))
def test_whatever_the_receipt_printer_says_is_a_status_in_time(pieces):
    begun = time.monotonic()
    status = ReceiptPrinter(Chatter(pieces), (), answer_within=0.01, print_within=0.05).status()
    assert status.state in ("ready", "warning", "error", "offline", "unknown")
    assert time.monotonic() - begun < 2


@SLOW
@given(st.lists(st.binary(max_size=8), max_size=12))
def test_whatever_the_evaluator_says_is_a_level_or_nothing(pieces):
    assert SerialEvaluator(Chatter(pieces)).ask("Y003", 0.01, lambda: False) in (None, 1, 2, 3, 4, 5)


@LONG
@given(st.lists(st.tuples(st.binary(max_size=256), st.integers(0, 0xFFFF)), max_size=30))
def test_any_chip_is_a_card_or_typed_trouble(answers):
    try:
        read_card(AnyChip(answers), TODAY)
    except DeskError:
        return


@LONG
@given(st.binary(max_size=2048) | st.binary(max_size=512).map(lambda rest: b"\x02\x00\x00\x00\x00\x00\x00\x01" + rest))
def test_any_ipp_answer_is_read_or_refused(data):
    try:
        answer = ipp.answer(data)
    except ValueError:
        return
    assert 0 <= answer.status <= 0xFFFF


@LONG
@given(st.text(max_size=80))
def test_any_word_of_the_card_printer_has_a_code(text):
    assert isinstance(of_answer(text), str)
    assert isinstance(of_reason(text), str)
