"""`print receipt`, `print verify`, `print key` and `report day` as a shell sees them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from desk_builder import build, stocked
from walk_ins import applied

from desk.errors import UsageError
from printing import reading
from ui.commands.common import write_file

ROOT = Path(__file__).parents[3]
DAY = "2026-03-16"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A practice hall with one accepted case: its data folder and the case's number."""
    folder = tmp_path_factory.mktemp("hall")
    desk = build(folder, at=f"{DAY}T10:00:00+08:00")
    stocked(desk, 3)
    number = applied(desk, "李样本").number
    desk.store.close()
    return folder, number


def guitai(*words, folder):
    """Exit code and the JSON document."""
    call = [sys.executable, "-m", "ui.cli", *map(str, words), "--json", "--data-dir", str(folder / "data")]
    env = {**os.environ, "GUITAI_KEY_DIR": str(folder / "keys")}
    done = subprocess.run(call, capture_output=True, cwd=ROOT, env=env, timeout=60, check=False)
    assert done.stdout, done.stderr.decode()
    return done.returncode, json.loads(done.stdout)


def test_a_receipt_is_printed_copied_and_verified(hall, tmp_path):
    folder, number = hall
    first, second = tmp_path / "out" / "receipt.pdf", tmp_path / "copy.pdf"
    code, told = guitai("print", "receipt", number, "--out", first, folder=folder)
    assert (code, told["file"]) == (0, str(first))
    assert len(told["sha256"]) == 64
    guitai("print", "receipt", f"{number[:6]} {number[6:]}", "--out", second, "--copy", folder=folder)
    assert "补打" in pypdfium2.PdfDocument(second)[0].get_textpage().get_text_bounded()

    code, told = guitai("print", "verify", first, folder=folder)
    assert (code, told["genuine"], told["reason"]) == (0, True, "genuine")
    assert told["facts"]["name"] == "李样本"
    assert told["facts"]["number"] == number

    text = reading.code_in(first.read_bytes())
    assert guitai("print", "verify", text, folder=folder)[1]["genuine"]
    code, told = guitai("print", "verify", text[:-9] + "AAAAAAAAA", folder=folder)
    assert (code, told["genuine"], told["reason"]) == (4, False, "altered")


def test_another_hall_verifies_with_our_key_and_only_with_it(hall, tmp_path):
    folder, number = hall
    paper = tmp_path / "receipt.pdf"
    guitai("print", "receipt", number, "--out", paper, folder=folder)
    key = guitai("print", "key", folder=folder)[1]["public_key"]
    code, told = guitai("print", "verify", paper, folder=tmp_path)
    assert (code, told["reason"]) == (4, "unknown_key")
    (tmp_path / "data" / "trusted").mkdir()
    (tmp_path / "data" / "trusted" / "110199.pub").mkdir()
    assert guitai("print", "verify", paper, folder=tmp_path)[1]["error"]["kind"] == "bad_key_file"
    (tmp_path / "data" / "trusted" / "110199.pub").rmdir()
    (tmp_path / "data" / "trusted" / "110199.pub").write_text(key, encoding="ascii")
    assert guitai("print", "verify", paper, folder=tmp_path)[0] == 0


def test_the_day_report_comes_as_figures_pdf_and_workbook(hall, tmp_path):
    folder, number = hall
    pdf, book = tmp_path / "day.pdf", tmp_path / "DAY.XLSX"  # as some systems write it
    code, told = guitai("report", "day", DAY, "--out", pdf, folder=folder)
    assert code == 0
    assert {"day", "hall", "cases", "money", "cards", "by_service", "by_clerk", "waiting", "ratings", "digest"} <= set(
        told
    )
    assert (told["day"], told["hall"], told["cases"]["accepted"]) == (DAY, "110199", 1)
    shown = "".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())
    assert "1件" in shown
    assert guitai("report", "day", DAY, "--out", book, folder=folder)[0] == 0
    assert number in [row[0].value for row in openpyxl.load_workbook(book)["逐件清单"].iter_rows()]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("report", "day", "2026-02-30"), 2),
        (("report", "day", DAY, "--out", "day.docx"), 2),
        (("print", "receipt", "0" * 25, "--out", "x.pdf"), 2),
        (("photo", "make", "p.jpg", "--out", "x.png"), 2),
        (("print", "verify", "no-such-file.pdf"), 2),
        (("print", "verify", "/proc/self/mem"), 2),
        (("registry", "import", "/proc/self/mem"), 2),
    ],
)
def test_wrong_words_end_with_two(hall, words, code):
    got, told = guitai(*words, folder=hall[0])
    assert got == code
    assert told["error"]["detail"]


def test_a_receipt_is_not_written_under_a_name_that_says_it_is_a_picture(hall, tmp_path):
    folder, number = hall
    code, told = guitai("print", "receipt", number, "--out", tmp_path / "receipt.png", folder=folder)
    assert (code, told["error"]["kind"]) == (2, "unknown_code")
    assert ".pdf" in told["error"]["next"]
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_leaves_nothing_half_there(tmp_path):
    taken = tmp_path / "taken.pdf"
    taken.mkdir()
    with pytest.raises(UsageError, match="cannot_write"):
        write_file(taken, b"a paper")
    assert list(tmp_path.iterdir()) == [taken]


def test_a_hall_set_to_sm2_signs_and_verifies_with_it(hall, tmp_path):
    folder, number = hall
    said, paper = tmp_path / "guitai.toml", tmp_path / "sm2.pdf"
    said.write_text('[store]\npaper_codes = "sm2"\n', encoding="utf-8")
    assert guitai("print", "receipt", number, "--out", paper, "--config", said, folder=folder)[0] == 0
    code, told = guitai("print", "verify", paper, "--config", said, folder=folder)
    assert (code, told["reason"], told["facts"]["name"]) == (0, "genuine", "李样本")
    _, key = guitai("print", "key", "--config", said, folder=folder)
    assert (key["suite"], len(key["public_key"])) == ("sm2", 128)
