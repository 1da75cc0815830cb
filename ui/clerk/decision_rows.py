"""The rows of the decision page, read from the decision document."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from desk.rules.cards import report_ends
from desk.rules.insurance import enrols_in
from desk.rules.reference import regions
from ui.clerk.person import insurance_words
from ui.page import FINE, HERE, LOOK, STOP, Verdict
from ui.parts.entry_row import Option
from ui.parts.fee_block import Fee, FeeLine
from ui.parts.section import Section
from ui.words import day, money, say, short_day, together, word
from ui.words.filling import filled
from ui.words.verdicts import codes, reason_sentence, rule_name, service_words

if TYPE_CHECKING:
    from desk.rules.policy import Policy

FIRST_OPTIONS = 5
"""More than these are shown when the clerk asks for them."""
MOST_DIGITS = 9
ENDING = ("withdraw", "cancel")
_MISSING = "material_missing"


def above(decision: Mapping[str, Any], situation: Mapping[str, Any], now: str, policy: "Policy") -> tuple[Section, ...]:
    """Coverage, the card held, and whatever stands in the way."""
    rows = []
    registry = situation.get("registry") or {}
    row = decision.get("insurance_row")
    if registry.get("error"):
        words = say("参保登记没有应答，已问 {n} 次", n=registry.get("attempts", 1))
        rows.append(Section(say("参保"), words, say("恢复后同一编号会自动再问，不会重复受理"), now))
    elif row:
        since = row.get("psn_insu_date") or row.get("begndate")
        words = insurance_words(row) + (say("，{day} 起", day=since) if since else "")
        code = str(row.get("insuplc_admdvs") or "")
        place = say("参保地 {place}", place=regions()[code][0] if code in regions() else code) if code else ""
        rows.append(Section(say("参保"), words, place, say("参保登记 {time}", time=now)))
    elif registry:
        rows.append(Section(say("参保"), say("没有查到可用的参保记录"), "", say("参保登记 {time}", time=now)))
    if decision["service"] == "enrolment" and row is None:
        rows.append(Section(say("登记为"), enrolled_as(decision), say("不对就按 F10 换")))
    card = next((one for one in reversed(situation.get("cards") or []) if one.get("status") != "void"), None)
    if card:
        state = _state_now(card, decision, policy)
        words = filled(say("**{number}**，{state}[，有效期至 {expires}]"), {**card, "state": state})
        fate = (decision.get("old_card") or {}).get("fate")
        second = say("新卡启用时作废；医保电子凭证一直可用") if fate == "void_on_issue" else ""
        rows.append(Section(say("现有卡"), words, second, say("卡管 {time}", time=now)))
    elif situation.get("cards") is not None and not registry.get("error"):
        rows.append(Section(say("现有卡"), say("没有"), "", say("卡管 {time}", time=now)))
    if decision["outcome"] in ("refuse_notice", "hold") and asked_for(decision) is None:
        rows += [
            Section(say("原因") if at == 0 else "", reason_sentence(one), "", rule_name(one))
            for at, one in enumerate(decision["reasons"])
        ]
    return tuple(rows)


def _state_now(card: Mapping[str, Any], decision: Mapping[str, Any], policy: "Policy") -> str:
    """How the card stands before anything is done; of a temporary report the day on which it ends."""
    lifted = "lift_loss" in codes(decision.get("card_actions"))  # decided is the state it will have then
    code = card["status"] if lifted else (decision.get("old_card") or {}).get("state") or card["status"]
    state, made = word("card_states", str(code)), str((card.get("loss") or {}).get("at") or "")
    if code != "temporary_loss" or not made:
        return state
    return say("{state}，{day}自动失效", state=state, day=short_day(report_ends(date.fromisoformat(made[:10]), policy)))


def asked_for(decision: Mapping[str, Any]) -> Verdict | None:
    """The papers to be laid down yet, where nothing else stands in the way: nothing is refused before it was asked for,
    and a register of which pages are still to be taken is under way. None where something else does.
    """
    reasons = decision["reasons"] if decision["outcome"] == "refuse_notice" else ()
    found = {one["code"] for one in reasons}
    if not found or found - {_MISSING, "material_incomplete"}:
        return None
    wanted = [
        word("materials", one["facts"]["material"]) if one["code"] == _MISSING else reason_sentence(one)
        for one in reasons
    ]
    papers = (say("、") if found == {_MISSING} else say("；")).join(wanted)
    then = say("收齐就能领卡。") if decision["service"] == "collect" else say("收齐就能受理。")
    if found == {"material_incomplete"}:
        return Verdict(LOOK, papers, then)
    return Verdict(LOOK, say("还要 {n} 样材料", n=len(reasons)), together(say("{papers}。", papers=papers), then))


def thought_of_first(possible: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The line that is chosen before the clerk chooses: the first that can be done, else the first that tells why not.

    Where the register doubts that the person lives, the line that says so: nothing else is to be offered first. Whoever
    has a card under way asks after it. What ends an application or a card is done on somebody's word only.
    """
    doubted = (one for one in possible if any(reason["code"] == "survival_status" for reason in one.get("why") or ()))
    under_way = (one for one in possible if one["service"] == "collect")
    harmless = [one for one in possible if one["service"] not in ENDING] or possible
    fine = (one for one in harmless if one["outcome"] in ("accept", "accept_deferred"))
    return next(chain(doubted, under_way, fine, harmless))


