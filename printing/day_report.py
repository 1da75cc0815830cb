"""日报表: the day of a hall or a window, A4, and behind it every case in a list where that is asked for.

One page holds what a supervisor signs: five figures, services and their outcomes, the stock equation, the money, the
half hours, and by itself everything that needs an explanation. What of that has no room goes on at the head of the next
page, before the further tables and the list of cases.
"""

from dataclasses import dataclass, replace

from printing.lines import Words
from printing.listing import Listing, Progress
from printing.looks import REPORT, Column, Heading, Signature
from printing.paper import Paper
from printing.sheet import GREY
from printing.tables import fitting, table

LEFT_WIDTH, GAP = 108.0, 8.0
ROW, TOGETHER = 6.7, 8
"""Height of a table's row in millimetres; so many rows are not parted from each other at a table's beginning."""
PAD, TITLE = 0.95, 11.0
"""Air above and under a row's words; what a table's title takes with the air above it."""
HALF = (REPORT.width - GAP) / 2
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
    half: bool = False
    """It takes half the width, beside another such."""


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
    signed = SIGNED + paper.height_beside(words.texts)
    rest = _as_much_as_fits(paper, words.explained, paper.bottom - signed)
    paper.room(signed)  # they stand on one page with the signatures
    paper.y += 5
    paper.beside(words.texts)
    paper.closing(words.signatures)
    if rest.rows or words.tables:
        paper.next_page()
    if rest.rows:
        _table(paper, rest)
    waiting = list(words.tables)
    while waiting:
        part = waiting.pop(0)
        if part.half and waiting and waiting[0].half:
            _two_abreast(paper, part, waiting.pop(0))
        else:
            _table(paper, part)
    if words.cases:
        paper.section(words.cases.title, keep=40)
        Listing(paper, words.cases.columns).write(words.cases.rows, progress)
    return paper.finish()


def _as_much_as_fits(paper: Paper, part: ReportTable, bottom: float) -> ReportTable:
    """Draws of a table what has room above `bottom`, and says where the others are; gives the table of the others."""
    if not part.rows:
        return part
    room = bottom - paper.y - TITLE
    fits = fitting(paper, part.columns, part.rows, room, PAD)
    if fits < len(part.rows):
        fits = fitting(paper, part.columns, part.rows, room - ROW, PAD)
    rest = replace(part, title=f"{part.title}（续）", rows=part.rows[fits:])
    if fits:
        _table(paper, replace(part, rows=part.rows[:fits]))
    if rest.rows and paper.y + ROW + (0 if fits else TITLE) <= bottom:
        if not fits:
            paper.section(part.title, keep=ROW)
        paper.y += 1.5
        paper.paragraph(f"{'另' if fits else ''}有 {len(rest.rows)} 条在下一页", after=0)
    return rest


def _two_abreast(paper: Paper, left: ReportTable, right: ReportTable) -> None:
    """Two short tables beside each other; one that takes more than a page stands alone."""
    tallest = TITLE + 16 + ROW * max(len(left.rows), len(right.rows))
    if tallest > paper.bottom - paper.look.top:
        for part in (left, right):
            _table(paper, part)
        return
    paper.room(tallest)
    top, lowest = paper.y, paper.y
    for part, edge in ((left, paper.left), (right, paper.left + HALF + GAP)):
        paper.y = top
        paper.section(part.title, left=edge)
        table(paper, part.columns, part.rows, totals=part.totals, left=edge, pad=PAD)
        lowest = max(lowest, paper.y)
    paper.y = lowest


def _table(paper: Paper, part: ReportTable) -> None:
    paper.section(part.title, keep=16 + ROW * min(len(part.rows), TOGETHER))
    table(paper, part.columns, part.rows, totals=part.totals, pad=PAD)


def _balance(paper: Paper, balance: Balance, left: float) -> float:
    """Draws a balance in the right-hand column and returns where it ends."""
    paper.section(balance.title, left=left)
    columns = (
        Column(balance.unit, (paper.right - left) * 0.6),
        Column("", (paper.right - left) * 0.4, align="right"),
    )
    table(paper, columns, balance.rows, left=left, pad=PAD, strong=balance.strong)
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
