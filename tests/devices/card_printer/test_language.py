"""Commands and answers of the text language, byte by byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import DeviceTrouble
from desk.ports import CardPosition
from devices.card_printer import language
from devices.card_printer.language import Word


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        (Word.HOST_HANDLES_ERRORS, "1B 50 65 6D 3B 32 0D"),
        (Word.START_SEQUENCE, "1B 53 73 0D"),
        (Word.TO_CONTACT, "1B 53 69 73 0D"),
        (Word.CARD_POSITION, "1B 52 6C 72 3B 70 0D"),
        (Word.TO_REJECT_BOX, "1B 53 65 72 0D"),
    ],
)
def test_a_command_is_escape_text_return(text, wire):
    assert language.command(text) == bytes.fromhex(wire)


def test_a_panel_carries_its_dots_untouched():
    assert language.panel("k", 2, b"\x1b\r\x00") == b"\x1bDb;k;2;\x1b\r\x00\r"


def test_nothing_can_be_smuggled_into_a_command():
    for text in ("", "Ss\rSe", "Ss\x1b", "打印"):
        with pytest.raises(ValueError):
            language.command(text)


@pytest.mark.parametrize(
    ("told", "card"),
    [
        ("OK", CardPosition.NONE),
        ("CARD", CardPosition.INSIDE),
        ("SMART CARD", CardPosition.AT_CONTACT),
        ("CONTACTLESS CARD", CardPosition.INSIDE),
        ("CARD JAM", CardPosition.JAMMED),
        ("0", CardPosition.UNKNOWN),
    ],
)
def test_the_position_question_has_these_answers(told, card):
    assert language.position(told) is card


@pytest.mark.parametrize(
    ("told", "volts"),
    [("4,96 Volts", 4.96), ("0.20 Volts", 0.2), ("5,00 Volts", 5.0), ("0,2 V", 0.2), ("OPT NOT AVAILABLE", None)],
)
def test_volts_come_with_comma_or_point(told, volts):
    assert language.volts(told) == volts


@given(st.binary(max_size=400))
def test_whatever_a_printer_says_is_an_answer_or_a_cut_line(raw):
    try:
        told = language.answer(raw)
    except DeviceTrouble:
        told = ""
    assert told.isascii()
    assert language.position(told) in CardPosition
    volts = language.volts(told)
    assert volts is None or 0 <= volts < 100
