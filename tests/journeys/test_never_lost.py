"""Never a stroke lost: the desk is cut off at every step, visits are parked beside each other, and each goes on."""

import pytest
from desk_builder import reopen
from ui_desk import furnished, seat
from ui_walk import Walk
from walk_ins import id_card

from desk.services import draft as drafts
from desk.services import search, stock

EMPLOYEE, PAYS, LOST = id_card("李样本"), id_card("郑样例"), id_card("周样本")
STUDENT, FATHER = id_card("赵示范"), id_card("赵样例")


def cut_off_and_start_again(qtbot, ui):
    """Power off: no screen is left, nothing is set aside; then the desk is started anew."""
    ui.counter._clock.stop()
    ui.counter.watch.stop()
    ui.counter.presenter.changed.disconnect()
    ui.counter.presenter.left.disconnect()
    return seat(qtbot, reopen(ui.desk.counter))


@pytest.mark.parametrize(("step", "goes_on_at"), [("decide", "decide"), ("photo", "materials"), ("review", "review")])
def test_a_draft_goes_on_behind_the_last_work_that_was_kept(qtbot, tmp_path, step, goes_on_at):
    ui = seat(qtbot, furnished(tmp_path))
    who, more = (STUDENT, {"guardian": FATHER, "brings": ("relation_proof",)}) if step == "photo" else (EMPLOYEE, {})
    Walk(ui, who, **more).begin().until(step)
    if step == "review":
        ui.sign()
    before = ui.counter.visit.draft
    ui = cut_off_and_start_again(qtbot, ui)
    assert [row.words[0] for row in ui.state.unfinished] == [who.name]
    ui.press("1")
    after = ui.counter.visit.draft
    assert ui.screen == goes_on_at
    assert (after.id, after.photo, after.signature, len(after.pages)) == (
        before.id, before.photo, before.signature, len(before.pages),
    )  # fmt: skip


@pytest.mark.parametrize("step", ["payment", "approval", "issuing", "handover"])
def test_a_case_goes_on_where_it_stands_as_soon_as_its_persons_card_lies_there_again(qtbot, tmp_path, step):
    ui = seat(qtbot, furnished(tmp_path))
    wishes = {"payment": (PAYS, ("exchange", "human_damage"), ("old_card",)), "approval": (LOST, None, ())}
    who, wish, brings = wishes.get(step, (EMPLOYEE, None, ()))
    Walk(ui, who, wish=wish, brings=brings).begin().until(step)
    number = ui.counter.visit.case.number
    ui = cut_off_and_start_again(qtbot, ui)
    ui.lay(who)
    assert (ui.screen, ui.counter.visit.about.number) == (step, number)
    Walk(ui, who).to_the_end()
    assert search.show(ui.desk.counter, number).state == "closed"
    assert stock.report(ui.desk.counter).states["issued"] == 1


def test_three_visits_lie_beside_each_other_and_each_goes_on_where_it_was(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("review")
    Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).begin().until("photo")
    Walk(ui, PAYS).begin().until("decide")
    for who, step in ((EMPLOYEE, "review"), (STUDENT, "materials"), (PAYS, "decide")):
        ui.counter.go_to("reception")
        assert len(ui.state.unfinished) == 3
        ui.lay(who)
        assert (ui.screen, ui.counter.visit.draft.situation["identity"]["name"]) == (step, who.name)
    assert len(drafts.open_drafts(ui.desk.counter)) == 3
    ui.counter.go_to("reception")
    ui.lay(EMPLOYEE)
    Walk(ui, EMPLOYEE).to_the_end()
    assert {row.words[0] for row in ui.state.unfinished} == {STUDENT.name, PAYS.name}


def test_the_second_press_of_a_double_press_is_no_press_on_the_next_screen(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    Walk(ui, EMPLOYEE).begin().until("decide")
    ui.press("Return")
    for _ in range(10):
        ui.press("Return", pause=0.02)
    assert ui.screen == "materials"
    ui.press("Return")
    assert ui.screen == "photo"
