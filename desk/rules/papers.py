"""Which papers a case leads to: those that its decision names, and what goes with them into the applicant's hand."""

from collections.abc import Mapping
from typing import Any


def kinds_of(decision: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes in the order they are handed out; a temporary card that was granted is one of them (M-025)."""
    granted = ("temporary_card",) if decision.get("temporary_card") else ()
    return (*(decision.get("documents") or ()), *granted)
