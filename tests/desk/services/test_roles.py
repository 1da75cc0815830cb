"""Who may do what at the counter, and who answers for a case."""

from collections.abc import Callable
from pathlib import Path

import pytest
from desk_builder import AUDITOR, OTHER_CLERK, SECOND, SUPERVISOR, TECHNICIAN, as_operator, build, stocked
from walk_ins import applied, arrive, id_card, ready

from desk.errors import NotPermitted, UsageError
from desk.services import (
    activation,
    approvals,
    batch,
    card_actions,
    centre,
    correction,
    enquiry,
    handover,
    issuing,
    loss,
    ownership,
    posting,
    promises,
    queue,
    reception,
    search,
    submission,
    till,
    waiting,
)
from desk.services.batch_book import Bearer
from desk.services.counter import Counter, Operator

ANY = "1101990001202603160300010"
ACTS: list[Callable[[Counter], object]] = [
    lambda desk: reception.greet(desk, id_card("李样本")),
    lambda desk: submission.conclude(desk, None, "k"),  # type: ignore[arg-type]
    lambda desk: waiting.go_on(desk, ANY, "k"),
    lambda desk: waiting.verify_pending(desk, ANY),
    lambda desk: promises.cure(desk, ANY, "school_enrolment", "k"),
    lambda desk: card_actions.carry_out(desk, ANY),
    lambda desk: handover.start(desk, ANY),
    lambda desk: handover.enable(desk, ANY),
    lambda desk: posting.post(desk, ANY, "EMS", "k"),
    lambda desk: posting.delivered(desk, ANY),
    lambda desk: activation.confirm_password(desk, ANY),
    lambda desk: activation.finish(desk, ANY),
    lambda desk: correction.carry_out(desk, ANY, "k"),
    lambda desk: batch.take_in(desk, Bearer("employer", "", {}), [], "k"),
    lambda desk: centre.send(desk, "k"),
    lambda desk: enquiry.progress(desk, id_number="110199198503127011"),
    lambda desk: loss.report_first(desk, None),  # type: ignore[arg-type]
    lambda desk: approvals.ask(desk, "refund", ANY, {}, "k"),
    lambda desk: approvals.decide(desk, "k", "approved", "", SECOND),
    lambda desk: issuing.settle(desk, "k", "good", None, SECOND),
    lambda desk: issuing.confirm(desk, "k", True),
    lambda desk: issuing.confirm(desk, "k", False, SECOND),
    lambda desk: issuing.release(desk, ANY),
    lambda desk: till.close_shift(desk, 0, SECOND),
    lambda desk: ownership.give(desk, ANY, "0313"),
    lambda desk: issuing.print_card(desk, None, None, b"", print),  # type: ignore[arg-type]
    lambda desk: queue.recall(desk, "A001"),
    lambda desk: queue.skip(desk, "A001"),
    lambda desk: queue.come_back(desk, "A001"),
    lambda desk: queue.transfer(desk, "A001", "04"),
    lambda desk: queue.begin(desk, "A001"),
    lambda desk: queue.park(desk, "A001"),
    lambda desk: queue.end(desk, "A001"),
    queue.go_on,
    ownership.mine,
    queue.call,
]


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


@pytest.mark.parametrize("who", [TECHNICIAN, AUDITOR, Operator("", "none")])
def test_only_clerks_and_supervisors_serve_people(desk: Counter, who: Operator) -> None:
    number = applied(desk, "李样本").number
    assert number == ANY
    ready(desk, number)
    for act in ACTS:
        with pytest.raises(NotPermitted, match="role"):
            act(as_operator(desk, who))
    assert [step.after for step in search.show(desk, number).steps] == ["accepted", "approved", "making", "ready"]


def test_whoever_was_asked_first_answers_until_it_is_handed_on(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    assert [line.number for line in ownership.mine(desk)] == [number]
    other = as_operator(desk, OTHER_CLERK)
    with pytest.raises(NotPermitted, match="other_operator"):
        ownership.give(other, number, "0313")
    ownership.give(desk, number, "0313")
    assert ownership.mine(desk) == []
    assert [line.number for line in ownership.mine(other)] == [number]
    view = search.show(desk, number)
    assert (view.clerk, view.owner) == ("0312", "0313")
    ownership.give(as_operator(desk, SUPERVISOR), number, "0312")
    with pytest.raises(UsageError, match="no_such_account"):
        ownership.give(desk, number, "0305")


def test_a_case_that_ended_is_nobody_s_any_more(desk: Counter) -> None:
    case = submission.conclude(desk, arrive(desk, id_card("李样本"), "reimbursement"), "k")
    assert ownership.mine(desk) == []
    with pytest.raises(UsageError, match="case_ended"):
        ownership.give(desk, case.number, "0313")
