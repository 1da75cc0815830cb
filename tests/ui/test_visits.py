"""Whole visits through the real window, by keys alone, on a real store: what a clerk does a hundred times a day."""

from datetime import date

import paper_cases
import pytest
from desk_builder import case_state
from pretend_printer import PretendPrinter
from PySide6.QtWidgets import QApplication
from ui_desk import card, furnished, seat, settle
from ui_walk import Walk
from walk_ins import id_card

from desk.errors import CardSpoiled, NotAcceptable, OutcomeUnknown
from desk.rules.reference import regions
from desk.services import search, stock
from ui.clerk.visit import decided
from ui.customer.page import Moment, page_of
from ui.papers import forms
from ui.parts.picture import picture

EMPLOYEE = card("110199198503127011", "李样本")
LOST = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))
STUDENT = card("440399201105201150", "赵示范", birth=date(2011, 5, 20))
FATHER = card("440399198409095276", "赵样例", birth=date(1984, 9, 9))
DOUBTED = card("110199194003011516", "水样本", birth=date(1940, 3, 1))
UNINSURED = id_card("金样例")
LACKING = card("53019919900203715X", "蒋示范", birth=date(1990, 2, 3))


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


def only_case(ui):
    return search.show(ui.desk.counter, search.listed(ui.desk.counter)[0].number)


@pytest.mark.requirement("M-001", "M-008", "M-024")
def test_a_first_issue_takes_at_most_twelve_keys_after_the_card_is_laid_down(ui):
    walk = Walk(ui, EMPLOYEE).begin()
    walk.to_the_end()
    assert ui.keys <= 12
    assert walk.screens == [
        "decide",
        "materials",
        "photo",
        "review",
        "issuing",
        "handover",
        "rating",
        "reception",
    ]
    case = only_case(ui)
    assert case.state == "closed"
    assert [kind for kind, _, _ in ui.papers.printed] == ["application_form", "receipt", "collection_slip"]
    assert stock.report(ui.desk.counter).states["in_stock"] == 59


@pytest.mark.requirement("M-002", "M-005", "M-093")
def test_a_lost_card_is_reported_by_ctrl_enter_only_and_its_waiver_is_approved_at_the_window(ui):
    Walk(ui, LOST).begin()
    ui.press("Return")
    assert ui.state.bar.confirmation is not None
    ui.press("Return")
    assert ui.state.bar.confirmation is None, "Enter says no: the focus is on 先不"
    Walk(ui, LOST).to_the_end()
    case = only_case(ui)
    assert (case.state, case.fee.waived, case.fee.paid) == ("closed", 2500, 0)
    assert case.approvals[0].decided_by == "0301"
    assert ui.desk.counter.card_service.cards(LOST.number)[0]["status"] in ("void", "formal_loss")


def test_a_blank_is_used_by_ctrl_enter_only_and_whoever_says_no_loses_nothing(ui):
    Walk(ui, EMPLOYEE).begin().until("issuing")
    assert ui.state.bar.confirmation.sentence == "制卡用掉 1 张空白卡，不能退回"
    ui.press("Return")
    assert (ui.screen, ui.state.bar.confirmation, ui.state.made) == ("issuing", None, False)
    ui.press("Return", "Esc")
    assert (ui.screen, ui.state.bar.confirmation) == ("issuing", None)
    assert stock.report(ui.desk.counter).states["in_stock"] == 60
    ui.press("Return", "Ctrl+Return")
    assert ui.state.made
    assert stock.report(ui.desk.counter).states["in_stock"] == 59


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (("loss_report", None, "formal"), "A10000901 正式挂失后不能解挂"),
        (("cancel", "moved_abroad", None), "A10000901 注销后不能恢复"),
    ],
)
def test_what_ends_a_cards_life_is_asked_once_more_before_it_is_submitted(ui, wish, sentence):
    Walk(ui, PAYS).begin().until("decide")
    ui.press("0")
    possible = [
        (one["service"], one["reason"], (one.get("loss") or {}).get("kind")) for one in ui.counter.visit.possible
    ]
    ui.counter.presenter.choose(possible.index(wish))
    Walk(ui, PAYS).until("review")
    assert not [row for row in ui.state.lines if "新卡" in row.words], "no card comes of it"
    ui.sign()
    ui.press("Return")
    assert ui.state.bar.confirmation.sentence == sentence
    ui.press("Return")
    assert (ui.screen, search.listed(ui.desk.counter)) == ("review", [])
    ui.press("Return", "Ctrl+Return")
    assert [line.service for line in search.listed(ui.desk.counter)] == [wish[0]]


