"""Cards: written before they are printed, at most one for each approval, and a stock that always balances."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from acceptance import hall_policy
from desk_builder import SECOND, a_case, build, case_state, reopen, serial, stocked
from pretend_printer import PretendPrinter

from desk.errors import CardSpoiled, DeviceTrouble, NotPermitted, OutcomeUnknown, Refused
from desk.services import issuing, search, stock
from desk.services.counter import Counter, Credential
from ui.papers.card import face_words
from ui.papers.office import office_of


@pytest.fixture
def desk(tmp_path: Path) -> Counter:
    counter = build(tmp_path, people=False)
    stocked(counter, 10)
    return counter


def make(counter: Counter, number: str, printer: PretendPrinter) -> issuing.Issued:
    reservation = issuing.reserve(counter, number, counter.new_key())
    return issuing.print_card(counter, reservation, printer, b"png", lambda step: None)


@pytest.mark.requirement("M-024")
def test_a_good_card_leaves_the_case_ready_and_one_blank_less(desk: Counter) -> None:
    number = a_case(desk)

    made = make(desk, number, PretendPrinter())

    assert made.blank == serial(1)
    assert case_state(desk, number) == "ready"
    assert stock.report(desk).states == {
        "in_stock": 9, "reserved": 0, "issued": 1, "spoiled": 0, "unknown": 0, "returned": 0,
    }  # fmt: skip


@pytest.mark.requirement("M-067")
@pytest.mark.parametrize(
    ("years", "last", "on_the_face"),
    [(10, date(2036, 3, 16), "2036-03-16"), (5, date(2031, 3, 16), "2031-03-16"), (0, None, "长期")],
)
def test_a_card_is_valid_as_long_as_the_halls_pack_says_on_its_face_and_in_the_books(
    desk: Counter, tmp_path: Path, years: int, last: date | None, on_the_face: str
) -> None:
    desk = replace(desk, policy=hall_policy(tmp_path, f"[cards.kind]\nvalid_years = {years}\n"))
    number = a_case(desk)

    made = make(desk, number, PretendPrinter())

    view = search.show(desk, number)
    assert made.valid_to == view.card.valid_to == last
    assert face_words(view, office_of(desk), made.card_number, made.valid_to).valid_to == on_the_face


def test_a_card_settled_days_later_ends_on_the_day_that_is_printed_on_it(desk: Counter) -> None:
    number = a_case(desk)
    reservation = issuing.reserve(desk, number, "k")
    with pytest.raises(OutcomeUnknown):
        issuing.print_card(desk, reservation, PretendPrinter(OutcomeUnknown("lost")), b"png", lambda step: None)
    desk.clock.advance(days=3)

    issuing.settle(desk, reservation.job, "good", None, SECOND)

    assert search.show(desk, number).card.valid_to == reservation.valid_to == date(2036, 3, 16)


def test_the_printer_is_told_only_after_the_intent_is_on_the_disk(desk: Counter) -> None:
    number = a_case(desk)
    printer = PretendPrinter()
    seen = []
    printer.on_print = lambda job: seen.extend(each.state for each in issuing.unsettled(desk) if each.job == job)

    make(desk, number, printer)

    assert seen == ["sent"]


def test_a_jam_leaves_the_case_printable_again(desk: Counter) -> None:
    number = a_case(desk)
    printer = PretendPrinter(CardSpoiled("card_spoiled", device="card_printer"))

    with pytest.raises(CardSpoiled):
        make(desk, number, printer)
    assert case_state(desk, number) == "making"
    again = make(desk, number, PretendPrinter())

    assert again.blank == serial(2)
    assert case_state(desk, number) == "ready"
    assert stock.report(desk).states["spoiled"] == 1
    assert stock.report(desk).holds


def test_after_a_second_jam_only_the_centre_makes_the_card(desk: Counter) -> None:
    number = a_case(desk)
    for _ in range(2):
        with pytest.raises(CardSpoiled):
            make(desk, number, PretendPrinter(CardSpoiled("card_spoiled", device="card_printer")))

    with pytest.raises(Refused, match="spoiled_twice"):
        issuing.reserve(desk, number, "third")
    issuing.to_centre(desk, number)

    assert case_state(desk, number) == "making"
    with pytest.raises(Refused, match="at_centre"):
        issuing.reserve(desk, number, "fourth")


def test_a_printer_that_is_not_ready_costs_no_blank(desk: Counter) -> None:
    number = a_case(desk)

    with pytest.raises(DeviceTrouble, match="printer_not_ready"):
        make(desk, number, PretendPrinter(DeviceTrouble("printer_not_ready", device="card_printer")))

    assert issuing.unsettled(desk) == []
    assert make(desk, number, PretendPrinter()).blank == serial(1)


def test_an_unknown_outcome_blocks_the_window_until_two_people_looked(desk: Counter) -> None:
    first, other = a_case(desk), a_case(desk, name="王示例", number="110199199006015136")
    with pytest.raises(OutcomeUnknown):
        make(desk, first, PretendPrinter(OutcomeUnknown("no_answer", device="card_printer")))

    with pytest.raises(Refused, match="printer_blocked"):
        issuing.reserve(desk, other, "other")
    (left,) = issuing.unsettled(desk)
    with pytest.raises(NotPermitted, match="same_person"):
        issuing.settle(desk, left.job, "good", None, Credential("0312", "practice"))
    issuing.settle(desk, left.job, "good", None, SECOND)

    assert case_state(desk, first) == "ready"
    assert make(desk, other, PretendPrinter()).blank == serial(2)


@pytest.mark.parametrize(
    ("answer", "of_the_blank", "of_the_case"),
    [
        ("good", "issued", "ready"),
        ("spoiled", "spoiled", "making"),
        ("not_found", "spoiled", "making"),
        ("untouched", "in_stock", "making"),
    ],
)
def test_what_two_people_saw_decides_what_became_of_the_blank(
    desk: Counter, answer: str, of_the_blank: str, of_the_case: str
) -> None:
    number = a_case(desk)
    with pytest.raises(OutcomeUnknown):
        make(desk, number, PretendPrinter(OutcomeUnknown("no_answer", device="card_printer")))
    (left,) = issuing.unsettled(desk)

    issuing.settle(desk, left.job, answer, b"jpeg", SECOND)

    assert case_state(desk, number) == of_the_case
    assert stock.report(desk).states[of_the_blank] >= 1
    assert stock.report(desk).states["unknown"] == 0
    assert stock.report(desk).holds


def test_a_desk_that_dies_while_printing_asks_at_the_next_start(desk: Counter) -> None:
    number = a_case(desk)

    class PowerCut(BaseException):
        pass

    printer = PretendPrinter()

    def cut(job: str) -> None:
        raise PowerCut

    printer.on_print = cut
    reservation = issuing.reserve(desk, number, "k")
    desk.store.begin, begin = _only(desk, 2), desk.store.begin  # type: ignore[method-assign]
    with pytest.raises((PowerCut, RuntimeError)):
        issuing.print_card(desk, reservation, printer, b"png", lambda step: None)
    desk.store.begin = begin  # type: ignore[method-assign]

    desk = reopen(desk)
    (left,) = issuing.recover(desk)

    assert (left.state, left.case, left.blank) == ("unknown", number, serial(1))
    assert stock.report(desk).holds


def _only(desk: Counter, times: int):  # type: ignore[no-untyped-def]
    """After so many transactions the power is off."""
    begin, left = desk.store.begin, [times]

    def limited():  # type: ignore[no-untyped-def]
        if not left[0]:
            raise RuntimeError("no power")
        left[0] -= 1
        return begin()

    return limited


def test_pressing_print_twice_prints_once(desk: Counter) -> None:
    number = a_case(desk)
    printer = PretendPrinter()
    reservation = issuing.reserve(desk, number, "same")
    assert issuing.reserve(desk, number, "same") == reservation
    issuing.print_card(desk, reservation, printer, b"png", lambda step: None)

    with pytest.raises(Refused):
        issuing.print_card(desk, reservation, printer, b"png", lambda step: None)

    assert printer.jobs == [reservation.job]


def test_a_wrong_face_is_spoiled_and_a_second_card_needs_a_supervisor(desk: Counter) -> None:
    number = a_case(desk)
    made = make(desk, number, PretendPrinter())

    with pytest.raises(NotPermitted):
        issuing.confirm(desk, made.job, False)
    issuing.confirm(desk, made.job, False, SECOND, b"jpeg")
    again = make(desk, number, PretendPrinter())

    assert again.blank == serial(2)
    assert again.card_number != made.card_number
    assert stock.report(desk).states["spoiled"] == 1
    assert case_state(desk, number) == "ready"


@pytest.mark.requirement("M-092")
def test_nothing_is_made_before_the_fee_is_paid(desk: Counter) -> None:
    number = a_case(desk, fee=2500)

    with pytest.raises(Refused, match="fee_open"):
        issuing.reserve(desk, number, "k")


@pytest.mark.requirement("M-093")
def test_nothing_is_made_before_the_waiver_is_granted(desk: Counter) -> None:
    number = a_case(desk, fee=2500, waived=2500)

    with pytest.raises(Refused, match="waiver_open"):
        issuing.reserve(desk, number, "k")


def test_the_last_blank_is_given_once(desk: Counter) -> None:
    cases = [a_case(desk, number=f"1101991985031270{n:02d}") for n in range(11)]
    for number in cases[:10]:
        issuing.reserve(desk, number, f"k{number}")

    with pytest.raises(Refused, match="no_blank"):
        issuing.reserve(desk, cases[10], "one too many")


def test_a_given_up_reservation_puts_the_blank_back(desk: Counter) -> None:
    number = a_case(desk)
    issuing.reserve(desk, number, "k")

    issuing.release(desk, number)

    assert case_state(desk, number) == "approved"
    assert stock.report(desk).states["in_stock"] == 10


def test_what_lies_with_the_card_centre_is_not_taken_back_as_a_blank_would_be(desk: Counter) -> None:
    number = a_case(desk)
    issuing.to_centre(desk, number)
    with pytest.raises(Refused, match="at_centre"):
        issuing.release(desk, number)
    assert case_state(desk, number) == "making"


def test_the_centre_makes_no_card_for_a_case_that_ends_without_one(desk: Counter) -> None:
    number = a_case(desk, service="cancel", reason="death")
    with pytest.raises(Refused, match="not_makable"):
        issuing.to_centre(desk, number)


def test_a_card_that_was_found_good_and_then_wrong_has_one_picture(desk: Counter) -> None:
    number = a_case(desk)
    with pytest.raises(OutcomeUnknown):
        make(desk, number, PretendPrinter(OutcomeUnknown("no_answer", device="card_printer")))
    [left] = issuing.unsettled(desk)
    issuing.settle(desk, left.job, "good", b"as it lay there", SECOND)
    issuing.confirm(desk, left.job, False, SECOND, b"the wrong face")
    assert case_state(desk, number) == "making"
