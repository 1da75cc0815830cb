"""Serial numbers told in runs."""

import pytest

from desk.rules.serials import runs


@pytest.mark.parametrize(
    ("serials", "told"),
    [
        ([], []),
        (["K1"], [("K1", "K1", 1)]),
        (["K08", "K09", "K10", "K12"], [("K08", "K10", 3), ("K12", "K12", 1)]),
        (["A1", "B2", "B3"], [("A1", "A1", 1), ("B2", "B3", 2)]),
    ],
)
def test_serial_numbers_are_told_in_runs(serials: list[str], told: list[tuple[str, str, int]]) -> None:
    assert runs(serials) == told
