"""Lists of employers and schools: everybody who can be helped is, the others are named with the reason."""

from pathlib import Path

import pytest
from desk_builder import build, stocked
from outside import with_silent_registry
from walk_ins import STROKES, applied, arrive, holds, id_card, people, ready

from desk.errors import Refused, UsageError
from desk.rules.journey import UNDER_WAY
from desk.services import activation, batch, batch_book, batch_handover, intake, reception, search, submission
from desk.services.batch_book import Bearer
from desk.services.counter import Counter

STAFF = {
    "name": "严样本",
    "number": "110199198609132329",
    "document": "resident",
    "read": "chip",
    "valid_to": "2035-06-30",
    "relation": "staff",
    "phone": "12300000000",
}
FORM = {"code": "employer_registration_form", "form": "original"}
LETTER = {"code": "employer_letter", "form": "original"}


def employer(*papers: dict[str, str]) -> Bearer:
    return Bearer("employer", "样本制造有限公司", STAFF, papers)


def listed(*names: str) -> list[tuple[str, str]]:
    return [(name, people()[name]["certno"]) for name in names]


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 5)
    return counter


@pytest.mark.requirement("M-011", "M-081")
def test_each_person_of_a_list_gets_a_receipt_and_the_rest_a_reason(desk: Counter) -> None:
    people_named = [*listed("李样本", "窦示例", "李样本"), ("错号样本", "110199198503127012"), *listed("王示例")]
    view = batch.take_in(desk, employer(FORM), people_named, "k")
    assert [(row.name, row.state, row.reason) for row in view.rows if row.case is None] == [
        ("李样本", "left", "duplicate_row"),
        ("错号样本", "left", "id_number_invalid"),
    ]
    assert {row.name: row.state for row in view.taken} == {
        "李样本": "accepted",
        "窦示例": "accepted",
        "王示例": "accepted",
    }
    case = search.show(desk, str(view.taken[0].case))
    assert (case.channel, case.facts["batch"], str(case.promise.ready_by)) == ("employer", view.id, "2026-04-01")
    assert batch.take_in(desk, employer(FORM), people_named, "k") == view


def test_who_has_a_card_under_way_is_left_out(desk: Counter) -> None:
    applied(desk, "李样本")
    view = batch.take_in(desk, employer(FORM), listed("李样本", "王示例"), "k")
    assert [(row.name, row.reason) for row in view.rows] == [("李样本", "open_case_exists"), ("王示例", None)]


def test_a_list_without_its_form_is_refused_whole(desk: Counter) -> None:
    with pytest.raises(Refused) as told:
        batch.take_in(desk, employer(), listed("李样本"), "k")
    assert told.value.facts["reasons"] == ["material_missing"]
    assert search.listed(desk) == []


@pytest.mark.requirement("M-012")
def test_the_registry_is_asked_about_everybody_before_a_card_is_made(desk: Counter) -> None:
    school = Bearer("school", "样本中学", {**STAFF}, [{"code": "school_list", "form": "original"}])
    view = batch.take_in(desk, school, [*listed("赵示范", "金样例"), ("张彤", people()["张形"]["certno"])], "k")
    seen: list[tuple[int, int]] = []
    view = batch.verify(desk, view.id, lambda done, of: seen.append((done, of)))
    assert {row.name: row.state for row in view.rows} == {
        "赵示范": "approved",
        "金样例": "suspended",
        "张彤": "declined",
    }
    assert seen == [(1, 3), (2, 3), (3, 3)]
    why = {row.name: search.show(desk, str(row.case)).decision["reasons"] for row in view.rows}
    assert [reason["code"] for reason in why["金样例"]] == ["not_insured"]
    assert "info_mismatch" in [reason["code"] for reason in why["张彤"]]


def test_a_silent_registry_leaves_the_list_to_be_asked_about_again(desk: Counter) -> None:
    live, registry = with_silent_registry(desk)
    view = batch.take_in(live, employer(FORM), listed("李样本"), "k")
    assert [row.state for row in batch.verify(live, view.id).rows] == ["accepted"]
    registry.answers = True
    assert [row.state for row in batch.verify(live, view.id).rows] == ["approved"]
    assert len(set(registry.asked)) == 1
    batch.verify(live, view.id)
    assert len(registry.asked) == 2


@pytest.mark.requirement("M-010")
def test_an_employer_fetches_what_is_ready_and_each_holder_activates_later(desk: Counter) -> None:
    li, dou = applied(desk, "李样本"), applied(desk, "窦示例")
    made = ready(desk, li.number)
    bearer = employer(LETTER)
    view = batch_handover.hand_over(desk, bearer, [li.number, dou.number], STROKES, "k")
    assert [(row.case, row.state, row.reason) for row in view.rows] == [
        (li.number, "collected", None),
        (dou.number, "approved", "not_ready"),
    ]
    assert batch_handover.hand_over(desk, bearer, [li.number, dou.number], STROKES, "k") == view
    assert desk.card_service.cards(li.id_number) == []

    draft = reception.check(desk, reception.greet(desk, id_card("李样本")).draft)
    done = activation.activate(desk, draft, "a")
    assert (done.state, search.show(desk, li.number).state) == ("closed", "active")
    assert [(c["number"], c["status"]) for c in desk.card_service.cards(li.id_number)] == [(made.card_number, "active")]


def test_without_the_employer_s_letter_nothing_is_given(desk: Counter) -> None:
    case = applied(desk, "李样本")
    ready(desk, case.number)
    with pytest.raises(Refused, match="refused_by_rules"):
        batch_handover.hand_over(desk, employer(), [case.number], STROKES, "k")
    assert search.show(desk, case.number).state == "ready"


def test_a_card_with_an_open_promise_stays_here(desk: Counter) -> None:
    draft = intake.choose_tier(desk, arrive(desk, id_card("蒋示范"), "first_issue"), 80)
    draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    case = submission.conclude(desk, draft, "k")
    ready(desk, case.number)
    view = batch_handover.hand_over(desk, employer(LETTER), [case.number], STROKES, "h")
    assert [(row.state, row.reason) for row in view.rows] == [("ready", "deferral_open")]


def test_a_batch_that_is_none_is_told(desk: Counter) -> None:
    with pytest.raises(UsageError, match="no_such_batch"):
        batch_book.show(desk, "20260316-employer-99")


def test_a_held_card_is_found_out_when_the_registry_is_asked(desk: Counter) -> None:
    holds(desk, "李样本", "A90000001")
    view = batch.take_in(desk, employer(FORM), listed("李样本"), "k")
    view = batch.verify(desk, view.id)
    [row] = view.rows
    assert (row.state, [one["code"] for one in row.obstacles]) == ("declined", ["already_holds_card"])
    assert not [case for case in search.listed(desk) if case.state in UNDER_WAY], "what they come for is not blocked"
