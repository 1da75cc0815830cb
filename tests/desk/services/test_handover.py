"""The card changes hands once it is enabled, and only into the right hands."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, SECOND, as_operator, build, stocked
from outside import with_card_service
from sqlalchemy import select
from walk_ins import STROKES, applied, approve_all, arrive, id_card, ready

from desk.errors import OutsideSilent, Refused, UsageError
from desk.records.cases import Deferral, Step
from desk.records.papers import Picture
from desk.services import approvals, casebook, closing, handover, intake, posting, promises, search, stock, submission
from desk.services import draft as drafts
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


@pytest.fixture
def number(desk: Counter) -> str:
    """李样本's card lies ready."""
    case = applied(desk, "李样本")
    ready(desk, case.number)
    return case.number


def test_who_took_the_card_stands_sealed_with_the_step(desk: Counter, number: str) -> None:
    draft = intake.sign(desk, handover.start(desk, number, id_card("李样本")), STROKES, "d" * 64)
    handover.hand_over(desk, draft, "k")
    with desk.store.reading() as session:
        step = session.scalars(select(Step).where(Step.case == number, Step.after == "collected")).one()
        assert step.facts["collector"] == "holder"
        assert step.sealed is not None
        told = casebook.unseal(desk, "steps.sealed", f"{number}/{step.seq}", step.sealed)
        signature = session.scalars(select(Picture).where(Picture.case == number, Picture.kind == "signature")).one()
    assert (told["name"], told["number"]) == ("李样本", "110199198503127011")
    assert signature.code == "collector"
    assert drafts.open_drafts(desk) == []


@pytest.mark.parametrize("mood", ["lost", "deaf"])
def test_without_an_answer_the_card_stays_here(desk: Counter, number: str, mood: str) -> None:
    desk, service = with_card_service(desk, mood)
    draft = handover.start(desk, number, id_card("李样本"))
    with pytest.raises(OutsideSilent, match="card_service_unconfirmed"):
        handover.hand_over(desk, draft, "k")
    view = search.show(desk, number)
    assert view.card is not None
    assert (view.state, view.card.state, view.card.issued_at) == ("ready", "inactive", None)

    service.mood = "done"
    view = handover.hand_over(desk, draft, "k")
    assert (view.state, len({message for message, _ in service.asked})) == ("collected", 1)


def test_handing_over_twice_with_one_key_is_one_hand_over(desk: Counter, number: str) -> None:
    desk, service = with_card_service(desk)
    draft = handover.start(desk, number, id_card("李样本"))
    first = handover.hand_over(desk, draft, "k", password_set=True)
    assert handover.hand_over(desk, draft, "k", password_set=True) == first
    assert service.asked[0][1] == "enable"
    assert len(service.asked) == 1


def test_a_refused_enabling_keeps_the_card_and_says_why(desk: Counter, number: str) -> None:
    desk, _ = with_card_service(desk, "无此卡")
    with pytest.raises(Refused) as told:
        handover.hand_over(desk, handover.start(desk, number, id_card("李样本")), "k")
    assert told.value.facts["text"] == "无此卡"
    assert search.show(desk, number).state == "ready"


def test_a_case_that_is_not_ready_is_not_handed_over(desk: Counter) -> None:
    case = applied(desk, "李样本")
    check = handover.identify(desk, handover.start(desk, case.number, id_card("李样本")))
    assert (check.may, [r["code"] for r in check.decision["reasons"]]) == (False, ["not_ready"])
    with pytest.raises(Refused, match="refused_by_rules"):
        handover.hand_over(desk, check.draft, "k")
    with pytest.raises(Refused, match="not_concluded_here"):
        submission.conclude(desk, check.draft, "k")


@pytest.mark.requirement("M-025")
def test_the_temporary_card_comes_back_first(desk: Counter) -> None:
    draft = intake.choose_temporary_card(desk, arrive(desk, id_card("李样本"), "first_issue"), True)
    case = submission.conclude(desk, draft, "k", printer_ready=False)
    ready(desk, case.number)
    draft = handover.start(desk, case.number, id_card("李样本"))
    assert handover.identify(desk, draft).open == ("return_temporary_card",)
    with pytest.raises(Refused, match="prerequisites_open"):
        handover.hand_over(desk, draft, "h")
    view = handover.hand_over(desk, draft, "h2", confirmed=["return_temporary_card"])
    assert (view.state, view.facts["temporary_card"]["returned"]) == ("collected", True)


