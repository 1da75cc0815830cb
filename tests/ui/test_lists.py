"""Lists of an employer or a school, taken in and given out at the window by keys."""

from datetime import date

import pytest
from ui_desk import card, fill, furnished, seat
from walk_ins import applied, ready

from desk.services import search

EMPLOYEE = card("110199198503127011", "李样本")
AGENT = card("110199198609132329", "严样本", sex="female", birth=date(1986, 9, 13))


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


def begin_batch(ui, kind):
    ui.more("单位批量")
    ui.press(kind)
    ui.lay(AGENT)
    ui.press("1")


def test_an_employers_list_is_taken_in_and_everybody_is_asked_about(ui):
    begin_batch(ui, "1")
    fill(ui, "样本制造有限公司", "12300000000", "李样本", EMPLOYEE.number)
    ui.press("Return")
    assert ui.state.bar.primary.words == "受理 1 人"
    ui.press("Ctrl+Return")
    assert ui.state.verdict.sentence == "已受理 1 人"
    number = ui.state.rows[0].code
    assert search.show(ui.desk.counter, number).state == "approved"
    assert [kind for kind, _, _ in ui.papers.printed] == ["batch_receipt"]
    ui.press("Return")
    assert ui.screen == "reception"


def test_a_list_nobody_is_on_has_no_tick_and_shows_the_way_to_a_file_and_what_went_to_the_printer(ui):
    begin_batch(ui, "1")
    assert (ui.state.verdict.mark, ui.state.verdict.sentence) == ("", "请填单位和名单")
    assert "********" in ui.state.sections[0].words
    assert "更多" in [act.words for act in ui.state.bar.secondaries]
    ui.press("F8")
    assert ui.state.bar.deed.words == "空白登记表已送打印"


def test_a_list_without_its_form_is_refused_whole(ui):
    ui.more("单位批量")
    ui.press("1")
    ui.lay(AGENT)
    assert ui.state.verdict.sentence == "还缺参保单位信息登记表"
    presenter = ui.counter.presenter
    presenter.fill(("who", "样本制造有限公司"))
    presenter._people.append(("李样本", EMPLOYEE.number))
    presenter._render()
    ui.press("Ctrl+Return")
    assert ui.state.verdict.mark == "stop"
    assert search.listed(ui.desk.counter) == []


@pytest.mark.parametrize("column", ["身份证号", "身份证号码", "公民身份号码"])
def test_a_list_comes_from_a_file(ui, tmp_path, column):
    begin_batch(ui, "1")
    table = tmp_path / "list.csv"
    table.write_text(f"姓名,{column}\n李样本,110199198503127011\n王示例,110199 19760624 1010\n", encoding="gb18030")
    ui.counter.presenter.take_file(str(table))
    assert [row.words[:2] for row in ui.state.rows] == [
        ("李样本", "110199198503127011"),
        ("王示例", "110199197606241010"),
    ]


def test_a_list_without_numbers_is_refused_before_anybody_of_it_stands_there(ui, tmp_path):
    begin_batch(ui, "1")
    table = tmp_path / "list.csv"
    table.write_text("姓名,手机\n李样本,12300000001\n", encoding="utf-8")
    ui.counter.presenter.take_file(str(table))
    assert ui.state.verdict.sentence == "名册缺列：身份证号"
    assert ui.state.rows == ()
    ui.press("Esc")
    assert (ui.state.fields, ui.state.sections) == ((), ())


def test_an_agent_signs_for_the_cards_that_are_ready(ui):
    desk = ui.desk.counter
    here, not_yet = applied(desk, "李样本").number, applied(desk, "窦示例").number
    ready(desk, here)
    begin_batch(ui, "2")
    fill(ui, "样本制造有限公司", "12300000000")
    ui.counter.do("scanned", here)
    ui.counter.do("scanned", not_yet)
    assert ui.state.bar.primary.words == "等经办人签名"
    assert [(row.words[0], row.words[2]) for row in ui.state.rows] == [("李样本", "待领"), ("窦示例", "待制卡")]
    ui.sign()
    ui.press("Ctrl+Return")
    assert search.show(desk, here).state == "collected"
    assert search.show(desk, not_yet).state == "approved"
    assert ui.state.verdict.second == "留下 1 人，原因在名单上。"


def test_who_of_a_list_is_put_on_hold_is_told_with_the_reason(ui):
    begin_batch(ui, "1")
    presenter = ui.counter.presenter
    presenter.fill(("who", "样本制造有限公司"))
    presenter._people = [("李样本", EMPLOYEE.number), ("金样例", "110199199909194470")]
    presenter._render()
    ui.press("Ctrl+Return")
    assert (ui.state.verdict.sentence, ui.state.verdict.mark) == ("已受理 1 人", "look")
    assert ui.state.verdict.second.startswith("暂缓 1 人")
    held = next(row for row in ui.state.rows if row.words[0] == "金样例")
    assert held.words[2] == "暂缓"
    assert "参保" in held.words[3]
