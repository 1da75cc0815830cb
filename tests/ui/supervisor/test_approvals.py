"""What a supervisor sees of a question before they answer it."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from desk_builder import SUPERVISOR
from PySide6.QtWidgets import QApplication
from ui_desk import card, furnished, seat
from ui_walk import Walk

from ui.lane import Lane

ZHOU = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
TONG = card("110199199308082414", "张彤", birth=date(1993, 8, 8))


def before_two_questions(qtbot, tmp_path):
    """A supervisor at 复核: somebody's fee is to be waived, somebody's name is to be corrected."""
    ui = seat(qtbot, furnished(tmp_path))
    for holder, wish in ((ZHOU, None), (TONG, ("correction", None))):
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
    ui.press("Return")
    assert (ui.state.bar.primary.words, ui.state.bar.primary.enabled) == ("先写放行的原因", False)
    ui.press("Tab")
    ui.type("practice")
    ui.press("Return")
    assert len(ui.state.queue) == 1
    ui.window.view.focus_field("reason")
    ui.type("已与参保登记核实，欠费已补")
    assert ui.state.bar.primary.words == "同意冻结放行"
    ui.press("Ctrl+Return")
    assert ui.state.queue == ()
    [answered] = ui.desk.services.search.show(ui.desk.counter, case).approvals
    assert (answered.decision, answered.reason) == ("approved", "已与参保登记核实，欠费已补")


@pytest.mark.parametrize(("key", "answer"), [("Return", "同意"), ("2", "退回补件"), ("3", "不同意")])
def test_a_key_is_an_answer_while_the_question_is_looked_at_and_a_letter_once_it_is_signed(
    qtbot, tmp_path, key, answer
):
    ui = before_two_questions(qtbot, tmp_path)
    ui.type("x")
    assert ui.state.answer == "", "nothing can be typed yet"
    ui.press(key)
    assert ui.state.answer == f"您的答复：{answer}"
    field = QApplication.focusWidget()
    ui.type("2 3")
    assert (field.text(), ui.state.answer, len(ui.state.queue)) == ("2 3", f"您的答复：{answer}", 2)
    ui.press("Esc")
    assert (ui.screen, ui.state.answer) == ("approvals", "")
    ui.press("3", pause=3)
    assert ui.state.answer == "您的答复：不同意"


def test_the_pages_are_looked_at_with_space_before_anything_is_answered(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, ZHOU, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("approval")
    ui.press("Esc")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    ui.press("Space")
    assert ui.state.zoomed == ui.state.pages.shots[0].jpeg
    ui.press("2")
    assert (ui.state.zoomed, ui.state.answer) == (b"", "您的答复：退回补件")


def test_a_password_half_typed_goes_with_the_answer_it_was_to_sign(qtbot, tmp_path):
    ui = before_two_questions(qtbot, tmp_path)
    ui.press("Return")
    ui.type("practice")
    ui.press("Down")
    assert (ui.state.person.name, ui.state.answer) == ("张彤", "")
    ui.press("Return")
    assert (QApplication.focusWidget().text(), ui.state.bar.primary.words) == ("", "先输入您的口令")


def test_whoever_goes_through_the_queue_with_tab_answers_the_question_they_came_to(qtbot, tmp_path):
    ui = before_two_questions(qtbot, tmp_path)
    ui.window.view._queue.rows[1].setFocus()
    assert ui.state.person.name == "张彤"
    ui.press("Return")
    ui.type("practice")
    ui.press("Return")
    assert [one.name for one in ui.state.queue] == ["周样本"]


def test_arrows_go_through_the_questions(qtbot, tmp_path):
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
    ui.press("Return")
    ui.type("wrong")
    ui.press("Return")
    assert "口令不对" in ui.state.problem
    ui.type("p")
    assert ui.state.problem == ""
    ui.type("ractice")
    ui.press("Return")
    assert (ui.state.queue, ui.state.person, ui.state.pages.shots, ui.state.title) == ((), None, (), "")
