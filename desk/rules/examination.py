"""The examination: who the holder is, what ends a visit before it begins, and every rule's objection.

Three things are settled before any paper is looked at: a holder who is not alive, a card that is another region's, a
case that is under way. After that every rule has its say, whatever the others found.
"""

from collections.abc import Callable

from desk.rules import checklist, collection, fees, holding, identity_papers, insurance, loss, people, photo_check
from desk.rules.journey import UNDER_WAY
from desk.rules.sheet import Decision
from desk.rules.situation import Situation

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


def introduce(s: Situation, d: Decision) -> None:
    """Who the holder is, and what is worth saying about him or her whatever comes of it."""
    policy = s.policy
    d.holder, d.lookup_number = s.holder.document(), s.holder.lookup_number
    if d.holder is not None:
        d.category, d.traits = s.category, s.traits
    d.insurance_row = None if s.row is None else dict(s.row)
    if s.card is not None:
        d.old_card = {"number": s.card.number, "state": s.card.state, "fate": None, "recovery": None}
    if s.holder.separator_replaced:
        d.note("name_separator_normalised", policy.identity.separator)
    if "elderly" in s.traits:
        d.note("large_print", policy.people.elderly)
    if s.groups or "elderly" in s.traits or s.visit.applicant.priority:
        d.note("priority_ticket", policy.people.priority)


def stopped(s: Situation, d: Decision) -> bool:
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


def examine(s: Situation, d: Decision) -> None:
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


def _nothing(_s: Situation, _d: Decision) -> None:
    """A service without conditions of its own."""
