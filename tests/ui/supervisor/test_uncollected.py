"""The list of cards nobody fetched, from the number on 今日 to the call that is noted."""

import pytest
from desk_builder import SUPERVISOR, a_case
from ui_desk import furnished, seat
from walk_ins import ready

from desk.services import search, tasks
from ui.words.journal import what_happened


@pytest.fixture
def ui(qtbot, tmp_path):
    """A supervisor at 今日; two cards have lain there for longer than a month."""
    counter = furnished(tmp_path)
    numbers = []
    for nth, name in enumerate(("甲样本", "乙样本")):
        numbers.append(a_case(counter, name=name, number=f"1101991990060151{nth:02}"))
        ready(counter, numbers[-1])
        counter.clock.advance(days=2)
    counter.clock.advance(days=40)
    ui = seat(qtbot, counter)
    ui.numbers = numbers
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    return ui


def rows(ui):
    return [(row.words[0], row.words[3], row.words[5]) for row in ui.state.rows]


def test_the_number_leads_to_the_list_of_whom_it_counts_the_longest_waiting_first(ui):
    assert [(row.words, row.cap) for row in ui.state.alerts] == [(("超期未领", "2 张"), "1")]
    ui.press("1")
    assert ui.state.verdict.sentence == "2 张卡超期未领"
    assert rows(ui) == [("甲样本", "卡架", "还没有通知"), ("乙样本", "卡架", "还没有通知")]
    assert [row.words[2].split("，")[1] for row in ui.state.rows] == ["44 天", "42 天"]
    ui.press("Esc")
    assert ui.screen == "today"


def test_whoever_was_called_is_noted_and_counted(ui):
    ui.press("1", "Return")
    assert rows(ui)[0][2] == "通知 1 次"
    ui.desk.counter.clock.advance(seconds=1)
    ui.press("Down")
    ui.more("没有联系上")
    assert rows(ui)[1][2] == "还没有通知，1 次没联系上"
    assert ui.state.bar.deed.words == "乙样本 没有联系上，已记下"
    assert tasks.to_do(ui.desk.counter) == []


def test_a_number_is_shown_whole_for_the_one_who_is_called_and_goes_with_them(ui):
    ui.press("1", "F7")
    assert [(row.label, row.words) for row in ui.state.sections] == [("电话", "没有留电话")]
    last = search.journal_of(ui.desk.counter, ui.numbers[0])[-1]
    assert what_happened(last.what, last.result, last.facts) == "看电话"
    ui.press("Down")
    assert ui.state.sections == ()


def test_a_card_is_taken_to_the_vault_from_the_list(ui):
    ui.press("1")
    ui.more("转入库房")
    assert (ui.screen, ui.state.sections[0].words) == ("vault", "甲样本")


def test_a_day_without_such_a_card_says_so(ui):
    ui.desk.counter.clock.advance(days=-30)
    ui.more("超期未领")
    assert (ui.state.verdict.sentence, ui.state.bar.primary) == ("没有超期未领的卡", None)
