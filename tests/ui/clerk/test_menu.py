"""What a person may have, line by line: what is chosen stays in sight, and stays what it was offered as."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from ui_desk import card, furnished, seat, settle
from walk_ins import arrive, id_card

from desk.services import draft as drafts
from desk.services import intake, search, submission
from ui.look import VERDICT, Look
from ui.page import Person
from ui.parts.ink import width_of
from ui.parts.person_page import DENSITIES, PersonPage

PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))


@pytest.fixture
def ui(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    ui.lay(PAYS)
    return ui


def chosen(ui):
    return next(row for row in ui.state.options if row.selected)


def test_a_line_that_was_offered_is_no_refusal_because_its_papers_were_not_laid_down_yet(ui):
    offered = next(row for row in ui.state.options if row.service == "换卡 人为损坏")
    assert offered.verdict == "可以"
    ui.press(offered.key)
    assert (chosen(ui).service, chosen(ui).verdict, chosen(ui).why) == ("换卡 人为损坏", "可以", "还要 1 样材料")


def test_the_line_that_was_chosen_is_seen_however_far_down_it_stands(ui):
    ui.window.resize(1366, 768)
    ui.press("0", "0")
    last = [row for row in ui.state.options if row.key][-1]
    ui.press(last.key)
    settle()
    pages = ui.window.view.pages
    row = next(one for one in ui.window.view._options.rows if one.code == chosen(ui).code)
    top = row.mapTo(pages.viewport(), QPoint()).y()
    assert (chosen(ui).code, 0 <= top <= pages.viewport().height() - row.height()) == (last.code, True)


def test_a_case_under_way_is_looked_at_and_nothing_is_done_to_it_by_the_way(ui):
    draft = arrive(ui.desk.counter, id_card("李样本"), "first_issue")
    draft = intake.choose_delivery(ui.desk.counter, draft, "pickup")
    case = submission.conclude(ui.desk.counter, draft, "k")
    assert case.next == "send_to_centre"
    ui.lay(id_card("李样本"))
    assert ui.state.bar.primary.words == "看在办的这一件"
    ui.press("Return")
    assert (ui.screen, ui.state.title) == ("find", "李样本，首次申领")
    assert search.show(ui.desk.counter, case.number).state == "approved", "nobody sent it to the card centre"
    assert [one.name for one in drafts.open_drafts(ui.desk.counter)] == ["郑样例"], "nothing was begun beside it"


@pytest.mark.usefixtures("ui")
def test_a_long_latin_name_is_broken_between_its_words_and_leaves_room_for_what_follows():
    words = "SPECIMEN VERYLONGFAMILYNAME SAMPLE GIVENNAME"
    page = PersonPage(Look(), Person(words, "男，41 岁"), 336, DENSITIES[0])
    size, high = page._name()
    assert size < VERDICT
    assert width_of(Look(), "VERYLONGFAMILYNAME", size, bold=True) <= page._room
    assert page._lines_top() >= 24 + high - 4, "sex and age stand under its last line"
