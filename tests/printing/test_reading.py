"""Papers that are brought back: damaged, locked, endless or huge, and the code on the last of many pages."""

import io
import struct

import numpy as np
import pytest
from paper_samples import PDFS
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from printing.reading import code_in, text_in


@pytest.fixture(scope="module")
def receipt():
    return PDFS["receipt"]()


def rewritten(receipt, change):
    writer, kept = PdfWriter(), io.BytesIO()
    change(writer, PdfReader(io.BytesIO(receipt)))
    writer.write(kept)
    return kept.getvalue()


def locked(writer, paper):
    writer.append(paper)
    writer.encrypt("nobody knows")


def a_wall_chart(writer, _paper):
    writer.add_blank_page(14_400, 14_400)


def behind_a_hundred_pages(writer, paper):
    for _ in range(100):
        writer.add_blank_page(595, 842)
    writer.append(paper)


def with_a_page_that_is_none(writer, paper):
    writer.add_blank_page(595, 842)[NameObject("/Type")] = NameObject("/Pag")
    writer.append(paper)


def test_a_page_that_is_none_is_passed_over(receipt):
    damaged = rewritten(receipt, with_a_page_that_is_none)
    assert code_in(damaged) == code_in(receipt) is not None
    assert text_in(damaged) == text_in(receipt) != ""


def test_a_file_that_is_no_whole_paper_has_no_code_and_no_words(receipt):
    for damaged in (b"%PDF-1.4 garbage", receipt[: len(receipt) // 2], rewritten(receipt, locked), b""):
        assert (code_in(damaged), text_in(damaged)) == (None, "")


def test_a_page_larger_than_any_paper_is_not_drawn(receipt):
    assert code_in(rewritten(receipt, a_wall_chart)) is None


def test_a_code_is_found_on_the_last_of_many_pages(receipt):
    assert code_in(rewritten(receipt, behind_a_hundred_pages)) == code_in(receipt) is not None


def test_a_picture_that_says_it_is_huge_is_not_unpacked():
    kept = io.BytesIO()
    Image.fromarray(np.full((100, 100), 255, np.uint8)).save(kept, "JPEG")
    data = bytearray(kept.getvalue())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 12_000, 12_000)
    assert code_in(bytes(data)) is None


def test_a_photograph_of_the_paper_is_read_whichever_way_up_it_lies(receipt):
    import pypdfium2

    paper = pypdfium2.PdfDocument(receipt)[0].render(scale=200 / 72).to_pil()
    for turn in (0, 180):
        kept = io.BytesIO()
        paper.rotate(turn).save(kept, "JPEG", quality=80)
        assert code_in(kept.getvalue()) == code_in(receipt)
