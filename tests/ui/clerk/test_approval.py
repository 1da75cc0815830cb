"""复核 at the counter: who signs, what they agree to, and where the cursor stands after a refusal."""

import pytest
from PySide6.QtWidgets import QApplication
from ui_desk import furnished, seat
from ui_walk import Walk
from walk_ins import id_card

LOST = id_card("周样本")


@pytest.fixture
def ui(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, LOST).begin().until("approval")
    return ui


def signs(ui, name, password):
    ui.type(name)
    ui.press("Return")
    ui.type(password)
    ui.press("Return")


def test_whoever_may_not_sign_gives_way_to_another_number_and_a_wrong_password_to_another_password(ui):
    signs(ui, "0312", "practice")
    assert ui.state.second.problem == "您是经办人，须由别人复核"
    here = QApplication.focusWidget()
    assert (here.accessibleName(), here.selectedText()) == ("复核人的工号", "0312")
    signs(ui, "0301", "wrong")
    assert QApplication.focusWidget().accessibleName() == "复核人的口令"
    ui.type("practice")
    ui.press("Return")
    assert ui.screen == "issuing"


def test_the_second_person_reads_what_they_agree_to(ui):
    assert ui.state.questions[0].name == "减免工本费 25.00 元"
    read = {row.label: row.words for row in ui.state.asked}
    assert (read["理由"], read["证据"]) == ("低保", "低保证（电子核验）")
    assert "不同意：应收 25.00" in read["结果"]
    ui.type("0301")
    ui.press("Return")
    ui.type("practice")
    assert ui.state.bar.primary.words == "同意减免 25.00"
