"""What a supervisor sees of a question before they answer it."""

import threading
from dataclasses import replace
from datetime import date

from desk_builder import SUPERVISOR
from ui_desk import card, furnished, seat
from ui_walk import Walk

from ui.lane import Lane

TONG = card("110199199308082414", "张彤", birth=date(1993, 8, 8))


def before_two_questions(qtbot, tmp_path):
    """A supervisor at 复核: somebody's fee is to be waived, somebody's name is to be corrected."""
    ui = seat(qtbot, furnished(tmp_path))
    lost = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
    for holder, wish in ((lost, None), (TONG, ("correction", None))):
        Walk(ui, holder, wish=wish).begin().until("approval")
        ui.press("Esc")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    return ui


def test_the_one_character_in_which_document_and_register_differ_stands_out(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, TONG, wish=("correction", None)).begin().until("approval")
    ui.press("Esc")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    read = {row.label: row.words for row in ui.state.rows}
    assert (read["证件上"], read["登记里"]) == ("张**彤**，110199199308082414", "张**形**，110199199308082414")


def test_what_lies_before_the_answerer_is_always_about_the_question_that_is_open(qtbot, tmp_path):
    ui = before_two_questions(qtbot, tmp_path)
    first, second = (one.code for one in ui.state.queue)
    lane, free, seen = Lane("desk"), threading.Event(), []
    ui.desk.lanes = replace(ui.desk.lanes, desk=lane)
    lane.run(lambda: free.wait(10), lambda _: None, lambda _: None)
    ui.counter.presenter.open(first)
    ui.counter.presenter.open(second)
    assert (ui.state.person, ui.state.bar.primary.words, ui.state.bar.primary.enabled) == (None, "正在查", False)
    ui.counter.presenter.changed.connect(lambda state: seen.append(state.person and state.person.name))
    free.set()
    qtbot.waitUntil(lambda: "张彤" in seen)
    lane.close()
    assert set(seen) - {None} == {"张彤"}


def test_who_lets_a_frozen_account_pass_sees_what_is_known_of_it_and_writes_down_why(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    frozen = card("110199198112212104", "余样本", sex="female", birth=date(1981, 12, 21))
    Walk(ui, frozen, wish=("first_issue", None)).begin().until("reception")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    case = ui.counter.presenter._here.case
    assert {row.label: row.words for row in ui.state.rows}["冻结"] == "参保登记没有写原因，先打电话核实再答复。"
    ui.type("practice")
    assert (ui.state.bar.primary.words, ui.state.bar.primary.enabled) == ("先写放行的原因", False)
    ui.press("Return")
    assert len(ui.state.queue) == 1
    ui.window.view.focus_field("reason")
    ui.type("已与参保登记核实，欠费已补")
    assert ui.state.bar.primary.words == "同意冻结放行"
    ui.press("Ctrl+Return")
    assert ui.state.queue == ()
    [answered] = ui.desk.services.search.show(ui.desk.counter, case).approvals
    assert (answered.decision, answered.reason) == ("approved", "已与参保登记核实，欠费已补")


def test_arrows_go_through_the_questions_while_the_password_has_the_cursor(qtbot, tmp_path):
    ui = before_two_questions(qtbot, tmp_path)
    names = [ui.state.person.name]
    for key in ("Down", "Down", "Up", "Up"):
        ui.press(key)
        names.append(ui.state.person.name)
    assert names == ["周样本", "张彤", "张彤", "周样本", "周样本"]


def test_once_answered_nobody_stays_on_the_page_and_a_reproach_goes_with_what_it_asked_for(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, TONG, wish=("correction", None)).begin().until("approval")
    ui.press("Esc")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    ui.clock.seconds += 1
    ui.window.ask("decline")
    assert ui.state.problem == "先输入您的口令"
    ui.type("practice")
    assert ui.state.problem == ""
    ui.press("Return")
    assert (ui.state.queue, ui.state.person, ui.state.pages.shots, ui.state.title) == ((), None, (), "")
