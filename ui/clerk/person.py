"""The person card's words, from a draft or from a case: the same order of facts for both."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desk.rules.identity import age_on, mask, parse_id_number
from desk.rules.papers import kinds_of_case
from ui.page import LOOK, Fact, Person
from ui.words import day, money, say, short_day, word
from ui.words.paying import method_words
from ui.words.verdicts import codes, service_words

COPIES = {"deferral_notice": 2}
CHIPS = ("flexible", "minor", "student", "newborn", "elderly", "non_local", "hmt", "foreign")
OF_A_CATEGORY = ("flexible", "student", "newborn")


def masked(number: str) -> str:
    """First 6, eight asterisks, last 4, with gaps for reading."""
    hidden = mask(number)
    return f"{hidden[:6]} {hidden[6:-4]} {hidden[-4:]}" if len(number) >= 15 else hidden


def masked_phone(phone: str) -> str:
    """123 **** 0007."""
    return f"{phone[:3]} **** {phone[-4:]}" if len(phone) >= 8 else phone


def person_of(visit: Any, today: date) -> Person:
    """Who is at the window now."""
    case, decision = visit.case or visit.about, visit.decision
    situation = _situation(visit)
    identity = situation.get("identity") or {}
    holder = (decision or {}).get("holder") or {}
    number = str(holder.get("number") or identity.get("number") or situation["applicant"]["id_number"]).upper()
    known = parse_id_number(number, today)
    birth = known.birth or _day(holder.get("birth") or identity.get("birth"))
    sex = known.sex if known.sex != "unknown" else holder.get("sex") or identity.get("sex") or known.sex
    age = say("{n} 岁", n=age_on(birth, today)) if birth else ""
    about = say("，").join(part for part in (word("sexes", sex), age) if part)
    photo = visit.draft.photo if visit.draft is not None else None
    if case is not None and case.photo:
        photo = case.photo
    if photo is None and visit.card is not None:
        photo = visit.card.photo_bitmap
    return Person(
        name=str(holder.get("name") or identity.get("name") or situation["applicant"]["name"]),
        about=about,
        birth=day(birth) if birth else "",
        number=masked(number),
        full_number=" ".join((number[:6], number[6:14], number[14:])) if len(number) == 18 else number,
        chips=_chips(decision, situation),
        photo=photo,
        facts=_facts(situation, identity, decision, case),
        papers_title=visit.aside_facts[0] if visit.aside_facts else _papers_title(visit),
        papers=visit.aside_facts[1] if visit.aside_facts else _papers(visit),
        alert=_alert(case),
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _situation(visit: Any) -> Mapping[str, Any]:
    """What is known of the person: of a case all that was handed in, and who is here to collect."""
    case, draft = visit.case or visit.about, visit.draft
    if case is None or draft is None:
        alone: Mapping[str, Any] = (draft if case is None else case).situation
        return alone
    here = {who: draft.situation[who] for who in ("identity", "guardian", "agent") if draft.situation.get(who)}
    return {**case.situation, **here}


def _chips(decision: Mapping[str, Any] | None, situation: Mapping[str, Any]) -> tuple[str, ...]:
    if decision is None:
        return ()
    found = [code for code in (decision.get("category"), *(decision.get("traits") or ())) if code in CHIPS]
    chips = [word("categories" if code in OF_A_CATEGORY else "traits", code) for code in dict.fromkeys(found)]
    waiver = (decision.get("fee") or {}).get("waiver")
    if waiver:
        chips.insert(0, word("waivers", waiver))
    if situation["applicant"].get("priority") or "priority_ticket" in codes(decision.get("notes")):
        chips.append(say("优先"))
    return tuple(chips[:4])


def _facts(
    situation: Mapping[str, Any], identity: Mapping[str, Any], decision: Mapping[str, Any] | None, case: Any
) -> tuple[Fact, ...]:
    facts = []
    if identity:
        how = say("芯片读出") if identity.get("read") == "chip" else say("人工录入")
        facts.append(Fact(say("证件"), say("，").join((word("identity_documents", identity["document"]), how))))
        if identity.get("valid_to") or identity.get("read") == "chip":
            until = say("至 {day}", day=identity["valid_to"]) if identity.get("valid_to") else say("长期")
            facts.append(Fact(say("有效期"), until))
    else:
        facts.append(Fact(say("证件"), say("没有读证，号码是输入的")))
    for key, label in (("guardian", say("监护人")), ("agent", say("代办人"))):
        other = situation.get(key)
        if other:
            relation = (
                say("（{relation}）", relation=word("relations", other["relation"])) if other.get("relation") else ""
            )
            facts.append(Fact(label, f"{other['name']}{relation}\n{masked(str(other['number']))}", mark=LOOK))
    if identity.get("address"):
        facts.append(Fact(say("住址"), str(identity["address"])))
    phone = str(
        (situation.get("registry") or {}).get("baseinfo", {}).get("mob") or situation["applicant"].get("phone") or ""
    )
    if phone:
        facts.append(Fact(say("手机"), masked_phone(phone)))
    row = (decision or {}).get("insurance_row") or {}
    if row:
        kind, state = insurance_parts(row)
        short = kind.removesuffix(say("基本医疗保险"))
        facts.append(Fact(say("险种"), say("，").join(part for part in (short, state) if part)))
    if case is not None:
        facts.append(Fact(say("事项"), service_words(case.service, case.reason)))
        if case.fee.paid:
            way = method_words(next(one.method for one in reversed(case.payments) if one.amount > 0))
            facts.append(Fact(say("已收"), say("{sum} 元，{method}", sum=money(case.fee.paid), method=way)))
    return tuple(facts)


def insurance_words(row: Mapping[str, Any]) -> str:
    """城乡居民基本医疗保险，**正常参保**."""
    kind, state = insurance_parts(row)
    return say("，").join(part for part in (kind, f"**{state}**" if state else "") if part)


def insurance_parts(row: Mapping[str, Any]) -> tuple[str, str]:
    """The kind of insurance and its state, in words."""
    state = word("insurance_states", str(row.get("psn_insu_stas", "")))
    return word("insurance_types", str(row.get("insutype", ""))), state


def _papers_title(visit: Any) -> str:
    if visit.printed or visit.case is not None or visit.about is not None:
        return say("纸张")
    return say("会打印")


def _papers(visit: Any) -> tuple[Fact, ...]:
    case, papers = visit.case or visit.about, []
    for code in kinds_of_case(visit.decision or {}, case.facts if case is not None else {}):
        copies = COPIES.get(code, 1)
        right = visit.printed.get(code) or (say("{n} 份", n=copies) if copies > 1 else "")
        papers.append(Fact(word("documents", code), "", right))
    return tuple(papers)


def _alert(case: Any) -> Fact | None:
    if case is None:
        return None
    open_debts = [debt for debt in case.owes if debt.cured_at is None]
    if not open_debts:
        return None
    debt = open_debts[0]
    words = say("欠{material}，{day}前", material=word("materials", debt.code), day=short_day(debt.due))
    return Fact(words, say("补齐前不能领卡；过期自动终止"), mark=LOOK)
