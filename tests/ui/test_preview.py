"""Looking at papers before and after printing, by keys, with the true end of every print."""

import json
import threading
from dataclasses import replace
from datetime import date

import pytest
from desk_builder import SUPERVISOR
from pretend_printer import PaperTray
from ui_desk import card, furnished, seat, settle
from ui_walk import Walk

from desk.errors import DeviceTrouble, NotAcceptable
from desk.ports import PaperOutcome
from desk.services import closing, paperwork, search
from desk.services.counter import Operator
from printing import reading
from printing.signed_code import verify
from ui.lane import Lane
from ui.papers import make
from ui.papers.office import signing_key
from ui.papers.shelf import CaseShelf
from ui.papers.window import WindowPapers
from ui.parts.ink import drawable
from ui.parts.page_view import PageView

EMPLOYEE = card("110199198503127011", "李样本")


@pytest.fixture
def ui(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    ui.tray = PaperTray()
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: ui.tray, tmp_path)
    return ui


@pytest.fixture
def served(ui):
    """A visit at its end, its papers printed."""
    Walk(ui, EMPLOYEE).begin().until("rating")
    ui.number = ui.counter.visit.case.number
    return ui


def page_of(ui):
    return ui.window.view.findChild(PageView)


def names(ui):
    return [one.name for one in ui.state.papers]


def test_before_anything_is_submitted_the_papers_are_seen_without_number_and_code(ui):
    Walk(ui, EMPLOYEE).begin().until("review")
    ui.press("Ctrl+P")
    assert ui.screen == "preview"
    assert "医保卡申领表" in names(ui)
    assert "领卡回执" not in names(ui)
    assert "草样" in ui.state.shown.text
    assert "李样本" in page_of(ui).accessibleDescription()
    assert ui.state.bar.primary is None
    ui.press("Return", "F8")
    assert ui.tray.jobs == []
    ui.press("Esc")
    assert ui.screen == "review"


def test_what_was_handed_out_is_seen_again_and_printed_as_a_copy(served):
    ui = served
    ui.press("Ctrl+P")
    first = ui.state.papers[0]
    assert first.second.startswith("已打印")
    assert ui.state.verdict.sentence == f"{first.name}已打印"
    assert "补打" not in ui.state.shown.text
    ui.press("Ctrl+Return")
    assert ui.state.verdict.sentence == f"{first.name}已打印"
    assert "补打 1" in ui.state.shown.text
    kept = [one for one in paperwork.papers(ui.desk.counter, ui.number) if one.kind == first.code]
    assert [one.duplicate for one in kept] == [False, True]
    ui.press("Esc")
    assert ui.screen == "rating"
    assert any("已打印" in row.words for row in ui.state.rows)


def test_whoever_asks_gets_a_paper_in_large_print(served):
    ui = served
    ui.press("Ctrl+P")
    receipt = next(number for number, one in enumerate(ui.state.papers, 1) if one.code == "receipt")
    ui.press(str(receipt))
    assert "第 1/1 页" in ui.state.shown.text
    ui.more("大字")
    assert "第 1/2 页" in ui.state.shown.text
    ui.press("Ctrl+Return")
    handed_out = reading.text_in(ui.tray.jobs[-1][1])
    assert "补打1" in handed_out
    assert "第2/2页" in handed_out
    assert "第 1/2 页" in ui.state.shown.text


def test_a_case_that_is_taken_up_again_prints_no_paper_a_second_time(ui):
    Walk(ui, EMPLOYEE).begin().until("issuing")
    before = [name for name, _, _ in ui.tray.jobs]
    ui.press("Esc", "Esc")
    Walk(ui, EMPLOYEE).begin().until("rating")
    assert [name for name, _, _ in ui.tray.jobs if name in before] == before
    assert not any(one.duplicate for one in paperwork.papers(ui.desk.counter, ui.counter.visit.case.number))


def choose(ui, kind):
    """Presses the digit of a paper."""
    kinds = [one.code for one in ui.state.papers]
    ui.press(str(kinds.index(kind) + 1))


@pytest.mark.parametrize(
    ("outcome", "sentence", "state"),
    [
        (PaperOutcome.PAPER_OUT, "缺纸，受理回执没有打出", "cancelled"),
        (PaperOutcome.CANCELLED, "受理回执没有打出", "cancelled"),
        (PaperOutcome.UNKNOWN, "不知道受理回执打出来没有", "unknown"),
    ],
)
def test_a_print_that_did_not_end_well_is_told_as_it_was(served, outcome, sentence, state):
    ui = served
    ui.tray.outcome = outcome
    ui.press("Ctrl+P")
    choose(ui, "receipt")
    ui.press("F8")
    assert ui.state.verdict.sentence == sentence
    assert search.show(ui.desk.counter, ui.number).print_jobs[-1].state == state
    choose(ui, "application_form")
    choose(ui, "receipt")
    assert ui.state.verdict.sentence == sentence


