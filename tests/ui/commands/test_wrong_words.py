"""What is typed wrong in a shell ends in a sentence and the contract's exit code; never as our own bug."""

import json
import socket
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from desk.errors import DeskError
from ui import secret_words
from ui.commands import cases, ledger, paper, photo, rules

SIMULATORS = ("registry", "queue", "card-printer", "receipt-printer", "evaluator", "camera")


def guitai(*words):
    app = typer.Typer()
    for commands in (cases, ledger, paper, photo, rules):
        commands.add_to(app)
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def told(result):
    """Exit code and the error's kind."""
    return result.exit_code, json.loads(result.stdout)["error"]["kind"]


def test_a_data_folder_that_cannot_be_made_is_the_stores_trouble_and_says_where(tmp_path):
    taken = tmp_path / "a file"
    taken.write_text("x")
    for place in (taken, taken / "below"):
        result = guitai("stock", "report", "--json", "--data-dir", place)
        assert told(result) == (6, "no_data_folder")
        assert str(place) in json.loads(result.stdout)["error"]["detail"]
    assert taken.read_text() == "x"


@pytest.mark.parametrize("url", ["rubbish", "sqlite:///elsewhere", "mysql://u:secret@127.0.0.1/x"])
def test_an_address_that_is_no_hall_server_is_refused_without_showing_its_password(tmp_path, url):
    result = guitai("db", "copy", "--to", url, "--json", "--data-dir", tmp_path / "data")
    assert told(result) == (2, "bad_url")
    assert "secret" not in result.stdout + result.stderr


def test_nobody_lets_the_sample_hall_into_a_citys_database_by_forgetting_to_say_which_hall(tmp_path):
    address = "postgresql+psycopg://owner@127.0.0.1:9/city"
    words = ("db", "provision", "--db-url", address, "--windows-role", "hall", "--json", "--data-dir", tmp_path)
    assert told(guitai(*words)) == (2, "hall_not_said")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["9999-12-31", "2026-02-30", "tomorrow"])
def test_a_day_that_is_none_is_refused_in_every_command_alike(tmp_path, day):
    where = ("--json", "--data-dir", tmp_path / "data")
    for words in (
        ("report", "day", day),
        ("case", "list", "--day", day),
        ("dates", "due", "--from", day, "--working-days", 3),
    ):
        assert told(guitai(*words, *where)) == (2, "bad_date"), words


def test_a_text_that_is_no_code_is_not_genuine_and_a_missing_file_is_named(tmp_path):
    where = ("--json", "--data-dir", tmp_path / "data")
    for text in ("GT1", "http://example.invalid/GT1", "受理号 1"):
        result = guitai("print", "verify", text, *where)
        assert (result.exit_code, json.loads(result.stdout)["genuine"]) == (4, False)
    for place in (tmp_path, tmp_path / "lost.pdf"):
        assert told(guitai("print", "verify", place, *where)) == (2, "no_file")


def test_what_the_system_says_of_a_file_is_told_in_the_language_of_the_rest(tmp_path):
    for words in (("photo", "check", tmp_path / "lost.jpg"), ("decide", tmp_path)):
        detail = json.loads(guitai(*words, "--json", "--data-dir", tmp_path / "data").stdout)["error"]["detail"]
        assert "（没有这个文件）" in detail or "（这是文件夹）" in detail, detail


def test_a_backup_folder_is_made_but_not_the_disk_it_should_be_on(tmp_path):
    where = ("--json", "--data-dir", tmp_path / "data")
    assert guitai("backup", "create", tmp_path / "backups", *where).exit_code == 0
    assert len(list((tmp_path / "backups").iterdir())) == 1
    assert told(guitai("backup", "create", tmp_path / "stick" / "backups", *where)) == (2, "no_such_folder")
    assert not (tmp_path / "stick").exists()


def test_a_password_file_that_is_not_there_is_a_missing_credential(tmp_path, monkeypatch):
    monkeypatch.setenv("GUITAI_PASSPHRASE_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(DeskError) as trouble:
        secret_words.passphrase()
    assert trouble.value.kind == "credential_needed"


@pytest.mark.parametrize("name", SIMULATORS)
def test_a_simulator_says_why_it_cannot_listen_there(name, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for where in (f"127.0.0.1:{taken.getsockname()[1]}", "127.0.0.1:99999", "0.0.0.0:0"):
            words = ["simulate", name, "--listen", where, "--data-dir", str(tmp_path)]
            words += ["--out", str(tmp_path)] if name not in ("registry", "queue", "camera") else []
            result = subprocess.run(
                [sys.executable, "-m", "ui.cli", *words], capture_output=True, text=True, check=False, timeout=60
            )
            assert result.returncode == 2, where
            assert result.stderr.strip()
            assert "Traceback" not in result.stderr