def test_who_can_neither_sign_nor_give_a_finger_needs_a_witness(desk: Counter, number: str) -> None:
    draft = handover.start(desk, number, id_card("李样本"))
    draft = intake.set_applicant(desk, draft, can_sign=False, fingerprint=False)
    check = handover.identify(desk, draft)
    assert check.approvals == ("handover_witness",)
    assert "witness_statement" in check.decision["documents"]
    question = approvals.ask(desk, "handover_witness", number, {}, "q")
    approvals.decide(desk, question.id, "approved", "", SECOND)
    assert handover.hand_over(desk, draft, "h").state == "collected"


@pytest.mark.requirement("M-043")
def test_a_minor_s_card_goes_to_the_guardian_not_to_an_agent(desk: Counter) -> None:
    draft = arrive(desk, id_card("赵示范", valid_to=date(2030, 2, 10)), "first_issue")
    draft = intake.set_applicant(desk, draft, on_school_list=True)
    draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    draft = intake.set_guardian(desk, draft, id_card("赵样例"), "father")
    case = submission.conclude(desk, draft, "k")
    approve_all(desk)
    ready(desk, case.number)

    father = handover.start(desk, case.number, id_card("赵样例"))
    assert "guardian" in father.situation
    assert "agent" not in father.situation
    father = intake.set_identity(desk, father, id_card("赵示范", valid_to=date(2030, 2, 10)))
    father = intake.set_guardian(desk, father, id_card("赵样例"), "father")
    father = intake.tick(desk, father, "household_register", pages=["cover", "head", "self"])
    check = handover.identify(desk, father)
    assert (check.may, check.collector["who"], check.collector["relation"]) == (True, "guardian", "father")
    assert handover.hand_over(desk, father, "h", password_set=True).state == "active"


@pytest.mark.requirement("M-023", "M-095")
def test_a_posted_card_is_enabled_when_its_holder_has_signed(desk: Counter, number: str) -> None:
    desk, service = with_card_service(desk)
    with pytest.raises(Refused, match="not_mailed"):
        posting.delivered(desk, number)  # it still lies here
    assert posting.post(desk, number, "EMS0001", "p").next == "await_delivery"
    assert posting.post(desk, number, "EMS0001", "p").facts["waybill"] == "EMS0001"
    assert service.asked == []
    view = posting.delivered(desk, number)
    assert (view.state, view.next, service.asked[0][1]) == ("collected", "activate", "enable")
    assert posting.delivered(desk, number).state == "collected"


def test_no_card_is_posted_while_a_promised_paper_is_open(desk: Counter, number: str) -> None:
    with desk.store.begin() as session:
        session.add(Deferral(hall=desk.hall, case=number, code="school_enrolment", due=desk.today()))
    with pytest.raises(Refused) as told:
        posting.post(desk, number, "EMS0001", "p")
    assert told.value.facts["reasons"] == ["deferral_open"]
    promises.cure(desk, number, "school_enrolment", "c")
    assert posting.post(desk, number, "EMS0001", "p").state == "mailed"


def test_a_letter_that_comes_back_waits_here_anew(desk: Counter, number: str) -> None:
    posting.post(desk, number, "EMS0001", "p")
    desk.clock.advance(days=20)
    view = posting.came_back(desk, number, "moved")
    assert (view.state, view.ready_since) == ("ready", date(2026, 4, 5))


def test_a_collection_needs_a_case(desk: Counter) -> None:
    with pytest.raises(UsageError, match="no_such_case"):
        handover.start(desk, "1101990001202603160399999")


def test_a_card_has_one_collection_at_a_time_and_none_once_it_is_given(desk: Counter, number: str) -> None:
    first = handover.start(desk, number, id_card("李样本"))
    signed = intake.sign(desk, first, STROKES, "d" * 64)
    again = handover.start(desk, number, id_card("李样本"))
    assert (again.id, again.signed) == (first.id, signed.signed), "the same person goes on"

    agents = handover.start(desk, number, id_card("吴样例"))
    assert [one.id for one in drafts.open_drafts(desk)] == [agents.id], "somebody else begins anew"

    colleague = as_operator(desk, OTHER_CLERK)
    handover.start(colleague, number)
    own = handover.start(desk, number, id_card("李样本"))
    handover.hand_over(desk, own, "k")
    assert drafts.open_drafts(desk) == drafts.open_drafts(colleague) == []


def test_no_card_leaves_the_hall_on_a_day_that_is_closed(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    ready(desk, number)
    draft = handover.start(desk, number, id_card("李样本"))
    told = closing.close_day(desk, desk.today(), 0, stock.report(desk).in_hand).report
    desk, service = with_card_service(desk)
    with pytest.raises(Refused, match="day_closed"):
        handover.hand_over(desk, draft, "h")
    assert (service.asked, closing.report(desk, desk.today())["cases"]) == ([], told["cases"])
    desk.clock.advance(days=1)
    assert handover.hand_over(desk, draft, "h").state == "collected"
