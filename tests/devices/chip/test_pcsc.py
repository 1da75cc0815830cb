"""The chip reader through a real pcscd: reading, PINs, a card that leaves in the middle, and no service at all."""

import json
import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pcsc_service import READER, PcscService, use

from desk.errors import DeskError
from desk.ports import ChipReader
from devices.chip.pcsc import chip_readers
from devices.chip.reader import PcscChipReader
from devices.simulators.launch import Simulator

PERSON = Path(__file__).parents[3] / "resources/practice/cards/110199199009099013.json"
WORDS = json.loads(PERSON.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def service() -> Iterator[PcscService]:
    before = os.environ.get("PCSCLITE_CSOCK_NAME")
    running = PcscService()
    use(running)
    yield running
    running.stop()
    os.environ.pop("PCSCLITE_CSOCK_NAME")
    if before is not None:
        os.environ["PCSCLITE_CSOCK_NAME"] = before


@pytest.fixture(scope="module")
def bench(service: PcscService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    folder = tmp_path_factory.mktemp("chip")
    with service.card("--link", folder / "chip", "--transcript", folder / "transcript", "--data-dir", folder) as card:
        yield card


@pytest.fixture
def chip(bench: Simulator) -> Iterator[Simulator]:
    """A fresh card of 张𬭎𰻞 in the reader."""
    insert(bench, person=WORDS)
    yield bench
    bench.tell("clear")
    bench.tell("remove")


def insert(bench: Simulator, **card: Any) -> None:
    """Puts a card in and waits until it can be read."""
    bench.tell("insert", **card)
    until = time.monotonic() + 60
    while not bench.tell("state")["seen"]:
        assert time.monotonic() < until, "pcscd does not see the card"
        time.sleep(0.02)
    await_trouble(None)


def await_trouble(wanted: tuple[str, Any] | None) -> None:
    """pcscd looks for cards every few hundred milliseconds."""
    until = time.monotonic() + 60
    while (told := trouble_of(PcscChipReader(READER))) != wanted:
        assert time.monotonic() < until, told
        time.sleep(0.1)


def trouble_of(reader: ChipReader, *pins: str) -> tuple[str, Any] | None:
    try:
        if pins:
            reader.change_pin(*pins)
        else:
            reader.read()
    except DeskError as trouble:
        return trouble.kind, trouble.facts.get("problem", trouble.facts.get("tries_left"))
    return None


def test_a_rare_name_is_read_through_pcsc(chip: Simulator):
    card = PcscChipReader("Virtual PCD").read()
    assert (card.name, card.id_number, card.valid_to) == ("张𬭎𰻞", WORDS["number"], date(2036, 3, 16))


@pytest.mark.parametrize("fault", ["get_response", "wrong_le"])
def test_the_manners_of_cards_pass_through_pcsc(chip: Simulator, fault: str):
    chip.tell("fault", name=fault)
    assert PcscChipReader(READER).read().name == "张𬭎𰻞"


def test_the_readers_are_listed_by_name(chip: Simulator):
    assert READER in chip_readers()


def test_a_pin_is_changed_and_the_tries_left_are_told(chip: Simulator):
    reader = PcscChipReader(READER)
    reader.change_pin("123456", "246802")
    assert trouble_of(reader, "123456", "111111") == ("pin_wrong", 5)
    reader.change_pin("246802", "123456")
    insert(chip, card={"name": "样本", "id_number": WORDS["number"], "card_number": "1", "tries": 1})
    assert trouble_of(reader, "000000", "111111") == ("pin_blocked", None)


def test_no_pin_stands_in_the_transcript(chip: Simulator, bench: Simulator):
    PcscChipReader(READER).change_pin("123456", "975310")
    assert bench.control is not None
    assert "97 53 10" not in (bench.control.parent / "transcript").read_text(encoding="utf-8")


def test_a_card_that_leaves_in_the_middle_has_moved(chip: Simulator):
    chip.tell("fault", name="remove@4", next=1)
    assert trouble_of(PcscChipReader(READER)) == ("card_moved", None)
    await_trouble(("no_card", None))


def test_a_card_that_says_nothing_is_given_up_by_the_deadline(chip: Simulator):
    chip.tell("fault", name="mute", next=1)
    begun = time.monotonic()
    assert trouble_of(PcscChipReader(READER, timeout=1.0)) == ("device_fault", "timeout")
    assert time.monotonic() - begun < 3.0


def test_an_empty_reader_and_one_that_is_not_there(bench: Simulator):
    bench.tell("remove")
    await_trouble(("no_card", None))
    assert trouble_of(PcscChipReader("No such reader")) == ("no_chip_reader", "absent")


def test_without_the_service_the_reader_is_missing_and_comes_back_with_it(chip: Simulator, service: PcscService):
    socket = os.environ["PCSCLITE_CSOCK_NAME"]
    os.environ["PCSCLITE_CSOCK_NAME"] = "/nonexistent/pcscd.comm"
    try:
        assert trouble_of(PcscChipReader(READER)) == ("no_chip_reader", "service_down")
    finally:
        os.environ["PCSCLITE_CSOCK_NAME"] = socket
    assert trouble_of(PcscChipReader(READER)) is None
