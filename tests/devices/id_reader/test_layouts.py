"""What a chip's text says, in all four layouts; what cannot be right is named, never shown."""

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import NotAcceptable
from desk.ports import IdCard
from desk.rules.identity import check_character
from devices.id_reader.layouts import read_address, read_text
from devices.simulators.id_card import text_block

TODAY = date(2026, 3, 16)
RESIDENT = {
    "document": "resident",
    "name": "欧阳样本",
    "sex": "female",
    "nation": "11",
    "birth": "1988-02-29",
    "address": "样本市测试区示例路1号",
    "number": "110199198802296229",
    "issuer": "样本市公安局测试分局",
    "valid_from": "2019-03-15",
    "valid_to": None,
    "long_term": True,
}
HMT = {
    "document": "hmt_permit",
    "name": "杨示例",
    "sex": "male",
    "birth": "1988-06-06",
    "address": "样本县虚拟镇范例村12组",
    "number": "810000198806060019",
    "issuer": "样本市公安局",
    "valid_from": "2024-05-06",
    "valid_to": "2029-05-06",
    "travel_permit": "H01234567",
    "issue_count": 1,
}
FOREIGN_2017 = {
    "document": "foreign_pr_2017",
    "name": "证件样本",
    "name_latin": "SPECIMEN, SAMPLE MIDDLE",
    "sex": "male",
    "birth": "1981-08-03",
    "number": "SAU330000000000",
    "country": "SAU",
    "valid_from": "2022-06-20",
    "valid_to": "2032-06-19",
    "authority_code": "1500",
}
FOREIGN_2023 = {
    "document": "foreign_pr_2023",
    "name": "",
    "name_latin": "SPECIMEN VERYLONGFAMILYNAME SAMPLE GIVENNAME",
    "sex": "female",
    "birth": "1981-08-03",
    "number": "911124198108030024",
    "country": "CAN",
    "valid_from": "2023-09-15",
    "valid_to": "2033-09-14",
    "issue_count": 0,
    "previous_number_link": "001",
}


def read(words: dict[str, Any], **changes: Any) -> IdCard:
    return read_text(text_block({**words, **changes}), TODAY)


def problem(words: dict[str, Any], **changes: Any) -> tuple[object, object]:
    with pytest.raises(NotAcceptable) as refused:
        read(words, **changes)
    assert refused.value.kind == "data"
    return refused.value.facts["field"], refused.value.facts["problem"]


def test_a_resident_card_of_long_term():
    assert read(RESIDENT) == IdCard(
        document="resident",
        name="欧阳样本",
        sex="female",
        number="110199198802296229",
        birth=date(1988, 2, 29),
        valid_from=date(2019, 3, 15),
        valid_to=None,
        long_term=True,
        nation="11",
        address="样本市测试区示例路1号",
        issuer="样本市公安局测试分局",
    )


def test_a_residence_permit_for_hong_kong_has_a_travel_permit_and_no_nation():
    card = read(HMT)
    assert (card.document, card.nation, card.travel_permit, card.issue_count) == ("hmt_permit", None, "H01234567", 1)
    assert card.valid_to == date(2029, 5, 6)


def test_a_foreigners_card_of_2017():
    card = read(FOREIGN_2017)
    assert (card.name, card.name_latin, card.number) == ("证件样本", "SPECIMEN, SAMPLE MIDDLE", "SAU330000000000")
    assert (card.country, card.authority_code, card.birth, card.address) == ("SAU", "1500", date(1981, 8, 3), None)


def test_a_foreigners_card_of_2023_joins_the_two_parts_of_the_name():
    card = read(FOREIGN_2023)
    assert card.name == ""
    assert card.name_latin == "SPECIMEN VERYLONGFAMILYNAME SAMPLE GIVENNAME"
    assert (card.country, card.previous_number_link, card.issue_count) == ("CAN", "001", 0)


@pytest.mark.parametrize("code", ["unknown", "male", "female", "unspecified"])
def test_all_four_codes_of_sex_are_kept(code: str):
    assert read(FOREIGN_2017, sex=code).sex == code


@pytest.mark.requirement("M-064")
@pytest.mark.parametrize("name", ["张𬭎𰻞", "周㛃", "赵𬸚", "阿卜杜热合曼·艾则孜江·麦麦提", "李 样", "某\u3000某"])
def test_names_come_out_character_for_character(name: str):
    assert read(RESIDENT, name=name).name == name


def test_an_address_may_fill_its_field_to_the_last_character():
    address = "样" * 35
    assert read(RESIDENT, address=address).address == address


def test_a_small_x_at_the_end_of_a_number_becomes_a_large_one():
    card = read(RESIDENT, number="53019919900203715x", birth="1990-02-03", sex="male")
    assert (card.number, card.warnings) == ("53019919900203715X", ())


