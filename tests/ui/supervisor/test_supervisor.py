from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from desk_builder import CLERK, SECOND, SUPERVISOR, case_state
from pretend_printer import PretendPrinter
from sqlalchemy import func, select
from ui_desk import card, furnished, seat
from ui_walk import Walk

from desk.errors import DeviceTrouble, OutcomeUnknown
from desk.ports import PaperOutcome
from desk.records.journal import JournalEntry
from desk.services import approvals, closing, days, device_faults, hall_board, queue, search
from desk.services.counter import Operator
from desk.services.hall_windows import GoingOn
from ui.parts.field import Line
from ui.supervisor.closing_rows import compared
from ui.supervisor.today_rows import going_on

EMPLOYEE = card("110199198503127011", "李样本")
LOST = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))
AT = datetime.fromisoformat("2026-03-16T09:00:00+08:00")


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


@pytest.fixture
def waiting(ui):
    Walk(ui, LOST).begin().until("approval")
    ui.number = ui.counter.visit.case.number
    ui.press("Esc")
    return ui


# ── approvals ──


def test_a_waiver_is_approved_at_the_supervisors_desk_with_their_own_password(waiting):
    ui = waiting
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    assert ui.state.title == "减免工本费 25.00 元"
    assert ui.state.person.name == "周样本"
    ui.press("Return")
    assert (ui.state.answer, ui.state.bar.primary.words) == ("您的答复：同意", "先输入您的口令")
    ui.type("practice")
    assert ui.state.bar.primary.words == "同意减免 25.00"
    ui.press("Return")
    assert case_state(ui.desk.counter, ui.number) == "approved"
    assert ui.state.queue == ()
    assert "没有等复核的件" in ui.state.empty


def test_whoever_asked_cannot_answer(waiting):
    waiting.counter.go_to("approvals")
    assert waiting.state.bar.primary is None
    assert waiting.state.note[1] == "您是经办人，须由别人复核"


def test_a_refusal_wants_a_reason(waiting):
    ui = waiting
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    ui.press("3")
    assert ui.state.bar.primary.words == "先写原因"
    ui.press("Tab")
    ui.type("practice")
    ui.press("Return")
    assert case_state(ui.desk.counter, ui.number) == "review"
    ui.window.view.focus_field("reason")
    ui.type("低保证过期")
    ui.press("Return", "Return")
    assert case_state(ui.desk.counter, ui.number) == "approved", "as it said: the fee is paid at the window"
    assert search.show(ui.desk.counter, ui.number).fee.owed == 2500


def test_a_wrong_password_is_told_under_its_field_and_forgotten(waiting):
    ui = waiting
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    ui.press("Return")
    ui.type("wrong")
    ui.press("Return")
    assert "口令不对" in ui.state.problem
    assert ui.window.view._password.field.text() == ""
    assert case_state(ui.desk.counter, ui.number) == "review"


# ── the day ──


def test_the_figures_of_the_day_are_added_up_from_the_facts(ui):
    Walk(ui, EMPLOYEE).begin().to_the_end()
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().to_the_end()
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    figures = {figure.label: figure.value for figure in ui.state.figures}
    assert (figures["今日受理"], figures["即办发卡"], figures["实收"]) == ("2", "2", "25.00")
    assert [figure.value for figure in ui.state.stock][-1] == "58"
    assert sum(sum(series) for series in ui.state.bars.values) == 2


def written(counter):
    """How many entries the journal has."""
    with counter.store.reading() as session:
        return session.scalar(select(func.count()).select_from(JournalEntry))


@pytest.mark.parametrize("place", ["today", "approvals"])
def test_a_page_that_only_stands_there_looks_at_nobody(waiting, place):
    waiting.sit_down(SUPERVISOR)
    waiting.counter.go_to(place)
    before = written(waiting.desk.counter)
    for _ in range(10):
        waiting.counter.presenter._timer.timeout.emit()
    assert written(waiting.desk.counter) == before


