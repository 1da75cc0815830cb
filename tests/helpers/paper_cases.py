"""Cases and an office for papers, from the acceptance walk-ins, without a store; and one paper of every kind.

`PYTHONPATH=. python tests/helpers/redraw_papers.py` draws docs/samples and the golden files anew.
"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import paper_samples
from acceptance import decided, given, policy
from paper_samples import KEY, NUMBER, damaged_card, portrait

from desk.ports import Stroke
from desk.rules.codes import MAKING
from desk.services.batch_book import BatchView, Row
from desk.services.views import CardLine, CaseView, FeeView, PaymentLine, Promise, StepLine
from printing.press import printed
from printing.signed_code import seal
from ui.papers import forms, lists, make, slips
from ui.papers.office import Office

PEN = tuple(
    Stroke(tuple((x * 90, y * 30, 0.5, n * 8) for n, (x, y) in enumerate(stroke))) for stroke in paper_samples.PEN
)


def office(pack: str = "demo", now: str = "2026-03-16T10:12:00+08:00", **changes: Any) -> Office:
    """Window 3 of the practice hall."""
    rules = policy(pack)
    facts: dict[str, Any] = {
        "place": "样本市医疗保障服务大厅，3 号窗口",
        "hall": "样本市医疗保障服务大厅",
        "practice": True,
        "policy": f"{rules.pack.title} {rules.pack.version}",
        "medical": rules.notice.hotlines.medical,
        "social": rules.notice.hotlines.social,
        "complaints": rules.notice.hotlines.complaints,
        "rating": rules.notice.rating.url,
        "apps": rules.e_credential.apps,
        "banks": rules.notice.banks.text,
        "legal": rules.notice.legal_basis.text,
        "forbidden": rules.notice.forbidden.text,
        "usage": rules.notice.usage.text,
        "privacy": rules.notice.privacy.text,
        "card": rules.cards.kind.title,
        "carrier": rules.delivery.mail.carrier,
        "instant": rules.delivery.instant.allowed,
        "masking": rules.notice.masking,
        "deferral": rules.papers.deferral,
        "tiers": rules.contribution.tiers,
        "window": "03",
        "clerk": "0312",
        "now": datetime.fromisoformat(now),
        "anchor": "03-128-K5QW2M7ABC",
        "sign": lambda told: seal(told, KEY),
    }
    return Office(**(facts | changes))


def view(walk_in: dict[str, Any], decision: dict[str, Any], **changes: Any) -> CaseView:
    """The case a walk-in becomes, as far as papers look at it."""
    now = datetime.fromisoformat(walk_in["now"])
    holder, fee, promise = (decision.get(key) or {} for key in ("holder", "fee", "promise"))
    taken = decision["outcome"] in ("accept", "accept_deferred", "pending_verification")
    letter = "N" if decision["outcome"] in ("refuse_notice", "refer") else ""
    facts: dict[str, Any] = {
        "number": letter + NUMBER,
        "service": decision["service"],
        "reason": decision["reason"],
        "state": "accepted" if taken else "declined",
        "name": holder.get("name") or (walk_in.get("applicant") or {}).get("name", ""),
        "id_number": holder.get("number") or "",
        "masked": holder.get("masked") or "",
        "sex": holder.get("sex") or "unknown",
        "birth": _day(holder.get("birth")),
        "category": decision.get("category"),
        "traits": tuple(decision.get("traits") or ()),
        "channel": walk_in["channel"],
        "clerk": "0312",
        "owner": "0312",
        "counter_no": "03",
        "hall": "1101990001",
        "policy": walk_in["policy"],
        "policy_version": "1",
        "concluded_at": now,
        "accepted_at": now if taken else None,
        "closed_at": None,
        "ready_since": None,
        "ticket": None,
        "linked": None,
        "decision": decision,
        "situation": walk_in,
        "fee": FeeView(fee.get("due", 0), fee.get("waived", 0), fee.get("payable", 0), fee.get("waiver")),
        "payments": (),
        "approvals": (),
        "print_jobs": (),
        "blank": None,
        "card": None,
        "steps": (),
        "papers": (),
        "owes": (),
        "photo": portrait() if decision["service"] in MAKING else None,
        "signature": PEN,
        "signed": None,
        "promise": Promise(_day(promise.get("review_by")), _day(promise.get("ready_by"))),
        "facts": {},
        "next": None,
    }
    return CaseView(**(facts | changes))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


KINDS = {
    "reissue_form": "T05",
    "reissue_voucher": "T05",
    "exchange_form": "A16-quality-one-year",
    "enrolment_form": "A76-enrolment-complete",
    "correction_form": "A65-correction",
    "debit_consent": "A04-flexible-arrears",
    "collection_slip": "T05",
    "loss_report_slip": "A40-window-formal-loss",
    "loss_lift_slip": "T11a",
    "cancellation_slip": "A63-cancel-deceased",
    "subsidy_slip": "A22-subsidy",
    "suspension_slip": "T07a",
    "referral_slip": "A46-insured-elsewhere",
    "mandate_template": "A72-mandate-scope",
    "mail_label": "A28-chengdu-mail",
    "refund_slip": "A61-withdraw",
    "temporary_card": "A30-no-stock-temporary-card",
    "witness_statement": "T05",
}
"""A walk-in for each kind of paper that has no hand-made sample."""

AT = datetime.fromisoformat("2026-03-16T10:41:00+08:00")


def of_case(kind: str, name: str) -> bytes:
    """One paper of an acceptance walk-in."""
    case, window = case_of(kind, name)
    return printed(make.words_of(kind, case, window))


def case_of(kind: str, name: str) -> tuple[CaseView, Office]:
    """A case that a kind of paper is for, and the window it is at."""
    walk_in = given(name)
    case, window = view(walk_in, decided(walk_in)), office(walk_in["policy"], walk_in["now"])
    if kind == "collection_slip":
        steps = (StepLine(AT, "0312", "ready", "collected", None, {}),)
        made = CardLine("A26031615", "active", AT, AT, date(2036, 3, 16), "slot")
        case = replace(case, card=made, state="active", steps=steps)
    if kind == "refund_slip":
        back = [PaymentLine(f"F{n}", amount, "cash", AT, "0312", "0301") for n, amount in ((1, 2500), (2, -2500))]
        case = replace(case, payments=tuple(back))
    if kind == "mail_label":
        mail = {"receiver": case.name, "phone": "138****0000", "address": "样本市测试区示例路二号样本小区一单元十二层"}
        case = replace(case, situation={**case.situation, "choices": {"mail": mail}})
    return case, window


def batch(kind: str = "employer") -> BatchView:
    """Five people of an employer, two of them left."""
    people = (
        ("李样本", "110199198503127011", None),
        ("张𬭎𰻞", "110199199203153316", None),
        ("阿依古丽·买买提", "110199198811024426", None),
        ("冯样本", "110199199011234451", "not_ready"),
        ("秦示例", "110199198304305372", "deferral_open"),
    )
    rows = tuple(
        Row(f"11019900012026031603{n:04}{n % 10}", name, number, "collected", why)
        for n, (name, number, why) in enumerate(people, 61)
    )
    agent = {"name": "严样本", "number": "110199198609132329"}
    return BatchView(
        "20260316-employer-01", kind, "样本制造有限公司", "open", AT, rows, {"service": "collect"}, agent, PEN
    )


def of_the_hall() -> dict[str, bytes]:
    """Papers that belong to no case."""
    window = office()
    spoiled = slips.spoiled_card(
        window,
        number="S1101990001202603160300018",
        serial="K0002312",
        case="110199 0001 20260316 03 0018 4",
        at=AT,
        reason="卡卡，半印后退出",
        picture=damaged_card(),
        by="0312",
        second="0301",
    )
    stock = lists.stock_count_sheet(
        window,
        [("K0002313", "K0002329", 17), ("K0002331", "K0002360", 30)],
        [("K0002312", "卡卡，半印后退出")],
        [],
    )
    people = [{"name": "李样本", "id_number": "110199198503127011"}]
    shift = lists.shift_list(
        window,
        colleague="0313",
        cash=[("50 元", 5_000, 1), ("10 元", 1_000, 4), ("1 元", 100, 10)],
        cash_expected=10_000,
        cases=[(NUMBER, "补办", "制卡中")],
        cards=[("K0002330", "K0002360", 31)],
    )
    destroyed = [("K0002312", "卡卡，半印后退出", "2026-03-16"), ("K0002315", "卡面有误", "2026-03-16")]
    return {
        "employer-form": printed(forms.employer_form_words(window, "示例商贸有限公司", people)),
        "handover-list": printed(lists.of_batch(batch(), "handover_list", window)),
        "batch-receipt": printed(lists.of_batch(batch(), "batch_receipt", window)),
        "stock-count": printed(stock),
        "spoiled-card": printed(spoiled),
        "shift-list": printed(shift),
        "destruction-list": printed(lists.destruction_list(window, destroyed, "0301")),
    }


def every_paper() -> dict[str, bytes]:
    """One paper of every kind that is made from a case or of the hall."""
    return {kind.replace("_", "-"): of_case(kind, name) for kind, name in KINDS.items()} | of_the_hall()


GOLDEN = Path(__file__).parent.parent / "ui" / "papers" / "golden.json"
