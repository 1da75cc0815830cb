"""日报表 as PDF and workbook, both from the one document that `desk.services.closing` adds up from the facts.

Nothing is computed here but the balances that a reader checks with a pencil: opening + received − … = closing, due −
waived − unpaid − refunded = kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from desk.services.views import CaseLine
from printing.day_report import LEFT_WIDTH, Balance, DayReportWords, ReportTable, columns_over
from printing.looks import REPORT, Signature, grouped
from printing.workbook import Cell, Field, SheetWords, WorkbookWords
from ui.papers.day_tables import CASES, MONEY, by_service, device_lines, methods_of, tables_of
from ui.papers.office import Office
from ui.papers.phrases import METHODS, day, phrase, yuan, zh

Document = Mapping[str, Any]
RATINGS = {"5": "非常满意", "4": "满意", "3": "基本满意", "2": "不满意", "1": "非常不满意"}
STOCK = (
    ("opening", "期初"),
    ("received", "+ 领入"),
    ("issued", "− 已发"),
    ("spoiled", "− 废卡"),
    ("unknown", "− 未定"),
    ("returned", "− 退回"),
    ("closing", "= 应有"),
)


KINDS = {"spoiled": "废卡", "settled": "未定的卡", "way_corrected": "更正付法", "way_noted": "付法备注"}
"""What has to be told one by one and is no second person's answer."""
OWN_ACT = ("refund", *KINDS)
NOTABLE_FIELDS = (Field("类别", 16), Field("时间", 18), Field("受理号", 30), Field("内容", 60))
CASE_FIELDS = (
    Field("受理号", 30),
    Field("时间"),
    Field("申请人", 24),
    Field("证件号码", 22),
    Field("事项", 20),
    Field("结果", 14),
    Field("状态", 12),
    Field("柜员"),
)


@dataclass(frozen=True, slots=True)
class ClosedBy:
    """When a day was closed, by whom, and who let a variance pass."""

    at: datetime
    by: str
    second: str | None


def report_words(
    document: Document, office: Office, closed: ClosedBy | None = None, cases: Sequence[CaseLine] | None = None
) -> DayReportWords:
    """The report's words; `cases` adds the list of every case of the day."""
    cards, counts = document["cards"], document["cases"]
    on = date.fromisoformat(document["day"])
    kept = document["money"]["paid"] - document["money"]["refunded"]
    state = "未日结"
    if closed:
        second = f"，主管 {closed.second}" if closed.second else ""
        state = f"日结 {closed.at:%H:%M}，柜员 {closed.by}{second}{_since(document, on)}"
    return DayReportWords(
        heading=replace(office.heading("日报表"), place=f"{office.hall}，全厅"),
        beside=(day(on), state),
        figures=(
            ("受理", f"{counts['accepted']} 件"),
            ("一次性告知", f"{counts['refused']} 件"),
            ("发卡", f"{cards['issued']} 张"),
            ("实收", f"{yuan(kept)} 元"),
            ("废卡", f"{cards['spoiled']} 张"),
        ),
        services=_services(document),
        stock=_stock(cards),
        money=_money(document),
        half_hours=tuple((row["half_hour"], row["accepted"]) for row in document["by_half_hour"] if row["accepted"]),
        explained=_explained(document),
        texts=_texts(document),
        signatures=(
            Signature(f"柜员 {closed.by if closed else office.clerk}".strip()),
            Signature(f"主管 {(closed and closed.second) or ''}".strip()),
            Signature("清点人"),
        ),
        foot=_foot(document, office),
        tables=tuple(one.on_paper() for one in tables_of(document) if one.rows),
        cases=_cases(cases, office) if cases else None,
    )


def _since(document: Document, on: date) -> str:
    """From when a day counts, where that is the close of the one before and no midnight."""
    told = document.get("counted")
    begin = datetime.fromisoformat(told["from"]) if told else None
    return f"，从 {begin:%m-%d %H:%M} 起计" if begin is not None and begin.date() != on else ""


def _services(document: Document) -> ReportTable:
    columns = columns_over(
        LEFT_WIDTH,
        (
            ("事项", 30, "left"),
            ("受理", 12, "right"),
            ("容缺", 12, "right"),
            ("告知", 12, "right"),
            ("暂缓", 12, "right"),
            ("应收", 20, "right"),
            ("减免", 18, "right"),
        ),
    )
    shown = ("accepted", "deferred", "refused", "held")
    rows = [
        (zh("services", row["service"]), *(str(row[f]) for f in shown), yuan(row["due"]), yuan(row["waived"]))
        for row in by_service(document)
    ]
    totals = document["cases"], document["money"]
    sums = ("合计", *(str(totals[0][f]) for f in shown), yuan(totals[1]["due"]), yuan(totals[1]["waived"]))
    return ReportTable("事项与结果", columns, (*rows, sums), totals=1)


