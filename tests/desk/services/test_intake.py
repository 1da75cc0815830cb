"""Intake: what lies on the desk is in the draft, at once."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import build, reopen
from walk_ins import STROKES, arrive, id_card, with_photo

from desk.errors import UsageError
from desk.services import draft as drafts
from desk.services import intake
from desk.services.counter import Counter
from desk.services.draft import Draft


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path)


@pytest.fixture
def draft(desk: Counter) -> Draft:
    return arrive(desk, id_card("李样本"), "first_issue", photo=False)


def materials(draft: Draft) -> dict[str, dict[str, object]]:
    return {one["code"]: one for one in draft.situation["materials"]}


def test_every_change_is_kept_at_once(desk: Counter, draft: Draft) -> None:
    draft = intake.tick(desk, draft, "residence_permit", valid_to=date(2026, 12, 31))
    draft = intake.choose_delivery(desk, draft, "mail", receiver="李样本", address="样本市", phone="12300000001")
    draft = intake.sign(desk, draft, STROKES, "d" * 64)
    assert drafts.resume(reopen(desk), draft.id) == draft


def test_a_paper_ticked_again_takes_the_first_one_s_place(desk: Counter, draft: Draft) -> None:
    draft = intake.tick(desk, draft, "residence_permit", "copy")
    draft = intake.tick(desk, draft, "residence_permit", valid_to=date(2026, 12, 31))
    assert materials(draft) == {
        "residence_permit": {"code": "residence_permit", "form": "original", "valid_to": "2026-12-31"}
    }


@pytest.mark.requirement("M-051")
def test_scanning_the_pages_of_a_household_register_completes_it(desk: Counter, draft: Draft) -> None:
    for page in ("cover", "head", "self"):
        draft = intake.keep_page(desk, draft, "household_register", page.encode(), page)
    assert materials(draft)["household_register"]["pages"] == ["cover", "head", "self"]
    assert [(page.page, page.jpeg) for page in draft.pages] == [(1, b"cover"), (2, b"head"), (3, b"self")]
    draft = intake.drop_page(desk, draft, "household_register")
    assert materials(draft)["household_register"]["pages"] == ["cover", "head"]


def test_a_paper_nobody_knows_is_not_taken_in(desk: Counter, draft: Draft) -> None:
    for taken_in in (lambda: intake.tick(desk, draft, "shopping_list"), lambda: intake.keep_page(desk, draft, "", b"")):
        with pytest.raises(UsageError) as refused:
            taken_in()
        assert (refused.value.kind, refused.value.facts["key"]) == ("unknown_code", "material")
    assert drafts.resume(desk, draft.id).pages == ()


def test_taking_back_the_only_page_takes_back_the_paper(desk: Counter, draft: Draft) -> None:
    draft = intake.keep_page(desk, draft, "mandate", b"page")
    draft = intake.drop_page(desk, draft, "mandate")
    assert (draft.situation["materials"], draft.pages) == ([], ())


def test_taking_a_paper_back_takes_its_scans_along(desk: Counter, draft: Draft) -> None:
    draft = intake.keep_page(desk, draft, "mandate", b"page")
    draft = intake.keep_page(desk, draft, "old_card", b"card")
    draft = intake.untick(desk, draft, "mandate")
    assert [page.code for page in draft.pages] == ["old_card"]


@pytest.mark.requirement("M-009")
def test_an_agent_is_there_instead_of_the_holder(desk: Counter, draft: Draft) -> None:
    draft = intake.set_agent(desk, draft, id_card("吴示例"), "spouse", "12300000009")
    draft = intake.set_mandate(
        desk, draft, ["collect"], valid_from=date(2026, 1, 1), valid_to=date(2026, 3, 16), signed=True
    )
    draft = intake.set_agent(desk, draft, id_card("吴示例"), "friend")
    assert draft.situation["applicant"]["present"] is False
    assert draft.situation["agent"]["mandate"]["valid_to"] == "2026-03-16"
    assert draft.situation["agent"]["relation"] == "friend"
    draft = intake.set_agent(desk, draft, None)
    assert "agent" not in draft.situation
    assert draft.situation["applicant"]["present"] is True


def test_a_document_without_a_chip_is_read_by_hand(desk: Counter, draft: Draft) -> None:
    typed = {"document": "household_register", "name": "李样本", "number": "110199198503127011"}
    draft = intake.set_identity(desk, draft, typed)
    assert draft.situation["identity"]["read"] == "manual"
    assert "identity" not in intake.set_identity(desk, draft, None).situation


def test_a_retaken_photo_leaves_nothing_of_the_first(desk: Counter, draft: Draft) -> None:
    draft = with_photo(desk, draft, background="grey")
    draft = with_photo(desk, draft)
    assert draft.situation["photo"]["background"] == "white"


def test_a_choice_can_be_taken_back(desk: Counter, draft: Draft) -> None:
    draft = intake.choose_temporary_card(desk, intake.choose_tier(desk, draft, 100), True)
    assert draft.situation["choices"] == {"base_tier": 100, "temporary_card": True}
    assert intake.choose_temporary_card(desk, draft, False).situation["choices"] == {"base_tier": 100}
