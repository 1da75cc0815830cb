"""Enquiries: who may be told how far a case is, and who what lies in the account (M-015, M-029)."""

from desk.rules.identity import full_number
from desk.rules.sheet import Decision
from desk.rules.situation import Situation


def answer(s: Situation, d: Decision) -> None:
    """Writes what may be told; a refusal tells nothing and prints nothing."""
    if s.visit.enquiry["kind"] == "balance":
        _balance(s, d)
    else:
        _progress(s, d)


def _progress(s: Situation, d: Decision) -> None:
    rule, case = s.policy.enquiry.progress, s.visit.case
    number, receipt = s.visit.enquiry["id_number"], s.visit.enquiry["receipt_number"]
    if number is None and s.visit.channel != "phone" and s.visit.identity is not None:
        number = s.visit.identity.number
    if s.visit.channel == "phone" and not (number and receipt):
        d.stop("enquiry_needs_both_numbers", rule)
    elif not (number or receipt):
        d.stop("enquiry_needs_a_number", rule)
    fits = case is not None and (
        (not number or _same(number, case.id_number)) and (not receipt or receipt == case.number)
    )
    if (number or receipt) and not fits:
        d.stop("enquiry_no_match", rule)
    d.outcome = "refuse_notice" if d.reasons else "accept"
    d.disclosures["caller"] = [] if d.reasons else ["progress"]


def _balance(s: Situation, d: Decision) -> None:
    """Only the holder, in person, at the window, with a document that proves it."""
    visit, identity = s.visit, s.visit.identity
    asked = visit.enquiry["id_number"] or visit.applicant.id_number or (visit.case.id_number if visit.case else None)
    proved = (
        identity is not None
        and identity.document in s.policy.identity.accepted.always
        and (identity.valid_to is None or identity.valid_to >= s.today)
        and not s.holder.problem
        and (asked is None or _same(identity.number, asked))
    )
    if proved and visit.channel == "window" and visit.applicant.present and visit.agent is None:
        d.outcome = "accept"
        d.disclosures["holder"] = ["balance"]
    else:
        d.outcome = "refuse_notice"
        d.stop("balance_holder_only", s.policy.enquiry.balance)
        d.disclosures["caller"] = []


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and _typed(one) == _typed(other)


def _typed(number: str) -> str:
    return full_number(number.strip().upper())
