import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import QApplication, QLabel

from desk.errors import DeskError, DeviceTrouble
from ui.lane import Errand, Lane, NowLane, PatientLane


@pytest.fixture
def lane(qtbot):
    lane = Lane("test")
    yield lane
    lane.close()


def test_the_answer_arrives_on_the_qt_thread_and_the_job_runs_elsewhere(lane, qtbot):
    seen = []
    lane.run(QThread.currentThread, lambda worker: seen.append((worker, QThread.currentThread())), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    worker, here = seen[0]
    assert here is QThread.currentThread()
    assert worker is not here


def test_jobs_of_one_thing_end_in_the_order_they_were_asked(lane, qtbot):
    seen = []
    for number in range(200):
        lane.run(lambda number=number: number, seen.append, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 200)
    assert seen == list(range(200))


def test_a_patient_lane_lets_the_window_paint_first(qtbot):
    lane, seen = PatientLane("paper"), []

    class Page(QLabel):
        def paintEvent(self, _event):
            seen.append("painted")

    page = Page()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "painted" in seen)
    seen.clear()
    for number in range(20):
        lane.run(partial(seen.append, number), lambda _: None, seen.append)
    page.update()
    qtbot.waitUntil(lambda: len(seen) == 21)
    assert seen == ["painted", *range(20)]
    lane.close()


def test_what_a_patient_lane_has_not_begun_when_it_closes_is_dropped(qtbot):
    lane, seen = PatientLane("paper"), []
    errand = lane.run(partial(seen.append, "job"), seen.append, seen.append)
    lane.close()
    QApplication.processEvents()
    assert seen == []
    assert errand.given_up()


def test_trouble_arrives_as_it_was_raised(lane, qtbot):
    seen = []

    def job():
        raise DeviceTrouble("no_reader", port="COM3")

    lane.run(job, seen.append, lambda error: seen.append((error.kind, error.facts["port"])))
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen == [("no_reader", "COM3")]


def test_a_given_up_errand_stops_the_job_and_delivers_nothing(lane, qtbot):
    seen = []
    errand = Errand()
    started = threading.Event()

    def job():
        started.set()
        while not errand.given_up():
            QThread.usleep(200)
        return "too late"

    lane.run(job, seen.append, seen.append, errand)
    assert started.wait(5)
    errand.give_up()
    lane.run(lambda: "next", seen.append, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen == ["next"]


def test_closing_ends_a_waiting_job_and_drops_what_has_not_begun(qtbot):
    lane = Lane("closing")
    seen = []
    errand = Errand()
    started = threading.Event()

    def wait():
        started.set()
        while not errand.given_up():
            QThread.usleep(200)

    lane.run(wait, seen.append, seen.append, errand)
    lane.run(lambda: "never begun", seen.append, seen.append)
    assert started.wait(5)
    lane.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("closing")]
    assert lane.run(lambda: "after", seen.append, seen.append).given_up()
    qtbot.wait(1)  # lets queued signals, if there were any, arrive
    assert seen == []


def test_progress_told_inside_a_job_reaches_the_qt_thread_before_the_answer(lane, qtbot):
    seen = []
    tell = lane.hop(lambda step: seen.append((step, QThread.currentThread())))

    def job():
        tell("feed")
        tell("print")
        return "eject"

    lane.run(job, lambda step: seen.append((step, QThread.currentThread())), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert [step for step, _ in seen] == ["feed", "print", "eject"]
    assert {thread for _, thread in seen} == {QThread.currentThread()}


def test_the_now_lane_answers_before_it_returns():
    seen = []
    lane = NowLane()
    lane.run(lambda: 42, seen.append, seen.append)

    def job():
        raise DeskError("store_locked")

    lane.run(job, seen.append, lambda error: seen.append(error.kind))
    assert seen == [42, "store_locked"]


class _Teller(QObject):
    told = Signal(bool)


def test_five_thousand_emissions_and_ten_thousand_texts_survive(qtbot):
    """PySide6 6.12.0 on CPython 3.11 lost a reference at every call and aborted within seconds."""
    heard = []
    teller = _Teller()
    teller.told.connect(heard.append)
    for _ in range(5000):
        teller.told.emit(True)
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(10000):
        label.setText(str(number))
    assert len(heard) == 5000
    assert label.text() == "9999"


class Screen(QObject):
    """Something of Qt's that only a job still knows: it must be let go of on the Qt thread."""

    def __init__(self, gone):
        super().__init__()
        self.gone = gone

    def __del__(self):
        self.gone.append(threading.current_thread())

    def read(self):
        return "read"

    def fail(self):
        raise DeviceTrouble("no_reader", port="COM3")


@pytest.mark.parametrize("job", ["read", "fail"])
def test_what_only_a_job_still_holds_is_let_go_of_on_the_qt_thread(lane, qtbot, job):
    gone = []
    for _ in range(50):
        lane.run(getattr(Screen(gone), job), lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: len(gone) == 50)
    assert set(gone) == {threading.main_thread()}
