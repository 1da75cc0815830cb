"""Corrections: the registry follows the document after a second person has looked."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import SECOND, build, stocked
from walk_ins import approve_all, arrive, holds, id_card, people

from desk.errors import Refused
from desk.services import approvals, correction, intake, reception, search, submission
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


TONG = id_card("张形", name="张彤", address="样本市新址9号")


def requested(desk: Counter) -> str:
    draft = reception.check(desk, reception.greet(desk, TONG).draft)
    return correction.request(desk, draft, "c").number


@pytest.mark.requirement("M-016")
def test_the_reviewer_sees_both_names_side_by_side(desk: Counter) -> None:
    requested(desk)
    [question] = approvals.waiting(desk)
    assert question.what == "name_or_id_change"
    assert (question.seen["document"]["name"], question.seen["registry"]["name"]) == ("张彤", "张形")


def test_after_approval_name_and_address_are_those_of_the_card(desk: Counter) -> None:
    number = requested(desk)
    approve_all(desk)
    done = correction.carry_out(desk, number, "k")
    assert (done.correction.state, done.goes_on) == ("closed", None)
    base = desk.registry.ask("m", TONG.number, "张彤").document["baseinfo"]
    assert (base["psn_name"], base["hsreg_addr"]) == ("张彤", "样本市新址9号")
    assert correction.carry_out(desk, number, "k").correction.state == "closed"


def test_without_approval_nothing_changes(desk: Counter) -> None:
    number = requested(desk)
    [question] = approvals.waiting(desk)
    approvals.decide(desk, question.id, "declined", "证件存疑", SECOND)
    with pytest.raises(Refused, match="approval_needed"):
        correction.carry_out(desk, number, "k")
    assert desk.registry.ask("m", TONG.number, "张彤").document["baseinfo"]["psn_name"] == "张形"
    assert search.show(desk, number).state == "rejected"


def test_the_cards_follow_a_corrected_number(desk: Counter) -> None:
    holds(desk, "张形", "A10000701")
    situation = {
        "registry": {"baseinfo": {"certno": people()["张形"]["certno"]}},
        "identity": {"name": "张彤", "number": "110199199308082430"},
        "applicant": {"name": "张彤", "id_number": ""},
    }
    with desk.store.begin() as session:
        correction.correct_roll(session, desk, situation)
    assert desk.registry.ask("m", "110199199308082430", "").document["baseinfo"]["psn_name"] == "张彤"
    assert [card["number"] for card in desk.card_service.cards("110199199308082430")] == ["A10000701"]
    assert desk.registry.ask("m2", people()["张形"]["certno"], "").document["baseinfo"] == {}


@pytest.mark.parametrize("new", ["王示例", "张形"])
def test_nobody_is_written_over_somebody_else_of_the_roll(desk: Counter, new: str) -> None:
    """Who has the new number already, or whom the roll has lost since, is for the registry's own office."""
    number, other = people()["张形"]["certno"], people()["王示例"]["certno"]
    situation = {
        "registry": {"baseinfo": {"certno": number if new == "王示例" else "110199199308082430"}},
        "identity": {"name": "张彤", "number": people()[new]["certno"]},
        "applicant": {"name": "张彤", "id_number": ""},
    }
    with pytest.raises(Refused, match="registry_not_corrected"), desk.store.begin() as session:
        correction.correct_roll(session, desk, situation)
    names = [desk.registry.ask(f"m{each}", each, "").document["baseinfo"]["psn_name"] for each in (number, other)]
    assert names == ["张形", "王示例"]


def test_a_registry_outside_the_hall_has_to_follow_first(desk: Counter) -> None:
    number = requested(desk)
    approve_all(desk)
    links = replace(desk.settings.links, registry="https://platform.example")
    outside = replace(desk, settings=replace(desk.settings, links=links))
    with pytest.raises(Refused, match="registry_not_corrected"):
        correction.carry_out(outside, number, "k")
    with desk.store.begin() as session:
        correction.correct_roll(session, desk, search.show(desk, number).situation)
    assert correction.carry_out(outside, number, "k").correction.state == "closed"


def test_only_the_application_that_waits_for_it_is_tied_to_a_correction(desk: Counter) -> None:
    draft = intake.tick(desk, arrive(desk, TONG, "exchange", "upgrade"), "old_card")
    waits = submission.conclude(desk, draft, "k")
    number = requested(desk)
    assert search.show(desk, waits.number).linked == number
    assert search.show(desk, number).linked == waits.number
