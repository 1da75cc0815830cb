"""A case that was found: how far it is, what it needs next, and what else may be done to it."""

from collections.abc import Sequence
from typing import Any

from ui.keys import offer
from ui.page import DONE, HERE, TODO, Act
from ui.parts.stages import Stage
from ui.parts.table import Cells
from ui.words import moment, say, word
from ui.words.journal import BEGUN, what_happened

WITHDRAWABLE = ("pay", "approve", "make", "send_to_centre", "verify", "go_on", "hand_in_again", "finish")
"""What a case may need while no card was made of it."""
STAGES = (
    ("受理", ("accepted", "suspended", "pending_verification", "declined", "referred")),
    ("审核", ("approved",)),
    ("制卡", ("making",)),
    ("待领", ("ready", "mailed")),
    ("领卡", ("collected",)),
    ("启用", ("active",)),
)


def needed(case: Any) -> Act:
    """The next thing this case needs; its papers, to look at and to print again, where it needs nothing."""
    needs = case.next
    debt = next((one for one in case.owes if one.cured_at is None), None)
    if debt is not None and needs in ("cure", "await_centre", "make", "approve"):
        return Act("cure", say("补收{paper}", paper=word("materials", debt.code)))
    if needs == "hand_over" and (case.decision.get("delivery") or {}).get("mode") == "mail":
        return Act("form:posting", say("寄出"))
    acts = {
        "verify": Act("verify", say("再问参保登记")),
        "go_on": Act("decide_again", say("重新判定")),
        "hand_in_again": Act("decide_again", say("重新判定")),
        "activate": Act("password_set", say("密码已设，启用")),
        "hand_over": Act("go_on", say("领卡")),
        "pay": Act("go_on", say("去收款")),
        "make": Act("go_on", say("去制卡")),
        "settle": Act("go_on", say("去处理未决打印")),
        "approve": Act("go_on", say("去复核")),
        "finish": Act("go_on", say("办完它")),
        "rate": Act("go_on", say("办结")),
        "send_to_centre": Act("go_on", say("转制卡中心")),
    }
    return acts.get(needs, Act("preview", say("看纸样，补打")))


def also(case: Any) -> tuple[Act, ...]:
    """What is done to a case beside its way."""
    acts = [offer("search", "preview", say("看纸样，补打"))] if needed(case).code != "preview" else []
    if case.state == "mailed":
        acts += [Act("delivered", say("邮件已签收")), Act("came_back", say("邮件退回"))]
    if case.state == "ready":
        acts += [Act("go_on", say("领卡")), Act("form:vault", say("转入库房"))]
    if case.next in WITHDRAWABLE:
        acts.append(Act("form:withdrawal", say("撤回申请")))
    if case.next is not None:
        acts.append(Act("form:hand_on", say("交给同事")))
    return tuple(acts)


def journal_rows(entries: Sequence[Any], most: int) -> tuple[Cells, ...]:
    """The newest first; what was only begun gives way to how it ended, what was done again and again is counted."""
    rows: list[tuple[Any, str, int]] = []
    for one in entries:
        words = what_happened(one.what, one.result, one.facts)
        last = rows[-1] if rows else None
        if last and last[0].what == one.what and last[0].by == one.by and last[0].result in BEGUN:
            rows[-1] = (one, words, 1)
        elif last and last[1] == words and last[0].by == one.by:
            rows[-1] = (one, words, last[2] + 1)
        else:
            rows.append((one, words, 1))
    newest = entries[-1].at.date() if entries else None
    return tuple(
        Cells((moment(one.at, newest), one.by, words, say("{n} 次", n=times) if times > 1 else ""), str(one.seq))
        for one, words, times in reversed(rows[-most:])
    )


def stages_of(case: Any) -> tuple[Stage, ...]:
    """受理 审核 制卡 待领 领卡 启用, with the time each was reached."""
    reached: dict[str, Any] = {}
    for step in case.steps:
        for words, states in STAGES:
            if step.after in states:
                reached[words] = step.at
    last = max((number for number, (words, _) in enumerate(STAGES) if words in reached), default=-1)
    if case.state == "approved":
        last += 1  # nothing is left to be examined: its card is what it waits for
    ended = case.state in ("closed", "active", "withdrawn", "rejected", "lapsed", "declined", "referred")
    stages = []
    for number, (words, _) in enumerate(STAGES):
        when = reached.get(words)
        mark = HERE if number == last and not ended else DONE if when else TODO
        second = f"{when:%m-%d %H:%M}" if when else ""
        if mark == HERE and case.promise.ready_by and words == "制卡":
            second = say("{day} 前", day=f"{case.promise.ready_by:%m-%d}")
        stages.append(Stage(say(words), mark, second))
    return tuple(stages)
