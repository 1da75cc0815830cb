"""The day's figures are sums of facts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.tally import cards_of, tally
from desk.rules.tally_facts import (
    AnswerFact,
    CaseFact,
    FaultFact,
    MoveFact,
    PaymentFact,
    SerialFact,
    StepFact,
    TicketFact,
)

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


SERVICES, CLERKS, WINDOWS = (
    st.sampled_from(words) for words in (("reissue", "exchange"), ("0312", "0313"), ("03", "04"))
)
NUMBERS = st.text("0123456789", min_size=4, max_size=4)
steps = st.lists(
    st.builds(
        StepFact,
        case=NUMBERS,
        service=SERVICES,
        by=CLERKS,
        after=st.sampled_from(("accepted", "declined", "suspended", "collected", "active", "draft")),
        half_hour=st.sampled_from(("09:00", "09:30")),
        window=WINDOWS,
    )
)
cases = st.lists(
    st.builds(
        CaseFact,
        number=NUMBERS,
        service=SERVICES,
        by=CLERKS,
        due=st.integers(0, 5000),
        waived=st.integers(0, 5000),
        deferred=st.booleans(),
        window=WINDOWS,
    )
)
payments = st.lists(
    st.builds(
        PaymentFact,
        receipt=NUMBERS,
        service=SERVICES,
        amount=st.integers(-5000, 5000).filter(bool),
        method=st.sampled_from(("cash", "wechat")),
        by=CLERKS,
        window=WINDOWS,
    )
)


@given(steps=steps, cases=cases, payments=payments)
def test_services_clerks_windows_and_methods_each_add_up_to_the_day(
    steps: list[StepFact], cases: list[CaseFact], payments: list[PaymentFact]
) -> None:
    day = tally(DAY, steps=steps, cases=cases, payments=payments, moves=())

    for rows in (day.by_service, day.by_clerk, day.by_window):
        for figure, total in {**day.cases, **day.money}.items():
            assert sum(row[figure] for row in rows) == total
    for figure in ("paid", "refunded"):
        assert sum(row[figure] for row in day.by_method) == day.money[figure]
    assert day.money["paid"] - day.money["refunded"] == sum(payment.amount for payment in payments)
    assert sum(row["count"] for row in day.by_method) == len(payments)
    for figure in set(day.cases) - {"deferred"}:
        assert sum(row[figure] for row in day.by_half_hour) == day.cases[figure]


@given(
    st.dictionaries(
        st.integers(0, 20).map(lambda n: f"K{n:04}"), st.lists(st.sampled_from(STATES), min_size=1, max_size=5)
    ),
    st.data(),
)
def test_the_serials_that_moved_add_up_to_the_blanks_figures(roads: dict[str, list[str]], data: st.DataObject) -> None:
    known = {serial: data.draw(st.booleans()) for serial in roads}
    moves, serials = [], []
    for serial, road in roads.items():
        before = "in_stock" if known[serial] else ""
        if known[serial]:
            moves.append(MoveFact(DAY - timedelta(1), "", "in_stock", 1))
        for after in road if known[serial] else ["in_stock", *road]:
            moves.append(MoveFact(DAY, before, after, 1))
            serials.append(SerialFact(serial, before, after))
            before = after

    day = tally(DAY, steps=(), cases=(), payments=(), moves=moves, serials=serials)

    for figure in ("issued", "spoiled", "unknown", "returned"):
        came = sum(row["count"] for row in day.blanks if row["to"] == figure)
        left = sum(row["count"] for row in day.blanks if row["from"] == figure)
        assert came - left == day.cards[figure]
    assert sum(row["count"] for row in day.blanks if row["from"] == "") == day.cards["received"]
    assert all(row["from"] != row["to"] for row in day.blanks)


def test_faults_and_answers_are_counted_by_what_they_are() -> None:
    faults = [FaultFact("03", "camera", "no_camera")] * 2 + [FaultFact("04", "camera", "no_camera")]
    answers = [AnswerFact("fee_waiver", "approved"), AnswerFact("fee_waiver", "approved"), AnswerFact("refund", "no")]

    day = tally(DAY, steps=(), cases=(), payments=(), moves=(), faults=faults, answers=answers)

    assert [(row["window"], row["count"]) for row in day.devices] == [("03", 2), ("04", 1)]
    assert [(row["what"], row["count"]) for row in day.answers] == [("fee_waiver", 2), ("refund", 1)]


def test_a_case_held_twice_in_a_day_is_one_case_held() -> None:
    steps = [
        StepFact("1", "exchange", "0312", after, "09:00") for after in ("suspended", "draft", "suspended", "accepted")
    ]

    day = tally(DAY, steps=steps, cases=(), payments=(), moves=())

    assert (day.cases["held"], day.cases["accepted"]) == (1, 1)
    assert [(row["half_hour"], row["accepted"]) for row in day.by_half_hour] == [("09:00", 1)]


def test_a_case_that_owes_a_paper_counts_in_the_half_hour_it_was_taken_in() -> None:
    steps = [
        StepFact("1", "exchange", "0312", "accepted", "09:30"),
        StepFact("1", "exchange", "0312", "closed", "11:00"),
    ]
    owes = CaseFact("1", "exchange", "0312", 0, 0, True)

    day = tally(DAY, steps=steps, cases=[owes], payments=(), moves=())

    counts = [(row["half_hour"], row["accepted"], row["deferred"]) for row in day.by_half_hour]
    assert counts == [("09:30", 1, 1), ("11:00", 0, 0)]


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