def test_a_question_that_comes_while_the_page_stands_there_is_shown(waiting):
    waiting.sit_down(SUPERVISOR)
    waiting.counter.go_to("approvals")
    clerk = replace(waiting.desk.counter, operator=CLERK)
    approvals.ask(clerk, "name_or_id_change", waiting.number, {}, "second-question", case=waiting.number)
    waiting.counter.presenter._timer.timeout.emit()
    assert len(waiting.state.queue) == 2


def test_the_windows_of_the_hall_stand_there_with_what_goes_on_and_what_they_did(ui):
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().to_the_end()
    hall = replace(ui.desk.settings.hall, counter="05")
    other = replace(ui.desk.counter, settings=replace(ui.desk.settings, hall=hall), operator=Operator("0315", "clerk"))
    hall_board.come_to(other)
    device_faults.note(other, DeviceTrouble("printer_not_ready", device="card_printer"))
    queue.pause(ui.desk.counter, "lunch")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    assert [(row.words, row.mark) for row in ui.state.windows] == [
        (("3 号 0312", "暂停 0 分", "1", "", "0", "25.00"), "dash"),
        (("5 号 0315", f"制卡机出错，{ui.desk.now():%H:%M}", "0", "", "0", "0.00"), "stop"),
    ]


def test_waiting_is_held_against_what_this_hall_promises(qtbot, tmp_path):
    counter = furnished(tmp_path)
    hall = replace(counter.settings.hall, promised_wait=20)
    ui = seat(qtbot, replace(counter, settings=replace(counter.settings, hall=hall)))
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    assert (ui.state.curve.promise, ui.state.curve.promise_words) == (20, "承诺 20 分")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (GoingOn("unsettled", AT), "卡的结果未定 3 分"),
        (GoingOn("making", AT), "正在制卡"),
        (GoingOn("away", AT), "离开 3 分"),
        (GoingOn("serving", AT, "A001"), "办理中 3 分"),
        (GoingOn("called", AT, "A001"), "叫了 A001，3 分"),
        (GoingOn("free"), "空着"),
    ],
)
def test_what_goes_on_at_a_window_in_words(state, words):
    assert going_on(state, AT + timedelta(minutes=3))[1] == words


def test_an_open_approval_is_the_most_urgent_thing_of_the_day(waiting):
    waiting.sit_down(SUPERVISOR)
    waiting.counter.go_to("today")
    assert waiting.state.bar.primary.words == "处理等复核 1 件"
    waiting.press("Return")
    assert waiting.screen == "approvals"


# ── closing ──


def count_cash(ui, **notes):
    for fen, text in notes.items():
        ui.counter.presenter.count((fen.removeprefix("n"), text))


def test_a_day_that_was_left_open_is_told_first_thing_and_closed_late_with_todays_money_taken_off(ui):
    counter = ui.desk.counter
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().to_the_end()
    yesterday = counter.today()
    counter.clock.advance(days=1)
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().to_the_end()
    ui.counter.go_to("reception")
    assert "03-16 周一 还没有日结" in ui.state.verdict.second
    ui.counter.frame.tick()
    assert ("day", "look", "03-16 未结") in [(one.code, one.state, one.words) for one in ui.window._lights.lights]

    ui.clock.seconds += 1
    ui.window.ask("fix_device", "day")
    assert (ui.screen, ui.state.verdict.sentence) == ("closing", "03-16 周一 还没有日结")
    count_cash(ui, n5000="1")
    ui.counter.presenter.cards("58")
    ui.press("Ctrl+Return")
    assert ui.state.verdict.sentence == "可以日结", "25.00 of each day lies in the till, and two blanks are gone"
    ui.press("Ctrl+Return", "Ctrl+Return")
    assert closing.is_closed(counter, yesterday)
    assert closing.report(counter, yesterday)["cash"] == {"expected": 2500, "counted": 2500}
    assert closing.report(counter, yesterday)["cards"]["counted"] == 59

    assert ui.state.verdict.sentence == "请清点现金和空白卡", "today is next, and is counted afresh"
    assert (ui.state.cards, ui.desk.late_day) == ("", None)


