from collections import Counter
from importlib import import_module

import pytest
from ui_desk import card, furnished, seat, settle
from ui_walk import Walk

from desk.services import queue
from ui.counter import CounterPresenter
from ui.keys import EVERYWHERE, TABLE, act_of, cap, offer, sheet
from ui.places import SCREENS

PRESENTERS = {
    "waiting": "reception",
    "decision": "decide",
    "materials": "materials",
    "photo": "photo",
    "review": "review",
    "payment": "payment",
    "issuing": "issuing",
    "jam": "jam",
    "handover": "handover",
    "approvals": "approvals",
    "today": "today",
    "closing": "closing",
    "workbench": "devices",
}
ELSEWHERE = {"call_technician", "print_again"}


def presenter_of(screen):
    module, name = SCREENS[PRESENTERS[screen]]
    return getattr(import_module(module), f"{name}Presenter")


def test_a_key_means_one_thing_on_a_screen():
    twice = [row for row, count in Counter((row.screen, row.key) for row in TABLE).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("screen", PRESENTERS)
def test_every_key_of_a_screen_calls_a_method_its_presenter_has(screen):
    presenter = presenter_of(screen)
    acts = [row.act for row in TABLE if row.screen == screen]
    missing = [act for act in acts if not hasattr(presenter, act) and act not in ELSEWHERE]
    assert missing == []
    assert hasattr(CounterPresenter, "_call_technician")


@pytest.mark.parametrize("screen", PRESENTERS)
def test_the_f1_sheet_shows_every_key_with_what_it_does_here(screen):
    lines = dict(sheet(screen))
    for row in TABLE:
        if row.screen in (screen, EVERYWHERE):
            assert cap(row.key) in lines
    own = {row.key: row.words for row in TABLE if row.screen == screen}
    assert all(lines[cap(key)] == words for key, words in own.items())


def test_the_screens_own_meaning_goes_before_the_general_one():
    assert act_of("photo", "F7") == "bring"
    assert act_of("issuing", "F7") == "face_wrong"
    assert act_of("today", "F3") == "find"
    assert act_of("photo", "Q") is None


def test_a_button_takes_its_key_from_the_table_and_its_words_from_the_moment():
    act = offer("photo", "bring", "自带照片，第三次")
    assert (act.key, act.words) == ("F7", "自带照片，第三次")


def test_caps_are_written_as_on_the_keyboard():
    assert [cap(key) for key in ("Ctrl+Return", "Space", "Del", "Shift+F1")] == [
        "Ctrl Enter",
        "空格",
        "Delete",
        "Shift F1",
    ]


def test_the_f1_sheet_leaves_out_what_does_nothing_here(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path), practice=True)
    ui.press("F1")
    caps = {line.cap for line in ui.window.sheet.sheet.lines}
    assert {"F3", "F9", "F11"} <= caps
    assert not {"F6", "Shift F1", "Ctrl Z", "Ctrl P"} & caps
    of_a_number = {"F8", "Delete", "Shift F9"}
    assert not of_a_number & caps, "nobody was called"
    queue.take(ui.desk.counter)
    ui.press("Esc", "F5", "F9", "F1")
    assert of_a_number <= {line.cap for line in ui.window.sheet.sheet.lines}


def test_a_long_sheet_is_paged_and_opens_at_its_top_again(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path), practice=True, size=(1366, 600))
    bar = ui.window.sheet._scroll.verticalScrollBar()
    ui.press("F1")
    settle()
    ui.press("PgDown")
    assert bar.value() > 0
    ui.press("Esc", "F1")
    assert bar.value() == 0


def test_f6_leads_back_to_the_photo_and_ctrl_d_is_no_fields_own(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path), practice=True)
    ui.window.view._id.setFocus()
    with qtbot.waitSignal(ui.window.asked) as asked:
        ui.press("Ctrl+D")
    assert asked.args[0] == "lay_card"
    Walk(ui, card("110199198503127011", "李样本")).begin().until("review")
    ui.press("F6")
    assert ui.screen == "photo"
