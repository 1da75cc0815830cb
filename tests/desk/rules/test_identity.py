"""Identity numbers against the standard's own arithmetic and an independent library."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from desk.rules.identity import age_on, check_character, full_number, mask, parse_id_number

TODAY = date(2026, 3, 16)


def numbers(**fixed):
    """Valid 18-character numbers: region, birth and sequence drawn, the check character computed."""
    return st.builds(
        lambda region, birth, sequence: (
            (seventeen := f"{region}{birth:%Y%m%d}{sequence:03d}") + check_character(seventeen)
        ),
        fixed.get("region", st.sampled_from(["110199", "440399", "510199", "530199", "810000", "830000"])),
        fixed.get("birth", st.dates(date(1900, 1, 1), TODAY)),
        st.integers(0, 999),
    )


@pytest.mark.parametrize(
    ("text", "kind", "birth", "sex", "region"),
    [
        ("110199198503127011", "resident", date(1985, 3, 12), "male", "110199"),
        ("440399199207083028", "resident", date(1992, 7, 8), "female", "440399"),
        ("53019919900203715x", "resident", date(1990, 2, 3), "male", "530199"),
        ("810000198806060019", "hmt_permit", date(1988, 6, 6), "male", "810000"),
        ("82000019790909012X", "hmt_permit", date(1979, 9, 9), "female", "820000"),
        ("830000199503030216", "hmt_permit", date(1995, 3, 3), "male", "830000"),
        ("931840199001150014", "foreign_pr_2023", date(1990, 1, 15), "male", "310000"),
        ("ABC110101900115", "foreign_pr_2017", None, "unknown", None),
        ("110199850312701", "resident_15", date(1985, 3, 12), "male", "110199"),
    ],
)
def test_every_kind_of_number_tells_what_it_holds(text, kind, birth, sex, region):
    number = parse_id_number(text, TODAY)
    assert (number.kind, number.birth, number.sex, number.region) == (kind, birth, sex, region)
    assert number.valid


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ("format",)),
        ("11019919850312701", ("format",)),
        ("1101991985031270111", ("format",)),
        ("11019919850312701A", ("format",)),
        ("１１０１９９１９８５０３１２７０１１", ("format",)),
        ("010199198503127011", ("format",)),
        ("110199198502307015", ("birth_date", "check_digit")),
        ("110199202703160012", ("future_birth_date", "check_digit")),
        ("110199198503127012", ("check_digit",)),
        ("AB1101011990011", ("format",)),
    ],
)
def test_a_wrong_number_names_what_is_wrong_the_weightiest_first(text, problems):
    number = parse_id_number(text, TODAY)
    assert number.problems == problems
    assert not number.valid


def test_a_child_born_today_has_a_valid_number_and_tomorrow_has_not():
    today = "110199" + "20260316" + "001"
    tomorrow = "110199" + "20260317" + "001"
    assert parse_id_number(today + check_character(today), TODAY).valid
    assert parse_id_number(tomorrow + check_character(tomorrow), TODAY).problems == ("future_birth_date",)


def test_a_legacy_number_becomes_the_eighteen_digits_of_the_same_person():
    assert full_number("110199850312701") == "110199198503127011"
    assert parse_id_number("110199850312701", TODAY).normalised == "110199198503127011"


def test_a_letter_is_accepted_in_either_case_and_kept_in_upper_case():
    assert parse_id_number("82000019790909012x", TODAY).normalised == "82000019790909012X"


@given(numbers())
def test_the_check_character_agrees_with_an_independent_library(number):
    assert ric.calc_check_digit(number) == number[17]
    assert parse_id_number(number, TODAY).valid


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not parse_id_number(wrong, TODAY).valid


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text):
    assert parse_id_number(text, TODAY).text == text


@given(numbers())
def test_a_masked_number_shows_six_and_four_and_never_the_birthday(number):
    masked = mask(number)
    assert masked == f"{number[:6]}********{number[-4:]}"


def test_a_short_number_is_masked_altogether():
    assert mask("H01234567") == "*********"


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2019, 3, 17), date(2026, 3, 16), 6),
        (date(2019, 3, 16), date(2026, 3, 16), 7),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
    ],
)
def test_age_changes_on_the_birthday_and_for_leap_days_on_the_first_of_march(birth, day, age):
    assert age_on(birth, day) == age


def test_an_unknown_region_is_a_question_of_the_table_not_of_validity():
    number = parse_id_number("110199198503127011", TODAY)
    assert number.valid
    assert not number.region_known({"110101"})
    assert number.region_known({"110199"})
