"""A payment that was booked the wrong way is put right while it can still be counted, and noted afterwards."""

from pathlib import Path

import pytest
from desk_builder import CLERK, OTHER_CLERK, SECOND, SUPERVISOR, a_case, as_operator, build
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desk.errors import Refused, UsageError
from desk.records.commands import KeyReused
from desk.services import audit, closing, export, search, till, ways
from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter, Credential

COLLEAGUE = Credential(OTHER_CLERK.name, PRACTICE_PASSWORD)


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


@pytest.fixture
def paid(desk: Counter) -> str:
    """Booked as 微信; it went by card."""
    number = a_case(desk, fee=2500, service="reissue", reason="lost")
    till.take(desk, number, 2500, "wechat", "taken")
    return number


def by_method(desk: Counter) -> dict[str, int]:
    return {row["method"]: row["paid"] - row["refunded"] for row in closing.report(desk, desk.today())["by_method"]}


def test_every_sum_follows_a_correction_and_the_booking_stays(desk: Counter, paid: str) -> None:
    ways.put_right(desk, paid, "cash", "按错了", "k1")
    own = till.shift(desk)
    assert own is not None
    assert (own.expected, closing.cash_due(desk, desk.today())[0], by_method(desk)) == (2500, 2500, {"cash": 2500})

    right = ways.put_right(desk, paid, "card", "刷的是银行卡", "k2")
    own = till.shift(desk)
    assert own is not None
    assert (right.method, own.expected, by_method(desk)) == ("card", 0, {"card": 2500})
    [line] = search.show(desk, paid).payments
    assert (line.amount, line.method, line.booked) == (2500, "card", "wechat")
    told = [
        (act["kind"], act["before"], act["after"], act["reason"])
        for act in closing.report(desk, desk.today())["notable"]
    ]
    assert told == [("way_corrected", "wechat", "cash", "按错了"), ("way_corrected", "cash", "card", "刷的是银行卡")]
    [kept] = [one for one in export.ledger(as_operator(desk, SUPERVISOR)) if one["type"] == "payment"]
    assert (kept["method"], kept["booked"]) == ("card", "wechat")
    assert audit.verify(desk)["ok"]


def test_the_same_press_counts_once(desk: Counter, paid: str) -> None:
    first = ways.put_right(desk, paid, "card", "按错了", "k")
    assert ways.put_right(desk, paid, "card", "按错了", "k") == first
    with pytest.raises(KeyReused):
        ways.put_right(desk, paid, "cash", "按错了", "k")
    with pytest.raises(Refused, match="same_way"):
        ways.put_right(desk, paid, "card", "按错了", "again")


def test_only_whoever_took_the_money_corrects_it_and_says_why(desk: Counter, paid: str) -> None:
    with pytest.raises(Refused) as told:
        ways.put_right(as_operator(desk, OTHER_CLERK), paid, "card", "按错了", "k")
    assert (told.value.kind, told.value.facts["by"]) == ("taken_by_colleague", CLERK.name)
    with pytest.raises(UsageError, match="reason_needed"):
        ways.put_right(desk, paid, "card", " ", "k")
    with pytest.raises(UsageError, match="unknown_code"):
        ways.put_right(desk, paid, "cheque", "按错了", "k")
    with pytest.raises(Refused, match="nothing_paid"):
        ways.put_right(desk, a_case(desk, number="110199199006015138"), "card", "按错了", "k")


def test_money_goes_back_the_way_that_was_put_right_and_then_nothing_is_corrected(desk: Counter, paid: str) -> None:
    ways.put_right(desk, paid, "card", "按错了", "k")
    assert till.refund(desk, paid, "r", SECOND).method == "card"
    assert by_method(desk) == {"card": 0}
    with pytest.raises(Refused, match="nothing_paid"):
        ways.put_right(desk, paid, "cash", "又按错了", "k2")


def test_a_till_that_was_counted_and_signed_for_is_only_noted(desk: Counter, paid: str) -> None:
    till.close_shift(desk, 0, COLLEAGUE)
    with pytest.raises(Refused, match="till_counted"):
        ways.put_right(desk, paid, "cash", "按错了", "k")
    ways.note(desk, paid, "cash", "其实是现金", "n")
    assert by_method(desk) == {"wechat": 2500}
    assert [act["kind"] for act in closing.report(desk, desk.today())["notable"]] == ["way_noted"]


def test_after_the_close_a_note_moves_no_sum_and_is_told_in_the_next_report(desk: Counter, paid: str) -> None:
    with pytest.raises(Refused, match="still_correctable"):
        ways.note(desk, paid, "card", "按错了", "n")
    closed = closing.close_day(desk, desk.today(), 0, 0)
    booked = ways.booking(desk, paid)
    assert booked is not None
    assert (booked.way, booked.counts) == ("wechat", False)
    with pytest.raises(Refused, match="day_closed"):
        ways.put_right(desk, paid, "card", "按错了", "k")
    desk.clock.advance(minutes=3)
    assert ways.note(desk, paid, "card", "刷的是银行卡", "n").method == "wechat"
    assert closing.report(desk, closed.day) == closed.report
    desk.clock.advance(days=1)
    [act] = closing.report(desk, desk.today())["notable"]
    assert (act["kind"], act["after"], act["by"]) == ("way_noted", "card", CLERK.name)
    assert audit.verify(desk)["ok"]


def test_the_store_itself_keeps_every_correction(desk: Counter, paid: str) -> None:
    ways.put_right(desk, paid, "card", "按错了", "k")
    for change in ("UPDATE way_corrections SET after = 'cash'", "DELETE FROM way_corrections"):
        with pytest.raises(IntegrityError, match="append_only"), desk.store.begin() as session:
            session.execute(text(change))
