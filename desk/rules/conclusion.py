"""The conclusion: from everything that stands in the way to the outcome, and from the outcome to what follows.

Which reason leads where is said in the sets below and nowhere else; what a service does when it goes on, in `_GO_ON`.
"""

from collections.abc import Callable

from desk.rules import checklist, collection, holding, identity_papers, loss, making
from desk.rules.sheet import Decision
from desk.rules.situation import Situation

REFUSING = frozenset(
    {
        "material_missing",
        "material_expired",
        "material_incomplete",
        "copy_only",
        "deferral_not_offered",
        "identity_not_accepted",
        "id_number_invalid",
        "agent_not_for_minor",
        "mandate_expired",
        "mandate_scope",
        "mandate_unsigned",
        "bank_not_accepted",
        "photo_not_acceptable",
        "already_holds_card",
        "no_active_card",
        "not_yet_renewable",
        "already_insured",
        "not_in_special_group",
        "reissue_already_accepted",
        "formal_loss_final",
        "card_not_activatable",
        "deferral_lapsed",
        "card_already_made",
        "enquiry_needs_both_numbers",
        "enquiry_needs_a_number",
        "enquiry_no_match",
        "balance_holder_only",
    }
)
"""Reasons that lead to the one-time notice."""

HOLDING = frozenset(
    {
        "info_mismatch",
        "not_insured",
        "insurance_paused",
        "insurance_terminated",
        "insured_too_short",
        "account_frozen",
        "pension_not_enrolled",
        "not_ready",
        "deferral_open",
        "card_service_unconfirmed",
        "card_service_failed",
    }
)
"""Reasons to wait for something that is not a paper."""

_TO_VERIFY = frozenset({"first_issue", "reissue", "exchange", "enrolment", "correction", "subsidy"})
"""Services that are taken in while the registry is silent."""

_GO_ON: dict[str, Callable[[Situation, Decision], None]] = {
    "first_issue": making.make_card,
    "reissue": making.make_card,
    "exchange": making.make_card,
    "loss_report": loss.report,
    "loss_lift": loss.lift,
    "collect": collection.collect,
    "activate": holding.activate,
    "correction": holding.correct,
    "enrolment": holding.enrol,
    "subsidy": holding.subsidise,
    "cancel": holding.cancel,
    "withdraw": collection.withdraw,
}


def outcome_of(reasons: frozenset[str], *, silent: bool, open_items: bool) -> str:
    """The first that holds: what is missing, what must wait, what the registry has not said, what may follow."""
    if reasons & REFUSING:
        return "refuse_notice"
    if reasons & HOLDING:
        return "hold"
    if silent:
        return "pending_verification"
    return "accept_deferred" if open_items else "accept"


def conclude(s: Situation, d: Decision) -> None:
    """The outcome, and what follows from it."""
    silent = s.silent and s.service in _TO_VERIFY
    reasons = frozenset(one.code for one in d.reasons)
    d.outcome = outcome_of(reasons, silent=silent, open_items=bool(s.open_items))
    trouble = d.outcome in ("refuse_notice", "hold")
    checklist.settle_open_items(s, d, other_trouble=trouble)
    if d.outcome == "refuse_notice":
        _refuse(s, d)
    elif d.outcome == "hold":
        _hold(s, d)
    elif d.outcome == "pending_verification":
        _take_in(s, d)
    else:
        _accept(s, d)


def _refuse(s: Situation, d: Decision) -> None:
    """All reasons at once, on one notice; by phone there is nobody to hand it to."""
    d.prerequisites.clear()
    d.approvals.clear()
    if s.service == "loss_report" and s.remote:
        return
    d.paper("one_time_notice", s.policy.papers.notice)
    if d.state_of("mandate") == "missing":
        d.paper("mandate_template", s.policy.people.mandate)


def _hold(s: Situation, d: Decision) -> None:
    if s.visit.case is not None and s.visit.case.state == "pending_verification":
        d.note("call_applicant", s.policy.coverage.silent)
    if s.service != "collect" and not (s.service == "loss_report" and s.remote):
        d.paper("suspension_slip", s.policy.papers.hold)


def _take_in(s: Situation, d: Decision) -> None:
    """The registry is silent: everything that needs the holder here is done now, the rest when it answers."""
    rule = s.policy.coverage.silent
    d.stop("registry_unavailable", rule, error=s.visit.registry.error)
    d.note("pending_verification", rule)
    d.paper("receipt", s.policy.papers.forms)
    identity_papers.second_person(s, d)
    if d.photo is not None and d.photo["ok"] is False:
        d.require("capture_photo", s.policy.photo)


def _accept(s: Situation, d: Decision) -> None:
    identity_papers.second_person(s, d)
    if d.old_card is not None:
        brought = any(paper.code == "old_card" and paper.form == "original" for paper in s.visit.materials)
        if s.making or s.service == "cancel":
            d.old_card["recovery"] = "cut" if brought else "none"
    _GO_ON[s.service](s, d)
    if s.open_items:
        deferral = s.policy.papers.deferral
        due = s.due(deferral.working_days)
        if due is None:
            d.note("calendar_not_covered", deferral)
        d.deferral = {
            "due": None if due is None else due.isoformat(),
            "copies": deferral.copies,
            "handover_blocked": True,
            "rule": deferral.rule.document(),
        }
        d.paper("deferral_notice", deferral)
