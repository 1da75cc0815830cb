"""The demo's morning, run once as a program of its own: what it leaves behind is right, readable and adds up."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

pytestmark = pytest.mark.timeout(420)
"""The morning takes a minute of its own; a busy machine may need several."""
ROOT = Path(__file__).parents[2]
DOTS = 203 / 72


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    told = {"QT_QPA_PLATFORM": "offscreen", "GUITAI_KEY_DIR": str(out / "keys"), "GUITAI_SHOW_BUGS": "1"}
    environment = {**os.environ, **told}
    environment.pop("DISPLAY", None)
    words = [sys.executable, "-m", "ui.cli", "demo", "--out", str(out), "--json"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["cards_printed"] == 7
    return out


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "ledger.json").read_text(encoding="utf-8").splitlines()]


def one_bit(pdf: Path) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=DOTS).to_pil().convert("1")


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.requirement("M-001", "M-087")
def test_every_receipt_reads_back_at_203_dots_in_one_bit(morning: Path) -> None:
    receipts = sorted((morning / "receipts").glob("*.pdf"))
    assert len(receipts) == 8
    for receipt in receipts:
        marks = {str(mark.format).split(".")[-1]: mark.text for mark in zxingcpp.read_barcodes(one_bit(receipt))}
        assert receipt.stem in marks.values(), receipt
        assert len(marks) == 2, f"bar code and QR code of {receipt}: {marks}"


def test_a_rare_name_is_copied_out_of_the_paper_as_it_is(morning: Path) -> None:
    assert any("张𬭎𰻞" in text_of(receipt) for receipt in (morning / "receipts").glob("*.pdf"))


def test_the_refusal_names_everything_at_once(morning: Path) -> None:
    notices = [text_of(notice) for notice in (morning / "notices").glob("*一次性告知单.pdf")]
    assert any("户口簿" in notice and "缴费凭证" in notice for notice in notices)


def test_the_printer_burnt_what_the_ledger_says(morning: Path) -> None:
    cards = sorted((morning / "cards").glob("card-*.png"))
    for card in cards:
        with Image.open(card) as picture:
            assert picture.size == (1016, 648)
    states = Counter(line["state"] for line in lines(morning) if line["type"] == "blank")
    assert (states["issued"], states["spoiled"], states["in_stock"]) == (len(cards), 1, 52)
    assert len(list((morning / "cards").glob("spoiled-*.png"))) == 1


def test_the_day_is_closed_and_its_figures_follow_from_the_facts(morning: Path) -> None:
    report = json.loads((morning / "summary.json").read_text(encoding="utf-8"))["report"]
    facts = lines(morning)
    cases = [line for line in facts if line["type"] == "case"]
    assert report["cases"]["accepted"] == sum(not one["number"].startswith("N") for one in cases) == 8
    assert report["cases"]["refused"] == sum(one["state"] == "declined" for one in cases) == 2
    assert report["money"]["paid"] == sum(line["amount"] for line in facts if line["type"] == "payment") == 2500
    assert report["money"] | {"due": 5000, "waived": 2500} == report["money"]
    assert report["cards"] | {"opening": 60, "issued": 7, "spoiled": 1, "closing": 52, "counted": 52} == report["cards"]
    assert [line["day"] for line in facts if line["type"] == "day"] == [report["day"]]


def test_a_jam_made_one_spoiled_blank_and_the_case_got_its_card(morning: Path) -> None:
    jobs = [line for line in lines(morning) if line["type"] == "print_job" and line["kind"] == "card"]
    spoiled = next(job for job in jobs if job["state"] == "spoiled")
    assert [job["state"] for job in jobs if job["case"] == spoiled["case"]] == ["spoiled", "printed"]


def test_a_first_issue_with_everything_present_takes_at_most_twelve_keystrokes(morning: Path) -> None:
    visits = json.loads((morning / "summary.json").read_text(encoding="utf-8"))["visits"]
    assert visits[0]["keystrokes"] <= 12


def test_the_journal_of_the_morning_verifies_from_a_shell(morning: Path) -> None:
    environment = {**os.environ, "GUITAI_KEY_DIR": str(morning / "keys")}
    words = [sys.executable, "-m", "ui.cli", "audit", "verify", "--json", "--data-dir", str(morning / "data")]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"] is True
