"""What to offer a person who has just been read: the services worth a line, in the order a clerk thinks of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.rules.cards import CardNow, card_today
from desk.rules.codes import MAKING
from desk.rules.fees import price
from desk.rules.journey import UNDER_WAY
from desk.rules.reading import read_walk_in
from desk.rules.rule import Rule
from desk.rules.sheet import Obstacle

if TYPE_CHECKING:
    from desk.rules.policy import Policy

_RANK = {"accept": 0, "accept_deferred": 0, "pending_verification": 0, "hold": 1, "refer": 1, "refuse_notice": 2}

_PAPERS = frozenset(
    {
        "material_missing",
        "material_expired",
        "material_incomplete",
        "copy_only",
        "deferral_not_offered",
        "bank_not_accepted",
        "photo_not_acceptable",
    }
)


class Wish(NamedTuple):
    """Something a person may come for; `loss` is the walk-in's `loss` object."""

    service: str
    reason: str | None = None
    loss: Mapping[str, str] | None = None


def wishes(given: Mapping[str, Any], policy: "Policy") -> list[Wish]:
    """The lines of the menu for this person's card and case."""
    visit = read_walk_in({**given, "service": "correction", "reason": None}, policy.contribution.tiers)
    card, case = card_today(visit, policy), visit.case
    found = []
    if case is not None and case.state in ("making", "ready"):
        found.append(Wish("collect"))
    found += _for_card(card)
    if case is not None and case.state in UNDER_WAY | {"pending_verification"}:
        found.append(Wish("withdraw"))
    found += [Wish("correction"), Wish("enrolment"), Wish("subsidy")]
    if card is not None:
        found += [Wish("cancel", reason) for reason in ("moved_abroad", "transferred_out", "death")]
    return [*found, Wish("reimbursement")]


def in_order(offers: list[dict[str, Any]], *, differs: bool) -> list[dict[str, Any]]:
    """What can be done first, then what must wait, then what cannot be; ending a card's life and what people only ask
    the way for stand last.

    A correction is offered where registry and document differ at all, and comes first where that hinders a card.
    """
    hinders = any(reason["code"] == "info_mismatch" for offer in offers for reason in offer["why"])

    def rank(offer: dict[str, Any]) -> int:
        if offer["service"] == "correction" and hinders:
            return -1
        return 3 if offer["service"] in ("cancel", "reimbursement") else _RANK[str(offer["outcome"])]

    return sorted((one for one in offers if hinders or differs or one["service"] != "correction"), key=rank)


def is_about_papers(obstacle: Obstacle) -> bool:
    """Whether a paper would remove it; the holder's own identity is what the visit began with, so it is not one."""
    return obstacle.code in _PAPERS and obstacle.facts.get("material") != "identity_document"


def rule_of(policy: "Policy", wish: Wish) -> Rule:
    """The rule that speaks for a wish nothing stands against."""
    if wish.service == "first_issue":
        return policy.fee.first_issue.rule
    if wish.service in MAKING:
        required = policy.loss.required
        return required.rule if wish.reason in required.reasons else getattr(policy.fee, str(wish.reason)).rule
    if wish.loss is not None:
        return policy.loss.temporary.rule if wish.loss["kind"] == "temporary" else policy.loss.formal.rule
    if wish.service == "loss_lift":
        return policy.loss.lift.rule
    if wish.service in ("collect", "activate"):
        return policy.collection.ready.rule if wish.service == "collect" else policy.collection.activation.rule
    section: Rule = getattr(policy.service, wish.service).rule
    return section


def fee_of(given: Mapping[str, Any], policy: "Policy", wish: Wish) -> int | None:
    """What the card costs before any waiver; None for what makes no card."""
    if wish.service not in MAKING:
        return None
    visit = read_walk_in({**given, "service": wish.service, "reason": wish.reason}, policy.contribution.tiers)
    card = card_today(visit, policy)
    return price(policy, wish.service, wish.reason, card.issued if card else None, visit.today).fen


def _for_card(card: CardNow | None) -> list[Wish]:
    if card is None:
        return [Wish("first_issue")]
    lost = Wish("reissue", "lost")
    reports = [Wish("loss_report", None, {"kind": "temporary"}), Wish("loss_report", None, {"kind": "formal"})]
    renewals = [Wish("exchange", "expired"), Wish("exchange", "human_damage"), Wish("exchange", "upgrade")]
    renewals += [Wish("exchange", reason) for reason in ("info_changed", "photo_changed", "quality", "agency_error")]
    if card.state == "formal_loss":
        return [lost, Wish("loss_lift")]
    if card.state == "temporary_loss":
        return [lost, Wish("loss_lift"), reports[1]]
    if card.state == "expired":
        return renewals[:1]
    first = [Wish("activate")] if card.state == "inactive" else []
    return [*first, lost, *reports, *renewals, Wish("first_issue")]
