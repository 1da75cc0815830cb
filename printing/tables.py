"""Tables on a paper: cells that break into lines, hairlines, sums, and the head again on every page."""

from collections.abc import Collection, Sequence

from printing.lines import Line, Words, set_lines
from printing.looks import FIRM, THIN, Column
from printing.paper import Paper
from printing.sheet import BLACK, FAINT, GREY, MM

GAP = 3.5
"""Free space at the right of a column of words, in millimetres."""
HEAD = 6.2
"""Height of a table's head."""


def table(
    paper: Paper,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Words]],
    *,
    totals: int = 0,
    strong: Collection[int] = (),
    left: float | None = None,
    pad: float = 1.2,
) -> None:
    """A table with hairlines, its head again on every page; the last `totals` rows and those in `strong` are bold."""
    left = paper.left if left is None else left
    right = left + sum(column.width for column in columns)
    _table_head(paper, columns, left, right)
    for number, row in enumerate(rows):
        cells = _cells(paper, columns, row, bold=number >= len(rows) - totals or number in strong)
        height = _height(paper, columns, cells)
        if paper.y + height + 2 * pad > paper.bottom:
            paper.next_page()
            _table_head(paper, columns, left, right)
        x = left
        for column, cell in zip(columns, cells, strict=True):
            edge = x + column.width if column.align == "right" else None
            paper.column(x, paper.y + pad, cell, size=column.size, right=edge)
            x += column.width
        paper.y += height + 2 * pad
        paper.end_block()
        sums_follow = totals and number == len(rows) - totals - 1
        paper.sheet.rule(left, paper.y, right, FIRM if sums_follow else THIN, ink=BLACK if sums_follow else FAINT)


def fitting(paper: Paper, columns: Sequence[Column], rows: Sequence[Sequence[Words]], room: float, pad: float) -> int:
    """How many rows from the first have room, in millimetres, under the table's head."""
    taken = HEAD
    for number, row in enumerate(rows):
        taken += _height(paper, columns, _cells(paper, columns, row, bold=False)) + 2 * pad
        if taken > room:
            return number
    return len(rows)


def _cells(paper: Paper, columns: Sequence[Column], row: Sequence[Words], *, bold: bool) -> list[list[Line]]:
    return [
        set_lines(
            words,
            (column.width - (min(GAP, column.width / 5) if column.align == "left" else 0)) * MM,
            column.size or paper.look.body,
            paper.look.caption,
            bold=column.strong or bold,
        )
        for column, words in zip(columns, row, strict=True)
    ]


def _height(paper: Paper, columns: Sequence[Column], cells: Sequence[list[Line]]) -> float:
    return max(paper.height_of(cell, column.size) for column, cell in zip(columns, cells, strict=True))


def _table_head(paper: Paper, columns: Sequence[Column], left: float, right: float) -> None:
    if any(column.head for column in columns):
        paper.room(16)
        base = paper.y + 4.4
        x = left
        for column in columns:
            place, anchor = (x + column.width, "right") if column.align == "right" else (x, "left")
            paper.sheet.text(place, base, column.head, paper.look.caption, ink=GREY, anchor=anchor)
            x += column.width
        paper.y += HEAD
    paper.sheet.rule(left, paper.y, right, FIRM)
