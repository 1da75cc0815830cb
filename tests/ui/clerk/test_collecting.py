"""Handing a card over when it does not go straight: set aside, somebody else's card, a key pressed too early."""

from dataclasses import replace
from datetime import date

import pytest
from pretend_printer import PretendPrinter
from PySide6.QtWidgets import QApplication
from ui_desk import card, furnished, seat
from ui_walk import Walk

from desk.errors import DeviceTrouble, OutcomeUnknown

EMPLOYEE = card("110199198503127011", "李样本")
LOST = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
PAYS = card("110199196910107334", "郑样例", birth=date(1969, 10, 10))


@pytest.fixture
def ui(qtbot, tmp_path):
    """A card was made, and its holder's document was read a second time."""
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("handover")
    ui.lay(EMPLOYEE)
    return ui


def done(ui):
    return {one.code: one.right for one in ui.state.things if one.right}


def test_who_collects_is_read_again_when_a_collection_was_set_aside(ui):
    ui.press("Space")
    ui.sign()
    ui.counter.go_to("reception")
    ui.press("1")
    assert (ui.screen, ui.state.verdict.sentence, done(ui)) == ("handover", "请再放一次身份证", {})
    ui.lay(EMPLOYEE)
    assert {"identity", "signature"} <= done(ui).keys(), "what they signed is not asked for twice"
    assert "face" not in done(ui)


def test_a_collection_that_was_set_aside_shows_its_person_and_its_case_again(ui):
    before = ui.window.card.person
    ui.counter.go_to("reception")
    ui.press("1")
    after = ui.window.card.person
    assert (after.photo, after.facts, after.papers_title) == (before.photo, before.facts, before.papers_title)
    assert [item.mark for item in ui.window.rail.shown.items if item.code in ("payment", "approval")] == ["dash"] * 2


def test_the_rail_says_the_same_of_a_case_however_it_came_up(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, LOST, wish=("reissue", "lost")).begin().until("handover")
    before = rail(ui)
    assert {"材料 齐", "照片 已拍", "核对 已签", "缴费 减免", "复核 已同意"} <= set(before)
    assert f"制卡 {ui.counter.visit.case.blank}" in before
    ui.press("Esc")
    ui.lay(LOST)
    assert (ui.screen, rail(ui)) == ("handover", before)


