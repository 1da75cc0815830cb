"""The decision in words: its verdict, each reason with the fact in it, what is still to do.

Everything is read from the decision document (`Decision.document()`); nothing is judged here.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desk.rules.reference import regions
from ui.page import FINE, LOOK, STOP, Verdict
from ui.words import day, say, short_day, word
from ui.words.filling import filled, known

Document = Mapping[str, Any]

REASONS: dict[str, str] = {
    "material_missing": "缺{material}",
    "material_expired": "{material}[ {valid_to} ]到期",
    "material_incomplete": "{material}缺{missing_pages}",
    "copy_only": "{material}只有复印件",
    "deferral_not_offered": "上次容缺没有补齐，这次不能容缺",
    "identity_not_accepted": "{document}不能作身份证件",
    "id_number_invalid": "证件号码不对[：{problem}]",
    "agent_not_for_minor": "未成年人要由监护人办，不能代办",
    "mandate_expired": "授权委托书[ {valid_to} 到期][ {valid_from} 起才有效]",
    "mandate_scope": "授权委托书没有写{missing}",
    "mandate_unsigned": "授权委托书没有签名",
    "bank_not_accepted": "开户行[{bank}]不在指定银行里",
    "photo_not_acceptable": "照片不合格：{problems}",
    "already_holds_card": "已持有卡[ {number}]",
    "no_active_card": "没有可用的卡",
    "not_yet_renewable": "没到换卡期[，{from} 起才能换]",
    "already_insured": "已参保",
    "not_in_special_group": "不在补贴人群里",
    "reissue_already_accepted": "补办已受理，不能解挂",
    "formal_loss_final": "正式挂失不能解挂",
    "card_not_activatable": "这张卡不能激活",
    "deferral_lapsed": "{material}[到 {due} ]没有补来，这一件已终止",
    "card_already_made": "卡已制成，不能撤回",
    "enquiry_needs_both_numbers": "电话查询要同时报身份证号和受理号",
    "enquiry_needs_a_number": "查询要报身份证号或受理号",
    "enquiry_no_match": "报的号码与这一件不符",
    "balance_holder_only": "余额只告诉本人",
    "survival_status": "登记状态异常，请主管来看",
    "open_case_exists": "已有在办件[ {number}]",
    "info_mismatch": "{field}与登记不一致",
    "not_insured": "没有参保",
    "insurance_paused": "参保暂停[，{since} 起]",
    "insurance_terminated": "参保已终止",
    "insured_too_short": "参保时间不够[，{from} 起才能申领]",
    "account_frozen": "账户冻结[：{why}]",
    "pension_not_enrolled": "还没有参加养老保险",
    "not_ready": "卡还没有到待领",
    "deferral_open": "还欠{material}，[{due} 前]补齐才能领",
    "card_service_unconfirmed": "卡管没有回音：{action}",
    "card_service_failed": "卡管不同意[“{action}”][：{text}]",
    "cash_variance": "现金差 {difference}",
    "stock_variance": "空白卡差 {difference} 张",
    "unresolved_print_jobs": "有打印任务未决",
    "registry_unavailable": "参保登记没有应答",
    "out_of_region": "参保地在{insured_region}",
    "not_handled_here": "这件事不在本窗口办",
    "duplicate_row": "名单里重复",
}
"""One sentence for each reason; its {facts} are put into words by FACTS, [brackets] go with what is not known."""

FACTS = {
    "material": "materials",
    "document": "identity_documents",
    "problem": "id_problems",
    "problems": "photo_problems",
    "missing_pages": "pages",
    "missing": "services",
    "bank": "banks",
    "action": "card_actions",
    "why": "frozen_reasons",
    "state": "case_states",
    "field": "fields",
}
"""Which table of the vocabulary a fact's code stands in."""


def reason_sentence(reason: Document) -> str:
    """A reason with its fact in it: 居住证 2026-03-01 到期."""
    code = str(reason["code"])
    facts = {name: fact_in_words(name, value) for name, value in known(code, reason.get("facts")).items()}
    try:
        return filled(say(REASONS[code]), facts)
    except KeyError:  # no sentence, or it wants a fact that is not known this time: the short word says enough
        return word("reasons", code)


def fact_in_words(name: str, value: Any) -> str:
    """A fact as it is read: codes by their words, several joined."""
    if isinstance(value, list | tuple):
        return say("、").join(fact_in_words(name, one) for one in value)
    if isinstance(value, date):
        return day(value)
    if name.endswith("_region"):
        return place_words(str(value))
    return word(FACTS[name], str(value)) if name in FACTS else str(value)


def place_words(code: str) -> str:
    """A place of GB/T 2260 by its name; a code that the table has not is somewhere else."""
    named = regions().get(code)
    return named[0] if named else say("外地（{code}）", code=code)


def rule_name(thing: Document) -> str:
    """The short name of the rule behind a reason, a material, a fee."""
    rule = thing.get("rule")
    return say(str(rule.get("name") or "")) if isinstance(rule, Mapping) else ""


