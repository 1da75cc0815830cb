"""日志 at the auditor's window, by the keyboard alone."""

import ast
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from desk_builder import AUDITOR, CLERK, a_case, as_operator
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select, text
from ui_desk import furnished, seat, settle

from desk.errors import NotPermitted
from desk.records import guards, journal
from desk.records.journal import JournalEntry
from desk.services import accounts, hall_board
from desk.services.trail import GROUPS
from ui.lane import Lane
from ui.parts.table import TableRow
from ui.words.journal import GROUPS as GROUP_WORDS
from ui.words.journal import WHAT, what_happened
from ui.words.journal_facts import LABELS

ROOT = Path(__file__).parents[3]
PERSON = "110199198503127011"


@pytest.fixture
def ui(qtbot, tmp_path):
    """An auditor at the window after a few cases and one failed signing in."""
    counter = furnished(tmp_path)
    for _ in range(6):
        a_case(counter, state="closed", number=PERSON)
    one = seat(qtbot, counter)
    counter.clock.advance(minutes=7)
    with pytest.raises(NotPermitted):
        accounts.sign_in(counter, "0313", "wrong")
    one.sit_down(AUDITOR)
    settle()
    return one


def entries(ui):
    with ui.desk.counter.store.reading() as session:
        return session.scalar(select(func.count()).select_from(JournalEntry))


def newest(ui):
    asked = select(JournalEntry).order_by(JournalEntry.at.desc(), JournalEntry.seq.desc()).limit(1)
    with ui.desk.counter.store.reading() as session:
        return session.scalar(asked)


def sentences(ui):
    return [row.words[4] for row in ui.state.rows]


def field(ui, name, typed):
    while QApplication.focusWidget().parent().objectName() != name:
        ui.press("Tab")
    ui.type(typed)


def test_the_journal_is_the_first_thing_an_auditor_sees(ui):
    assert [item.words for item in ui.window.rail.shown.items] == ["日志", "查找", "今日", "设备"]
    assert ui.screen == "journal"
    assert ui.state.rows[0].words[:3] == ("03-16 09:07:00", "03", "0307 审计员")
    assert sentences(ui)[:2] == ["查看日志", "登录，口令不对"]
    assert ui.state.rows[1].mark == "look"


def test_nobody_else_has_it(qtbot, tmp_path):
    one = seat(qtbot, furnished(tmp_path))
    one.counter.go_to("journal")
    assert one.screen == "reception"
    assert "日志" not in [item.words for item in one.window.rail.shown.items]


def test_coming_in_is_one_entry_and_standing_there_leafing_and_f5_are_none(ui):
    before = entries(ui)
    ui.press("PgDown", "PgUp", "Down", "Return", "Esc", "F5", "F7", "Esc", "Esc")
    assert (ui.screen, entries(ui)) == ("journal", before)
    for somewhere in (["Ctrl+3"], ["F7", "Ctrl+3"]):
        ui.press(*somewhere)
        assert ui.screen == "today"
        ui.press("Ctrl+1")
        before += 1
        assert (ui.screen, entries(ui), newest(ui).what) == ("journal", before, "looked")


def test_pages_follow_one_another_without_a_gap_and_a_larger_window_shows_more(ui):
    first = [row.code for row in ui.state.rows]
    ui.press("PgDown")
    second = [row.code for row in ui.state.rows]
    assert "第 2 页" in ui.state.caption
    ui.press("PgUp")
    assert [row.code for row in ui.state.rows] == first
    ui.window.resize(1366, 1080)
    settle()
    assert [row.code for row in ui.state.rows][: len(first) + 3] == (first + second)[: len(first) + 3]
    assert ui.window.view.pages.verticalScrollBar().maximum() == 0


def test_a_digit_and_enter_open_an_entry_and_page_down_the_one_before(ui):
    ui.press("2")
    assert ui.window.bar.primary.act.words == "看这一条"
    ui.press("Return")
    told = {row.label: row.words for row in ui.state.entry}
    assert (told["做了什么"], told["关于"]) == ("登录，口令不对", "0313")
    ui.press("PgDown")
    following = {row.label: row.words for row in ui.state.entry}
    assert following["锚点"] == told["前一条"]
    ui.press("Return")
    assert (ui.state.entry, QApplication.focusWidget().code) == ((), ui.state.rows[2].code)


