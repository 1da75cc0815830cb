"""Cases and an office for papers, from the acceptance walk-ins, without a store."""

from datetime import date, datetime
from typing import Any

from acceptance import policy
from paper_samples import KEY, NUMBER, portrait

from desk.ports import Stroke
from desk.services.views import CaseView, FeeView, Promise
from printing.signed_code import seal
from ui.papers.office import MAKING, Office

PEN = (Stroke(((0.0, 0.0, 0.5, 0), (30.0, 12.5, 0.75, 40))), Stroke(((5.0, 20.0, 0.5, 90), (40.0, 20.0, 0.5, 140))))


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
        "complaints": "",
        "apps": rules.e_credential.apps,
        "banks": rules.notice.banks.text,
        "legal": rules.notice.legal_basis.text,
        "forbidden": rules.notice.forbidden.text,
        "usage": rules.notice.usage.text,
        "privacy": rules.notice.privacy.text,
        "card": rules.cards.kind.title,
        "carrier": rules.delivery.mail.carrier,
        "instant": rules.delivery.instant.allowed,
        "window": "03",
        "clerk": "0312",
        "now": datetime.fromisoformat(now),
        "anchor": "03-128-K5QW2M7ABC",
        "sign": lambda told: seal(told, KEY),
    }
    return Office(**(facts | changes))


def view(given: dict[str, Any], decision: dict[str, Any], **changes: Any) -> CaseView:
    """The case a walk-in becomes, as far as papers look at it."""
    now = datetime.fromisoformat(given["now"])
    holder, fee, promise = (decision.get(key) or {} for key in ("holder", "fee", "promise"))
    taken = decision["outcome"] in ("accept", "accept_deferred", "pending_verification")
    letter = "N" if decision["outcome"] in ("refuse_notice", "refer") else ""
    facts: dict[str, Any] = {
        "number": letter + NUMBER,
        "service": decision["service"],
        "reason": decision["reason"],
        "state": "accepted" if taken else "declined",
        "name": holder.get("name") or (given.get("applicant") or {}).get("name", ""),
        "id_number": holder.get("number") or "",
        "masked": holder.get("masked") or "",
        "sex": holder.get("sex") or "unknown",
        "birth": _day(holder.get("birth")),
        "category": decision.get("category"),
        "traits": tuple(decision.get("traits") or ()),
        "channel": given["channel"],
        "clerk": "0312",
        "owner": "0312",
        "counter_no": "03",
        "hall": "1101990001",
        "policy": given["policy"],
        "policy_version": "1",
        "concluded_at": now,
        "accepted_at": now if taken else None,
        "closed_at": None,
        "ready_since": None,
        "ticket": None,
        "linked": None,
        "decision": decision,
        "situation": given,
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
