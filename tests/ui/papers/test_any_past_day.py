"""The report of a day is the same to the byte whenever it is drawn, whatever happened since, and from any window."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from desk_builder import SECOND, SUPERVISOR, as_operator, build, stocked
from walk_ins import applied, id_card, ready

from desk.records.cases import Deferral
from desk.services import closing, handover
from ui.papers.day_files import files_of

DAY = date(2026, 3, 16)


@pytest.fixture
def desk(tmp_path):
    counter = build(tmp_path, at="2026-03-16T10:00:00+08:00")
    stocked(counter, 6)
    yield counter
    counter.store.close()


def drawn(desk, day):
    boss = as_operator(desk, SUPERVISOR)
    files = files_of(boss, day, closing.report(boss, day))
    return files.pdf(), files.workbook()


def owes(desk, number, due, **changes):
    with desk.store.begin() as session:
        session.merge(Deferral(hall=desk.hall, case=number, code="school_enrolment", due=due, **changes))


def test_what_happens_later_changes_nothing_about_a_day(desk):
    waits, promised, owing = (applied(desk, name).number for name in ("李样本", "王示例", "吴示例"))
    ready(desk, waits)
    ready(desk, owing)
    owes(desk, owing, DAY + timedelta(5))
    late = DAY + timedelta(35)
    desk.clock.advance(days=35)
    told = closing.report(as_operator(desk, SUPERVISOR), late)
    assert told["lists"] == {"uncollected_over_30_days": 2, "overdue": 1, "deferrals_overdue": 1}
    first, then = drawn(desk, DAY), drawn(desk, late)

    desk.clock.advance(days=1)
    handover.hand_over(desk, handover.start(desk, waits, id_card("李样本")), desk.new_key(), password_set=True)
    ready(desk, promised)
    owes(desk, owing, DAY + timedelta(5), cured_at=desk.now(), cured_by="0312")

    assert drawn(desk, DAY) == first
    assert drawn(desk, late) == then
    told = closing.report(as_operator(desk, SUPERVISOR), late + timedelta(1))
    assert told["lists"] == {"uncollected_over_30_days": 1, "overdue": 0, "deferrals_overdue": 0}


def test_a_closed_days_report_is_the_same_from_every_window_and_after_acts_of_the_same_second(desk):
    applied(desk, "李样本")
    boss = as_operator(desk, SUPERVISOR)
    closing.close_day(boss, DAY, 0, 6)
    before = drawn(desk, DAY)
    window_5 = replace(desk, settings=replace(desk.settings, hall=replace(desk.settings.hall, counter="05")))
    assert drawn(desk, DAY) == before, "looking at it is written down in the same second"
    assert drawn(window_5, DAY) == before


def test_a_day_opened_again_is_a_draft_without_an_anchor(desk):
    applied(desk, "李样本")
    boss = as_operator(desk, SUPERVISOR)
    closing.close_day(boss, DAY, 0, 6)
    assert "存证" in files_of(boss, DAY, closing.report(boss, DAY)).words().foot
    closing.reopen(desk, DAY, "漏记一件", SECOND)
    words = files_of(boss, DAY, closing.report(boss, DAY)).words()
    assert "存证" not in words.foot
    assert words.heading.draft == "草表"
