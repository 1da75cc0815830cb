"""A temporary card that is granted is told, signed for, printed with the receipt, and taken back at the end (M-025)."""

import pypdfium2
import pytest
from paper_cases import of_case
from ui_desk import card, furnished, seat
from ui_walk import Walk
from walk_ins import arrive, id_card, ready

from desk.services import intake, search, submission
from ui.papers.make import documents_of

EMPLOYEE = card("110199198503127011", "李样本")


@pytest.mark.requirement("M-025")
def test_a_temporary_card_is_told_signed_for_and_printed_for_whoever_asked_for_one(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.more("领取：窗口自取")
    assert "临时卡" not in [row.label for row in ui.state.below]
    ui.more("要临时卡")
    told = next(row.words for row in ui.state.below if row.label == "临时卡")
    Walk(ui, EMPLOYEE).until("review")
    assert next(row.words for row in ui.state.lines if row.label == "临时卡") == told
    assert "有效至 2026-05-15，领正式卡时交回" in told
    ui.sign()
    ui.press("Return")
    assert "temporary_card" in [kind for kind, _, _ in ui.papers.printed]
    assert next(row.words for row in ui.state.rows if row.label == "临时卡").endswith("有效至 2026-05-15")


def test_a_card_that_is_fetched_on_another_day_has_its_collection_slip(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    counter = ui.desk.counter
    draft = intake.choose_temporary_card(counter, arrive(counter, id_card("李样本"), "first_issue"), True)
    number = submission.conclude(counter, draft, "k", printer_ready=False).number
    ready(counter, number)
    Walk(ui, EMPLOYEE).begin().until("rating")
    assert [kind for kind, _, _ in ui.papers.printed if kind == "collection_slip"] == ["collection_slip"]
    assert "领卡回执" in [fact.label for fact in ui.window.card.person.papers]
    assert next(item.mark for item in ui.window.rail.shown.items if item.code == "handover") == "done"
    assert "collection_slip" in documents_of(search.show(counter, number)), "it can be looked at and printed again"


def test_a_card_that_is_not_had_today_because_the_printer_is_down_says_so(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("decide")
    assert next(row for row in ui.state.below if row.label == "时间").second == ""
    ui.press("Esc")
    ui.desk.down.add("card_printer")
    Walk(ui, EMPLOYEE).begin().until("decide")
    told = next(row for row in ui.state.below if row.label == "时间")
    assert told.second == "本窗口的制卡机现在用不了，今天拿不到卡。"


@pytest.mark.requirement("M-025")
@pytest.mark.parametrize("kind", ["receipt", "temporary_card"])
def test_card_and_receipt_say_how_long_it_counts_and_that_it_comes_back(kind):
    pdf = pypdfium2.PdfDocument(of_case(kind, "A30-no-stock-temporary-card"))
    told = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert "有效至2026-05-15" in told
    assert "领正式卡时交回" in told
    assert told.count("临时卡") == 1, "one line of the receipt, the title of the card"
