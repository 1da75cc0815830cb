"""Monitors that are plugged in and unplugged under a real X server: who stands where, and who is never covered."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ui.monitors import CUSTOMER, HALL, Monitors, next_after

ROOT = Path(__file__).parents[2]


class Monitor:
    """What is asked of a QScreen."""

    def __init__(self, name, serial=""):
        self.name, self.serialNumber = (lambda: name), (lambda: serial)


CLERK, SECOND, THIRD = Monitor("eDP-1"), Monitor("HDMI-1", "A7"), Monitor("HDMI-2")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    """The scenes of `monitors_play` by their names."""
    if not (shutil.which("xvfb-run") and shutil.which("xrandr")):
        pytest.skip("no X server whose monitors can be unplugged")
    folder = tmp_path_factory.mktemp("monitors")
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "helpers")])
    env = {**os.environ, "QT_QPA_PLATFORM": "xcb", "GUITAI_KEY_DIR": str(folder / "keys"), "PYTHONPATH": paths}
    server = ["xvfb-run", "-a", "-s", "-screen 0 3350x768x24"]
    call = [*server, sys.executable, "-m", "monitors_play", str(folder)]
    run = subprocess.run(call, env=env, capture_output=True, text=True, timeout=90, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return {one["scene"]: one for one in map(json.loads, run.stdout.splitlines())}


FULL = {"full": True}


def test_the_customer_screen_fills_the_second_monitor_and_never_the_clerk_s(scenes):
    assert scenes["two monitors"]["customer"] == {"on": "CUSTOMER", **FULL}
    assert {one["clerk"] for one in scenes.values()} == {"CLERK"}


def test_an_unplugged_monitor_is_said_and_its_window_is_out_of_the_clerk_s_way_until_it_is_back(scenes):
    assert scenes["unplugged"]["customer"] == {"on": None}
    assert "客户屏断开了" in scenes["unplugged"]["deed"]
    assert scenes["plugged in again"]["customer"] == {"on": "CUSTOMER", **FULL}


def test_the_one_monitor_that_is_left_can_be_turned_to_the_customer_and_back(scenes):
    assert scenes["turned"]["customer"] == {"on": "turned"}
    assert scenes["turned back"]["customer"] == {"on": None}


def test_the_hall_display_fills_its_own_monitor_and_covers_nobody_while_that_is_gone(scenes):
    assert scenes["a hall display beside it"]["hall"] == {"on": "HALL", **FULL}
    gone = scenes["hall unplugged"]
    assert (gone["hall"]["full"], gone["customer"]) == (False, {"on": "CUSTOMER", **FULL})
    assert scenes["hall plugged in again"]["hall"] == {"on": "HALL", **FULL}


def test_where_it_was_put_by_hand_is_remembered_the_next_morning_and_once_more_puts_it_away(scenes):
    assert scenes["moved on"]["customer"] == scenes["the next morning"]["customer"] == {"on": "HALL", **FULL}
    assert scenes["put away"]["customer"] == {"on": None}


def test_without_anything_remembered_the_customer_gets_the_first_beside_the_clerk_and_the_hall_the_last():
    monitors = Monitors(None)
    assert monitors.for_customer([CLERK, SECOND, THIRD], CLERK) is SECOND
    assert monitors.for_hall([CLERK, SECOND, THIRD]) is THIRD
    assert monitors.for_customer([CLERK], CLERK) is None
    assert monitors.for_hall([CLERK]) is None


def test_a_place_given_by_hand_outlasts_the_program_and_the_monitor(tmp_path):
    Monitors(tmp_path / "monitors.json").remember(CUSTOMER, THIRD)
    Monitors(tmp_path / "monitors.json").remember(HALL, SECOND)
    again = Monitors(tmp_path / "monitors.json")
    assert again.for_customer([CLERK, SECOND, THIRD], CLERK) is THIRD
    assert again.for_hall([CLERK, SECOND, THIRD]) is SECOND
    assert again.for_hall([CLERK, THIRD]) is None
    assert again.for_customer([CLERK, SECOND], CLERK) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"customer": 7}', "\ufeff{}"])
def test_a_damaged_note_is_no_note(tmp_path, text):
    (tmp_path / "monitors.json").write_text(text, encoding="utf-8")
    assert Monitors(tmp_path / "monitors.json").for_customer([CLERK, SECOND], CLERK) is SECOND


def test_one_after_the_other_and_then_none():
    assert next_after([SECOND, THIRD], None) is SECOND
    assert next_after([SECOND, THIRD], SECOND) is THIRD
    assert next_after([SECOND, THIRD], THIRD) is None