def test_a_paper_nobody_knows_the_end_of_is_settled_by_a_look_at_the_printer(served):
    ui = served
    ui.tray.outcome = PaperOutcome.UNKNOWN
    ui.press("Ctrl+P", "F8")
    ui.more("没有打出来")
    assert ui.state.verdict.sentence.endswith("没有打出")
    assert search.show(ui.desk.counter, ui.number).print_jobs[-1].state == "spoiled"


def test_the_first_paper_that_really_comes_out_is_the_original(ui):
    ui.tray.outcome = PaperOutcome.PAPER_OUT
    Walk(ui, EMPLOYEE).begin().until("rating")
    number = ui.counter.visit.case.number
    ui.tray.outcome = PaperOutcome.PRINTED
    ui.press("Ctrl+P")
    choose(ui, "receipt")
    assert ui.state.bar.primary.words == "打印这一份"
    ui.press("F8")
    assert ui.state.bar.primary.words == "补打"
    assert "补打" not in ui.state.shown.text
    assert [one.duplicate for one in paperwork.papers(ui.desk.counter, number) if one.kind == "receipt"] == [False]


def test_pages_are_turned_and_made_larger_by_keys(served):
    ui = served
    ui.press("F3")
    ui.type(ui.number)
    ui.counter.presenter.search()
    ui.press("Ctrl+P")
    whole = ui.state.shown.size
    assert page_of(ui).hasFocus()
    ui.press("+")
    assert ui.state.shown.size[0] > whole[0]
    assert ui.state.place.endswith("页宽")
    ui.press("+", "+", "+", "+", "+", pause=0.01)
    assert ui.state.place.endswith("300 %")
    assert page_of(ui).verticalScrollBar().maximum() > 0
    ui.press("0")
    assert ui.state.shown.size == whole
    ui.press("Esc")
    assert ui.screen == "find"


def test_the_day_report_is_seen_with_all_its_pages_and_printed_from_there(served):
    ui = served
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    ui.more("预览日报")
    assert "，第 1/2 页" in ui.state.place
    assert "草表" in ui.state.shown.text
    ui.press("PgDown")
    assert "，第 2/2 页" in ui.state.place
    assert page_of(ui).accessibleName() == "日报表，第 2 页，共 2 页"
    ui.press("Ctrl+Return")
    assert ui.state.verdict.sentence == "日报表已打印"
    assert ui.tray.jobs[-1][0] == "日报表草表", "a draft does not take the final one's place in the tray"


def test_a_window_without_a_printer_says_so_and_still_shows_the_paper(served):
    ui = served
    ui.tray = None
    ui.press("Ctrl+P", "F8")
    assert "打印机" in ui.state.verdict.sentence
    assert ui.state.shown is not None


def test_the_paper_follows_the_window(served):
    ui = served
    ui.press("Ctrl+P")
    before = ui.state.shown.size
    ui.window.resize(1920, 1080)
    settle()
    assert ui.state.shown.size[1] > before[1]
    page = page_of(ui)
    assert page.verticalScrollBar().maximum() == 0


def test_keys_pressed_before_the_paper_is_drawn_lose_nothing(served):
    ui = served
    ui.press("Ctrl+P")
    waiting = []
    presenter = ui.counter.presenter
    presenter.desk.lanes.paper.run = lambda *job: waiting.append(job)
    choose(ui, "receipt")
    ui.press("+", "PgDown", "0")
    del presenter.desk.lanes.paper.run
    (job, done, *_) = waiting[0]
    assert len(waiting) == 1
    done(job())
    assert ui.state.shown.name.startswith("受理回执")


UNKNOWN = chr(0x323B0)
"""An ideograph that no font has."""


def test_a_name_no_font_has_is_told_by_its_code_and_the_papers_leave_room_to_write_it(ui):
    rare = card("110199198503127011", f"李{UNKNOWN}本")
    Walk(ui, rare).begin().until("decide")
    ui.press("Ctrl+P")
    assert "有字体里没有的字" in ui.state.verdict.sentence
    assert "U+323B0" in ui.state.verdict.second
    assert "李＿＿＿（U+323B0）本" in "".join(ui.state.shown.text.split())


def test_a_paper_with_room_for_a_character_is_printed_kept_and_verified(served):
    ui = served
    counter = ui.desk.counter
    view = replace(search.show(counter, ui.number), name=f"李{UNKNOWN}本")
    with pytest.raises(NotAcceptable):
        make.make(counter, "receipt", view)
    made = make.make(counter, "receipt", view, handwritten=True)
    facts = verify(reading.code_in(made.pdf), [signing_key(counter.store).public_key()]).facts
    assert facts.name == f"李{UNKNOWN}本"
    assert reading.differs(facts, reading.text_in(made.pdf)) == []
    assert reading.differs(facts, reading.text_in(made.pdf).replace("323B0", "323B1")) == ["name"]
    entry = [one for one in search.journal_of(counter, ui.number) if one.what == "paper"][-1]
    assert json.loads(entry.facts)["by_hand"] is True


