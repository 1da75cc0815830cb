"""Loss reports: the card service is told once, and nobody is left guessing when it does not answer."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from desk_builder import SECOND, build, stocked
from outside import with_card_service
from walk_ins import arrive, holds, id_card, people

from desk.errors import OutsideSilent, Refused
from desk.services import approvals, intake, loss, reception, search, submission, waiting
from desk.services import draft as drafts
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    holds(counter, "吴样例", "A20003801")
    return counter


def status(desk: Counter, name: str = "吴样例") -> str:
    return str(desk.card_service.cards(people()[name]["certno"])[-1]["status"])


def at_the_window(desk: Counter) -> drafts.Draft:
    return reception.check(desk, reception.greet(desk, id_card("吴样例")).draft)


@pytest.mark.requirement("M-005", "M-082")
def test_by_phone_a_formal_report_becomes_a_temporary_one(desk: Counter) -> None:
    greeting = reception.greet_by_number(desk, people()["吴样例"]["certno"], "吴样例", channel="phone")
    view = loss.report(desk, reception.check(desk, greeting.draft), "formal", "k")
    assert (view.state, status(desk), view.decision["loss"]["lapses_on"]) == ("closed", "temporary_loss", "2026-03-31")
    assert "formal_loss_at_counter" in view.decision["notes"]
    assert view.facts["documents"] == []


@pytest.mark.requirement("M-007")
def test_a_formal_report_at_the_window_prints_its_slip(desk: Counter) -> None:
    view = loss.report(desk, at_the_window(desk), "formal", "k")
    assert (view.state, status(desk), view.facts["documents"]) == ("closed", "formal_loss", ["loss_report_slip"])


def test_reporting_again_asks_the_card_service_for_nothing(desk: Counter) -> None:
    desk, service = with_card_service(desk)
    loss.report(desk, at_the_window(desk), "temporary", "k")
    again = loss.report(desk, at_the_window(desk), "temporary", "k2")
    assert (again.state, again.decision["notes"][0]) == ("closed", "already_reported")
    assert len(service.asked) == 1


@pytest.mark.parametrize("mood", ["lost", "deaf"])
def test_a_lost_answer_is_asked_for_again_under_the_same_message(desk: Counter, mood: str) -> None:
    desk, service = with_card_service(desk)
    draft = at_the_window(desk)
    service.mood = mood
    with pytest.raises(OutsideSilent, match="card_service_unconfirmed"):
        loss.report(desk, draft, "formal", "k")
    [waits] = search.listed(desk)
    assert (waits.state, search.show(desk, waits.number).next) == ("accepted", "finish")

    service.mood = "done"
    view = loss.carry_out(desk, waits.number)
    assert (view.state, status(desk), view.facts["replies"][-1]) == ("closed", "formal_loss", "00")
    assert len({message for message, _ in service.asked}) == 1
    assert loss.carry_out(desk, waits.number).state == "closed"


def test_pressing_again_after_silence_ends_the_same_report_and_brings_no_draft_back(desk: Counter) -> None:
    desk, service = with_card_service(desk)
    draft = at_the_window(desk)
    service.mood = "lost"
    with pytest.raises(OutsideSilent):
        loss.report(desk, draft, "formal", "k")
    service.mood = "done"
    view = loss.report(desk, draft, "formal", "k")
    assert (view.state, drafts.open_drafts(desk)) == ("closed", [])
    assert [line.number for line in search.listed(desk)] == [view.number]


def test_whoever_calls_is_reported_for_once_however_often_the_card_service_is_silent(desk: Counter) -> None:
    desk, service = with_card_service(desk)
    service.mood = "dropped"
    by_phone = partial(loss.report_by_phone, desk, people()["吴样例"]["certno"], "吴样例", "k")
    with pytest.raises(OutsideSilent):
        by_phone()
    service.mood = "done"
    assert by_phone().number == by_phone().number
    assert ([line.state for line in search.listed(desk)], drafts.open_drafts(desk)) == (["closed"], [])


def test_what_the_card_service_refuses_is_held_with_its_own_words(desk: Counter) -> None:
    draft = at_the_window(desk)
    desk, service = with_card_service(desk, "卡状态不符")
    with pytest.raises(Refused) as told:
        loss.report(desk, draft, "formal", "k")
    assert told.value.facts == {"action": "formal_loss", "text": "卡状态不符"}
    [held] = search.listed(desk)
    view = search.show(desk, held.number)
    assert (view.state, [r["code"] for r in view.decision["reasons"]]) == ("suspended", ["card_service_failed"])

    service.mood = "done"
    assert waiting.go_on(desk, held.number, "g").state == "accepted"
    assert loss.carry_out(desk, held.number).state == "closed"


@pytest.mark.requirement("M-052")
def test_an_agent_s_formal_report_waits_for_a_second_person(desk: Counter) -> None:
    draft = intake.set_agent(desk, at_the_window(desk), id_card("吴示例"), "spouse", "12300000009")
    draft = intake.set_mandate(
        desk, draft, ["loss_report"], valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31), signed=True
    )
    view = loss.report(desk, draft, "formal", "k")
    assert (view.state, status(desk)) == ("review", "active")
    [question] = approvals.waiting(desk)
    approvals.decide(desk, question.id, "approved", "", SECOND)
    assert (loss.carry_out(desk, view.number).state, status(desk)) == ("closed", "formal_loss")


@pytest.mark.requirement("M-006")
def test_a_formal_report_is_not_lifted(desk: Counter) -> None:
    loss.report(desk, at_the_window(desk), "formal", "k")
    view = loss.lift(desk, at_the_window(desk), "k2")
    assert (view.state, [r["code"] for r in view.decision["reasons"]]) == ("declined", ["formal_loss_final"])


def test_a_report_is_not_lifted_once_a_new_card_is_under_way(desk: Counter) -> None:
    draft = loss.report_first(desk, arrive(desk, id_card("吴样例"), "reissue", "lost"))
    case = submission.conclude(desk, draft, "k")
    assert case.state == "approved"
    view = loss.lift(desk, at_the_window(desk), "k2")
    assert "reissue_already_accepted" in [reason["code"] for reason in view.decision["reasons"]]


@pytest.mark.requirement("M-002")
def test_the_report_before_a_reissue_survives_silence_and_a_restart(desk: Counter) -> None:
    desk, service = with_card_service(desk)
    draft = arrive(desk, id_card("吴样例"), "reissue", "lost")
    service.mood = "lost"
    draft = loss.report_first(desk, draft)
    decision = reception.decide(desk, draft).document()
    assert [reason["code"] for reason in decision["reasons"]] == ["card_service_unconfirmed"]

    draft = drafts.resume(desk, draft.id)
    service.mood = "done"
    draft = loss.report_first(desk, draft)
    assert draft.situation["card_service"]["replies"] == ["timeout", "00"]
    assert len({message for message, _ in service.asked}) == 1
    assert submission.conclude(desk, draft, "k").state == "approved"
    assert loss.report_first(desk, draft) == draft


def test_a_report_before_a_reissue_that_was_refused_can_be_tried_again(desk: Counter) -> None:
    desk, service = with_card_service(desk)
    draft = arrive(desk, id_card("吴样例"), "reissue", "lost")
    service.mood = "卡状态不符"
    draft = loss.report_first(desk, draft)
    assert reception.decide(desk, draft).document()["outcome"] == "hold"
    service.mood = "done"
    draft = loss.report_first(desk, draft)
    assert len({message for message, _ in service.asked}) == 2
    assert reception.decide(desk, draft).document()["outcome"] == "accept"


def test_an_agent_s_reissue_reports_the_loss_only_after_approval(desk: Counter) -> None:
    draft = intake.set_agent(desk, arrive(desk, id_card("吴样例"), "reissue", "lost"), id_card("吴示例"), "spouse")
    draft = intake.set_mandate(
        desk,
        draft,
        ["reissue", "loss_report"],
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
        signed=True,
    )
    with pytest.raises(Refused, match="approval_needed"):
        loss.report_first(desk, draft)
    question = approvals.ask(desk, "formal_loss_by_agent", draft.id, {}, "q")
    approvals.decide(desk, question.id, "approved", "", SECOND)
    draft = loss.report_first(desk, draft)
    assert status(desk) == "formal_loss"
    assert submission.conclude(desk, draft, "k").state == "approved"


def test_a_card_that_was_never_lost_needs_no_report(desk: Counter) -> None:
    draft = arrive(desk, id_card("吴样例"), "exchange", "upgrade")
    assert loss.report_first(desk, draft) is draft
