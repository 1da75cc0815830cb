"""Codes from a serial scanner and from one that is a keyboard."""

import contextlib
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import DeviceTrouble
from desk.ports import Scan, Scanner
from devices.scanner import Codes, Heard, SerialScanner, Wedge, open_scanner, scan_of
from devices.simulators.launch import Simulator


def never() -> bool:
    return False


@pytest.fixture
def gun(tmp_path: Path):
    """Starts a simulated scanner and the desk's driver for it."""
    running: list[tuple[Simulator, SerialScanner]] = []

    def begin(*faults: str, suffix: str = "CR") -> tuple[Simulator, SerialScanner]:
        link = tmp_path / "scanner"
        told = [word for fault in faults for word in ("--fault", fault)]
        simulator = Simulator("scanner", "--link", link, "--suffix", suffix, "--data-dir", tmp_path, *told)
        running.append((simulator, open_scanner(str(link), suffix)))
        return running[-1]

    yield begin
    for simulator, scanner in running:
        scanner.close()
        simulator.close()


def scanned(simulator: Simulator, scanner: Scanner, text: str, **how: str) -> Scan | None:
    """What the desk reads when somebody scans this; the trigger is pulled while the desk waits."""
    scanner.standing()  # what is scanned before the port is open is lost
    pulled = threading.Timer(0.05, simulator.tell, ["scan"], {"text": text, **how})
    pulled.start()
    ends = time.monotonic() + 5
    told = scanner.read(lambda: time.monotonic() > ends)
    pulled.join()
    return told


@pytest.mark.parametrize("suffix", ["CR", "LF", "CRLF", "TAB"])
def test_a_receipt_number_is_read_whatever_suffix_is_set(gun, suffix):
    assert scanned(*gun(suffix=suffix), "1101990001202603160300171") == Scan("1101990001202603160300171")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_is_read_in_either_encoding(gun, encoding):
    told = scanned(*gun(), "张𬭎|样本市", encoding=encoding, aim="Q1")
    assert told == Scan("张𬭎|样本市", "qr")


@pytest.mark.parametrize("fault", ["no_suffix", "slow", "split"])
def test_a_code_comes_whole_however_the_scanner_sends_it(gun, fault):
    assert scanned(*gun(f"{fault}*1"), "A023-0001") == Scan("A023-0001")


def test_the_same_code_twice_in_a_moment_is_one_code(gun):
    simulator, scanner = gun("twice*1")
    assert scanned(simulator, scanner, "A023") == Scan("A023")
    ends = time.monotonic() + 0.4
    assert scanner.read(lambda: time.monotonic() > ends) is None


def test_waiting_ends_when_told_to_stop(gun):
    _, scanner = gun()
    ends = time.monotonic() + 0.2
    assert scanner.read(lambda: time.monotonic() > ends) is None
    assert time.monotonic() - ends < 0.5


def test_a_scanner_that_is_pulled_out_is_told_and_works_again_when_back(gun):
    simulator, scanner = gun("unplug*1")
    with pytest.raises(DeviceTrouble) as gone:
        scanned(simulator, scanner, "A023")
    assert (gone.value.kind, gone.value.facts["device"]) == ("transport", "scanner")
    until, told = time.monotonic() + 5, None
    while told is None:
        assert time.monotonic() < until
        with contextlib.suppress(DeviceTrouble):
            told = scanned(simulator, scanner, "A024")
    assert told == Scan("A024")


def test_no_scanner_is_a_fault_of_the_scanner():
    with pytest.raises(DeviceTrouble) as absent:
        open_scanner("/nowhere/tty").read(never)
    assert (absent.value.kind, absent.value.facts["device"]) == ("device_fault", "scanner")


@pytest.mark.parametrize(
    ("raw", "scan"),
    [
        (b"]C1110199", Scan("110199", "code128")),
        (b"]E06901234567892", Scan("6901234567892", "ean")),
        (b"]Q1" + "𠮷".encode(), Scan("𠮷", "qr")),
        (b"]", Scan("]")),
        (b"]?1abc", Scan("]?1abc")),
    ],
)
def test_an_aim_identifier_tells_the_kind_and_is_not_part_of_the_code(raw, scan):
    assert scan_of(raw) == scan


