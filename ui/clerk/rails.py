"""The rail's words: the ten steps of a visit with their results, or the places with their counts."""

from typing import Any

from ui.clerk.case_flow import BEFORE, STEPS, state_of
from ui.clerk.visit import Visit
from ui.page import Rail, RailItem
from ui.places import PLACES
from ui.words import say, word

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
    here = visit.step if visit.step in STEPS else "issuing"
    items = []
    for step in STEPS:
        state = state_of(step, here, visit.expected or visit.decision, visit.case)
        items.append(
            RailItem(
                step,
                say(STEP_WORDS[step]),
                mark=state,
                result=_result(step, visit),
                here=state == "here",
                reachable=not visit.submitted and state == "done" and step in BEFORE and step != "read",
            )
        )
    title = str(visit.ticket or say("无号"))
    decision = visit.decision or {}
    if "priority_ticket" in (decision.get("notes") or ()) or title.startswith("Y"):
        title = say("{ticket} 优先", ticket=title)
    return Rail(window_words(counter), title, tuple(items), operator_words(counter))


def _result(step: str, visit: Visit) -> str:
    if step in visit.results:
        return visit.results[step]
    decision = visit.decision
    if decision is None:
        return ""
    fee = decision.get("fee") or {}
    if step == "decide":
        return word("services", decision["service"]) if visit.step != "decide" else ""
    if step == "payment" and decision["outcome"] in ("accept", "accept_deferred"):
        return say("减免") if fee.get("waived") else "" if fee.get("due") else say("免费")
    if step == "approval" and decision.get("approvals"):
        return say("须复核")
    return ""


def places_rail(place: str, counter: Any, counts: dict[str, int]) -> Rail:
    """The places this role may go to, with how much waits there."""
    items = []
    for one in PLACES:
        if counter.operator.role not in one.roles:
            continue
        here = one.code == place
        result = str(counts[one.code]) if counts.get(one.code) else "" if here else one.key
        items.append(RailItem(one.code, say(one.words), icon=one.icon, result=result, here=here, reachable=not here))
    title = say("接待中") if place in ("reception", "find", "to_collect") else say(_words_of(place))
    return Rail(window_words(counter), title, tuple(items), operator_words(counter))


def _words_of(place: str) -> str:
    return next(one.words for one in PLACES if one.code == place)
