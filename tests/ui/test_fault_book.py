"""Devices that failed are facts of the day: noted once, counted in the report, told on no screen twice."""

import pytest
from ui_desk import furnished, seat

from desk.errors import CardSpoiled, DeviceTrouble, NotAcceptable
from desk.services import closing, search
from ui.fault_book import REST, FaultBook
from ui.words.journal import what_happened


@pytest.fixture
def ui(qtbot, tmp_path):
    ui = seat(qtbot, furnished(tmp_path))
    FaultBook(ui.desk)
    return ui


def fail(ui, lane, error):
    def job():
        raise error

    getattr(ui.desk.lanes, lane).run(job, lambda _: None, lambda _: None)


def counted(ui):
    day = closing.figures(ui.desk.counter, ui.desk.now().date())
    return [(row["window"], row["device"], row["kind"], row["count"]) for row in day["devices"]]


def test_a_camera_that_fails_is_in_the_days_figures(ui):
    fail(ui, "camera", DeviceTrouble("no_camera", device="camera"))
    assert counted(ui) == [("03", "camera", "no_camera", 1)]
    document = closing.report(ui.desk.counter, ui.desk.now().date())
    assert document["devices"] == [{"window": "03", "device": "camera", "kind": "no_camera", "count": 1}]


def test_a_reader_that_is_unplugged_for_long_counts_once_in_ten_minutes(ui):
    gone = DeviceTrouble("no_reader", device="id_reader")
    for _ in range(50):
        fail(ui, "id_reader", gone)
    assert [count for *_, count in counted(ui)] == [1]
    ui.desk.clock.advance(seconds=REST.total_seconds())
    fail(ui, "id_reader", gone)
    assert [count for *_, count in counted(ui)] == [2]


def test_what_is_no_fault_of_a_device_is_not_counted(ui):
    fail(ui, "id_reader", NotAcceptable("card_moved"))
    fail(ui, "card_printer", CardSpoiled("card_spoiled", device="card_printer", reason="jam"))
    assert counted(ui) == []


def test_the_journal_tells_it_in_words(ui):
    fail(ui, "camera", DeviceTrouble("no_camera", device="camera"))
    (entry,) = search.journal_of(ui.desk.counter, "camera")
    assert what_happened(entry.what, entry.result, entry.facts) == "设备出错"
