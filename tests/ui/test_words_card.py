from desk_builder import build, stocked
from ui_desk import card, seat


def test_what_is_odd_about_the_identity_card_is_said_with_the_decision(qtbot, tmp_path):
    counter = build(tmp_path)
    stocked(counter)
    ui = seat(qtbot, counter)
    odd = ("sex_differs_from_number", "photo_missing")
    ui.lay(card("110199198503127011", "李样本", warnings=odd))
    assert ui.screen == "decide"
    told = " ".join(row.words for row in ui.state.below)
    assert "性别与号码里的不同，请核对" in told
    assert "证件里没有照片" in told
    ui.counter.stop()
