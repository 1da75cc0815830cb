"""What is handed in, line by line: on 核对 and, the same, before the customer; and who signs it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.rules.papers import declared
from ui.clerk.decision_rows import delivered, enrolled_as, temporary_card
from ui.page import FINE, LOOK, Verdict
from ui.parts.section import Section
from ui.words import grouped, money, say, short_day, together, word
from ui.words.differing import differing
from ui.words.filling import filled
from ui.words.verdicts import codes, deed_words, lapse_words

if TYPE_CHECKING:
    from desk.rules.policy import Notices


def signer_of(decision: Mapping[str, Any]) -> str:
    """Who signs what is submitted: guardian, agent or holder; the paper names the same one."""
    return next((who for who in ("guardian", "agent") if decision.get(who)), "holder")


def signature_of(who: str) -> str:
    """What stands over the box."""
    return {"guardian": say("监护人签名"), "agent": say("代办人签名")}.get(who, say("签名"))


def to_sign(who: str, *, by_chip: bool) -> Verdict:
    """Nobody signed yet; a number that was typed, not read `by_chip`, is compared digit by digit."""
    words = {"guardian": say("请监护人核对并签名"), "agent": say("请代办人核对并签名")}
    same = say("客户屏上是同一份，号码中间遮住。") if by_chip else say("客户屏上是同一份，一字不差。")
    then = together(same, say("没有第二块屏，按 Shift F2 转给他看。"))
    return Verdict(LOOK, words.get(who, say("请持卡人核对并签名")), then)


def signed(who: str) -> Verdict:
    """What was signed is what goes out."""
    words = {"guardian": say("监护人已核对并签名"), "agent": say("代办人已核对并签名")}
    return Verdict(FINE, words.get(who, say("持卡人已核对并签名")), say("提交的就是下面这些字，客户屏显示同一份。"))


def objected(who: str) -> Verdict:
    """Somebody pressed 内容有误 on the customer screen."""
    words = {"guardian": say("监护人说内容有误"), "agent": say("代办人说内容有误")}
    return Verdict(
        LOOK,
        words.get(who, say("持卡人说内容有误")),
        say("问清哪一行不对，按 Esc 一步步回去改；证件读出的字在这里不改。"),
    )


def beside(draft: Any) -> tuple[Section, ...]:
    """Under the signature: what it was given for, in figures, and where the photo is from."""
    rows, photo = [], draft.situation.get("photo") or {}
    if draft.signature is not None:
        digest = str(draft.signed or "")[:8].upper()
        rows.append(Section(say("内容指纹"), f"{digest[:4]} {digest[4:]}"))
    if photo:
        source = {"camera": say("现场拍摄"), "brought": say("自带照片"), "registry": say("登记照片")}
        rows.append(Section(say("照片"), source.get(str(photo.get("source")), "")))
    return tuple(rows)


def lines_of(situation: Mapping[str, Any], decision: Mapping[str, Any], notice: "Notices") -> tuple[Section, ...]:
    """What is submitted, line by line, with the source of each; the customer screen shows the same.

    The last line is what the signature stands under on the form that is printed.
    """
    identity, holder = situation.get("identity") or {}, decision.get("holder") or {}
    source = say("芯片") if identity.get("read") == "chip" else say("录入")
    number = str(holder.get("number") or "")
    sex = word("sexes", holder.get("sex"))
    rows = [
        Section(say("姓名"), say("**{name}**，{sex}", name=holder.get("name", ""), sex=sex), rule=source),
        Section(say("号码"), grouped(number), rule=source),
    ]
    if identity.get("address"):
        rows.append(Section(say("住址"), str(identity["address"]), rule=source))
    for who, label in (("guardian", say("监护人")), ("agent", say("代办人"))):
        if decision.get(who):
            person = decision[who]
            relation = word("relations", person.get("relation"))
            rows.append(Section(label, filled(say("{name}[，{relation}]"), {**person, "relation": relation})))
    what = deed_words(decision)
    reason = word("service_reasons", decision.get("reason"))
    rows.append(
        Section(say("事项"), say("**{what}**，因{reason}", what=what, reason=reason) if reason else f"**{what}**")
    )
    if until := lapse_words(decision):
        rows.append(Section(say("到期"), say("{until}，卡恢复使用", until=until)))
    if decision["service"] == "correction":
        rows += _changes(situation)
    if decision["service"] == "enrolment":
        rows.append(Section(say("登记为"), enrolled_as(decision)))
    old = decision.get("old_card") or {}
    if old.get("fate") == "void_on_issue":
        rows.append(Section(say("旧卡"), say("{number}，新卡启用时作废", number=old["number"])))
    elif old.get("number"):
        void = decision["service"] == "cancel"
        words = say("{number}，复核同意后作废", number=old["number"]) if void else old["number"]
        rows.append(Section(say("现有卡"), words))
    delivery = decision.get("delivery") or {}
    ready = (decision.get("promise") or {}).get("ready_by")
    if delivery.get("mode") == "instant":
        rows.append(Section(say("领取"), say("本窗口，今天")))
    elif delivery.get("mode"):
        mode = delivery["mode"]
        rows.append(Section(say("领取"), delivered(mode, _day(ready)) if ready else word("delivery_modes", mode)))
    if decision.get("temporary_card"):
        rows.append(Section(say("临时卡"), temporary_card(decision)))
    letter = (situation.get("choices") or {}).get("mail") or {}
    if delivery.get("mode") == "mail" and letter:
        rows.append(Section(say("邮寄到"), say("{address}，{receiver}，{phone}", **letter)))
    rows += _fee_line(decision)
    contribution = decision.get("contribution")
    if contribution:
        facts = {"tier": contribution["tier"], "sum": money(contribution["monthly"])}
        words = say("{tier}%，每月 {sum} 元。代扣授权书打出来，填好账户用笔签名。", **facts)
        rows.append(Section(say("缴费档次"), words))
    papers = [
        word("materials", one["code"]) for one in decision["materials"] if str(one["state"]).startswith("satisfied")
    ]
    if papers:
        rows.append(Section(say("材料"), say("、").join(papers)))
    rows.append(Section(say("声明"), _declaration(decision, notice)))
    return tuple(rows)


def _changes(situation: Mapping[str, Any]) -> list[Section]:
    """What the registry says and what it is to say, the characters that differ in bold."""
    base = (situation.get("registry") or {}).get("baseinfo") or {}
    identity = situation.get("identity") or {}
    pairs = (
        (say("姓名改为"), base.get("psn_name"), identity.get("name")),
        (say("号码改为"), base.get("certno"), identity.get("number")),
        (say("住址改为"), base.get("hsreg_addr"), identity.get("address")),
    )
    return [
        Section(label, differing(str(here), str(there)), say("登记里是 {text}", text=there))
        for label, there, here in pairs
        if here and there and here != there
    ]


def _fee_line(decision: Mapping[str, Any]) -> list[Section]:
    fee = decision.get("fee") or {}
    if not fee.get("due"):
        return [Section(say("费用"), say("免费"))] if decision.get("delivery") else []
    facts = {"due": money(fee["due"]), "waived": money(fee.get("waived", 0)), "paid": money(fee["payable"])}
    if fee.get("waived"):
        facts["waiver"] = word("waivers", fee.get("waiver"))
        return [Section(say("费用"), say("应收 {due}，减免 {waived}（{waiver}），**实收 {paid} 元**", **facts))]
    return [Section(say("费用"), say("**应收 {due} 元**", **facts))]


def _declaration(decision: Mapping[str, Any], notice: "Notices") -> str:
    parts = [say("以上属实。")]
    if known := declared(decision, notice.privacy.text, notice.forbidden.text):
        parts.append(say("本人知悉：{text}。", text=say("；").join(map(say, known))))
    if "formal_loss" in codes(decision.get("card_actions")) or decision.get("reason") == "lost":
        parts.append(say("知道正式挂失不能解挂。"))
    if lapse_words(decision):
        parts.append(say("知道到期自动失效：卡找到了来解挂，找不到来办正式挂失和补办。"))
    if "fee_waiver" in codes(decision.get("approvals")):
        due = money((decision.get("fee") or {}).get("due", 0))
        parts.append(say("减免须复核，不同意则补交 {due} 元。", due=due))
    for one in decision["materials"]:
        if one["state"] == "deferred":
            paper, day = word("materials", one["code"]), _day(one["due"]) if one.get("due") else ""
            parts.append(say("{paper} {day}前补来，补齐前不能领卡。", paper=paper, day=day))
    return together(*parts)


def _day(when: Any) -> str:
    return short_day(date.fromisoformat(when) if isinstance(when, str) else when)
