"""From nothing to a hall that counts: its settings, its own figures, and what is told on the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desk.rules.packs import load_policy
from desk.settings import read_settings

WORDS = {"--name": "测试大厅", "--region": "110199", "--code": "0001", "--counter": "05", "--policy": "beijing"}


def guitai(*words: object) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-m", "ui.cli", *map(str, words)]
    return subprocess.run(line, check=False, capture_output=True, text=True, timeout=60)


def new_hall(data: Path, **changed: str) -> "subprocess.CompletedProcess[str]":
    said = WORDS | {f"--{key}": value for key, value in changed.items()}
    return guitai("hall", "new", *(word for pair in said.items() for word in pair), "--data-dir", data)


def test_a_new_hall_has_its_own_settings_in_live_mode_and_is_told_what_comes_next(tmp_path):
    done = new_hall(tmp_path / "hall")
    assert (done.returncode, done.stderr) == (0, "")
    said = read_settings(tmp_path / "hall" / "guitai.toml")
    assert (said.live, said.hall.name, said.hall.counter, said.policy.pack) == (True, "测试大厅", "05", "beijing")
    assert said.devices.id_reader.port == "", "no device is guessed"
    figures = len(load_policy("beijing").practice_figures)
    assert f"还有 {figures} 条是练习数字" in done.stdout
    assert "先建第一个主管" in done.stdout


def test_settings_that_are_there_are_never_replaced(tmp_path):
    new_hall(tmp_path)
    before = (tmp_path / "guitai.toml").read_bytes()
    done = new_hall(tmp_path, name="另一个大厅")
    assert done.returncode == 2
    assert "已经有设置文件" in done.stderr
    assert (tmp_path / "guitai.toml").read_bytes() == before


def test_a_folder_that_was_practised_in_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    folder = tmp_path / "data"
    assert guitai("case", "list", "--data-dir", folder).returncode == 0
    done = new_hall(folder)
    assert done.returncode == 6
    assert "这个数据目录是练习用的" in done.stderr
    assert not (folder / "guitai.toml").exists()


def test_every_value_that_is_off_is_told_by_its_option_and_nothing_is_written(tmp_path):
    done = new_hall(tmp_path, region="11", counter="5")
    assert done.returncode == 2
    assert "--region" in done.stderr
    assert "--counter" in done.stderr
    assert not (tmp_path / "guitai.toml").exists()
    assert new_hall(tmp_path, policy="nowhere").returncode == 2


@pytest.mark.requirement("M-092")
def test_the_figures_to_confirm_are_written_out_and_count_as_the_halls_own_once_they_stand_in_its_pack(tmp_path):
    pack = tmp_path / "policies" / "beijing.toml"
    words = ("policy", "draft", "beijing", "--data-dir", tmp_path, "--out", pack)
    assert (guitai(*words).returncode, guitai(*words).returncode) == (0, 2), "a second time it would be written over"
    draft = pack.read_text(encoding="utf-8")
    assert guitai("policy", "draft", "beijing").stdout == draft
    pack.write_text(draft.replace("# [fee.lost]\n# fen = 2500", "[fee.lost]\nfen = 2000"), encoding="utf-8")
    assert guitai("policy", "check", pack).returncode == 0
    told = json.loads(guitai("policy", "draft", "beijing", "--data-dir", tmp_path, "--json").stdout)
    assert "fee.lost" not in told["practice_figures"]
    assert len(told["practice_figures"]) == draft.count("\n# [") - 1
    explained = guitai("policy", "explain", "beijing", "reissue", "--data-dir", tmp_path).stdout
    assert explained.splitlines()[0].endswith("policies/beijing ← beijing ← demo ← national")
    assert "fen = 2000  policies/beijing.toml:" in explained