def asks_what_for(decision: Mapping[str, Any]) -> Verdict:
    """Somebody laid a card down that may be lost, and said nothing yet: where each of them finds what they come for."""
    state = (decision.get("old_card") or {}).get("state")
    if decision["service"] == "loss_report":
        second = say("按数字选。卡丢了，可以先挂失；为什么不能补办，看那一行。")
    elif decision["service"] == "loss_lift":
        second = say("按数字选。卡找到了，第一行就是解挂；没有找到，选“正式挂失”。")
    elif state == "formal_loss":
        second = say("按数字选。卡已经正式挂失，要补办就是第一行。")
    elif state == "temporary_loss":
        second = say("按数字选。要补办就是第一行；卡找到了，选“解挂”。")
    else:
        second = say("按数字选。卡丢了，第一行就是；正式挂失还会再问一次。")
    return Verdict(HERE, say("请问要办什么"), second)


def options(
    possible: Sequence[Mapping[str, Any]],
    decision: Mapping[str, Any],
    situation: Mapping[str, Any],
    page: int | None = None,
    *,
    closed: bool = False,
) -> tuple[Option, ...]:
    """What the person may have now, and may not, each with its reason: the first few, or all with digits for `page`.

    On a day that is `closed` nothing may be had any more.
    """
    whole = page is not None
    chosen = next((number for number, one in enumerate(possible) if _is_chosen(one, situation)), -1)
    shown = list(range(len(possible))) if whole else list(range(min(FIRST_OPTIONS, len(possible))))
    if chosen >= 0 and chosen not in shown:
        shown[-1] = chosen
    first = (page or 0) * MOST_DIGITS
    rows = (
        _option(_key(place - first), number, possible[number], decision, number == chosen)
        for place, number in enumerate(shown, 1)
    )
    return tuple(_not_today(row) if closed else row for row in rows)


def _not_today(row: Option) -> Option:
    return row if row.mark == STOP else replace(row, mark=LOOK, verdict=say("今天不行"), why=say("今天已日结"))


def _key(place: int) -> str:
    return str(place) if 1 <= place <= MOST_DIGITS else ""


def _is_chosen(one: Mapping[str, Any], situation: Mapping[str, Any]) -> bool:
    same = (one["service"], one["reason"]) == (situation.get("service"), situation.get("reason"))
    return same and (one.get("loss") or None) == (situation.get("loss") or None)


def _option(key: str, number: int, one: Mapping[str, Any], decision: Mapping[str, Any], here: bool) -> Option:
    outcome, reasons = one["outcome"], one.get("why") or ()
    lacking = here and decision["outcome"] == "refuse_notice"
    if lacking:
        outcome, reasons = "hold", ()  # it may be had as such; today something is missing, named above
    may = outcome in ("accept", "accept_deferred")
    early = any(reason["code"] == "not_yet_renewable" for reason in reasons)
    verdict = (
        say("可以") if may else say("还不能") if early or outcome in ("hold", "pending_verification") else say("不能")
    )
    why = say("；").join(reason_sentence(reason) for reason in reasons[:2])
    if lacking and asked_for(decision) is not None:  # it was offered as possible, and still is
        verdict, why = say("可以"), say("还要 {n} 样材料", n=len(decision["reasons"]))
    if here and may and "formal_loss_report" in codes(decision.get("prerequisites")):
        why = why or say("旧卡要先正式挂失")
    mark = FINE if outcome == "accept" else LOOK if may or lacking else STOP
    name = service_words(one["service"], one["reason"])
    if one.get("loss"):
        name = word("loss_kinds", one["loss"]["kind"])
    return Option(key, mark, name, verdict, why, rule_name(one), str(number), here)