def test_the_rail_says_the_same_of_a_draft_that_goes_on(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("review")
    ui.sign()
    before = rail(ui)
    assert {"材料 齐", "照片 已拍", "核对 已签"} <= set(before)
    ui.counter.go_to("reception")
    ui.lay(EMPLOYEE)
    assert (ui.screen, rail(ui)) == ("review", before)


def test_somebody_elses_card_does_not_exchange_whoever_collects(ui):
    ui.lay(PAYS)
    assert (ui.screen, ui.state.verdict.sentence) == ("handover", "郑样例不是来领这张卡的人")
    ui.press("Esc")
    ui.lay(PAYS)
    assert ui.screen == "decide"


def set_aside(ui):
    """Back at the reception, one collection unfinished."""
    ui.counter.go_to("reception")
    assert len(ui.state.unfinished) == 1


def test_whose_card_it_is_is_said_before_its_owner_collects_for_somebody(ui):
    set_aside(ui)
    ui.press("1")
    ui.lay(PAYS)
    assert ui.state.verdict.sentence == "这是郑样例的证件，不是持卡人的"
    ui.lay(EMPLOYEE)
    assert ui.state.bar.primary.code == "give", "it was nobody's but the holder's turn"


def test_a_card_without_a_chinese_name_says_whose_it_is_too(ui):
    set_aside(ui)
    ui.press("1")
    ui.lay(replace(PAYS, name="", name_latin="SPECIMEN SAMPLE"))
    assert ui.state.verdict.sentence == "这是SPECIMEN SAMPLE的证件，不是持卡人的"
    assert ui.state.bar.primary.words == "SPECIMEN SAMPLE来代领"


def test_the_holder_in_person_takes_the_place_of_an_agent_who_never_collected(ui):
    ui.more("这次不领了")
    ui.counter.go_to("to_collect")
    ui.press("Ctrl+Return")
    ui.lay(PAYS)
    ui.press("Return")
    assert ui.state.verdict.sentence == "还不能交卡"
    ui.counter.go_to("reception")
    ui.lay(EMPLOYEE)
    assert (ui.screen, "identity" in done(ui)) == ("handover", True)
    ui.counter.go_to("reception")
    assert len(ui.state.unfinished) == 1


def test_an_agent_who_is_asked_for_the_holders_card_lays_it_down_and_goes_on(ui):
    ui.more("这次不领了")
    ui.counter.go_to("to_collect")
    ui.press("Ctrl+Return")
    ui.lay(PAYS)
    ui.press("Return", "Return")
    assert (ui.screen, ui.state.here) == ("materials", "identity_document")
    ui.lay(EMPLOYEE)
    assert ui.state.here != "identity_document", "it was taken, and the next paper is in hand"
    assert ui.counter.visit.draft.situation["identity"]["number"] == EMPLOYEE.number


def test_an_agents_papers_belong_to_the_collection_and_not_to_a_decision_about_something_else(ui):
    ui.press("Esc")
    ui.counter.go_to("to_collect")
    ui.press("Ctrl+Return")
    before = [one for one in rail(ui) if not one.startswith(("材料", "判定"))]
    ui.lay(PAYS)
    ui.press("Return", "Return")
    assert ui.state.verdict.second.endswith("收齐就能领卡。")
    assert set(before) <= set(rail(ui)), "the card is made, whatever is still missing for its collection"
    assert {item.mark for item in ui.window.rail.shown.items if item.code in ("photo", "review", "issuing")} == {"done"}
    ui.press("Esc")
    assert (ui.screen, ui.state.verdict.sentence) == ("handover", "还不能交卡")


def test_whoever_collects_for_the_holder_is_the_one_who_looks_and_signs(ui):
    ui.press("Esc")
    ui.counter.go_to("to_collect")
    ui.press("Ctrl+Return")
    ui.lay(PAYS)
    ui.press("Return", "Return")
    ui.lay(EMPLOYEE)
    ui.press("Space")
    ui.type("20271231")
    assert ui.state.bar.primary.words == "继续领卡"
    ui.press("Ctrl+Return")
    told = {row.code: (row.name, row.second) for row in ui.state.things}
    assert told["identity"][0] == "核对代领人"
    assert told["face"][1].startswith("代领人看过")
    assert "password" not in told
    ui.counter.presenter.object_to()
    assert ui.state.verdict.sentence == "代领人说卡面有误"


def test_one_card_is_one_unfinished_collection_however_it_was_opened_and_none_once_it_is_given(ui):
    for _ in range(2):
        ui.counter.go_to("to_collect")
        ui.press("Ctrl+Return")
        ui.lay(EMPLOYEE)
        set_aside(ui)
    ui.press("1")
    Walk(ui, EMPLOYEE).until("rating")
    ui.press("Esc")
    assert (ui.screen, ui.state.unfinished) == ("reception", ())


def test_a_bounced_space_does_one_thing_only(ui):
    ui.press("Space", pause=1)
    ui.press("Space", "Space", pause=0.05)
    assert "password" not in done(ui)


def test_enter_after_the_signature_never_leads_to_a_button_that_space_would_press(ui):
    ui.press("Space")
    ui.sign()
    ui.press("Return")
    assert QApplication.focusWidget().code == "password", "the next thing that Space does"
    ui.press("Space", "Return")
    assert ui.screen == "rating"


def test_delete_takes_back_what_was_said_to_be_done(ui):
    ui.press("Space", "Space")
    assert {"face", "password"} <= done(ui).keys()
    ui.press("Del")
    assert "password" not in done(ui)
    ui.press("Space")
    assert "password" in done(ui)


def test_whoever_gives_way_to_somebody_elses_card_is_named(ui):
    ui.press("Esc")
    ui.lay(PAYS)
    ui.lay(LOST)
    assert "郑样例已搁置，停在“判定”" in ui.state.bar.deed.words


def test_the_list_of_making_names_only_what_the_printer_did(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("issuing")
    ui.press("Ctrl+Return")
    assert ui.state.made
    assert [step.code for step in ui.state.steps if step.right] == ["reserve", "eject"]


def test_a_card_that_was_settled_as_good_is_handed_over_with_its_face_and_its_numbers(qtbot, tmp_path):
    printer = PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer", reason="jam"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    walk = Walk(ui, EMPLOYEE).begin().until("jam")
    number, blank = ui.counter.visit.case.number, ui.counter.visit.case.print_jobs[-1].blank
    ui.press("Esc", "F3")
    ui.counter.presenter.find_text(number)
    ui.press("Ctrl+Return", "2")
    walk._second_person()
    ui.press("Return")
    assert (ui.screen, ui.state.facts[0].words) == ("handover", blank)
    assert ui.state.face is not None
    assert "制卡 " + blank in rail(ui)


def test_the_picture_a_ruined_card_wants_is_taken_by_the_primary(qtbot, tmp_path):
    printer = PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer", reason="jam"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    Walk(ui, EMPLOYEE).begin().until("jam")
    ui.press("1")
    assert (ui.state.bar.primary.words, ui.state.bar.primary.key) == ("先留一张照片", "Space")
    ui.press("Ctrl+Return")
    assert ui.state.pictured


def test_a_printer_that_is_not_ready_leaves_every_way_round_under_more(qtbot, tmp_path):
    printer = PretendPrinter(DeviceTrouble("printer_not_ready", device="card_printer"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    Walk(ui, EMPLOYEE).begin().until("issuing")
    ui.press("Ctrl+Return")
    assert (ui.state.verdict.mark, ui.state.begun) == ("stop", False)
    ui.press("F10")
    assert [line.words for line in ui.window.sheet.sheet.lines] == ["撤回申请", "转制卡中心"]
    ui.press("Esc", "F3")
    ui.counter.presenter.find_text("liyangben")
    marks = {stage.words: stage.mark for stage in ui.state.stages}
    assert (marks["审核"], marks["制卡"]) == ("done", "here"), "its card is what it waits for"


def test_a_written_off_card_is_named_and_the_one_in_hand_stands_on_the_rail(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    walk = Walk(ui, EMPLOYEE).begin().until("issuing")
    ui.press("Ctrl+Return")
    first = ui.counter.presenter._issued.blank
    ui.press("F7")
    walk._second_person()
    ui.press("Return")
    assert f"{first} 已记废卡" in ui.state.bar.deed.words
    assert "制卡 废卡" in rail(ui)
    walk.until("handover")
    assert f"制卡 {ui.counter.visit.case.blank}" in rail(ui)
    assert ui.counter.visit.case.blank != first


def rail(ui):
    return [f"{item.words} {item.result}" for item in ui.window.rail.shown.items]


@pytest.mark.parametrize("agent", [False, True])
def test_from_a_collection_nothing_leads_back_into_the_application(ui, agent):
    if agent:
        ui.more("这次不领了")
        ui.counter.go_to("to_collect")
        ui.press("Ctrl+Return")
        ui.lay(PAYS)
        ui.press("Return")
        assert ui.state.verdict.sentence == "还不能交卡"
    assert not [item.code for item in ui.window.rail.shown.items if item.reachable]
    ui.counter.do("go_to", "decide")
    assert ui.screen == "handover"


def test_a_card_that_was_lost_in_the_printer_leaves_no_number_on_the_next_one(qtbot, tmp_path):
    printer = PretendPrinter(OutcomeUnknown("outcome_unknown", device="card_printer", reason="jam"))
    ui = seat(qtbot, furnished(tmp_path), printer=printer)
    walk = Walk(ui, EMPLOYEE).begin().until("jam")
    spoiled = ui.counter.visit.case.print_jobs[-1].blank
    ui.press("3")
    walk._second_person()
    ui.press("Ctrl+Return")
    assert ui.screen == "issuing"
    assert (ui.state.face, [step.second for step in ui.state.steps if spoiled in step.second]) == (None, [])


def test_who_applies_for_a_subsidy_learns_who_decides_and_until_when(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    asks = card("110199197412249262", "曹示范", sex="female", birth=date(1974, 12, 24))
    walk = Walk(ui, asks, wish=("subsidy", None), brings=("subsidy_application_form",))
    walk.begin().until("rating")
    assert ui.state.bar.deed.words == "曹示范 已受理"
    told = next(row for row in ui.state.rows if row.label == "办结")
    assert told.words == "03-23 周一前，由经办机构审核"
    assert "subsidy_slip" in [kind for kind, _, _ in ui.papers.printed]
