"""The contract of `id-card read`, `reader status` and `simulate id-reader` as a shell sees it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.simulators.launch import Simulator

ROOT = Path(__file__).parents[3]
CARD = ROOT / "resources/practice/cards/110199198802296229.json"


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    folder = tmp_path_factory.mktemp("shell")
    words = ["--link", folder / "idr", "--find-seconds", "0.005", "--read-seconds", "0.02", "--data-dir", folder]
    with Simulator("id_reader", *words) as running:
        yield running


def guitai(*words: str, data_dir: Path) -> tuple[int, Any, str]:
    """Exit code, the JSON document, and what was said to people."""
    call = [sys.executable, "-m", "ui.cli", *words, "--json", "--data-dir", str(data_dir)]
    done = subprocess.run(call, capture_output=True, cwd=ROOT, timeout=30, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


def test_a_card_is_one_document_with_exactly_these_keys(simulator: Simulator, tmp_path: Path):
    simulator.tell("lay", file=str(CARD))
    code, card, said = guitai("id-card", "read", "--port", simulator.where, data_dir=tmp_path)
    assert (code, said) == (0, "")
    assert list(card) == [
        "document", "name", "name_latin", "sex", "nation", "birth", "address", "number", "issuer", "valid_from",
        "valid_to", "long_term", "travel_permit", "issue_count", "country", "previous_number_link", "authority_code",
        "photo", "fingerprint_bytes", "newest_address", "warnings",
    ]  # fmt: skip
    assert (card["name"], card["birth"], card["long_term"]) == ("孙样本", "1988-02-29", False)
    assert card["photo"]["bytes"] == 1024
    assert len(card["photo"]["sha256"]) == 64
    assert card["photo"]["decoded"] is False


def test_fingerprints_are_told_by_their_size_only(simulator: Simulator, tmp_path: Path):
    simulator.tell("lay", file=str(CARD))
    _, card, _ = guitai("id-card", "read", "--port", simulator.where, "--fingerprint", data_dir=tmp_path)
    assert card["fingerprint_bytes"] == 1024


def test_the_reader_tells_its_number(simulator: Simulator, tmp_path: Path):
    code, status, _ = guitai("reader", "status", "--port", simulator.where, "--baud", "115200", data_dir=tmp_path)
    assert (code, status) == (0, {"ready": True, "sam_id": [5, 1, 20130101, 1234567, 987654321]})


@pytest.mark.parametrize(
    ("fault", "exit_code", "kind"),
    [
        ("tampered", 4, "card_suspect"),
        ("wrong_card", 4, "wrong_card"),
        ("self_test_failed", 3, "reader_fault"),
        ("not_authorised", 3, "reader_unauthorised"),
        ("bad_checksum", 3, "transport"),
    ],
)
def test_trouble_is_a_document_with_its_exit_code_and_no_name(
    simulator: Simulator, tmp_path: Path, fault: str, exit_code: int, kind: str
):
    simulator.tell("lay", file=str(CARD))
    simulator.tell("fault", name=fault)
    begun = time.monotonic()
    code, told, said = guitai("id-card", "read", "--port", simulator.where, "--timeout", "30", data_dir=tmp_path)
    simulator.tell("clear")
    assert time.monotonic() - begun < 25.0, "trouble is told at once, not when the waiting is over"
    assert (code, told["error"]["kind"]) == (exit_code, kind)
    assert told["error"]["detail"] in said
    assert "孙样本" not in said + json.dumps(told, ensure_ascii=False)


def test_an_empty_reader_and_a_missing_one_have_codes_of_their_own(simulator: Simulator, tmp_path: Path):
    simulator.tell("lift")
    code, told, _ = guitai("id-card", "read", "--port", simulator.where, "--timeout", "0.5", data_dir=tmp_path)
    assert (code, told["error"]["kind"]) == (4, "no_card")
    code, told, _ = guitai("id-card", "read", "--port", str(tmp_path / "COM9"), data_dir=tmp_path)
    assert (code, told["error"]["kind"]) == (3, "no_reader")


def test_a_live_desk_takes_no_simulated_reader_and_no_simulator_serves_it(simulator: Simulator, tmp_path: Path):
    (tmp_path / "guitai.toml").write_text('mode = "live"\n', encoding="utf-8")
    code, told, _ = guitai("id-card", "read", "--port", simulator.where, data_dir=tmp_path)
    assert (code, told["error"]["kind"]) == (3, "no_reader")
    call = [sys.executable, "-m", "ui.cli", "simulate", "id-reader", "--link", str(tmp_path / "idr")]
    done = subprocess.run([*call, "--data-dir", str(tmp_path)], capture_output=True, cwd=ROOT, timeout=30, check=False)
    assert done.returncode == 2
    assert "正式" in done.stderr.decode()
    assert not (tmp_path / "idr").exists()


def test_a_simulator_started_from_the_shell_says_one_line_and_leaves_nothing_behind(tmp_path: Path):
    link = tmp_path / "idr"
    call = [sys.executable, "-m", "ui.cli", "simulate", "id-reader", "--link", str(link), "--card", str(CARD)]
    call += ["--data-dir", str(tmp_path), "--fault", "bad_checksum*1"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert str(link) in process.stdout.readline().decode()
        assert os.path.realpath(link).startswith("/dev/pts/")
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert process.stdout.read() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_fault_nobody_knows_is_wrong_usage(tmp_path: Path):
    call = [sys.executable, "-m", "ui.cli", "simulate", "id-reader", "--link", str(tmp_path / "x"), "--fault", "fire"]
    done = subprocess.run([*call, "--data-dir", str(tmp_path)], capture_output=True, cwd=ROOT, timeout=30, check=False)
    assert done.returncode == 2
    assert "bad_checksum" in done.stderr.decode()
