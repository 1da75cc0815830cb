"""Money: the whole fee once, receipts without gaps, refunds by two people, tills that are counted."""

from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, SECOND, a_case, as_operator, build, case_state, stocked
from pretend_printer import PretendPrinter
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from walk_ins import ready

from desk.errors import NotPermitted, OutcomeUnknown, Refused, UsageError
from desk.services import approvals, audit, issuing, till
from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter, Credential

COLLEAGUE = Credential(OTHER_CLERK.name, PRACTICE_PASSWORD)


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


@pytest.mark.requirement("M-092")
def test_the_fee_is_taken_whole_and_once(desk: Counter) -> None:
    number = a_case(desk, fee=2500)

    with pytest.raises(Refused, match="wrong_amount"):
        till.take(desk, number, 2000, "cash", "k1")
    paid = till.take(desk, number, 2500, "cash", "k2")
    again = till.take(desk, number, 2500, "cash", "k2")

    assert paid == again
    assert paid.receipt.startswith("F1101990001202603160300")
    assert till.owed(desk, number).owed == 0
    with pytest.raises(Refused, match="wrong_amount"):
        till.take(desk, number, 2500, "cash", "k3")


def test_a_number_with_blanks_around_it_is_journalled_as_the_case_it_is(desk: Counter) -> None:
    number = a_case(desk, fee=2500)
    till.take(desk, f" {number} ", 2500, "cash", "k")
    assert audit.verify(desk)["ok"]


@pytest.mark.requirement("M-091")
def test_a_first_card_costs_nothing(desk: Counter) -> None:
    number = a_case(desk)

    assert till.owed(desk, number).owed == 0
    with pytest.raises(Refused, match="wrong_amount"):
        till.take(desk, number, 2500, "cash", "k")


@pytest.mark.requirement("M-093")
def test_a_waived_fee_waits_for_a_second_person(desk: Counter) -> None:
    stocked(desk, 2)
    number = a_case(desk, state="review", fee=2500, waived=2500, service="reissue", reason="lost")
    question = approvals.ask(desk, "fee_waiver", number, {"waiver": "minimum_allowance"}, "ask", case=number)

    approvals.decide(desk, question.id, "approved", "低保证已核", SECOND)

    assert till.owed(desk, number).owed == 0
    assert case_state(desk, number) == "approved"
    assert issuing.reserve(desk, number, "k").case == number


def test_a_refund_needs_a_supervisor_and_happens_once(desk: Counter) -> None:
    number = a_case(desk, fee=2500)
    till.take(desk, number, 2500, "alipay", "k")

    with pytest.raises(NotPermitted):
        till.refund(desk, number, "r", Credential("0301", "wrong"))
    back = till.refund(desk, number, "r", SECOND)

    assert (back.amount, back.method, back.second) == (-2500, "alipay", "0301")
    assert till.refund(desk, number, "r", SECOND) == back
    with pytest.raises(Refused, match="nothing_to_refund"):
        till.refund(desk, number, "r2", SECOND)


def test_nothing_is_given_back_while_nobody_knows_whether_the_card_came_out(desk: Counter) -> None:
    stocked(desk, 2)
    number = a_case(desk, fee=2500, service="reissue", reason="lost")
    till.take(desk, number, 2500, "cash", "k")
    with pytest.raises(OutcomeUnknown):
        ready(desk, number, PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer")))
    with pytest.raises(Refused, match="printer_blocked"):
        till.refund(desk, number, "r", SECOND)
    [left] = issuing.unsettled(desk)
    issuing.settle(desk, left.job, "not_found", None, SECOND)
    assert till.refund(desk, number, "r", SECOND).amount == -2500


def test_the_database_itself_wants_a_second_person_for_a_refund(desk: Counter) -> None:
    number = a_case(desk, fee=2500)
    till.take(desk, number, 2500, "cash", "k")

    with pytest.raises(IntegrityError), desk.store.begin() as session:
        session.execute(
            text(
                'INSERT INTO payments SELECT hall, \'F\', "case", -amount, method, at, day, "by", "by", counter, shift '
                "FROM payments"
            )
        )
    with pytest.raises(IntegrityError), desk.store.begin() as session:
        session.execute(text("UPDATE payments SET amount = 1"))


def test_receipts_have_no_gaps(desk: Counter) -> None:
    receipts = []
    for n in range(4):
        number = a_case(desk, fee=2500, number=f"11019919850312{n:04d}")
        if n == 2:
            with pytest.raises(UsageError):
                till.take(desk, number, 2500, "shells", "x")
        receipts.append(till.take(desk, number, 2500, "cash", f"k{n}").receipt)

    assert [receipt[21:25] for receipt in receipts] == ["0001", "0002", "0003", "0004"]


def test_a_till_is_counted_against_what_it_should_hold(desk: Counter) -> None:
    cash, other = a_case(desk, fee=2500), a_case(desk, fee=2500, number="110199199006015136")
    till.take(desk, cash, 2500, "cash", "k1")
    till.take(desk, other, 2500, "wechat", "k2")

    shift = till.shift(desk)
    assert shift is not None
    assert shift.expected == 2500
    with pytest.raises(Refused, match="variance_unexplained"):
        till.close_shift(desk, 2000, COLLEAGUE)
    closed = till.close_shift(desk, 2000, COLLEAGUE, "少五元")

    assert closed.variance == -500
    assert till.shift(desk) is None


def test_each_clerk_has_one_till_of_their_own(desk: Counter) -> None:
    other = as_operator(desk, OTHER_CLERK)
    for n, counter in enumerate((desk, other, desk)):
        till.take(counter, a_case(desk, fee=2500, number=f"11019919900601513{n}"), 2500, "cash", f"k{n}")
    shifts = [till.shift(counter) for counter in (desk, other)]
    assert [shift and (shift.operator, shift.expected) for shift in shifts] == [
        (desk.operator.name, 5000),
        (OTHER_CLERK.name, 2500),
    ]


def test_a_case_that_was_given_up_pays_nothing(desk: Counter) -> None:
    number = a_case(desk, fee=2500, state="withdrawn")

    with pytest.raises(Refused, match="not_payable"):
        till.take(desk, number, 2500, "cash", "k")
