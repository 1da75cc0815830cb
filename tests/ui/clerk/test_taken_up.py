"""Who comes again: with what the second person missed, or with the papers of a one-time notice; by keys alone."""

from datetime import date

import pytest
from desk_builder import SECOND, case_state
from ui_desk import card, furnished, seat
from ui_walk import Walk

from desk.services import approvals, search

ZHOU = card("110199197104023368", "周样本", sex="female", birth=date(1971, 4, 2))
STUDENT = card("440399201105201150", "赵示范", birth=date(2011, 5, 20))
FATHER = card("440399198409095276", "赵样例", birth=date(1984, 9, 9))


@pytest.fixture
def ui(qtbot, tmp_path):
    return seat(qtbot, furnished(tmp_path))


def given_back(ui):
    """The number of a case that the supervisor gave back: its page cannot be read."""
    Walk(ui, ZHOU, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("approval")
    number = ui.counter.visit.case.number
    ui.press("Esc")
    [question] = approvals.waiting(ui.desk.counter)
    approvals.decide(ui.desk.counter, question.id, "returned", "原卡拍得不清楚", SECOND)
    return number


def find(ui, text):
    ui.press("F3")
    ui.type(text)
    ui.counter.presenter.search()


@pytest.mark.parametrize("found", [True, False])
def test_what_was_given_back_is_mended_and_handed_in_under_its_own_number(ui, found):
    number = given_back(ui)
    if found:
        find(ui, "周样本")
        assert ui.state.bar.primary.words == "接着办"
        ui.press("Return")
    else:
        ui.lay(ZHOU)
    assert (ui.screen, ui.state.bar.deed.words) == ("decide", "0301 退回：原卡拍得不清楚")
    ui.press("Return")
    assert ui.screen == "materials"
    assert [page.code for page in ui.counter.visit.draft.pages] == ["old_card"]
    Walk(ui, ZHOU).until("approval")
    assert (ui.counter.visit.case.number, case_state(ui.desk.counter, number)) == (number, "review")
    assert len(search.find(ui.desk.counter, "周样本")) == 1


def test_what_is_given_back_while_its_clerk_waits_comes_up_with_the_reason_and_is_mended(ui):
    Walk(ui, ZHOU, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("approval")
    number = ui.counter.visit.case.number
    [question] = approvals.waiting(ui.desk.counter)
    approvals.decide(ui.desk.counter, question.id, "returned", "原卡拍得不清楚", SECOND)
    ui.press("F5")
    assert (ui.screen, ui.state.bar.deed.words) == ("decide", "0301 退回：原卡拍得不清楚")
    ui.press("Return")
    assert (ui.screen, ui.counter.visit.draft.case) == ("materials", number)


def test_what_is_refused_while_its_clerk_waits_ends_there_with_the_reason(ui):
    Walk(ui, card("110199199308082414", "张彤", birth=date(1993, 8, 8)), wish=("correction", None)).begin().until(
        "approval"
    )
    [question] = approvals.waiting(ui.desk.counter)
    approvals.decide(ui.desk.counter, question.id, "declined", "证件存疑", SECOND)
    ui.press("F5")
    assert (ui.state.verdict.mark, ui.state.verdict.sentence) == ("stop", "复核没有同意，这件不能办")
    assert ui.state.verdict.second == "0301 写的原因：证件存疑"


def test_a_fee_that_is_not_waived_is_taken_by_the_clerk_who_waits(ui):
    Walk(ui, ZHOU, wish=("exchange", "human_damage"), brings=("old_card",)).begin().until("approval")
    [question] = approvals.waiting(ui.desk.counter)
    approvals.decide(ui.desk.counter, question.id, "declined", "低保证过期", SECOND)
    ui.press("F5")
    assert (ui.screen, ui.counter.visit.case.fee.owed) == ("payment", 2500)


def test_a_case_that_lies_open_is_taken_up_where_it_lay(ui):
    given_back(ui)
    for _ in range(2):
        find(ui, "周样本")
        ui.press("Return")
        assert ui.screen == "decide"
        ui.press("Esc")
    assert [row.words[0] for row in ui.state.unfinished] == ["周样本"]


def test_what_was_given_back_lies_in_its_clerks_hands_until_it_is_taken_up(ui):
    number = given_back(ui)
    ui.counter.go_to("reception")
    [row] = ui.state.unfinished
    assert (row.words[:2], row.code) == (("周样本", "换卡 人为损坏，退回补件"), number)
    ui.press("1")
    assert (ui.screen, ui.counter.visit.draft.case) == ("decide", number)
    ui.press("Esc")
    assert [row.words[0] for row in ui.state.unfinished] == ["周样本"]


def test_another_wish_than_the_one_that_was_given_back_leaves_that_case_alone(ui):
    number = given_back(ui)
    ui.lay(ZHOU)
    wishes = [one["service"] for one in ui.counter.visit.possible]
    ui.counter.presenter.choose(next(at for at, service in enumerate(wishes) if service != "exchange"))
    assert ui.counter.visit.draft.case is None
    assert case_state(ui.desk.counter, number) == "returned"


def test_whoever_brings_the_paper_of_a_notice_goes_on_from_there(ui):
    Walk(ui, STUDENT, guardian=FATHER).begin().until("rating")
    notice = ui.counter.visit.case
    assert notice.state == "declined"
    ui.press("Return")
    find(ui, notice.number)
    assert ui.state.bar.primary.words == "接着办"
    ui.press("Return")
    assert (ui.screen, ui.state.bar.deed.words) == ("decide", "接着 03-16 周一 的告知单办")
    ui.lay(STUDENT)
    assert ui.counter.visit.draft.situation["identity"]["read"] == "chip"
    Walk(ui, STUDENT, guardian=FATHER, brings=("relation_proof",)).until("rating")
    case = ui.counter.visit.case
    assert (case.linked, case.number == notice.number) == (notice.number, False)
    find(ui, notice.number)
    assert ui.state.bar.primary.words == "看纸样，补打", "it is answered by now"
