"""The checklist: every paper the policy asks of this person for this service, and what is there of it.

A paper is there when its original lies on the desk and is valid. One that is not there is missing, unless the policy
lets it follow on a promise (容缺); whether it may is settled when all other reasons are known. M-040 to M-051, M-066,
M-107.
"""

from typing import TYPE_CHECKING, Any

from desk.rules.identity_papers import missing_pages
from desk.rules.people import paper_of, relation_shown
from desk.rules.sheet import Decision
from desk.rules.situation import OpenItem, Situation
from desk.rules.walk_in import Brought, WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy
    from desk.rules.sections import Need


def examine(s: Situation, d: Decision) -> None:
    """Writes a line for every paper asked for; those that may follow go to `s.open_items`."""
    for need in s.policy.need.values():
        if not asked_of(s, need):
            continue
        if need.material == "agent_identity":
            paper_of(d, s.visit, s.policy, s.visit.agent, code="agent_identity", rule=need)
        elif need.any_of:
            relation_shown(s.visit, s.policy, d, need.any_of, need)
        elif s.reason in need.not_needed_for:
            d.line(need.material, "not_needed", need)
        else:
            _look(s, d, need)


def asked_of(s: Situation, need: "Need") -> bool:
    """Whether this person is asked for this paper."""
    return (
        s.service in need.services
        and not need.batches
        and (not need.reasons or s.reason in need.reasons)
        and (not need.categories or s.category in need.categories)
        and (not need.channels or s.visit.channel in need.channels)
        and all(trait in s.traits for trait in need.traits)
        and not any(trait in s.traits for trait in need.unless_traits)
        and (not need.from_age or (s.holder.age is not None and s.holder.age >= need.from_age))
        and (not need.after_identity or s.identity_accepted)
    )


def find(visit: WalkIn, policy: "Policy", need: "Need") -> tuple[str, dict[str, Any]] | None:
    """Why a paper does not count, as (code, facts); None when it does."""
    brought = [paper for paper in visit.materials if paper.code == need.material]
    if visit.identity is not None and visit.identity.document == need.material:
        brought.append(Brought(need.material, "original", visit.identity.valid_to, None, None, None))
    if not brought:
        return "material_missing", {"material": need.material}
    originals = [paper for paper in brought if paper.form == "original" or need.copy_suffices]
    if not originals:
        return "copy_only", {"material": need.material}
    valid = [paper for paper in originals if paper.valid_to is None or paper.valid_to >= visit.today]
    if not valid:
        newest = max(paper.valid_to for paper in originals if paper.valid_to is not None)
        return "material_expired", {"material": need.material, "valid_to": str(newest)}
    if need.material == "household_register" and (pages := missing_pages(visit, policy)):
        return "material_incomplete", {"material": need.material, "missing_pages": pages}
    if need.banks and all(paper.bank not in need.banks for paper in valid):
        return "bank_not_accepted", {"bank": valid[0].bank}
    return None


def settle_open_items(s: Situation, d: Decision, *, other_trouble: bool) -> None:
    """Open papers may follow when nothing else is wrong; otherwise they are told with the rest."""
    deferral = s.policy.papers.deferral
    for item in s.open_items:
        if other_trouble:
            d.stop(item.code, item.need, **item.facts)
            d.line(item.need.material, "missing", item.need)
        else:
            due = None if s.silent else s.due(deferral.working_days)
            d.line(item.need.material, "deferred", item.need, due)


def _look(s: Situation, d: Decision, need: "Need") -> None:
    wrong = find(s.visit, s.policy, need)
    if wrong is None:
        d.line(need.material, "satisfied", need)
    elif _known_without_paper(s, need):
        d.line(need.material, "satisfied_electronically", need)
    elif need.if_there_is_one and wrong[0] == "material_missing":
        d.line(need.material, "not_needed", need)
    elif need.material in s.policy.papers.deferral.curable:
        _leave_open(s, d, need, *wrong)
    else:
        d.stop(wrong[0], need, **wrong[1])
        d.line(need.material, "missing", need)


def _leave_open(s: Situation, d: Decision, need: "Need", code: str, facts: dict[str, Any]) -> None:
    if s.visit.applicant.broken_promise:
        d.stop(code, need, **facts)
        d.stop("deferral_not_offered", s.policy.papers.deferral)
        d.line(need.material, "missing", need)
    else:
        s.open_items.append(OpenItem(need, code, facts))


def _known_without_paper(s: Situation, need: "Need") -> bool:
    if need.electronic == "scanner":
        return s.visit.scanner
    if need.electronic == "school_list":
        return s.visit.applicant.on_school_list
    if need.electronic == "paid_row":
        insured = s.policy.coverage.rows.insured
        return s.row is not None and str(s.row.get("psn_insu_stas")) in insured and not s.row.get("arrears")
    return need.electronic == "always"
