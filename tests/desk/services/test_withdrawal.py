"""Giving an application up: until the card is made, and with every fen back."""

from pathlib import Path

import pytest
from desk_builder import SECOND, SUPERVISOR, a_case, as_operator, build, stocked
from walk_ins import applied, arrive, id_card, ready

from desk.errors import NotPermitted, Refused
from desk.services import draft as drafts
from desk.services import export, intake, issuing, reception, search, stock, submission, till, withdrawal
from desk.services.counter import Counter, Credential
from desk.services.draft import Draft


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


def comes_back(desk: Counter) -> Draft:
    return reception.greet(desk, id_card("李样本")).draft


def test_an_unpaid_application_is_given_up_at_once(desk: Counter) -> None:
    case = applied(desk, "李样本")
    issuing.reserve(desk, case.number, "r")
    view = withdrawal.withdraw(desk, comes_back(desk), case.number, "w")
    assert (view.state, view.next, stock.report(desk).states["reserved"]) == ("withdrawn", None, 0)
    assert withdrawal.withdraw(desk, comes_back(desk), case.number, "w2").state == "declined"
    assert applied(desk, "李样本").state == "approved"


def test_what_was_paid_goes_back_with_a_second_signature(desk: Counter) -> None:
    number = a_case(desk, fee=2500, service="exchange", reason="upgrade")
    till.take(desk, number, 2500, "cash", "t")
    draft = comes_back(desk)
    with pytest.raises(Refused) as told:
        withdrawal.withdraw(desk, draft, number, "w")
    assert told.value.facts["amount"] == 2500
    with pytest.raises(NotPermitted):
        withdrawal.withdraw(desk, draft, number, "w", Credential("0301", "wrong"))
    assert search.show(desk, number).state == "approved"

    view = withdrawal.withdraw(desk, draft, number, "w", SECOND)
    assert (view.state, view.fee.paid, [payment.amount for payment in view.payments]) == ("withdrawn", 0, [2500, -2500])
    again = withdrawal.withdraw(desk, draft, number, "w", SECOND)
    assert (len(again.payments), drafts.open_drafts(desk)) == (2, [])


def test_a_card_that_is_made_cannot_be_given_up(desk: Counter) -> None:
    case = applied(desk, "李样本")
    ready(desk, case.number)
    draft = comes_back(desk)
    view = withdrawal.withdraw(desk, draft, case.number, "w")
    assert withdrawal.withdraw(desk, draft, case.number, "w").number == view.number, "the same press once more"
    assert (view.number[0], view.state, view.linked) == ("N", "declined", case.number)
    assert [reason["code"] for reason in view.decision["reasons"]] == ["card_already_made"]
    assert search.show(desk, case.number).state == "ready"


def test_somebody_else_s_application_is_not_given_up(desk: Counter) -> None:
    case = applied(desk, "李样本")
    draft = arrive(desk, id_card("卫样本"), "first_issue")
    with pytest.raises(Refused, match="not_this_person"):
        withdrawal.withdraw(desk, draft, case.number, "w")
    assert search.show(desk, case.number).state == "approved"


@pytest.mark.parametrize(("back", "told"), [(True, "returned"), (False, "missing")])
def test_a_temporary_card_is_asked_back_and_the_case_says_where_it_is(desk: Counter, back: bool, told: str) -> None:
    work = intake.choose_delivery(desk, arrive(desk, id_card("李样本"), "first_issue"), "pickup")
    case = submission.conclude(desk, intake.choose_temporary_card(desk, work, True), desk.new_key())
    draft = comes_back(desk)
    with pytest.raises(Refused) as open_yet:
        withdrawal.withdraw(desk, draft, case.number, "w")
    assert open_yet.value.facts["open"] == ["return_temporary_card"]
    assert search.show(desk, case.number).state == case.state, "nothing happens before somebody said where it is"

    view = withdrawal.withdraw(desk, draft, case.number, "w", card_back=back)
    assert (view.state, view.steps[-1].facts["temporary_card"]) == ("withdrawn", told)
    [line] = [one for one in export.ledger(as_operator(desk, SUPERVISOR)) if one["type"] == "case"]
    assert line["temporary_card"]["returned"] is back
