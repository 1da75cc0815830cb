"""The card centre: what is sent, what comes back, and what is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from desk_builder import a_case, build, stocked
from pretend_printer import PretendPrinter
from statements import statements
from walk_ins import PORTRAIT, applied, arrive, id_card, ready

from desk.errors import CardSpoiled, Refused, UsageError
from desk.services import batch_book, centre, handover, intake, issuing, reception, search, submission, withdrawal
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 5)
    return counter


def to_fetch(desk: Counter, name: str) -> str:
    draft = intake.choose_delivery(desk, arrive(desk, id_card(name), "first_issue"), "pickup")
    return submission.conclude(desk, draft, desk.new_key()).number


@pytest.mark.requirement("M-001", "M-090b")
def test_a_batch_goes_out_and_its_cards_come_back(desk: Counter) -> None:
    li, wei = to_fetch(desk, "李样本"), to_fetch(desk, "王示例")
    here = applied(desk, "窦示例").number
    assert [line.number for line in centre.waiting(desk)] == [li, wei]
    batch = centre.send(desk, "k")
    assert (batch.id, batch.state, len(batch.rows)) == ("20260316-centre-01", "sent", 2)
    assert centre.send(desk, "k") == batch
    assert search.show(desk, here).state == "approved"
    assert search.show(desk, li).next == "await_centre"
    with pytest.raises(Refused, match="nothing_to_send"):
        centre.send(desk, "k2")

    orders = {order.case: order for order in centre.orders(desk, batch.id)}
    assert (orders[li].name, orders[li].photo) == ("李样本", PORTRAIT)
    back = centre.receive(desk, batch.id, {li: "900000001"}, "r")
    assert {row.case: row.state for row in back.rows} == {li: "ready", wei: "making"}
    assert back.state == "received"
    assert handover.hand_over(desk, handover.start(desk, li, id_card("李样本")), "h").state == "collected"
    assert centre.receive(desk, batch.id, {wei: "900000002"}, "r2").state == "closed"


def test_two_ruined_blanks_go_to_the_centre_too(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    for _ in range(2):
        with pytest.raises(CardSpoiled):
            ready(desk, number, PretendPrinter(CardSpoiled("jam", device="card_printer")))
    issuing.to_centre(desk, number)
    assert [row.case for row in centre.send(desk, "k").rows] == [number]


def test_nothing_unpaid_or_unapproved_is_sent(desk: Counter) -> None:
    draft = intake.tick(desk, arrive(desk, id_card("冯样本"), "exchange", "photo_changed"), "old_card")
    draft = intake.choose_delivery(desk, draft, "pickup")
    case = submission.conclude(desk, draft, "k")
    assert case.fee.owed == 2500
    assert centre.waiting(desk) == []


def test_a_card_for_a_case_that_is_not_on_the_batch_is_refused(desk: Counter) -> None:
    to_fetch(desk, "李样本")
    batch = centre.send(desk, "k")
    with pytest.raises(UsageError, match="not_on_batch"):
        centre.receive(desk, batch.id, {"1101990001202603160399999": "900000001"}, "r")


def test_a_card_number_comes_once(desk: Counter) -> None:
    li, wei = to_fetch(desk, "李样本"), to_fetch(desk, "王示例")
    batch = centre.send(desk, "k")
    with pytest.raises(Refused, match="card_number_taken"):
        centre.receive(desk, batch.id, {li: "900000001", wei: "900000001"}, "r")
    assert search.show(desk, li).state == "making"


def test_a_batch_that_is_none_of_the_centre_s_is_not_received(desk: Counter) -> None:
    for batch in ("20260316-centre-99", ""):
        with pytest.raises(UsageError, match="no_such_batch"):
            centre.receive(desk, batch, {}, "k")


def test_a_bundle_of_cases_is_asked_about_together(desk: Counter) -> None:
    def asked(look: Callable[[], object]) -> int:
        return len(statements(desk, look))

    issuing.to_centre(desk, a_case(desk, number="110199199006015100"))
    one = asked(lambda: centre.waiting(desk))
    for nth in range(1, 6):
        issuing.to_centre(desk, a_case(desk, number=f"1101991990060151{nth:02}"))
    assert asked(lambda: centre.waiting(desk)) == one
    batch = centre.send(desk, "k")
    assert len(batch.rows) == 6
    assert asked(lambda: centre.orders(desk, batch.id)) <= 6
    assert asked(lambda: batch_book.show(desk, batch.id)) <= 7


def test_a_batch_does_not_wait_for_a_card_that_nobody_wants_any_more(desk: Counter) -> None:
    li, wang = to_fetch(desk, "李样本"), to_fetch(desk, "王示例")
    batch = centre.send(desk, "k").id
    withdrawal.withdraw(desk, reception.greet(desk, id_card("王示例")).draft, wang, "w")
    back = centre.receive(desk, batch, {li: "900000001"}, "r")
    assert (back.state, {row.case: row.state for row in back.rows}) == ("closed", {li: "ready", wang: "withdrawn"})
