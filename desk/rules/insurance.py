"""Whether the holder is insured as a card, an enrolment or a subsidy needs it (M-018, M-020, M-031, M-060 to M-063)."""

from datetime import timedelta

from desk.rules.calendar import add_months
from desk.rules.coverage import status
from desk.rules.sheet import Decision
from desk.rules.situation import Situation
from desk.rules.values import day_of


def examine(s: Situation, d: Decision) -> None:
    """Writes what the insurance hinders, and what it means for a newborn; a silent registry hinders nothing yet."""
    if not s.silent:
        if s.making:
            _examine_coverage(s, d)
        elif s.service == "enrolment":
            _examine_enrolment(s, d)
        elif s.service == "subsidy" and not s.groups:
            d.stop("not_in_special_group", s.policy.service.subsidy)
    if s.category == "newborn" and s.service in ("first_issue", "enrolment"):
        _tell_parents(s, d)


def tell_other_rows(s: Situation, d: Decision) -> None:
    """A paused insurance beside the one that counts is worth a word."""
    paused = s.policy.coverage.rows.paused
    if s.row is not None and any(row is not s.row and status(row) in paused for row in s.visit.registry.rows):
        d.note("other_row_paused", s.policy.coverage.other_row)


def _examine_coverage(s: Situation, d: Decision) -> None:
    coverage, rows = s.policy.coverage, s.policy.coverage.rows
    insutype = None if s.row is None else str(s.row.get("insutype"))
    state = "" if s.row is None else status(s.row)
    if state in rows.paused and s.row is not None:
        d.stop("insurance_paused", coverage.paused, insutype=insutype, since=s.row.get("paus_insu_date"))
        d.require("resume_contributions", coverage.paused)
    elif state in rows.terminated:
        d.stop("insurance_terminated", coverage.terminated, insutype=insutype)
        d.require("enrolment", coverage.terminated)
    elif state not in rows.insured:
        d.stop("not_insured", coverage.not_insured)
        d.require("enrolment", coverage.not_insured)
        if s.category == "newborn":
            d.require("premium_payment", s.policy.people.newborn)
    else:
        _examine_months(s, d)
    if s.visit.registry.frozen:
        d.stop("account_frozen", coverage.frozen, why=s.visit.registry.frozen_reason)
        d.approve("frozen_account_release", coverage.frozen)


def _examine_months(s: Situation, d: Decision) -> None:
    """Some cities want a while of insurance before the first card (M-063)."""
    minimum = s.policy.coverage.minimum
    since = None if s.row is None else day_of(s.row, "psn_insu_date")
    if minimum.months and s.service == "first_issue" and since is not None:
        enough = add_months(since, minimum.months)
        if s.today < enough:
            d.stop("insured_too_short", minimum, months=minimum.months, **{"from": enough.isoformat()})


def enrols_in(category: str | None) -> str:
    """The basic insurance (insutype) somebody enrols in: who works or has worked 310, all others 390."""
    return "310" if category in ("employee", "flexible", "retiree") else "390"


def _examine_enrolment(s: Situation, d: Decision) -> None:
    service, rows = s.policy.service, s.policy.coverage.rows
    if s.row is not None and status(s.row) in rows.insured:
        d.stop("already_insured", service.enrolment, insutype=str(s.row.get("insutype")))
    if s.visit.applicant.declared == "employee" and not s.visit.registry.pension_enrolled:
        d.stop("pension_not_enrolled", service.pension)
        d.require("pension_enrolment", service.pension)


def _tell_parents(s: Situation, d: Decision) -> None:
    newborn = s.policy.people.newborn
    if s.holder.birth is None or s.holder.days is None:
        return
    if s.holder.days > newborn.benefit_days:
        d.note("newborn_late_from_payment", newborn)
        return
    d.note("newborn_benefit_from_birth", newborn)
    if (s.holder.birth + timedelta(newborn.benefit_days)).year > s.holder.birth.year:
        d.note("newborn_second_year_premium", newborn)
