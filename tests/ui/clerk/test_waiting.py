"""The reception while nobody comes."""

from datetime import date, timedelta

import pytest
from desk_builder import build
from sqlalchemy import func, select
from ui_desk import card, furnished, seat
from ui_walk import Walk
from walk_ins import applied

from desk.records.journal import JournalEntry
from desk.services import closing, draft, issuing, search
from ui.clerk.reception_rows import judge, unfinished_row

AGENT = card("110199197911234188", "吴样例", birth=date(1979, 11, 23))
PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))
LI = ("110199198503127011", "李样本")


def looks(counter):
    """How often the day's list was looked at, as the journal tells."""
    with counter.store.reading() as session:
        return session.scalar(select(func.count()).select_from(JournalEntry).where(JournalEntry.what == "listed"))


def test_an_idle_reception_looks_at_the_days_cases_once_and_again_after_a_visit(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path))
    for _ in range(10):
        ui.counter.presenter._timer.timeout.emit()
    assert looks(ui.desk.counter) == 1

    ui.lay(card(*LI))
    ui.counter.go_to("reception")
    for _ in range(10):
        ui.counter.presenter._timer.timeout.emit()

    assert looks(ui.desk.counter) == 2
    assert len(ui.state.unfinished) == 1


def test_a_reader_that_does_not_answer_is_said_where_a_card_is_asked_for(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path))
    ui.desk.down.add("id_reader")
    ui.counter.presenter._timer.timeout.emit()
    assert ui.state.verdict.sentence == "读卡器没有应答"
    ui.desk.down.discard("id_reader")
    ui.counter.presenter._timer.timeout.emit()
    assert ui.state.verdict.sentence == "请放身份证"


def test_what_was_left_yesterday_says_its_day(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path))
    ui.lay(card(*LI))
    ui.press("Esc")
    (left,), today = draft.open_drafts(ui.desk.counter), ui.desk.now().date()
    told = [unfinished_row(1, left, day).words[2] for day in (today, today + timedelta(days=1))]
    assert told == ["存于 09:00", "存于 03-16 09:00"]


def test_a_closed_day_is_said_at_the_reception_and_before_anything_is_collected(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path))
    closing.close_day(ui.desk.counter, ui.desk.counter.today(), 0, 0)
    ui.counter.presenter._timer.timeout.emit()
    assert ui.state.verdict.sentence == "今天已日结，不能再受理"

    ui.lay(card(*LI))
    assert (ui.screen, ui.state.verdict.sentence) == ("decide", "今天已日结，这件今天不能受理")
    assert not [row.verdict for row in ui.state.options if row.verdict == "可以"], "nothing is promised for today"
    assert not [row for row in ui.state.below if "今天" in row.words]
    ui.press("Return")
    assert ui.screen == "decide"


def test_a_digit_after_an_agents_card_begins_the_holders_number_and_opens_nothing(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path))
    ui.lay(card(*LI))
    ui.press("Esc")
    assert len(ui.state.unfinished) == 1
    ui.press("F7", "1")
    assert ui.screen == "reception", "an agent's card is awaited, and nothing else"
    ui.lay(AGENT)
    ui.type("110199")
    assert (ui.screen, ui.window.view._id.number()) == ("reception", "110199")
    ui.press("Esc", "1")
    assert ui.screen == "decide"


def test_a_wrong_number_is_marked_in_the_group_that_is_wrong():
    wrong = judge(lambda: date(2026, 3, 16))
    assert wrong("110199", "19900132", "12X4") == (2, "X 只能在最后一位")
    group, words = wrong("110199", "19901332", "1234") or (0, "")
    assert (group, words) == (1, "生日 1990-13-32 不存在")


def test_a_case_left_before_its_fee_was_taken_lies_in_its_clerks_hands(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, PAYS).begin().until("payment")
    number = ui.counter.visit.case.number
    ui.counter.go_to("reception")
    assert [(row.code, row.words[0]) for row in ui.state.unfinished] == [(number, "郑样例")]
    assert "待缴费" in ui.state.unfinished[0].words[1]
    ui.press("1")
    assert (ui.screen, ui.counter.visit.case.number) == ("payment", number)


@pytest.mark.parametrize("step", ["payment", "issuing", "handover"])
def test_a_card_laid_down_for_a_case_that_is_there_begins_nothing_beside_it(qtbot, tmp_path, step):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, PAYS).begin().until(step)
    ui.counter.go_to("reception")
    ui.lay(PAYS)
    assert ui.screen == step
    ui.counter.go_to("reception")
    assert len(ui.state.unfinished) == 1


@pytest.mark.parametrize(
    ("number", "document", "name", "latin", "called"),
    [
        ("932682198501010017", "foreign_pr_2023", "", "SPECIMEN SAMPLE", "SPECIMEN SAMPLE"),
        ("SAU330000000000", "foreign_pr_2017", "证件样本", "SPECIMEN, SAMPLE", "证件样本"),
    ],
)
def test_a_foreigner_has_the_name_the_sex_and_the_age_of_the_card(
    qtbot, tmp_path, number, document, name, latin, called
):
    ui = seat(qtbot, build(tmp_path))
    ui.lay(card(number, name, birth=date(1985, 1, 1), document=document, name_latin=latin))
    assert (ui.window.card.person.name, ui.window.card.person.about) == (called, "男，41 岁")
    ui.press("Esc")
    assert ui.state.unfinished[0].words[0] == called


def test_nobody_is_taken_for_having_lost_a_card_before_they_said_so(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    ui.lay(card("119999197606188164", "沈样例", sex="female", birth=date(1976, 6, 18)))
    assert ui.counter.visit.decision["service"] == "loss_report"
    assert ui.state.verdict.sentence == "请问要办什么"
    assert "第一行" not in ui.state.verdict.second, "no card is made for them here"


def test_a_card_that_is_reported_lost_for_good_is_not_asked_to_be_reported_again(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    number = "110199197104023368"
    held = ui.desk.counter.card_service.cards(number)[0]["number"]
    ui.desk.counter.card_service.act("M1", "formal_loss", number, held)
    ui.lay(card(number, "周样本", sex="female", birth=date(1971, 4, 2)))
    assert ui.state.verdict.second == "按数字选。卡已经正式挂失，要补办就是第一行。"
    said = {one.service: one.why for one in ui.state.options}
    assert (said["补办 遗失"], "正式挂失" in said) == ("", False)


def test_an_application_is_never_withdrawn_because_its_line_is_the_only_one_that_can_be_done(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    applied(ui.desk.counter, "李样本")
    issuing.to_centre(ui.desk.counter, search.listed(ui.desk.counter)[0].number)
    ui.lay(card(*LI))
    assert ("撤回申请", "可以") in [(one.service, one.verdict) for one in ui.state.options]
    assert (ui.screen, ui.counter.visit.decision["service"]) == ("decide", "collect")
    assert ui.state.verdict.sentence == "暂缓：卡还没有到待领"
