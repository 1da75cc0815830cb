"""Serial numbers of blanks, as ranges and as runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import UsageError
from desk.rules import serials


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ([], []),
        (["K1"], [("K1", "K1", 1)]),
        (["K08", "K09", "K10", "K12"], [("K08", "K10", 3), ("K12", "K12", 1)]),
        (["A1", "B2", "B3"], [("A1", "A1", 1), ("B2", "B3", 2)]),
    ],
)
def test_serial_numbers_are_told_in_runs(listed: list[str], told: list[tuple[str, str, int]]) -> None:
    assert serials.runs(listed) == told


@pytest.mark.parametrize(
    ("first", "last"), [("A1", "B2"), ("A9", "A1"), ("A1", "A10"), ("", ""), ("A", "B"), ("A000001", "A999999")]
)
def test_a_range_that_is_none_is_refused(first: str, last: str) -> None:
    with pytest.raises(UsageError, match="serial_range"):
        serials.between(first, last)


@given(prefix=st.from_regex(r"[A-Z]{0,3}", fullmatch=True), begin=st.integers(0, 99000), count=st.integers(1, 500))
def test_a_range_holds_every_serial_once(prefix: str, begin: int, count: int) -> None:
    found = serials.between(f"{prefix}{begin:08d}", f"{prefix}{begin + count - 1:08d}")

    assert len(set(found)) == count
    assert found == sorted(found)
    assert all(len(each) == len(prefix) + 8 for each in found)
