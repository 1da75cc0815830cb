"""What a card costs and who need not pay it (M-091 to M-096). Money is fen."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desk.rules.calendar import add_days, add_months
from desk.rules.coverage import Group
from desk.rules.sheet import Decision
from desk.rules.situation import Situation

if TYPE_CHECKING:
    from desk.rules.policy import Policy
    from desk.rules.sections import Fee


class Price(NamedTuple):
    """What is due, by which rule; `warranty_over` when a quality fault is no longer free."""

    fen: int
    fee: "Fee"
    warranty_over: bool = False


def price(policy: "Policy", service: str, reason: str | None, issued: date | None, today: date) -> Price:
    """The fee of a service that makes a card; `issued` is the old card's day, unknown counts as long ago."""
    fee: Fee = policy.fee.first_issue if service == "first_issue" else getattr(policy.fee, str(reason))
    if fee.free_years and fee.after is not None:
        free_until = None if issued is None else add_months(issued, 12 * fee.free_years)
        if free_until is None or today > free_until:
            fee = getattr(policy.fee, fee.after)
            return Price(fee.fen, fee, warranty_over=True)
    return Price(fee.fen, fee)


def price_of(s: Situation) -> Price:
    """What this situation's card costs before any waiver."""
    return price(s.policy, s.service, s.reason, s.card.issued if s.card else None, s.today)


def examine(s: Situation, d: Decision) -> None:
    """A card is renewed for its age only near its end (M-004)."""
    if s.service != "exchange" or s.reason != "expired" or s.card is None or s.card.state == "expired":
        return
    renewal = s.policy.cards.renewal
    first = None if s.card.expires is None else add_days(s.card.expires, -renewal.days_before)
    if first is None or s.today < first:
        d.stop("not_yet_renewable", renewal, **{"from": None if first is None else first.isoformat()})


def charge(s: Situation, d: Decision) -> None:
    """Writes the fee, its waiver with the certificate behind it, and what has to be paid."""
    found = price_of(s)
    if found.warranty_over:
        d.note("warranty_over", s.policy.fee.quality)
    waiver = _waiver(s) if found.fen else None
    waived = found.fen if waiver else 0
    d.fee = {
        "due": found.fen,
        "waived": waived,
        "payable": found.fen - waived,
        "waiver": waiver.code if waiver else None,
        "rule": found.fee.rule.document(),
        "waiver_rule": s.policy.fee.waiver.rule.document() if waiver else None,
    }
    if waiver:
        show_evidence(s, d, waiver)
        d.approve("fee_waiver", s.policy.fee.waiver)
    if found.fen > waived:
        d.require("pay_fee", found.fee)


def _waiver(s: Situation) -> Group | None:
    """The first group, in the order the policy prefers them, that the holder belongs to."""
    belongs = {group.code: group for group in s.groups}
    return next((belongs[code] for code in s.policy.fee.waiver.groups if code in belongs), None)


def show_evidence(s: Situation, d: Decision, group: Group) -> None:
    """Lists the certificate that proves a special group: on the desk, or known from the registry."""
    state = "satisfied" if group.by_paper else "satisfied_electronically"
    d.line(group.certificate, state, getattr(s.policy.special_group, group.code))
