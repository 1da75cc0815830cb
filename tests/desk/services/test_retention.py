"""What is no longer needed goes, and is really gone."""

from pathlib import Path

import pytest
from desk_builder import CLERK, SUPERVISOR, as_operator, build, stocked
from sqlalchemy import text
from walk_ins import applied, arrive, id_card

from desk.errors import NotPermitted
from desk.services import draft, retention
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, operator=SUPERVISOR)
    stocked_by = as_operator(counter, CLERK)
    stocked(stocked_by, 2)
    return counter


def test_a_dry_run_changes_nothing(desk: Counter) -> None:
    arrive(desk, id_card("李样本"), "first_issue")
    desk.clock.advance(days=31)

    assert retention.due(desk).drafts == 1
    assert len(draft.open_drafts(desk)) == 1


def test_an_old_draft_goes_with_its_pictures_and_a_young_one_stays(desk: Counter) -> None:
    arrive(desk, id_card("李样本"), "first_issue")
    desk.clock.advance(days=31)
    young = arrive(desk, id_card("王示例"), "first_issue")

    gone = retention.remove(desk)

    assert gone.drafts == 1
    assert gone.answers == 1
    assert [each.id for each in draft.open_drafts(desk)] == [young.id]
    with desk.store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM pictures WHERE id LIKE :like"), {"like": f"{young.id}%"}) == 2
        assert session.scalar(text("SELECT count(*) FROM pictures")) == 2


def test_the_original_photo_goes_when_its_case_is_over_and_the_cards_photo_stays(desk: Counter) -> None:
    case = applied(desk, "李样本")
    with desk.store.begin() as session:
        words = {"at": desk.now().isoformat(timespec="microseconds"), "number": case.number}
        session.execute(text("UPDATE cases SET closed_at = :at WHERE number = :number"), words)
    assert retention.due(desk).pictures == 0
    desk.clock.advance(days=2)

    assert retention.remove(desk).pictures == 1

    with desk.store.reading() as session:
        assert session.scalars(text("SELECT kind FROM pictures ORDER BY kind")).all() == ["photo"]


def test_nothing_deleted_lives_on_in_the_log(desk: Counter) -> None:
    arrive(desk, id_card("李样本"), "first_issue")
    desk.clock.advance(days=31)

    retention.remove(desk)

    assert desk.store.path is not None
    assert desk.store.path.with_name("desk.db-wal").stat().st_size == 0


def test_a_clerk_deletes_nothing(desk: Counter) -> None:
    with pytest.raises(NotPermitted):
        retention.remove(as_operator(desk, CLERK))
