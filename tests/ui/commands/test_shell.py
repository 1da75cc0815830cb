"""What a shell may do to a command: odd words, odd encodings, streams that are closed or full, options in any order."""

import gc
import json
import os
import subprocess
import sys

import pytest

from ui import cli

NUMBER = "110199198503127011"


@pytest.fixture(autouse=True)
def _no_garbage_left():
    """A short command switches the collector off, for it ends with its process; this one goes on."""
    yield
    gc.enable()


def guitai(redirect, *words, **environment):
    """Runs the program as a shell would, with `redirect` behind it; (exit code, stdout, stderr) in bytes."""
    line = f'exec "$0" -m ui.cli "$@" {redirect}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, *words],
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def answered(capsys, monkeypatch, *words):
    """Exit code and document of a command run in this process."""
    monkeypatch.setattr(sys, "argv", ["guitai", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_document_is_utf_8_whatever_the_machine_speaks(encoding):
    code, out, _ = guitai("", "decide", "no such file 名字", "--json", PYTHONIOENCODING=encoding)
    assert code == 2
    assert "名字" in json.loads(out.decode("utf-8"))["error"]["detail"]


def test_a_full_disk_or_a_closed_stream_is_not_our_own_bug():
    code, _, said = guitai(">/dev/full", "id-number", "check", NUMBER, "--json")
    assert (code, "磁盘满了" in said.decode()) == (2, True)
    assert guitai(">&-", "id-number", "check", NUMBER, "--json")[0] == 0
    assert guitai("<&-", "decide", "-", "--json")[0] == 2
    assert guitai("2>&-", "id-number", "check", "1", "--json")[0] == 4


@pytest.mark.parametrize(
    "words",
    [("decide",), ("dates", "due", "--from", "2026-03-16", "--working-days", "many"), ("case", "no-such"), ("x",)],
)
def test_words_that_cannot_be_taken_are_told_to_programs_too(words, capsys, monkeypatch):
    code, document = answered(capsys, monkeypatch, *words, "--json")
    assert (code, document["error"]["kind"]) == (2, "usage")


def test_common_options_may_stand_before_the_command(capsys, monkeypatch, tmp_path):
    words = ("--json", "--data-dir", str(tmp_path), "id-number", "check")
    assert answered(capsys, monkeypatch, *words, NUMBER)[1]["valid"] is True
    assert answered(capsys, monkeypatch, *words, "--", "-1")[1]["normalised"] == "-1"


def test_the_window_is_what_options_alone_ask_for(monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr("ui.start.open_desk", lambda call: opened.append(call.data_dir) or 0)
    for words in (("--data-dir", str(tmp_path)), ("desk", "--data-dir", str(tmp_path)), ("--data-dir", "desk")):
        monkeypatch.setattr(sys, "argv", ["guitai", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
    assert [str(folder) for folder in opened] == [str(tmp_path), str(tmp_path), "desk"]


def test_an_empty_name_is_no_folder_and_makes_no_store_where_one_stands(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, document = answered(capsys, monkeypatch, "stock", "report", "--data-dir", "", "--json")
    assert (code, document["error"]["kind"]) == (2, "usage")
    code, document = answered(capsys, monkeypatch, "print", "receipt", "N1", "--out", "", "--json")
    assert (code, document["error"]["kind"]) == (2, "usage")
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_text_are_said_to_be_none_but_may_name_a_folder(capsys, monkeypatch, tmp_path):
    odd = os.fsdecode(b"\xff")
    where = ("--json", "--data-dir", str(tmp_path / odd))
    for words in (("case", "find", odd), ("case", "show", odd)):
        code, document = answered(capsys, monkeypatch, *words, *where)
        assert (code, document["error"]["kind"]) == (2, "odd_bytes")
    assert answered(capsys, monkeypatch, "case", "list", *where) == (0, [])


def test_the_version_is_said(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["guitai", "--version"])
    cli.main()
    assert capsys.readouterr().out.startswith("guitai ")


def test_our_own_bug_is_an_error_document_with_its_number_and_without_its_message(capsys, monkeypatch, tmp_path):
    def buggy(*_: object) -> int:
        raise ZeroDivisionError("李样本 110199198503127011")

    monkeypatch.setenv("GUITAI_LOG_DIR", str(tmp_path))
    monkeypatch.setattr(cli, "_command", buggy)
    code, told = answered(capsys, monkeypatch, "decide", "-", "--json")
    (incident,) = tmp_path.iterdir()
    assert (code, told["error"]["kind"]) == (70, "bug")
    assert incident.stem in told["error"]["detail"]
    assert "李样本" not in json.dumps(told, ensure_ascii=False) + incident.read_text()