def test_a_day_closed_while_the_clock_was_ahead_is_opened_again_and_does_not_stop_the_hall(ui):
    counter = ui.desk.counter
    today = counter.today()
    counter.clock.advance(days=400)
    closing.close_day(counter, counter.today(), 0, 60)
    counter.clock.advance(days=-400)
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin()
    ui.counter.go_to("closing")
    assert ui.state.verdict.sentence == "04-20 周二 已经日结，可那一天还没有到"
    ui.more("重开")
    ui.type("电脑时间错了")
    ui.press("Return")
    ui.type("0301")
    ui.press("Return")
    ui.type("practice")
    ui.press("Return")
    assert days.closed_ahead(counter) is None
    ui.counter.go_to("closing")
    assert ui.state.counting
    closing.close_day(counter, today, 0, 60)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(PaperOutcome.PRINTED, "日报已打印"), (PaperOutcome.PAPER_OUT, "日报没有打出，看打印机")],
)
def test_whoever_prints_the_days_draft_is_told_how_that_ended(ui, outcome, words):
    ui.papers.outcome = outcome
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("closing")
    ui.press("F8")
    assert ui.state.bar.deed.words == words


def test_a_day_that_balances_is_closed_by_ctrl_enter_only(ui):
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().to_the_end()
    ui.counter.go_to("closing")
    assert not ui.state.bar.primary.enabled
    count_cash(ui, n2000="1", n500="1")
    ui.counter.presenter.cards("59")
    ui.press("Ctrl+Return")
    assert ui.state.verdict.sentence == "可以日结"
    ui.press("Ctrl+Return")
    assert ui.state.bar.confirmation is not None
    ui.press("Ctrl+Return")
    assert ui.state.closed
    today = ui.desk.counter.today()
    assert ("daily_report", today.isoformat(), False) in ui.papers.printed
    assert closing.report(ui.desk.counter, today)["cards"]["counted"] == 59


def shown_figures(ui):
    """Every figure of the page that stands there without anybody having counted it."""
    figures = [row.words[at] for row in ui.state.compared[:2] for at in (1, 3)]
    return [words for words in figures if words], [row.name for row in ui.state.listing.rows]


def test_what_there_should_be_is_not_shown_before_the_count_is_done(ui):
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().to_the_end()
    ui.counter.go_to("closing")
    count_cash(ui, n2000="1")
    ui.counter.presenter.cards("59")
    figures, listed = shown_figures(ui)
    assert (figures, "实收" in listed, ui.state.asks_explanation) == ([], False, False)
    assert ui.state.bar.primary.words == "数好了，核对"
    ui.press("Ctrl+Return")
    figures, listed = shown_figures(ui)
    assert (figures[:2], "实收" in listed, ui.state.asks_explanation) == (["25.00", "−5.00"], True, True)
    count_cash(ui, n500="1")
    assert ui.state.verdict.sentence == "可以日结", "a slip of the count is mended without beginning again"


def test_a_blank_that_a_case_holds_is_to_be_counted_with_the_others(qtbot, tmp_path):
    not_ready = PretendPrinter(DeviceTrouble("printer_not_ready", device="card_printer"))
    ui = seat(qtbot, furnished(tmp_path), printer=not_ready)
    Walk(ui, EMPLOYEE).begin().until("issuing")
    ui.press("Ctrl+Return", "Ctrl+Return", "Esc")
    ui.counter.go_to("closing")
    assert "占用着、还没打印的 1 张也算" in ui.state.about_blanks
    ui.counter.presenter.cards("60")
    ui.press("Ctrl+Return")
    assert ui.state.about_blanks.endswith("= 60，含占用 1")


