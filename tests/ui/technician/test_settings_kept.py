"""A slip of the pen in the settings file keeps nobody from working: the last good settings hold, and it is told."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from desk_builder import build
from ui_desk import seat

from desk.errors import UsageError
from desk.rules.packs import load_policy
from desk.settings import DeviceSettings, HallSettings, IdReaderSettings, Settings, read_settings
from devices.cabinet import Cabinet
from devices.checkup import FINE, LOOK
from ui.technician.house import hall_probe, policy_probe
from ui.technician.settings_file import settings_in_force
from ui.technician.workshop import Workshop

ROOT = Path(__file__).parents[3]
GOOD, BROKEN = '[hall]\ncounter = "07"\n', '[hall]\ncounter = "07\n'
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui import start
from ui.invocation import Invocation

def painted(self):
    print(self._said.hall.counter, self._as_before)
    QCoreApplication.quit()

start.Start._painted = painted
start.open_desk(Invocation(Path(sys.argv[1])))
"""


def opened(folder):
    """What a desk says that is opened here, and what it says to whoever started it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip(), done.stderr.strip()


def test_a_desk_opens_with_the_last_good_settings_and_names_file_line_and_mistake(tmp_path):
    file = tmp_path / "guitai.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert opened(tmp_path) == ("07 False", "")
    file.write_text(BROKEN, encoding="utf-8")
    said, told = opened(tmp_path)
    assert said == "07 True"
    assert told.startswith("设置文件 guitai.toml 不对，1 处\n第 2 行 ")
    assert file.read_text(encoding="utf-8") == BROKEN


def test_where_there_never_were_good_ones_the_mistake_is_all_there_is(tmp_path):
    file = tmp_path / "guitai.toml"
    file.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(UsageError):
        settings_in_force(file)


def test_settings_that_were_taken_away_are_not_remembered(tmp_path):
    file = tmp_path / "guitai.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert settings_in_force(file)[0].hall.counter == "07"
    file.unlink()
    assert settings_in_force(file) == (Settings(), None)
    file.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(UsageError):
        settings_in_force(file)


def test_a_clerk_tries_the_devices_and_leaves_their_settings_to_whoever_answers_for_them(qtbot, tmp_path):
    ui = seat(qtbot, build(tmp_path))
    ui.counter.go_to("devices")
    ui.press("F7")
    assert not ui.state.setting
    assert ui.state.bar.deed.words == "设备的设置由技术员或主管改"
    assert "设置" not in [act.words for act in ui.state.bar.secondaries]


def test_saving_in_practice_leaves_the_practice_devices_out_of_the_halls_file(tmp_path):
    practice = DeviceSettings(id_reader=IdReaderSettings(port="/tmp/practice/id-reader"))
    file = tmp_path / "guitai.toml"
    shop = Workshop(Cabinet(practice), tmp_path, file, lambda: datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
    assert not shop.save("id_reader", replace(practice.id_reader, baud=9600))
    assert read_settings(file).devices.id_reader == IdReaderSettings(baud=9600)
    assert shop.save("id_reader", replace(practice.id_reader, port="by-id/usb-reader"))
    assert read_settings(file).devices.id_reader == IdReaderSettings(port="by-id/usb-reader", baud=9600)
    assert file.with_name("guitai.toml.bak").exists()


def test_a_live_hall_is_told_that_it_still_bears_a_samples_name_and_practice_figures():
    sample = Settings(mode="live")
    ours = replace(sample, hall=HallSettings(region="330100", name="样例市医保大厅"))
    assert (hall_probe(sample)().state, hall_probe(ours)().state, hall_probe(Settings())().state) == (LOOK, FINE, FINE)
    policy = partial(load_policy, "beijing")
    told = policy_probe(policy, date(2026, 3, 16), live=True)()
    assert (told.state, told.facts["n"]) == (LOOK, len(policy().practice_figures))
    assert policy_probe(policy, date(2026, 3, 16))().state == FINE, "in practice they are in their place"
