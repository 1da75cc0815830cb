"""Papers of the hall itself come out where somebody's hands need them, without being asked for."""

import pypdfium2
import pytest
from desk_builder import SUPERVISOR, a_case
from pretend_printer import PaperTray, PretendPrinter
from ui_desk import card, furnished, seat
from ui_walk import Walk

from desk.errors import CardSpoiled, OutcomeUnknown
from desk.ports import PaperOutcome
from desk.services import stock, till
from ui.lights import strip_of
from ui.papers.window import WindowPapers

EMPLOYEE = card("110199198503127011", "李样本")
AGENT = card("110199198609132329", "严样本", sex="female")


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def kinds(ui):
    return [kind for kind, _, _ in ui.papers.printed if kind not in ("receipt", "application_form", "collection_slip")]


def test_a_card_the_printer_ruined_leaves_its_slip_in_the_tray(qtbot, tmp_path):
    printer = PretendPrinter(CardSpoiled("card_spoiled", device="card_printer", reason="jam"))
    ui, tray = seat(qtbot, furnished(tmp_path), printer=printer), PaperTray()
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: tray, tmp_path)
    Walk(ui, EMPLOYEE).begin().until("jam")
    (blank,) = [job.blank for job in ui.counter.visit.case.print_jobs if job.kind == "card"]
    told = text_of(tray.jobs[-1][1])
    assert f"{blank}记为废卡" in told
    assert "原因制卡机报废" in told


def test_a_paper_that_is_printed_while_the_card_is_made_is_not_taken_for_the_ruined_card(qtbot, tmp_path):
    printer = PretendPrinter(CardSpoiled("card_spoiled", device="card_printer", reason="jam"))
    ui, tray = seat(qtbot, furnished(tmp_path), printer=printer), PaperTray()
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: tray, tmp_path)
    printer.on_print = lambda _job: ui.desk.papers.print("receipt", ui.counter.visit.case.number, copy=True)
    Walk(ui, EMPLOYEE).begin().until("jam")
    assert ui.counter.visit.case.print_jobs[-1].kind == "receipt"
    assert "记为废卡" in text_of(tray.jobs[-1][1])
    assert ui.desk.unprinted is None


def test_a_card_two_people_wrote_off_has_its_slip_and_a_good_one_none(qtbot, tmp_path):
    printer = PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer", reason="jam"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    walk = Walk(ui, EMPLOYEE).begin().until("jam")
    printer.trouble = None
    walk.to_the_end()
    assert kinds(ui).count("spoiled_card") == stock.report(ui.desk.counter).states["spoiled"] == 1


def test_a_wrong_face_has_its_slip(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("issuing")
    if ui.state.bar.confirmation:
        ui.press("Ctrl+Return")
    ui.press("F7")
    ui.type("0301")
    ui.press("Return")
    ui.type("practice")
    ui.press("Return")
    assert stock.report(ui.desk.counter).states["spoiled"] == 1
    assert kinds(ui) == ["spoiled_card"]


def test_an_employer_gets_an_empty_form_before_there_is_a_list(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    ui.more("单位批量")
    ui.press("1")
    ui.lay(AGENT)
    ui.press("F8")
    assert ui.papers.printed == [("employer_form", "", False)]


def test_a_shift_that_changes_hands_leaves_a_list_to_sign(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    ui.sit_down(SUPERVISOR)
    till.take(ui.desk.counter, a_case(ui.desk.counter, fee=10_000), 10_000, "cash", "paid")
    ui.counter.go_to("closing")
    ui.counter.presenter.count((5_000, "2"))
    ui.press("F7")
    ui.type("0312")
    ui.press("Return")
    ui.type("practice")
    ui.press("Ctrl+Return")
    assert ui.papers.printed == [("shift_list", "0312 {5000: 2} 10000", False)]


def test_what_the_hall_printed_is_seen_again_and_printed_as_the_original_until_it_is_out(qtbot, tmp_path):
    ui, tray = seat(qtbot, furnished(tmp_path)), PaperTray()
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: tray, tmp_path)
    tray.outcome = PaperOutcome.PAPER_OUT
    ui.counter.do("form:stock")
    ui.press("F8")
    ui.more("今天打过的单据")
    assert ui.screen == "preview"
    assert [row.name for row in ui.state.papers] == ["空白卡盘点表"]
    assert ui.state.verdict.sentence == "空白卡盘点表没有打出"
    assert "空白卡盘点表" in ui.state.shown.text
    tray.outcome = PaperOutcome.PRINTED
    ui.press("F8")
    assert "补打" not in text_of(tray.jobs[-1][1])
    for count in (1, 2):
        ui.press("F8")
        assert f"补打{count}" in text_of(tray.jobs[-1][1])


@pytest.mark.parametrize(("tray", "how"), [(None, "没打出"), (PaperTray(PaperOutcome.PAPER_OUT), "缺纸")])
def test_a_paper_of_the_hall_that_did_not_come_out_has_a_light_until_the_next_one_does(qtbot, tmp_path, tray, how):
    printer = PretendPrinter(CardSpoiled("card_spoiled", device="card_printer", reason="jam"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: tray, tmp_path)
    Walk(ui, EMPLOYEE).begin().until("jam")
    lights = {light.code: (light.name, light.words) for light in strip_of(ui.desk, ui.desk.now()).lights}
    assert lights["unprinted"] == ("废卡登记", how)

    whole = PaperTray()
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: whole, tmp_path)
    ui.counter.go_to("reception")
    ui.counter.do("form:stock")
    ui.more("今天打过的单据")
    ui.press("F8")
    assert "记为废卡" in text_of(whole.jobs[-1][1])
    assert "unprinted" not in {light.code for light in strip_of(ui.desk, ui.desk.now()).lights}
