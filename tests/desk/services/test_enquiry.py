"""Enquiries: the right person hears how far it is, anybody else hears nothing."""

from datetime import date
from pathlib import Path

import pytest
from desk_builder import build, stocked
from walk_ins import applied, id_card, people, ready

from desk.services import enquiry, intake, reception, search
from desk.services.counter import Counter

LI = "110199198503127011"


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 3)
    return counter


def codes(told: enquiry.Progress | enquiry.Balance) -> list[str]:
    return [reason["code"] for reason in told.decision["reasons"]]


@pytest.mark.requirement("M-015")
def test_by_phone_both_numbers_are_needed_and_have_to_fit(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    one = enquiry.progress(desk, channel="phone", id_number=LI)
    assert (codes(one), one.stages, one.number) == (["enquiry_needs_both_numbers"], (), None)
    wrong = enquiry.progress(desk, channel="phone", id_number=people()["卫样本"]["certno"], receipt_number=number)
    assert (codes(wrong), wrong.stages) == (["enquiry_no_match"], ())
    both = enquiry.progress(desk, channel="phone", id_number=LI, receipt_number=number)
    assert (both.decision["outcome"], both.number) == ("accept", number)


@pytest.mark.requirement("M-015", "M-085", "M-089")
def test_the_stages_say_when_and_by_when(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    desk.clock.advance(minutes=5)
    ready(desk, number)
    grouped = f"{number[:6]} {number[6:10]} {number[10:18]} {number[18:20]} {number[20:24]} {number[24]}"
    told = enquiry.progress(desk, receipt_number=grouped)
    stages = {stage.code: stage for stage in told.stages}
    assert list(stages) == ["accepted", "review", "making", "ready", "collected", "active"]
    assert stages["review"].reached_at is None
    assert stages["ready"].reached_at == desk.now()
    assert (stages["ready"].here, stages["ready"].due) == (True, date(2026, 3, 16))
    assert stages["collected"].reached_at is None


def test_the_document_on_the_window_counts_as_its_number(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    draft = reception.greet(desk, id_card("李样本")).draft
    assert enquiry.progress(desk, draft=draft).number == number
    assert codes(enquiry.progress(desk)) == ["enquiry_needs_a_number"]


def test_a_number_without_a_case_is_no_match(desk: Counter) -> None:
    assert codes(enquiry.progress(desk, id_number=LI)) == ["enquiry_no_match"]


def test_every_enquiry_is_in_the_journal(desk: Counter) -> None:
    number = applied(desk, "李样本").number
    enquiry.progress(desk, channel="phone", id_number=LI, receipt_number=number)
    entries = [(line.what, line.result) for line in search.journal_of(desk, number)]
    assert ("enquiry", "accept") in entries


@pytest.mark.requirement("M-029")
def test_the_balance_is_for_the_holder_in_person(desk: Counter) -> None:
    draft = reception.greet(desk, id_card("李样本")).draft
    assert enquiry.balance(desk, draft).fen == 123456
    draft = reception.greet(desk, id_card("吴样例")).draft
    draft = intake.set_agent(desk, draft, id_card("吴示例"), "spouse")
    told = enquiry.balance(desk, draft)
    assert (codes(told), told.fen) == (["balance_holder_only"], None)
