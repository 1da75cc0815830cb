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

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desk.rules.calendar import WorkingDays
from desk.rules.conclusion import conclude, outcome_of
from desk.rules.examination import examine, introduce, stopped
from desk.rules.reading import read_walk_in
from desk.rules.sheet import Decision
from desk.rules.situation import understand

if TYPE_CHECKING:
    from desk.rules.policy import Policy

__all__ = ["Decision", "decide", "possible"]


def decide(given: Mapping[str, Any], policy: "Policy", calendar: WorkingDays) -> Decision:
    """What the desk would do with a walk-in. Raises UsageError when it is none (see `reading`)."""
    visit = read_walk_in(given, policy.contribution.tiers)
    if visit.service == "day_close":
        from desk.rules import day_close

        return day_close.close(visit, policy)
    if visit.batch is not None:
        from desk.rules import batch

        return batch.take(visit, policy)
    s = understand(visit, policy, calendar)
    d = Decision(s.service, s.reason)
    introduce(s, d)
    if not stopped(s, d):
        if s.service == "enquiry":
            from desk.rules import enquiry

            enquiry.answer(s, d)
        else:
            examine(s, d)
            conclude(s, d)
    return d


def possible(given: Mapping[str, Any], policy: "Policy", calendar: WorkingDays) -> list[dict[str, Any]]:
    """What this person may have now, as if every paper were there, each line with what stands against it.

    Each entry: service, reason, loss (what to put into the walk-in, or None), outcome, why (the reasons as in a
    decision), rule, and fee (fen due for a card, before any waiver).
    """
    from desk.rules import menu

    found, differs = [], False
    for wish in menu.wishes(given, policy):
        asked = {**given, "service": wish.service, "reason": wish.reason, "loss": wish.loss}
        d = decide(asked, policy, calendar)
        if (d.service, d.reason) != (wish.service, wish.reason):
            continue
        differs = differs or "address_differs" in d.notes
        against = [one for one in d.reasons if not menu.is_about_papers(one)]
        outcome = d.outcome
        if outcome in ("refuse_notice", "accept_deferred"):
            silent = d.holder is not None and bool((given.get("registry") or {}).get("error"))
            outcome = outcome_of(frozenset(one.code for one in against), silent=silent, open_items=False)
        rule = against[0].rule if against else menu.rule_of(policy, wish)
        found.append(
            {
                "service": wish.service,
                "reason": wish.reason,
                "loss": wish.loss,
                "outcome": outcome,
                "why": [one.document() for one in against],
                "rule": rule.document(),
                "fee": menu.fee_of(given, policy, wish),
            }
        )
    return menu.in_order(found, differs=differs)
