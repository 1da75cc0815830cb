"""Rows of an exported table: CSV (UTF-8, or GB 18030 as older systems write it), or the first sheet of a workbook.

Everything comes out as text by the header's names, so that whoever reads on need not know which file it was.
"""

import codecs
import csv
from collections.abc import Container, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path

from desk.errors import UsageError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its columns by name, as text, and how much of the file lies behind it."""

    number: int
    columns: dict[str, str]
    share: float


Rows = Generator[Row, None, None]


def read_rows(file: Path, needed: Sequence[str], wanted: Container[str]) -> Rows:
    """The rows with the `wanted` columns; empty lines are passed over.

    Raises UsageError: no_file; roll_file with problem not_text, not_a_workbook, no_header or missing_columns.
    """
    if not file.is_file():
        raise UsageError("no_file", file=str(file))
    rows = _workbook if file.suffix.lower() in (".xlsx", ".xlsm") else _text
    try:
        yield from rows(file, needed, wanted)
    except OSError as error:
        raise UsageError("no_file", file=str(file), reason=error.strerror) from None


def _text(file: Path, needed: Sequence[str], wanted: Container[str]) -> Rows:
    size = max(1, file.stat().st_size)
    with file.open("rb") as data, TextIOWrapper(data, _encoding(file), newline="") as text:
        reader = csv.reader(text, strict=True)
        try:
            names = _header(next(reader, []), file, needed)
            for number, values in enumerate(reader, 2):
                if any(values):
                    yield Row(number, _columns(names, values, wanted), min(1.0, data.tell() / size))
        except csv.Error:
            raise UsageError("roll_file", file=file.name, problem="not_text", line=reader.line_num) from None


def _encoding(file: Path) -> str:
    """UTF-8 when every byte of the file is; else GB 18030, when every byte of it is that."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with file.open("rb") as data:
                while piece := data.read(1 << 20):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UsageError("roll_file", file=file.name, problem="not_text")


def _workbook(file: Path, needed: Sequence[str], wanted: Container[str]) -> Rows:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise UsageError("roll_file", file=file.name, problem="not_a_workbook") from None
    with closing(book):
        sheet = book.worksheets[0]
        last = max(1, sheet.max_row or 1)
        lines = sheet.iter_rows(values_only=True)
        names = _header([_cell(value) for value in next(lines, ())], file, needed)
        for number, values in enumerate(lines, 2):
            if any(value is not None for value in values):
                yield Row(number, _columns(names, [_cell(value) for value in values], wanted), min(1.0, number / last))


def _cell(value: object) -> str:
    """A cell as text. A long number that the workbook holds as a float has lost digits: it will fail its check."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _header(names: Sequence[str], file: Path, needed: Sequence[str]) -> list[str]:
    known = [name.strip() for name in names]
    if not any(known):
        raise UsageError("roll_file", file=file.name, problem="no_header")
    missing = tuple(name for name in needed if name not in known)
    if missing:
        raise UsageError("roll_file", file=file.name, problem="missing_columns", columns=missing)
    return known


def _columns(names: Sequence[str], values: Sequence[str], wanted: Container[str]) -> dict[str, str]:
    """A row by the header's names; what a short row lacks is empty."""
    padded = [*values, *[""] * (len(names) - len(values))]
    return {name: value for name, value in zip(names, padded, strict=False) if name in wanted}
