"""What a check of the journal found, in words: whole, or where it breaks, since when, and what to do now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.services.trail import Whole
from ui.page import FINE, STOP, Verdict
from ui.words import day, minute, say

BROKEN = {
    "missing": "{window} 号窗口的日志少了第 {n} 条",
    "changed": "{window} 号窗口的日志第 {n} 条改过",
    "rewritten": "{window} 号窗口的日志重写过，到第 {n} 条为止都不可信",
    "cut_off": "{window} 号窗口的日志从第 {n} 条起被截掉",
}
"""What is wrong with a chain."""


def check_verdict(told: Mapping[str, Any], now: datetime) -> Verdict:
    """Of a check of everything (the document of desk.services.trail.check)."""
    if told["ok"]:
        words = say(
            "查到 {time}，共 {n} 条，一条不少，没有改过；账和库存与日志一致。", time=minute(now), n=told["entries"]
        )
        return Verdict(FINE, say("日志完好"), words)
    if told["reason"] in BROKEN and told["chain"]:
        since = told.get("since")
        good = say("{day} {time} 以前的是好的。", day=day(since), time=minute(since)) if since else ""
        return Verdict(STOP, say(BROKEN[told["reason"]], window=told["chain"], n=told["first_bad"]), good + _to_do())
    return Verdict(STOP, say("账和日志对不上（{what}）", what=told["reason"]), _to_do())


def gone_verdict(window: str, first_gone: int) -> Verdict:
    """Of an entry that a paper knows and the journal does not."""
    return Verdict(STOP, say(BROKEN["cut_off"], window=window, n=first_gone), say("先看有没有抄错。") + _to_do())


def paper_verdict(entry: Whole, on_paper: str) -> Verdict:
    """Of an entry held against the anchor that a paper carries."""
    if entry.anchor == on_paper:
        return Verdict(FINE, say("和纸上的锚点一样"), say("从头查一遍也完好，这一条和以前的就没有改过。"))
    return Verdict(STOP, say("和纸上的锚点不一样"), say("先看有没有抄错。") + _to_do())


def _to_do() -> str:
    return say("先不要恢复备份，也不要重装。请主管停办，请技术员留下现在的数据，再用日报上的锚点找出哪一天还是好的。")
