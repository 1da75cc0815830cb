"""Cards nobody fetches: who sees the list, what it says of each, and what a call about one leaves behind."""

from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, SUPERVISOR, a_case, as_operator, build, stocked
from statements import statements
from walk_ins import arrive, id_card, ready

from desk.errors import NotPermitted, Refused
from desk.services import intake, posting, reminders, search, submission, tasks, uncollected
from desk.services.accounts import PRACTICE_PASSWORD
from desk.services.counter import Counter, Credential


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-02-14T10:00:00+08:00")
    stocked(counter, 8)
    return counter


def lies_here(desk: Counter, name: str) -> str:
    draft = intake.set_applicant(desk, arrive(desk, id_card(name), "first_issue"), phone="12300000007")
    number = submission.conclude(desk, draft, desk.new_key()).number
    ready(desk, number)
    return number


def somebody_elses(desk: Counter, nth: int) -> str:
    number = a_case(desk, name=f"样本{nth}", number=f"1101991990060151{nth:02}")
    ready(desk, number)
    return number


def test_the_longest_waiting_comes_first_with_its_place_and_a_number_that_is_not_shown_whole(desk: Counter) -> None:
    boss = as_operator(desk, SUPERVISOR)
    first = lies_here(desk, "李样本")
    desk.clock.set("2026-02-20T10:00:00+08:00")
    second = somebody_elses(desk, 1)
    desk.clock.set("2026-03-15T10:00:00+08:00")
    assert uncollected.uncollected_cards(boss) == []
    desk.clock.set("2026-03-25T10:00:00+08:00")
    reminders.to_vault(desk, first, Credential(OTHER_CLERK.name, PRACTICE_PASSWORD))
    cards = uncollected.uncollected_cards(boss)
    assert [(one.line.number, f"{one.since}", one.place) for one in cards] == [
        (first, "2026-02-14", "vault"),
        (second, "2026-02-20", "slot"),
    ]
    assert [one.phone for one in cards] == ["123****0007", ""]
    assert uncollected.phone_to_call(boss, first) == "12300000007"


def test_each_call_is_counted_by_what_came_of_it_and_ends_the_reminder(desk: Counter) -> None:
    number = lies_here(desk, "李样本")
    desk.clock.set("2026-03-16T10:00:00+08:00")
    reminders.daily(desk)
    assert [task.kind for task in tasks.to_do(desk)] == ["uncollected"]
    uncollected.called(desk, number, reached=False)
    assert tasks.to_do(desk) == []
    for hour in (11, 14):
        desk.clock.set(f"2026-03-16T{hour}:00:00+08:00")
        uncollected.called(desk, number, reached=True)
    [card] = uncollected.uncollected_cards(as_operator(desk, SUPERVISOR))
    assert (card.told, card.missed) == (2, 1)


def test_nobody_is_called_about_a_card_that_was_fetched(desk: Counter) -> None:
    number = lies_here(desk, "李样本")
    desk.clock.set("2026-03-16T10:00:00+08:00")
    posting.post(desk, number, "EMS1", "p")
    with pytest.raises(Refused, match="not_ready"):
        uncollected.called(desk, number, reached=True)


def test_the_list_and_the_number_are_journalled_and_the_list_is_no_clerk_s(desk: Counter) -> None:
    number = lies_here(desk, "李样本")
    desk.clock.set("2026-03-16T10:00:00+08:00")
    with pytest.raises(NotPermitted, match="role"):
        uncollected.uncollected_cards(desk)
    uncollected.phone_to_call(desk, number)
    last = search.journal_of(desk, number)[-1]
    assert (last.what, "phone" in last.facts, "uncollected" in last.facts) == ("revealed", True, True)


def test_a_longer_list_asks_the_store_nothing_more(desk: Counter) -> None:
    boss, asked = as_operator(desk, SUPERVISOR), []
    for nth in (1, 3):
        for more in range(nth):
            somebody_elses(desk, 10 * nth + more)
        desk.clock.advance(days=31)
        asked.append(len(statements(desk, lambda: uncollected.uncollected_cards(boss))))
    assert asked[0] == asked[1]
