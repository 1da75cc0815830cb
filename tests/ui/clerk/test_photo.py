"""The photo screen while the picture is not good: what it says, and when it offers the photo that was brought."""

import pytest
from ui_desk import card, furnished, seat
from ui_walk import Walk


@pytest.fixture
def ui(qtbot, tmp_path):
    seated = seat(qtbot, furnished(tmp_path))
    Walk(seated, card("110199198503127011", "李样本")).begin().until("photo")
    return seated


def test_a_live_picture_that_is_not_good_yet_says_what_is_wrong_and_where_to_look(ui):
    ui.studio.ok = False
    ui.counter.presenter._next_frame()
    assert ui.state.verdict.mark == "stop"
    assert ui.state.verdict.sentence.endswith("还不能用")
    assert ui.state.verdict.second == "照右边的提示调整。"
    assert ui.state.shot is None


def test_after_three_shots_in_vain_the_photo_that_was_brought_is_offered(ui):
    ui.studio.ok = False
    for _ in range(3):
        assert "F7" not in ui.state.verdict.second
        ui.counter.presenter._next_frame()
        ui.counter.presenter.take()
        if ui.state.tries < 3:
            ui.press("Esc")
    assert ui.state.verdict.second == "已试 3 次，也可以用自带照片 F7。"
