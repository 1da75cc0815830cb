"""`case show`, `case list` and `case find` as a shell sees them."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from desk_builder import build, stocked
from typer.testing import CliRunner
from walk_ins import applied, ready

from ui.commands import cases


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A practice hall with one card ready and one case approved; its folder and the first case's number."""
    folder = tmp_path_factory.mktemp("hall")
    desk = build(folder, at="2026-03-16T10:00:00+08:00")
    stocked(desk, 3)
    number = applied(desk, "李样本").number
    ready(desk, number)
    desk.clock.advance(days=1)
    applied(desk, "王示例")
    desk.store.close()
    return folder, number


def guitai(folder: Path, *words: str) -> tuple[int, Any]:
    """Exit code and the JSON document, from the command as typer runs it."""
    app = typer.Typer()
    cases.add_to(app)
    options = ["--json", "--data-dir", str(folder / "data")]
    done = CliRunner().invoke(app, [*words, *options], env={"GUITAI_KEY_DIR": str(folder / "keys")})
    assert done.stdout, done.output
    return done.exit_code, json.loads(done.stdout)


def test_a_case_is_shown_with_its_steps_its_card_and_its_journal(hall: tuple[Path, str]) -> None:
    folder, number = hall
    code, case = guitai(folder, "case", "show", number)
    assert (code, case["number"], case["state"], case["service"]) == (0, number, "ready", "first_issue")
    assert (case["name"], case["id_number_masked"]) == ("李样本", "110199********7011")
    assert [step["to"] for step in case["steps"]] == ["accepted", "approved", "making", "ready"]
    assert (case["card"]["state"], case["fee"]["owed"], case["next"]) == ("inactive", 0, "hand_over")
    journal = [(entry["what"], entry["result"]) for entry in case["journal"]]
    assert journal[0] == ("case", "accepted")
    assert journal[-1] == ("looked", "done")
    assert "110199198503127011" not in json.dumps(case)


def test_lists_are_by_state_and_day(hall: tuple[Path, str]) -> None:
    folder, number = hall
    assert [line["name"] for line in guitai(folder, "case", "list")[1]] == ["王示例", "李样本"]
    assert [line["number"] for line in guitai(folder, "case", "list", "--state", "ready")[1]] == [number]
    assert [line["name"] for line in guitai(folder, "case", "list", "--day", "2026-03-17")[1]] == ["王示例"]


@pytest.mark.parametrize("text", ["李样本", "lyb", "110199198503127011"])
def test_a_case_is_found_by_what_is_typed(hall: tuple[Path, str], text: str) -> None:
    folder, number = hall
    assert [line["number"] for line in guitai(folder, "case", "find", text)[1]] == [number]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("show", "1101990001202603160399999"), "no_such_case"),
        (("list", "--state", "nowhere"), "unknown_code"),
        (("list", "--day", "yesterday"), "bad_date"),
    ],
)
def test_what_cannot_be_answered_is_told(hall: tuple[Path, str], words: tuple[str, ...], kind: str) -> None:
    folder, _ = hall
    code, told = guitai(folder, "case", *words)
    assert (code, told["error"]["kind"]) == (2, kind)
