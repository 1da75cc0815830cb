"""Commands and files of the chip, against the simulated card without PC/SC in between."""

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import DeskError, DeviceTrouble, NotAcceptable, UsageError
from desk.ports import ChipCard
from devices.chip import pin
from devices.chip.apdu import transmit
from devices.chip.card_files import chip_card, read_card, select_application
from devices.chip.gb18030 import FROM_PRIVATE, decode, encode
from devices.chip.personalise import write_chip
from devices.simulators import chip_card as simulated
from devices.simulators.control import Faults, Witness

TODAY = date(2026, 3, 16)
WORDS = {
    "region": "110199",
    "card_number": "P00000019",
    "id_number": "110199199009099013",
    "name": "张𬭎𰻞",
    "sex": "male",
    "nation": "01",
    "birth": "1990-09-09",
    "version": "3.00",
    "issued": "2026-03-16",
    "valid_to": "2036-03-16",
}


class InHand:
    """The simulated card as a connection; `said` keeps the commands."""

    def __init__(self, *faults: str, **words: Any) -> None:
        self.card = simulated.ChipCard({**WORDS, **words}, Faults(simulated.FAULTS, faults), Witness(None), seed=1)
        self.said: list[bytes] = []

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        self.said.append(apdu)
        answer = self.card.answer(apdu)
        return answer[:-2], int.from_bytes(answer[-2:], "big")


class Scripted:
    """Answers from a list."""

    def __init__(self, *answers: str) -> None:
        self.answers = [bytes.fromhex(answer) for answer in answers]
        self.said: list[str] = []

    def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
        self.said.append(apdu.hex().upper())
        answer = self.answers.pop(0)
        return answer[:-2], int.from_bytes(answer[-2:], "big")


def kind_of(work: Any) -> tuple[str, object]:
    with pytest.raises(DeskError) as trouble:
        work()
    return trouble.value.kind, trouble.value.facts.get("field", trouble.value.facts.get("tries_left"))


def test_what_is_left_is_fetched_piece_by_piece():
    card = Scripted("01 02 61 03", "03 04 61 01", "05 90 00")
    assert transmit(card, bytes.fromhex("00A4040000")) == (bytes([1, 2, 3, 4, 5]), 0x9000)
    assert card.said == ["00A4040000", "00C0000003", "00C0000001"]


def test_a_wrong_length_is_asked_again_with_the_right_one():
    card = Scripted("6C 12", "01 90 00")
    assert transmit(card, bytes.fromhex("00B2010450")) == (b"\x01", 0x9000)
    assert card.said == ["00B2010450", "00B2010412"]
    card = Scripted("61 10", "6C 02", "01 02 90 00")
    assert transmit(card, bytes.fromhex("00A4040000")) == (b"\x01\x02", 0x9000)
    assert card.said == ["00A4040000", "00C0000010", "00C0000002"]


def test_a_card_that_never_comes_to_an_end_is_given_up():
    with pytest.raises(DeviceTrouble):
        transmit(Scripted("61 10", *["00 61 10"] * 5000), bytes(5))
    with pytest.raises(DeviceTrouble):
        transmit(Scripted("61 10", "61 10"), bytes(5))


@pytest.mark.requirement("M-069")
@pytest.mark.parametrize("faults", [[], ["get_response"], ["wrong_le"], ["tag_refused"], ["f_padding"],
                                    ["get_response", "wrong_le", "tag_refused"]])  # fmt: skip
def test_both_files_are_read_whatever_the_cards_manners(faults: list[str]):
    assert read_card(InHand(*faults), TODAY) == ChipCard(
        region="110199",
        card_number="P00000019",
        id_number="110199199009099013",
        name="张𬭎𰻞",
        sex="male",
        nation="01",
        birth=date(1990, 9, 9),
        version="3.00",
        issued=date(2026, 3, 16),
        valid_to=date(2036, 3, 16),
        identification="110199D1560000050001010101010101",
    )


def test_a_name_that_goes_on_in_the_extension_is_joined_even_within_a_character():
    name = "阿卜杜热合曼·艾则孜江·麦麦提𬭎𬭎"
    raw = name.encode("gb18030")
    assert len(raw) > 30
    assert read_card(InHand(name=name), TODAY).name == name


def test_codes_that_python_leaves_private_become_the_characters_of_today():
    card = read_card(InHand(name_hex="D5C5 FE59 FE51 A8BC".replace(" ", "")), TODAY)
    assert card.name == "张龴\U00020087ḿ"
    assert len(FROM_PRIVATE) == 25


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Co"]), max_size=20))
def test_any_name_survives_the_edition_of_2022(name: str):
    assert decode(encode(name)) == name


@pytest.mark.parametrize(
    ("words", "warnings"),
    [
        ({"issued": None, "valid_to": None, "version": None}, ("version_absent", "issued_absent", "valid_to_absent")),
        ({"birth": "1990-09-10"}, ("birth_differs_from_number",)),
        ({"name_hex": "AAA1AAA1"}, ("name_private_use",)),
    ],
)
def test_what_is_odd_is_read_with_a_warning(words: dict[str, Any], warnings: tuple[str, ...]):
    assert read_card(InHand(**words), TODAY).warnings == warnings


