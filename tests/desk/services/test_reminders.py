"""The daily run finds what is late, and finding it twice changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, a_case, build, stocked
from statements import statements
from walk_ins import applied, arrive, id_card, ready

from desk.errors import NotPermitted, Refused, UsageError
from desk.records.cases import Deferral
from desk.rules.journey import CaseState
from desk.services import casebook, closing, intake, posting, reminders, search, submission, tasks
from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter, Credential


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


@pytest.mark.requirement("M-090a", "M-090b")
def test_a_promise_that_passed_is_told_to_whoever_owns_the_case(desk: Counter) -> None:
    draft = intake.choose_delivery(desk, arrive(desk, id_card("李样本"), "first_issue"), "pickup")
    case = submission.conclude(desk, draft, "k")
    desk.clock.set("2026-04-01T18:00:00+08:00")
    assert reminders.daily(desk).late == ()
    desk.clock.set("2026-04-02T08:00:00+08:00")
    assert reminders.daily(desk).late == (case.number,)
    assert reminders.daily(desk).late == ()
    [task] = tasks.to_do(desk, "overdue")
    assert (task.owner, task.due) == ("0312", date(2026, 4, 1))


def test_a_letter_that_came_back_is_counted_from_then(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    ready(desk, number)
    posting.post(desk, number, "EMS1", "p")
    desk.clock.set("2026-04-16T10:00:00+08:00")
    assert reminders.daily(desk).uncollected == ()
    posting.came_back(desk, number)
    assert reminders.daily(desk).uncollected == ()
    desk.clock.set("2026-05-16T10:00:00+08:00")
    assert reminders.daily(desk).reminded == (number,)


def test_the_vault_takes_two_people(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    with pytest.raises(Refused, match="not_ready"):
        reminders.to_vault(desk, number, Credential(OTHER_CLERK.name, PRACTICE_PASSWORD))
    ready(desk, number)
    with pytest.raises(NotPermitted, match="same_person"):
        reminders.to_vault(desk, number, Credential("0312", PRACTICE_PASSWORD))
    reminders.to_vault(desk, number, Credential(OTHER_CLERK.name, PRACTICE_PASSWORD))
    view = search.show(desk, number)
    assert view.card is not None
    assert view.card.place == "vault"


def a_run(desk: Counter) -> int:
    """How much one daily run asks."""
    return len(statements(desk, lambda: reminders.daily(desk)))


def test_what_was_found_before_is_asked_about_together(desk: Counter) -> None:
    nothing = a_run(desk)
    for nth in range(6):
        number = a_case(desk, number=f"1101991990060151{nth:02}")
        with desk.store.begin() as session:
            case = casebook.find(session, desk, number)
            case.ready_by = desk.today()
            if nth % 2:
                casebook.move(session, desk, case, CaseState.MAKING)
                casebook.move(session, desk, case, CaseState.READY)
                case.ready_at = desk.now()
    desk.clock.advance(days=31)
    found = reminders.daily(desk)
    assert (len(found.reminded), len(found.late)) == (3, 3)
    assert a_run(desk) == nothing


def test_an_application_that_lapsed_owes_no_paper_any_more(desk: Counter) -> None:
    nothing, number = a_run(desk), a_case(desk)
    with desk.store.begin() as session:
        session.add(Deferral(hall=desk.hall, case=number, code="school_enrolment", due=desk.today()))
    desk.clock.advance(days=1)
    day = desk.today()
    assert [blocker.code for blocker in closing.blockers(desk, day)] == ["deferrals_open"]
    assert closing.report(desk, day)["lists"]["deferrals_overdue"] == 1
    assert reminders.daily(desk).lapsed == (number,)
    assert closing.blockers(desk, day) == []
    assert closing.report(desk, day)["lists"]["deferrals_overdue"] == 0
    assert a_run(desk) == nothing, "and is not looked at every morning"


def test_a_task_ends_once_and_only_if_it_is_there(desk: Counter) -> None:
    with desk.store.begin() as session:
        assert tasks.open_task(session, desk, "call_applicant", "x", due=desk.today())
        assert not tasks.open_task(session, desk, "call_applicant", "x", due=desk.today())
    [task] = tasks.to_do(desk)
    tasks.done(desk, task.id, "reached")
    tasks.done(desk, task.id, "reached")
    assert tasks.to_do(desk) == []
    with pytest.raises(UsageError):
        tasks.done(desk, "nothing", "reached")