def test_a_screen_shows_the_code_of_a_character_it_cannot_draw(ui):
    assert drawable(f"李{UNKNOWN}本 𬭎𠮷") == "李U+323B0本 𬭎𠮷"


class NoSuchPaper(PaperTray):
    """A printer without this size of paper."""

    def print_pdf(self, name, pdf, copies=1):
        raise DeviceTrouble("printer_not_ready", device="document_printer", reasons=("paper_size",), size="148×210 mm")


def test_a_paper_size_the_printer_lacks_is_said_and_not_lost(ui):
    ui.tray = NoSuchPaper()
    Walk(ui, EMPLOYEE).begin().until("rating")
    printed = next(row.words for row in ui.state.rows if row.label == "纸张")
    assert "受理回执 没打出（打印机还不能打印：打印机没有这种纸）" in printed
    ui.press("Ctrl+P", "F8")
    assert "打印机没有这种纸" in ui.state.verdict.sentence
    assert search.show(ui.desk.counter, ui.counter.visit.case.number).print_jobs[-1].state == "cancelled"


def test_a_long_table_tells_how_far_it_is_and_is_given_up_by_one_key(served):
    ui = served
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    seen = []

    def slow(day, progress):
        for row in range(0, 101, 25):
            seen.append(ui.state.bar.deed.words if ui.state.bar.deed else "")
            if row == 75:
                ui.press("Ctrl+Z")
            progress(row, 100)

    ui.desk.papers.save_table = slow
    ui.press("Ctrl+S")
    assert seen[1:] == ["正在写表格，0%", "正在写表格，25%", "正在写表格，50%"]
    assert ui.state.bar.deed.words == "表格没有存"


def test_the_report_of_any_past_day_is_a_key_away_and_the_same_whenever_it_is_looked_at(served):
    ui = served
    ui.sit_down(SUPERVISOR)
    shelf = ui.desk.papers.of_day(date(2026, 3, 16))
    ui.desk.clock.advance(days=1)
    before = shelf.draw("daily_report", lambda done, whole: None)
    ui.counter.go_to("today")
    ui.press("Ctrl+P")
    assert ui.state.place.startswith("2026-03-17，第 1/")
    ui.press("Ctrl+Right")
    assert ui.state.place.startswith("2026-03-17")
    ui.press("Ctrl+Left")
    assert ui.state.place.startswith("2026-03-16，第 1/2 页")
    assert shelf.draw("daily_report", lambda done, whole: None) == before


def test_the_report_of_a_closed_day_that_was_printed_is_said_to_be(served):
    ui = served
    ui.sit_down(SUPERVISOR)
    counter, today = ui.desk.counter, ui.desk.counter.today()
    shelf = ui.desk.papers.of_day(today)
    assert shelf.papers()[0].state == ""
    cash, since = closing.cash_due(counter, today)
    blanks = closing.figures(counter, today)["cards"]["closing"]
    closing.close_day(counter, today, cash + since, blanks, "", None)
    ui.desk.papers.day_report(today)
    assert shelf.papers()[0].state == "printed"
    ui.counter.go_to("today")
    ui.press("Ctrl+P")
    assert (ui.state.verdict.sentence, ui.state.verdict.second) == ("日报表已打印", "看到的就是打出的。")


def test_pages_are_drawn_beside_the_window_and_esc_gives_a_long_one_up(served, qtbot):
    ui = served
    lane = Lane("paper")
    ui.desk.lanes = replace(ui.desk.lanes, paper=lane)
    threads = set()
    draw = CaseShelf.draw

    def watched(*words, **more):
        threads.add(threading.current_thread().name)
        return draw(*words, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CaseShelf, "draw", watched)
        ui.press("Ctrl+P")
        qtbot.waitUntil(lambda: ui.state.shown is not None)
        assert page_of(ui).hasFocus()
        ui.press("2", "Esc")
    assert ui.screen == "rating"
    lane.close()
    assert {name.split("_")[0] for name in threads} == {"paper"}


def test_an_auditor_sees_what_was_handed_out_and_prints_nothing(served):
    ui = served
    number = ui.counter.visit.case.number
    ui.counter.go_to("reception")
    ui.sit_down(Operator("0307", "auditor"))
    ui.press("F3")
    ui.type(number)
    ui.counter.presenter.search()
    ui.press("Ctrl+P")
    choose(ui, "receipt")
    assert ui.state.verdict.sentence.startswith("受理回执，已打印")
    assert "草样" not in ui.state.verdict.sentence
    assert ui.state.bar.primary is None