def service_words(service: str | None, reason: str | None) -> str:
    """补办 遗失; in English the reason stands in brackets."""
    what, why = word("services", service), word("service_reasons", reason)
    return say("{what} {why}", what=what, why=why) if what and why else what or why


def deed_words(decision: Document) -> str:
    """What is done, in a word: a report of loss is temporary or final, which is not the same thing at all."""
    kind = (decision.get("loss") or {}).get("kind")
    return word("loss_kinds", kind) if kind else word("services", decision["service"])


def lapse_words(decision: Document) -> str:
    """12-07 周一自动失效; empty for whatever does not end by itself."""
    until = (decision.get("loss") or {}).get("lapses_on")
    return say("{day}自动失效", day=_short(until)) if until else ""


def verdict_of(decision: Document) -> Verdict:
    """The one sentence of a decision, and the line under it."""
    outcome = str(decision["outcome"])
    second = _second(decision)
    if outcome == "accept":
        sentence = _accepted(decision)
        return Verdict(FINE, sentence, _second(decision, sentence))
    if outcome == "accept_deferred":
        due = (decision.get("deferral") or {}).get("due")
        owed = say("、").join(
            word("materials", one["code"]) for one in decision["materials"] if one["state"] == "deferred"
        )
        sentence = say("可以容缺受理，{owed}后补", owed=owed)
        return Verdict(LOOK, sentence, say("{due} 前补齐；补齐前不能领卡。", due=_short(due)) if due else second)
    if outcome == "pending_verification":
        return Verdict(LOOK, say("参保登记没有应答，可先收件"), say("不收费、不制卡；恢复后同一编号会自动再问。"))
    if outcome == "refer":
        facts = next((reason.get("facts") or {} for reason in decision["reasons"]), {})
        region = facts.get("insured_region")
        sentence = say("这件事不在本窗口办")
        if region:
            sentence = say("参保地在{place}，本厅不能办", place=place_words(str(region)))
        return Verdict(STOP, sentence, _elsewhere([word("channels", one) for one in decision.get("channels") or ()]))
    reasons = [reason_sentence(reason) for reason in decision["reasons"]]
    if outcome == "hold":
        sentence = say(
            "暂缓：{reason}", reason=reasons[0] if len(reasons) == 1 else say("{n} 件事要先办", n=len(reasons))
        )
        return Verdict(LOOK, sentence, second or say("；").join(reasons))
    not_now = say("现在不能领卡") if decision["service"] == "collect" else say("现在不能受理")
    if len(reasons) == 1:
        return Verdict(STOP, say("{reason}，{not_now}", reason=reasons[0], not_now=not_now), second)
    sentence = say("有 {n} 项不行，{not_now}", n=len(reasons), not_now=not_now)
    return Verdict(STOP, sentence, say("；").join(reasons))


def _elsewhere(ways: Sequence[str]) -> str:
    """How it is done where this hall cannot do it: 可以委托参保地代办，或者网上办理."""
    if len(ways) < 2:
        return say("可以{way}。", way=ways[0]) if ways else ""
    return say("可以{ways}，或者{last}。", ways=say("、").join(ways[:-1]), last=ways[-1])


def _accepted(decision: Document) -> str:
    service = str(decision["service"])
    mode = (decision.get("delivery") or {}).get("mode")
    ready = (decision.get("promise") or {}).get("ready_by")
    loss = decision.get("loss") or {}
    if service == "collect":
        return say("可以交卡")
    if mode == "instant":
        return say("可以受理，今天拿卡")
    if mode == "mail":
        return say("可以受理，制好后邮寄")
    if mode and ready:
        return say("可以受理，{day}起领卡", day=_short(ready))
    if loss.get("kind") == "temporary":
        return (
            say("可以临时挂失，{day}自动失效", day=_short(loss["lapses_on"]))
            if loss.get("lapses_on")
            else say("可以临时挂失")
        )
    if loss:
        return say("可以正式挂失")
    if service == "enquiry":
        return say("可以告知")
    return say("可以受理：{service}", service=word("services", service))


def _second(decision: Document, sentence: str = "") -> str:
    """What it is, unless the sentence above has said so, and what still has to be done for it."""
    service, reason = word("services", decision["service"]), word("service_reasons", decision.get("reason"))
    what = (
        say("{service}，因{reason}。", service=service, reason=reason)
        if reason
        else say("{service}。", service=service)
    )
    what = "" if not reason and service in sentence else what
    todo = [word("prerequisites", one) for one in codes(decision.get("prerequisites"))]
    todo += [say("{what}须第二人复核", what=word("approvals", one)) for one in codes(decision.get("approvals"))]
    return say("{what}{todo}。", what=what, todo=say("；").join(todo)) if todo else what


def codes(things: Any) -> list[str]:
    """The codes of a list that may hold codes or objects with a code."""
    return [str(one["code"]) if isinstance(one, Mapping) else str(one) for one in things or ()]


def _short(when: Any) -> str:
    return short_day(date.fromisoformat(when) if isinstance(when, str) else when)