def test_an_old_card_goes_void_at_the_hand_over_by_ctrl_enter_only(ui):
    walk = Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("handover")
    while not ui.state.bar.primary.enabled:
        walk._at_handover()
    ui.press("Return")
    assert ui.state.bar.confirmation.sentence == "新卡启用时旧卡 A10000901 作废，不能恢复"
    ui.press("Esc")
    assert (ui.screen, only_case(ui).state) == ("handover", "ready")
    ui.press("Return", "Ctrl+Return")
    assert only_case(ui).state == "active"


def test_enter_goes_on_as_soon_as_the_last_paper_lies_there(ui):
    Walk(ui, PAYS, wish=("exchange", "human_damage")).begin().until("materials")
    ui.press("Space", "Return")
    assert ui.screen == "photo"


def test_a_fee_is_taken_once_and_the_receipt_printed_after_it(ui):
    walk = Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("payment")
    assert "receipt" not in [kind for kind, _, _ in ui.papers.printed]
    for nonsense in ("abc-5", "nan", "2 0"):
        ui.type(nonsense)
        assert (ui.state.problems[0].words, ui.state.bar.primary.enabled) == (f"“{nonsense}”不是金额", False)
        ui.press(*["Backspace"] * len(nonsense))
    ui.type("100")
    assert "75.00" in ui.state.change[0].words
    ui.press("Return")
    assert "找零 75.00" in ui.counter.visit.deed.words
    for _ in range(5):
        ui.press("Return", pause=0.01)
    assert "receipt" in [kind for kind, _, _ in ui.papers.printed]
    walk.to_the_end()
    assert [one.amount for one in only_case(ui).payments] == [2500]


def test_money_that_is_not_seen_is_asked_about_before_it_is_taken_and_enter_says_no(ui):
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("payment")
    ui.press("F7", pause=1)
    ui.press("F7", "F7", "F7", pause=0.1)
    assert (ui.state.method, QApplication.focusWidget().accessibleName()) == ("cash", "收到的现金，元")
    ui.press("F7")
    ui.type("20")
    ui.press("Return")
    assert ui.state.bar.confirmation.sentence == "微信 25.00 元，看到到账了吗？"
    ui.press("Return")
    assert (ui.screen, only_case(ui).payments) == ("payment", ())
    ui.press("Return", "Ctrl+Return")
    assert [(one.method, one.amount) for one in only_case(ui).payments] == [("wechat", 2500)]


def test_whoever_will_not_pay_gives_the_application_up_on_the_page_where_they_should(ui):
    Walk(ui, PAYS, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("payment")
    assert "更多" in [act.words for act in ui.state.bar.secondaries]
    ui.more("撤回申请")
    ui.press("Return", "Ctrl+Return")
    assert only_case(ui).state == "withdrawn"


@pytest.mark.requirement("M-043", "M-044")
def test_a_students_missing_paper_may_follow_and_the_guardian_is_read_by_laying_the_card_down(ui):
    walk = Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).begin().until("rating")
    who_makes_it = next(row for row in ui.state.rows if row.label == "制卡")
    assert (who_makes_it.words, who_makes_it.second) == (
        "由制卡中心制，制好送到本厅",
        "材料还没有交齐，今天不能当场制卡。",
    )
    assert ui.state.bar.deed.words == "赵示范的卡已转制卡中心"
    assert "制卡中心" in {item.result for item in ui.window.rail.shown.items if item.code == "issuing"}
    walk.to_the_end()
    case = only_case(ui)
    assert case.situation["guardian"]["name"] == "赵样例"
    assert [(one.code, one.cured_at) for one in case.owes] == [("school_enrolment", None)]
    assert case.state == "making", "the card centre makes it"
    assert "handover" not in walk.screens
    assert ("deferral_notice", case.number, False) in ui.papers.printed