@given(st.lists(st.tuples(st.binary(max_size=60), st.floats(0, 0.3)), max_size=30))
def test_noise_never_grows_and_ends_in_text_or_typed_trouble(pieces):
    codes, now = Codes(), 0.0
    for data, pause in pieces:
        now += pause
        for code in (*codes.feed(data, now), *codes.idle(now)):
            kind = "transport"
            try:
                assert scan_of(code).text
            except DeviceTrouble as trouble:
                kind = trouble.kind
            assert kind == "transport"


def test_a_code_longer_than_any_is_dropped():
    for suffix in (b"\r", b"\r\n"):
        codes = Codes(suffix)
        assert list(codes.feed(b"x" * 5000, 0.0)) == []
        assert list(codes.feed(b"its end" + suffix[:1], 0.01)) == []
        assert list(codes.feed(suffix[1:] + b"A024" + suffix, 0.02)) == [b"A024"]


def test_the_end_of_a_code_longer_than_any_is_dropped_when_it_falls_quiet_too():
    codes = Codes()
    for piece in range(5):
        assert list(codes.feed(b"x" * 1000, piece / 1000)) == []
    assert list(codes.idle(1.0)) == []
    assert list(codes.feed(b"A024\r", 1.1)) == [b"A024"]
    assert list(codes.feed(b"\r" + b"A023\r", 1.0)) == [b"A023"]


# ── a scanner that is a keyboard ────────────────────────────────────────────────────────────────────────────────


def typed(wedge: Wedge, keys: str, gap: float, start: float = 0.0) -> tuple[list[Heard], float]:
    now, heard = start, []
    for letter in keys:
        now += gap
        heard.append(wedge.key(letter, now))
    heard.append(wedge.idle(now + 0.06))
    return heard, now


def test_four_fast_characters_and_enter_are_a_scan():
    heard, _ = typed(Wedge(), "A023\n", 0.008)
    assert [one.scan for one in heard if one.scan] == [Scan("A023")]
    assert not any(one.typed for one in heard)


def test_a_person_typing_the_same_is_a_person():
    heard, _ = typed(Wedge(), "A023\n", 0.12)
    assert "".join(one.typed for one in heard) == "A023\n"
    assert not any(one.scan for one in heard)


def test_three_fast_keys_and_enter_are_no_scan():
    heard, _ = typed(Wedge(), "123\n", 0.01)
    assert "".join(one.typed for one in heard) == "123\n"


def test_what_was_typed_before_a_scan_stays_typed():
    wedge = Wedge()
    heard, now = typed(wedge, "张", 0.2)
    more, _ = typed(wedge, "1101990001\n", 0.01, now + 0.2)
    assert "".join(one.typed for one in heard + more) == "张"
    assert [one.scan for one in more if one.scan] == [Scan("1101990001")]


def test_caps_lock_turns_letters_over_and_they_are_turned_back():
    wedge, now, heard = Wedge(), 0.0, Heard()
    for letter in "a023-X\n":
        now += 0.01
        heard = wedge.key(letter, now, caps_lock=True)
    assert heard.scan == Scan("A023-x")


@given(st.text(alphabet="abc0123456789中", max_size=40), st.floats(0.06, 2.0))
def test_nothing_a_person_types_is_lost_or_taken_for_a_scan(keys, gap):
    heard, _ = typed(Wedge(), keys, gap)
    assert "".join(one.typed for one in heard) == keys
    assert not any(one.scan for one in heard)


@given(st.lists(st.tuples(st.sampled_from("a1\n"), st.floats(0.001, 0.2)), max_size=60))
def test_every_key_comes_out_exactly_once_as_typing_or_in_a_scan(keys):
    wedge, now, out = Wedge(), 0.0, ""
    for letter, gap in keys:
        now += gap
        heard = wedge.key(letter, now)
        out += heard.typed + (heard.scan.text + "\n" if heard.scan else "")
    out += wedge.idle(now + 1).typed
    assert out == "".join(letter for letter, _ in keys)