def test_a_variance_needs_a_reason_and_a_supervisor(ui):
    ui.counter.go_to("closing")
    assert ui.state.compared[0].words[2] == "", "not even that there should be nothing"
    ui.press(*["Return"] * 6)
    ui.type("58")
    ui.press("Return")
    assert ui.state.verdict.sentence == "账实有差"
    assert not ui.state.bar.primary.enabled
    ui.type("少一张，正在找")
    ui.press("Return")
    ui.type("0301")
    ui.press("Return")
    ui.type("practice")
    assert ui.state.bar.primary.enabled
    ui.press("Ctrl+Return", "Ctrl+Return")
    assert ui.state.closed


def test_an_unsettled_card_keeps_the_day_open_and_leads_to_it(qtbot, tmp_path):
    printer = PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    Walk(ui, EMPLOYEE).begin().until("jam")
    ui.press("Esc")
    ui.counter.go_to("closing")
    assert ui.state.verdict.mark == "stop"
    assert next((entry.mark, entry.key) for entry in ui.state.blockers) == ("stop", "1")
    ui.press("1")
    assert ui.screen == "jam"
    ui.press("Esc")
    ui.counter.go_to("closing")
    ui.press("Return")
    assert ui.screen == "jam"


def test_a_colleagues_till_is_told_with_what_they_have_to_do_and_leads_nowhere(ui):
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().to_the_end()
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("closing")
    [row] = [one for one in ui.state.blockers if one.code == "open_shifts"]
    assert (row.second, row.pressable, row.button, row.key) == ("请 0312 登录，在“日结”里按 F7 交接班。", False, "", "")
    assert (ui.state.bar.primary.words, ui.state.bar.primary.enabled) == ("等同事交接班", False)
    ui.type("1")
    assert ui.state.cash[0].text == "1", "one's own till may be counted meanwhile"


def test_every_way_of_paying_stands_on_a_line_of_its_own():
    tally = {"by_method": [{"method": one, "paid": 2500, "refunded": 0} for one in ("cash", "wechat", "card")]}
    rows = compared(tally, (2500, 60), (None, None), shown=False)
    assert [row.words[0] for row in rows] == ["现金（元）", "空白卡（张）", "微信（元）", "银行卡（元）"]


def test_a_place_a_role_may_not_go_to_is_not_on_its_rail(ui):
    ui.sit_down(replace(SUPERVISOR, name="0307", role="auditor"))
    assert ui.screen == "journal"
    ui.counter.go_to("closing")
    assert ui.screen == "journal"


# ── the till goes to a colleague ──


def test_the_colleague_who_takes_the_till_types_into_their_own_two_fields(ui):
    Walk(ui, PAYS, wish=("reissue", "lost")).begin().to_the_end()
    ui.counter.go_to("closing")
    for note in ("2000", "500"):
        ui.counter.presenter.count((note, "1"))
    ui.press("F7")
    assert (ui.state.verdict.sentence, ui.state.bar.primary.enabled) == ("交接班", False)
    ui.type("0313")
    ui.press("Return")
    ui.type("practice")
    assert (ui.state.cards, ui.state.explanation, ui.state.second.name) == ("", "", "0313")
    assert ui.state.bar.primary.words == "交班"
    ui.press("Esc")
    assert (ui.screen, ui.state.second, ui.state.handing) == ("closing", None, False)
    ui.press("F7")
    ui.type("0313")
    ui.press("Return")
    ui.type("practice")
    ui.press("Return")
    assert (ui.state.bar.deed.words, ui.state.handing) == ("已交班，应有 25.00", False)


def test_after_the_closing_nothing_is_counted_and_the_way_to_reopen_is_seen(ui):
    ui.counter.go_to("closing")
    ui.counter.presenter.cards("60")
    ui.press("Ctrl+Return", "Ctrl+Return", "Ctrl+Return")
    assert ui.state.closed
    assert not any(line.isVisibleTo(ui.window) for line in ui.window.view.findChildren(Line))
    assert "更多" in [act.words for act in ui.state.bar.secondaries]
    closing.reopen(ui.desk.counter, ui.desk.counter.today(), "补收", SECOND)
    ui.counter.go_to("closing")
    assert (ui.state.cards, ui.state.bar.deed.words) == ("", "今天重新打开了")
