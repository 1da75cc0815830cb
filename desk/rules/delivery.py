"""How and when the holder gets the card: at once, from its slot, or by post; promised dates; the temporary card.

M-023 to M-025, M-090. Dates count working days; past the calendar's end there is no date, and the desk says so.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desk.rules.calendar import WorkingDays
from desk.rules.identity_papers import accepted_for
from desk.rules.sheet import Decision
from desk.rules.situation import Situation

if TYPE_CHECKING:
    from desk.rules.policy import Policy, Times
    from desk.rules.sections import Section

    Terms = Mapping[str, tuple[int, Section]]
    """Working days and their rule, by the name of the date they lead to."""

AT_HAND_OVER = frozenset({"enable", "collection_slip", "set_password", "check_card_face", "holder_activates_later"})
"""What a decision names when the card goes into a hand the same day."""
_LISTS = ("card_actions", "documents", "prerequisites", "notes")


def instant_possible(s: Situation, d: Decision) -> bool:
    """Whether the card can go into the holder's hand today."""
    document = s.visit.identity.document if s.visit.identity else "none"
    mandate = s.agent.mandate if s.agent else None
    return (
        s.policy.delivery.instant.allowed
        and d.photo is not None
        and d.photo["ok"] is not False
        and s.visit.blanks > 0
        and s.visit.printer_ready
        and accepted_for(s, "collect", document)
        and not s.open_items
        and (s.agent is None or (mandate is not None and "collect" in mandate.scope))
    )


def plan(s: Situation, d: Decision) -> None:
    """Writes delivery and dates of a card that will be made."""
    delivery = s.policy.delivery
    options = ["instant"] if instant_possible(s, d) else []
    options += ["pickup", "mail"] if delivery.mail.offered else ["pickup"]
    mode = s.visit.delivery if s.visit.delivery in options else options[0]
    rule: Section = {"instant": delivery.instant, "pickup": delivery.pickup, "mail": delivery.mail}[str(mode)]
    d.delivery = {"mode": mode, "options": options, "postage": None, "carrier": None, "rule": rule.rule.document()}
    if mode == "instant":
        _at_once(s, d)
        return
    promise_card(s, d)
    if mode == "mail":
        _by_post(s, d)
    if s.visit.temporary_card:
        valid_to = s.today + timedelta(delivery.temporary_card.natural_days)
        d.temporary_card = {"valid_to": valid_to.isoformat(), "rule": delivery.temporary_card.rule.document()}
        d.note("return_temporary_card_on_collection", delivery.temporary_card)


def promise_card(s: Situation, d: Decision) -> None:
    """The dates of a card that is made later: review and making, or one term for both."""
    _promise(s, d, _terms(s.policy.time, by_agent=s.agent is not None))


def promise_review(s: Situation, d: Decision) -> None:
    """The date of a case that ends with its review."""
    _promise(s, d, {"review_by": (s.policy.time.review.working_days, s.policy.time.review)})


def made_at_the_centre(
    decision: Mapping[str, Any], policy: "Policy", calendar: WorkingDays, today: date
) -> dict[str, Any]:
    """What was decided, once the card is not made here after all: promised anew from today, and nothing is handed over.

    A card that goes by post still does; one that was to be had at once is fetched (M-023, M-090).
    """
    promise = card_promise(policy, calendar, today, by_agent=bool(decision.get("agent")))
    delivery = dict(decision["delivery"])
    if delivery["mode"] == "instant":
        delivery |= {"mode": "pickup", "rule": policy.delivery.pickup.rule.document()}
    rules = decision.get("rules") or {}
    now: dict[str, Any] = {
        "rules": {name: {one: rules[name][one] for one in rules[name] if one not in AT_HAND_OVER} for name in rules}
    }
    now |= {key: [one for one in decision.get(key) or () if one not in AT_HAND_OVER] for key in _LISTS}
    return {**decision, **now, "delivery": delivery, "promise": promise, "stock_change": 0, "activation": None}


def card_promise(policy: "Policy", calendar: WorkingDays, today: date, *, by_agent: bool = False) -> dict[str, Any]:
    """The dates of a card that is not made at once, None past the calendar, each with its rule."""
    return _dated(_terms(policy.time, by_agent=by_agent), lambda days: calendar.promised(today, days))


def hand_over(s: Situation, d: Decision, rule: "Section") -> None:
    """A card goes into a hand: it is enabled, its face is checked, the password is set by the holder alone."""
    collection = s.policy.collection
    d.act("enable", rule)
    d.note("check_card_face", collection.card_face)
    if s.agent is not None:
        d.note("holder_activates_later", collection.password)
    else:
        d.require("set_password", collection.password)
    d.paper("collection_slip", rule)
    activation(s, d)


def activation(s: Situation, d: Decision) -> None:
    """Where the card's functions are switched on; the financial one is the bank's."""
    modes = s.policy.collection.activation
    d.activation = {"modes": list(modes.modes), "financial": modes.financial, "rule": modes.rule.document()}


def _at_once(s: Situation, d: Decision) -> None:
    day, rule = s.today.isoformat(), s.policy.delivery.instant
    d.promise = {
        "review_by": day,
        "ready_by": day,
        "rules": {"review_by": rule.rule.document(), "ready_by": rule.rule.document()},
    }
    d.stock_change = -1
    hand_over(s, d, rule)


def _by_post(s: Situation, d: Decision) -> None:
    mail = s.policy.delivery.mail
    assert d.delivery is not None
    d.delivery |= {"postage": mail.postage, "carrier": mail.carrier or None}
    d.note("own_signature_on_delivery", mail)
    if not all(s.visit.mail.get(key) for key in ("receiver", "address", "phone")):
        d.require("mail_address", mail)


def _terms(times: "Times", *, by_agent: bool) -> "Terms":
    whole = times.agent if times.agent is not None and by_agent else times.total
    if whole is not None:
        return {"ready_by": (whole.working_days, whole)}
    days = times.review.working_days
    return {"review_by": (days, times.review), "ready_by": (days + times.make.working_days, times.make)}


def _promise(s: Situation, d: Decision, terms: "Terms") -> None:
    d.promise = _dated(terms, s.due)
    for name, (_, section) in terms.items():
        if d.promise[name] is None:
            d.note("calendar_not_covered", section)


def _dated(terms: "Terms", due: Callable[[int], date | None]) -> dict[str, Any]:
    dates = {name: due(days) for name, (days, _) in terms.items()}
    told = {name: day.isoformat() if (day := dates.get(name)) else None for name in ("review_by", "ready_by")}
    return {**told, "rules": {name: section.rule.document() for name, (_, section) in terms.items()}}