def test_both_screens_name_the_guardian_who_signs_for_a_child_as_the_paper_does(ui):
    Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).begin().until("review")
    assert (ui.state.verdict.sentence, ui.state.signer) == ("请监护人核对并签名", "监护人签名")
    page = page_of(Moment("review", ui.state, ui.counter.visit, "3 号窗口"))
    assert (page.signer, page.second) == ("监护人签名", "都对，请监护人签名；有错，请按“内容有误”")
    ui.sign()
    assert ui.state.verdict.sentence == "监护人已核对并签名"


def test_what_stands_over_the_signature_on_the_form_was_read_on_both_screens(ui):
    Walk(ui, EMPLOYEE).begin().until("review")
    case, office = paper_cases.case_of("application_form", "A02-hangzhou-household-register")
    on_the_form = forms.form_words(case, office, "application_form").declaration[-1]
    page = page_of(Moment("review", ui.state, ui.counter.visit, "3 号窗口"))
    assert on_the_form.startswith("本人知悉：")
    for rows in (ui.state.lines, page.rows):
        assert on_the_form in next(row.words for row in rows if row.label == "声明")


def test_several_missing_papers_give_one_notice_that_names_them_all(ui):
    Walk(ui, LACKING).begin().to_the_end()
    case = only_case(ui)
    assert case.state == "declined"
    assert case.number.startswith("N")
    assert [kind for kind, _, _ in ui.papers.printed].count("one_time_notice") == 1
    assert {one["facts"]["material"] for one in case.decision["reasons"]} == {
        "household_register",
        "contribution_proof",
    }


def test_an_unknown_card_is_settled_by_two_people_and_the_case_made_again(qtbot, tmp_path):
    printer = PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer", reason="jam"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    walk = Walk(ui, EMPLOYEE).begin().until("jam")
    number = ui.counter.visit.case.number
    assert ui.state.bar.primary.enabled is False, "nothing is written down before somebody looked"
    printer.trouble = None
    walk.to_the_end()
    assert case_state(ui.desk.counter, number) == "closed"
    states = stock.report(ui.desk.counter).states
    assert (states["spoiled"], states["issued"], states["unknown"]) == (1, 1, 0)


