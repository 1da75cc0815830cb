"""The small papers of a case: 补办凭证, 临时卡, 领卡回执, 报失证明, 解挂, 注销, 退费, 补贴; and 废卡登记."""

from collections.abc import Callable
from datetime import datetime

from desk.services.views import CaseView
from printing.lines import Strong, Words
from printing.looks import Signature
from printing.slips import SlipWords
from ui.papers.office import Office, decided, large_print, service_words, signed_by, stamp, who_signs
from ui.papers.phrases import METHODS, before, minute, phrase, yuan, zh
from ui.papers.receipt import answers, e_credential, people, phones, rows, taken

Rows = tuple[tuple[str, Words], ...]


def reissue_voucher(view: CaseView, office: Office) -> SlipWords:
    """补办凭证: stands in for the card until the new one is there (M-088)."""
    keep = ("申请人", "监护人", "代办人", "事项", "受理", "费用", "旧卡", "领取", "看病买药", "电话")
    told = tuple(row for row in rows(view, office, "reissue_voucher") if row[0] in keep)
    return _slip(
        view, office, "补办凭证", "reissue_voucher",
        verdict="补办已受理，凭本证领取新卡。",
        statement="新卡发出以前，凭本证和身份证件，或医保电子凭证办理就医购药。",
        told=told,
        answers=answers(view, office.now.date()),
    )  # fmt: skip


def temporary_card(view: CaseView, office: Office) -> SlipWords:
    """临时卡: what its holder shows until the formal card is there, and gives back then (M-025)."""
    until = before(str(decided(view, "temporary_card").get("valid_to") or office.now.date()))
    told: list[tuple[str, Words]] = [
        *people(view, office, "temporary_card", "持卡人"),
        ("发给", taken(view)),
        ("使用", "和本人身份证件一起出示。没有金融功能"),
        ("交回", "领正式卡时交回本卡"),
        ("电话", phones(office)),
    ]
    return _slip(
        view, office, "临时卡", "temporary_card",
        verdict=f"有效至 {until}，过期作废。",
        statement=f"代替正在制作的{office.card}，供持卡人本人使用。",
        told=tuple(told),
    )  # fmt: skip


def collection_slip(view: CaseView, office: Office) -> SlipWords:
    """领卡回执: the card has changed hands, checked by whoever took it (M-008)."""
    card = view.card
    handed = next((step.at for step in view.steps if step.after == "collected"), office.now)
    told: list[tuple[str, Words]] = [
        *people(view, office, "collection_slip", "持卡人"),
        ("领卡", f"{minute(handed)}，柜员 {office.clerk}"),
    ]
    if card:
        until = f"至 {card.valid_to:%Y-%m-%d}" if card.valid_to else "长期"
        told.append(("卡号", (Strong(card.number), f"　有效期{until}")))
    told += temporary_card_back(view)
    told.append(("核对", "卡面姓名、号码、照片已当面核对无误"))
    notes = set(view.decision.get("notes", ()))
    enabled = "社会保障功能已启用，密码由本人设置" if view.state in ("active", "closed") else "社会保障功能待启用"
    told.append(("启用", enabled))
    told.append(("金融功能", "由发卡银行激活"))
    told += [
        (e["label"], e["text"]) for code in ("holder_activates_later",) if code in notes and (e := phrase("note", code))
    ]
    told.append(("使用", "；".join([*office.usage, *office.forbidden])))
    told.append(("电话", phones(office)))
    return _slip(view, office, "领卡回执", "collection_slip", verdict="卡已领取。", statement="", told=tuple(told))


def temporary_card_back(view: CaseView) -> list[tuple[str, Words]]:
    """Whether the temporary card came back when the case ended; nothing where none was handed out."""
    card = view.facts.get("temporary_card") or {}
    if "returned" not in card:
        return []
    return [("临时卡", "已交回" if card["returned"] else f"没有交回，到 {before(str(card['valid_to']))} 失效")]


def loss_report_slip(view: CaseView, office: Office) -> SlipWords:
    """报失证明 (M-007)."""
    loss = decided(view, "loss")
    card = decided(view, "old_card").get("number") or _held(view)
    formal = loss.get("kind") == "formal"
    reported = "already_reported" in view.decision.get("notes", ())
    verdict = f"{card} {'此前已挂失' if reported else '已' + zh('loss_kinds', loss.get('kind'))}。"
    told: list[tuple[str, Words]] = [*people(view, office, "loss_report_slip", "持卡人"), ("挂失", taken(view))]
    if loss.get("lapses_on"):
        told.append(("有效", f"到 {before(loss['lapses_on'])}，到期自动失效，卡恢复使用"))
    told.append(
        (
            "以后",
            "正式挂失不能再解除，请补办新卡" if formal else "卡找到了，带身份证件来解挂；找不到，来办正式挂失和补办",
        )
    )
    told.append(("看病买药", e_credential(view, office) or "医保电子凭证可照常使用"))
    told.append(("电话", phones(office)))
    return _slip(
        view, office, "报失证明", "loss_report_slip",
        verdict=verdict,
        statement="自挂失时起，卡的社会保障功能停止使用。银行功能请另向发卡银行挂失。",
        told=tuple(told),
    )  # fmt: skip


