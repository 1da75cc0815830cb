"""What all simulators have in common."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from devices.simulators.control import Control, Faults, Witness, refuse_live
from devices.simulators.id_card import load_card
from devices.simulators.launch import SimulatorFailed, tell

ROOT = Path(__file__).parents[3]


def test_a_fault_strikes_as_often_as_it_was_told_to():
    faults = Faults(["jam", "silent"], ["jam@m*2"])
    struck = [faults.strike("jam", "silent") for _ in range(3)]
    assert [fault and (fault.name, fault.at) for fault in struck] == [("jam", "m"), ("jam", "m"), None]


def test_a_fault_without_a_number_strikes_until_it_is_lifted():
    faults = Faults(["jam"], ["jam"])
    assert all(faults.strike("jam") for _ in range(20))
    faults.add("jam", next=0)
    assert faults.strike("jam") is None


def test_a_fault_for_one_step_leaves_the_others_alone():
    faults = Faults(["jam"])
    faults.add("jam", next=1, on="eject")
    assert faults.strike("jam", on="feed") is None
    assert faults.strike("jam", on="eject") is not None


def test_an_unknown_fault_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="jam"):
        Faults(["jam"], ["jamm"])


def test_the_control_socket_answers_each_line_even_below_a_very_long_folder(tmp_path: Path):
    folder = tmp_path / ("long" * 20) / ("path" * 20)
    folder.mkdir(parents=True)
    told: list[int] = []

    def add(number: int) -> None:
        told.append(number)

    control = Control(folder / "x.control", {"add": add})
    try:
        assert tell(control.path, "add", number=4) == {}
        assert tell(control.path, "help") == {"deeds": ["add", "help"]}
        with pytest.raises(SimulatorFailed, match="KeyError"):
            tell(control.path, "subtract", number=4)
        with pytest.raises(SimulatorFailed, match="TypeError"):
            tell(control.path, "add", figure=4)
    finally:
        control.close()
    assert told == [4]


def test_the_witness_keeps_what_happened_line_by_line(tmp_path: Path):
    witness = Witness(tmp_path / "witness.jsonl")
    witness.saw("card_laid", number="样本")
    witness.saw("card_lifted")
    lines = [json.loads(line) for line in (tmp_path / "witness.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["saw"] for line in lines] == ["card_laid", "card_lifted"]


@pytest.mark.parametrize("settings", ['mode = "live"\n', "mode = \n"])
def test_no_simulator_starts_where_the_settings_say_live_or_cannot_be_read(tmp_path: Path, settings: str):
    (tmp_path / "guitai.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        refuse_live(None, tmp_path)
    assert end.value.code == 2


@pytest.mark.parametrize("settings", [None, "", 'mode = "practice"\n'])
def test_practice_is_served(tmp_path: Path, settings: str | None):
    if settings is not None:
        (tmp_path / "guitai.toml").write_text(settings, encoding="utf-8")
    refuse_live(None, tmp_path)


def test_a_simulator_ends_when_its_parent_is_gone(tmp_path: Path):
    orphan = (
        "import argparse, time\n"
        "from pathlib import Path\n"
        "from devices.simulators import control\n"
        f"options = control.arguments('x', '').parse_args(['--with-parent', '--data-dir', {str(tmp_path)!r}])\n"
        "control.begin(options)\n"
        "control.ready(options, 'x', 'here', None)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", orphan], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdout:
        assert "练习" in process.stdout.readline().decode()
        process.stdin.close()
        assert process.wait(5) == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"photo_hex": 5}',
        '{"sex": []}',
        '{"fingerprint_bytes": 1e99}',
        "\x00",
    ],
)
def test_a_file_that_is_no_card_is_refused_with_a_sentence_that_names_it(tmp_path: Path, text: str):
    file = tmp_path / "card.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"card\.json："):
        load_card(file)


def test_a_simulator_that_is_given_no_card_or_odd_words_ends_as_wrong_usage(tmp_path: Path):
    (tmp_path / "deep.json").write_text("[" * 100_000)
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    for words in (["--card", "deep.json"], ["--second-card", "none.json"], ["--sam-id", "1,2"], ["--sam-id", "x"]):
        call = [sys.executable, "-m", "ui.cli", "simulate", "id-reader", "--link", "line", "--data-dir", ".", *words]
        done = subprocess.run(call, check=False, cwd=tmp_path, env=here, capture_output=True, text=True, timeout=60)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert words[1] in done.stderr


def test_a_fault_whose_argument_is_no_number_ends_the_simulator_with_a_sentence(capsys):
    (fault,) = [Faults(["bitflip"], ["bitflip@x"]).strike("bitflip")]
    with pytest.raises(SystemExit) as end:
        fault.number(0)
    assert end.value.code == 2
    assert "bitflip@x" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["id-reader", "scanner", "evaluator", "receipt-printer", "card-printer"])
def test_somebodys_file_is_never_replaced_by_a_port(tmp_path: Path, name: str):
    letter = tmp_path / "letter.txt"
    letter.write_text("dear hall")
    out = [] if name in ("id-reader", "scanner") else ["--out", str(tmp_path / "out")]
    call = [sys.executable, "-m", "devices.simulators." + name.replace("-", "_"), "--link", str(letter), *out]
    done = subprocess.run(
        [*call, "--data-dir", str(tmp_path)], check=False, cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, letter.read_text()) == (2, "dear hall")
    assert str(letter) in done.stderr


def test_a_printer_whose_own_notes_are_spoilt_says_so(tmp_path: Path):
    (tmp_path / "machine.json").write_text('{"hopper": 3, "colour": 1}')
    call = [sys.executable, "-m", "devices.simulators.card_printer", "--listen", "127.0.0.1:0", "--out", str(tmp_path)]
    done = subprocess.run(
        [*call, "--data-dir", str(tmp_path)], check=False, cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, "machine.json：" in done.stderr) == (2, True)
