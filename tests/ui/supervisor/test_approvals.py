"""What a supervisor sees of a question before they answer it."""

import threading
from dataclasses import replace
from datetime import date

from desk_builder import SUPERVISOR
from ui_desk import card, furnished, seat
from ui_walk import Walk

from ui.lane import Lane

TONG = card("110199199308082414", "张彤", birth=date(1993, 8, 8))


def test_the_one_character_in_which_document_and_register_differ_stands_out(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, TONG, wish=("correction", None)).begin().until("approval")
    ui.press("Esc")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    read = {row.label: row.words for row in ui.state.rows}
    assert (read["证件上"], read["登记里"]) == ("张**彤**，110199199308082414", "张**形**，110199199308082414")


def test_what_lies_before_the_answerer_is_always_about_the_question_that_is_open(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    lost = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
    for holder, wish in ((lost, None), (TONG, ("correction", None))):
        Walk(ui, holder, wish=wish).begin().until("approval")
        ui.press("Esc")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
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
