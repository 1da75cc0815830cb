"""The photo screen while the picture is not good: what it says, and when it offers the photo that was brought."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from ui_desk import card, furnished, picture, seat
from ui_walk import Walk

from desk.rules.photo_standard import PhotoStandard, check
from ui.clerk.photo_rows import lights
from ui.parts.entry_row import EntryRow


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


def test_the_look_at_the_person_is_confirmed_with_the_mouse_too(ui):
    ui.counter.presenter._next_frame()
    row = next(row for row in ui.window.view.findChildren(EntryRow) if row.code == "look")
    ui.clock.seconds += 1
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert ui.state.seen


def test_after_three_shots_in_vain_the_photo_that_was_brought_is_offered(ui):
    ui.studio.ok = False
    for _ in range(3):
        assert "F7" not in ui.state.verdict.second
        ui.counter.presenter._next_frame()
        ui.counter.presenter.take()
        if ui.state.tries < 3:
            ui.press("Esc")
    assert ui.state.verdict.second == "已试 3 次，也可以用自带照片 F7。"


def test_what_is_kept_beside_a_photo_that_was_brought_is_that_photo_and_not_the_camera_s(ui, tmp_path):
    ui.counter.presenter._next_frame()
    brought = tmp_path / "brought.jpg"
    brought.write_bytes(picture(358, 441, kind="JPEG"))
    ui.counter.presenter.bring_file(brought)
    ui.press("Space", "Return")
    draft = ui.counter.visit.draft
    assert (draft.photo, draft.photo_original) == (ui.studio.take(None).jpeg, draft.photo)


def test_what_is_kept_beside_a_shot_is_the_frame_it_was_cut_from(ui):
    Walk(ui, None).until("review")
    kept = QImage.fromData(ui.counter.visit.draft.photo_original)
    assert (kept.width(), kept.height()) == (640, 480)


def test_the_lights_of_a_good_shot_stand_where_they_stood_in_the_live_picture():
    live = {"faces": 1, "background": "white", "face_width": 207, "hair_to_top": 13, "eye_x": 179, "eye_to_bottom": 226}
    live |= {"eye_opening": 0.31, "slant": -1.4, "sharpness": 88.0, "brightness": 151, "burnt_out": 0.01}
    shot = live | {"bytes": 38136, "width": 358, "height": 441, "dpi": 350, "format": "jpeg"}

    def shown(measured):
        return [one.code for one in lights(check(measured, PhotoStandard()), seen=True)]

    assert shown(shot) == shown(live)
    assert shown(shot | {"bytes": 53000})[1] == "bytes", "what is broken is seen first"


def test_esc_from_a_signed_page_leads_back_to_it_with_the_photo_and_the_signature_that_were_there(qtbot, tmp_path):
    ui = signed(qtbot, tmp_path)
    ui.press("Esc")
    assert (ui.screen, ui.state.verdict.sentence) == ("photo", "照片已采用")
    ui.press("Return")
    assert (ui.screen, ui.state.bar.primary.words) == ("review", "提交申请")
    ui.press("Esc", "Esc")
    assert (ui.screen, ui.state.bar.primary.words) == ("materials", "继续核对")
    ui.press("Ctrl+Return")
    assert ui.screen == "review", "a photo that was adopted is not asked for again"


def test_a_photo_taken_after_the_signature_wants_another_signature(qtbot, tmp_path):
    ui = signed(qtbot, tmp_path)
    ui.press("Esc", "F5")
    Walk(ui, card("110199198503127011", "李样本")).until("review")
    assert (ui.state.strokes, ui.state.bar.primary.enabled) == (None, False)
    assert ui.state.bar.deed.words == "照片换了，请重新签名"


def test_what_changed_after_the_signature_is_told_before_the_submission_is_tried(qtbot, tmp_path):
    ui = signed(qtbot, tmp_path)
    visit = ui.counter.visit
    ui.press("Esc", "Esc", "Esc")
    ui.counter.presenter.do("delivery", "pickup")
    Walk(ui, card("110199198503127011", "李样本")).until("review")
    assert (ui.counter.visit, ui.state.strokes) == (visit, None)
    assert ui.state.bar.deed.words == "签名后改过内容，请重新签名"


def signed(qtbot, tmp_path):
    """A first issue at its review page, signed."""
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, card("110199198503127011", "李样本")).begin().until("review")
    ui.sign()
    assert ui.state.bar.primary.enabled
    return ui


def test_a_fault_of_our_own_at_one_frame_is_one_fault_and_f5_tries_again(ui, monkeypatch):
    photo = ui.counter.presenter
    tried = []

    def broken(_checks, **_more):
        tried.append(1)
        raise AttributeError("ours")

    with monkeypatch.context() as bug:
        bug.setattr(photo, "_verdict", broken)
        with pytest.raises(AttributeError):
            photo._next_frame()
        for _ in range(20):
            photo._next_frame()
    assert len(tried) == 1
    ui.press("F5")
    photo._next_frame()
    assert ui.state.live.words == "很好，请别动"
