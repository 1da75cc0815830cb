"""日报表: the day of a hall or a window, A4, and behind it every case in a list where that is asked for.

One page holds what a supervisor signs: five figures, services and their outcomes, the stock equation, the money, the
half hours, and by itself everything that needs an explanation. Further tables and the list of cases follow.
"""

from dataclasses import dataclass

from printing.lines import Words
from printing.listing import Listing, Progress
from printing.looks import REPORT, Column, Heading, Signature
from printing.paper import Paper
from printing.sheet import GREY
from printing.tables import table

LEFT_WIDTH, GAP = 108.0, 8.0
ROW, TOGETHER = 6.7, 8
"""Height of a table's row in millimetres; so many rows are not parted from each other at a table's beginning."""
SIGNED = 23.0
"""What the signatures take at the foot of a page, with the air above them."""


@dataclass(frozen=True, slots=True)
class Balance:
    """A column of sums that add up: (label, amount) with the rows that are printed bold."""

    title: str
    unit: str
    rows: tuple[tuple[str, str], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A further table; the last `totals` rows are sums."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0


@dataclass(frozen=True, slots=True)
class DayReportWords:
    """Everything the report says, as it will be read."""

    heading: Heading
    beside: tuple[str, ...]
    """The day, large; then when and by whom it was closed."""
    figures: tuple[tuple[str, str], ...]
    services: ReportTable
    stock: Balance
    money: Balance
    half_hours: tuple[tuple[str, int], ...]
    explained: ReportTable
    texts: tuple[tuple[str, Words], ...]
    signatures: tuple[Signature, ...]
    foot: str
    tables: tuple[ReportTable, ...] = ()
    cases: ReportTable | None = None


def day_report(words: DayReportWords, progress: Progress | None = None) -> bytes:
    """The report as PDF; `progress` is told of the list of cases page by page and may end it by raising."""
    paper = Paper(REPORT, words.heading, words.foot)
    paper.head(words.beside)
    paper.answers(words.figures, columns=max(len(words.figures), 1))
    right = paper.left + LEFT_WIDTH + GAP
    top = paper.y
    lowest = _balance(paper, words.stock, right)
    paper.y = top
    _table(paper, words.services)
    paper.y = max(paper.y, lowest)
    paper.room(68)
    top = paper.y
    lowest = _balance(paper, words.money, right)
    paper.y = top
    _chart(paper, "每半小时办件", words.half_hours, lowest)
    paper.y = lowest
    if words.explained.rows:
        _table(paper, words.explained)
    paper.room(SIGNED + paper.height_beside(words.texts))  # they stand on one page with the signatures
    paper.y += 5
    paper.beside(words.texts)
    paper.closing(words.signatures)
    if words.tables:
        paper.next_page()
    for part in words.tables:
        _table(paper, part)
    if words.cases:
        paper.section(words.cases.title, keep=40)
        Listing(paper, words.cases.columns).write(words.cases.rows, progress)
    return paper.finish()


def _table(paper: Paper, part: ReportTable) -> None:
    paper.section(part.title, keep=16 + ROW * min(len(part.rows), TOGETHER))
    table(paper, part.columns, part.rows, totals=part.totals, pad=0.95)


def _balance(paper: Paper, balance: Balance, left: float) -> float:
    """Draws a balance in the right-hand column and returns where it ends."""
    paper.section(balance.title, left=left)
    columns = (
        Column(balance.unit, (paper.right - left) * 0.6),
        Column("", (paper.right - left) * 0.4, align="right"),
    )
    table(paper, columns, balance.rows, left=left, pad=0.95, strong=balance.strong)
    return paper.y


def _chart(paper: Paper, title: str, bars: tuple[tuple[str, int], ...], bottom: float) -> None:
    """Bars in one grey, the value on each, from the present height down to `bottom`."""
    paper.section(title)
    if not bars:
        return
    sheet = paper.sheet
    foot = bottom - 5
    top = paper.y + 6
    highest = max(*(count for _, count in bars), 1)
    share = LEFT_WIDTH / len(bars)
    width = min(5.2, share * 0.68)
    boxes = []
    for number, (label, count) in enumerate(bars):
        middle = paper.left + share * number + 3.6 if share > 7.2 else paper.left + share * (number + 0.5)
        height = (foot - top) * count / highest
        boxes.append((middle - width / 2, foot - height, width, height))
        sheet.text(middle, foot - height - 1, str(count), 6.5, anchor="centre")
        sheet.text(middle, foot + 3, label, 6 if share > 7 else 5, ink=GREY, anchor="centre")
    sheet.bars(boxes, ink=GREY)
    sheet.rule(paper.left, foot, paper.left + LEFT_WIDTH, 0.25)
    paper.y = bottom


def columns_over(width: float, heads: tuple[tuple[str, float, str], ...]) -> tuple[Column, ...]:
    """Columns whose widths are shares of `width` millimetres."""
    whole = sum(share for _, share, _ in heads)
    return tuple(Column(head, width * share / whole, align) for head, share, align in heads)