def test_page_down_goes_from_the_last_entry_of_a_page_to_the_next_page_and_back(ui):
    last = len(ui.state.rows)
    ui.press("PgDown")
    following = ui.state.rows[0].code
    ui.press("PgUp")
    for _ in range(last - 1):
        ui.press("Down")
    ui.press("Return", "PgDown")
    assert ui.state.title == f"03 号窗口第 {following.partition('-')[2]} 条"
    ui.press("PgUp", "Esc")
    assert (ui.state.caption, ui.state.rows[-1].selected) == ("最新的在前，第 1 页", True)


def test_it_is_narrowed_to_a_kind_and_a_day_and_back_again(ui):
    ui.press("F7", "Esc", "7")
    field(ui, "first", "20260316")
    ui.press("Ctrl+Return")
    assert ui.state.title == "2026-03-16 起，登录和账号"
    assert sentences(ui) == ["登录，口令不对"]
    assert json.loads(newest(ui).facts) == {"first": "2026-03-16", "group": "accounts", "what": "journal"}
    ui.press("Del")
    assert (ui.state.title, sentences(ui)[1]) == ("全部日志", "查看日志")


def test_only_what_failed_is_one_key(ui):
    ui.press("F7", "F7", "Ctrl+Return")
    assert (ui.state.title, sentences(ui)) == ("只看没办成的", ["登录，口令不对"])


def test_a_day_that_is_none_is_told_under_its_field(ui):
    before = entries(ui)
    ui.press("F7")
    field(ui, "last", "31.12.")
    ui.press("Ctrl+Return")
    told = {one.name: one.problem for one in ui.state.fields}
    assert (ui.screen, told["last"], entries(ui)) == ("narrowing", "日期写成 2026-03-16 这样", before)
    assert QApplication.focusWidget().parent().objectName() == "last"


def test_a_person_is_looked_up_with_a_purpose_that_is_written_down_and_the_number_is_not(ui):
    ui.press("F7")
    field(ui, "subject", PERSON)
    ui.press("Ctrl+Return")
    assert ui.screen == "narrowing"
    assert "为什么" in next(one.problem for one in ui.state.fields if one.name == "purpose")
    field(ui, "purpose", "信访 2026-17")
    ui.press("Ctrl+Return")
    assert ui.state.title == "一个人的"
    assert "转为“办结”" in sentences(ui)
    ui.press("PgDown")
    entry = newest(ui)
    assert ("信访 2026-17" in entry.facts, PERSON in entry.facts) == (True, False)
    assert PERSON not in str(ui.counter.presenter.__dict__)


def test_a_purpose_that_was_typed_for_somebody_says_nothing_of_a_case(ui):
    ui.press("F7")
    field(ui, "subject", PERSON)
    field(ui, "purpose", "信访")
    ui.press("Shift+Tab", "Ctrl+A")
    ui.type("0313")
    ui.press("Ctrl+Return")
    assert (ui.state.title, sentences(ui)) == ("0313", ["登录，口令不对"])


def test_an_anchor_from_paper_opens_its_entry_and_is_compared(ui):
    ui.press("2", "Return")
    anchor = next(row.words for row in ui.state.entry if row.label == "锚点")
    title = ui.state.title
    told = {}
    for typed in (anchor.lower(), anchor[:-2] + ("AA" if anchor[-2:] != "AA" else "BB"), "03-9999-K5QW2M7ABC"):
        ui.press("F7")
        field(ui, "subject", typed)
        ui.press("Ctrl+Return")
        told[typed] = (ui.state.verdict.mark, ui.state.verdict.sentence, ui.state.title)
    right, wrong, gone = told.values()
    assert right == ("fine", "和纸上的锚点一样", title)
    assert wrong == ("stop", "和纸上的锚点不一样", title)
    assert (gone[0], "从第" in gone[1], "被截掉" in gone[1]) == ("stop", True, True)


def test_a_window_or_case_without_entries_says_so(ui):
    ui.press("F7")
    field(ui, "window", "9")
    ui.press("Ctrl+Return")
    assert (ui.state.rows, ui.state.empty, ui.state.bar.primary) == ((), "没有这样的日志", None)


