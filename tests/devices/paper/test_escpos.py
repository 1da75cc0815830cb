"""The bytes of a slip against the manual and against a second encoder."""

import io

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desk.ports import SlipCode, SlipText
from devices import escpos


def test_chinese_goes_out_as_gb18030_between_the_two_mode_switches():
    assert escpos.CHINESE_ON + "医保".encode("gb18030") + escpos.CHINESE_OFF in escpos.slip([SlipText("医保")], ())


def test_a_slip_begins_afresh_and_ends_with_a_cut():
    data = escpos.slip([SlipText("医保")], ())
    assert data.startswith(bytes.fromhex("1B 40 1D 61 00"))
    assert data.endswith(bytes.fromhex("1B 64 04 1D 56 01"))


def test_a_qr_code_is_the_same_as_another_encoders():
    other = Dummy()
    other.qr("医保 1101", ec=1, size=4, native=True)
    mine = escpos.slip([SlipCode("医保 1101")], ())
    start = other.output.index(b"\x1d(k")
    assert other.output[start:].rstrip(b"\n") in mine


def test_code128_is_the_same_as_another_encoders():
    other = Dummy()
    other.barcode("{BA{{1", "CODE128", height=80, width=3, pos="BELOW", function_type="B", check=False)
    mine = escpos.slip([SlipCode("A{1", kind="code128")], ())
    assert b"\x1dkI\x06{BA{{1" in other.output
    for piece in (b"\x1dhP", b"\x1dw\x03", b"\x1dH\x02", b"\x1dkI\x06{BA{{1"):
        assert piece in other.output
        assert piece in mine


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("A023", b"{BA023"),
        ("H1", b"{BH1"),
        ("110199", b"{C" + bytes([11, 1, 99])),
        ("1101990001202603160300171", b"{C" + bytes([11, 1, 99, 0, 1, 20, 26, 3, 16, 3, 0, 17]) + b"{B1"),
        ("N-202603", b"{BN-{C" + bytes([20, 26, 3])),
    ],
)
def test_digits_go_out_in_pairs_so_that_a_long_number_fits_the_paper(text, data):
    assert escpos.slip([SlipCode(text, kind="code128")], ()).count(b"\x1dkI" + bytes([len(data)]) + data) == 1


def test_a_code_that_no_paper_could_hold_is_our_own_mistake():
    with pytest.raises(ValueError):
        escpos.slip([SlipCode("A" * 40, kind="code128")], ())


def test_a_raster_is_the_same_as_another_encoders():
    picture = Image.new("1", (576, 40), 1)
    picture.paste(0, (3, 5, 400, 30))
    kept = io.BytesIO()
    picture.convert("RGB").save(kept, "PNG")
    other = Dummy()
    other.image(kept, impl="bitImageRaster", fragment_height=960)
    assert other.output.rstrip(b"\n") == escpos.raster(picture)


@pytest.mark.parametrize(("letter", "rare"), [("医", False), ("·", False), ("A", False), ("𬭎", True), ("㛃", True)])
def test_a_character_that_gb18030_writes_with_four_bytes_is_drawn(letter, rare):
    assert escpos.rare(letter) is rare


@given(st.text(max_size=80))
def test_whatever_is_typed_no_control_byte_reaches_the_printer(text):
    kept = escpos.plain(text).replace("\n", "")
    assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in kept)
    assert [letter for letter in text if letter.isalnum()] == [letter for letter in kept if letter.isalnum()]


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cc"]), max_size=200))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text):
    lines = list(escpos.wrap(text, 48))
    assert "".join(lines) == text
    assert all(sum(map(escpos.columns, line)) <= 48 for line in lines)