def fee(decision: Mapping[str, Any]) -> Fee | None:
    """应收项, 减免, 实收; None where the service costs nothing."""
    cost = decision.get("fee") or {}
    if not cost.get("due"):
        return None
    lines = [FeeLine(say("工本费"), money(cost["due"]), rule=rule_name(cost))]
    if cost.get("waived"):
        words = say("减免 {waiver}", waiver=word("waivers", cost.get("waiver")))
        rule = rule_name({"rule": cost.get("waiver_rule")})
        lines.append(FeeLine(words, money(-cost["waived"]), rule=rule))
    note, mark = (say("须复核"), LOOK) if "fee_waiver" in codes(decision.get("approvals")) else ("", "")
    return Fee(say("费用"), (*lines, FeeLine(say("实收（元）"), money(cost["payable"]), note, total=True, mark=mark)))


def below(
    decision: Mapping[str, Any],
    expected: Mapping[str, Any],
    warnings: Sequence[str] = (),
    *,
    closed: bool = False,
    printer_down: bool = False,
) -> tuple[Section, ...]:
    """When the card comes (as expected with a good photo), what is still to do, what has to be said.

    `warnings` are what is odd about the identity document. A day that is `closed` promises no other one.
    Where the card cannot be had today because this window's printer is down, that is said.
    """
    rows = [] if closed else _when(expected, printer_down=printer_down)
    contribution = decision.get("contribution")
    if contribution:
        words = say("{tier}%，每月 {sum} 元", tier=contribution["tier"], sum=money(contribution["monthly"]))
        rows.append(Section(say("档次"), words, "", rule_name(contribution)))
    todo = [word("prerequisites", code) for code in codes(decision.get("prerequisites"))]
    todo += [say("{what}须复核", what=word("approvals", code)) for code in codes(decision.get("approvals"))]
    if todo:
        words = "　".join(f"{number} {what}" for number, what in enumerate(todo, 1)) if len(todo) > 1 else todo[0]
        rows.append(Section(say("还要做"), words))
    notes = [word("card_warnings", code) for code in warnings]
    notes += [word("notes", code) for code in codes(decision.get("notes"))]
    if notes:
        rows.append(Section(say("要说明"), say("；").join(notes)))
    return tuple(rows)


def _when(expected: Mapping[str, Any], *, printer_down: bool) -> list[Section]:
    """The day of the card; nothing where there is none."""
    delivery, promise = expected.get("delivery") or {}, expected.get("promise") or {}
    if delivery.get("mode") == "instant":
        return [Section(say("时间"), say("**今天交卡**，即办即取"), "", rule_name(delivery))]
    if not promise.get("ready_by"):
        return []
    words = delivered(delivery["mode"], _day(promise["ready_by"]))
    later = printer_down and "instant" not in (delivery.get("options") or ())
    why = say("本窗口的制卡机现在用不了，今天拿不到卡。") if later else ""
    when = Section(say("时间"), words, why, rule_name({"rule": (promise.get("rules") or {}).get("ready_by")}))
    granted = expected.get("temporary_card")
    return [when, Section(say("临时卡"), temporary_card(expected), "", rule_name(granted))] if granted else [when]


def delivered(mode: str, when: str) -> str:
    """From which day a card is fetched, or until when it is posted: what the receipt says as well."""
    facts = {"day": when, "mode": word("delivery_modes", mode)}
    return say("{mode}，**{day}前**寄出", **facts) if mode == "mail" else say("{mode}，**{day}起**领卡", **facts)


def temporary_card(decision: Mapping[str, Any]) -> str:
    """The temporary card that is handed out with the receipt, and what becomes of it."""
    until = date.fromisoformat(decision["temporary_card"]["valid_to"])
    return say("今天发给，有效至 {day}，领正式卡时交回", day=day(until))


def enrolled_as(decision: Mapping[str, Any]) -> str:
    """As what, and in which insurance, somebody enrols."""
    category = decision.get("category")
    insurance = word("insurance_types", enrols_in(category))
    return say("**{who}**，{insurance}", who=word("categories", category), insurance=insurance)


def _day(when: Any) -> str:
    return short_day(date.fromisoformat(when) if isinstance(when, str) else when)
