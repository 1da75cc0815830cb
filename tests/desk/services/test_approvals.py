"""Two people means two: asked by one, answered by another, once."""

from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, SECOND, SUPERVISOR, a_case, as_operator, build, case_state
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desk.errors import NotPermitted, Refused
from desk.services import approvals, search, till
from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter, Credential


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


def ask(desk: Counter, number: str, what: str = "manual_identity") -> approvals.ApprovalView:
    return approvals.ask(desk, what, number, {}, f"{what}-{number}", case=number, seen={"name": "李样本"})


def test_the_asker_cannot_answer_whoever_sits_there(desk: Counter) -> None:
    question = ask(as_operator(desk, SUPERVISOR), a_case(desk, state="review"))

    with pytest.raises(NotPermitted, match="same_person"):
        approvals.decide(desk, question.id, "approved", "", SECOND)


def test_a_clerk_is_no_reviewer_except_as_a_witness(desk: Counter) -> None:
    number = a_case(desk, state="review")
    colleague = Credential(OTHER_CLERK.name, PRACTICE_PASSWORD)
    question, witness = ask(desk, number), ask(desk, number, "handover_witness")

    with pytest.raises(NotPermitted, match="role"):
        approvals.decide(desk, question.id, "approved", "", colleague)
    assert approvals.decide(desk, witness.id, "approved", "", colleague).decided_by == OTHER_CLERK.name


@pytest.mark.parametrize(
    ("verdict", "state"), [("approved", "approved"), ("returned", "returned"), ("declined", "rejected")]
)
def test_the_answer_moves_the_case(desk: Counter, verdict: str, state: str) -> None:
    number = a_case(desk, state="review")

    approvals.decide(desk, ask(desk, number).id, verdict, "已核", SECOND)

    assert case_state(desk, number) == state
    ended = search.show(desk, number).closed_at
    assert ended == (desk.now() if state == "rejected" else None), "its photo is kept so long after its end"


@pytest.mark.requirement("M-093")
def test_a_fee_that_is_not_waived_is_paid_and_its_case_goes_on(desk: Counter) -> None:
    number = a_case(desk, fee=2500, waived=2500, service="reissue", reason="human_damage", state="review")
    other = ask(desk, number, "rare_char_variant")
    waiver = ask(desk, number, "fee_waiver")
    approvals.decide(desk, waiver.id, "declined", "低保证过期", SECOND)
    assert case_state(desk, number) == "review", "the other question is still open"
    approvals.decide(desk, other.id, "approved", "", SECOND)
    case = search.show(desk, number)
    assert (case.state, case.next, case.fee.owed) == ("approved", "pay", 2500)
    assert case.decision["fee"] == {"due": 2500, "waived": 0, "payable": 2500, "waiver": None}
    till.take(desk, number, 2500, "cash", "k")
    assert search.show(desk, number).next == "make"


def test_a_case_moves_on_with_its_last_answer(desk: Counter) -> None:
    number = a_case(desk, state="review")
    first, second = ask(desk, number), ask(desk, number, "rare_char_variant")

    approvals.decide(desk, first.id, "approved", "", SECOND)
    assert case_state(desk, number) == "review"
    assert [each.id for each in approvals.waiting(desk)] == [second.id]
    approvals.decide(desk, second.id, "approved", "", SECOND)

    assert case_state(desk, number) == "approved"
    assert approvals.waiting(desk) == []


def test_an_answer_is_given_once(desk: Counter) -> None:
    question = ask(desk, a_case(desk, state="review"))
    approvals.decide(desk, question.id, "approved", "", SECOND)

    assert approvals.decide(desk, question.id, "approved", "", SECOND).decision == "approved"
    with pytest.raises(Refused, match="decided_already"):
        approvals.decide(desk, question.id, "declined", "", SECOND)


def test_asking_twice_is_one_question(desk: Counter) -> None:
    number = a_case(desk, state="review")

    assert ask(desk, number) == ask(desk, number)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE approvals SET decision = 'approved', decided_by = asked_by",
        "UPDATE approvals SET decision = 'approved'",
        "UPDATE approvals SET asked_by = '0399'",
        "DELETE FROM approvals",
    ],
)
def test_the_database_refuses_what_the_program_would_never_do(desk: Counter, statement: str) -> None:
    ask(desk, a_case(desk, state="review"))

    with pytest.raises(IntegrityError), desk.store.begin() as session:
        session.execute(text(statement))


def test_what_the_reviewer_sees_is_sealed(desk: Counter) -> None:
    question = ask(desk, a_case(desk, state="review"))

    assert question.seen == {"name": "李样本"}
    with desk.store.reading() as session:
        kept = session.scalar(text("SELECT sealed FROM approvals"))
    assert "李样本".encode() not in kept
