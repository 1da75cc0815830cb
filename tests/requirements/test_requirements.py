"""Every row of the sources is proved by a test or has a reason, and the page that says so is as new as the tests."""

import importlib.util
from pathlib import Path

import pytest

from desk.rules.packs import SHIPPED, load_policy

_spec = importlib.util.spec_from_file_location("requirements_table", Path(__file__).with_name("table.py"))
table = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(table)


def test_every_row_is_proved_or_reasoned_and_never_both():
    proved = set(table.proofs())
    assert set(table.ROWS) - proved == set(table.REASONS)


def test_no_test_proves_a_row_that_there_is_not():
    assert set(table.proofs()) <= set(table.ROWS)


def test_the_page_is_as_new_as_the_tests():
    assert table.PAGE.read_text(encoding="utf-8") == table.page(), "run: python tests/requirements/table.py"


def test_a_marker_is_found_wherever_it_stands():
    text = '@pytest.mark.requirement("M-001", "M-002")\n@pytest.mark.parametrize("x", [1])\ndef test_it(x): ...\n'
    assert list(table.marked(text)) == [("M-001", "test_it"), ("M-002", "test_it")]


@pytest.mark.parametrize("name", sorted(file.stem for file in SHIPPED.glob("*.toml") if file.stem != "national"))
def test_every_value_of_a_pack_cites_a_row_that_there_is_or_a_law(name):
    for key, section in load_policy(name).sections():
        assert section.row, key
        assert all(row in table.ROWS or row.startswith("《") for row in section.row), key
