"""`guitai doctor` in a shell: what it says and how it ends, with real simulators behind the addresses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from devices.simulators.launch import Simulator

ROOT = Path(__file__).parents[3]


@pytest.fixture
def doctor(tmp_path):
    def run(settings="", *words):
        if settings:
            (tmp_path / "data").mkdir(exist_ok=True)
            (tmp_path / "data" / "guitai.toml").write_text(settings, encoding="utf-8")
        env = {**os.environ, "GUITAI_KEY_DIR": str(tmp_path / "keys"), "GUITAI_LOG_DIR": str(tmp_path / "log")}
        call = [sys.executable, "-m", "ui.cli", "doctor", "--data-dir", str(tmp_path / "data"), "--json", *words]
        return subprocess.run(call, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)

    return run


def told(run):
    document = json.loads(run.stdout)
    return document["ok"], {one["name"]: one for one in document["checks"]}


def test_practice_without_devices_of_its_own_tries_a_bench_and_all_is_well(doctor):
    run = doctor()
    ok, checks = told(run)
    assert (run.returncode, ok) == (0, True)
    assert all(one["ok"] for one in checks.values())
    assert checks["id_reader"]["detail"].startswith("安全模块 05.01-20130101-")
    assert checks["card_printer"]["detail"] == "色带剩 300 张"
    assert {"registry", "card_service", "queue", "voice", "store", "policy", "calendar", "fonts"} <= checks.keys()
    assert set(checks["id_reader"]) == {"name", "ok", "detail", "next"}


def test_a_missing_reader_ends_with_3_and_says_what_to_do(doctor):
    run = doctor('[devices.id_reader]\nport = "/dev/ttyNOBODY"\n')
    ok, checks = told(run)
    assert (run.returncode, ok, checks["id_reader"]["ok"]) == (3, False, False)
    assert "，ttyNOBODY 上" in checks["id_reader"]["detail"]
    assert checks["id_reader"]["next"]
    assert checks["store"]["ok"]


def test_a_silent_registry_ends_with_8(doctor, tmp_path):
    wire = tmp_path / "reader"
    with Simulator("id_reader", "--link", wire):
        links = '[links]\nregistry = "http://127.0.0.1:9/"\ntimeout = 1.0\n'
        run = doctor(f'[devices.id_reader]\nport = "{wire}"\n{links}')
    _, checks = told(run)
    assert run.returncode == 8
    assert checks["id_reader"]["ok"]
    assert not checks["registry"]["ok"]


def test_a_queue_machine_that_is_not_there_ends_with_8_and_one_that_answers_is_well(doctor, tmp_path):
    wire = tmp_path / "reader"
    with Simulator("id_reader", "--link", wire), Simulator("queue", "--listen", "127.0.0.1:0") as machine:
        reader = f'[devices.id_reader]\nport = "{wire}"\n[links]\n'
        _, well = told(doctor(f'{reader}queue = "{machine.where}"\n'))
        run = doctor(f'{reader}queue = "http://127.0.0.1:9"\n')
    _, checks = told(run)
    assert well["queue"]["ok"]
    assert (run.returncode, checks["queue"]["ok"], checks["registry"]["ok"]) == (8, False, True)
    assert "手工叫" in checks["queue"]["next"]


def test_a_damaged_store_ends_with_6_and_the_rules_are_still_looked_at(doctor, tmp_path):
    assert doctor('[devices.camera]\nsource = "pictures"\n').returncode == 3
    file = max((tmp_path / "data" / "store").iterdir(), key=lambda each: each.stat().st_size)
    with file.open("r+b") as store:
        store.seek(4096 * 3)
        store.write(os.urandom(4096))
    run = doctor('[devices.scanner]\nsuffix = "LF"\n')
    _, checks = told(run)
    assert (run.returncode, checks["store"]["ok"], checks["policy"]["ok"]) == (6, False, True)


def test_a_bad_settings_file_is_refused_with_its_line(doctor):
    run = doctor('mode = "practice"\n[devices.id_reader]\nbaud = "fast"\n')
    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["kind"] == "settings"
    assert "第 3 行 devices.id_reader.baud" in run.stderr


def test_a_live_desk_refuses_a_simulated_reader(doctor, tmp_path):
    wire = tmp_path / "reader"
    with Simulator("id_reader", "--link", wire):
        run = doctor(f'mode = "live"\n[devices.id_reader]\nport = "{wire}"\n')
    _, checks = told(run)
    assert run.returncode == 3
    assert "模拟器" in checks["id_reader"]["detail"]
