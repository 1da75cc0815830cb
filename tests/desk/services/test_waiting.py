"""Cases that wait go on by themselves, once, from the day the applicant was here."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import SECOND, build, stocked
from outside import with_silent_registry
from walk_ins import applied, approve_all, arrive, holds, id_card

from desk.rules.journey import WrongStage
from desk.services import approvals, intake, search, submission, tasks, waiting
from desk.services.counter import Counter
from desk.services.views import CaseView


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


def frozen(desk: Counter) -> CaseView:
    holds(desk, "余样本", "A20003101")
    draft = intake.tick(desk, arrive(desk, id_card("余样本"), "exchange", "upgrade"), "old_card")
    return submission.conclude(desk, draft, desk.new_key())


@pytest.mark.requirement("M-031")
def test_a_frozen_account_goes_on_after_a_second_person_lets_it_pass(desk: Counter) -> None:
    case = frozen(desk)
    assert [reason["code"] for reason in case.decision["reasons"]] == ["account_frozen"]
    assert waiting.go_on(desk, case.number, "k").state == "suspended"

    [question] = approvals.waiting(desk)
    assert (question.what, question.case) == ("frozen_account_release", case.number)
    approvals.decide(desk, question.id, "approved", "已与社保核实", SECOND)
    view = waiting.go_on(desk, case.number, "k2")
    assert (view.state, view.accepted_at) == ("approved", desk.now())
    assert view.situation["released"] == {"acct_stas": "frozen"}


def test_going_on_twice_with_one_key_asks_once(desk: Counter) -> None:
    case = frozen(desk)
    desk, registry = with_silent_registry(desk)
    registry.answers = True
    first = waiting.go_on(desk, case.number, "k")
    assert waiting.go_on(desk, case.number, "k").steps == first.steps
    assert len(registry.asked) == 1


def test_a_suspended_case_stays_where_it_is_while_the_registry_is_silent(desk: Counter) -> None:
    case = frozen(desk)
    desk, registry = with_silent_registry(desk)
    view = waiting.go_on(desk, case.number, "k")
    assert (view.state, view.decision) == ("suspended", case.decision)
    registry.answers = True
    assert waiting.go_on(desk, case.number, "k").state == "suspended"
    assert len(registry.asked) == 2


def test_a_case_that_does_not_wait_cannot_go_on(desk: Counter) -> None:
    case = applied(desk, "李样本")
    with pytest.raises(WrongStage):
        waiting.go_on(desk, case.number, "k")
    with pytest.raises(WrongStage):
        waiting.verify_pending(desk, case.number)


def test_what_the_second_person_gave_back_waits_for_its_applicant(desk: Counter) -> None:
    draft = intake.tick(desk, arrive(desk, id_card("周样本"), "exchange", "photo_changed"), "old_card")
    number = submission.conclude(desk, draft, "k").number
    [question] = approvals.waiting(desk)
    approvals.decide(desk, question.id, "returned", "证件没有看清", SECOND)
    assert search.show(desk, number).next == "hand_in_again"
    with pytest.raises(WrongStage):
        waiting.go_on(desk, number, "again")


def test_verifying_stops_at_the_first_silence(desk: Counter) -> None:
    live, registry = with_silent_registry(desk)
    for name in ("李样本", "卫样本"):
        applied(live, name)
    registry.asked.clear()
    assert [view.state for view in waiting.verify_all_pending(live)] == ["pending_verification"]
    assert len(registry.asked) == 1


def test_a_waiver_found_out_later_still_needs_its_second_person(desk: Counter) -> None:
    live, registry = with_silent_registry(desk)
    draft = intake.tick(live, arrive(live, id_card("周样本"), "exchange", "photo_changed"), "old_card")
    case = submission.conclude(live, draft, "k")
    assert (case.state, case.fee.due) == ("pending_verification", 0)
    registry.answers = True
    live = replace(live, card_service=desk.card_service)
    view = waiting.verify_pending(live, case.number)
    assert (view.fee.due, view.fee.waived, view.state) == (2500, 2500, "review")
    assert approve_all(desk) == ["fee_waiver"]
    assert search.show(desk, case.number).next == "send_to_centre"


def test_the_applicant_is_called_about_anything_but_a_plain_yes(desk: Counter) -> None:
    live, registry = with_silent_registry(desk)
    case = applied(live, "金样例")
    registry.answers = True
    view = waiting.verify_pending(live, case.number)
    assert (view.state, view.outcome) == ("suspended", "hold")
    [task] = tasks.to_do(desk)
    assert (task.kind, task.subject, task.facts["outcome"]) == ("call_applicant", case.number, "hold")
    tasks.done(desk, task.id, "reached")
    assert tasks.to_do(desk) == []
