"""A draft as papers look at a case: what would be handed out if the visit ended now. It has no number and no code."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.views import CaseView, FeeView, Promise
from ui.papers.office import Office, office_of

TAKEN = ("accept", "accept_deferred", "pending_verification")


def office_of_draft(counter: Counter) -> Office:
    """The window, without its pen: nothing that was not handed in is ever vouched for."""
    return replace(office_of(counter), sign=lambda _: "", rating="", draft="草样")


def view_of_draft(counter: Counter, draft: Draft, decision: Mapping[str, Any]) -> CaseView:
    """The case a draft would become."""
    now, hall = counter.now(), counter.settings.hall
    holder, fee, promise = (decision.get(key) or {} for key in ("holder", "fee", "promise"))
    taken = decision["outcome"] in TAKEN
    return CaseView(
        number="",
        service=decision["service"],
        reason=decision["reason"],
        state="accepted" if taken else "declined",
        name=holder.get("name") or "",
        id_number=holder.get("number") or "",
        masked=holder.get("masked") or "",
        sex=holder.get("sex") or "unknown",
        birth=_day(holder.get("birth")),
        category=decision.get("category"),
        traits=tuple(decision.get("traits") or ()),
        channel=str(draft.situation.get("channel") or "window"),
        clerk=counter.operator.name,
        owner=counter.operator.name,
        counter_no=hall.counter,
        hall=counter.hall,
        policy=counter.policy.name,
        policy_version=counter.policy.pack.version,
        concluded_at=now,
        accepted_at=now if taken else None,
        closed_at=None,
        ready_since=None,
        ticket=draft.ticket,
        linked=None,
        decision=decision,
        situation=draft.situation,
        fee=FeeView(fee.get("due") or 0, fee.get("waived") or 0, 0, fee.get("waiver")),
        payments=(),
        approvals=(),
        print_jobs=(),
        blank=None,
        card=None,
        steps=(),
        papers=(),
        owes=(),
        photo=draft.photo,
        signature=draft.signature,
        signed=draft.signed,
        promise=Promise(_day(promise.get("review_by")), _day(promise.get("ready_by"))),
        facts={},
        next=None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
