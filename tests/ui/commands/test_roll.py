"""Importing the insured roll: whoever does it learns which lines were left out, whose they are, and why."""

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_lines_that_are_not_taken_are_told_with_their_number_the_name_and_the_reason(tmp_path):
    people = (files("resources") / "practice" / "people.csv").read_text(encoding="utf-8").splitlines()
    table = tmp_path / "roll.csv"
    wrong = people[1].replace("110199198503127011", "110199198503127012")
    table.write_text("\n".join([people[0], wrong, people[2]]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "registry", "import", str(table), "--json", "--data-dir", str(tmp_path / "d")],
        cwd=ROOT,
        env={**os.environ, "GUITAI_KEY_DIR": str(tmp_path / "keys")},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [one["row"] for one in json.loads(done.stdout)["rejected"]] == [2]
    assert "没有收 1 行" in done.stderr
    assert "第 2 行 李样本：certno 证件号码的校验位不对" in done.stderr