@pytest.mark.parametrize(
    ("words", "faults", "told"),
    [
        ({}, ["no_application"], ("wrong_card", None)),
        ({}, ["no_ef06"], ("data", "EF06")),
        ({}, ["cut_record"], ("data", "01")),
        ({}, ["locked"], ("wrong_card", None)),
        ({}, ["sw@6581"], ("device_fault", None)),
        ({"id_number": "110199199009099014"}, [], ("data", "id_number")),
        ({"id_number": None}, [], ("data", "id_number")),
        ({"name_hex": "81"}, [], ("data", "name")),
        ({"name_hex": "411B41"}, [], ("data", "name")),
        ({"birth": "1990-02-30"}, [], ("data", "birth")),
    ],
)
def test_what_cannot_be_right_is_named(words: dict[str, Any], faults: list[str], told: tuple[str, object]):
    assert kind_of(lambda: read_card(InHand(*faults, **words), TODAY)) == told


@given(st.dictionaries(st.sampled_from(
    ["identification", "card_number", "id_number", "name", "name_rest", "sex", "nation", "birth", "issued"]
), st.binary(max_size=40)))  # fmt: skip
def test_any_records_make_a_card_or_a_typed_refusal(values: dict[str, bytes]):
    with contextlib.suppress(NotAcceptable):
        assert chip_card(values, TODAY).id_number


@given(st.lists(st.binary(min_size=2, max_size=40), min_size=40, max_size=60))
def test_any_answers_make_a_card_or_typed_trouble(answers: list[bytes]):
    with contextlib.suppress(DeskError, IndexError):  # IndexError: the list of answers is used up
        read_card(Scripted(*[answer.hex() for answer in answers]), TODAY)


@pytest.mark.parametrize(("digits", "encoded"), [("123456", "123456"), ("12345", "12345f"), ("1" * 16, "11" * 8)])
def test_a_pin_is_two_digits_a_byte(digits: str, encoded: str):
    assert pin.encoded(digits).hex() == encoded


@pytest.mark.parametrize("digits", ["", "123", "1" * 17, "12345a", "１２３４５６"])
def test_what_is_no_pin_is_refused(digits: str):
    with pytest.raises(UsageError):
        pin.encoded(digits)


def test_a_pin_is_changed_with_the_old_one():
    hand = InHand()
    select_application(hand)
    pin.change(hand, "123456", "246802")
    pin.verify(hand, "246802")
    assert hand.said[1] == bytes.fromhex("805E010007 123456 FF 246802")


def test_a_wrong_pin_tells_the_tries_left_until_it_is_blocked():
    hand = InHand(tries=3)
    left = [kind_of(lambda: pin.change(hand, "000000", "246802")) for _ in range(3)]
    assert left == [("pin_wrong", 2), ("pin_wrong", 1), ("pin_blocked", None)]
    assert kind_of(lambda: pin.verify(hand, "123456")) == ("pin_blocked", None)


class PracticeIssuer:
    """Knows the practice key."""

    def answer(self, identification: bytes, challenge: bytes, key: int) -> bytes:
        return simulated.practice_cryptogram(identification, challenge)


class Stranger:
    def answer(self, identification: bytes, challenge: bytes, key: int) -> bytes:
        return bytes(16)


BLANK = {"id_number": None, "card_number": None, "name": None, "birth": None, "issued": None, "valid_to": None}
HOLDER = ChipCard(
    "110199", "P12345678", "110199198802296229", "阿卜杜热合曼·艾则孜江·麦麦提𬭎", "female", "05",
    date(1988, 2, 29), "3.00", date(2026, 3, 16), date(2036, 3, 16),
)  # fmt: skip


def test_a_blank_is_written_with_its_issuers_word_and_read_back():
    hand = InHand(**BLANK)
    written = write_chip(hand, PracticeIssuer(), HOLDER, TODAY)
    assert (written.name, written.card_number, written.birth) == (HOLDER.name, "P12345678", date(1988, 2, 29))
    assert read_card(hand, TODAY) == written


def test_without_the_issuers_word_nothing_is_written():
    hand = InHand()
    with pytest.raises(DeviceTrouble):
        write_chip(hand, Stranger(), HOLDER, TODAY)
    assert read_card(hand, TODAY).name == "张𬭎𰻞"


def test_a_chip_that_says_something_else_afterwards_is_not_taken_for_written():
    class Forgetful(InHand):
        def send_and_receive(self, apdu: bytes) -> tuple[bytes, int]:
            if apdu[1] == 0xDC and apdu[5] == 0x07:
                return b"", 0x9000
            return super().send_and_receive(apdu)

    with pytest.raises(NotAcceptable) as refused:
        write_chip(Forgetful(), PracticeIssuer(), HOLDER, TODAY)
    assert (refused.value.facts["field"], refused.value.facts["problem"]) == ("card_number", "not_as_written")


def test_a_name_too_long_for_the_chip_is_told_before_anything_is_written():
    long_name = ChipCard("110199", "P1", HOLDER.id_number, "麦" * 26, "male", None, None, "3.00", None, None)
    hand = InHand()
    with pytest.raises(NotAcceptable):
        write_chip(hand, PracticeIssuer(), long_name, TODAY)
    assert all(apdu[1] != 0xDC for apdu in hand.said)
