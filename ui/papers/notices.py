"""一次性告知单, 暂缓办理告知单, 转办告知单 and 容缺受理通知书 from a case.

Everything that stands in the way is told at once and each thing once: reasons about the same thing share a row.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desk.rules.codes import MAKING
from desk.rules.holding import pays_by_tier
from desk.services.views import CaseView
from printing.deferral_notice import DeferralWords
from printing.lines import Strong, Words
from printing.looks import Signature
from printing.one_time_notice import Lack, NoticeWords
from ui.papers.office import Office, decided, large_print, service_words, stamp
from ui.papers.phrases import before, day, listed, material, minute, phrase, told_facts, zh
from ui.papers.receipt import e_credential, people
from ui.words.filling import filled


def one_time_notice_words(view: CaseView, office: Office) -> NoticeWords:
    """The notice's words; the same case gives the same words at a second visit."""
    missing = lacks(view, office, "one_time_notice")
    bring = [reason for reason in view.decision["reasons"] if _brought(reason)]
    fine = in_order(view)
    after = f"任一窗口，带本单和身份证原件。{_to_choose(view, office)}{_instant(view, office)}"
    return NoticeWords(
        heading=office.heading("一次性告知单", view.number),
        verdict=f"今天还不能受理。请补齐下面 {len(missing)} 项，一起带来就可办。"
        if bring
        else "这一项现在不能办，原因如下。",
        assurance=("没有收费，没有制卡。再来时接着办，", Strong("不会再加新的要求"), "（政策改变除外）。"),
        facts=facts(view, office, "one_time_notice"),
        lacks=missing,
        fine=fine,
        after=(
            ("补齐后" if bring else "怎么办", after if bring else "按右列办理；有疑问请当场提出。"),
            ("有疑问", f"{office.hotlines}。\n首问负责：柜员 {view.owner}，{office.window.lstrip('0')} 号窗口。"),
        ),
        signatures=_receipt_of_notice(view, office),
        code=office.code(view, "one_time_notice"),
        foot=f"一式两份，申请人和大厅各一份。{office.policy_foot}　依据 {listed(office.legal)}",
        large=large_print(view),
    )


def suspension_words(view: CaseView, office: Office) -> NoticeWords:
    """暂缓办理告知单: what has to happen first, and that nothing is lost meanwhile."""
    first = [sentence for code in view.decision.get("prerequisites", ()) if (sentence := phrase("before", code))]
    steps = "\n".join(f"{n}. {sentence}" for n, sentence in enumerate(first, 1)) or "经办机构核实以后通知您。"
    return NoticeWords(
        heading=office.heading("暂缓办理告知单", view.number),
        verdict="这一件暂缓办理，材料已收好，不必重交。",
        assurance="没有收费，没有制卡。下面的事办好以后，本件接着办。",
        facts=facts(view, office, "suspension_slip"),
        lacks=lacks(view, office, "suspension_slip"),
        fine=in_order(view),
        after=(("先办", steps), ("有疑问", f"{office.hotlines}。\n首问负责：柜员 {view.owner}。")),
        signatures=_receipt_of_notice(view, office),
        code=office.code(view, "suspension_slip"),
        foot=f"一式两份，申请人和大厅各一份。{office.policy_foot}",
        what="缘由",
        large=large_print(view),
    )


def referral_words(view: CaseView, office: Office) -> NoticeWords:
    """转办告知单: why not here, and where else."""
    ways = tuple((entry["how"], entry["what"]) for code in view.decision.get("channels", ()) if (entry := _way(code)))
    also = listed(zh("card_actions", code) for code in view.decision.get("also_possible", ()))
    here = f"现在可以办：{also}。\n" if also else ""
    return NoticeWords(
        heading=office.heading("转办告知单", view.number),
        verdict="这一项要在别处办，办法在下面。",
        assurance="没有收费，没有收下材料。",
        facts=facts(view, office, "referral_slip"),
        lacks=lacks(view, office, "referral_slip"),
        fine=(),
        after=(*ways[:3], ("有疑问", f"{here}{office.hotlines}。\n首问负责：柜员 {view.owner}。")),
        signatures=_receipt_of_notice(view, office),
        code=office.code(view, "referral_slip"),
        foot=office.policy_foot,
        what="缘由",
        large=large_print(view),
    )


def deferral_words(view: CaseView, office: Office) -> DeferralWords:
    """容缺受理通知书, for both sides."""
    owed = [line for line in view.decision["materials"] if line["state"] == "deferred"]
    due = max(line["due"] for line in owed)
    named = listed(material(line["code"]) for line in owed)
    card = view.service in MAKING
    who = "监护人" if view.decision.get("guardian") else "申请人"
    return DeferralWords(
        heading=office.heading("容缺受理通知书", view.number),
        copies=(f"{who}留存", "大厅留存"),
        verdict=f"已经受理。{named}请在 {before(due)}前补交。",
        assurance="卡照常制作；补齐之前不能领卡。" if card else "照常办理；补齐之前不发结果。",
        facts=facts(view, office, "deferral_notice"),
        deferred=tuple(
            (material(line["code"]), day(line["due"]), (line.get("rule") or {}).get("name", "")) for line in owed
        ),
        consequences=(
            ("补交", "任一窗口，带本通知书和身份证原件。" + " ".join(_where(line["code"]) for line in owed)),
            ("逾期", f"{due} 之后没有补齐的，本次受理自动终止，已收费用退回；以后不再适用容缺受理"),
            ("电话", office.hotlines),
        ),
        promise="本人已知悉上述内容，承诺在期限内补齐材料，所作说明真实有效，愿意承担不实承诺的责任。",
        signatures=(*stamp(view), Signature(f"日期　{office.now:%Y-%m-%d}")),
        code=office.code(view, "deferral_notice"),
        foot=f"一式两份。{office.policy_foot}",
        large=large_print(view),
    )


