"""Every state a vendor's printer can report has a severity and two sentences."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from devices.card_printer import conditions
from devices.card_printer.conditions import Severity
from devices.card_printer.vendor_states import VENDOR_RETURNS, VENDOR_STATES


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The vendor's own package, fetched for this test only; its native code is never loaded."""
    folder = tmp_path_factory.mktemp("vendor")
    fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--disable-pip-version-check"]
    fetch += ["-d", str(folder), "evolis-sdk==9.4.1"]
    done = subprocess.run(fetch, check=False, capture_output=True, text=True, timeout=90)
    wheels = list(Path(folder).glob("*.whl"))
    if not wheels:
        pytest.fail(f"evolis-sdk 9.4.1 could not be fetched, so its list of states cannot be checked:\n{done.stderr}")
    return zipfile.ZipFile(wheels[0])


def names(vendor: zipfile.ZipFile, module: str, after: str) -> list[str]:
    text = vendor.read(f"evolis/{module}.py").decode().split(after, 1)[1]
    return re.findall(r"^\s+([A-Z][A-Z0-9_]+) = -?\d+$", text, re.MULTILINE)


def test_every_minor_state_of_the_vendor_is_in_the_table(vendor):
    states = names(vendor, "State", "class Minor(Enum):")
    assert len(states) == 122
    assert set(states) == set(VENDOR_STATES)


def test_every_return_code_of_the_vendor_is_in_the_table(vendor):
    returns = names(vendor, "ReturnCode", "class ReturnCode(Enum):")
    assert len(returns) == 70
    assert set(returns) == set(VENDOR_RETURNS)


def test_a_state_means_for_the_blank_what_its_prefix_says():
    nothing_used = {"ERR_FEEDER_EMPTY", "ERR_NO_CARD_INSERTED", "AVANSIA_ERR_FEEDER_EMPTY"}
    to_look_at = {"AVANSIA_ERR_SERVICE_CALL", "AVANSIA_ERR_MANUAL_REQUIRED"}
    for name in VENDOR_STATES:
        severity = conditions.of_vendor_state(name).severity
        if "DEF_" in name:
            assert severity is Severity.STOP, name
        elif "ERR_" in name and name not in nothing_used | to_look_at:
            assert severity is Severity.SPOILED, name
        elif "INF_" in name or "CFG_" in name:
            assert severity not in (Severity.SPOILED, Severity.UNKNOWN), name


def test_every_condition_says_what_happened_and_what_to_do():
    known = [conditions.of_vendor_state(name) for name in VENDOR_STATES]
    known += [conditions.of_vendor_return(name) for name in VENDOR_RETURNS]
    for condition in known:
        assert condition.what
        assert condition.next or condition.severity is Severity.READY, condition.code
    for code in {*conditions.ANSWERS.values(), *conditions.REASONS.values(), *conditions.NOTICES}:
        assert code in conditions.WORDS, code


def test_an_unheard_of_state_is_unknown_and_still_has_words():
    condition = conditions.of_vendor_state("ERR_SOMETHING_NEW")
    assert (condition.code, condition.severity) == ("unknown", Severity.UNKNOWN)
    assert condition.next


@pytest.mark.parametrize(
    ("keyword", "code"),
    [
        ("none", ""),
        ("media-jam-error", "jam"),
        ("media-jam-report", "jam"),
        ("media-empty-warning", "feeder_empty"),
        ("cover-open", "cover_open"),
        ("marker-supply-low-warning", "ribbon_low"),
        ("com.vendor.something-error", "unknown"),
        ("com.vendor.something-report", ""),
        ("cups-waiting-for-job-completed", ""),
    ],
)
def test_a_queues_reasons_are_read_without_their_ending(keyword, code):
    assert conditions.of_reason(keyword) == code


@pytest.mark.parametrize(
    ("told", "code"),
    [("OK", ""), ("CARD JAM", "jam"), ("FEEDER EMPTY", "feeder_empty"), ("ERROR 17", "internal"), ("HELLO", "reply")],
)
def test_a_printers_answers_are_read(told, code):
    assert conditions.of_answer(told) == code
