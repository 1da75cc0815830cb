"""Papers and photo when a key comes too early or a picture is not wanted."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from ui_desk import card, furnished, seat, settle
from ui_walk import Walk

from ui.clerk import decision_acts, paper_acts
from ui.clerk.decision_rows import asked_for, below
from ui.clerk.paper_rows import PaperRows
from ui.look import Look
from ui.page import Verdict
from ui.parts.field import Line

EMPLOYEE = card("110199198503127011", "李样本")
LOST = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
LACKING = card("53019919900203715X", "蒋示范", birth=date(1990, 2, 3))
STUDENT = card("440399201105201150", "赵示范", birth=date(2011, 5, 20))
FATHER = card("440399198409095276", "赵样例", birth=date(1984, 9, 9))
AGENT = card("110199197911234188", "吴样例", birth=date(1979, 11, 23))


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


def test_a_space_too_many_scans_nothing_once_the_papers_are_complete(ui):
    Walk(ui, EMPLOYEE).begin().until("materials")
    ui.press("Space", "Del")
    assert ui.counter.visit.draft.pages == ()
    assert ui.state.pages.hint == "材料齐了，不用再拍"
    ui.press("Return")
    assert ui.screen == "photo"


def test_the_hint_is_about_the_row_that_enter_or_tab_went_to(ui):
    Walk(ui, LACKING).begin().until("materials")
    first = ui.state.here
    ui.press("Tab")
    assert ui.state.here != first
    assert [entry.code for entry in ui.state.entries].index(ui.state.here) == 1 + [
        entry.code for entry in ui.state.entries
    ].index(first)


def test_missing_papers_are_asked_for_before_anything_is_refused(ui):
    Walk(ui, LACKING).begin().until("decide")
    assert (ui.state.verdict.mark, ui.state.verdict.sentence) == ("look", "还要 2 样材料")
    assert "原因" not in [row.label for row in ui.state.above], "the verdict names them already"
    asked = ui.state.verdict
    ui.press("Return")
    assert (ui.screen, ui.state.verdict) == ("materials", asked), "nothing has changed: the same is said of it"
    assert {entry.second for entry in ui.state.entries if entry.state == "缺"} == {"还没有收到"}
    ui.press("Space")
    assert ui.state.verdict.mark == "look", "a register of which a page was taken is under way, not refused"


def test_papers_that_may_follow_are_not_called_taken_in_while_the_tier_is_to_be_chosen(ui):
    Walk(ui, LACKING).begin().until("materials")
    ui.press("Space", "Space", "Space")
    assert "可容缺" in [entry.state for entry in ui.state.entries]
    assert ui.state.verdict.sentence == "还要选缴费档次"


def test_a_register_that_is_being_photographed_is_under_way_and_refuses_nobody():
    lacking = {"code": "material_incomplete", "facts": {"material": "household_register", "missing_pages": ["self"]}}
    decision = {"service": "first_issue", "outcome": "refuse_notice", "reasons": [lacking]}
    assert asked_for(decision) == Verdict("look", "户口簿缺本人页", "收齐就能受理。")


def test_a_document_that_is_good_for_ever_says_so(ui):
    ui.lay(replace(EMPLOYEE, valid_to=None))
    assert ("有效期", "长期") in [(fact.label, fact.value) for fact in ui.window.card.person.facts]


def test_enter_stays_with_the_papers_while_one_is_missing_and_never_leads_to_a_notice(ui):
    Walk(ui, LACKING).begin().until("materials")
    for _ in range(2 * len(ui.state.entries)):
        ui.press("Return")
    assert ui.screen == "materials"
    assert ui.window.bar.primary._cap == "Ctrl Enter"
    ui.press("Ctrl+Return")
    assert ui.papers.printed[-1][0] == "one_time_notice"


def test_the_row_that_space_means_is_seen_at_twice_the_size_too(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path), look=Look(scale=2.0))
    Walk(ui, LACKING).begin().until("materials")
    settle()
    ui.press("Space")
    settle()
    row, pages = QApplication.focusWidget(), ui.window.view.pages
    top = row.mapTo(pages.viewport(), QPoint()).y()
    assert row.code == ui.state.here
    assert 0 <= top <= pages.viewport().height() - row.height()


def test_whoever_is_self_employed_is_shown_to_be(ui):
    ui.lay(LACKING)
    assert "灵活就业人员" in ui.window.card.person.chips


def test_more_offers_every_relation_beside_every_tier():
    paper = {"code": "agent_identity", "state": "satisfied"}
    decision = {"materials": [paper], "prerequisites": ["choose_base_tier"], "service": "first_issue"}
    acts = [one.code for one in paper_acts.more(PaperRows(decision, None), "agent_identity", (80, 100), scanner=True)]
    assert acts[:2] == ["tier:80", "tier:100"]
    assert acts[2:] == [f"relation:{one}" for one in paper_acts.OF_AN_AGENT]


def test_a_visit_can_be_given_up_however_many_tiers_a_city_has():
    decision = {"service": "enrolment", "category": "flexible", "outcome": "accept"}
    acts = decision_acts.more(decision, decision, {}, (60, 70, 80, 90, 100), closed=False)
    assert acts[-1].code == "throw_away"


def test_what_is_still_to_do_is_counted_only_where_there_are_several():
    decision = {"prerequisites": ["capture_photo"]}
    both = decision | {"prerequisites": ["formal_loss_report", "capture_photo"]}
    assert [row.words for row in below(decision, {})] == ["现场采集照片"]
    assert [row.words for row in below(both, {})] == ["1 先正式挂失　2 现场采集照片"]


def test_which_paper_shows_a_relation_is_said_and_another_one_is_taken_in_as_what_it_is(ui):
    Walk(ui, STUDENT, guardian=FATHER).begin().until("materials")
    ui.lay(FATHER)
    (row,) = [entry for entry in ui.state.entries if entry.code == "relation_proof"]
    assert (row.second, ui.state.here) == ("户口簿、出生医学证明、结婚证，有一样就行", "relation_proof")
    assert ui.state.pages.hint == "户口簿翻到首页，按 [[空格]] 拍下；带的是别的，按 [[F10]] 选"
    ui.more("出生医学证明")
    brought = ui.counter.visit.draft
    assert [page.code for page in brought.pages] == ["birth_certificate"]
    assert {"birth_certificate"} <= {one["code"] for one in brought.situation["materials"]}
    assert next(one.state for one in ui.state.entries if one.code == "relation_proof") == "已收"


def test_the_time_beside_the_register_is_when_it_was_asked(ui):
    Walk(ui, EMPLOYEE).begin().until("materials")
    asked = ui.desk.clock.now()
    ui.desk.clock.advance(minutes=10)
    ui.press("Esc")
    assert ui.state.above[0].rule.endswith(f"{asked:%H:%M}")


def test_another_picture_wants_another_look_and_is_not_taken_by_itself(ui):
    Walk(ui, EMPLOYEE).begin().until("photo")
    photo = ui.counter.presenter
    photo._next_frame()
    ui.press("Space")
    for _ in range(12):
        photo._next_frame()
    assert ui.state.shot is not None, "the shutter releases by itself once somebody looked"
    ui.press("Esc")
    for _ in range(12):
        photo._next_frame()
    assert (ui.state.shot, ui.state.seen) == (None, False)
    ui.press("Esc")
    assert ui.screen == "materials"


def test_a_letter_goes_to_the_holders_own_address_and_only_the_telephone_is_typed(ui):
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.more("邮寄")
    assert (ui.state.verdict.sentence, ui.state.bar.primary.words) == ("请填邮寄地址", "先填收件电话")
    ui.press("Return")
    ui.type("abc")
    ui.press("Return")
    assert [one.words for one in ui.state.problems] == ["“abc”不是电话号码"]
    assert ui.state.verdict.sentence == "请填邮寄地址", "nothing is fine yet"
    settle()
    assert QApplication.focusWidget().accessibleDescription() == "“abc”不是电话号码", "the field itself is marked"
    ui.press("Backspace", "Backspace", "Backspace")
    ui.type("12300000007")
    ui.press("Return")
    letter = ui.counter.visit.draft.situation["choices"]["mail"]
    assert letter == {"receiver": "李样本", "address": "样本市测试区示例路106号2幢1102室", "phone": "12300000007"}
    assert ui.state.bar.primary.enabled
    assert ui.state.verdict.sentence == "可以受理，制好后邮寄"


def test_a_field_that_goes_leaves_the_keyboard_to_the_primary_and_not_to_esc(ui):
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.more("邮寄")
    settle()
    assert isinstance(QApplication.focusWidget(), Line)
    ui.more("窗口自取")
    settle()
    assert QApplication.focusWidget() is ui.window.bar.primary
    Walk(ui, EMPLOYEE).until("photo")
    ui.counter.presenter._next_frame()
    ui.press("Space")
    assert (ui.screen, ui.state.seen) == ("photo", True)


def test_the_day_of_a_mandate_is_seen_and_enter_leads_to_the_next_paper(ui):
    ui.press("F7")
    ui.lay(AGENT)
    ui.lay(LACKING)
    ui.press("Return")
    assert "材料 缺 3 项" in rail(ui), "the rail and the heading count the same from the start"
    ui.press("3", "Space")
    assert "到期日" in ui.state.pages.hint
    ui.type("20271231")
    mandate = next(entry for entry in ui.state.entries if entry.code == "mandate")
    assert (ui.state.here, mandate.state, mandate.term) == ("mandate", "已收", "至 2027-12-31")
    assert "材料 缺 2 项" in rail(ui)
    ui.press("Return")
    assert ui.state.here == "household_register"
    ui.press("Space")
    assert ui.state.bar.deed.words == "户口簿已拍，还没齐"
    assert [page.code for page in ui.counter.visit.draft.pages] == ["mandate", "household_register"]


def test_a_last_day_that_has_passed_is_doubted_in_its_field_and_typed_anew_there(ui):
    ui.press("F7")
    ui.lay(AGENT)
    ui.lay(LACKING)
    ui.press("Return")
    ui.press("3", "Space")
    ui.type("20250101")
    assert [one.words for one in ui.state.problems] == ["2025-01-01 已经过了；输错了就在这里重输"]
    settle()
    ui.type("20271231")
    mandate = next(entry for entry in ui.state.entries if entry.code == "mandate")
    assert (ui.state.here, mandate.term, ui.state.problems) == ("mandate", "至 2027-12-31", ())


def test_an_agent_is_most_often_a_son_or_a_daughter(ui):
    ui.press("F7")
    ui.lay(AGENT)
    ui.lay(LACKING)
    ui.press("Return")
    ui.press("2")
    assert ui.state.here == "agent_identity"
    ui.more("关系：儿子")
    assert ui.counter.visit.draft.situation["agent"]["relation"] == "son"
    assert "儿子" in next(entry.second for entry in ui.state.entries if entry.code == "agent_identity")


def test_an_identity_card_is_asked_for_on_the_reader_and_never_under_the_camera(ui):
    ui.lay(STUDENT)
    ui.press("Return")
    if ui.screen == "decide":
        ui.press("Return")
    assert ui.screen == "materials"
    row = [entry.code for entry in ui.state.entries].index("guardian_identity") + 1
    ui.press(str(row))
    asked = ui.state.pages.hint
    assert asked == "请把监护人的身份证放在读卡器上"
    ui.press("Space")
    assert ui.state.pages.hint == asked


def rail(ui):
    return [f"{item.words} {item.result}" for item in ui.window.rail.shown.items]


def test_whoever_only_lays_the_card_down_is_asked_what_for_before_a_loss_is_offered(ui):
    Walk(ui, LOST).begin()
    assert ui.state.verdict.sentence == "请问要办什么"
    ui.press("1")
    assert ui.state.verdict.sentence == "可以受理，今天拿卡"
