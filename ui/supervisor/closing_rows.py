"""The rows of the closing page: blockers, the comparison, the blanks' equation, the day's figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.page import FINE, LOOK, STOP, Act, Listing, ListingRow
from ui.parts.entry_row import Entry
from ui.parts.table import Cells
from ui.words import money, say, word
from ui.words.paying import method_words

MOST_PAPERS = 2
"""Unsettled papers that are asked about at once."""
SETTLED_HERE = ("unresolved_print_jobs", "open_drafts", "approvals_waiting")
"""What leads to a place of this window; a colleague's till is handed over by that colleague alone."""


def blocker_row(number: int, one: Any, *, counting: bool) -> Entry:
    """One unfinished thing: a square when nobody closes the day over it, a triangle when it may stay.

    While the cursor is in the count a digit is a part of it, and no row says otherwise.
    """
    names = {
        "unresolved_print_jobs": say("打印任务结果未定"),
        "open_shifts": say("还有没交班的收款"),
        "open_drafts": say("搁置的件"),
        "approvals_waiting": say("等复核的件"),
        "deferrals_open": say("容缺在途"),
        "cards_in_making": say("还在制卡"),
    }
    facts = one.facts
    count = facts.get("count") or len(facts.get("jobs") or facts.get("operators") or ())
    second = ""
    if one.code == "open_shifts":
        second = say("请 {who} 登录，在“日结”里按 F7 交接班。", who=say("、").join(facts["operators"]))
    elif one.code == "unresolved_print_jobs":
        kinds = sorted(set(facts.get("kinds") or ()))
        second = say("、").join(word("documents", kind) if kind != "card" else say("卡") for kind in kinds)
    here = one.code in SETTLED_HERE
    return Entry(
        say("{what} {n} 件", what=names.get(one.code, one.code), n=count),
        STOP if one.blocks else LOOK,
        second or (say("可以带着结") if here else say("今天不必办")),
        key=str(number) if here and not counting else "",
        button="" if not here else say("去处理") if one.blocks else say("打开"),
        code=one.code,
        pressable=here,
    )


def paper_acts(blockers: Sequence[Any]) -> tuple[Act, ...]:
    """Of the papers nobody knows the end of, the first two: whether each came out."""
    facts = next((one.facts for one in blockers if one.code == "unresolved_print_jobs"), {"jobs": (), "kinds": ()})
    papers = [(job, kind) for job, kind in zip(facts["jobs"], facts["kinds"], strict=True) if kind != "card"]
    acts: list[Act] = []
    for job, kind in papers[:MOST_PAPERS]:
        name = word("documents", kind)
        acts.append(Act(f"paper_out:{job}", say("{paper}已打出", paper=name)))
        acts.append(Act(f"paper_not_out:{job}", say("{paper}没有打出", paper=name)))
    return tuple(acts)


def compared(
    tally: Mapping[str, Any], expected: tuple[int, int], counted: tuple[int | None, int | None], *, shown: bool
) -> tuple[Cells, ...]:
    """Cash and blanks as counted; and against what there should be, with the difference, once that may be `shown`."""
    (cash_due, blanks_due), (cash, blanks) = expected, counted
    cash_gap = None if cash is None or not shown else cash - cash_due
    card_gap = None if blanks is None or not shown else blanks - blanks_due

    def row(label: str, expected: str, counted: str, gap: str, off: bool | None) -> Cells:
        mark = "" if off is None else STOP if off else FINE
        return Cells((label, expected, counted, gap, ""), label, mark=mark, mark_at=4)

    rows = [
        row(
            say("现金（元）"),
            money(cash_due) if shown else "",
            money(cash) if cash or (shown and cash is not None) else "",
            money(cash_gap, sign=True) if cash_gap is not None else "",
            bool(cash_gap) if cash_gap is not None else None,
        ),
        row(
            say("空白卡（张）"),
            str(blanks_due) if shown else "",
            str(blanks) if blanks is not None else "",
            f"{card_gap:+d}".replace("-", "−") if card_gap else "0" if card_gap == 0 else "",
            bool(card_gap) if card_gap is not None else None,
        ),
    ]
    for method in tally.get("by_method", ()):
        if method["method"] != "cash":
            paid = money(method["paid"] - method["refunded"])
            how = say("{method}（元）", method=method_words(method["method"]))
            rows.append(row(how, paid, paid, "0.00", False))
    return tuple(rows)


def what_to_count(reserved: int) -> str:
    """Which plastic counts as a blank; `reserved` are those a case holds whose card is not printed yet."""
    everywhere = say("库房、窗口、打印机里的空白卡都数。")
    return everywhere + say("占用着、还没打印的 {n} 张也算。", n=reserved) if reserved else everywhere


def equation(cards: Mapping[str, int], reserved: int) -> str:
    """The blanks' equation in one line, with those that a case holds."""
    if not cards:
        return ""
    facts = {key: cards[key] for key in ("opening", "received", "issued", "spoiled", "unknown", "returned", "closing")}
    before = say("空白卡：{opening} + {received} − {issued} 已发 − {spoiled} 废卡", **facts)
    whole = before + say(" − {unknown} 未定 − {returned} 退回 = {closing}", **facts)
    return whole + say("，含占用 {n}", n=reserved) if reserved else whole


def listing(tally: Mapping[str, Any], *, money_too: bool) -> Listing:
    """The day's figures, in the person card's place; the sums with them once the till is counted."""
    cases, fees = tally.get("cases", {}), tally.get("money", {})

    lines = [
        (say("受理"), say("{n} 件", n=cases.get("accepted", 0))),
        (say("其中容缺"), say("{n} 件", n=cases.get("deferred", 0))),
        (say("一次性告知"), say("{n} 件", n=cases.get("refused", 0))),
        (say("暂缓"), say("{n} 件", n=cases.get("held", 0))),
        (say("领卡"), say("{n} 件", n=cases.get("collected", 0))),
    ]
    if money_too:
        lines += [
            (say("应收"), money(fees.get("due", 0))),
            (say("减免"), money(-fees.get("waived", 0))),
            (say("退费"), money(-fees.get("refunded", 0))),
            (say("实收"), money(fees.get("paid", 0) - fees.get("refunded", 0))),
        ]
    rows = tuple(ListingRow("", label, "", "", value) for label, value in lines)
    return Listing(say("今天全厅"), "", rows)
