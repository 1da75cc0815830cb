"""The day's further tables, each made once and drawn twice: on the report and as a sheet of the workbook.

By service, clerk and window; payments by method with their receipts; blanks by serial number; second persons' answers;
device faults. Their sums are the day's figures (`desk.rules.tally`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from desk.rules import codes
from printing.day_report import HALF, ReportTable, columns_over
from printing.looks import REPORT, grouped
from printing.workbook import Cell, Field, SheetWords
from ui.papers.phrases import METHODS, phrase, yuan, zh

Document = Mapping[str, Any]
CASES = (
    ("accepted", "受理"),
    ("deferred", "容缺"),
    ("refused", "告知"),
    ("referred", "转办"),
    ("held", "暂缓"),
    ("pending", "待核验"),
    ("collected", "领卡"),
    ("activated", "启用"),
    ("closed", "办结"),
)
MONEY = (("due", "应收"), ("waived", "减免"), ("paid", "已收"), ("refunded", "退费"))


WIDTHS = {"words": 20, "number": 30}
"""Of a sheet's columns, in characters."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its share of the width, and whether it holds words, a receipt's number, a count or fen."""

    words: str
    share: float
    kind: str = "count"


@dataclass(frozen=True, slots=True)
class DayTable:
    """One table; the last `totals` rows are sums."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    half: bool = False
    """Few columns of words: on paper it takes half the width."""

    def on_paper(self) -> ReportTable:
        """Over the report's whole width, or half of it; a single row needs no sum under it."""
        sides = ((head.words, head.share, "left" if head.kind == "words" else "right") for head in self.heads)
        rows = tuple(
            tuple(_shown(head, value) for head, value in zip(self.heads, row, strict=True)) for row in self.rows
        )
        totals = 0 if len(rows) == self.totals + 1 else self.totals
        rows = rows if totals or not self.totals else rows[:1]
        width = HALF if self.half else REPORT.width
        return ReportTable(self.title, columns_over(width, tuple(sides)), rows, totals, self.half)

    def on_sheet(self) -> SheetWords:
        """The same cells as numbers."""
        fields = (Field(head.words, WIDTHS.get(head.kind, 12), money=head.kind == "money") for head in self.heads)
        return SheetWords(self.title.removeprefix("按"), tuple(fields), self.rows, self.totals)


def _shown(head: Head, value: Cell) -> str:
    if value is None:
        return ""
    if head.kind == "number":
        return grouped(str(value))
    return yuan(int(value)) if head.kind == "money" else str(value)


def tables_of(document: Document) -> tuple[DayTable, ...]:
    """Every further table of a day, in the order of the report."""
    return (
        _by("事项", by_service(document), document, lambda row: zh("services", row["service"])),
        _by("柜员", document.get("by_clerk", ()), document, lambda row: row["clerk"]),
        _by("窗口", document.get("by_window", ()), document, lambda row: _window(row["window"])),
        _methods(document),
        _blanks(document.get("blanks", ())),
        _answers(document.get("answers", ())),
        _devices(document.get("devices", ())),
    )


def by_service(document: Document) -> list[Document]:
    """The rows of the services, in the order of the services' menu."""
    order = {code: place for place, code in enumerate(get_args(codes.Service))}
    return sorted(document.get("by_service", ()), key=lambda row: order.get(row["service"], len(order)))


def methods_of(document: Document) -> list[Document]:
    """The rows of the payment methods, cash first."""
    order = {code: place for place, code in enumerate(METHODS)}
    return sorted(document.get("by_method", ()), key=lambda row: order.get(row["method"], len(order)))


def device_lines(faults: Iterable[Document]) -> list[str]:
    """制卡机 1 次: every device that failed."""
    times: dict[str, int] = {}
    for fault in faults:
        times[fault["device"]] = times.get(fault["device"], 0) + fault["count"]
    return [f"{zh('things', device)} {count} 次" for device, count in sorted(times.items())]


def _by(title: str, lines: Iterable[Document], document: Document, name: Callable[[Document], str]) -> DayTable:
    heads = (
        Head(title, 26, "words"),
        *(Head(label, 11) for _, label in CASES),
        *(Head(label, 15, "money") for _, label in MONEY),
    )
    figures = tuple(figure for figure, _ in (*CASES, *MONEY))
    sums = {**document["cases"], **document["money"]}
    rows = [(name(row), *(row[figure] for figure in figures)) for row in lines]
    return DayTable(f"按{title}", heads, (*rows, ("合计", *(sums[figure] for figure in figures))), totals=1)


def _methods(document: Document) -> DayTable:
    heads = (
        Head("方式", 16, "words"),
        Head("笔数", 10),
        Head("已收", 16, "money"),
        Head("退费", 16, "money"),
        Head("凭证起", 58, "number"),
        Head("凭证止", 58, "number"),
    )
    lines = methods_of(document)
    rows = [
        (METHODS.get(row["method"], row["method"]), row["count"], row["paid"], row["refunded"], *_range(row))
        for row in lines
    ]
    if not rows:
        return DayTable("收费方式", heads, ())
    money, all_of_them = document["money"], document.get("receipts") or {}
    count = sum(row["count"] for row in lines)
    rows.append(("合计", count, money["paid"], money["refunded"], *_range(all_of_them)))
    return DayTable("收费方式", heads, tuple(rows), totals=1)


def _range(row: Document) -> tuple[str, str]:
    return str(row.get("first", "")), str(row.get("last", ""))


def _blanks(moves: Iterable[Document]) -> DayTable:
    heads = (
        Head("从", 30, "words"),
        Head("到", 30, "words"),
        Head("起号", 40, "words"),
        Head("止号", 40, "words"),
        Head("张", 20),
    )
    rows = tuple(
        (
            zh("blank_states", move["from"]) or "领入",
            zh("blank_states", move["to"]),
            move["first"],
            move["last"],
            move["count"],
        )
        for move in moves
    )
    return DayTable("空白卡号段", heads, rows)


def _answers(answers: Iterable[Document]) -> DayTable:
    heads = (Head("第二人复核", 60, "words"), Head("答复", 60, "words"), Head("次数", 20))
    rows = tuple(
        (zh("approvals", answer["what"]), zh("verdicts", answer["decision"]), answer["count"]) for answer in answers
    )
    return DayTable("第二人复核", heads, rows, half=True)


def _devices(faults: Iterable[Document]) -> DayTable:
    heads = (Head("窗口", 24, "words"), Head("设备", 42, "words"), Head("情形", 44, "words"), Head("次数", 12))
    rows = tuple(
        (
            _window(fault["window"]),
            zh("things", fault["device"]),
            str(phrase("fault", fault["kind"]) or fault["kind"]),
            fault["count"],
        )
        for fault in faults
    )
    return DayTable("设备出错", heads, rows, half=True)


def _window(number: str) -> str:
    return f"{number.lstrip('0') or '0'} 号窗口"
