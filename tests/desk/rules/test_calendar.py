"""Working days against the published tables, check values, and a library that knows the same years."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused, UsageError
from desk.rules.calendar import CalendarNotCovered, WorkingDays, Year, add_months
from desk.rules.reference import working_days

DAYS = working_days()
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)


def test_each_day_agrees_with_an_independent_table():
    days = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    assert [day for day in days if DAYS.is_working(day)] == [day for day in days if chinese_calendar.is_workday(day)]


@pytest.mark.requirement("M-090a", "M-090b", "M-090c", "M-090e")
@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-02-10", 10, "2026-03-02"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-04-29", 3, "2026-05-07"),
        ("2026-09-28", 7, "2026-10-13"),
        ("2026-03-16", 3, "2026-03-19"),
        ("2026-03-16", 5, "2026-03-23"),
        ("2026-03-16", 7, "2026-03-25"),
        ("2026-03-16", 10, "2026-03-30"),
        ("2026-03-16", 15, "2026-04-07"),
        ("2026-03-16", 30, "2026-04-28"),
        ("2026-03-16", 0, "2026-03-16"),
        ("2025-12-31", 1, "2026-01-04"),
    ],
)
def test_a_promise_falls_on_the_day_the_notice_of_the_year_makes_it(start, days, due):
    assert DAYS.due(date.fromisoformat(start), days) == date.fromisoformat(due)


@given(st.dates(FIRST, date(2026, 10, 1)), st.integers(1, 40))
def test_a_promise_never_falls_on_a_day_off_and_counts_exactly(start, days):
    due = DAYS.due(start, days)
    assert DAYS.is_working(due)
    assert sum(DAYS.is_working(start + timedelta(n)) for n in range(1, (due - start).days + 1)) == days
    assert DAYS.working_days_between(start, due) == days


@given(st.dates(date(2026, 11, 1), LAST), st.integers(0, 80))
def test_past_the_table_the_desk_refuses_loudly_and_never_guesses(start, days):
    left = DAYS.working_days_between(start, LAST)
    if days <= left:
        assert DAYS.due(start, days) <= LAST
    else:
        with pytest.raises(CalendarNotCovered) as told:
            DAYS.due(start, days)
        assert told.value.kind == "calendar_not_covered"
        assert told.value.facts["covered_until"] == LAST
        assert told.value.exit_code == Refused.exit_code


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_the_table_is_neither_working_nor_off(day):
    with pytest.raises(CalendarNotCovered):
        DAYS.is_working(day)
    with pytest.raises(CalendarNotCovered):
        DAYS.due(day, 1)


def test_a_calendar_with_a_gap_is_no_calendar():
    nothing = Year(off=frozenset(), working=frozenset())
    with pytest.raises(ValueError, match="gap"):
        WorkingDays({2025: nothing, 2027: nothing})


def test_a_hall_adds_the_next_year_by_dropping_a_file_in(tmp_path):
    (tmp_path / "2027.toml").write_text(
        'year = 2027\noff = [{ from = 2027-01-01, to = 2027-01-03, name = "元旦" }]\nworking = []\n', encoding="utf-8"
    )
    longer = working_days([tmp_path])
    assert longer.covered_until == date(2027, 12, 31)
    assert longer.due(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_a_year_left_out_is_told_before_a_date_is_promised(tmp_path):
    (tmp_path / "2028.toml").write_text("year = 2028\noff = []\nworking = []\n", encoding="utf-8")
    with pytest.raises(UsageError) as told:
        working_days([tmp_path])
    assert (told.value.kind, told.value.facts["file"]) == ("calendar_broken", "2028.toml")


def test_a_broken_table_is_named(tmp_path):
    (tmp_path / "2027.toml").write_text("year = 2027\noff = 3\n", encoding="utf-8")
    with pytest.raises(UsageError) as told:
        working_days([tmp_path])
    assert told.value.kind == "calendar_broken"
    assert told.value.facts["file"] == "2027.toml"


def test_six_months_end_on_the_last_day_of_a_shorter_month():
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2025, 12, 31), 12) == date(2026, 12, 31)
    assert add_months(date(2025, 6, 15), 6) == date(2025, 12, 15)
