"""Promised papers: brought in time, or the case ends by itself."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import SECOND, a_case, build, stocked
from pretend_printer import PretendPrinter
from walk_ins import arrive, id_card, people, ready

from desk.errors import OutcomeUnknown, Refused
from desk.records.cases import Deferral
from desk.services import handover, intake, issuing, promises, reminders, search, submission, tasks
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


@pytest.fixture
def number(desk: Counter) -> str:
    """A flexible employee in arrears whose proof of contribution is promised for 2026-03-23."""
    card = id_card("蒋示范")
    draft = intake.choose_tier(desk, arrive(desk, card, "first_issue"), 80)
    draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    case = submission.conclude(desk, draft, "k")
    assert people()["蒋示范"]["arrears"] == "1"
    assert [(debt.code, debt.due) for debt in case.owes] == [("contribution_proof", date(2026, 3, 23))]
    return case.number


@pytest.mark.requirement("M-041")
def test_the_last_day_still_counts(desk: Counter, number: str) -> None:
    desk.clock.set("2026-03-23T16:59:00+08:00")
    view = promises.cure(desk, number, "contribution_proof", "c")
    assert [debt.cured_by for debt in view.owes] == ["0312"]
    desk.clock.set("2026-03-24T09:00:00+08:00")
    assert reminders.daily(desk).lapsed == ()


def test_curing_twice_with_one_key_is_one_cure(desk: Counter, number: str) -> None:
    promises.cure(desk, number, "contribution_proof", "c")
    desk.clock.advance(hours=1)
    again = promises.cure(desk, number, "contribution_proof", "c")
    assert len(again.situation["cured"]) == 1
    with pytest.raises(Refused, match="not_owed"):
        promises.cure(desk, number, "contribution_proof", "other")
    with pytest.raises(Refused, match="not_owed"):
        promises.cure(desk, number, "school_enrolment", "third")


def test_a_day_late_is_too_late_and_the_card_is_taken_out_of_its_slot(desk: Counter, number: str) -> None:
    ready(desk, number)
    desk.clock.set("2026-03-24T09:00:00+08:00")
    with pytest.raises(Refused, match="deferral_lapsed"):
        promises.cure(desk, number, "contribution_proof", "c")
    assert reminders.daily(desk).lapsed == (number,)
    view = search.show(desk, number)
    assert view.card is not None
    assert (view.state, view.card.state) == ("lapsed", "void")
    assert {task.kind for task in tasks.to_do(desk)} == {"call_applicant", "recover_card"}
    with pytest.raises(Refused):
        handover.hand_over(desk, handover.start(desk, number, id_card("蒋示范")), "h")


def test_a_case_does_not_lapse_while_nobody_knows_whether_its_card_came_out(desk: Counter) -> None:
    made = a_case(desk, number="110199199006015136")
    with desk.store.begin() as session:
        session.add(Deferral(hall=desk.hall, case=made, code="school_enrolment", due=desk.today()))
    with pytest.raises(OutcomeUnknown):
        ready(desk, made, PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer")))
    desk.clock.advance(days=1)
    assert reminders.daily(desk).lapsed == ()
    [left] = issuing.unsettled(desk)
    issuing.settle(desk, left.job, "good", None, SECOND)
    assert reminders.daily(desk).lapsed == (made,)
    assert [task.subject for task in tasks.to_do(desk, "recover_card")] == [made]
