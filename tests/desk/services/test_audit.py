"""Nobody edits the past: a row changed behind the journal's back is found by the journal."""

from pathlib import Path

import pytest
from desk_builder import SECOND, a_case, build, stocked
from pretend_printer import PretendPrinter
from sqlalchemy import text

from desk.records import guards
from desk.services import approvals, audit, closing, issuing, till
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    """A day with a payment, a refund, an approval, a card, and its end."""
    counter = build(tmp_path, people=False)
    stocked(counter, 5)
    number = a_case(counter)
    issuing.print_card(counter, issuing.reserve(counter, number, "k"), PretendPrinter(), b"", lambda step: None)
    paid = a_case(counter, fee=2500, service="exchange", number="110199199006015136")
    till.take(counter, paid, 2500, "cash", "p")
    till.refund(counter, paid, "r", SECOND)
    question = approvals.ask(counter, "manual_identity", "x", {}, "q")
    approvals.decide(counter, question.id, "approved", "", SECOND)
    closing.close_day(counter, counter.today(), 0, 4)
    return counter


def test_a_day_as_it_was_is_whole(desk: Counter) -> None:
    told = audit.verify(desk)

    assert (told["ok"], told["reason"]) == (True, None)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE payments SET amount = 500 WHERE amount > 0", "payment"),
        ("DELETE FROM payments WHERE amount < 0", "refund"),
        ("DELETE FROM steps WHERE after = 'making'", "case"),
        ("UPDATE steps SET before = 'review' WHERE after = 'making'", "case"),
        ("UPDATE approvals SET decided_by = '0302'", "approval_decided"),
        ("UPDATE days SET digest = 'x'", "day_closed"),
        ("UPDATE print_jobs SET state = 'spoiled'", "card_job"),
        ("UPDATE cases SET state = 'closed' WHERE card IS NOT NULL", "state of"),
        ("UPDATE blanks SET state = 'in_stock' WHERE state = 'issued'", "state of BK26000001"),
        ("UPDATE stock_receipts SET count = 6", "stock"),
    ],
)
def test_a_row_changed_with_the_guards_off_is_found(desk: Counter, statement: str, reason: str) -> None:
    with desk.store.engine().execution_options(writing=True).begin() as connection:
        for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))
        guards.renew(connection)

    told = audit.verify(desk)

    assert told["ok"] is False
    assert told["reason"].startswith(reason)
