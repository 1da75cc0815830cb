"""Papers of cases and of the hall look as they did when somebody last looked at docs/samples."""

import json

import paper_cases
import paper_day
import paper_samples
import pytest

GOLDEN = json.loads(paper_cases.GOLDEN.read_text(encoding="utf-8"))
PAPERS = paper_cases.every_paper() | paper_day.files()
BOOK = PAPERS.pop("workbook")


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_drawn_as_it_was(name):
    assert paper_samples.operators(PAPERS[name]) == GOLDEN[name]["bytes"]


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("dpi", [150, 203])
def test_a_paper_looks_as_it_did(name, dpi):
    told, wanted = paper_samples.ink(PAPERS[name], dpi), GOLDEN[name][str(dpi)]
    assert len(told) == len(wanted)
    for page, before in zip(told, wanted, strict=True):
        assert all(abs(a - b) <= 6 for a, b in zip(bytes.fromhex(page), bytes.fromhex(before), strict=True))


def test_the_workbook_says_what_it_said():
    assert paper_day.book_digest(BOOK) == GOLDEN["workbook"]["bytes"]


def test_every_paper_has_its_golden_picture_and_its_sample():
    assert set(GOLDEN) == {*PAPERS, "workbook"}
    drawn = {file.stem for file in (paper_cases.GOLDEN.parents[3] / "docs" / "samples").glob("*.png")}
    made = {*paper_samples.PDFS, *paper_samples.PICTURES, *GOLDEN}
    assert {name.removesuffix("-2") for name in drawn} == made
