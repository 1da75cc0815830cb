"""Working days: which days count for a promise, and a loud refusal where no table says so.

The State Council's office publishes each year's days off and made-up working days in the November before; until then
nobody knows them, and this desk does not guess. Rows M-090a to M-090j; counting starts on the next day (民法典 201).
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from desk.errors import Refused


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day, of all days past them."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if (year, month) >= (date.max.year, date.max.month - 1):
        return date.max
    first_after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_after - timedelta(1)).day))


def add_days(day: date, days: int) -> date:
    """So many days later, or earlier for less than none; the last or first of all days past them."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


class CalendarNotCovered(Refused):
    """A day lies outside the tables, `before` them or after.

    Kind `calendar_not_covered`; facts `day`, `covered_from`, `covered_until`, `before`.
    """

    def __init__(self, day: date, covered_from: date, covered_until: date) -> None:
        facts = {"day": day, "covered_from": covered_from, "covered_until": covered_until}
        super().__init__("calendar_not_covered", **facts, before=day < covered_from)
        self.covered_until = covered_until


class Year(NamedTuple):
    """One published table: the days off and the weekend days that are worked."""

    off: Collection[date]
    working: Collection[date]


class WorkingDays:
    """The working days of an unbroken run of years."""

    def __init__(self, years: Mapping[int, Year]) -> None:
        """`years` must follow each other without a gap; at least one is needed."""
        first, last = min(years), max(years)
        if set(years) != set(range(first, last + 1)):
            raise ValueError(f"the calendar has a gap between {first} and {last}")
        self.covered_from = date(first, 1, 1)
        self.covered_until = date(last, 12, 31)
        off = {day for year in years.values() for day in year.off}
        made_up = {day for year in years.values() for day in year.working}
        length = (self.covered_until - self.covered_from).days + 1
        days = (self.covered_from + timedelta(n) for n in range(length))
        self._days = [day for day in days if day in made_up or (day.weekday() < 5 and day not in off)]
        self._set = frozenset(self._days)

    def is_working(self, day: date) -> bool:
        """Raises CalendarNotCovered for a day outside the tables."""
        self._cover(day)
        return day in self._set

    def due(self, start: date, days: int) -> date:
        """The `days`-th working day after `start` (which itself never counts); `start` for none.

        Raises CalendarNotCovered when the tables end before that day.
        """
        self._cover(start)
        if days == 0:
            return start
        place = bisect_right(self._days, start) + days - 1
        if place >= len(self._days):
            raise CalendarNotCovered(self.covered_until + timedelta(1), self.covered_from, self.covered_until)
        return self._days[place]

    def promised(self, start: date, days: int) -> date | None:
        """`due`, or None past the tables: nobody is promised a day that nobody knows."""
        try:
            return self.due(start, days)
        except CalendarNotCovered:
            return None

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; negative when `end` comes first."""
        self._cover(start)
        self._cover(end)
        return bisect_right(self._days, end) - bisect_right(self._days, start)

    def _cover(self, day: date) -> None:
        if not self.covered_from <= day <= self.covered_until:
            raise CalendarNotCovered(day, self.covered_from, self.covered_until)
