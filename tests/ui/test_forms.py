"""Work beside the visits, done by keys: every form leads to the service it is for, and to nothing before it may."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from desk_builder import SECOND, SUPERVISOR
from pretend_printer import PaperTray
from PySide6.QtWidgets import QApplication
from ui_desk import card, fill, furnished, seat
from ui_walk import Walk
from walk_ins import applied, arrive, holds, id_card, ready

from desk.ports import PaperOutcome
from desk.services import (
    accounts,
    batch_book,
    centre,
    closing,
    draft,
    hall_board,
    intake,
    queue,
    search,
    stock,
    submission,
    tasks,
    till,
)
from ui.papers import make
from ui.words import grouped

EMPLOYEE = card("110199198503127011", "李样本")
PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))
CLERK, PASSWORD, FIRST = "0312", "practice", "copper lantern rivers"


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


def to_fetch(desk, name):
    return submission.conclude(
        desk, intake.choose_delivery(desk, arrive(desk, id_card(name), "first_issue"), "pickup"), desk.new_key()
    ).number


# ── blanks ──


def test_a_delivery_is_counted_in_by_two(ui):
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    ui.more("空白卡")
    assert ui.state.bar.primary.words == "先选办什么"
    ui.press("1")
    fill(ui, "B00002001", "B00001950")
    assert ui.state.fields[1].problem, "said before a second person stands for it"
    ui.press("Ctrl+A")
    fill(ui, "B00002050", CLERK)
    assert not ui.state.bar.primary.enabled
    fill(ui, "", PASSWORD)
    ui.press("Return")
    assert stock.report(ui.desk.counter).in_hand == 110
    assert ui.state.verdict.sentence == "手上应有 110 张空白卡"
    assert ui.state.bar.deed.words == "已领入 50 张"
    assert (len(ui.state.choices), ui.state.fields) == (7, ())


def test_blanks_that_came_in_before_are_told_in_the_verdict_and_no_password_is_blamed(ui):
    first = stock.report(ui.desk.counter).ranges[0][0]
    ui.sit_down(SUPERVISOR)
    ui.counter.do("form:stock")
    ui.press("1")
    fill(ui, first, first, CLERK, PASSWORD)
    ui.press("Return")
    assert (ui.state.verdict.mark, ui.state.second.problem) == ("stop", "")
    assert first in ui.state.verdict.sentence


def test_a_wrong_password_receives_nothing_and_keeps_what_was_typed(ui):
    ui.sit_down(SUPERVISOR)
    ui.counter.do("form:stock")
    ui.press("1")
    fill(ui, "B00002001", "B00002050", CLERK, "wrong")
    ui.press("Return")
    assert stock.report(ui.desk.counter).received == 60
    assert "口令不对" in ui.state.second.problem
    assert [field.text for field in ui.state.fields] == ["B00002001", "B00002050"]


def test_one_blank_is_written_off_with_its_reason(ui):
    ui.counter.go_to("closing")
    ui.more("空白卡")
    ui.press("1", "Esc", "5")
    assert QApplication.focusWidget().accessibleName() == "卡号"
    first = ui.state.rows[0].words[0]
    fill(ui, first, "折断", "0301", PASSWORD)
    ui.press("Return")
    assert stock.report(ui.desk.counter).states["spoiled"] == 1
    assert ui.papers.printed == [("spoiled_card", first, False)]


def test_spoiled_cards_are_destroyed_before_a_supervisor_and_the_list_is_printed(ui):
    first = stock.report(ui.desk.counter).ranges[0][0]
    stock.adjust(ui.desk.counter, first, "spoiled", "折断", SECOND)
    ui.counter.go_to("closing")
    ui.more("空白卡")
    ui.press("7")
    fill(ui, "0301", PASSWORD)
    ui.press("Return")
    assert ui.state.bar.deed.words == "已销毁 1 张，清单已送打印"
    assert ui.papers.printed == [("destruction_list", f"['{first}'] 0301", False)]
    ui.press("7")
    fill(ui, "0301", PASSWORD)
    ui.press("Return")
    assert ui.state.bar.deed.words == "没有要销毁的废卡"


def test_esc_leads_to_the_choice_first_and_then_back(ui):
    ui.counter.go_to("closing")
    ui.more("空白卡")
    ui.press("2", "Esc")
    assert (ui.screen, ui.state.fields) == ("stock", ())
    ui.press("Esc")
    assert ui.screen == "closing"


# ── the card centre ──


def test_cases_go_to_the_centre_and_their_cards_come_back_by_scanner(ui):
    desk = ui.desk.counter
    li, wang = to_fetch(desk, "李样本"), to_fetch(desk, "王示例")
    ui.more("制卡中心")
    assert ui.state.bar.primary.words == "发出 2 件"
    ui.press("Return", "Return")
    assert batch_book.under_way(desk, "centre") == [], "asked first, and Enter says no"
    ui.press("Return", "Ctrl+Return")
    batch = batch_book.under_way(desk, "centre")[0]
    assert ("handover_list", batch.id, False) in ui.papers.printed
    assert (ui.state.bar.primary.words, ui.state.bar.primary.enabled) == ("先点卡", False)
    ui.counter.do("scanned", li)
    ui.counter.do("scanned", "900000001")
    ui.press("Ctrl+Return")
    assert ui.state.bar.primary.words == "收卡 1 张"
    ui.counter.do("scanned", wang)
    ui.counter.do("scanned", "900000001")
    ui.press("Ctrl+Return")
    assert ui.state.fields[1].problem == "这个卡号已经点给李样本"
    ui.counter.presenter.fill(("number", ""))
    ui.press("Ctrl+Return")
    assert {search.show(desk, number).state for number in (li,)} == {"ready"}
    assert search.show(desk, wang).state == "making"
    assert ui.state.bar.deed.words == "已收 1 张，还缺 1 张"


def test_the_centres_own_list_counts_every_card(ui, tmp_path):
    desk = ui.desk.counter
    numbers = [to_fetch(desk, name) for name in ("李样本", "王示例")]
    centre.send(desk, "k")
    table = tmp_path / "cards.csv"
    lines = [f"{number},90000000{at}" for at, number in enumerate(numbers)]
    table.write_text("\n".join(["受理号,卡号", *lines]), encoding="utf-8-sig")
    ui.more("制卡中心")
    ui.press("2")
    ui.counter.presenter.take_file(str(table))
    ui.press("Ctrl+Return")
    assert [search.show(desk, number).state for number in numbers] == ["ready", "ready"]
    assert batch_book.under_way(desk, "centre") == []


# ── enquiries ──


def test_by_phone_both_numbers_have_to_fit(ui):
    number = applied(ui.desk.counter, "李样本").number
    ui.more("电话查询")
    ui.press("1")
    fill(ui, PAYS.number, number)
    ui.press("Return")
    assert (ui.state.verdict.mark, ui.state.rows) == ("stop", ())
    ui.counter.presenter.fill(("number", EMPLOYEE.number))
    ui.press("Return")
    assert ui.state.verdict.mark == "fine"
    assert [row.mark for row in ui.state.rows][:3] == ["done", "dash", "here"], "nothing called for a review"


def test_a_lost_card_is_reported_by_phone_for_a_time(ui):
    desk = ui.desk.counter
    holds(desk, "李样本", "A90000001")
    ui.more("电话查询")
    ui.press("3")
    fill(ui, EMPLOYEE.number, "李样本")
    ui.press("Return")
    assert ui.state.verdict.sentence == "已临时挂失"
    assert [row.words for row in ui.state.sections] == ["尾号 0001", "03-31 周二自动失效"]
    assert grouped(search.listed(desk)[0].number) in ui.state.verdict.second, "as it is read out"
    assert (ui.state.fields, ui.state.bar.primary.words) == ((), "完成"), "nothing is typed any more"
    assert desk.card_service.cards(EMPLOYEE.number)[0]["status"] == "temporary_loss"


def test_a_number_that_was_heard_wrong_is_said_to_be_wrong_before_the_name_is_asked_for(ui):
    ui.more("电话查询")
    ui.press("3")
    fill(ui, EMPLOYEE.number[:-1] + "9")
    (number, _name) = ui.state.fields
    assert number.problem == "末位应为 1，请再核对"
    assert (ui.state.bar.primary.words, ui.state.bar.primary.enabled) == ("号码不对", False)
    ui.counter.presenter.fill(("number", EMPLOYEE.number))
    assert ui.state.bar.primary.words == "先输入姓名"


def test_a_caller_who_tells_another_name_learns_nothing_and_blocks_nobodys_card(ui):
    desk = ui.desk.counter
    holds(desk, "李样本", "A90000001")
    ui.more("电话查询")
    ui.press("3")
    fill(ui, EMPLOYEE.number, "王示例")
    ui.press("Return")
    assert ui.state.verdict.sentence == "号码和姓名与登记对不上"
    assert "李样本" not in f"{ui.state.verdict}{ui.state.sections}{ui.state.rows}"
    assert desk.card_service.cards(EMPLOYEE.number)[0]["status"] == "active"
    assert draft.open_drafts(desk) == []


def test_the_balance_is_told_to_the_holder_and_the_visit_stays_what_it_was(ui):
    Walk(ui, EMPLOYEE).begin().until("decide")
    service = ui.counter.visit.draft.situation["service"]
    ui.more("查余额")
    assert ui.state.verdict.sentence == "个人账户余额 1234.56 元"
    ui.press("Return")
    assert ui.screen == "decide"
    assert draft.resume(ui.desk.counter, ui.counter.visit.draft.id).situation["service"] == service


# ── giving up, handing on ──


def test_an_application_is_withdrawn_before_it_is_paid(ui):
    Walk(ui, PAYS, wish=("reissue", "lost")).begin().until("payment")
    number = ui.counter.visit.case.number
    ui.more("撤回")
    assert "已正式挂失，撤回申请也不能解挂" in ui.state.sections[-1].words
    ui.press("Return", "Return")
    assert search.show(ui.desk.counter, number).state == "approved", "asked first, and Enter says no"
    ui.press("Return", "Ctrl+Return")
    assert search.show(ui.desk.counter, number).state == "withdrawn"
    ui.press("Esc")
    assert (ui.screen, ui.counter.visit) == ("reception", None)


def test_a_paid_one_goes_back_with_a_second_signature_after_its_applicants_card(ui):
    desk = ui.desk.counter
    work = arrive(desk, id_card("郑样例"), "exchange", "human_damage")
    number = submission.conclude(desk, intake.tick(desk, work, "old_card"), desk.new_key()).number
    till.take(desk, number, till.owed(desk, number).owed, "wechat", "t")
    ui.press("F3")
    ui.type(number)
    ui.counter.presenter.search()
    ui.more("撤回")
    assert (ui.state.bar.primary.words, ui.state.second) == ("等身份证", None)
    ui.lay(PAYS)
    fill(ui, "0301", PASSWORD)
    ui.press("Return", "Ctrl+Return")
    case = search.show(desk, number)
    assert (case.state, case.fee.paid) == ("withdrawn", 0)
    assert ui.state.verdict.sentence == "已撤回，请退 25.00 元，微信"
    held = case.decision["old_card"]["number"]
    assert f"{held} 收在窗口，请还给他" in [row.words for row in ui.state.sections]
    assert ui.papers.printed == [("refund_slip", number, False)]
    assert "refund_slip" in make.documents_of(case), "it can be printed again from 查找"


def test_whoever_withdraws_is_asked_for_the_temporary_card_and_the_slip_says_whether_it_came_back(ui):
    desk = ui.desk.counter
    work = intake.tick(desk, arrive(desk, id_card("郑样例"), "exchange", "human_damage"), "old_card")
    work = intake.choose_temporary_card(desk, intake.choose_delivery(desk, work, "pickup"), True)
    number = submission.conclude(desk, work, desk.new_key()).number
    till.take(desk, number, till.owed(desk, number).owed, "wechat", "t")
    find(ui, number)
    ui.more("撤回")
    assert not ui.state.choices, "first it has to be the applicant"
    ui.lay(PAYS)
    assert (ui.state.bar.primary.words, ui.state.second) == ("先问临时卡", None)
    ui.press("2")
    fill(ui, "0301", PASSWORD)
    ui.press("Return", "Ctrl+Return")
    case = search.show(desk, number)
    assert (case.state, case.facts["temporary_card"]["returned"]) == ("withdrawn", False)
    assert ("临时卡", "没有交回") in [(one.label, one.words) for one in ui.state.sections]
    told = pypdfium2.PdfDocument(make.preview(desk, "refund_slip", case))[0].get_textpage().get_text_bounded()
    assert "没有交回，到 2026-05-15" in told


def paid_by_wechat(desk):
    work = arrive(desk, id_card("郑样例"), "exchange", "human_damage")
    number = submission.conclude(desk, intake.tick(desk, work, "old_card"), desk.new_key()).number
    till.take(desk, number, till.owed(desk, number).owed, "wechat", "t")
    return number


def find(ui, number):
    ui.press("F3")
    ui.type(number)
    ui.counter.presenter.search()


def test_money_that_was_booked_the_wrong_way_is_put_right(ui):
    desk = ui.desk.counter
    number = paid_by_wechat(desk)
    make.put_on_paper(desk, make.make(desk, "receipt", search.show(desk, number)), PaperTray(), "document_printer")
    find(ui, number)
    ui.more("更正付法")
    assert "微信" in ui.state.sections[1].words
    assert [one.service for one in ui.state.choices] == ["现金", "支付宝", "银行卡"]
    ui.press("3")
    assert not ui.state.bar.primary.enabled, "why comes first"
    ui.type("刷的是银行卡")
    ui.press("Return")
    assert ui.state.verdict.sentence == "已更正：25.00 元，银行卡"
    assert [line.method for line in search.show(desk, number).payments] == ["card"]
    assert ui.state.bar.primary.words == "补打凭证"
    ui.press("Return")
    assert ui.papers.printed == [("receipt", number, True)]
    ui.press("Esc")
    assert ui.screen == "find"


def test_a_colleagues_money_is_left_to_them_and_once_their_till_is_counted_only_a_note_is_written(ui):
    desk = ui.desk.counter
    colleague = replace(desk, operator=replace(desk.operator, name="0309"))
    number = paid_by_wechat(colleague)
    find(ui, number)
    ui.more("更正付法")
    assert (ui.state.verdict.sentence, ui.state.bar.primary) == ("这笔钱是 0309 收的", None)
    ui.press("Esc")
    till.close_shift(colleague, 0, SECOND)
    ui.more("更正付法")
    ui.press("1")
    ui.type("其实是现金")
    assert ui.state.bar.primary.words == "备注为现金"
    ui.press("Return")
    assert ui.state.verdict.sentence == "已备注：25.00 元，现金"
    assert [line.method for line in search.show(desk, number).payments] == ["wechat"]


def test_a_visit_is_given_up_with_everything_in_it_after_a_question(ui):
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.more("不办了")
    assert ui.state.bar.confirmation is not None
    ui.press("Ctrl+Return")
    assert (ui.screen, draft.open_drafts(ui.desk.counter)) == ("reception", [])


def test_a_visit_goes_to_a_colleague(ui):
    accounts.add(ui.desk.counter, "0309", "clerk", FIRST)
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.more("交给同事")
    ui.press("1", "Return")
    assert (ui.screen, draft.open_drafts(ui.desk.counter)) == ("reception", [])


def test_in_practice_a_visit_goes_to_one_of_its_people(ui):
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.more("交给同事")
    assert ui.state.choices[-1].service == "主管 0301"
    ui.press(str(len(ui.state.choices)), "Return")
    assert (ui.screen, draft.open_drafts(ui.desk.counter)) == ("reception", [])


def test_a_case_goes_to_a_colleague(ui):
    accounts.add(ui.desk.counter, "0309", "clerk", FIRST)
    number = applied(ui.desk.counter, "李样本").number
    ui.press("F3")
    ui.type(number)
    ui.counter.presenter.search()
    ui.more("交给同事")
    ui.press("1", "Return")
    assert search.show(ui.desk.counter, number).owner == "0309"


# ── cards that lie, cards that travel ──


def open_case(ui, number):
    ui.press("F3")
    ui.type(number)
    ui.counter.presenter.search()


def test_a_card_nobody_fetched_goes_to_the_vault_from_the_list_of_things_to_do(ui):
    desk = ui.desk.counter
    number = applied(desk, "李样本").number
    ready(desk, number)
    open_case(ui, number)
    ui.more("转入库房")
    fill(ui, "0301", PASSWORD)
    ui.press("Return")
    assert search.show(desk, number).card.place == "vault"


def test_a_letter_goes_out_under_its_waybill(ui):
    desk = ui.desk.counter
    letter = {"receiver": "李样本", "address": "样本市测试区示例路106号", "phone": "12300000000"}
    work = intake.choose_delivery(desk, arrive(desk, id_card("李样本"), "first_issue"), "mail", **letter)
    number = submission.conclude(desk, work, desk.new_key()).number
    batch = centre.send(desk, "k")
    centre.receive(desk, batch.id, {number: "900000001"}, "r")
    open_case(ui, number)
    assert ui.state.bar.primary.words == "寄出"
    ui.press("Ctrl+Return")
    assert "样本市测试区示例路106号" in [row.words for row in ui.state.sections]
    ui.counter.do("scanned", "SF100000000001")
    ui.press("Ctrl+Return")
    assert search.show(desk, number).state == "mailed"


def test_what_is_to_be_done_is_ended_by_what_came_of_it(ui):
    desk = ui.desk.counter
    number = applied(desk, "李样本").number
    with desk.store.begin() as session:
        tasks.open_task(session, desk, "call_applicant", number, due=desk.today() - timedelta(days=1))
    ui.more("待办")
    assert (ui.state.rows[0].words[1:3], ui.state.rows[0].mark) == (("给申请人打电话", "李样本"), "look")
    ui.press("Return")
    assert tasks.to_do(desk) == []
    assert ui.state.verdict.sentence == "没有待办的事"


# ── numbers ──


def test_a_skipped_number_comes_back_and_one_is_called_out_of_turn(ui):
    desk = ui.desk.counter
    first, second = (queue.take(desk, "ordinary").number for _ in range(2))
    ui.counter.go_to("reception")
    ui.more("指定叫号")
    ui.press("1")
    fill(ui, second)
    ui.press("Return")
    assert (ui.screen, ui.counter.presenter.ticket) == ("reception", second)
    assert [one.number for one in queue.waiting(desk)] == [first]
    ui.more("转窗口")
    ui.press("3")
    assert ui.state.fields[0].text == second
    fill(ui, "1")
    ui.press("Return")
    assert ui.state.verdict.sentence == "今天没有人开过这个窗口：01"
    hall = replace(desk.settings.hall, counter="01")
    hall_board.come_to(replace(desk, settings=replace(desk.settings, hall=hall)))
    ui.press("Return")
    assert [one.number for one in queue.waiting(desk)] == [first]
    assert ui.counter.presenter.ticket is None


def test_numbers_are_given_out_by_one_key_and_the_same_person_gets_the_same(ui):
    ui.more("取号")
    ui.press("1")
    assert (ui.state.verdict.sentence, ui.state.verdict.second) == (
        "A001",
        "前面还有 0 人。号条打出来了，请交给他。",
    )
    ui.papers.outcome = PaperOutcome.PAPER_OUT
    ui.press("2")
    assert (ui.state.verdict.sentence, ui.state.verdict.mark) == ("Y001", "look")
    assert ui.state.verdict.second.endswith("没有打出号条，请把号写给他。")
    ui.lay(EMPLOYEE)
    mine = ui.state.verdict.sentence
    ui.lay(EMPLOYEE)
    assert (mine, ui.state.verdict.sentence) == ("A002", "A002")
    ui.press("8")
    assert ui.state.verdict.sentence == "取哪一种号", "the number before is not this one's"
    fill(ui, "09:30")
    ui.press("Return")
    assert [one.booked_for for one in queue.waiting(ui.desk.counter) if one.kind == "booked"] == ["09:30"]
    assert ("ticket", "Y001", False) in ui.papers.printed


# ── the supervisor's ──


def test_a_blank_that_was_missing_at_the_count_is_told_where_the_blanks_are(ui):
    counter, today = ui.desk.counter, ui.desk.counter.today()
    closing.close_day(counter, today, 0, 59, "少一张，正在找", SECOND)
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    ui.more("空白卡")
    assert ui.state.verdict.mark == "look"
    assert ui.state.verdict.second == "今天日结数到 59 张，账上 60 张，差异在日报里。"


def test_a_closed_day_is_opened_again_for_a_reason(ui):
    ui.counter.go_to("closing")
    ui.counter.presenter.cards("60")
    ui.press("Ctrl+Return", "Ctrl+Return", "Ctrl+Return")
    assert ui.state.closed
    ui.more("重开")
    fill(ui, "少记一件", "0301", PASSWORD)
    ui.press("Return")
    assert (ui.screen, ui.state.closed) == ("closing", False)


def test_a_supervisor_who_wants_a_day_opened_again_is_told_that_it_takes_two(ui):
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("closing")
    ui.counter.presenter.cards("60")
    ui.press("Ctrl+Return", "Ctrl+Return", "Ctrl+Return")
    ui.more("重开")
    assert "要两个人" in [row.label for row in ui.state.sections]
    fill(ui, "少记一件", "0301", PASSWORD)
    ui.press("Return")
    assert (ui.screen, ui.state.second.problem) == ("reopening", "提出重开的人不能自己同意")


def test_an_account_is_made_and_switched_off_without_the_mouse(ui):
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    ui.more("账号")
    assert "15" in ui.state.verdict.second
    ui.press("1")
    fill(ui, "0309", FIRST)
    ui.press("Return")
    assert [(one.name, one.must_change) for one in accounts.accounts(ui.desk.counter)] == [("0309", False)]
    ui.press("5")
    ui.type("030")
    ui.press("Return")
    assert ui.state.fields[0].problem
    ui.type("9")
    ui.press("Return")
    ui.press("F7")
    assert not accounts.accounts(ui.desk.counter)[0].enabled


def test_a_supervisor_is_told_where_their_own_password_is_changed_and_does_nothing_else_to_their_account(ui):
    accounts.add(ui.desk.counter, SUPERVISOR.name, "supervisor", FIRST)
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    ui.more("账号")
    ui.counter.presenter.open(SUPERVISOR.name)
    ui.press("F7", "Return")
    assert (ui.state.second, ui.state.bar.primary) == (None, None)
    assert "Shift F7" in ui.state.verdict.second
    [own] = accounts.accounts(ui.desk.counter)
    assert own.enabled
    assert not own.must_change


def test_a_digit_typed_beside_an_open_account_never_opens_another_one(ui):
    for name in ("0309", "0310"):
        accounts.add(ui.desk.counter, name, "clerk", FIRST)
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    ui.more("账号")
    ui.counter.presenter.open("0310")
    ui.window.view.setFocus()
    ui.press("1")
    assert ui.state.verdict.sentence.endswith("0310")


def test_what_was_wrong_with_one_account_is_not_said_of_the_next(ui):
    for name in ("0309", "0310"):
        accounts.add(ui.desk.counter, name, "clerk", FIRST)
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("today")
    ui.more("账号")
    ui.counter.presenter.open("0309")
    ui.type("short")
    ui.press("Return")
    assert ui.state.second.problem
    ui.counter.presenter.open("0310")
    assert not ui.state.second.problem
