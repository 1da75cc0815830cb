"""Papers and photo when a key comes too early or a picture is not wanted."""

import pytest
from ui_desk import card, furnished, seat
from ui_walk import Walk

EMPLOYEE = card("110199198503127011", "李样本")


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
