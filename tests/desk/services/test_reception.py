"""Reception: the card is laid down, and the desk knows who it is and what may be done."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, SECOND, SUPERVISOR, as_operator, build, stocked
from outside import with_card_service, with_silent_registry
from sqlalchemy import select
from walk_ins import applied, arrive, id_card, people, with_photo

from desk.errors import UsageError
from desk.records.journal import JournalEntry
from desk.rules.journey import CaseState, WrongStage
from desk.services import approvals, casebook, intake, reception, search, submission
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


def journal(desk: Counter, what: str) -> list[tuple[str, str]]:
    with desk.store.reading() as session:
        rows = session.scalars(select(JournalEntry).where(JournalEntry.what == what).order_by(JournalEntry.seq))
        return [(row.result, row.facts) for row in rows]


def test_nothing_the_chip_told_has_to_be_typed(desk: Counter) -> None:
    draft = reception.greet(desk, id_card("李样本"), ticket="A018").draft
    assert draft.situation["identity"] == {
        "document": "resident",
        "read": "chip",
        "name": "李样本",
        "number": "110199198503127011",
        "sex": "male",
        "birth": "1985-03-12",
        "valid_from": "2019-03-15",
        "valid_to": "2039-03-15",
        "address": "样本市测试区示例路1号",
    }
    assert (draft.ticket, draft.card_text["nation"]) == ("A018", "01")


def test_the_same_person_goes_on_where_the_draft_stopped(desk: Counter) -> None:
    first = arrive(desk, id_card("李样本"), "first_issue")
    drafts.set_aside(desk, first)
    again = reception.greet(desk, id_card("李样本"))
    assert (again.resumed, again.draft.id, again.draft.step) == (True, first.id, "photo")
    assert again.draft.photo == first.photo


def test_a_card_read_again_replaces_what_was_typed(desk: Counter) -> None:
    number = people()["李样本"]["certno"]
    typed = reception.greet_by_number(desk, number, "李样木").draft
    assert "identity" not in typed.situation
    read = reception.greet(desk, id_card("李样本"))
    assert read.draft.id == typed.id
    assert read.draft.situation["identity"]["name"] == "李样本"


def test_a_person_served_at_another_window_is_told_and_not_touched(desk: Counter) -> None:
    arrive(desk, id_card("李样本"), "first_issue")
    other = reception.greet(as_operator(desk, OTHER_CLERK), id_card("李样本"))
    assert (other.resumed, other.elsewhere) == (False, "0312")


def test_every_greeting_is_in_the_journal_without_the_person(desk: Counter) -> None:
    reception.greet(desk, id_card("李样本"))
    [(result, facts)] = journal(desk, "greeted")
    assert result == "new"
    assert "李" not in facts
    assert "1985" not in facts


@pytest.mark.requirement("M-062")
def test_a_silent_registry_is_part_of_the_situation(desk: Counter) -> None:
    desk, silent = with_silent_registry(desk)
    draft = arrive(desk, id_card("李样本"), "first_issue")
    assert draft.situation["registry"] == {"error": "timeout", "attempts": 2}
    assert reception.decide(desk, draft).document()["outcome"] == "pending_verification"

    draft = reception.check(desk, draft)
    assert draft.situation["registry"]["attempts"] == 4
    silent.answers = True
    draft = reception.check(desk, draft)
    assert reception.decide(desk, draft).document()["outcome"] == "accept"
    assert len(set(silent.asked)) == 1


def test_a_fresh_question_after_an_answer_is_a_new_message(desk: Counter) -> None:
    desk, silent = with_silent_registry(desk)
    silent.answers = True
    draft = reception.check(desk, reception.greet(desk, id_card("李样本")).draft)
    reception.check(desk, draft)
    assert len(set(silent.asked)) == 2
    assert all(len(message) == 30 and message.startswith("110199000103") for message in silent.asked)


def test_a_silent_card_register_never_looks_like_no_card(desk: Counter) -> None:
    desk, _ = with_card_service(desk, "deaf")
    draft = arrive(desk, id_card("周样本"), "first_issue")
    assert reception.decide(desk, draft).document()["outcome"] == "pending_verification"


def test_a_wrong_number_is_not_sent_to_the_registry(desk: Counter) -> None:
    desk, silent = with_silent_registry(desk)
    reception.check(desk, reception.greet_by_number(desk, "110199198503127012", "李样本").draft)
    assert silent.asked == []


@pytest.mark.requirement("M-042")
def test_a_number_of_fifteen_digits_finds_the_person(desk: Counter) -> None:
    draft = reception.check(desk, reception.greet_by_number(desk, "110199850312701", "李样本").draft)
    assert draft.situation["registry"]["baseinfo"]["certno"] == "110199198503127011"


def test_what_a_person_may_have_is_told_with_what_stands_against_it(desk: Counter) -> None:
    draft = reception.check(desk, reception.greet(desk, id_card("周样本")).draft)
    told = {(one["service"], one["reason"]): one for one in reception.possible(desk, draft)}
    assert told["reissue", "lost"]["outcome"] == "accept"
    assert [why["code"] for why in told["exchange", "expired"]["why"]] == ["not_yet_renewable"]


def test_a_case_under_way_is_shown_and_no_second_one_is_opened(desk: Counter) -> None:
    case = applied(desk, "李样本")
    greeting = reception.greet(as_operator(desk, OTHER_CLERK), id_card("李样本"))
    assert greeting.open_case is not None
    assert greeting.open_case.number == case.number

    other = as_operator(desk, OTHER_CLERK)
    draft = arrive(other, id_card("李样本"), "first_issue")
    decision = reception.decide(other, draft).document()
    assert [reason["code"] for reason in decision["reasons"]] == ["open_case_exists"]
    assert submission.conclude(other, draft, other.new_key()).number == case.number
    assert len(search.listed(desk)) == 1


def flexible(desk: Counter, *, register: bool = False, photo: bool = True) -> drafts.Draft:
    draft = arrive(desk, id_card("蒋示范"), "first_issue", photo=photo)
    draft = intake.choose_tier(desk, draft, 80)
    if register:
        draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    return draft


@pytest.mark.requirement("M-041", "M-074")
def test_a_second_visit_opens_the_same_notice_and_demands_nothing_new(desk: Counter) -> None:
    draft = intake.keep_page(desk, flexible(desk), "contribution_proof", b"\xff\xd8 proof")
    notice = submission.conclude(desk, draft, desk.new_key())
    assert (notice.outcome, notice.number[0], notice.state) == ("refuse_notice", "N", "declined")
    lacking = [r["facts"]["material"] for r in notice.decision["reasons"]]
    assert lacking == ["household_register"]

    desk.clock.advance(days=3)
    assert reception.greet(desk, id_card("蒋示范")).notice is not None
    again = flexible(desk, photo=False)
    assert again.case == notice.number
    assert (again.photo, again.pages) == (draft.photo, draft.pages)
    assert [one["code"] for one in again.situation["materials"]] == ["contribution_proof"]
    same = submission.conclude(desk, again, desk.new_key())
    assert same.number == notice.number
    assert [r["facts"]["material"] for r in same.decision["reasons"]] == lacking
    assert [step.after for step in same.steps] == ["declined", "draft", "declined"]

    case = submission.conclude(desk, flexible(desk, register=True), desk.new_key())
    assert (case.state, case.linked) == ("approved", notice.number)
    assert reception.greet(desk, id_card("蒋示范")).notice is None


def test_choosing_something_else_leaves_the_old_notice_alone(desk: Counter) -> None:
    notice = submission.conclude(desk, flexible(desk), desk.new_key())
    draft = reception.choose(desk, flexible(desk), "enrolment")
    assert draft.case is None
    assert search.show(desk, notice.number).closed_at is None


def given_back(desk: Counter) -> tuple[Draft, str]:
    """What was handed in, and the number of the case that the second person gave back."""
    draft = intake.keep_page(
        desk, arrive(desk, id_card("周样本"), "exchange", "photo_changed"), "old_card", b"\xff\xd8"
    )
    number = submission.conclude(desk, draft, desk.new_key()).number
    [question] = approvals.waiting(desk)
    approvals.decide(desk, question.id, "returned", "证件没有看清", SECOND)
    return draft, number


def test_what_was_given_back_comes_up_with_everything_that_was_handed_in(desk: Counter) -> None:
    draft, number = given_back(desk)
    back = reception.reopen(desk, number)
    assert (back.case, back.photo, back.pages) == (number, draft.photo, draft.pages)
    assert back.situation["materials"] == draft.situation["materials"]
    assert "now" not in back.situation
    again = submission.conclude(desk, back, desk.new_key())
    assert (again.number, again.state, again.photo) == (number, "review", draft.photo)


def test_a_case_that_lies_open_at_two_windows_goes_on_at_the_first(desk: Counter) -> None:
    _, number = given_back(desk)
    here = reception.reopen(desk, number)
    drafts.set_aside(desk, here)
    assert reception.reopen(desk, number) == here, "taken up once more"
    assert [line.aside for line in drafts.open_drafts(desk)] == [False]
    there = reception.reopen(as_operator(desk, OTHER_CLERK), number)
    with desk.store.begin() as session:
        casebook.move(session, desk, casebook.find(session, desk, number), CaseState.REVIEW)
    for counter, open_here in ((desk, here), (as_operator(desk, OTHER_CLERK), there)):
        with pytest.raises(WrongStage):
            submission.conclude(counter, open_here, desk.new_key())
    assert [line.number for line in search.listed(desk)] == [number]


def test_another_service_is_no_answer_to_what_was_given_back(desk: Counter) -> None:
    _, number = given_back(desk)
    back = reception.reopen(desk, number)
    assert reception.choose(desk, back, "exchange", "photo_changed").case == number
    assert reception.choose(desk, back, "loss_report", "lost").case is None


def test_a_notice_that_is_taken_up_keeps_what_was_shown_and_wants_to_know_again_who_it_is(desk: Counter) -> None:
    draft = intake.keep_page(desk, flexible(desk), "contribution_proof", b"\xff\xd8 proof")
    notice = submission.conclude(desk, draft, desk.new_key())
    again = reception.reopen(desk, notice.number)
    assert (again.case, again.photo, again.pages) == (notice.number, draft.photo, draft.pages)
    assert (again.situation["service"], again.situation["choices"]) == ("first_issue", draft.situation["choices"])
    assert [one["code"] for one in again.situation["materials"]] == ["contribution_proof"]
    assert not again.situation.get("identity")
    greeting = reception.greet(desk, id_card("蒋示范"))
    assert (greeting.resumed, greeting.draft.id, greeting.draft.case) == (True, again.id, notice.number)
    brought = intake.tick(desk, greeting.draft, "household_register", pages=["cover", "head", "self"])
    case = submission.conclude(desk, reception.check(desk, brought), desk.new_key())
    assert (case.state, case.linked) == ("approved", notice.number)
    with pytest.raises(WrongStage):
        reception.reopen(desk, notice.number)
    assert search.show(desk, notice.number).next is None


def test_only_a_case_that_waits_can_be_taken_up_again(desk: Counter) -> None:
    case = applied(desk, "李样本")
    with pytest.raises(WrongStage):
        reception.reopen(desk, case.number)
    with pytest.raises(UsageError, match="no_such_case"):
        reception.reopen(desk, "1101990001202603160399999")


@pytest.mark.requirement("M-030", "M-086")
def test_somebody_insured_elsewhere_is_referred(desk: Counter) -> None:
    case = submission.conclude(desk, arrive(desk, id_card("韩样本"), "exchange", "upgrade"), desk.new_key())
    assert (case.outcome, case.state, case.number[0], case.next) == ("refer", "referred", "N", None)
    assert case.decision["channels"] == ["agent_at_insured_place", "online"]


@pytest.mark.requirement("M-028")
def test_the_person_is_told_nothing_when_the_registry_says_dead(desk: Counter) -> None:
    case = submission.conclude(desk, arrive(desk, id_card("水样本"), "exchange", "upgrade"), desk.new_key())
    assert (case.state, case.decision["discreet"], case.facts["documents"]) == ("suspended", True, [])


def test_no_blank_and_no_printer_make_it_a_card_to_fetch_later(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    down = reception.decide(desk, draft, printer_ready=False).document()
    assert (down["delivery"]["mode"], down["promise"]["ready_by"]) == ("pickup", "2026-04-01")
    at_other_window = replace(desk.settings, hall=replace(desk.settings.hall, counter="04"))
    empty = replace(desk, settings=at_other_window)
    assert reception.decide(empty, draft).document()["delivery"]["mode"] == "pickup"


def test_a_photo_from_another_day_is_judged_by_its_age(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue", photo=False)
    draft = with_photo(desk, draft, source="brought", taken=date(2025, 9, 15).isoformat())
    assert reception.decide(desk, draft).document()["photo"]["problems"] == ["too_old"]


def test_a_supervisor_may_serve_too(desk: Counter) -> None:
    boss = as_operator(desk, SUPERVISOR)
    assert submission.conclude(boss, arrive(boss, id_card("李样本"), "first_issue"), "key").clerk == "0301"
