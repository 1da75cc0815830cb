"""The card the holder has today, and which service is really meant by the one that was asked for.

The last card that is not void counts. What the register says may be out of date: a temporary report of loss lapses by
itself, and a card past its last day is expired.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desk.rules.calendar import add_days, add_months
from desk.rules.walk_in import WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy

LOST = frozenset({"temporary_loss", "formal_loss"})
USABLE = frozenset({"active", "inactive"})


class CardNow(NamedTuple):
    """The card that counts, as it really is today."""

    number: str | None
    state: str
    issued: date | None
    expires: date | None
    region: str | None
    lapses_on: date | None
    """The day from which a temporary report no longer holds."""
    lapsed: bool


def card_today(visit: WalkIn, policy: "Policy") -> CardNow | None:
    """None when the holder has no card, or void ones only."""
    card = next((card for card in reversed(visit.cards) if card.status != "void"), None)
    if card is None:
        return None
    state, lapses_on = card.status, None
    if state == "temporary_loss" and card.loss is not None and card.loss.on is not None:
        lapses_on = report_ends(card.loss.on, policy)
        if visit.today >= lapses_on:
            state = "active"
    lapsed = state != card.status
    if state in USABLE and card.expires is not None and card.expires < visit.today:
        state = "expired"
    return CardNow(card.number, state, card.issued, card.expires, card.region, lapses_on, lapsed)


def report_ends(made: date, policy: "Policy") -> date:
    """The day from which a temporary report made that day no longer holds (M-005)."""
    return add_days(made, policy.loss.temporary.natural_days)


def valid_to(policy: "Policy", issued: date) -> date | None:
    """The last day of a card issued on that day (M-067); None where the policy sets no end."""
    years = policy.cards.kind.valid_years
    return add_months(issued, 12 * years) if years else None


def really_meant(service: str, reason: str | None, card: CardNow | None) -> tuple[str, str | None]:
    """The service and reason after redirection (M-002, M-004, M-091)."""
    if service == "exchange" and reason == "lost":
        service = "reissue"
    elif service == "reissue" and reason not in ("lost", "human_damage", "quality"):
        service = "exchange"
    if service in ("reissue", "exchange") and card is None:
        return "first_issue", None
    if service == "first_issue" and card is not None:
        if card.state == "expired":
            return "exchange", "expired"
        if card.state in LOST:
            return "reissue", "lost"
    return service, reason
