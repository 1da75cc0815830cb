"""Workbooks as other programs read them."""

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from paper_samples import NAMES, listed_cases

from printing.workbook import Field, SheetWords, WorkbookWords, workbook

FIELDS = (Field("受理号", 30), Field("姓名"), Field("应收", money=True), Field("件"))
ROWS = (
    ("1101990001202603160300150", NAMES, 2500, 3),
    ('=HYPERLINK("http://example")', "+1 <b>&\x01", -2500, None),
    ("合计", None, 0, 3),
)


@pytest.fixture(scope="module")
def book():
    made = workbook(WorkbookWords("日报表", (SheetWords("逐件/清单", FIELDS, ROWS, 1), SheetWords("空", FIELDS, ()))))
    return openpyxl.load_workbook(io.BytesIO(made))


def test_every_value_comes_back(book):
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["受理号", "姓名", "应收", "件"]
    assert [cell.value for cell in sheet[2]] == ["1101990001202603160300150", NAMES, 25.0, 3]
    assert sheet["C3"].value == -25.0
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet["A4"].font.bold


def test_text_that_looks_like_a_formula_stays_text(book):
    cell = book.worksheets[0]["A3"]
    assert cell.data_type == "s"
    assert cell.value.startswith("=HYPERLINK")
    assert cell.quotePrefix


def test_what_xml_forbids_is_shown_as_lost(book):
    assert book.worksheets[0]["B3"].value == "+1 <b>&\ufffd"


def test_sheet_names_keep_to_what_excel_allows(book):
    assert book.sheetnames == ["逐件 清单", "空"]


def test_the_same_words_give_the_same_bytes():
    words = WorkbookWords("日报表", (SheetWords("逐件", FIELDS, ROWS),))
    assert workbook(words) == workbook(words)


def test_every_part_is_well_formed():
    made = workbook(WorkbookWords("日报表", (SheetWords("逐件", FIELDS, ROWS),)))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        for name in file.namelist():
            ElementTree.fromstring(file.read(name))


def test_progress_is_told_and_may_end_it():
    rows = [(number, "甲", 2500, 1) for number, *_ in listed_cases(1200)]
    told = []
    workbook(WorkbookWords("表", (SheetWords("逐件", FIELDS, rows),)), lambda done, whole: told.append((done, whole)))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]

    def stop(done, whole):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        workbook(WorkbookWords("表", (SheetWords("逐件", FIELDS, rows),)), stop)


def test_more_than_26_columns_get_two_letters():
    fields = tuple(Field(str(n)) for n in range(30))
    made = workbook(WorkbookWords("表", (SheetWords("宽", fields, (tuple(range(30)),)),)))
    assert openpyxl.load_workbook(io.BytesIO(made)).active["AD2"].value == 29
