"""The trust core from a shell: exit codes and documents as outsiders rely on them."""

import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import typer
from desk_builder import a_case, build, stocked
from pretend_printer import PretendPrinter
from sqlalchemy import text
from typer.testing import CliRunner, Result

from desk.services import issuing
from ui.commands import ledger, registry

PEOPLE = str(files("resources") / "practice" / "people.csv")
BOSS = "green lanterns over the canal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A practice folder with a case, a card, a jam-free day."""
    desk = build(tmp_path)
    stocked(desk, 5)
    number = a_case(desk)
    issuing.print_card(desk, issuing.reserve(desk, number, "k"), PretendPrinter(), b"", lambda step: None)
    desk.store.close()
    return tmp_path


def guitai(folder: Path, *words: str, stdin: str | None = None) -> Result:
    app = typer.Typer()
    ledger.add_to(app)
    registry.add_to(app)
    return CliRunner().invoke(app, [*words, "--data-dir", str(folder / "data"), "--json"], input=stdin)


def document(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_stock_report_tells_every_state_and_the_equation(folder: Path) -> None:
    told = document(guitai(folder, "stock", "report"))

    assert (told["received"], told["in_stock"], told["issued"]) == (5, 4, 1)
    assert told["equation"] == {"received": 5, "accounted": 5, "holds": True}


def test_the_ledger_is_one_json_line_for_each_fact(folder: Path) -> None:
    result = guitai(folder, "ledger", "export")

    kinds = [json.loads(line)["type"] for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert kinds.count("blank") == 5
    assert {"case", "step", "card", "print_job"} <= set(kinds)
    assert "李样本" in result.stdout
    assert "\\u" not in result.stdout


def test_an_untouched_journal_verifies(folder: Path) -> None:
    told = document(guitai(folder, "audit", "verify"))

    assert told["ok"] is True
    assert told["entries"] > 5
    assert told["first_bad"] is None
    assert told["anchor"].startswith("03-")


def test_a_journal_that_was_edited_ends_with_six_and_the_place(folder: Path) -> None:
    desk = build(folder, settled=True)
    with desk.store.begin() as session:
        session.execute(text("DROP TRIGGER guard_journal_update"))
        session.execute(text("UPDATE journal SET result = 'undone' WHERE seq = 3"))
    desk.store.close()

    result = guitai(folder, "audit", "verify")

    assert result.exit_code == 6
    assert json.loads(result.stdout)["first_bad"] == 3


def test_an_anchor_from_a_paper_is_held_against_the_journal(folder: Path) -> None:
    told = document(guitai(folder, "audit", "verify"))

    assert document(guitai(folder, "audit", "verify", "--anchor", told["anchor"]))["ok"]
    assert guitai(folder, "audit", "verify", "--anchor", "03-3-AAAAAAAAAA").exit_code == 6
    assert guitai(folder, "audit", "verify", "--anchor", "nonsense").exit_code == 2


def test_a_backup_is_made_checked_and_restored(folder: Path) -> None:
    (folder / "backups").mkdir()
    made = document(guitai(folder, "backup", "create", str(folder / "backups")))

    assert (made["ok"], made["cases"]) == (True, 1)
    assert document(guitai(folder, "backup", "verify", made["file"]))["entries"] == made["entries"]
    restored = folder / "again"
    back = guitai(restored, "backup", "restore", made["file"])
    assert document(back)["cases"] == 1
    assert f"没有设置、政策包和日历：把它们放进 {restored}" in back.stderr
    assert document(guitai(restored, "stock", "report"))["issued"] == 1
    assert document(guitai(restored, "audit", "verify"))["ok"]


def test_a_damaged_backup_ends_with_six(folder: Path) -> None:
    file = Path(document(guitai(folder, "backup", "create", str(folder)))["file"])
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)

    result = guitai(folder, "backup", "verify", str(file))

    assert result.exit_code == 6
    assert json.loads(result.stdout)["ok"] is False
    assert guitai(folder / "again", "backup", "restore", str(file)).exit_code == 6
    assert not (folder / "again" / "data" / "store").exists()


def test_a_live_hall_begins_with_its_first_supervisor_and_then_asks_who_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "guitai.toml").write_text('mode = "live"\n')

    assert guitai(tmp_path, "stock", "report").exit_code == 7
    assert guitai(tmp_path, "account", "add", "0301", "--role", "supervisor", stdin=f"{BOSS}\n").exit_code == 0
    assert guitai(tmp_path, "account", "list").exit_code == 7
    assert guitai(tmp_path, "account", "list", "--as", "0301", stdin="wrong\n").exit_code == 7
    added = guitai(tmp_path, "account", "add", "0312", "--role", "clerk", "--as", "0301", stdin=f"{BOSS}\n{BOSS} 2\n")
    assert added.exit_code == 0, added.output
    told = document(guitai(tmp_path, "account", "list", "--as", "0301", stdin=f"{BOSS}\n"))
    assert [(each["name"], each["role"]) for each in told["accounts"]] == [("0301", "supervisor"), ("0312", "clerk")]


