"""Every paper of the counter, one by one: fonts inside, names whole, marks readable, nothing over anything else."""

import subprocess
from dataclasses import replace

import paper_cases
import paper_day
import paper_eye
import pypdfium2
import pytest
from acceptance import NAMES, decided, given
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st
from paper_samples import LONG_ADDRESS, LONG_NAME
from paper_samples import NAMES as RARE

from printing.fonts import width
from printing.listing import GAP
from printing.press import printed
from ui.papers import lists, make
from ui.papers.phrases import vocabulary

KINDS = paper_cases.KINDS | {
    "receipt": "T05",
    "application_form": "A02-hangzhou-household-register",
    "one_time_notice": "A01-employee-household-register",
    "deferral_notice": "A04-flexible-arrears",
}
MARGINS = {148: (12, 12, 10), 100: (6, 6, 5), 210: (20, 18, 15)}
"""Side, top and foot in millimetres, by the width of the paper."""
MATERIALS = tuple(vocabulary()["materials"])[:14]
PAPERS = paper_cases.every_paper() | {"day-report": paper_day.files()["day-report"]}
COPIES = {"deferral_notice": 2}
"""Copies in one file, each with its own page numbers."""
UNMARKED = {"mandate-template", "employer-form", "shift-list", "destruction-list", "stock-count", "day-report"}
"""Papers without a number of their own."""


def case(kind):
    return paper_cases.case_of(kind, KINDS[kind])


def margins(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return MARGINS[round(document[0].get_width() / paper_eye.MM)]


def test_every_paper_is_of_a_walk_in_that_is_there():
    assert set(KINDS) >= set(make.BUILDERS)
    assert set(KINDS.values()) <= set(NAMES)


@pytest.mark.parametrize("name", PAPERS)
def test_every_font_is_embedded_and_nothing_else_is_named(name, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(PAPERS[name])
    told = subprocess.run(["pdffonts", file], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert told
    for line in told:
        assert line.startswith("GUITAI+")
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


@pytest.mark.parametrize("name", [name for name in PAPERS if name not in UNMARKED])
def test_every_mark_is_read_from_a_one_bit_print_of_203_dpi(name):
    kinds = [kind for kind, _ in paper_eye.marks(PAPERS[name], 203)]
    assert "Code128" in kinds
    assert ("QRCode" in kinds) == (name not in ("mail-label", "spoiled-card"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_thirteen_rare_characters_come_back_from_every_paper_in_order(kind):
    view, office = case(kind)
    mail = {"receiver": RARE, "phone": "138****0000", "address": "样本市测试区"}
    situation = {**view.situation, "choices": {**(view.situation.get("choices") or {}), "mail": mail}}
    pdf = printed(make.words_of(kind, replace(view, name=RARE, situation=situation), office))
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    for text in ("".join(told.split()), paper_eye.text_by_pdfium(pdf), paper_eye.text_by_pypdf(pdf)):
        assert RARE in text


def crowded(view, name, address, count, large):
    """The same case of somebody with such a name and address, who brought so many papers, or lacks them."""
    lack = view.outcome in ("refuse_notice", "refer", "hold")
    state = "deferred" if view.outcome == "accept_deferred" else "satisfied"
    due = [one for one in view.decision.get("materials", ()) if one["state"] == "deferred"][:1]
    materials = [{**(due[0] if due else {}), "code": code, "state": state} for code in MATERIALS[:count]]
    reasons = [
        {"code": "material_missing", "facts": {"material": code}, "rule": {"name": "首次申领，在校学生"}}
        for code in MATERIALS[:count]
    ]
    identity = {**(view.situation.get("identity") or {}), "address": address, "name": name}
    mail = {"receiver": name, "phone": "138****0000", "address": address}
    helpers = {key: {**view.decision[key], "name": name} for key in ("agent", "guardian") if view.decision.get(key)}
    return replace(
        view,
        name=name,
        situation={**view.situation, "identity": identity, "choices": {"mail": mail}},
        decision={**view.decision, **helpers, "materials": materials}
        | ({"reasons": reasons} if lack else {})
        | ({"notes": [*view.decision.get("notes", ()), "large_print"]} if large else {}),
    )


def fits(kind, name, address, count, *, large=False):
    view, office = case(kind)
    pdf = printed(make.words_of(kind, crowded(view, name, address, count, large), office))
    told = paper_eye.text_by_pdfium(pdf)
    assert name in told
    assert paper_eye.words_in_the_way(pdf, *margins(pdf)) == []
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    of_each = pages // COPIES.get(kind, 1)
    for page in range(1, of_each + 1):
        assert told.count(f"第{page}/{of_each}页") == COPIES.get(kind, 1)
    return told, pages


@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_name_and_address_and_fourteen_papers_fit(kind):
    told, pages = fits(kind, LONG_NAME, LONG_ADDRESS[:120], 14)
    assert pages <= 2 * COPIES.get(kind, 1)
    assert pages == 1 or kind != "mail_label"
    if kind in ("application_form", "mail_label"):
        assert LONG_ADDRESS[:120] in told


@settings(max_examples=40, deadline=None)
@whatever(
    kind=st.sampled_from(list(KINDS)),
    name=st.integers(1, 56),
    address=st.integers(1, 120),
    count=st.integers(1, 14),
    large=st.booleans(),
)
def test_whatever_the_lengths_nothing_stands_in_the_margin_or_over_anything_else(kind, name, address, count, large):
    fits(kind, LONG_NAME[:name], LONG_ADDRESS[:address], count, large=large)


def test_a_list_of_many_long_names_goes_on_with_its_head():
    batch = paper_cases.batch()
    rows = tuple(replace(batch.rows[0], name=LONG_NAME) for _ in range(60))
    pdf = printed(lists.of_batch(replace(batch, rows=rows), "handover_list", paper_cases.office()))
    assert paper_eye.words_in_the_way(pdf, *margins(pdf)) == []
    with pypdfium2.PdfDocument(pdf) as document:
        assert paper_eye.text_by_pdfium(pdf).count("身份号码") == len(document) > 1


def test_the_eye_sees_words_over_words_and_words_in_the_margin():
    from printing.looks import RECEIPT, Heading
    from printing.paper import Paper

    paper = Paper(RECEIPT, Heading("受理回执", "样本大厅"), "")
    paper.head()
    paper.sheet.text(40, 100, "压在一起的字", 12)
    paper.sheet.text(42, 101, "另外几个字", 12)
    paper.sheet.text(2, 150, "出了版心", 12)
    told = " ".join(paper_eye.words_in_the_way(paper.finish(), 12, 12, 10))
    assert "压在一起" in told
    assert "出了版心" in told


def test_decisions_still_ask_for_these_papers():
    for kind, name in KINDS.items():
        if kind in ("reissue_voucher", "receipt", "application_form", "one_time_notice", "deferral_notice"):
            assert kind in decided(given(name))["documents"]


def test_an_ordinary_case_takes_one_line_of_the_report():
    listed = paper_day.words().cases
    refused = (
        f"N {listed.rows[0][0]}",
        "08:43",
        "李样本",
        "110199********7011",
        "补办，人为损坏",
        "一次性告知",
        "已告知",
    )
    for row in (*(row[:7] for row in listed.rows if len(row[2]) < 9), refused):
        for cell, column in zip(row, listed.columns, strict=False):
            assert width(cell, 7.5) / paper_eye.MM <= column.width - GAP, cell
