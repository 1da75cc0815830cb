"""Every paper: the same bytes for the same words, everything embedded, every name whole, every mark readable."""

import io
import subprocess
from dataclasses import replace
from hashlib import sha256

import paper_samples as samples
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from desk.errors import NotAcceptable
from printing.forms import form
from printing.lines import Strong
from printing.looks import Copy
from printing.one_time_notice import Lack, one_time_notice
from printing.receipt import receipt

PAPERS = {name: make() for name, make in samples.PDFS.items()}


def pages(pdf, dpi, *, one_bit=False):
    """A paper as a printer of that resolution puts it down."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        yield picture.point(lambda grey: 255 if grey > 127 else 0) if one_bit else picture


def text_of(pdf):
    """The text layer as poppler reads it, without white space."""
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(told.split())


def text_by_pdfium(pdf):
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def text_by_pypdf(pdf):
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_words_give_the_same_bytes(name):
    assert sha256(samples.PDFS[name]()).hexdigest() == sha256(PAPERS[name]).hexdigest()


@pytest.mark.parametrize("name", PAPERS)
def test_every_font_is_embedded_and_nothing_else_is_named(name, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(PAPERS[name])
    told = subprocess.run(["pdffonts", file], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert told
    for line in told:
        assert line.startswith("GUITAI+")
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line


@pytest.mark.parametrize("name", [name for name in PAPERS if name not in ("day-report", "mandate")])
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_scanner_reads_every_mark_from_a_one_bit_print(name, dpi):
    found = [
        (code.format.name, code.text)
        for page in pages(PAPERS[name], dpi, one_bit=True)
        for code in zxingcpp.read_barcodes(page)
    ]
    if name == "test-page":
        assert [kind for kind, _ in found].count("QRCode") == 3
        assert ("Code128", "1101990001") in found
        return
    numbers = [text for kind, text in found if kind == "Code128"]
    assert numbers[:1] in ([samples.NUMBER], ["N1101990001202603160300093"], ["S1101990001202603160300018"])
    if name != "mail-label":
        assert ("QRCode", samples.CODE) in found


def test_the_thirteen_rare_characters_come_back_from_three_readers_in_order():
    words = replace(samples.RECEIPT, rows=(("申请人", (samples.NAMES, Strong(samples.NAMES))),))
    pdf = receipt(words)
    wanted = samples.NAMES * 2
    assert wanted in text_of(pdf)
    assert wanted in text_by_pdfium(pdf)
    assert wanted in text_by_pypdf(pdf)


def test_two_characters_that_share_a_glyph_stay_two_characters():
    assert "人⼈人" in text_by_pdfium(receipt(replace(samples.RECEIPT, rows=(("申请人", "人⼈人"),))))


def ink_box(page):
    """The box around everything printed, in millimetres."""
    left, top, right, bottom = page.point(lambda grey: 255 - grey).getbbox()
    return tuple(edge / page.info.get("scale", 150 / 25.4) for edge in (left, top, right, bottom))


@pytest.mark.parametrize(
    ("name", "side", "top", "foot"),
    [
        ("receipt", 12, 12, 10),
        ("receipt-large", 12, 12, 10),
        ("one-time-notice", 20, 18, 15),
        ("deferral-notice", 20, 18, 15),
        ("application-form", 20, 18, 15),
        ("mandate", 20, 18, 15),
        ("day-report", 18, 16, 13),
    ],
)
def test_nothing_stands_in_the_margins(name, side, top, foot):
    for page in pages(PAPERS[name], 150):
        wide, tall = (edge / 150 * 25.4 for edge in page.size)
        box = ink_box(page)
        assert box[0] >= side - 0.4
        assert box[1] >= top - 0.4
        assert box[2] <= wide - side + 0.4
        assert box[3] <= tall - foot + 0.4


def test_a_full_receipt_goes_on_to_a_second_page_and_loses_nothing():
    materials = "、".join(f"{n}号材料证明（验看后退回）" for n in range(1, 15))
    rows = (
        ("申请人", (Strong(samples.LONG_NAME), "　110199********3368")),
        ("地址", samples.LONG_ADDRESS),
        ("已收材料", materials),
        *samples.RECEIPT.rows[1:],
    )
    pdf = receipt(replace(samples.RECEIPT, rows=rows))
    told = text_by_pdfium(pdf)
    assert samples.LONG_NAME in told
    assert samples.LONG_ADDRESS in told
    assert materials in told
    assert "第1/2页" in told
    assert "第2/2页" in told
    assert "申请人签名" in text_by_pdfium(receipt(replace(samples.RECEIPT, rows=rows)))


def test_fourteen_missing_materials_are_all_told_with_why_and_how():
    lacks = tuple(
        Lack(f"第{n}种材料", "没有带来，参保登记也查不到，不能电子核验。" * 2, "补齐后带来。", "依据：演示")
        for n in range(14)
    )
    told = text_by_pdfium(one_time_notice(replace(samples.NOTICE_WORDS, lacks=lacks)))
    for n in range(14):
        assert f"第{n}种材料" in told
    assert "第2/2页" in told


def test_nine_missing_things_fit_on_one_page():
    lacks = tuple(Lack(f"第{n}种材料", "没有带来。", "补齐后带来。", "依据：演示") for n in range(9))
    assert "第1/1页" in text_by_pdfium(one_time_notice(replace(samples.NOTICE_WORDS, lacks=lacks)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: receipt(replace(samples.RECEIPT, rows=(("申请人", f"张{chr(0x323B0)}"),))),
        lambda: form(replace(samples.FORM, declaration=(chr(0x323B0),))),
    ],
)
def test_a_paper_with_a_character_no_font_has_is_refused(make):
    with pytest.raises(NotAcceptable) as refused:
        make()
    assert refused.value.facts == {"characters": ["U+323B0"]}


def test_a_reprint_says_so_with_its_count_when_and_by_whom():
    heading = replace(samples.RECEIPT.heading, copy=Copy(2, "2026-03-17 09:12", "柜员 0315"))
    told = text_by_pdfium(receipt(replace(samples.RECEIPT, heading=heading)))
    assert told.count("补打2") == 2
    assert "2026-03-1709:12，柜员0315" in told
    assert "补打" not in text_by_pdfium(PAPERS["receipt"])


def test_practice_papers_are_marked_and_real_ones_are_not():
    heading = replace(samples.RECEIPT.heading, practice=False)
    assert "练习无效" in text_by_pdfium(PAPERS["receipt"])
    assert "练习" not in text_by_pdfium(receipt(replace(samples.RECEIPT, heading=heading)))


@pytest.mark.requirement("M-044")
def test_the_deferral_notice_comes_in_two_copies():
    told = text_by_pdfium(PAPERS["deferral-notice"])
    assert "第1联，申请人留存" in told
    assert "第2联，大厅留存" in told


def test_a_pdf_names_itself_and_tells_no_time():
    meta = pypdf.PdfReader(io.BytesIO(PAPERS["receipt"])).metadata
    assert meta.title == "受理回执"
    assert meta.subject == samples.NUMBER
    assert meta["/CreationDate"].startswith("D:2000")


def test_the_80_mm_receipt_is_576_dots_of_black_and_white_with_readable_marks():
    picture = Image.open(io.BytesIO(samples.PICTURES["roll-receipt"]()))
    assert (picture.width, picture.mode) == (576, "1")
    found = {code.format.name: code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}
    assert found == {"Code128": samples.NUMBER, "QRCode": samples.CODE}


def test_a_roll_grows_with_its_words():
    from printing.roll import roll

    long = replace(samples.ROLL, rows=samples.ROLL.rows * 20)
    short, tall = (Image.open(io.BytesIO(roll(words))) for words in (samples.ROLL, long))
    assert tall.height > 10 * short.height
    found = {code.format.name for code in zxingcpp.read_barcodes(tall.convert("L"))}
    assert "QRCode" in found
