"""受理回执 from a case: the answers first, then who, what, what was handed in, and what comes next (M-087)."""

from datetime import date

from desk.rules.codes import MAKING
from desk.services.views import CaseView, PaymentLine
from printing.lines import Strong, Words
from printing.receipt import ReceiptWords
from printing.roll import RollWords
from ui.papers.office import Office, decided, large_print, service_words, stamp
from ui.papers.phrases import METHODS, before, day, listed, material, minute, phrase, yuan, zh

Rows = list[tuple[str, Words]]


def receipt_words(view: CaseView, office: Office, *, large: bool = False) -> ReceiptWords:
    """The receipt's words; `large` (or the decision's note) sets it in large print."""
    return ReceiptWords(
        heading=office.heading("受理回执", view.number),
        answers=answers(view, office.now.date()),
        rows=tuple(rows(view, office)),
        signatures=stamp(view),
        code=office.code(view, "receipt"),
        foot=f"右下码可离线验真。凭受理号可评价、投诉。　{office.anchor_foot}".strip("　"),
        large=large or large_print(view),
        rating=office.rating,
    )


def roll_words(view: CaseView, office: Office) -> RollWords:
    """The same receipt for an 80 mm printer."""
    return roll_of(receipt_words(view, office))


def roll_of(words: ReceiptWords) -> RollWords:
    """A receipt's words on 80 mm paper."""
    return RollWords(words.heading, "", words.answers, words.rows, words.code, ("请保留，领卡时用",), words.rating)


def answers(view: CaseView, today: date) -> tuple[tuple[str, str], ...]:
    """When it comes, and what was paid."""
    return (when(view, today), paid(view))


def when(view: CaseView, today: date) -> tuple[str, str]:
    """The day the person looks for."""
    if view.outcome == "pending_verification":
        return "办结", "待核验后通知"
    promise = view.promise
    if view.service not in MAKING:
        return "办结", f"{day(promise.review_by)} 前" if promise.review_by else "今天"
    if not promise.ready_by:
        return "领卡", "制好后通知"
    if decided(view, "delivery").get("mode") == "mail":
        return "寄出", f"{day(promise.ready_by)} 前"
    if decided(view, "delivery").get("mode") == "instant":
        return "领卡", f"{day(promise.ready_by)}{'，今天' if promise.ready_by == today else ''}"
    return "领卡", f"{day(promise.ready_by)} 起"


def paid(view: CaseView) -> tuple[str, str]:
    """What was paid, or what is still to be paid."""
    if view.fee.owed:
        return "应缴", f"{yuan(view.fee.owed)} 元"
    return "实收", f"{yuan(view.fee.paid)} 元"


def rows(view: CaseView, office: Office, paper: str = "receipt") -> Rows:
    """Everything under the answers, in the order a person asks."""
    told: Rows = [*people(view, office, paper), ("事项", service_words(view, office)), ("受理", taken(view))]
    if seen := materials(view):
        told.append(("已收材料", seen))
    if view.service in MAKING and view.outcome != "pending_verification":
        told.append(("费用", fee(view)))
    if old := old_card(view):
        told.append(("旧卡", old))
    if view.service in MAKING and view.outcome != "pending_verification":
        told.append(("领取", collect(view, "本凭证" if paper == "reissue_voucher" else "本回执")))
    notes = view.decision.get("notes", ())
    told += [(entry["label"], entry["text"]) for code in notes if (entry := phrase("note", code))]
    if temporary := decided(view, "temporary_card").get("valid_to"):
        told.append(("临时卡", f"随本回执发给，有效至 {temporary}，无金融功能，领正式卡时交回"))
    if e := e_credential(view, office):
        told.append(("看病买药", e))
    if view.service in MAKING:
        told.append(("请勿", "；".join(office.forbidden)))
    told.append(("查进度", progress(office)))
    told.append(("电话", phones(office)))
    return told


def people(view: CaseView, office: Office, paper: str, holder: str = "申请人") -> Rows:
    """The holder, and who came for them."""
    told: Rows = [(holder, (Strong(view.name), f"　{office.shown(view.id_number, paper)}"))]
    for key, label in (("guardian", "监护人"), ("agent", "代办人")):
        if helper := decided(view, key):
            said = (str(helper.get("name") or ""), zh("relations", helper.get("relation")))
            told.append((label, "，".join(part for part in said if part)))
    return told