def test_a_second_ruined_blank_sends_the_case_to_the_card_centre(qtbot, tmp_path):
    printer = PretendPrinter(CardSpoiled("card_spoiled", device="card_printer", reason="jam"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    Walk(ui, EMPLOYEE).begin().until("jam")
    number = ui.counter.visit.case.number
    assert ui.state.bar.primary.words == "重新制卡", "the ruined blank is written down already"
    ui.press("Return", "Ctrl+Return")
    assert ui.screen == "jam"
    assert ui.state.bar.primary.code == "to_centre"
    ui.press("Return")
    assert ui.screen == "rating"
    assert case_state(ui.desk.counter, number) == "making"
    assert stock.report(ui.desk.counter).states["spoiled"] == 2


def test_a_card_that_goes_to_the_centre_after_all_is_promised_anew_on_screen_and_paper(ui):
    Walk(ui, EMPLOYEE).begin().until("issuing")
    case = ui.counter.visit.case
    assert [kind for kind, _, _ in ui.papers.printed] == ["application_form", "receipt"]
    if ui.state.bar.confirmation:
        ui.press("Escape")
    ui.more("转制卡中心")
    sent = search.show(ui.desk.counter, case.number)
    assert (case.promise.ready_by, sent.promise.ready_by) == (date(2026, 3, 16), date(2026, 4, 1))
    assert ui.state.verdict.sentence == "已受理，04-01 周三起领卡"
    assert [kind for kind, _, _ in ui.papers.printed[2:]] == ["receipt"]
    made = {one.code: (one.mark, one.result) for one in ui.window.rail.shown.items}
    assert made["issuing"][1] == "制卡中心"
    assert "done" not in (made["issuing"][0], made["handover"][0])
    assert sent.decision["delivery"]["mode"] == "pickup"
    assert "collection_slip" not in sent.decision["documents"]


@pytest.mark.requirement("M-005")
def test_a_temporary_loss_report_needs_no_photo_and_no_card(ui):
    walk = Walk(ui, PAYS, wish=("loss_report", None)).begin().to_the_end()
    assert "photo" not in walk.screens
    case = only_case(ui)
    assert (case.service, case.state) == ("loss_report", "closed")
    assert ui.desk.counter.card_service.cards(PAYS.number)[0]["status"] == "temporary_loss"


def test_a_card_that_moves_is_told_at_the_prompt_and_the_next_reading_goes_on(ui):
    ui.lay(NotAcceptable("card_moved"))
    assert ui.screen == "reception"
    assert "移开" in ui.state.verdict.sentence
    ui.lay(EMPLOYEE)
    assert ui.screen == "decide"


def test_a_suspect_card_shows_nothing_of_itself(ui):
    ui.lay(NotAcceptable("card_suspect"))
    assert ui.screen == "reception"
    assert "没有通过验证" in ui.state.verdict.sentence
    assert ui.counter.visit is None


def test_set_aside_at_the_review_goes_on_where_it_was_and_keeps_photo_and_signature(ui):
    Walk(ui, EMPLOYEE).begin().until("review")
    ui.sign()
    photo = ui.counter.visit.draft.photo
    ui.press("Esc", "Esc", "Esc", "Esc")
    assert ui.screen == "reception"
    assert len(ui.state.unfinished) == 1
    ui.press("1")
    assert (ui.screen, ui.counter.visit.draft.photo, ui.state.strokes is None) == ("review", photo, False)
    ui.press("Return")
    Walk(ui, EMPLOYEE).to_the_end()
    assert only_case(ui).state == "closed"


def test_papers_that_were_taken_in_are_where_a_visit_goes_on(ui):
    Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).begin().until("photo")
    ui.press("Esc", "Esc", "Esc")
    ui.lay(STUDENT)
    assert ui.screen == "materials"
    ui.press("Esc", "Esc", "1")
    assert ui.screen == "materials"


def test_a_different_persons_card_parks_the_visit_and_greets_the_new_one(ui):
    Walk(ui, EMPLOYEE).begin().until("materials")
    ui.lay(PAYS)
    assert ui.screen == "decide"
    assert ui.counter.visit.draft.situation["identity"]["name"] == "郑样例"
    ui.press("Esc")
    assert {row.words[0] for row in ui.state.unfinished} == {"李样本", "郑样例"}


def test_what_became_of_a_visit_is_told_at_the_place_that_comes_next_and_only_there(ui):
    said = ui.window.bar._deed.accessibleName
    Walk(ui, EMPLOYEE).begin().until("handover")
    ui.press("Esc")
    assert (ui.screen, said()) == ("reception", "李样本已搁置，停在“领卡”")
    ui.press("F3")
    assert (ui.screen, said()) == ("find", "")
    ui.lay(EMPLOYEE)
    Walk(ui, EMPLOYEE).to_the_end()
    assert said().startswith("李样本的卡")
    ui.lay(PAYS)
    ui.press("F3")
    assert (ui.screen, said()) == ("find", "郑样例已搁置，停在“判定”")
    ui.press("Ctrl+1")
    assert said() == ""


def test_a_typed_number_and_name_greet_without_a_card(ui):
    ui.window.view._id.setFocus()
    ui.type("110199198503127011")
    assert ui.state.asks_name
    ui.window.view._name.setFocus()
    ui.type("李样本")
    ui.press("Return")
    assert ui.screen == "decide"
    assert "identity" not in ui.counter.visit.draft.situation


def test_a_visit_that_is_over_leaves_no_photo_in_the_windows_memory(ui):
    Walk(ui, EMPLOYEE).begin().to_the_end()
    assert [ui.window.work.widget(at).code for at in range(ui.window.work.count())] == ["waiting"]
    assert picture.cache_info().currsize == 0


def test_the_names_of_places_are_read_by_the_lane_that_decides(ui):
    """Three thousand of them, read while the first decision was painted, were the day's longest pause."""
    Walk(ui, EMPLOYEE).begin().until("decide")
    regions.cache_clear()
    decided(ui.desk, ui.counter.visit.draft)
    assert regions.cache_info().currsize == 1


def test_a_lost_printer_offers_another_try_and_consumes_nothing(qtbot, tmp_path):
    from desk.errors import DeviceTrouble

    printer = PretendPrinter(DeviceTrouble("printer_not_ready", device="card_printer", reasons=("cover_open",)))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    Walk(ui, EMPLOYEE).begin().until("issuing")
    ui.press("Ctrl+Return")
    assert ui.state.verdict.mark == "stop"
    assert light(ui, "card_printer") == "停了", "it answered: the line is whole"
    printer.trouble = None
    ui.press("F5")
    assert ui.state.made
    assert light(ui, "card_printer") == "就绪"
    assert stock.report(ui.desk.counter).states["spoiled"] == 0


def light(ui, code):
    """The word beside a device's light at the foot of the window."""
    ui.counter.frame.tick()
    return next(one.words for one in ui.window.strip.shown.lights if one.code == code)


def test_0_gives_the_digits_to_the_next_lines_of_a_long_menu(ui):
    Walk(ui, PAYS).begin().until("decide")
    ui.press("0")
    assert [option.key for option in ui.state.options][:10] == [*"123456789", ""]
    ui.press("0")
    keyed = {option.key: ui.counter.visit.possible[int(option.code)] for option in ui.state.options if option.key}
    digit = next(key for key, one in keyed.items() if one["service"] == "cancel")
    settle()
    shown = {row._value.key for row in ui.window.view._options.rows if not row.visibleRegion().isEmpty()}
    assert keyed.keys() <= shown, "what has a digit is in sight"
    ui.press(digit)
    assert ui.counter.visit.decision["service"] == "cancel"
    ui.press("0", "1")
    assert ui.counter.visit.decision["service"] == "reissue", "the first lines have the digits again"


def test_where_the_register_doubts_that_somebody_lives_nothing_else_is_offered_first(ui):
    ui.lay(DOUBTED)
    assert ui.state.verdict.sentence == "暂缓：登记状态异常，请主管来看"
    chosen = next(option for option in ui.state.options if option.selected)
    assert chosen.verdict != "可以"


def test_a_flexible_employee_who_enrols_is_asked_for_the_tier_at_the_papers_too(ui):
    Walk(ui, UNINSURED).begin().until("decide")
    assert "**城乡居民**，城乡居民基本医疗保险" in [row.words for row in ui.state.above]
    ui.more("灵活就业")
    ui.press("Return", "3", "Space", "Space", "Space")
    assert ui.state.bar.primary.words == "先选缴费档次，F10"
    ui.more("档次 80%")
    ui.press("Ctrl+Return")
    assert (ui.screen, ui.counter.visit.decision["contribution"]["tier"]) == ("review", 80)
    assert "**灵活就业人员**，职工基本医疗保险" in [row.words for row in ui.state.lines], "it is signed for"


def test_what_a_correction_changes_is_shown_and_signed_for_with_the_one_character_that_differs_in_bold(ui):
    person = card("110199199308082414", "张彤", birth=date(1993, 8, 8))
    Walk(ui, person, wish=("correction", None)).begin().until("review")
    changed = next(row for row in ui.state.lines if row.label == "姓名改为")
    assert (changed.words, changed.second) == ("张**彤**", "登记里是 张形")
