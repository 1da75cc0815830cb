"""Blanks: received by two people, moved, counted, and always in balance."""

from pathlib import Path

import pytest
from desk_builder import SECOND, build, serial, stocked
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from statements import statements

from desk.errors import NotPermitted, Refused, StoreTrouble
from desk.services import stock
from desk.services.counter import Counter, Credential


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


@pytest.mark.requirement("M-027")
def test_a_delivery_is_counted_by_two_people(desk: Counter) -> None:
    with pytest.raises(NotPermitted, match="same_person"):
        stock.receive(desk, serial(1), serial(50), Credential("0312", "practice"))

    assert stock.receive(desk, serial(1), serial(50), SECOND) == 50
    assert stock.report(desk).places == {"vault": 50}


def test_the_same_delivery_is_not_received_twice(desk: Counter) -> None:
    stock.receive(desk, serial(1), serial(50), SECOND, key="same")
    assert stock.receive(desk, serial(1), serial(50), SECOND, key="same") == 50

    with pytest.raises(Refused, match="blanks_received_before"):
        stock.receive(desk, serial(50), serial(60), SECOND)
    assert stock.report(desk).received == 50


def test_blanks_in_the_vault_cannot_be_printed_on(desk: Counter) -> None:
    stock.receive(desk, serial(1), serial(5), SECOND)
    with desk.store.begin() as session, pytest.raises(Refused) as told:
        stock.lowest(session, desk)
    assert told.value.facts["vault"] == 5

    assert stock.move(desk, serial(2), serial(3), "window:03", SECOND) == 2
    with desk.store.begin() as session:
        assert stock.lowest(session, desk).serial == serial(2)


def test_a_damaged_blank_leaves_the_stock_with_a_slip(desk: Counter) -> None:
    stocked(desk, 3)

    slip = stock.adjust(desk, serial(2), "spoiled", "bent", SECOND)
    stock.adjust(desk, serial(3), "returned", "wrong batch", SECOND)

    assert slip is not None
    assert slip.startswith("S1101990001")
    assert stock.report(desk).states == {
        "in_stock": 1, "reserved": 0, "issued": 0, "spoiled": 1, "unknown": 0, "returned": 1,
    }  # fmt: skip
    assert stock.report(desk).holds


def test_the_database_keeps_the_equation_against_anybody(desk: Counter) -> None:
    stocked(desk, 3)
    for statement in (
        "UPDATE stock_balance SET received = received + 1",
        "UPDATE blanks SET state = 'issued' WHERE serial = 'BK26000001'",
        "DELETE FROM blanks",
        "INSERT INTO blanks SELECT hall, 'X', receipt, 'issued', place, NULL, NULL, since FROM blanks LIMIT 1",
        "UPDATE blank_moves SET after = 'spoiled'",
    ):
        with pytest.raises(IntegrityError), desk.store.begin() as session:
            session.execute(text(statement))


def test_a_row_changed_by_other_hands_stops_the_issuing(desk: Counter) -> None:
    stocked(desk, 3)
    with desk.store.begin() as session:
        session.execute(text("DROP TRIGGER guard_blanks_road"))
        session.execute(text("DROP TRIGGER guard_blanks_move"))
        session.execute(text("UPDATE blanks SET state = 'issued' WHERE serial = 'BK26000001'"))

    with pytest.raises(StoreTrouble), desk.store.reading() as session:
        stock.check(session, desk.hall)


def test_a_box_is_carried_in_as_many_words_as_a_card(desk: Counter) -> None:
    stock.receive(desk, serial(1), serial(50), SECOND)
    one = len(statements(desk, lambda: stock.move(desk, serial(1), serial(1), "window:03", SECOND)))
    box = len(statements(desk, lambda: stock.move(desk, serial(2), serial(50), "window:03", SECOND)))
    assert (box, stock.report(desk).places) == (one, {"window:03": 50})
