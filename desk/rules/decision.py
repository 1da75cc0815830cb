"""The decision: one walk-in and a policy in, what the desk would do with it and why out.

DEFINITIONS

A *reason* is something that stands in the way, with its facts. A *prerequisite* has to be done first or on the spot, an
*approval* needs a second person, a *note* is said, shown or printed. Every one of them carries the rule that made it.

INVARIANTS

 1. The decision depends on the walk-in, the policy and the calendar alone; the same three give the same bytes.
 2. Everything that is missing is told at once: no rule keeps quiet because another one already refused. The three
    exceptions are settled before anything else is looked at: a dead holder, a card insured elsewhere, a case under way.
 3. What is not accepted costs nothing, promises nothing, uses no blank and asks the card service for nothing.
 4. A paper that may follow on a promise never refuses by itself.

DRAWING

    read ─> understand ─> stopped? ─> examine ─> outcome ─┬─ refuse_notice: reasons, one notice
                          dead, elsewhere,                ├─ hold, pending_verification: reasons, a slip or receipt
                          under way                       └─ accept, accept_deferred: fee, dates, papers, actions
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desk.rules import (
    batch,
    checklist,
    collection,
    day_close,
    enquiry,
    fees,
    holding,
    identity_papers,
    insurance,
    loss,
    making,
    people,
    photo_check,
)
from desk.rules.calendar import WorkingDays
from desk.rules.journey import UNDER_WAY
from desk.rules.reading import read_walk_in
from desk.rules.sheet import Decision
from desk.rules.situation import Situation, understand

if TYPE_CHECKING:
    from desk.rules.policy import Policy

__all__ = ["HOLDING", "REFUSING", "Decision", "decide"]

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

_NOT_FOR_THE_LIVING_ONLY = frozenset({"cancel", "loss_report", "enquiry", "withdraw"})
_LOCAL = frozenset({"first_issue", "reissue", "exchange", "activate", "cancel"})

_EXAMINE: dict[str, Callable[[Situation, Decision], None]] = {
    "exchange": fees.examine,
    "loss_report": loss.examine_report,
    "loss_lift": loss.examine_lift,
    "collect": collection.examine_collection,
    "activate": holding.examine_activation,
    "cancel": holding.examine_cancellation,
    "withdraw": collection.examine_withdrawal,
}
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


def decide(given: Mapping[str, Any], policy: "Policy", calendar: WorkingDays) -> Decision:
    """What the desk would do with a walk-in. Raises UsageError when it is none (see `reading`)."""
    visit = read_walk_in(given, policy.contribution.tiers)
    if visit.service == "day_close":
        return day_close.close(visit, policy)
    if visit.batch is not None:
        return batch.take(visit, policy)
    s = understand(visit, policy, calendar)
    d = Decision(s.service, s.reason)
    _introduce(s, d)
    if not _stopped(s, d):
        if s.service == "enquiry":
            enquiry.answer(s, d)
        else:
            _examine(s, d)
            _conclude(s, d)
    return d


def outcome_of(reasons: frozenset[str], *, silent: bool, open_items: bool) -> str:
    """The first that holds: what is missing, what must wait, what the registry has not said, what may follow."""
    if reasons & REFUSING:
        return "refuse_notice"
    if reasons & HOLDING:
        return "hold"
    if silent:
        return "pending_verification"
    return "accept_deferred" if open_items else "accept"


def _introduce(s: Situation, d: Decision) -> None:
    """Who the holder is, and what is worth saying about him or her whatever comes of it."""
    policy = s.policy
    d.holder, d.lookup_number = s.holder.document(), s.holder.lookup_number
    if d.holder is not None:
        d.category, d.traits = s.category, s.traits
    d.insurance_row = None if s.row is None else dict(s.row)
    if s.card is not None:
        d.old_card = {"number": s.card.number, "state": s.card.state, "fate": None, "recovery": None}
    if s.making:
        d.card = {
            "kind": policy.cards.kind.kind,
            "name": policy.cards.kind.title,
            "rule": policy.cards.kind.rule.document(),
        }
    if s.making or s.service == "loss_report":
        d.e_credential = {"apps": list(policy.e_credential.apps), "rule": policy.e_credential.rule.document()}
    if s.holder.separator_replaced:
        d.note("name_separator_normalised", policy.identity.separator)
    if "elderly" in s.traits:
        d.note("large_print", policy.people.elderly)
    if s.groups or "elderly" in s.traits or s.visit.applicant.priority:
        d.note("priority_ticket", policy.people.priority)


def _stopped(s: Situation, d: Decision) -> bool:
    """The ends that come before anything is examined."""
    visit, policy = s.visit, s.policy
    alive = visit.registry.survival is None or visit.registry.survival in policy.coverage.survival.alive
    if not alive and s.service not in _NOT_FOR_THE_LIVING_ONLY:
        d.outcome, d.discreet = "hold", True
        d.notes.clear()
        d.stop("survival_status", policy.coverage.survival)
        d.require("cancel_card", policy.coverage.survival)
        d.disclosures["customer"] = []
        return True
    if s.service == "reimbursement":
        d.outcome = "refer"
        d.stop("not_handled_here", policy.referral.reimbursement)
        d.paper("referral_slip", policy.referral.reimbursement)
        return True
    if s.redirected:
        d.note("service_redirected", policy.cards.redirect)
    return _elsewhere(s, d) or _under_way(s, d)


def _elsewhere(s: Situation, d: Decision) -> bool:
    """M-030, M-086: a card is made where its holder is insured."""
    insured = str(s.row.get("insuplc_admdvs") or "") if s.row is not None else ""
    insured = insured or ((s.card.region or "") if s.card is not None else "")
    hall, digits = s.visit.hall_region or "", s.policy.people.non_local.region_digits
    if s.service not in _LOCAL or not insured or not hall or insured[:digits] == hall[:digits]:
        return False
    rule = s.policy.referral.insured_elsewhere
    d.outcome = "refer"
    d.stop("out_of_region", rule, insured_region=insured, hall_region=hall)
    d.channels = list(rule.channels)
    d.paper("referral_slip", rule)
    if s.card is not None:
        d.also_possible = ["temporary_loss", "formal_loss", "lift_loss"]
    return True


def _under_way(s: Situation, d: Decision) -> bool:
    case = s.visit.case
    if not s.making or case is None or case.state not in UNDER_WAY:
        return False
    d.outcome = "hold"
    d.stop("open_case_exists", s.policy.cards.one_case, number=case.number)
    d.paper("suspension_slip", s.policy.papers.hold)
    return True


def _examine(s: Situation, d: Decision) -> None:
    """Every rule has its say; none knows what the others found, but for the accepted identity."""
    if s.service == "first_issue":
        if s.card is not None:
            d.stop("already_holds_card", s.policy.cards.one_card, number=s.card.number)
        elif s.visit.cards:
            d.note("earlier_card_void", s.policy.cards.one_card)
    loss.tell_lapsed(s, d)
    identity_papers.examine(s, d)
    people.examine(s, d)
    identity_papers.compare(s, d)
    _EXAMINE.get(s.service, _nothing)(s, d)
    checklist.examine(s, d)
    photo_check.examine(s, d)
    insurance.examine(s, d)
    insurance.tell_other_rows(s, d)
    loss.heed_card_service(s, d)
    people.disclose(s, d)


def _conclude(s: Situation, d: Decision) -> None:
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


def _nothing(_s: Situation, _d: Decision) -> None:
    """A service without conditions of its own."""
