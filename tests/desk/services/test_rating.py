"""Ratings: the applicant's own, unseen by the clerk, and a bad one is somebody's task."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import SUPERVISOR, as_operator, build
from walk_ins import applied

from desk.errors import NotPermitted, Refused, UsageError
from desk.services import rating, search, tasks
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, at="2026-03-16T10:00:00+08:00")


@pytest.fixture
def number(desk: Counter) -> str:
    return applied(desk, "李样本").number


def test_the_clerk_does_not_learn_the_rating(desk: Counter, number: str) -> None:
    assert rating.keep(desk, number, 1) is None
    with pytest.raises(NotPermitted):
        rating.shown(desk, number)
    with pytest.raises(NotPermitted):
        rating.counts(desk, desk.today())
    assert [task.kind for task in tasks.to_do(desk)] == []
    told = " ".join(line.facts for line in search.journal_of(desk, number) if line.what == "rated")
    assert "level" not in told


def test_a_supervisor_sees_it_and_has_to_call(desk: Counter, number: str) -> None:
    rating.keep(desk, number, 2)
    boss = as_operator(desk, SUPERVISOR)
    assert [(one.level, one.clerk) for one in rating.shown(boss, number)] == [(2, "0312")]
    assert rating.counts(boss, desk.today()) == {5: 0, 4: 0, 3: 0, 2: 1, 1: 0}
    [task] = tasks.to_do(boss)
    assert (task.kind, task.due, task.facts["mend_by"]) == ("bad_rating", date(2026, 3, 17), "2026-04-07")
    with pytest.raises(NotPermitted):
        tasks.done(desk, task.id, "reached")


def test_one_rating_a_service_and_one_more_after_a_bad_one(desk: Counter, number: str) -> None:
    rating.keep(desk, number, 1)
    rating.keep(desk, number, 1)
    rating.keep(desk, number, 5, source="phone")
    boss = as_operator(desk, SUPERVISOR)
    assert [(one.edition, one.level) for one in rating.shown(boss, number)] == [(1, 1), (2, 5)]
    with pytest.raises(Refused, match="rated_already"):
        rating.keep(desk, number, 3)


def test_a_good_rating_is_final(desk: Counter, number: str) -> None:
    rating.keep(desk, number, 4)
    with pytest.raises(Refused, match="rated_already"):
        rating.keep(desk, number, 5)


def test_there_are_five_levels(desk: Counter, number: str) -> None:
    with pytest.raises(UsageError):
        rating.keep(desk, number, 6)
