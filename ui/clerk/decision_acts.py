"""What Enter does at 判定, and what 更多 offers there."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.keys import offer
from ui.page import Act
from ui.words import say, word
from ui.words.verdicts import codes

DECLARED = ("employee", "flexible", "resident", "student")


def primary(decision: Mapping[str, Any], letter: tuple[str, str, str], *, closed: bool) -> Act:
    """The next step, or what it waits for; `letter` is receiver, address, phone. Nothing goes on on a `closed` day."""
    outcome, todo = decision["outcome"], codes(decision.get("prerequisites"))
    if closed:
        return Act("go_on", say("今天已日结"), enabled=False)
    if open_case(decision):
        return Act("see_open_case", say("看在办的这一件"))
    if "choose_base_tier" in todo:
        return Act("go_on", say("先选缴费档次，F10"), enabled=False)
    if "mail_address" in todo:
        receiver, address, _ = letter
        lacks = say("先填收件电话") if receiver and address else say("先填邮寄地址")
        return Act("go_on", lacks, enabled=False)
    if outcome in ("accept", "accept_deferred") and "formal_loss_report" in todo:
        return Act("report_loss", say("正式挂失并继续"))
    slip = "suspension_slip" in codes(decision.get("documents"))
    words = {
        "accept": say("继续收材料") if decision.get("materials") else say("继续"),
        "accept_deferred": say("继续收材料"),
        "pending_verification": say("先收件待核验"),
        "refer": say("打印转办告知单"),
        "hold": say("打印暂缓告知单") if slip else say("结束这次接待"),
    }
    mendable = any(one["state"] in ("missing", "deferred") for one in decision.get("materials") or ())
    refused = say("继续收材料") if mendable else say("打印一次性告知单")
    return Act("go_on", words.get(outcome, refused))


def open_case(decision: Mapping[str, Any]) -> str:
    """The number of the case that stands in the way of another one; empty where none does."""
    met = (one for one in decision.get("reasons") or () if one["code"] == "open_case_exists")
    return next((str(one["facts"]["number"]) for one in met), "")


def more(
    decision: Mapping[str, Any],
    expected: Mapping[str, Any],
    situation: Mapping[str, Any],
    bases: Sequence[int],
    *,
    closed: bool,
) -> tuple[Act, ...]:
    """What else may be chosen, as `expected` with everything brought; on a `closed` day only what always may be."""
    always = (
        Act("again", say("再问参保登记和卡管"), "F5"),
        Act("form:balance", say("查余额")),
        Act("form:hand_on", say("交给同事")),
        Act("throw_away", say("不办了")),
    )
    return always if closed else (*_choices(decision, expected, situation, bases), *always)


def _choices(
    decision: Mapping[str, Any], expected: Mapping[str, Any], situation: Mapping[str, Any], bases: Sequence[int]
) -> list[Act]:
    acts = [offer("decision", "take_unverified")] if decision["outcome"] == "pending_verification" else []
    delivery = expected.get("delivery") or {}
    others = [mode for mode in delivery.get("options") or () if mode != delivery.get("mode")]
    acts += [Act(f"delivery:{mode}", say("领取：{mode}", mode=word("delivery_modes", mode))) for mode in others]
    acts += tiers(decision, bases)
    if delivery and delivery.get("mode") != "instant":
        wanted = (situation.get("choices") or {}).get("temporary_card")
        words = say("不要临时卡") if wanted else say("要临时卡")
        acts.append(Act(f"temporary_card:{'no' if wanted else 'yes'}", words))
    if decision.get("insurance_row") is None and decision["service"] == "enrolment":
        others = [one for one in DECLARED if one != decision.get("category")]
        acts += [Act(f"declared:{one}", say("登记为{who}", who=word("categories", one))) for one in others]
    return acts


def tiers(decision: Mapping[str, Any], bases: Sequence[int]) -> list[Act]:
    """The contribution bases, per cent of the average wage, for whoever has one to choose."""
    chooses = decision.get("contribution") or "choose_base_tier" in codes(decision.get("prerequisites"))
    enrols = decision["service"] == "enrolment" and decision.get("category") == "flexible"
    return [Act(f"tier:{tier}", say("缴费档次 {n}%", n=tier)) for tier in bases] if chooses or enrols else []