def facts(view: CaseView, office: Office, paper: str) -> tuple[tuple[str, Words], ...]:
    """Who, what, when, and in which capacity; the capacity is the register's to know and only its holder's to read."""
    traits = [zh("traits", code) for code in view.traits if code != view.category]
    as_what = "" if _unproved(view) else "，".join([zh("categories", view.category), *traits]).strip("，")
    (holder, name), *others = people(view, office, paper)
    came: tuple[tuple[str, Words], ...] = (
        (holder, (*name, "\n自报，没有看到证件") if _unproved(view) else name),
        *others,
        ("事项", service_words(view, office)),
        ("来办", f"{minute(view.concluded_at)}，{zh('channels', view.channel)}"),
    )
    return (*came, ("类别", as_what)) if as_what else came


def lacks(view: CaseView, office: Office, paper: str) -> tuple[Lack, ...]:
    """One row a thing: what, all that is wrong with it, how to put it right, and by which rule."""
    rows: dict[str, list[tuple[str, str, str]]] = {}
    number = partial(office.shown, paper=paper)
    for reason in view.decision["reasons"]:
        entry = phrase("lack", reason["code"])
        if not entry:
            continue
        told = told_facts(reason["code"], reason.get("facts") or {}, number, listed(office.banks))
        what, why, how = (filled(entry[part], told) for part in ("what", "why", "how"))
        how += _may_follow(view, office, reason) if paper == "one_time_notice" else ""
        rule = (reason.get("rule") or {}).get("name", "")
        where = _where(str((reason.get("facts") or {}).get("material", "")))
        basis = "。".join(part for part in (f"依据：{rule}" if rule else "", where) if part)
        rows.setdefault(what, []).append((why, how, basis))
    return tuple(
        Lack(what, "".join(_each(said, 0)), "".join(_each(said, 1)), "；".join(part for part in _each(said, 2) if part))
        for what, said in rows.items()
    )


def in_order(view: CaseView) -> tuple[tuple[str, str], ...]:
    """What is fine already, each with how it was seen; what only the register says wants its holder proved."""
    told = []
    seen_here = ("satisfied",) if _unproved(view) else ("satisfied", "satisfied_electronically")
    for line in view.decision.get("materials", ()):
        if line["state"] not in seen_here:
            continue
        seen = phrase("state", f"{line['state']}_{line['code']}") or phrase("state", line["state"])
        told.append((material(line["code"], view.situation), _seen(view, line["code"]) or seen))
    if decided(view, "photo").get("ok"):
        registered = (view.situation.get("photo") or {}).get("source") == "registry"
        if not (registered and _unproved(view)):
            told.append(("照片", "登记照片合格，不必再拍" if registered else "合格，不必再拍"))
    return tuple(told)


def _unproved(view: CaseView) -> bool:
    """Whether no document was seen where one is wanted: name and number are what somebody said."""
    lines = view.decision.get("materials", ())
    wanted = any((line["code"], line["state"]) == ("identity_document", "missing") for line in lines)
    return wanted and not view.situation.get("identity")


def _seen(view: CaseView, code: str) -> str:
    identity = view.situation.get("identity") or {}
    if code == "identity_document" and identity.get("read"):
        until = f"，至 {identity['valid_to']}" if identity.get("valid_to") else "，长期有效"
        return f"{'芯片读出' if identity['read'] == 'chip' else '人工验看'}{until}"
    dates = [one.get("valid_to") for one in view.situation.get("materials", ()) if one["code"] == code]
    return f"已验看，至 {dates[0]}" if dates and dates[0] else ""


def _brought(reason: Any) -> bool:
    return bool((phrase("lack", reason["code"]) or {}).get("bring", True))


def _where(code: str) -> str:
    return str((phrase("bring", code) or {}).get("where", ""))


def _way(code: str) -> Any:
    return phrase("channel", code)


def _each(said: Sequence[tuple[str, str, str]], place: int) -> list[str]:
    return list(dict.fromkeys(row[place] for row in said))


def _may_follow(view: CaseView, office: Office, reason: Mapping[str, Any]) -> str:
    """A paper that may be promised is not waited for once everything else is there (M-040)."""
    told = {one["code"] for one in view.decision["reasons"]}
    owed = (reason.get("facts") or {}).get("material") in office.deferral.curable
    if not owed or "deferral_not_offered" in told:
        return ""
    return f"其余齐了可先受理，这一项在 {office.deferral.working_days} 个工作日内补。"


def _to_choose(view: CaseView, office: Office) -> str:
    """What the desk will ask beside papers is told with them."""
    chosen = (view.situation.get("choices") or {}).get("base_tier")
    if chosen or not pays_by_tier(view.category, view.service):
        return ""
    return f"\n来时选定缴费档次：{listed(f'{tier}%' for tier in office.tiers)}。"


def _instant(view: CaseView, office: Office) -> str:
    if view.service in MAKING and office.instant:
        return f"\n照片、空白卡具备时，当天拿卡。{_credential(view, office)}"
    return ""


def _credential(view: CaseView, office: Office) -> str:
    told = e_credential(view, office)
    return f"\n{told}。" if told else ""


def _receipt_of_notice(view: CaseView, office: Office) -> tuple[Signature, ...]:
    return (
        Signature("申请人签收"),
        Signature(f"经办人 {view.clerk}"),
        Signature(f"（业务章）　{office.now:%Y-%m-%d}"),
    )
