"""The heartbeat that judges the window: it sees every way of keeping somebody waiting, and blames nobody for others."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from heartbeat import Heartbeat
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

GAP = 50
"""Milliseconds: what tests/journeys/test_one_broken_thing.py allows."""


def longest_while(*slots) -> float:
    """The longest gap while the event loop runs these, one a turn."""
    heartbeat, to_do = Heartbeat(), list(slots)

    def next_one() -> None:
        to_do.pop(0)()
        QTimer.singleShot(20, next_one if to_do else ended)

    over = []
    ended = partial(over.append, True)
    heartbeat.start()
    QTimer.singleShot(20, next_one)
    while not over:
        QApplication.processEvents()
        time.sleep(0.002)
    return heartbeat.stop()


def compute(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.fixture
def busy_machine():
    """Twice as many programs that only compute as there are processors here."""
    programs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    yield
    for program in programs:
        program.kill()
        program.wait()


def waits_for_a_worker() -> None:
    with ThreadPoolExecutor(1) as worker:
        worker.submit(time.sleep, 0.08).result()


def waits_for_a_lock() -> None:
    held = threading.Lock()
    held.acquire()
    held.acquire(timeout=0.08)


@pytest.mark.parametrize("slot", [lambda: time.sleep(0.08), waits_for_a_worker, waits_for_a_lock])
def test_a_slot_that_blocks_is_seen(qapp, slot):
    assert longest_while(slot) > GAP


def test_a_slot_that_computes_is_seen_however_busy_the_machine_is(qapp, busy_machine):
    assert longest_while(lambda: compute(0.08)) > GAP


def test_work_in_small_pieces_is_no_gap_however_busy_the_machine_is(qapp, busy_machine):
    assert longest_while(*[lambda: compute(0.02)] * 6) < GAP


def test_a_lane_that_computes_meanwhile_is_no_gap_however_busy_the_machine_is(qapp, busy_machine):
    interval = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)  # as the desk has it
    with ThreadPoolExecutor(1) as worker:
        work = worker.submit(compute, 0.3)
        assert longest_while(*[lambda: compute(0.01)] * 6) < GAP
        work.result()
    sys.setswitchinterval(interval)


def test_the_gap_that_is_not_over_when_it_stops_counts_too(qapp):
    heartbeat = Heartbeat()
    heartbeat.start()
    time.sleep(0.08)
    assert heartbeat.stop() > GAP