def test_a_check_says_that_the_journal_is_whole_and_is_itself_written_down(ui):
    ui.press("Shift+F5")
    assert (ui.state.verdict.mark, ui.state.verdict.sentence) == ("fine", "日志完好")
    settle()
    assert (newest(ui).what, sentences(ui)[0]) == ("journal_checked", "查日志，完好")


def test_a_check_says_where_it_breaks_since_when_and_what_to_do(ui):
    counter = as_operator(ui.desk.counter, CLERK)
    counter.clock.advance(hours=1)
    hall_board.come_to(counter)
    with counter.store.engine().execution_options(writing=True).begin() as connection:
        connection.execute(text("DROP TRIGGER guard_journal_update"))
        changed = text("UPDATE journal SET by = '0399' WHERE what = 'window' AND at > '2026-03-16T10' RETURNING seq")
        seq = connection.scalar(changed)
        guards.renew(connection)
    ui.press("Shift+F5")
    assert ui.state.verdict.mark == "stop"
    assert ui.state.verdict.sentence == f"03 号窗口的日志第 {seq} 条改过"
    assert ui.state.verdict.second.startswith("2026-03-16 09:07 以前的是好的。先不要恢复备份")


def test_a_check_tells_how_far_it_is(ui, monkeypatch):
    monkeypatch.setattr(journal, "AT_ONCE", 1)
    told = []
    ui.counter.presenter.changed.connect(lambda state: told.append(state.bar.deed.words if state.bar.deed else ""))
    ui.press("Shift+F5")
    assert "正在查日志，5%" in told
    assert told.index("正在查日志，5%") < told.index("日志查完了，正在对账和库存")


def test_ctrl_z_ends_a_check_and_nothing_is_said_of_it(ui, monkeypatch):
    monkeypatch.setattr(journal, "AT_ONCE", 1)
    lane, before, free = Lane("keeping"), entries(ui), threading.Event()
    ui.desk.lanes = replace(ui.desk.lanes, keeping=lane)
    lane.run(lambda: free.wait(10), lambda _: None, lambda _: None)
    ui.press("Shift+F5")
    assert (ui.state.bar.deed.words, ui.state.bar.deed.undo) == ("正在查日志，0%", "undo")
    ui.press("Ctrl+Z")
    free.set()
    lane.close()
    settle()
    assert (ui.state.bar.deed.words, ui.state.verdict, entries(ui)) == ("没有查完", None, before)


def test_what_is_listed_is_saved_as_a_table_from_more(ui):
    ui.more("导出表格")
    assert ui.state.bar.deed.words == "表格已存：journal-20260316-090700.xlsx，2 条"


def test_every_row_is_one_sentence_for_a_screen_reader(ui):
    rows = ui.window.view.findChildren(TableRow)
    assert rows[1].accessibleName() == "03-16 09:07:00，03，0312 柜员，登录，口令不对，0313"
    assert ui.window.view._rows.accessibleName() == "日志"


def test_the_keys_of_the_page_are_on_its_sheet(ui):
    lines = {line.cap: line.words for line in ui.window.keys_here().lines}
    assert (lines["PgDown"], lines["F7"], lines["Shift F5"]) == ("更早的一页", "筛选", "从头查一遍")


def test_esc_leads_an_auditor_from_the_day_back_to_the_journal(ui):
    ui.counter.go_to("today")
    ui.press("Esc")
    assert ui.screen == "journal"


def test_every_kind_of_entry_has_words_and_every_group_too():
    kinds = [kind for group in GROUPS.values() for kind in group]
    assert [kind for kind in kinds if what_happened(kind, "done") == kind and kind != "case"] == []
    assert (set(GROUP_WORDS), len(kinds)) == (set(GROUPS), len(set(kinds)))
    assert sorted(WHAT.keys() - set(kinds)) == []


def test_what_services_write_belongs_to_a_group_and_each_of_its_facts_has_a_name():
    kinds, facts = set(), set()
    for file in sorted((ROOT / "desk").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.write":
                kinds |= {node.args[2].value} if isinstance(node.args[2], ast.Constant) else set()
                facts |= {one.arg for one in node.keywords if one.arg}
    assert len(kinds) > 50
    assert kinds - {kind for group in GROUPS.values() for kind in group} == set()
    assert facts - set(LABELS) - {"enabled"} == set()
