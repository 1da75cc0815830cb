import re
from datetime import date, timedelta

import pytest
from desk_builder import AUDITOR, as_operator
from pretend_printer import PaperTray
from ui_desk import card, furnished, seat
from ui_walk import Walk

from desk.errors import NotPermitted, OutsideSilent
from desk.services import ownership, paperwork, search
from ui.papers.window import WindowPapers

EMPLOYEE = card("110199198503127011", "李样本")
STUDENT = card("440399201105201150", "赵示范", birth=date(2011, 5, 20))
FATHER = card("440399198409095276", "赵样例", birth=date(1984, 9, 9))


@pytest.fixture
def ui(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).begin().to_the_end()
    Walk(ui, EMPLOYEE).begin().until("issuing")
    ui.press("Ctrl+Return", "Return", "Esc")
    return ui


def look_for(ui, text):
    ui.press("F3")
    ui.type(text)
    ui.counter.presenter.search()


@pytest.mark.parametrize("text", ["赵示范", "示范", "zsf", "440399201105201150", "440399 20110520 1150"])
def test_a_case_is_found_by_name_initials_and_number(ui, text):
    look_for(ui, text)
    assert [row.words[0] for row in ui.state.found] == ["赵示范"]
    assert ui.state.person.name == "赵示范"
    assert ui.state.title.startswith("赵示范")


def test_the_cases_line_shows_where_it_stands_and_the_journal_what_was_done(ui):
    look_for(ui, "zsf")
    marks = {stage.words: stage.mark for stage in ui.state.stages}
    assert (marks["受理"], marks["制卡"], marks["待领"]) == ("done", "here", "todo")
    done = [row.words[2] for row in ui.state.journal]
    assert any("转制卡中心" in words for words in done)
    assert "转为“制卡中”" in done  # where a step led to, not that there was one


def test_a_history_that_is_longer_than_the_page_says_so(ui, monkeypatch):
    monkeypatch.setattr("ui.clerk.search.MOST_ENTRIES", 2)
    look_for(ui, "zsf")
    assert len(ui.state.journal) == 3
    assert re.fullmatch(r"更早的还有 \d+ 条，在日志里", ui.state.journal[-1].words[2])


def test_who_was_given_a_case_is_in_its_journal(ui):
    look_for(ui, "zsf")
    ownership.give(ui.supervising(), ui.counter.presenter._case.number, "0301")
    look_for(ui, "zsf")
    assert "交给同事 0301" in [row.words[2] for row in ui.state.journal]


def debt_of(ui, number):
    return search.show(ui.desk.counter, number).owes[0]


def test_a_promised_paper_is_pictured_before_it_counts_and_filed_with_its_case(ui):
    look_for(ui, "zsf")
    number = ui.counter.presenter._case.number
    assert ui.state.bar.primary.words == "补收学籍证明"
    ui.press("Ctrl+Return")
    assert (ui.screen, ui.state.bar.primary.words) == ("promised", "拍下学籍证明")
    before = len(search.pages(ui.desk.counter, number))
    ui.press("Return")
    assert (ui.state.bar.primary.words, ui.state.verdict.sentence) == ("收下学籍证明", "学籍证明拍好了")
    assert debt_of(ui, number).cured_at is None
    ui.press("F7", "Del", "Return")
    assert (ui.screen, debt_of(ui, number).cured_at is not None) == ("find", True)
    assert len(search.pages(ui.desk.counter, number)) == before + 1
    assert ui.state.bar.primary.words != "补收学籍证明"


def test_a_promised_paper_that_is_too_late_leads_back_and_not_to_the_same_refusal(ui):
    look_for(ui, "zsf")
    ui.press("Ctrl+Return")
    ui.desk.clock.advance(days=30)
    ui.press("Return", "Return")
    assert ui.state.verdict.sentence.startswith("过了补交的日子")
    assert [ui.state.bar.primary.words, ui.state.bar.secondaries] == ["返回", ()]
    ui.press("Return")
    assert ui.screen == "find"


def test_whoever_comes_back_with_a_promised_paper_is_asked_for_it_first(ui):
    ui.counter.go_to("reception")
    number = next(line.number for line in search.listed(ui.desk.counter) if line.name == "赵示范")
    ui.lay(STUDENT)
    assert (ui.screen, ui.window.card.person.name) == ("promised", "赵示范")
    ui.press("Return", "Return")
    assert (ui.screen, debt_of(ui, number).cured_at is not None) == ("reception", True)
    assert ui.window.bar._deed.accessibleName() == "赵示范补齐了学籍证明"
    assert ui.state.unfinished == ()


def test_without_a_camera_a_promised_paper_counts_once_it_was_looked_at(ui):
    ui.desk.down.add("document_camera")
    look_for(ui, "zsf")
    number = ui.counter.presenter._case.number
    ui.press("Ctrl+Return")
    assert "看过原件" in ui.state.verdict.second
    ui.press("Return")
    assert (ui.screen, debt_of(ui, number).cured_at is not None) == ("find", True)


def test_a_finished_case_prints_nothing_before_its_papers_were_looked_at(ui, tmp_path):
    Walk(ui, EMPLOYEE).begin().to_the_end()
    printed = list(ui.papers.printed)
    look_for(ui, EMPLOYEE.number)
    assert ui.state.bar.primary.words == "看纸样，补打"
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: None, tmp_path)
    ui.press("F8")
    assert (ui.screen, ui.papers.printed) == ("preview", printed)


