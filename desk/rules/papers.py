"""Which papers a case leads to: those that its decision names, and what goes with them into the applicant's hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.rules.codes import MAKING

APPLICATIONS = ("application_form", "reissue_form", "exchange_form", "enrolment_form", "correction_form")
"""The forms that are signed on the pad, after their words were read on the customer screen."""

SAY_WAY_AND_DAY = ("receipt", "reissue_voucher")
"""Papers that say how a fee was paid and when the card comes.

The refund slip says how it went back, which nothing changes.
"""


def kinds_of(decision: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes in the order they are handed out; a temporary card that was granted is one of them (M-025)."""
    granted = ("temporary_card",) if decision.get("temporary_card") else ()
    return (*(decision.get("documents") or ()), *granted)


def kinds_of_case(decision: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Those of the application, and those that the hand-over led to, once the card is in somebody's hand."""
    collected = (facts.get("collected") or {}).get("papers") or ()
    return tuple(dict.fromkeys((*kinds_of(decision), *collected)))


def declared(decision: Mapping[str, Any], privacy: Sequence[str], forbidden: Sequence[str]) -> tuple[str, ...]:
    """What an applicant says to know by signing: what their data is for, and what a card must not be used for (M-071).

    Empty where no form is signed.
    """
    if not set(APPLICATIONS) & set(decision.get("documents") or ()):
        return ()
    return (*privacy, *(forbidden if decision["service"] in MAKING else ()))
