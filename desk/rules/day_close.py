"""The end of a window's day: cash and blanks must add up, and no print job may be open (日清日结)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desk.rules.sheet import Decision
from desk.rules.walk_in import WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy


def close(visit: WalkIn, policy: "Policy") -> Decision:
    """A variance needs a supervisor with an explanation; it stays listed. An open print job holds everybody."""
    d, rule = Decision(visit.service, None), policy.service.day_close
    counted, expected = _number(visit.day, "cash_counted"), _number(visit.day, "cash_expected")
    if counted != expected:
        d.stop("cash_variance", rule, difference=counted - expected)
    stock: Mapping[str, Any] = visit.day.get("stock") or {}
    blanks = _number(stock, "opening") + _number(stock, "received")
    blanks -= _number(stock, "issued") + _number(stock, "spoiled") + _number(stock, "returned")
    found = _number(stock, "counted")
    if found != blanks:
        d.stop("stock_variance", rule, expected=blanks, counted=found, difference=found - blanks)
    variance = bool(d.reasons)
    if variance:
        d.approve("day_close_with_variance", rule)
    jobs = list(visit.day.get("unresolved_jobs") or ())
    if jobs:
        d.stop("unresolved_print_jobs", rule, jobs=jobs)
    explained = visit.operator.get("role") == "supervisor" and bool(visit.operator.get("explanation"))
    if jobs or (variance and not explained):
        d.outcome = "hold"
        return d
    d.outcome = "accept"
    if variance:
        d.note("carried_to_next_report", rule)
    d.paper("daily_report", rule)
    return d


def _number(told: Mapping[str, Any], key: str) -> int:
    return int(told.get(key) or 0)
