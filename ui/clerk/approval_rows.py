"""The question of 复核 in words: who waits, what is asked, on what evidence, and what yes and no would mean.

Of a question, `seen` is what its asker saw; `case` is the case it is about, once that has been looked up.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ui.page import FINE, LOOK, STOP
from ui.parts.entry_row import Entry
from ui.parts.section import Section
from ui.words import minute, money, say, word
from ui.words.differing import differing
from ui.words.verdicts import reason_sentence, service_words

FROZEN = "frozen_account_release"


def waiting_entry(one: Any, now: datetime, *, here: bool) -> Entry:
    """One question of the queue."""
    waited = int((now - one.asked_at).total_seconds() // 60)
    name = str((one.seen.get("holder") or {}).get("name") or one.subject)
    second = say("{what}，{who} 申请", what=word("approvals", one.what), who=one.asked_by)
    return Entry(name, second=second, right=say("{n} 分", n=waited), code=one.id, selected=here, pressable=True)


def title_of(one: Any, case: Any) -> str:
    """What is asked; of a waiver how much."""
    if _waives(one, case):
        return say("减免工本费 {sum} 元", sum=money(case.fee.waived))
    return word("approvals", one.what)


def second_line(one: Any, case: Any) -> str:
    """What for, who asked, and when."""
    what = service_words(case.service, case.reason) if case is not None else one.subject
    return say("{what}。柜员 {who} 申请，{time}", what=what, who=one.asked_by, time=minute(one.asked_at))


def evidence(one: Any, case: Any, policy: Any) -> tuple[Section, ...]:
    """Why it is asked, what lies before the one who answers, and the consequences."""
    rows, seen = [], one.seen
    if _waives(one, case):
        rows.append(Section(say("理由"), word("waivers", case.fee.waiver), rule=say("减免")))
    document, registry = seen.get("document") or {}, seen.get("registry") or {}
    if one.what == FROZEN and case is not None:
        rows.append(Section(say("冻结"), _frozen_words(case)))
    if document:
        rows.append(Section(say("证件上"), _person(document, registry)))
    if registry.get("name"):
        rows.append(Section(say("登记里"), _person(registry, document)))
    papers = [word("materials", paper["code"]) for paper in seen.get("materials") or ()]
    if _waives(one, case):
        papers = list(dict.fromkeys((*_known_from_the_register(case, policy), *papers)))
    if papers:
        rows.append(Section(say("证据"), say("、").join(papers)))
    if seen.get("agent"):
        rows.append(Section(say("代办人"), str(seen["agent"].get("name", ""))))
    yes, no = _consequences(one, case)
    rows.append(Section(say("结果"), "\n".join((say("同意：{yes}", yes=yes), say("不同意：{no}", no=no)))))
    return tuple(rows)


def yes_words(one: Any, case: Any) -> str:
    """What the button says."""
    if _waives(one, case):
        return say("同意减免 {sum}", sum=money(case.fee.waived))
    return say("同意{what}", what=word("approvals", one.what))


def needs_reason(one: Any) -> bool:
    """Whether a yes is worth nothing without a reason: the account is frozen for somebody else's."""
    return bool(one.what == FROZEN)


def note_of(*, mine: bool, may: bool) -> tuple[str, str]:
    """Whether whoever sits here may answer: a mark and a sentence."""
    if mine:
        return STOP, say("您是经办人，须由别人复核")
    if not may:
        return LOOK, say("主管才能复核")
    return FINE, say("您不是经办人，可以复核")


def _waives(one: Any, case: Any) -> bool:
    """Whether it is about a fee, with the case at hand that says how much."""
    return one.what == "fee_waiver" and case is not None


def _frozen_words(case: Any) -> str:
    """Why the account is frozen, as the registry tells it, or that it does not tell."""
    why = next((one for one in case.decision.get("reasons") or () if one["code"] == "account_frozen"), None)
    told = why is not None and (why.get("facts") or {}).get("why")
    return reason_sentence(why) if why and told else say("参保登记没有写原因，先打电话核实再答复。")


def _known_from_the_register(case: Any, policy: Any) -> list[str]:
    """The certificate of the group that pays nothing, where nobody had to bring it."""
    certificate = dict(policy.special_group)[case.fee.waiver].certificate
    lines = [one for one in case.decision["materials"] if one["code"] == certificate]
    paper = word("materials", certificate)
    return [say("{paper}（电子核验）", paper=paper) for one in lines if one["state"] == "satisfied_electronically"]


def _person(read: Mapping[str, Any], beside: Mapping[str, Any]) -> str:
    told = {key: differing(str(read.get(key) or ""), str(beside.get(key) or "")) for key in ("name", "number")}
    return say("{name}，{number}", **told)


def _consequences(one: Any, case: Any) -> tuple[str, str]:
    if _waives(one, case):
        owed, due = money(case.fee.owed), money(case.fee.due)
        return say("实收 {sum}，接着办", sum=owed), say("应收 {sum}，由窗口补收", sum=due)
    return say("这一件接着办"), say("这一件停在这里，由柜员告诉申请人")
