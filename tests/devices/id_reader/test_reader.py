"""The real driver against the simulated reader: a process of its own, on a pseudo-terminal at 115,200 baud."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.errors import DeskError, DeviceTrouble, NotAcceptable
from desk.ports import IdReader, ReaderStatus
from devices.id_reader.reader import SamReader
from devices.id_reader.session import Patience
from devices.id_reader.watch import Trace
from devices.id_reader.wlt import BITMAP, WltDecoder
from devices.simulators.launch import Simulator

CARDS = Path(__file__).parents[3] / "resources/practice/cards"
LI = json.loads((CARDS / "110199198503127011.json").read_text(encoding="utf-8"))
WANG = json.loads((CARDS / "110199199006015136.json").read_text(encoding="utf-8"))
MOVED = json.loads((CARDS / "110199199303039038.json").read_text(encoding="utf-8"))
QUICK = Patience(short=0.3, read=0.45, gap=0.2, quiet=0.05)

Opened = Callable[..., SamReader]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """One simulator for all tests of this file; radio is quick."""
    folder = tmp_path_factory.mktemp("reader")
    words = ["--link", folder / "idr", "--find-seconds", "0.005", "--read-seconds", "0.02"]
    words += ["--witness", folder / "witness", "--transcript", folder / "transcript", "--data-dir", folder]
    with Simulator("id_reader", *words) as running:
        yield running


@pytest.fixture
def simulator(bench: Simulator) -> Iterator[Simulator]:
    yield bench
    for do in ("clear", "lift", "replug"):
        bench.tell(do)
    bench.tell("speed", baud=115200)


@pytest.fixture
def opened(simulator: Simulator) -> Iterator[Opened]:
    """Opens readers on the simulator, one at a time, and closes the last after the test."""
    readers: list[SamReader] = []

    def open_reader(**options: Any) -> SamReader:
        for earlier in readers:
            earlier.close()
        words = {"timeout": 1.0, "today": lambda: date(2026, 3, 16), "patience": QUICK, **options}
        readers.append(SamReader(words.pop("port", simulator.where), **words))
        return readers[-1]

    yield open_reader
    for reader in readers:
        reader.close()


def trouble_of(work: Callable[[], object]) -> tuple[str, object]:
    with pytest.raises(DeskError) as trouble:
        work()
    return trouble.value.kind, trouble.value.facts.get("problem")


def open_files() -> list[str]:
    """What this program holds open."""
    held = []
    for one in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # the folder's own is closed by now
            held.append(os.readlink(one))
    return held


# ── the way it should go ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.requirement("M-064")
def test_laying_a_card_down_is_noticed_and_read(simulator: Simulator, opened: Opened):
    reader: IdReader = opened()
    simulator.tell("lay", card=LI)
    assert reader.wait_for_card(lambda: False)
    card = reader.read()
    assert (card.name, card.number, card.birth) == ("李样本", "110199198503127011", date(1985, 3, 12))
    assert (len(card.photo), card.photo[:2], card.fingerprint, card.warnings) == (1024, b"WL", b"", ())


@pytest.mark.parametrize("path", sorted(CARDS.glob("*.json")), ids=lambda path: path.stem)
def test_every_practice_card_reads_as_it_is_written(path: Path):
    from devices.id_reader.layouts import read_text
    from devices.simulators.id_card import load_card

    words = json.loads(path.read_text(encoding="utf-8"))
    card = read_text(load_card(path).text, date(2026, 3, 16))
    for key in words.keys() - {"fingerprint_bytes", "newest_address"}:
        value = getattr(card, key)
        assert (value.isoformat() if isinstance(value, date) else value) == words[key], key
    assert set(card.warnings) <= {"born_before_1900"}


def test_a_card_that_lies_there_is_read_once_and_the_next_one_after_it(simulator: Simulator, opened: Opened):
    reader = opened()
    simulator.tell("lay", card=LI)
    assert reader.wait_for_card(lambda: False)
    reader.read()
    ends = time.monotonic() + 0.5
    assert not reader.wait_for_card(lambda: time.monotonic() > ends)
    simulator.tell("lay", card=WANG)
    assert reader.wait_for_card(lambda: False)
    assert reader.read().name == "王示例"


def test_reading_after_waiting_needs_no_second_find(simulator: Simulator, opened: Opened):
    asked: list[str] = []
    reader = opened(trace=lambda trace: asked.append(trace.meaning) if trace.direction == "out" else None)
    simulator.tell("lay", card=LI)
    assert reader.wait_for_card(lambda: False)
    asked.clear()
    reader.read()
    assert asked == ["select", "read"]


def test_a_card_that_still_lies_there_can_be_read_again_also_by_another_program(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    first = opened()
    assert first.read() == first.read()
    first.close()
    assert opened().read().name == "李样本"


def test_fingerprints_and_the_newest_address_come_when_asked_for(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card={**MOVED, "fingerprint_bytes": 512})
    card = opened().read(fingerprint=True, newest_address=True)
    assert (len(card.fingerprint), card.newest_address) == (512, "样本市练习区模拟街66号7单元")
    assert opened().read(newest_address=False).newest_address is None


def test_a_card_whose_holder_never_moved_has_no_newest_address(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    assert opened().read(newest_address=True).newest_address is None


def test_the_status_tells_the_modules_number(opened: Opened):
    assert opened().status() == ReaderStatus(ready=True, sam_id=(5, 1, 20130101, 1234567, 987654321))


def test_the_speed_is_found(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    opened().set_speed(38400)
    assert trouble_of(opened(patience=Patience(short=0.1, attempts=1)).status) == ("transport", "timeout")
    assert opened(baud=None, timeout=3.0, patience=Patience()).read().name == "李样本"
    assert simulator.tell("state")["baud"] == 38400


def test_a_technician_can_restart_the_module_and_ask_for_the_chips_number(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card={**LI, "iin": "01020304", "sn": "0000000000000005", "dn": "0000000000000006"})
    reader = opened()
    reader.read()
    assert reader.chip_number().hex() == "0102030400000000000000050000000000000006"
    reader.limit_radio_frame(80)
    reader.reset()
    assert simulator.tell("state")["stage"] == "unseen"
    assert reader.read().name == "李样本"


# ── what the line does (faults 3, 5–10) ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "fault",
    [
        "bad_checksum*3", "bitflip@55*2", "bitflip@7000*3", "truncate@700*2", "truncate@3*1", "wrong_length@-3*2",
        "wrong_length@20*1", "wrong_length@-9999*1", "wrong_length@99999*1", "no_answer*2", "garbage_before@40",
        "partial_preamble", "overlap", "echo", "duplicate", "two_frames", "slow_bytes@4*3", "stall@500,150",
        "late_answer@700*1", "sw@10*2", "sw@47*2", "sw12@6a82",
    ],
)  # fmt: skip
def test_a_passing_trouble_on_the_line_is_survived_with_every_field_right(
    simulator: Simulator, opened: Opened, fault: str
):
    simulator.tell("lay", card=LI)
    simulator.tell("fault", name=fault)
    card = opened(timeout=5.0).read()
    assert (card.name, card.number, card.address) == ("李样本", LI["number"], LI["address"])
    assert card.warnings == ()


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("bad_checksum", "checksum"), ("bitflip@20", "timeout"), ("bitflip@80", "checksum"), ("truncate@3", "timeout"),
        ("truncate@9", "truncated"), ("truncate@700", "truncated"), ("wrong_length@20", "truncated"),
        ("wrong_length@-9999", "timeout"), ("wrong_length@99999", "timeout"), ("no_answer", "timeout"),
        ("baud_mismatch", "timeout"), ("heartbeat@2", "timeout"), ("noise@1", "timeout"), ("sw@11", "checksum"),
    ],
)  # fmt: skip
def test_a_lasting_trouble_on_the_line_ends_by_the_deadline(
    simulator: Simulator, opened: Opened, fault: str, problem: str
):
    simulator.tell("lay", card=LI)
    simulator.tell("fault", name=fault)
    begun = time.monotonic()
    quick = Patience(short=0.2, read=0.3, gap=0.2, quiet=0.05, attempts=2)
    assert trouble_of(opened(timeout=1.0, patience=quick).read) == ("transport", problem)
    assert time.monotonic() - begun < 3.0


def test_noise_of_a_megabyte_a_second_leaves_the_memory_flat(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    simulator.tell("fault", name="noise@1", next=1)
    before = resident_kilobytes()
    assert opened(timeout=4.0, patience=Patience()).read().name == "李样本"
    assert resident_kilobytes() - before < 4096


def resident_kilobytes() -> int:
    told = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    assert told is not None
    return int(told[1])


@pytest.mark.parametrize("at", [0, 5, 11, 700, 1294])
def test_pulling_the_plug_in_the_middle_of_a_frame_is_told_within_a_second(
    simulator: Simulator, opened: Opened, at: int
):
    simulator.tell("lay", card=LI)
    reader = opened()
    assert reader.wait_for_card(lambda: False)
    simulator.tell("fault", name=f"unplug@{at}", next=1, on="read")
    begun = time.monotonic()
    assert trouble_of(reader.read) == ("transport", "unplugged")
    assert time.monotonic() - begun < 1.0
    simulator.tell("replug")
    simulator.tell("lay", card=WANG)
    assert reader.read().name == "王示例"


def test_pulling_the_plug_while_waiting_is_told_and_the_reader_found_again(simulator: Simulator, opened: Opened):
    reader = opened()
    ends = time.monotonic() + 0.3
    assert not reader.wait_for_card(lambda: time.monotonic() > ends)
    simulator.tell("unplug")
    assert trouble_of(lambda: reader.wait_for_card(lambda: False)) == ("transport", "unplugged")
    assert trouble_of(reader.status) == ("no_reader", "absent")
    simulator.tell("replug")
    assert reader.status().ready


def test_a_reader_that_was_pulled_out_is_let_go_of_so_that_its_port_is_free_for_it_again(simulator, opened):
    reader = opened()
    for _ in range(2):
        assert reader.status().ready
        port = os.path.realpath(simulator.where)
        assert [file for file in open_files() if file.startswith(port)] == [port]
        simulator.tell("unplug")
        assert trouble_of(reader.status) == ("transport", "unplugged")
        assert [file for file in open_files() if file.startswith(port)] == []
        simulator.tell("replug")


@pytest.mark.requirement("M-064")
def test_a_silent_reader_does_not_hold_a_desk_that_is_being_closed(simulator: Simulator, opened: Opened):
    reader = opened(timeout=20.0, patience=Patience(short=1.0))
    reader.status()
    simulator.tell("fault", name="no_answer")
    begun = time.monotonic()
    with pytest.raises(DeviceTrouble):
        reader.wait_for_card(lambda: time.monotonic() > begun + 0.3)
    assert time.monotonic() - begun < 3.0


def test_a_late_answer_of_the_last_person_is_not_the_next_persons(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    reader = opened(timeout=1.0, patience=Patience(short=1.0, read=0.3, gap=0.2, attempts=1))
    simulator.tell("fault", name="late_answer@700", next=1, on="read")
    assert trouble_of(reader.read) == ("transport", "timeout")
    simulator.tell("lay", card=WANG)
    card = reader.read()
    assert (card.name, card.number) == ("王示例", WANG["number"])


# ── what the card does (faults 11–13), what the module says ─────────────────────────────────────────────────────


def test_an_empty_reader_is_told_when_the_time_is_over(opened: Opened):
    begun = time.monotonic()
    assert trouble_of(opened(timeout=0.5).read)[0] == "no_card"
    assert 0.4 < time.monotonic() - begun < 2.0


def test_a_card_laid_down_while_the_reader_waits_is_read(simulator: Simulator, opened: Opened):
    told: list[str] = []

    def lay_at_the_second_look(trace: Trace) -> None:
        told.append(trace.meaning)
        if told.count("find") == 2 and "laid" not in told:
            told.append("laid")
            simulator.tell("lay", card=LI)

    assert opened(trace=lay_at_the_second_look, timeout=3.0).read().name == "李样本"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("card_removed_mid_read", "card_moved"), ("auth_fail", "card_suspect"), ("auth_fail@32", "card_suspect"),
        ("tampered", "card_suspect"), ("wrong_card", "wrong_card"), ("not_authorised", "reader_unauthorised"),
        ("self_test_failed", "reader_fault"), ("sw@21", "unsupported"), ("sw@23", "unsupported"),
        ("sw@24", "reader_fault"), ("sw@37", "data"), ("sw@3f", "data"), ("sw@55", "reader_fault"),
    ],
)  # fmt: skip
def test_what_the_module_says_becomes_its_kind_of_trouble(simulator: Simulator, opened: Opened, fault: str, kind: str):
    simulator.tell("lay", card=LI)
    on = None if kind in ("reader_unauthorised",) or fault == "self_test_failed" else "read"
    simulator.tell("fault", name=fault, on=on)
    with pytest.raises(DeskError) as trouble:
        opened(timeout=1.5).read()
    assert trouble.value.kind == kind
    assert LI["number"] not in str(trouble.value.facts)


def test_a_card_that_slips_and_lies_still_again_is_read(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    simulator.tell("fault", name="sw@81", next=1, on="select")
    assert opened().read().name == "李样本"


@pytest.mark.requirement("M-064")
def test_two_cards_in_one_read_are_refused(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=MOVED)
    simulator.tell("lay", card={**LI, "newest_address": "样本市别处1号"}, second=True)
    simulator.tell("fault", name="two_cards", next=1)
    with pytest.raises(NotAcceptable) as refused:
        opened().read(newest_address=True)
    assert (refused.value.kind, refused.value.facts["problem"]) == ("card_moved", "two_cards")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"birth": "1985-02-30"}, "birth"), ({"number": "110199198503127012"}, "number"), ({"sex": "7"}, "sex")],
)
def test_a_valid_frame_with_impossible_content_names_the_field(
    simulator: Simulator, opened: Opened, change: dict[str, str], field: str
):
    simulator.tell("lay", card={**LI, **change})
    with pytest.raises(NotAcceptable) as refused:
        opened().read()
    assert (refused.value.kind, refused.value.facts["field"]) == ("data", field)


def test_a_photo_that_is_not_whole_is_left_out_and_the_rest_is_read(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    simulator.tell("fault", name="photo_truncated@500", next=1)
    card = opened().read()
    assert (card.name, card.photo, card.warnings) == ("李样本", b"", ("photo_truncated",))


def test_a_chip_without_a_photo_is_read_with_a_warning(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    simulator.tell("fault", name="photo_missing", next=1)
    assert opened().read().warnings == ("photo_missing",)


def test_a_decoder_makes_the_photo_visible_and_a_bad_one_is_only_a_warning(simulator: Simulator, opened: Opened):
    simulator.tell("lay", card=LI)
    whole = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'\\x80' * 38556)"
    card = opened(timeout=5.0, decoder=WltDecoder([sys.executable, "-c", whole])).read()
    assert card.photo_bitmap is not None
    assert len(card.photo_bitmap) == BITMAP
    card = opened(timeout=5.0, decoder=WltDecoder([sys.executable, "-c", "print('garbage')"])).read()
    assert (card.photo_bitmap, card.warnings, len(card.photo)) == (None, ("photo_undecodable",), 1024)


# ── which reader it is (faults 1, 2, 4, 96) ─────────────────────────────────────────────────────────────────────


def test_no_reader_at_all_is_told_at_once(opened: Opened, tmp_path: Path):
    assert trouble_of(opened(port=str(tmp_path / "nothing")).read) == ("no_reader", "absent")


def test_a_port_in_use_is_told_with_the_other_programs_name(simulator: Simulator, opened: Opened):
    rival = f"import serial, sys; port = serial.Serial({simulator.where!r}, exclusive=True); print(1); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-uc", rival], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(DeviceTrouble) as trouble:
            opened().status()
        other.stdin.close()
        other.wait()
    assert (trouble.value.kind, trouble.value.facts["problem"]) == ("no_reader", "occupied")
    assert "python" in str(trouble.value.facts["by"])
    assert opened().status().ready


def test_a_port_taken_for_itself_by_a_program_that_locks_nothing_is_respected(simulator: Simulator, opened: Opened):
    import fcntl
    import termios

    rival = os.open(simulator.where, os.O_RDWR | os.O_NOCTTY)
    fcntl.ioctl(rival, termios.TIOCEXCL)
    try:
        assert trouble_of(opened().status) == ("no_reader", "occupied")
    finally:
        fcntl.ioctl(rival, termios.TIOCNXCL)
        os.close(rival)


def test_the_reader_that_was_paired_is_wanted(opened: Opened):
    assert opened(paired=(5, 1, 20130101, 1234567, 987654321)).status().ready
    assert trouble_of(opened(paired=(5, 1, 20130101, 1, 1)).status) == ("no_reader", "not_paired")


def test_a_reader_that_comes_back_under_another_name_is_found_and_a_stranger_is_not_taken(
    simulator: Simulator, opened: Opened, tmp_path: Path
):
    by_id = tmp_path / "by-id"
    by_id.mkdir()
    link = by_id / "usb-Maker_ID_Reader_0001-if00"
    link.symlink_to(os.path.realpath(simulator.where))
    port = tmp_path / "ttyUSB0"
    port.symlink_to(os.path.realpath(simulator.where))
    reader = opened(port=str(port), by_id=by_id)
    assert reader.status().ready

    simulator.tell("unplug")
    assert trouble_of(reader.status) == ("transport", "unplugged")
    link.unlink()
    printer_end, printer = os.openpty()
    try:
        port.unlink()
        port.symlink_to(os.ttyname(printer))
        (by_id / "usb-Maker_Printer_7-if00").symlink_to(os.ttyname(printer))
        assert trouble_of(reader.status) == ("no_reader", "replaced")
        simulator.tell("replug")
        link.symlink_to(os.path.realpath(simulator.where))
        assert reader.status().ready
    finally:
        os.close(printer)
        os.close(printer_end)