def test_a_password_file_serves_where_stdin_is_needed_for_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "guitai.toml").write_text('mode = "live"\n')
    guitai(tmp_path, "account", "add", "0301", "--role", "supervisor", stdin=f"{BOSS}\n")
    (tmp_path / "secret").write_text(BOSS + "\n")
    monkeypatch.setenv("GUITAI_PASSWORD_FILE", str(tmp_path / "secret"))

    assert guitai(tmp_path, "stock", "report", "--as", "0301").exit_code == 0


def test_the_roll_is_imported_in_one_transaction(folder: Path) -> None:
    told = document(guitai(folder, "registry", "import", PEOPLE))

    assert told["rows"] == 97
    assert told["added"] == 0
    assert [each["row"] for each in told["rejected"]] == [87]


def test_a_second_command_that_writes_is_told_that_the_desk_is_running(folder: Path) -> None:
    desk = build(folder, settled=True)
    try:
        result = guitai(folder, "registry", "import", PEOPLE)

        assert result.exit_code == 6
        assert json.loads(result.stdout)["error"]["kind"] == "store_locked"
        assert guitai(folder, "stock", "report").exit_code == 0
    finally:
        desk.store.close()


def test_an_older_copy_put_back_by_hand_opens_when_a_supervisor_stands_for_it(folder: Path) -> None:
    shutil.copytree(folder / "data" / "store", folder / "older")
    assert guitai(folder, "stock", "report").exit_code == 0
    assert guitai(folder, "ledger", "export").exit_code == 0
    shutil.rmtree(folder / "data" / "store")
    shutil.copytree(folder / "older", folder / "data" / "store")

    refused = guitai(folder, "stock", "report")
    assert refused.exit_code == 6
    assert json.loads(refused.stdout)["error"]["kind"] == "store_replaced"
    verdict = guitai(folder, "audit", "verify")
    assert verdict.exit_code == 6
    assert json.loads(verdict.stdout)["reason"] == "cut_off"
    assert document(guitai(folder, "db", "accept"))["given_up"] != []
    assert guitai(folder, "stock", "report").exit_code == 0
    assert document(guitai(folder, "audit", "verify"))["ok"]


def test_the_schema_and_what_is_old_are_told(folder: Path) -> None:
    assert document(guitai(folder, "db", "upgrade"))["ok"]
    assert document(guitai(folder, "db", "retention"))["deleted"] is False


def test_only_a_server_lets_windows_in(folder: Path) -> None:
    result = guitai(folder, "db", "provision", "--windows-role", "windows")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["kind"] == "embedded_store"


def test_an_account_without_a_password_says_that_the_password_is_missing(folder: Path) -> None:
    result = guitai(folder, "account", "add", "0900", "--role", "clerk", stdin="")

    assert result.exit_code == 7
    assert json.loads(result.stdout)["error"]["detail"] == "没有给口令"


def test_practice_and_a_live_hall_never_share_a_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    for mode, other in (("live", "practice"), ("practice", "live")):
        hall = tmp_path / mode
        settings = hall / "data" / "guitai.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text(f'mode = "{mode}"\n')
        assert guitai(hall, "account", "add", "0301", "--role", "supervisor", stdin=f"{BOSS}\n").exit_code == 0

        settings.write_text(f'mode = "{other}"\n')
        refused = guitai(hall, "stock", "report", "--as", "0301", stdin=f"{BOSS}\n")

        assert refused.exit_code == 6
        assert json.loads(refused.stdout)["error"]["kind"] == "store_other_mode"


def test_a_store_that_is_only_made_or_upgraded_is_still_for_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    assert document(guitai(tmp_path, "db", "upgrade"))["ok"]
    (tmp_path / "data" / "guitai.toml").write_text('mode = "live"\n')

    assert guitai(tmp_path, "account", "add", "0301", "--role", "supervisor", stdin=f"{BOSS}\n").exit_code == 0


def test_where_a_halls_store_is_missing_no_empty_one_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path / "keys"))
    settings = tmp_path / "data" / "guitai.toml"
    settings.parent.mkdir()
    settings.write_text('mode = "live"\n')
    assert guitai(tmp_path, "account", "add", "0301", "--role", "supervisor", stdin=f"{BOSS}\n").exit_code == 0
    made = document(guitai(tmp_path, "backup", "create", str(tmp_path), "--as", "0301", stdin=f"{BOSS}\n"))

    (tmp_path / "data" / "store").rename(tmp_path / "elsewhere")
    for left in (settings, None):
        refused = guitai(tmp_path, "account", "list", "--as", "0301", stdin=f"{BOSS}\n")
        assert json.loads(refused.stdout)["error"]["kind"] == "store_gone"
        assert not (tmp_path / "data" / "store").exists()
        if left is not None:
            left.rename(tmp_path / "guitai.toml")  # a disk that is not mounted takes the settings with it

    other = tmp_path / "other"
    assert document(guitai(other, "backup", "restore", made["file"]))["ok"]
    (tmp_path / "guitai.toml").rename(other / "data" / "guitai.toml")
    assert guitai(other, "account", "list", "--as", "0301", stdin=f"{BOSS}\n").exit_code == 0
