"""A report of loss at the window: which one it is, when it ends, and how the card stands afterwards."""

from datetime import date

import pytest
from ui_desk import card, furnished, seat
from ui_walk import Walk

PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))
PAUSED = card("110199198007075531", "魏示例", birth=date(1980, 7, 7))


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


def reports(ui, who, kind):
    """Goes with a report of loss as far as the signature."""
    ui.lay(who)
    wishes = [(one["service"], (one.get("loss") or {}).get("kind")) for one in ui.counter.visit.possible]
    ui.counter.presenter.choose(wishes.index(("loss_report", kind)))
    Walk(ui, who).until("review")
    return {row.label: row.words for row in ui.state.lines}


def held(ui):
    return next(row.words for row in ui.state.above if row.label == "现有卡")


@pytest.mark.requirement("M-005")
def test_what_is_signed_says_which_report_it_is_and_when_it_ends(ui):
    signed = reports(ui, PAYS, "temporary")
    assert (signed["事项"], signed["到期"]) == ("**临时挂失**", "03-31 周二自动失效，卡恢复使用")
    assert "到期自动失效" in signed["声明"]
    ui.sign()
    ui.press("Return")
    assert ui.state.verdict.sentence == "临时挂失已办好"
    assert next(row.words for row in ui.state.rows if row.label == "到期").startswith("03-31 周二")


@pytest.mark.requirement("M-005")
def test_a_formal_report_is_signed_as_one_that_stays(ui):
    signed = reports(ui, PAYS, "formal")
    assert (signed["事项"], "到期" in signed) == ("**正式挂失**", False)
    assert "不能解挂" in signed["声明"]


@pytest.mark.requirement("M-006")
@pytest.mark.parametrize(
    ("who", "asked"),
    [
        (PAYS, "按数字选。要补办就是第一行；卡找到了，选“解挂”。"),
        (PAUSED, "按数字选。卡找到了，第一行就是解挂；没有找到，选“正式挂失”。"),
    ],
)
def test_a_card_reported_for_a_time_says_so_and_until_when_whatever_is_chosen(ui, who, asked):
    reports(ui, who, "temporary")
    ui.sign()
    ui.press("Return", "Esc")
    ui.lay(who)
    assert (ui.state.verdict.sentence, ui.state.verdict.second) == ("请问要办什么", asked)
    for number in range(3):
        ui.counter.presenter.choose(number)
        assert "，临时挂失，03-31 周二自动失效" in held(ui), ui.counter.visit.decision["service"]
