"""The rail's words: the ten steps of a visit with their results, or the places with their counts."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.clerk.case_flow import BEFORE, STEPS, state_of
from ui.clerk.visit import Visit
from ui.page import Rail, RailItem
from ui.places import PLACES
from ui.words import money, say, word

GIVEN = ("collected", "active", "closed")
STEP_WORDS = {
    "read": "读证",
    "decide": "判定",
    "materials": "材料",
    "photo": "照片",
    "review": "核对",
    "payment": "缴费",
    "approval": "复核",
    "issuing": "制卡",
    "handover": "领卡",
    "rating": "评价",
}


def operator_words(counter: Any) -> str:
    """柜员 0312, 主管 0301."""
    who = {"clerk": say("柜员"), "supervisor": say("主管"), "technician": say("技术员"), "auditor": say("审计员")}
    return f"{who.get(counter.operator.role, '')} {counter.operator.name}".strip()


def window_words(counter: Any) -> str:
    """3 号窗口; a supervisor sits at a desk of their own."""
    if counter.operator.role == "supervisor":
        return say("主管席")
    if counter.operator.role == "technician":
        return say("技术席")
    return say("{n} 号窗口", n=counter.station.lstrip("0") or counter.station)


def visit_rail(visit: Visit, counter: Any) -> Rail:
    """The steps of this visit; a done one can be gone back to until the case is submitted."""
    here = _here(visit)
    items = []
    for step in STEPS:
        state = _state(step, here, visit)
        items.append(
            RailItem(
                step,
                say(STEP_WORDS[step]),
                mark=state,
                result=_result(step, visit, state),
                here=state == "here",
                reachable=not visit.submitted and state == "done" and step in BEFORE and step != "read",
            )
        )
    title = str(visit.ticket or say("无号"))
    decision = visit.decision or {}
    if "priority_ticket" in (decision.get("notes") or ()) or title.startswith("Y"):
        title = say("{ticket} 优先", ticket=title)
    return Rail(window_words(counter), title, tuple(items), operator_words(counter))


def _here(visit: Visit) -> str:
    """The step that is up; a jam is part of the making."""
    return visit.step if visit.step in STEPS else "issuing"


def _collects(visit: Visit) -> bool:
    """The decision is a collection's own, while the steps behind it are those of the card that lies here."""
    return visit.about is not None and (visit.decision or {}).get("service") == "collect"


def _state(step: str, here: str, visit: Visit) -> str:
    if not _collects(visit):
        return state_of(step, here, visit.expected or visit.decision, visit.case)
    state = state_of(step, "handover", visit.about.decision, visit.about)
    return "here" if step == here else "todo" if state == "here" else state


def _result(step: str, visit: Visit, state: str) -> str:
    """A few characters of what came of a step: read from draft and case, so that it is there however they came up."""
    if step in visit.results:
        return visit.results[step]
    decision, case = visit.decision, visit.case or visit.about
    if decision is None:
        return ""
    if _collects(visit) and step != _here(visit):
        decision = visit.about.decision
    known: Callable[[], str] | None = {
        "decide": lambda: word("services", decision["service"]) if visit.step != "decide" else "",
        "payment": lambda: _paid(decision, case),
        "approval": lambda: _agreed(decision, case),
        "issuing": lambda: _made(visit.expected or decision, case),
    }.get(step)
    kept = case or visit.draft
    if known is None and kept is not None and state in ("done", "here"):
        known = {
            "materials": lambda: _papers(decision),
            "photo": lambda: _pictured(kept),
            "review": lambda: say("已签") if kept.signature is not None else "",
            "handover": lambda: say("已交") if case is not None and case.state in GIVEN else "",
        }.get(step)
    return known() if known is not None else ""


def _papers(decision: Mapping[str, Any]) -> str:
    """缺 1 项, 容缺 1, 齐."""
    states = [one["state"] for one in decision.get("materials") or ()]
    missing, owed = states.count("missing"), states.count("deferred")
    if missing:
        return say("缺 {n} 项", n=missing)
    return say("容缺 {n}", n=owed) if owed else say("齐")


def _pictured(kept: Any) -> str:
    """Where the photo that was adopted comes from."""
    source = str((kept.situation.get("photo") or {}).get("source"))
    taken = {"camera": say("已拍"), "brought": say("自带照片")} if kept.photo is not None else {}
    return {"registry": say("登记照片"), **taken}.get(source, "")


def _paid(decision: Mapping[str, Any], case: Any) -> str:
    """What was taken; before that, whether anything is to be."""
    if case is not None and case.fee.paid:
        return money(case.fee.paid)
    if decision["outcome"] not in ("accept", "accept_deferred"):
        return ""
    fee = decision.get("fee") or {}
    return say("减免") if fee.get("waived") else "" if fee.get("due") else say("免费")


def _agreed(decision: Mapping[str, Any], case: Any) -> str:
    """What the second person answered last; before that, that one is wanted."""
    answered = [one for one in case.approvals if one.decided_at is not None] if case is not None else []
    if answered and case.next != "approve":
        last = max(answered, key=lambda one: one.decided_at)
        return say("已同意") if last.decision == "approved" else say("未同意")
    return say("须复核") if decision.get("approvals") else ""


def _made(decision: Mapping[str, Any], case: Any) -> str:
    """The last blank that went through the printer, and what came of it; or that the card is made elsewhere."""
    jobs = [one for one in case.print_jobs if one.kind == "card" and one.state != "cancelled"] if case else []
    if not jobs:
        return say("制卡中心") if (decision.get("delivery") or {}).get("mode") in ("pickup", "mail") else ""
    return {"spoiled": say("废卡"), "printed": str(jobs[-1].blank)[-8:]}.get(jobs[-1].state, say("未定"))


def places_rail(place: str, counter: Any, counts: dict[str, int]) -> Rail:
    """The places this role may go to, with how much waits there."""
    items = []
    for one in PLACES:
        if counter.operator.role not in one.roles:
            continue
        here = one.code == place
        result = str(counts[one.code]) if counts.get(one.code) else "" if here else one.key
        items.append(RailItem(one.code, say(one.words), icon=one.icon, result=result, here=here, reachable=not here))
    serving = place in ("reception", "find", "to_collect") and any(one.code == "reception" for one in items)
    title = say("接待中") if serving else say(_words_of(place))
    return Rail(window_words(counter), title, tuple(items), operator_words(counter))


def _words_of(place: str) -> str:
    return next(one.words for one in PLACES if one.code == place)
