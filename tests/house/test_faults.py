"""The table of device faults: every one has a test, and every test it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = re.findall(r"^\| (\d+) \| ([^|]+) \| (.+) \|$", (ROOT / "docs" / "faults.md").read_text("utf-8"), re.MULTILINE)


def test_every_device_fault_is_in_the_table_once():
    assert [int(number) for number, _, _ in LINES] == list(range(1, 31))


def test_every_test_that_the_table_names_exists():
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^\s*def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    named = {name for _, _, tests in LINES for name in re.findall(r"`(\w+)`", tests)}
    assert named - there == set()
    assert all(re.search(r"`test_\w+`", tests) for _, _, tests in LINES)
