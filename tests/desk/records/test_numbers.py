"""Public numbers: without gaps, without doubles, with a check digit."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import build
from hypothesis import given
from hypothesis import strategies as st

from desk.records import numbers
from desk.services.counter import Counter

DAY = date(2026, 3, 16)


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


def take(desk: Counter, window: str = "03", letter: str = "") -> str:
    with desk.store.begin() as session:
        return numbers.public_number(session, "110199", "0001", DAY, window, letter=letter)


@pytest.mark.requirement("M-087")
def test_a_number_tells_region_institution_day_window_and_sequence(desk: Counter) -> None:
    assert take(desk) == "1101990001202603160300010"
    assert take(desk)[:24] == "110199000120260316030002"


def test_windows_and_kinds_count_for_themselves(desk: Counter) -> None:
    assert [take(desk, "04")[20:24], take(desk)[20:24], take(desk, letter="N")[21:25]] == ["0001"] * 3


def test_what_a_failed_act_took_is_taken_again(desk: Counter) -> None:
    def fails() -> None:
        with desk.store.begin() as session:
            numbers.public_number(session, "110199", "0001", DAY, "03")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert take(desk)[20:24] == "0001"


def test_each_day_begins_again_and_a_clock_set_back_goes_on(desk: Counter) -> None:
    with desk.store.begin() as session:
        days = [numbers.take(session, desk.hall, day, "x") for day in (DAY, date(2026, 3, 17), DAY)]

    assert days == [1, 1, 2]


def test_ten_thousand_a_day_are_too_many(desk: Counter) -> None:
    with desk.store.begin() as session:
        session.add(numbers.Number(hall=desk.hall, kind="public::03", day=DAY.isoformat(), last=9999))

    with pytest.raises(numbers.NumbersUsedUp):
        take(desk)


@given(digits=st.text("0123456789", min_size=24, max_size=24), place=st.integers(0, 24), other=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, other: int) -> None:
    number = digits + numbers.luhn(digits)
    wrong = number[:place] + str((int(number[place]) + other) % 10) + number[place + 1 :]

    assert numbers.is_public_number(number)
    assert not numbers.is_public_number(wrong)


def test_luhn_is_the_one_of_the_standard() -> None:
    assert numbers.luhn("7992739871") == "3"  # ISO/IEC 7812-1's usual example
