"""A hall's tenth year is as quick as its first: nothing that is done for a person walks through everybody else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_builder import SECOND, SUPERVISOR, a_case, as_operator, build, stocked
from statements import statements
from walk_ins import applied, id_card, ready

from desk.services import (
    activation,
    approvals,
    centre,
    closing,
    day_facts,
    enquiry,
    hall_board,
    handover,
    issuing,
    ownership,
    paperwork,
    rating,
    reception,
    reminders,
    search,
    tasks,
    till,
    uncollected,
    waiting,
)
from desk.services.counter import Counter

FEW = {"drafts", "batches", "stock_receipts", "stock_balance", "blanks"}
"""Tables that stay small, and the blanks, which are counted from their rows on purpose before each card."""
BY_THE_HALL_ALONE = re.compile(r"(?:SCAN (?!CONSTANT)(\w+))|(?:SEARCH (\w+) .*\(hall=\?\))")


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    desk = build(tmp_path)
    stocked(desk, 5)
    return desk


def walked_through(desk: Counter, act: Callable[[], object]) -> set[str]:
    """Tables of which an act reads every row the hall has, as the database means to go about it."""
    said = statements(desk, act)
    with desk.store.engine().connect() as connection:
        plans = [
            step.detail
            for statement, values in said
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE")
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    return {one or other for plan in plans for one, other in BY_THE_HALL_ALONE.findall(plan)} - FEW


def test_a_visit_and_the_lists_beside_it_read_only_what_they_are_about(desk: Counter) -> None:
    card, boss = id_card("李样本"), as_operator(desk, SUPERVISOR)
    number = applied(desk, "李样本").number
    ready(desk, number)
    draft = handover.start(desk, number, card)
    other = a_case(desk, fee=2500, service="reissue", reason="lost", number="110199199006015136")
    free = a_case(desk, number="110199199006015137")
    paper = paperwork.keep(desk, "receipt", b"words", "0" * 64, case=number)
    acts: dict[str, Callable[[], object]] = {
        "greet": lambda: reception.greet(desk, id_card("孔样例")),
        "apply": lambda: applied(desk, "孔样例"),
        "pay": lambda: till.take(desk, other, 2500, "cash", "paid"),
        "give back": lambda: till.refund(desk, other, "back", SECOND),
        "till": lambda: till.shift(desk),
        "make": lambda: ready(desk, free),
        "print": lambda: (paperwork.begin_print(desk, paper.id, "receipt_printer"), paperwork.tries(desk, paper.id)),
        "unsettled": lambda: (issuing.unsettled(desk), issuing.left_here(desk), issuing.recover(desk)),
        "identify": lambda: handover.identify(desk, draft),
        "hand over": lambda: handover.hand_over(desk, draft, "given"),
        "activate": lambda: activation.confirm_password(desk, number),
        "rate": lambda: rating.keep(desk, number, 1),
        "enquiry": lambda: enquiry.progress(desk, receipt_number=number),
        "case": lambda: (search.show(desk, number), search.journal_of(desk, number), paperwork.papers(desk, number)),
        "search": lambda: [search.find(desk, text) for text in ("李样本", "lyb", card.number, number)],
        "lists": lambda: (search.today(desk), search.to_collect(desk), ownership.mine(desk), ownership.at_hand(desk)),
        "questions": lambda: (approvals.waiting(desk), approvals.asked(desk), tasks.to_do(desk)),
        "registry": lambda: waiting.verify_all_pending(desk),
        "centre": lambda: centre.waiting(desk),
        "board": lambda: (hall_board.board(desk), hall_board.is_paused(desk)),
        "daily": lambda: (reminders.daily(desk), uncollected.uncollected_cards(boss)),
        "how many": lambda: uncollected.how_many_uncollected(boss),
        "figures": lambda: (day_facts.tally(desk, desk.today()), closing.blockers(desk, desk.today())),
        "report": lambda: closing.report(desk, desk.today()),
    }
    assert {name: found for name, act in acts.items() if (found := walked_through(desk, act))} == {}