def test_a_clerk_reads_what_became_of_a_case_and_an_auditor_also_how_often_it_was_looked_at(ui):
    for _ in range(3):
        look_for(ui, "zsf")
    done = [row.words[2:] for row in ui.state.journal]
    assert "查看" not in [words for words, _ in done]
    ui.sit_down(AUDITOR)
    ui.counter.go_to("find")
    for _ in range(3):
        look_for(ui, "zsf")
    done = [row.words[2:] for row in ui.state.journal]
    assert (done[0][0], done[0][1].endswith("次")) == ("查看", True)
    assert not any(words.endswith(("已送打", "已问", "将打印")) for words, _ in done)


def test_what_was_paid_and_how_and_the_papers_stand_in_the_case(ui, tmp_path):
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, PaperTray, tmp_path)
    walk = Walk(ui, card("110199196910107334", "郑样例", birth=date(1969, 10, 10)), wish=("reissue", "lost")).begin()
    walk.until("issuing")
    ui.press("Esc", "Esc")
    look_for(ui, "zyl")
    assert (ui.state.found[0].mark, ui.state.found[0].words[3]) == ("here", "待制卡")
    assert [fact.value for fact in ui.state.person.facts][-1] == "25.00 元，现金"
    done = [row.words[2:] for row in ui.state.journal]
    assert done[:2] == [("打印医保卡补办申请表、受理回执、补办凭证", "3 张"), ("收款，25.00 元，现金", "")]


def test_nothing_found_says_how_to_find_better(ui):
    look_for(ui, "没有这个人")
    assert "身份号码要输全 18 位" in ui.state.empty
    assert ui.state.bar.primary is None


@pytest.mark.parametrize("asked", ["find", "show"])
def test_where_nobody_answers_a_case_is_not_said_not_to_be_there_and_enter_asks_again(ui, monkeypatch, asked):
    def silent(*_):
        raise OutsideSilent("database_silent")

    with monkeypatch.context() as gone:
        gone.setattr(search, asked, silent)
        look_for(ui, "zsf")
    assert ui.state.verdict.sentence == "数据库服务器没有应答"
    assert ui.state.empty == ""
    assert ui.state.title == ""
    assert (ui.state.bar.primary.words, ui.state.bar.primary.enabled) == ("再试", True)

    ui.press("Ctrl+Return")
    assert ui.state.verdict is None
    assert ui.state.title.startswith("赵示范")


def test_a_ready_card_is_listed_and_handed_over_from_there(ui):
    ui.counter.go_to("to_collect")
    assert [row.words[0] for row in ui.state.found] == ["李样本"]
    ui.press("Ctrl+Return")
    assert ui.screen == "handover"
    Walk(ui, EMPLOYEE).to_the_end()
    assert search.to_collect(ui.desk.counter) == []


def test_a_promised_paper_that_is_not_there_keeps_the_card_here(ui):
    number = next(line.number for line in search.listed(ui.desk.counter) if line.name == "赵示范")
    ui.desk.counter.clock.at += timedelta(days=1)
    ui.counter.arrivals.open_case(search.show(ui.desk.counter, number))
    assert ui.screen == "rating"
    assert any("学籍证明" in row.words for row in ui.state.rows)


def test_nothing_is_done_to_the_case_found_before_while_another_number_is_typed(ui):
    look_for(ui, "zsf")
    ui.press("F3")
    ui.type("李")
    assert (ui.state.bar.primary.words, ui.state.bar.primary.enabled) == ("正在查", False)
    ui.press("Ctrl+Return", "F8")
    assert ui.counter.presenter._case.owes[0].cured_at is None
    assert [copy for _, _, copy in ui.papers.printed if copy] == []
    ui.counter.presenter.search()
    assert ui.state.title.startswith("李样本")
    assert ui.state.bar.primary.words == "领卡"


def test_an_auditor_sees_a_case_and_its_papers_and_prints_nothing(ui, tmp_path):
    ui.sit_down(AUDITOR)
    ui.desk.papers = WindowPapers(lambda: ui.desk.counter, lambda: None, tmp_path)
    look_for(ui, "zsf")
    assert [act.words for act in (ui.state.bar.primary, *ui.state.bar.secondaries, *ui.state.bar.more)] == ["看纸样"]
    number = ui.counter.presenter._case.number
    ui.press("Return", "Return", "F8")
    assert ui.screen == "preview"
    assert ui.desk.papers.of_case(number).papers()[0].state == ""
    with pytest.raises(NotPermitted):
        paperwork.keep(as_operator(ui.desk.counter, AUDITOR), "receipt", b"", "", case=number)


def test_where_nothing_was_found_nobody_stands_beside_it(ui):
    look_for(ui, "zsf")
    assert ui.window.card.person.name == "赵示范"
    look_for(ui, "shili")
    assert ui.state.empty
    assert ui.window.card.person is None
    assert [act.code for act in ui.state.bar.secondaries] == []


def test_f5_looks_anew_and_leads_to_nobody_whose_card_happens_to_lie_there(ui):
    look_for(ui, "zsf")
    ui.reader.lying = EMPLOYEE
    ui.press("F5")
    assert (ui.screen, ui.state.title.startswith("赵示范")) == ("find", True)


def test_the_arrows_open_the_next_case_and_enter_does_what_the_button_says_of_it(ui):
    ui.counter.go_to("find")
    ui.counter.presenter._came(search.listed(ui.desk.counter))
    names = [row.words[0] for row in ui.state.found]
    assert len(names) >= 2
    ui.press("Down")
    assert ui.state.person.name == names[1]
    ui.press("Up")
    assert ui.state.person.name == names[0]
    ui.window.view._found.rows[0].setFocus()
    ui.press("Down")
    assert (ui.state.person.name, [row.selected for row in ui.state.found].index(True)) == (names[1], 1)
    assert not ui.window.view._found.rows[1].enter_goes_on


def test_an_auditor_receives_nobody_and_is_not_said_to(ui):
    ui.sit_down(AUDITOR)
    ui.counter.go_to("find")
    assert ui.window.rail.shown.title == "查找"
