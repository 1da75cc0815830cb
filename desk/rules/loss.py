"""Reports of loss, lifting them, and what the card service said to it (M-005 to M-007, M-026).

Away from the counter only a temporary report is taken, on name and number alone. A formal one is final. A lost card is
replaced only after a formal report, which the desk makes on the spot.
"""

from datetime import timedelta

from desk.rules.cards import LOST
from desk.rules.holding import name_apps
from desk.rules.journey import CaseState
from desk.rules.sheet import Decision
from desk.rules.situation import Situation

_NEVER_TAKEN = frozenset(
    {
        CaseState.DRAFT,
        CaseState.DECLINED,
        CaseState.REFERRED,
        CaseState.REJECTED,
        CaseState.WITHDRAWN,
        CaseState.LAPSED,
    }
)


def examine_report(s: Situation, d: Decision) -> None:
    """A card that can be reported at all."""
    if s.card is None or s.card.state == "expired":
        d.stop("no_active_card", s.policy.loss.usable_card)


def report(s: Situation, d: Decision) -> None:
    """Writes what a report of loss does."""
    loss, card = s.policy.loss, s.card
    assert card is not None
    kind = "temporary" if s.temporary_report else "formal"
    if s.remote and s.visit.loss_kind == "formal":
        d.note("formal_loss_at_counter", loss.remote)
    rule = loss.temporary if kind == "temporary" else loss.formal
    if card.state in ("formal_loss", f"{kind}_loss"):
        d.note("already_reported", rule)
        kind = card.state.removesuffix("_loss")
        rule = loss.temporary if kind == "temporary" else loss.formal
        lapses_on = card.lapses_on
    else:
        d.act(f"{kind}_loss", rule)
        lapses_on = s.today + timedelta(loss.temporary.natural_days)
        if kind == "formal" and s.agent is not None:
            d.approve("formal_loss_by_agent", loss.by_agent)
    until = lapses_on.isoformat() if kind == "temporary" and lapses_on is not None else None
    d.loss = {"kind": kind, "lapses_on": until, "rule": rule.rule.document()}
    d.note("temporary_loss_lapses" if kind == "temporary" else "formal_loss_final", rule)
    name_apps(s, d, "e_credential_valid")
    if not s.remote:
        d.paper("loss_report_slip", rule)


def examine_lift(s: Situation, d: Decision) -> None:
    """What keeps a report from being lifted."""
    case = s.visit.case
    if case is not None and case.service == "reissue" and case.state not in _NEVER_TAKEN:
        d.stop("reissue_already_accepted", s.policy.loss.lift, number=case.number)
    if s.card is not None and s.card.state == "formal_loss":
        d.stop("formal_loss_final", s.policy.loss.formal)


def lift(s: Situation, d: Decision) -> None:
    """Lifts a temporary report that is in force; otherwise there is nothing to lift."""
    rule = s.policy.loss.lift
    if s.card is None or s.card.state != "temporary_loss":
        d.note("nothing_to_lift", rule)
        return
    d.act("lift_loss", rule)
    d.paper("loss_lift_slip", rule)
    assert d.old_card is not None
    d.old_card["state"] = "active"


def report_before_reissue(s: Situation, d: Decision) -> None:
    """A lost card is reported for good before a new one is made; a temporary report does not suffice."""
    loss, card = s.policy.loss, s.card
    if s.service != "reissue" or s.reason not in loss.required.reasons or card is None:
        return
    if card.state != "formal_loss":
        d.require("formal_loss_report", loss.required)
        d.act("formal_loss", loss.required)
        if s.agent is not None:
            d.approve("formal_loss_by_agent", loss.by_agent)
    if card.lapsed:
        d.note("gap_use_warning", loss.temporary)


def heed_card_service(s: Situation, d: Decision) -> None:
    """The card service's last reply decides: done, done before, silent, or refused with a text."""
    replies, action = s.visit.card_service["replies"], s.visit.card_service["action"]
    if not replies:
        return
    rule, last = s.policy.cards.service, replies[-1]
    if last == "timeout":
        d.stop("card_service_unconfirmed", rule, action=action)
    elif last == "01":
        d.note("card_service_already_done", rule)
    elif last != "00":
        d.stop("card_service_failed", rule, action=action, text=last)


def tell_lapsed(s: Situation, d: Decision) -> None:
    """A temporary report that ran out left the card usable; whoever deals with it should know."""
    if s.card is not None and s.card.lapsed and s.card.state not in LOST:
        d.note("loss_report_lapsed", s.policy.loss.temporary)
