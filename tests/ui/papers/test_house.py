"""Papers of the hall itself, from a real store."""

from dataclasses import replace
from datetime import timedelta

import paper_samples
import pypdfium2
import pytest
from desk_builder import SECOND, build, serial, stocked
from pretend_printer import PretendPrinter
from walk_ins import applied

from desk.errors import CardSpoiled, NotPermitted, UsageError
from desk.services import closing, destruction, issuing, queue, stock
from desk.services.counter import Credential
from printing.lists import signed_list
from printing.press import printed
from printing.preview import page_pictures
from printing.roll import roll
from ui.papers import house


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    counter = build(tmp_path_factory.mktemp("house"), at="2026-03-16T10:00:00+08:00")
    stocked(counter, 6)
    yield counter
    counter.store.close()


@pytest.fixture(scope="module")
def jammed(desk):
    """A card that jammed, seen by two people, with its picture."""
    number = applied(desk, "李样本").number
    reservation = issuing.reserve(desk, number, desk.new_key())
    printer = PretendPrinter(CardSpoiled("card_spoiled", device="card_printer", reason="jam"))
    with pytest.raises(CardSpoiled):
        issuing.print_card(desk, reservation, printer, b"", lambda step: None)
    return reservation


def text_of(pdf):
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def test_a_spoiled_card_is_recorded_with_serial_reason_and_case(desk, jammed):
    words = house.spoiled_card(desk, jammed.blank)
    told = text_of(printed(words))
    assert f"{jammed.blank}记为废卡" in told
    assert "已剪角" not in told
    assert "废卡登记号S" in told
    assert jammed.case in told
    assert words.heading.number.startswith("S110199")
    assert words.signatures[0].caption == "柜员 0312"
    with_picture = replace(words, picture=paper_samples.portrait())
    assert len(printed(with_picture)) > len(printed(words))
    with pytest.raises(UsageError):
        house.spoiled_card(desk, serial(6))


def test_a_blank_written_off_by_hand_has_its_slip_too(desk, jammed):
    slip = stock.adjust(desk, serial(5), "spoiled", "折断", SECOND)
    words = house.spoiled_card(desk, serial(5))
    assert words.heading.number == slip
    assert dict(words.rows)["原因"] == "折断"
    assert "受理号" not in dict(words.rows)
    assert [one.caption for one in words.signatures] == ["柜员 0312", "复核 0301"]


def test_the_count_sheet_lists_what_ought_to_be_there(desk, jammed):
    words = house.stock_count(desk)
    in_stock, spoiled, unknown = words.parts
    left = stock.report(desk).in_hand
    assert sum(int(row[2]) for row in in_stock.rows[:-1]) == left
    assert jammed.blank in [row[0] for row in spoiled.rows]
    assert unknown.rows == ()
    assert "＿" in text_of(signed_list(words))


def test_a_shift_is_handed_over_with_cash_cases_and_cards(desk, jammed):
    words = house.shift_list(desk, "0313", {5_000: 1, 1_000: 5, 50: 0}, 10_000)
    told = text_of(printed(words))
    assert "柜员0312交柜员0313" in told
    assert "10元550.00" in told
    assert "合计100.00" in told
    assert jammed.case in told
    assert words.facts[3] == ("相差", "0.00 元")


def test_a_ticket_says_its_number_and_who_is_ahead_but_no_name(desk):
    taken = queue.take(desk, "priority", reason="elderly", id_number="110199198503127011")
    words = house.ticket(desk, taken, 4, timedelta(minutes=12))
    assert words.big == taken.number
    assert dict(words.rows) == {"取号": "2026-03-16 10:00", "前面还有": "4 人，约 12 分钟", "优先": "70 岁以上"}
    assert roll(words).startswith(b"\x89PNG")
    assert "110199" not in str(words.rows)


def test_an_empty_form_waits_for_the_employer(desk):
    told = text_of(printed(house.employer_form(desk, "示例商贸有限公司")))
    assert "示例商贸有限公司" in told
    assert "12.姓名" in told


def test_a_preview_shows_every_page_in_colour_order():
    pages = list(page_pictures(paper_samples.PDFS["deferral-notice"](), dpi=50))
    assert len(pages) == 2
    for page in pages:
        assert len(page.rgb) == page.stride * page.height
        assert page.rgb[:3] == b"\xff\xff\xff"


def test_settled_cards_name_the_second_person(desk):
    number = applied(desk, "吴示例").number
    reservation = issuing.reserve(desk, number, desk.new_key())
    issuing.print_card(desk, reservation, PretendPrinter(), b"", lambda step: None)
    issuing.confirm(desk, reservation.job, False, SECOND, paper_samples.portrait())
    words = house.spoiled_card(desk, reservation.blank)
    assert words.picture == paper_samples.portrait()
    assert dict(words.rows)["原因"] == "卡面有误"
    assert words.signatures[1].caption == "复核 0301"


def test_spoiled_cards_are_destroyed_by_two_people_with_a_list_and_only_once(desk, jammed):
    spoiled = stock.report(desk).states["spoiled"]
    serials = destruction.destroy(desk, SECOND)
    assert jammed.blank in serials
    told = text_of(printed(house.destruction_list(desk, serials, "0301")))
    assert jammed.blank in told
    assert "监销人0301" in told
    assert destruction.destroy(desk, SECOND) == []
    report = stock.report(desk)
    assert (report.states["spoiled"], report.holds) == (spoiled, True)
    assert house.stock_count(desk).parts[1].rows == ()
    told = closing.report(desk, desk.today())
    assert [act["serial"] for act in told["notable"] if act["kind"] == "spoiled"].count(jammed.blank) == 1
    with pytest.raises(UsageError):
        house.destruction_list(desk, [serial(6)], "0301")


def test_nobody_destroys_cards_alone(desk, jammed):
    with pytest.raises(NotPermitted):
        destruction.destroy(desk, Credential("0312", "practice"))


def test_a_blank_held_for_a_card_not_yet_made_is_to_be_counted_and_named(desk, jammed):
    held = issuing.reserve(desk, applied(desk, "许示范").number, desk.new_key()).blank
    for paper in (house.stock_count(desk), house.shift_list(desk, "0313", {}, 0)):
        assert f"占用{held}，留给还没打印的卡，算空白卡，一并点数" in text_of(printed(paper))
