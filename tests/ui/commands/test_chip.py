"""The contract of `chip read` and `chip change-pin` as a shell sees it, through a real pcscd."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pcsc_service import READER, PcscService

from devices.simulators.launch import Simulator

ROOT = Path(__file__).parents[3]
PERSON = ROOT / "resources/practice/cards/110199199009099013.json"


@pytest.fixture(scope="module")
def service() -> Iterator[PcscService]:
    running = PcscService()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chip(service: PcscService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    folder = tmp_path_factory.mktemp("chip")
    with service.card("--link", folder / "chip", "--person", PERSON, "--data-dir", folder) as card:
        until = time.monotonic() + 10
        while not card.tell("state")["seen"]:
            assert time.monotonic() < until, "pcscd does not see the card"
            time.sleep(0.05)
        yield card


def guitai(service: PcscService, *words: str, stdin: str = "") -> tuple[int, Any, str]:
    call = [sys.executable, "-m", "ui.cli", "chip", *words, "--json"]
    env = {**os.environ, "PCSCLITE_CSOCK_NAME": service.socket}
    done = subprocess.run(call, input=stdin.encode(), capture_output=True, cwd=ROOT, env=env, timeout=30, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


def test_a_chip_is_one_document_with_exactly_these_keys(service: PcscService, chip: Simulator):
    code, card, said = guitai(service, "read", "--reader", READER)
    assert (code, said) == (0, "")
    assert card == {
        "region": "110199", "card_number": "P00909901", "id_number": "110199199009099013", "name": "张𬭎𰻞",
        "sex": "male", "nation": "01", "birth": "1990-09-09", "version": "3.00", "issued": "2026-03-16",
        "valid_to": "2036-03-16", "expired": False, "warnings": [],
    }  # fmt: skip


def test_a_pin_is_changed_by_two_lines_and_a_wrong_one_tells_the_tries_left(service: PcscService, chip: Simulator):
    code, told, _ = guitai(service, "change-pin", "--reader", READER, stdin="123456\n246802\n")
    assert (code, told) == (0, {"changed": True, "tries_left": None})
    code, told, said = guitai(service, "change-pin", "--reader", READER, stdin="123456\n111111\n")
    assert (code, told["changed"], told["tries_left"], told["error"]["kind"]) == (4, False, 5, "pin_wrong")
    assert "123456" not in said


def test_one_line_is_no_pair_of_pins_and_letters_are_no_pin(service: PcscService, chip: Simulator):
    for words in ("123456\n", "123456\nabcdef\n"):
        code, told, _ = guitai(service, "change-pin", "--reader", READER, stdin=words)
        assert (code, told["error"]["kind"]) == (2, "usage")


def test_a_reader_that_is_not_there_is_told(service: PcscService):
    code, told, _ = guitai(service, "read", "--reader", "Nobody's reader")
    assert (code, told["error"]["kind"]) == (3, "no_chip_reader")
