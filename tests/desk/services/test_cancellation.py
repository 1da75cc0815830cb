"""Cancelling a card: a second person first, the card service then, the bank afterwards."""

from pathlib import Path

import pytest
from desk_builder import SECOND, build
from outside import with_card_service
from walk_ins import approve_all, holds, id_card, people

from desk.errors import OutsideSilent, Refused
from desk.rules.journey import WrongStage
from desk.services import approvals, cancellation, intake, loss, reception, search, tasks
from desk.services.counter import Counter
from desk.services.views import CaseView


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    return build(tmp_path, at="2026-03-16T10:00:00+08:00")


def status(desk: Counter, name: str) -> str:
    return str(desk.card_service.cards(people()[name]["certno"])[-1]["status"])


def deceased(desk: Counter, *papers: str) -> CaseView:
    holds(desk, "水样本", "A20006301")
    draft = reception.greet_by_number(desk, people()["水样本"]["certno"], "水样本", present=False).draft
    draft = reception.check(desk, draft)
    son = {"document": "resident", "name": "水示例", "number": "110199196805112537", "valid_to": "2035-06-30"}
    draft = intake.set_agent(desk, draft, {**son, "read": "chip"}, "son", "12300000000")
    for paper in papers:
        pages = {"pages": ["cover", "head", "self"]} if paper == "household_register" else {}
        draft = intake.tick(desk, draft, paper, **pages)
    return cancellation.request(desk, draft, "death", "k")


@pytest.mark.requirement("M-028")
def test_a_relative_cancels_a_dead_person_s_card(desk: Counter) -> None:
    case = deceased(desk, "death_certificate", "household_register")
    assert (case.state, status(desk, "水样本")) == ("review", "active")
    with pytest.raises(WrongStage):
        cancellation.carry_out(desk, case.number)
    assert approve_all(desk) == ["cancel_card"]
    done = cancellation.carry_out(desk, case.number)
    assert (done.state, status(desk, "水样本"), done.facts["documents"]) == ("closed", "void", ["cancellation_slip"])
    assert [task.kind for task in tasks.to_do(desk)] == ["bank_side"]
    assert cancellation.carry_out(desk, case.number).state == "closed"


def test_without_the_death_certificate_there_is_a_notice(desk: Counter) -> None:
    case = deceased(desk, "household_register")
    assert (case.state, [r["facts"]["material"] for r in case.decision["reasons"]]) == (
        "declined",
        ["death_certificate"],
    )


def test_what_the_reviewer_declines_is_not_cancelled(desk: Counter) -> None:
    holds(desk, "冯样本", "A20008801")
    draft = reception.check(desk, reception.greet(desk, id_card("冯样本")).draft)
    case = cancellation.request(desk, draft, "moved_abroad", "k")
    [question] = approvals.waiting(desk)
    approvals.decide(desk, question.id, "declined", "材料存疑", SECOND)
    with pytest.raises(WrongStage):
        cancellation.carry_out(desk, case.number)
    assert status(desk, "冯样本") == "active"


def test_a_report_of_loss_is_not_carried_out_as_a_cancellation(desk: Counter) -> None:
    holds(desk, "吴样例", "A20003801")
    desk, service = with_card_service(desk)
    draft = reception.check(desk, reception.greet(desk, id_card("吴样例")).draft)
    service.mood = "deaf"
    with pytest.raises(OutsideSilent):
        loss.report(desk, draft, "formal", "k")
    service.mood = "done"
    [waits] = search.listed(desk)
    with pytest.raises(Refused, match="wrong_service"):
        cancellation.carry_out(desk, waits.number)
    assert status(desk, "吴样例") == "active"