def _stock(cards: Mapping[str, Any]) -> Balance:
    counted = cards.get("counted")
    rows = [(label, str(cards[figure])) for figure, label in STOCK]
    rows.append(("清点", "未清点" if counted is None else str(counted)))
    if counted is not None and counted != cards["closing"]:
        rows.append(("相差", _signed(counted - cards["closing"])))
    return Balance("空白卡", "张", tuple(rows), frozenset({6}))


def _signed(pieces: int) -> str:
    return f"{pieces:+d}".replace("-", "−")


def _cash_gap(document: Document) -> int:
    cash = document["cash"]
    return 0 if cash["counted"] is None else int(cash["counted"] - cash["expected"])


def _drawer(document: Document) -> tuple[tuple[str, int], ...]:
    """The drawer once it was counted: nobody is told before what ought to be in it."""
    cash = document["cash"]
    if cash["counted"] is None:
        return ()
    return (("现金应有", cash["expected"]), ("现金清点", cash["counted"]), ("现金相差", _cash_gap(document)))


def _money(document: Document) -> Balance:
    money = document["money"]
    unpaid = money["due"] - money["waived"] - money["paid"]
    rows = [("应收", yuan(money["due"])), ("减免", yuan(-money["waived"]))]
    if unpaid:
        rows.append(("未收" if unpaid > 0 else "收往日", yuan(-unpaid)))
    rows.append(("退费", yuan(-money["refunded"])))
    rows.append(("实收", yuan(money["paid"] - money["refunded"])))
    strong = frozenset({len(rows) - 1})
    counted, gap = document["cash"]["counted"], _cash_gap(document)
    agrees = "，清点相符" if counted is not None and not gap else ""
    rows += [
        (
            f"其中{METHODS.get(row['method'], row['method'])}{agrees if row['method'] == 'cash' else ''}",
            yuan(row["paid"] - row["refunded"]),
        )
        for row in methods_of(document)
    ]
    if gap:
        rows += [(label, yuan(amount)) for label, amount in _drawer(document)]
    return Balance("资金", "元", tuple(rows), strong)


def _explained(document: Document) -> ReportTable:
    columns = columns_over(
        REPORT.width, (("类别", 20, "left"), ("时间", 14, "left"), ("受理号", 54, "left"), ("内容", 86, "left"))
    )
    rows = tuple(
        (_kind(act), str(act["at"])[11:16], grouped(str(act.get("case") or "")), _told(act))
        for act in document.get("notable", ())
    )
    return ReportTable("须逐条说明的", columns, rows)


def _kind(act: Document) -> str:
    return KINDS.get(act["kind"]) or zh("approvals", act["kind"])


def _told(act: Document) -> str:
    parts = []
    facts = act.get("facts") or {}
    amount = act.get("amount") or facts.get("waived") or facts.get("amount")
    if amount:
        parts.append(yuan(int(amount)))
    if facts.get("waiver"):
        parts.append(zh("waivers", facts["waiver"]))
    if act["kind"] in ("way_corrected", "way_noted"):
        before, after = (METHODS.get(act[key], act[key]) for key in ("before", "after"))
        parts.append(f"记{before}，实为{after}" if act["kind"] == "way_noted" else f"{before}改为{after}")
    gaps = ((facts.get("cash"), "现金相差 {} 元", yuan), (facts.get("blanks"), "空白卡相差 {} 张", _signed))
    parts += [told.format(shown(gap)) for gap, told, shown in gaps if gap]
    why = str(act.get("reason") or "")
    if act.get("serial"):
        what = f"定为{zh('blank_states', act['after'])}" if act["kind"] == "settled" else phrase("blank", why) or why
        parts += [str(act["serial"]), str(what)]
    elif why:
        parts.append(f"原因：{why.rstrip('。；，')}")
    if act.get("by"):
        parts.append(f"{'经手' if act['kind'] in OWN_ACT else '申请'} {act['by']}")
    if act.get("second"):
        parts.append(f"复核 {act['second']}")
    verdict = {"approved": "", "declined": "不同意", "returned": "退回"}.get(str(act.get("decision") or ""), "")
    return "，".join(part for part in (*parts, verdict) if part)


