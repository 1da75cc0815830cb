"""Drafts: what was typed and captured survives, sealed, for its operator alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import CLERK, OTHER_CLERK, SUPERVISOR, as_operator, build, reopen
from sqlalchemy import func, select

from desk.errors import NotPermitted, UsageError
from desk.ports import Stroke
from desk.records.drafts import DraftRow
from desk.records.papers import Picture, PictureBytes
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft, Page
from desk.services.situation import opened, with_material

SITUATION = opened("demo", "window", "张𬭎𰻞", "110199198503127011")


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, people=False)


def full_draft(desk: Counter) -> Draft:
    return Draft(
        id=desk.new_key(),
        opened_at=desk.now(),
        operator=desk.operator.name,
        situation=with_material(SITUATION, {"code": "household_register", "form": "original"}),
        step="materials",
        ticket="A018",
        asked="m1",
        photo=b"\xff\xd8 portrait",
        photo_original=b"\xff\xd8 portrait",
        pages=(Page("household_register", 1, b"\xff\xd8 cover"), Page("household_register", 2, b"\xff\xd8 cover")),
        signature=(Stroke(((0.0, 1.5, 0.25, 0), (2.0, 3.0, 1.0, 16))),),
        signed="ab" * 32,
        card_text={"issuer": "样本市公安局"},
    )


def pictures_kept(desk: Counter) -> int:
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(Picture)) or 0


@pytest.mark.requirement("M-001")
def test_a_draft_comes_back_whole_after_a_restart(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    again = reopen(desk)
    assert drafts.resume(again, draft.id) == draft


def test_what_is_in_a_draft_is_sealed(desk: Counter, tmp_path: Path) -> None:
    draft = drafts.save(desk, full_draft(desk))
    with desk.store.reading() as session:
        row = session.get_one(DraftRow, (desk.hall, draft.id))
        kept = row.sealed + b"".join(picture.sealed for picture in session.scalars(select(Picture)))
    for clear in ("张𬭎𰻞", "110199198503127011", "portrait", "cover", "样本市公安局"):
        assert clear.encode() not in kept


def test_a_rejected_photo_does_not_survive(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    assert pictures_kept(desk) == 4
    drafts.save(desk, replace(draft, photo=None, photo_original=None, pages=draft.pages[:1]))
    assert pictures_kept(desk) == 1


def test_pictures_are_written_once_however_often_the_draft_is_saved(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    with desk.store.reading() as session:
        before = session.scalars(select(PictureBytes.sealed).order_by(PictureBytes.id)).all()
    drafts.save(desk, replace(draft, step="photo"))
    with desk.store.reading() as session:
        assert session.scalars(select(PictureBytes.sealed).order_by(PictureBytes.id)).all() == before


def test_a_draft_belongs_to_its_operator(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    colleague = as_operator(desk, OTHER_CLERK)
    assert drafts.open_drafts(colleague) == []
    with pytest.raises(NotPermitted, match="other_operator"):
        drafts.resume(colleague, draft.id)
    with pytest.raises(NotPermitted, match="other_operator"):
        drafts.save(colleague, draft)


def test_a_draft_is_handed_over_with_everything_in_it(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    drafts.hand_over_to(as_operator(desk, SUPERVISOR), draft.id, OTHER_CLERK.name)
    assert drafts.resume(as_operator(desk, OTHER_CLERK), draft.id) == replace(draft, operator="0313")
    with pytest.raises(NotPermitted):
        drafts.resume(as_operator(desk, CLERK), draft.id)


def test_a_draft_that_was_handed_on_is_no_longer_its_first_clerk_s(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    drafts.hand_over_to(as_operator(desk, SUPERVISOR), draft.id, OTHER_CLERK.name)
    for act in (drafts.save, drafts.throw_away):
        with pytest.raises(NotPermitted, match="other_operator"):
            act(desk, draft)
    other = as_operator(desk, OTHER_CLERK)
    assert drafts.resume(other, draft.id).photo == draft.photo


def test_a_draft_is_not_handed_to_somebody_who_is_not_there(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    with pytest.raises(UsageError, match="no_such_account"):
        drafts.hand_over_to(desk, draft.id, "9999")


def test_a_damaged_draft_is_listed_and_keeps_nobody_from_the_others(desk: Counter) -> None:
    first, second = drafts.save(desk, full_draft(desk)), drafts.save(desk, full_draft(desk))
    with desk.store.begin() as session:
        row = session.get_one(DraftRow, (desk.hall, first.id))
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    lines = {line.id: line for line in drafts.open_drafts(desk)}
    assert lines[first.id].name is None
    assert lines[second.id].name == "张𬭎𰻞"
    assert drafts.resume(desk, second.id) == second


def test_a_draft_set_aside_is_marked_until_it_is_resumed(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    drafts.set_aside(desk, draft)
    assert [line.aside for line in drafts.open_drafts(desk)] == [True]
    drafts.resume(desk, draft.id)
    assert [line.aside for line in drafts.open_drafts(desk)] == [False]


def test_throwing_a_draft_away_removes_its_pictures(desk: Counter) -> None:
    draft = drafts.save(desk, full_draft(desk))
    drafts.throw_away(desk, draft)
    assert drafts.open_drafts(desk) == []
    assert pictures_kept(desk) == 0