@pytest.mark.requirement("M-064")
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"birth": "1988-02-30"}, ("birth", "no_such_day")),
        ({"birth": ""}, ("birth", "no_such_day")),
        ({"birth": "1988-02-28"}, ("birth", "differs_from_number")),
        ({"number": "110199198802296228"}, ("number", "check_digit")),
        ({"number": "1101991988022962"}, ("number", "format")),
        ({"number": "932682198501010017", "birth": "1985-01-01"}, ("number", "other_kind")),
        ({"birth": "2030-01-01", "number": "11019920300101001" + check_character("11019920300101001")},
         ("birth", "future_birth_date")),
        ({"sex": "3"}, ("sex", "unknown_code")),
        ({"nation": "75"}, ("nation", "unknown_code")),
        ({"nation": ""}, ("nation", "unknown_code")),
        ({"name": ""}, ("name", "empty")),
        ({"name": "样\ufffd本"}, ("name", "not_text")),
        ({"name": "样\0本"}, ("name", "not_text")),
        ({"name": "样\x1b本"}, ("name", "not_text")),
        ({"valid_from": "2019-13-01"}, ("valid_from", "no_such_day")),
        ({"long_term": False, "valid_to": "长久"}, ("valid_to", "no_such_day")),
        ({"long_term": False, "valid_to": "2018-01-01"}, ("valid_to", "before_valid_from")),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_right_is_named(changes: dict[str, Any], wrong: tuple[str, str]):
    assert problem(RESIDENT, **changes) == wrong


def test_half_a_rare_character_is_no_text():
    block = bytearray(text_block(RESIDENT))
    block[0:2] = b"\x72\xd8"
    with pytest.raises(NotAcceptable) as refused:
        read_text(bytes(block), TODAY)
    assert (refused.value.facts["field"], refused.value.facts["problem"]) == ("name", "not_text")


def test_a_countrys_code_has_three_letters():
    assert problem(FOREIGN_2017, country="S1") == ("country", "unknown_code")


def test_a_count_of_issues_is_a_number():
    block = bytearray(text_block(HMT))
    block[238:242] = "x1".encode("utf-16-le")
    with pytest.raises(NotAcceptable) as refused:
        read_text(bytes(block), TODAY)
    assert refused.value.facts["field"] == "issue_count"


def test_another_layout_than_the_four_is_refused():
    block = bytearray(text_block(RESIDENT))
    block[248:250] = "Q".encode("utf-16-le")
    with pytest.raises(NotAcceptable) as refused:
        read_text(bytes(block), TODAY)
    assert refused.value.facts["field"] == "document"


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"long_term": False, "valid_to": "2026-03-15"}, "expired"),
        ({"valid_from": "2026-03-17"}, "not_yet_valid"),
        ({"sex": "male"}, "sex_differs_from_number"),
        ({"name": "样\ue81e本"}, "name_private_use"),
        ({"birth": "1899-12-31", "number": "110199189912319044"}, "born_before_1900"),
        ({"number": "17019919880229622" + check_character("17019919880229622")}, "region_unknown"),
    ],
)
def test_what_is_odd_but_possible_is_read_with_a_warning(changes: dict[str, Any], warning: str):
    assert read(RESIDENT, **changes).warnings == (warning,)


def test_the_last_day_of_a_card_still_counts():
    assert read(RESIDENT, long_term=False, valid_to="2026-03-16").warnings == ()


@given(st.binary(min_size=256, max_size=256))
def test_any_bytes_make_a_card_or_a_typed_refusal(text: bytes):
    with contextlib.suppress(NotAcceptable):
        assert read_text(text, TODAY).number


@given(
    st.sampled_from([RESIDENT, HMT, FOREIGN_2017, FOREIGN_2023]),
    st.lists(st.tuples(st.integers(0, 255), st.integers(0, 255)), max_size=6),
)
def test_a_few_wrong_bytes_make_a_card_or_a_typed_refusal(words: dict[str, Any], changes: list[tuple[int, int]]):
    block = bytearray(text_block(words))
    for at, byte in changes:
        block[at] = byte
    with contextlib.suppress(NotAcceptable):
        assert read_text(bytes(block), TODAY).birth <= TODAY


@given(st.integers(0, 1000).filter(lambda size: size != 256))
def test_text_of_another_length_is_refused(size: int):
    with pytest.raises(NotAcceptable):
        read_text(bytes(size), TODAY)


def test_a_newest_address_loses_only_its_padding():
    assert read_address("样本市 练习区".ljust(70).encode("utf-16-le")) == "样本市 练习区"
    assert read_address(b" \0" * 70) is None
    with pytest.raises(NotAcceptable):
        read_address(b"\x72\xd8")
