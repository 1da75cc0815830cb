"""The daily run finds what is late, and finding it twice changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, SUPERVISOR, as_operator, build, stocked
from walk_ins import applied, arrive, id_card, ready

from desk.errors import NotPermitted, Refused, UsageError
from desk.services import handover, intake, posting, reminders, search, submission, tasks
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


def test_the_list_of_what_nobody_fetches_is_the_supervisor_s(desk: Counter) -> None:
    with pytest.raises(NotPermitted):
        reminders.uncollected(desk)
    assert reminders.uncollected(as_operator(desk, SUPERVISOR)) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-03-16", "fine"),
        ("2026-03-28", "fine"),
        ("2026-03-29", "soon"),
        ("2026-04-01", "soon"),
        ("2026-04-02", "late"),
    ],
)
def test_urgency_grows_with_the_promised_time(desk: Counter, day: str, told: str) -> None:
    draft = intake.choose_delivery(desk, arrive(desk, id_card("李样本"), "first_issue"), "pickup")
    submission.conclude(desk, draft, "k")
    [line] = search.listed(desk)
    assert reminders.urgency(line, date(2026, 4, 1), date(2026, 3, 16), date.fromisoformat(day)) == told


def test_nothing_is_urgent_about_a_card_in_its_holder_s_hand(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    ready(desk, number)
    handover.hand_over(desk, handover.start(desk, number, id_card("李样本")), "h")
    [line] = search.listed(desk)
    assert reminders.urgency(line, date(2026, 3, 16), date(2026, 3, 16), date(2026, 6, 1)) == "fine"


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