def loss_lift_slip(view: CaseView, office: Office) -> SlipWords:
    """解挂回执 (M-006)."""
    nothing = "nothing_to_lift" in view.decision.get("notes", ())
    card = decided(view, "old_card").get("number") or _held(view)
    return _slip(
        view, office, "解挂回执", "loss_lift_slip",
        verdict=f"{card} {'没有挂失，可以使用' if nothing else '已解挂，可以使用'}。",
        statement="",
        told=(
            *people(view, office, "loss_lift_slip", "持卡人"),
            ("解挂", taken(view)),
            ("费用", "免费"),
            ("电话", phones(office)),
        ),
    )  # fmt: skip


def cancellation_slip(view: CaseView, office: Office) -> SlipWords:
    """注销回执 (M-028)."""
    card = decided(view, "old_card").get("number") or _held(view)
    return _slip(
        view, office, "注销回执", "cancellation_slip",
        verdict=f"{card} 的社会保障功能已申请注销。",
        statement="社会保障功能注销后，银行功能请到发卡银行办理。",
        told=(
            *people(view, office, "cancellation_slip", "持卡人"),
            ("事项", service_words(view, office)),
            ("受理", taken(view)),
            ("电话", phones(office)),
        ),
    )  # fmt: skip


def refund_slip(view: CaseView, office: Office) -> SlipWords:
    """退费凭证: what went back, how, and who agreed."""
    back = [line for line in view.payments if line.amount < 0]
    taken_in = sum(line.amount for line in view.payments if line.amount > 0)
    amount = -sum(line.amount for line in back) or int(view.decision.get("refund") or 0)
    told: list[tuple[str, Words]] = [
        *people(view, office, "refund_slip", "持卡人"),
        ("事项", service_words(view, office)),
    ]
    for line in back:
        how = METHODS.get(line.method, line.method)
        second = f"，复核 {line.second}" if line.second else ""
        told.append(
            (f"凭证 {line.receipt}", f"{yuan(-line.amount)} 元，{how}，{minute(line.at)}，经手 {line.by}{second}")
        )
    told += temporary_card_back(view)
    told.append(("电话", phones(office)))
    return _slip(
        view, office, "退费凭证", "refund_slip",
        verdict="",
        statement="",
        told=tuple(told),
        answers=(("退还", f"{yuan(amount)} 元"), ("原收", f"{yuan(taken_in)} 元")),
    )  # fmt: skip


def subsidy_slip(view: CaseView, office: Office) -> SlipWords:
    """补贴表: the application as taken, with what is still to be verified (M-020)."""
    verify = "evidence_to_verify" in view.decision.get("notes", ())
    told: list[tuple[str, Words]] = list(rows(view, office, "subsidy_slip"))
    if verify:
        told.insert(-2, ("证件", "待民政或残联核实，结果另行通知"))
    return _slip(
        view, office, "参保补贴申请表", "subsidy_slip",
        verdict="补贴申请已受理。",
        statement="由经办机构审核。本表也是受理回执，凭受理号查结果。",
        told=tuple(told),
        answers=answers(view, office.now.date()),
    )  # fmt: skip


def spoiled_card(
    office: Office,
    *,
    number: str,
    serial: str,
    case: str,
    at: datetime,
    reason: str,
    picture: bytes | None,
    by: str,
    second: str,
    found: bool = True,
) -> SlipWords:
    """废卡登记: serial, reason, picture, two names; `case` is empty for a blank that no card was made of.

    A card that is not `found` has no corner to be cut.
    """
    made = (("受理号", case),) if case else ()
    machine = f"，{office.window.lstrip('0')} 号窗口制卡机" if case else ""
    again = "；同一件重制，不再收费" if case else ""
    handled = "剪角后放进废卡袋，待两人销毁" if found else "找到以后剪角放进废卡袋，待两人销毁"
    return SlipWords(
        heading=office.heading("废卡登记", number),
        verdict=f"{serial} 记为废卡。",
        statement="",
        answers=(),
        rows=(
            *made,
            ("时间", f"{minute(at)}{machine}"),
            ("原因", reason),
            ("处理", f"{handled}{again}"),
        ),
        signatures=(Signature(f"柜员 {by}"), Signature(f"复核 {second}".strip())),
        code="",
        foot=f"{'照片为废卡原样，' if picture else ''}登记后卡片不得再用。",
        picture=picture,
    )


SLIPS: dict[str, Callable[[CaseView, Office], SlipWords]] = {
    "reissue_voucher": reissue_voucher,
    "collection_slip": collection_slip,
    "loss_report_slip": loss_report_slip,
    "loss_lift_slip": loss_lift_slip,
    "cancellation_slip": cancellation_slip,
    "refund_slip": refund_slip,
    "temporary_card": temporary_card,
    "subsidy_slip": subsidy_slip,
}
"""By the code of the decision's `documents`."""


def _held(view: CaseView) -> str:
    cards = [card for card in view.situation.get("cards", ()) if card.get("status") != "void"]
    return str(cards[-1].get("number") or "该卡") if cards else "该卡"


def _slip(
    view: CaseView, office: Office, title: str, kind: str, *, verdict: str, statement: str, told: Rows,
    answers: tuple[tuple[str, str], ...] = (),
) -> SlipWords:  # fmt: skip
    signature = signed_by("领卡人签名" if kind == "collection_slip" else who_signs(view), view.signature)
    return SlipWords(
        heading=office.heading(title, view.number),
        verdict=verdict,
        statement=statement,
        answers=answers,
        rows=told,
        signatures=(signature, stamp(view)[1]),
        code=office.code(view, kind),
        foot=f"右下码可离线验真。　{office.anchor_foot}".strip("　"),
        large=large_print(view),
        rating=office.rating if kind == "collection_slip" else "",
    )
