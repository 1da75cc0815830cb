"""What a supervisor sees of a question before they answer it."""

from datetime import date

from desk_builder import SUPERVISOR
from ui_desk import card, furnished, seat
from ui_walk import Walk


def test_the_one_character_in_which_document_and_register_differ_stands_out(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    tong = card("110199199308082414", "张彤", birth=date(1993, 8, 8))
    Walk(ui, tong, wish=("correction", None)).begin().until("approval")
    ui.press("Esc")
    ui.sit_down(SUPERVISOR)
    ui.counter.go_to("approvals")
    read = {row.label: row.words for row in ui.state.rows}
    assert (read["证件上"], read["登记里"]) == ("张**彤**，110199199308082414", "张**形**，110199199308082414")
