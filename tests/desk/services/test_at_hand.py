"""What lies in a clerk's hands: looked at every few seconds, so it asks as much of many cases as of one."""

from pathlib import Path

import pytest
from desk_builder import CLERK, a_case, build
from statements import statements

from desk.services import ownership, till
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


def asked(desk: Counter) -> int:
    """How many statements one look takes."""
    return len(statements(desk, lambda: ownership.at_hand(desk)))


def test_what_each_case_needs_is_told_by_its_own_payments(desk: Counter) -> None:
    assert desk.operator == CLERK
    unpaid = a_case(desk, fee=2500, service="reissue", reason="lost", number="110199199006015136")
    paid = a_case(desk, fee=2500, service="reissue", reason="lost", number="110199199006015137")
    till.take(desk, paid, 2500, "cash", "p1")
    free = a_case(desk, number="110199199006015138")
    assert {line.number: need for line, need in ownership.at_hand(desk)} == {unpaid: "pay", paid: "make", free: "make"}


def test_many_cases_are_asked_about_together(desk: Counter) -> None:
    a_case(desk, number="110199199006015100")
    one = asked(desk)
    for nth in range(1, 20):
        a_case(desk, number=f"1101991990060151{nth:02}")
    assert asked(desk) == one