def _texts(document: Document) -> tuple[tuple[str, str], ...]:
    waiting, ratings, lists = document.get("waiting") or {}, document.get("ratings") or {}, document.get("lists") or {}
    waited = "没有叫号" if not waiting else _minutes(waiting)
    rated = _two_a_line([f"{RATINGS.get(level, level)} {count}" for level, count in ratings.items()]) or "没有评价"
    late = (("uncollected_over_30_days", "超期未领"), ("overdue", "超时未办"), ("deferrals_overdue", "容缺逾期"))
    told = "\n".join(f"{label} {lists.get(key, 0)}" for key, label in late)
    ruined = any(act["kind"] in ("spoiled", "settled") for act in document.get("notable", ()))
    none_broken = "除逐条说明的卡以外，没有出错" if ruined else "没有出错"
    broken = "\n".join(device_lines(document.get("devices", ()))) or none_broken
    return (("等候与办理", waited), ("评价", rated), ("设备", broken), ("超期", told))


def _two_a_line(facts: Sequence[str]) -> str:
    return "\n".join("，".join(facts[first : first + 2]) for first in range(0, len(facts), 2))


def _minutes(waiting: Document) -> str:
    times = [
        f"{label} {round(waiting[key] / 60)} 分"
        for key, label in (("median_wait_s", "等候中位数"), ("longest_wait_s", "最长"), ("median_service_s", "办理"))
        if waiting.get(key) is not None
    ]
    return "\n".join(
        (f"取号 {waiting['tickets']}，过号 {waiting['skipped']}", *times[:1], *filter(None, ["，".join(times[1:])]))
    )


def _foot(document: Document, office: Office) -> str:
    digest = str(document["digest"]).upper()
    shown = " ".join(digest[place : place + 4] for place in range(0, 16, 4))
    receipts = document.get("receipts") or {}
    ran = f"缴费凭证 {receipts['first']} 至 {receipts['last']}，{receipts['count']} 张" if receipts else "没有收费"
    return "　".join(part for part in (f"与办件逐条相加一致。SM3 {shown} …", ran, office.anchor_foot) if part)


def _cases(cases: Sequence[CaseLine], office: Office) -> ReportTable:
    columns = columns_over(
        REPORT.width,
        (
            ("受理号", 46, "left"),
            ("时间", 11, "left"),
            ("申请人", 28, "left"),
            ("证件号码", 29, "left"),
            ("事项", 22, "left"),
            ("结果", 18, "left"),
            ("状态", 12, "left"),
            ("柜员", 8, "right"),
        ),
    )
    return ReportTable("逐件清单", columns, tuple(_case(line, office) for line in cases))


def _case(line: CaseLine, office: Office) -> tuple[str, ...]:
    reason = f"，{zh('service_reasons', line.reason)}" if line.reason else ""
    return (
        grouped(line.number),
        f"{line.concluded_at:%H:%M}",
        line.name,
        office.shown(line.id_number, "daily_report"),
        f"{zh('services', line.service)}{reason}",
        zh("outcomes", line.outcome),
        zh("case_states", line.state),
        line.clerk,
    )


def workbook_words(document: Document, office: Office, cases: Sequence[CaseLine] = ()) -> WorkbookWords:
    """The same figures as sheets: totals, every table, the blanks' equation, what needs explaining, every case."""
    figures: list[tuple[Cell, ...]] = [(label, document["cases"][f], None) for f, label in CASES]
    figures += [(label, None, document["money"][f]) for f, label in MONEY]
    figures += [(label, None, amount) for label, amount in _drawer(document)]
    stock: list[tuple[Cell, ...]] = [(label, document["cards"][f]) for f, label in STOCK]
    counted = document["cards"].get("counted")
    stock += [("清点", counted), ("相差", None if counted is None else counted - document["cards"]["closing"])]
    notable = tuple(
        (_kind(act), str(act["at"])[:16].replace("T", " "), str(act.get("case") or ""), _told(act))
        for act in document.get("notable", ())
    )
    return WorkbookWords(
        f"日报表 {document['day']}",
        (
            SheetWords("合计", (Field("项目", 16), Field("件数"), Field("金额（元）", money=True)), tuple(figures)),
            *(one.on_sheet() for one in tables_of(document)),
            SheetWords("空白卡", (Field("项目", 16), Field("张")), tuple(stock)),
            SheetWords("须说明的", NOTABLE_FIELDS, notable),
            SheetWords("逐件清单", CASE_FIELDS, tuple((line.number, *_case(line, office)[1:]) for line in cases)),
            SheetWords("摘要", (Field("SM3", 70),), ((str(document["digest"]),),)),
        ),
    )
