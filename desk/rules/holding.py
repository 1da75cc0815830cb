"""What is done with the card a holder has, and with the registered data: activating, cancelling, correcting, enrolling.

M-013, M-016, M-018 to M-020, M-028.
"""

from desk.rules.delivery import activation, promise_review
from desk.rules.fees import show_evidence
from desk.rules.sections import Contribution
from desk.rules.sheet import Decision
from desk.rules.situation import Situation


def examine_activation(s: Situation, d: Decision) -> None:
    """Only a card that is neither lost, expired nor void can be switched on."""
    state = s.card.state if s.card else None
    if state not in ("inactive", "active"):
        d.stop("card_not_activatable", s.policy.collection.activation, state=state)


def activate(s: Situation, d: Decision) -> None:
    """Switches the social function on; the holder sets the password, the bank does its own part."""
    collection = s.policy.collection
    activation(s, d)
    if s.card is not None and s.card.state == "active":
        d.note("already_active", collection.activation)
        return
    d.act("enable", collection.activation)
    d.note("bank_activates_financial", collection.activation)
    if s.agent is not None:
        d.note("holder_activates_later", collection.password)
    else:
        d.require("set_password", collection.password)


def examine_cancellation(s: Situation, d: Decision) -> None:
    """There must be a card to cancel."""
    if s.card is None:
        d.stop("no_active_card", s.policy.service.cancel)


def cancel(s: Situation, d: Decision) -> None:
    """Cancels the social side; the bank's follows."""
    rule = s.policy.service.cancel
    d.act("cancel", rule)
    d.approve("cancel_card", rule)
    d.note("bank_side_after_social", rule)
    d.paper("cancellation_slip", rule)


def correct(s: Situation, d: Decision) -> None:
    """Registered data follow the identity card, after a second person looked."""
    d.approve("name_or_id_change", s.policy.service.correction)
    d.paper("correction_form", s.policy.service.correction)
    promise_review(s, d)


def enrol(s: Situation, d: Decision) -> None:
    """Takes an enrolment in."""
    d.paper("enrolment_form", s.policy.service.enrolment)
    contribute(s, d)
    promise_review(s, d)


def pays_by_tier(category: str | None, service: str) -> bool:
    """Flexible employment chooses by which tier it pays, when it enrols or gets its first card (M-019)."""
    return category == "flexible" and service in ("first_issue", "enrolment")


def contribute(s: Situation, d: Decision) -> None:
    """A tier costs its share of the average wage, at the rate."""
    rule = s.policy.contribution
    if not pays_by_tier(s.category, s.service):
        return
    tier = s.visit.base_tier
    if tier is None:
        d.require("choose_base_tier", rule)
        return
    base, monthly = contribution_at(tier, rule)
    d.contribution = {"tier": tier, "base": base, "monthly": monthly, "rule": rule.rule.document()}
    d.paper("debit_consent", rule)


def contribution_at(tier: int, rule: Contribution) -> tuple[int, int]:
    """Base and monthly sum of a tier, in fen: its share of the average wage, at the rate."""
    base = (rule.average_wage * tier + 50) // 100
    return base, (base * rule.rate + 5000) // 10000


def subsidise(s: Situation, d: Decision) -> None:
    """Takes an application for the premium subsidy in; a paper the registry knows nothing of is verified later."""
    rule = s.policy.service.subsidy
    if s.groups:
        show_evidence(s, d, s.groups[0])
        if not any(group.by_registry for group in s.groups):
            d.note("evidence_to_verify", rule)
    d.paper("subsidy_slip", rule)
    promise_review(s, d)


def name_apps(s: Situation, d: Decision, note: str) -> None:
    """The e-credential: offered with the first card, still valid whatever happens to a card (M-026)."""
    rule = s.policy.e_credential
    d.e_credential = {"apps": list(rule.apps), "rule": rule.rule.document()}
    d.note(note, rule)
