"""The end of a window's day: cash and blanks must add up, and no print job may be open (日清日结)."""

from typing import TYPE_CHECKING

from desk.rules.sheet import Decision
from desk.rules.walk_in import WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy


def close(visit: WalkIn, policy: "Policy") -> Decision:
    """A variance needs a supervisor with an explanation; it stays listed. An open print job holds everybody."""
    d, rule = Decision(visit.service, None), policy.service.day_close
    cash = visit.day["cash_counted"] - visit.day["cash_expected"]
    if cash:
        d.stop("cash_variance", rule, difference=cash)
    stock = visit.day["stock"]
    blanks = stock["opening"] + stock["received"] - stock["issued"] - stock["spoiled"] - stock["returned"]
    found = stock["counted"]
    if found != blanks:
        d.stop("stock_variance", rule, expected=blanks, counted=found, difference=found - blanks)
    variance = bool(d.reasons)
    if variance:
        d.approve("day_close_with_variance", rule)
    jobs = visit.day["unresolved_jobs"]
    if jobs:
        d.stop("unresolved_print_jobs", rule, jobs=jobs)
    explained = visit.operator.get("role") == "supervisor" and str(visit.operator.get("explanation") or "").strip()
    if jobs or (variance and not explained):
        d.outcome = "hold"
        return d
    d.outcome = "accept"
    if variance:
        d.note("carried_to_next_report", rule)
    d.paper("daily_report", rule)
    return d
