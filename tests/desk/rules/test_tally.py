"""The day's figures are sums of facts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.tally import CaseFact, MoveFact, PaymentFact, StepFact, TicketFact, cards_of, tally

DAY = date(2026, 3, 16)
STATES = ("in_stock", "reserved", "issued", "spoiled", "unknown", "returned")

moves = st.lists(
    st.builds(
        MoveFact,
        day=st.integers(-3, 3).map(lambda n: DAY + timedelta(n)),
        before=st.sampled_from(("", *STATES)),
        after=st.sampled_from(STATES),
        count=st.integers(1, 50),
    ).map(lambda move: move if move.before else MoveFact(move.day, "", "in_stock", move.count))
)


@given(moves=moves)
def test_the_equation_holds_for_any_moves(moves: list[MoveFact]) -> None:
    cards = cards_of(DAY, moves)

    gone = cards["issued"] + cards["spoiled"] + cards["unknown"] + cards["returned"]
    assert cards["opening"] + cards["received"] - gone == cards["closing"]
    assert cards_of(DAY + timedelta(1), moves)["opening"] == cards["closing"]


@given(
    payments=st.lists(
        st.builds(
            PaymentFact,
            receipt=st.text("0123456789", min_size=4, max_size=4),
            service=st.sampled_from(("reissue", "exchange")),
            amount=st.integers(-5000, 5000).filter(bool),
            method=st.sampled_from(("cash", "wechat")),
            by=st.sampled_from(("0312", "0313")),
        )
    )
)
def test_services_clerks_and_methods_each_add_up_to_the_day(payments: list[PaymentFact]) -> None:
    day = tally(DAY, steps=(), cases=(), payments=payments, moves=())

    for rows in (day.by_service, day.by_clerk, day.by_method):
        for figure in ("paid", "refunded"):
            assert sum(row[figure] for row in rows) == day.money[figure]
    assert day.money["paid"] - day.money["refunded"] == sum(payment.amount for payment in payments)


def test_a_case_held_twice_in_a_day_is_one_case_held() -> None:
    steps = [
        StepFact("1", "exchange", "0312", after, "09:00") for after in ("suspended", "draft", "suspended", "accepted")
    ]

    day = tally(DAY, steps=steps, cases=(), payments=(), moves=())

    assert (day.cases["held"], day.cases["accepted"]) == (1, 1)
    assert day.half_hours == {"09:00": 1}


def test_deferred_cases_are_accepted_cases() -> None:
    owes = CaseFact("1", "first_issue", "0312", 0, 0, True)
    day = tally(
        DAY,
        steps=[StepFact(n, "first_issue", "0312", "accepted", "09:00") for n in "12"],
        cases=[
            owes,
            CaseFact("2", "first_issue", "0312", 2500, 2500, False),
        ],
        payments=(),
        moves=(),
    )

    assert (day.cases["accepted"], day.cases["deferred"]) == (2, 1)
    assert day.money == {"due": 2500, "waived": 2500, "paid": 0, "refunded": 0}


def test_waiting_and_ratings() -> None:
    tickets = [TicketFact(60, 300, "served"), TicketFact(120, 600, "served"), TicketFact(None, None, "skipped")]

    day = tally(DAY, steps=(), cases=(), payments=(), moves=(), tickets=tickets, ratings=[5, 5, 1])

    assert day.waiting == {
        "tickets": 3, "served": 2, "skipped": 1, "median_wait_s": 90, "longest_wait_s": 120, "median_service_s": 450,
    }  # fmt: skip
    assert day.ratings == {"5": 2, "1": 1}
