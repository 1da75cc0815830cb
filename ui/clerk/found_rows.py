"""A case that was found: how far it is, what it needs next, and what else may be done to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ui.clerk.case_flow import ELSEWHERE
from ui.keys import offer
from ui.page import DONE, HERE, TODO, Act
from ui.parts.stages import Stage
from ui.parts.table import Cells
from ui.words import moment, say, word
from ui.words.journal import BEGUN, facts_of, what_happened

WITHDRAWABLE = ("pay", "approve", "make", "send_to_centre", "verify", "go_on", "hand_in_again", "finish")
"""What a case may need while no card was made of it."""
LOOKS = ("looked", "listed", "searched", "revealed")
"""Entries of the journal after which the case is what it was."""
STAGES = (
    ("受理", ("accepted", "suspended", "pending_verification", "declined", "referred")),
    ("审核", ("approved",)),
    ("制卡", ("making",)),
    ("待领", ("ready", "mailed")),
    ("领卡", ("collected",)),
    ("启用", ("active",)),
)


def owed_now(case: Any) -> Any:
    """The promised paper that a case waits for; None where something else comes first."""
    owed = next((one for one in case.owes if one.cured_at is None), None)
    return owed if case.next in ("cure", "await_centre", "make", "approve") else None


def needed(case: Any) -> Act:
    """The next thing this case needs; its papers, to look at and to print again, where it needs nothing."""
    needs = case.next
    debt = owed_now(case)
    if debt is not None:
        return Act("form:promised", say("补收{paper}", paper=word("materials", debt.code)))
    if needs == "hand_over" and (case.decision.get("delivery") or {}).get("mode") == "mail":
        return Act("form:posting", say("寄出"))
    if needs == "second_visit" and case.service in ELSEWHERE:
        needs = None  # whoever collects lays a card down, and what was shown then counts
    acts = {
        "verify": Act("verify", say("再问参保登记")),
        "go_on": Act("decide_again", say("重新判定")),
        "hand_in_again": Act("go_on", say("接着办")),
        "second_visit": Act("go_on", say("接着办")),
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
    acts += wrong_way(case)
    if case.next in WITHDRAWABLE:
        acts.append(Act("form:withdrawal", say("撤回申请")))
    if case.next is not None:
        acts.append(Act("form:hand_on", say("交给同事")))
    return tuple(acts)


def wrong_way(case: Any) -> tuple[Act, ...]:
    """Where money was taken: it may have been booked another way than it came."""
    return (Act("form:payment_way", say("更正付法")),) if case.fee.paid > 0 else ()


@dataclass(frozen=True, slots=True)
class _Told:
    """One row of the journal: its last entry, how many there were, or the papers that came out of a printer."""

    entry: Any
    words: str = ""
    papers: tuple[str, ...] = ()
    times: int = 1

    def cells(self, newest: Any) -> Cells:
        words, count = self.words, say("{n} 次", n=self.times) if self.times > 1 else ""
        if self.papers:
            words = say("打印{papers}", papers=say("、").join(self.papers))
            count = say("{n} 张", n=len(self.papers)) if len(self.papers) > 1 else ""
        return Cells((moment(self.entry.at, newest), self.entry.by, words, count), str(self.entry.seq))


def journal_rows(entries: Sequence[Any], most: int, *, looks: bool) -> tuple[Cells, ...]:
    """The newest first; what was only begun gives way to how it ended, what was done again and again is counted.

    Papers are told by what came of the printing. `looks`: also who looked at the case, which is the auditor's matter.
    """
    rows: list[_Told] = []
    for told in _told(entries, looks=looks):
        last = rows[-1] if rows else None
        if last is None or last.entry.by != told.entry.by:
            rows.append(told)
        elif last.entry.what == told.entry.what and last.entry.result in BEGUN:
            rows[-1] = told
        elif last.papers and told.papers:
            rows[-1] = replace(told, papers=last.papers + told.papers)
        elif last.words == told.words and not told.papers:
            rows[-1] = replace(told, times=last.times + 1)
        else:
            rows.append(told)
    newest = entries[-1].at.date() if entries else None
    shown = [row.cells(newest) for row in reversed(rows[-most:])]
    if len(rows) > most:
        shown.append(Cells(("", "", say("更早的还有 {n} 条，在日志里", n=len(rows) - most), ""), "older"))
    return tuple(shown)


def _told(entries: Sequence[Any], *, looks: bool) -> Iterator[_Told]:
    """What is worth a row."""
    facts = [facts_of(one.facts) for one in entries]
    made = {known["paper"]: known for one, known in zip(entries, facts, strict=True) if one.what == "paper"}
    paper_of = {known["job"]: made.get(known["paper"]) for known in facts if "job" in known and "paper" in known}
    sent = {known["paper"] for known in facts if "job" in known and "paper" in known}
    over = {
        (one.what, known["job"])
        for one, known in zip(entries, facts, strict=True)
        if "job" in known and one.result not in BEGUN
    }
    for one, known in zip(entries, facts, strict=True):
        paper = paper_of.get(known.get("job", "")) if one.what == "paper_job" else None
        begun = one.result in BEGUN and (one.what, known.get("job")) in over
        if begun or (one.what in LOOKS and not looks) or (one.what == "paper" and known["paper"] in sent):
            continue
        if paper is None:
            yield _Told(one, what_happened(one.what, one.result, one.facts))
        elif one.result not in BEGUN:
            name, ended = word("documents", paper["kind"]), word("print_job_states", one.result)
            if one.result != "printed":
                yield _Told(one, say("打印{papers}，{ended}", papers=name, ended=ended))
            elif paper.get("duplicate"):
                yield _Told(one, say("补打{papers}", papers=name))
            else:
                yield _Told(one, papers=(name,))


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
