"""The conclusion: one transaction, one case, whatever the outcome and however often the key is pressed."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import OTHER_CLERK, SECOND, SUPERVISOR, a_case, as_operator, build, reopen, stocked
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError
from walk_ins import STROKES, applied, approve_all, arrive, holds, id_card

from desk.errors import NotPermitted, Refused, UsageError
from desk.records.commands import KeyReused
from desk.records.numbers import is_public_number
from desk.services import activation, approvals, closing, intake, reception, search, submission
from desk.services import draft as drafts
from desk.services.counter import Counter


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


@pytest.mark.requirement("M-087")
def test_the_receipt_number_says_where_and_when_and_checks_itself(desk: Counter) -> None:
    case = applied(desk, "李样本")
    assert case.number[:20] == "11019900012026031603"
    assert len(case.number) == 25
    assert is_public_number(case.number)


def test_pressing_twice_makes_one_case(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    first = submission.conclude(desk, draft, "key")
    assert submission.conclude(desk, draft, "key") == first
    desk = reopen(desk)
    assert submission.conclude(desk, draft, "key") == first
    assert len(search.listed(desk)) == 1


def test_the_same_key_for_something_else_is_a_hard_error(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    submission.conclude(desk, draft, "key")
    with pytest.raises(KeyReused):
        submission.conclude(desk, arrive(desk, id_card("李样本"), "exchange", "upgrade"), "key")


def test_the_draft_is_gone_with_its_conclusion(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    submission.conclude(desk, draft, "key")
    assert drafts.open_drafts(desk) == []
    with pytest.raises(UsageError, match="no_such_draft"):
        submission.conclude(desk, draft, "another key")


def test_a_conclusion_is_one_transaction(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    commits: list[object] = []
    count = commits.append
    event.listen(Engine, "commit", count)
    try:
        submission.conclude(desk, draft, "key")
    finally:
        event.remove(Engine, "commit", count)
    assert len(commits) == 1


def test_an_unfinished_conclusion_leaves_the_draft_as_it_was(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    monkeypatch.setattr(drafts, "file_pictures", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        submission.conclude(desk, draft, "key")
    assert drafts.resume(desk, draft.id) == draft
    assert search.listed(desk) == []
    monkeypatch.undo()
    assert submission.conclude(desk, draft, "key").number.endswith("0300010")


def test_another_operator_cannot_conclude_a_draft(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    with pytest.raises(NotPermitted, match="other_operator"):
        submission.conclude(as_operator(desk, OTHER_CLERK), draft, "key")


@pytest.mark.requirement("M-001", "M-050")
def test_what_was_signed_is_what_is_submitted(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    shown = submission.digest(draft, reception.decide(desk, draft).document())
    signed = intake.sign(desk, draft, STROKES, shown)
    changed = intake.choose_delivery(desk, signed, "pickup")
    with pytest.raises(Refused, match="signature_stale"):
        submission.conclude(desk, changed, "key")
    again = intake.choose_delivery(desk, signed, "instant")
    again = intake.sign(desk, again, STROKES, submission.digest(again, reception.decide(desk, again).document()))
    case = submission.conclude(desk, again, "key")
    assert (case.signature, case.signed) == (STROKES, again.signed)


@pytest.mark.requirement("M-017", "M-023")
def test_what_is_to_be_done_on_the_spot_comes_first(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue", photo=False)
    draft = intake.choose_delivery(desk, draft, "mail", receiver="李样本")
    with pytest.raises(Refused) as told:
        submission.conclude(desk, draft, "key")
    assert told.value.facts["open"] == ["capture_photo", "mail_address"]


@pytest.mark.requirement("M-047", "M-093")
def test_a_waiver_waits_for_the_second_person_and_shows_what_it_rests_on(desk: Counter) -> None:
    draft = arrive(desk, id_card("周样本"), "reissue", "human_damage")
    draft = intake.tick(desk, draft, "minimum_allowance_certificate", valid_to=date(2026, 6, 30))
    case = submission.conclude(desk, intake.tick(desk, draft, "old_card"), "key")
    assert (case.state, case.next) == ("review", "approve")
    [question] = approvals.waiting(desk)
    assert (question.what, question.case, question.facts["waived"]) == ("fee_waiver", case.number, 2500)
    assert question.seen["holder"]["name"] == "周样本"
    assert approve_all(desk) == ["fee_waiver"]
    assert search.show(desk, case.number).next == "make"


def test_a_case_given_back_by_the_reviewer_is_mended_and_handed_in_again(desk: Counter) -> None:
    draft = arrive(desk, id_card("周样本"), "reissue", "human_damage")
    draft = intake.tick(desk, draft, "minimum_allowance_certificate", valid_to=date(2026, 6, 30))
    case = submission.conclude(desk, intake.tick(desk, draft, "old_card"), "key")
    [question] = approvals.waiting(desk)
    approvals.decide(desk, question.id, "returned", "扫描不清楚", SECOND)
    assert search.show(desk, case.number).next == "hand_in_again"

    back = intake.keep_page(desk, reception.reopen(desk, case.number), "minimum_allowance_certificate", b"clear")
    again = submission.conclude(desk, back, "again")
    assert (again.number, again.state) == (case.number, "review")
    assert approve_all(desk) == ["fee_waiver"]
    assert search.show(desk, case.number).state == "approved"


@pytest.mark.requirement("M-025")
def test_a_temporary_card_is_noted_until_it_comes_back(desk: Counter) -> None:
    draft = intake.choose_temporary_card(desk, arrive(desk, id_card("李样本"), "first_issue"), True)
    case = submission.conclude(desk, draft, "key", printer_ready=False)
    assert case.facts["temporary_card"] == {"valid_to": "2026-05-15"}


@pytest.mark.requirement("M-018", "M-019", "M-068")
def test_an_enrolment_is_accepted_without_a_card_and_finished_by_the_back_office(desk: Counter) -> None:
    draft = arrive(desk, id_card("金样例"), "enrolment", photo=False)
    draft = intake.set_applicant(desk, draft, declared="flexible")
    draft = intake.tick(desk, draft, "household_register", pages=["cover", "head", "self"])
    case = submission.conclude(desk, intake.choose_tier(desk, draft, 100), "key")
    assert (case.state, case.next, case.promise.review_by) == ("approved", "finish", date(2026, 3, 23))
    assert case.decision["contribution"]["monthly"] == 80000
    assert activation.finish(desk, case.number).state == "closed"


@pytest.mark.requirement("M-020")
def test_a_subsidy_is_taken_with_its_evidence(desk: Counter) -> None:
    draft = arrive(desk, id_card("曹示范"), "subsidy", photo=False)
    case = submission.conclude(desk, intake.tick(desk, draft, "subsidy_application_form"), "key")
    assert (case.outcome, case.facts["documents"]) == ("accept", ["subsidy_slip"])


@pytest.mark.requirement("M-032")
def test_reimbursement_is_referred(desk: Counter) -> None:
    case = applied(desk, "李样本", "reimbursement")
    assert (case.state, case.facts["documents"]) == ("referred", ["referral_slip"])


def test_what_is_not_an_application_is_not_concluded(desk: Counter) -> None:
    draft = reception.choose(desk, arrive(desk, id_card("李样本"), "enquiry"), "enquiry", enquiry={"kind": "balance"})
    with pytest.raises(Refused, match="not_concluded_here"):
        submission.conclude(desk, draft, "key")


def test_a_day_that_is_closed_takes_nothing_more(desk: Counter) -> None:
    draft = arrive(desk, id_card("李样本"), "first_issue")
    boss = as_operator(desk, SUPERVISOR)
    closing.close_day(boss, desk.today(), cash_counted=0, cards_counted=3)
    with pytest.raises(Refused, match="day_closed"):
        submission.conclude(desk, draft, "key")


def test_the_database_refuses_a_second_case_under_way_for_the_same_person(desk: Counter) -> None:
    a_case(desk)
    with pytest.raises(IntegrityError):
        a_case(desk)


def test_a_reissue_of_a_lost_card_waits_for_the_formal_report(desk: Counter) -> None:
    holds(desk, "周样本", "A10000501")
    draft = arrive(desk, id_card("周样本"), "reissue", "lost")
    with pytest.raises(Refused) as told:
        submission.conclude(desk, draft, "key")
    assert told.value.facts["open"] == ["formal_loss_report"]
