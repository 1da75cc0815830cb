"""The rows of 今日: six figures, two charts, the windows, the blanks, and what must not be forgotten."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desk.ports import PaperOutcome
from ui.forms.to_do import task_words
from ui.page import BUSY, CLOCK, DASH, FINE, LOOK, STOP, TODO, Deed
from ui.parts.charts import Bars, Curve
from ui.parts.figures import Figure
from ui.parts.table import Cells
from ui.technician.check_words import name_of
from ui.words import minute, money, say

ASKED_LONG = 10
"""Minutes after which a question of 复核 keeps a clerk and an applicant waiting."""
MOST_ALERTS = 5
MOST_HALVES = 12
"""Half hours that have room in a chart."""


def report_deed(outcome: PaperOutcome) -> Deed:
    """How the printing of a day report ended."""
    if outcome is PaperOutcome.PRINTED:
        return Deed(say("日报已打印"))
    return Deed(say("日报没有打出，看打印机"), mark="plain_look")


def figures_of(facts: Mapping[str, Any], now: Any) -> tuple[Figure, ...]:
    """The six figures."""
    tally, flow = facts["tally"], facts["flow"]
    cases, cards, fees = tally["cases"], tally["cards"], tally["money"]
    asked = [int((now - at).total_seconds() // 60) for at in facts["asked"].values()]
    all_of_them = max(1, cases["accepted"] + cases["refused"])
    mean = say("平均 {n} 分", n=flow.mean_wait // 60) if flow.mean_wait is not None else ""
    taken = money(fees["paid"] - fees["refunded"])
    oldest = say("最久 {n} 分", n=max(asked)) if asked else ""
    return (
        Figure(say("等候"), str(flow.waiting), say("人"), mean),
        Figure(say("今日受理"), str(cases["accepted"]), say("件"), say("其中容缺 {n}", n=cases["deferred"])),
        Figure(
            say("一次性告知"),
            str(cases["refused"]),
            say("件"),
            say("占 {n}%", n=round(100 * cases["refused"] / all_of_them)),
        ),
        Figure(say("即办发卡"), str(cards["issued"]), say("张"), say("废卡 {n}", n=cards["spoiled"])),
        Figure(say("实收"), taken, say("元"), say("减免 {n}", n=money(fees["waived"]))),
        Figure(say("等复核"), str(len(asked)), say("件"), oldest, LOOK if asked and max(asked) >= ASKED_LONG else ""),
    )


def bars_of(halves: Sequence[Mapping[str, Any]]) -> Bars:
    """Cases per half hour in three series: 受理, 容缺, 一次性告知."""
    latest = [one for one in halves if one["accepted"] or one["refused"]][-MOST_HALVES:]
    accepted = tuple(one["accepted"] - one["deferred"] for one in latest)
    deferred, refused = (tuple(one[figure] for one in latest) for figure in ("deferred", "refused"))
    labels = tuple(one["half_hour"] for one in latest)
    return Bars(
        say("每半小时办件"), (say("受理"), say("容缺"), say("一次性告知")), labels, (accepted, deferred, refused)
    )


def curve_of(waits: Mapping[str, float], promised: int) -> Curve:
    """Median waiting time per half hour, in minutes, against what the hall promises."""
    labels = tuple(sorted(waits))[-MOST_HALVES:]
    promise = say("承诺 {n} 分", n=promised)
    values = tuple(waits[label] for label in labels)
    return Curve(say("等候时间"), say("中位数，分钟"), labels, values, promised, promise)


def windows_of(windows: Sequence[Any], tally: Sequence[Mapping[str, Any]], now: datetime) -> tuple[Cells, ...]:
    """The hall's windows: who sits there, what goes on and since when, and what the day brought to each."""
    lines, figures = {one.window: one for one in windows}, {row["window"]: row for row in tally}
    rows = []
    for window in sorted(lines.keys() | figures.keys()):
        line, row = lines.get(window), figures.get(window, {})
        mark, words = going_on(line.now, now) if line is not None else ("", "")
        took = line.mean_service if line is not None else None
        name = say("{n} 号 {who}", n=window.lstrip("0"), who=line.operator if line is not None else "").strip()
        cells = (
            name,
            words,
            str(row.get("accepted", 0)),
            say("{n} 分", n=round(took / 60)) if took is not None else "",
            str(row.get("refused", 0)),
            money(row.get("paid", 0) - row.get("refunded", 0)),
        )
        rows.append(Cells(cells, window, mark=mark, mark_at=1, tone=True))
    return tuple(rows)


def going_on(at_it: Any, now: datetime) -> tuple[str, str]:
    """A window's mark and words (a desk.services.hall_windows.GoingOn)."""
    minutes = int((now - at_it.since).total_seconds() // 60) if at_it.since is not None else 0
    if at_it.state == "trouble":
        return STOP, say("{device}出错，{time}", device=name_of(at_it.about), time=minute(at_it.since))
    marks = {"unsettled": STOP, "making": BUSY, "serving": FINE, "called": CLOCK, "free": TODO}
    words = {
        "unsettled": say("卡的结果未定 {n} 分", n=minutes),
        "making": say("正在制卡"),
        "away": say("离开 {n} 分", n=minutes),
        "serving": say("办理中 {n} 分", n=minutes),
        "called": say("叫了 {number}，{n} 分", number=at_it.about or "", n=minutes),
        "paused": say("暂停 {n} 分", n=minutes),
        "free": say("空着"),
    }
    return marks.get(at_it.state, DASH), words[at_it.state]


def stock_of(cards: Mapping[str, int]) -> tuple[Figure, ...]:
    """期初 + 领入 − 已发 − 废卡 − 未定 − 退回 = 应有."""

    def minus(code: str) -> str:
        return f"−{cards[code]}" if cards[code] >= 0 else f"+{-cards[code]}"

    return (
        Figure(say("期初"), str(cards["opening"]), ""),
        Figure(say("领入"), f"+{cards['received']}", ""),
        Figure(say("已发"), minus("issued"), ""),
        Figure(say("废卡"), minus("spoiled"), ""),
        Figure(say("未定"), minus("unknown"), "", mark=LOOK if cards["unknown"] else ""),
        Figure(say("退回"), minus("returned"), ""),
        Figure(say("应有"), str(cards["closing"]), ""),
    )


def alerts_of(facts: Mapping[str, Any]) -> tuple[Cells, ...]:
    """What must not be forgotten, each under its digit with the list it leads to: cards nobody fetched, tasks."""
    told = [(say("超期未领"), say("{n} 张", n=facts["uncollected"]), "uncollected")] if facts["uncollected"] else []
    kinds = Counter(task.kind for task in facts["tasks"])
    told += [(task_words(kind), say("{n} 件", n=n), "to_do") for kind, n in kinds.items()]
    rows = enumerate(told[:MOST_ALERTS], 1)
    return tuple(Cells((what, n), form, pressable=True, mark=LOOK, cap=str(digit)) for digit, (what, n, form) in rows)
