"""Workbooks (.xlsx, ECMA-376) of the report's tables: few styles, no formulas, written row by row into the zip.

openpyxl takes 74 microseconds a row and xlsxwriter 48; a year's cases are worth the hundred lines that take under ten.
Text is an inline string and can never become a formula; text that begins like one also carries `quotePrefix`, so that
it stays text when somebody edits it. Dates in the zip are fixed: the same words give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from printing.listing import Progress

Cell = str | int | None
PLAIN, HEAD, MONEY, QUOTED, STRONG, STRONG_MONEY = range(6)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
BLOCK = 500

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f"<styleSheet {NS}>"
    '<fonts count="2"><font><sz val="11"/><name val="Noto Sans SC"/></font>'
    '<font><b/><sz val="11"/><name val="Noto Sans SC"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="2"><border/><border><bottom style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="6"><xf/><xf fontId="1" borderId="1" applyFont="1" applyBorder="1"/>'
    '<xf numFmtId="4" applyNumberFormat="1"/><xf quotePrefix="1"/><xf fontId="1" applyFont="1"/>'
    '<xf fontId="1" numFmtId="4" applyFont="1" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its head, its width in characters, and whether its numbers are fen."""

    head: str
    width: float = 12
    money: bool = False


@dataclass(frozen=True, slots=True)
class SheetWords:
    """One sheet; the last `totals` rows are bold."""

    title: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Cell]]
    totals: int = 0


@dataclass(frozen=True, slots=True)
class WorkbookWords:
    """A workbook and what it is called."""

    title: str
    sheets: tuple[SheetWords, ...]


def workbook(words: WorkbookWords, progress: Progress | None = None) -> bytes:
    """The file; `progress` is told of each sheet's rows block by block and may end it by raising."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        numbers = range(1, len(words.sheets) + 1)
        _put(file, "[Content_Types].xml", _content_types(numbers))
        _put(file, "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
        _put(file, "xl/_rels/workbook.xml.rels", _relations([*sheets, ("styles", "styles.xml")]))
        _put(file, "xl/workbook.xml", _contents(words))
        _put(file, "xl/styles.xml", STYLES)
        for number, sheet in enumerate(words.sheets, 1):
            with file.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as stream:
                _write_sheet(stream, sheet, progress)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _put(file: zipfile.ZipFile, name: str, content: str) -> None:
    file.writestr(_entry(name), XML + content)


def _content_types(numbers: Iterable[int]) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in numbers]
    named = "".join(f'<Override PartName="{name}" ContentType="{TYPE}.{kind}+xml"/>' for name, kind in parts)
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _contents(words: WorkbookWords) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(_sheet_name(sheet.title))} sheetId="{n}" r:id="r{n}"/>'
        for n, sheet in enumerate(words.sheets, 1)
    )
    return f'<workbook {NS} xmlns:r="{REL}"><sheets>{sheets}</sheets></workbook>'


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of which Excel forbids."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31]


def _write_sheet(stream: IO[bytes], sheet: SheetWords, progress: Progress | None) -> None:
    letters = [_letter(number) for number in range(len(sheet.fields))]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{field.width:g}" customWidth="1"/>' for n, field in enumerate(sheet.fields, 1)
    )
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    stream.write(
        f'{XML}<worksheet {NS}><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>".encode()
    )
    heads = [_cell(letter, "1", field.head, HEAD) for letter, field in zip(letters, sheet.fields, strict=True)]
    stream.write(f'<row r="1">{"".join(heads)}</row>'.encode())
    plan = [(letter, field.money) for letter, field in zip(letters, sheet.fields, strict=True)]
    first_total = len(sheet.rows) - sheet.totals
    shown: dict[str, str] = {}
    for start in range(0, len(sheet.rows), BLOCK):
        lines: list[str] = []
        for number, row in enumerate(sheet.rows[start : start + BLOCK], start):
            place = str(number + 2)
            if number >= first_total:
                cells = [
                    _cell(letter, place, value, STRONG, money) for (letter, money), value in zip(plan, row, strict=True)
                ]
            else:
                cells = []
                for (letter, money), value in zip(plan, row, strict=True):
                    if type(value) is str:
                        text = shown.get(value)
                        if text is None:
                            text = shown[value] = _text(value, PLAIN)
                        cells.append(f'<c r="{letter}{place}"{text}')
                    else:
                        cells.append(_cell(letter, place, value, PLAIN, money))
            lines.append(f'<row r="{place}">{"".join(cells)}</row>')
        if len(shown) > 20_000:
            shown.clear()
        stream.write("".join(lines).encode())
        if progress:
            progress(min(start + BLOCK, len(sheet.rows)), len(sheet.rows))
    stream.write(b"</sheetData></worksheet>")


def _cell(letter: str, place: str, value: Cell, style: int, money: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{letter}{place}"{_text(value, style)}'
    if not money:
        return f'<c r="{letter}{place}" s="{style}"><v>{value}</v></c>'
    return f'<c r="{letter}{place}" s="{STRONG_MONEY if style == STRONG else MONEY}"><v>{value / 100:.2f}</v></c>'


def _text(value: str, style: int) -> str:
    """The rest of a text cell after its place."""
    if not value.isprintable():
        value = NOT_XML.sub("\ufffd", value)
    if style == PLAIN and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        style = QUOTED
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _letter(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