def taken(view: CaseView) -> str:
    """2026-03-16 10:12，柜员 0312."""
    return f"{minute(view.accepted_at or view.concluded_at)}，柜员 {view.clerk}"


def materials(view: CaseView) -> str:
    """What was handed in, and how each paper was taken."""
    told = []
    for line in view.decision.get("materials", ()):
        word = material(line["code"], view.situation)
        if line["state"] == "satisfied":
            told.append(f"{word}（验看后退回）")
        elif line["state"] == "satisfied_electronically":
            copied = line["code"] == "identity_copy"
            told.append(f"{word}（{'电子，注“与原件一致”' if copied else '电子核验'}）")
        elif line["state"] == "deferred":
            told.append(f"{word}（{before(line['due'])}前补交）")
    return listed(dict.fromkeys(told))


def fee(view: CaseView) -> str:
    """工本费 25.00，减免 25.00（低保，主管 0301 复核），实收 0.00."""
    if not view.fee.due:
        return "免费"
    parts = [f"工本费 {yuan(view.fee.due)}"]
    if view.fee.waived:
        answer = next((a for a in reversed(view.approvals) if a.what == "fee_waiver"), None)
        by = f"{answer.decided_by} 复核" if answer and answer.decision == "approved" else "待复核"
        parts.append(f"减免 {yuan(view.fee.waived)}（{zh('waivers', view.fee.waiver)}，{by}）")
    how = listed(dict.fromkeys(way(line) for line in view.payments if line.amount > 0))
    parts.append(f"实收 {yuan(view.fee.paid)}{f'（{how}）' if how else ''}")
    return "，".join(parts)


def way(line: PaymentLine) -> str:
    """微信; once it was put right 银行卡，原记微信."""
    how = METHODS.get(line.method, line.method)
    return f"{how}，原记{METHODS.get(line.booked, line.booked)}" if line.booked else how


def old_card(view: CaseView) -> str:
    """What becomes of the card held so far."""
    card = decided(view, "old_card")
    if not card:
        return ""
    told = [str(card.get("number") or "原卡")]
    if "formal_loss" in view.decision.get("card_actions", ()) or card.get("state") == "formal_loss":
        told.append(" 已正式挂失")
    if card.get("recovery") == "cut":
        told.append("，已收回剪角" if len(told) > 1 else " 已收回剪角")
    if card.get("fate") == "void_on_issue":
        told.append("，新卡启用时作废")
    return "".join(told)


def collect(view: CaseView, this: str) -> Words:
    """Where, and with what in hand; `this` is what the paper calls itself."""
    delivery = decided(view, "delivery")
    mail = (view.situation.get("choices") or {}).get("mail") or {}
    if delivery.get("mode") == "mail":
        postage = zh("postages", delivery.get("postage"))
        return f"邮寄到 {mail.get('address', '')}，{mail.get('receiver', '')}收，{postage}，须本人签收"
    place = "本窗口。" if delivery.get("mode") == "instant" else "本厅任一窗口。"
    if view.decision.get("guardian"):
        return f"{place}监护人带本人身份证件、关系证明和{this}"
    return f"{place}本人带身份证原件和{this}；\n代领另带代领人身份证原件和委托书"


def e_credential(view: CaseView, office: Office) -> str:
    """The e-credential works whatever happens to the card (M-026)."""
    notes = view.decision.get("notes", ())
    if "e_credential_valid" in notes:
        return "新卡到手前，医保电子凭证可照常使用" if view.service in MAKING else "医保电子凭证可照常使用"
    if "e_credential_hint" in notes:
        return f"建议申领医保电子凭证（{listed(office.apps)}），与实体卡同等有效"
    return ""


def progress(office: Office) -> str:
    """How to ask how far it is (M-015)."""
    return f"{listed(office.apps[:2])}，或到任一窗口报受理号。\n电话查询须同时报身份号码和受理号"


def phones(office: Office) -> Words:
    """The hotlines, and where to complain."""
    told: list[str] = ["医保 ", Strong(office.medical), "　人社 ", Strong(office.social)]
    if office.complaints:
        told += ["　投诉 ", Strong(office.complaints)]
    return tuple(told)
