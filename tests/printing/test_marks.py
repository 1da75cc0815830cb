"""Bar codes and QR codes before they are on a paper."""

import pytest

from printing import marks


def test_a_receipt_number_takes_half_a_symbol_for_a_digit():
    assert len(marks.code128_modules("1101990001202603160300150")) == 189
    assert len(marks.code128_modules("N1101990001202603160300093")) == 211


def test_modules_never_get_narrower_than_a_scanner_reads():
    for length in (40, 200, 300, 500):
        code = marks.qr("GT1:" + "A" * length, side=22)
        module = code.width / len(marks.qr_rows("GT1:" + "A" * length))
        assert module >= marks.SMALLEST
        assert code.width == pytest.approx(22, abs=0.01) or module == pytest.approx(marks.SMALLEST)


def test_the_same_text_gives_the_same_modules():
    assert marks.qr_rows("GT1:ABC") == marks.qr_rows("GT1:ABC")


def test_a_long_text_gives_up_error_correction_before_it_grows():
    assert len(marks.qr_rows("A" * 400)) <= 61
