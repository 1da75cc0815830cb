"""Who comes for the holder: a guardian for a child, an agent with a mandate for a grown-up, and what each may be told.

M-009, M-021, M-043, M-045, M-052. A guardian is never an agent, and a companion is nobody.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.rules.identity_papers import missing_pages
from desk.rules.sheet import Decision
from desk.rules.situation import Situation
from desk.rules.walk_in import Helper, WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy
    from desk.rules.sections import Section


def examine(s: Situation, d: Decision) -> None:
    """Writes guardian or agent with the papers they need."""
    if s.minor and s.visit.guardian is not None:
        d.guardian = _named(s.visit.guardian)
    if s.agent is not None:
        d.agent = _named(s.agent)
    if s.temporary_report or s.after_death:
        return
    if s.minor:
        _examine_guardian(s, d)
    elif s.agent is not None or nobody_is_here(s):
        _examine_agent(s, d)


def nobody_is_here(s: Situation) -> bool:
    """The holder is said not to be present and nobody stands in: who is at the counter has no right yet."""
    return s.visit.applicant.present is False and s.agent is None and s.visit.channel in ("window", "street")


def paper_of(
    d: Decision, visit: WalkIn, policy: "Policy", helper: Helper | None, *, code: str, rule: "Section"
) -> None:
    """Writes the line of the identity document of whoever comes for the holder."""
    document = helper.document if helper else "none"
    if helper is None or document == "none":
        d.stop("material_missing", rule, material=code)
    elif document not in policy.identity.accepted.always:
        d.stop("identity_not_accepted", rule, document=document, material=code)
    elif _past(helper.valid_to, visit):
        d.stop("material_expired", rule, material=code, valid_to=str(helper.valid_to))
    else:
        d.line(code, "satisfied", rule)
    d.line(code, "missing", rule)


def relation_shown(visit: WalkIn, policy: "Policy", d: Decision, any_of: Iterable[str], rule: "Section") -> None:
    """relation_proof: one original of the papers that can show it; a register must be complete."""
    codes = {paper.code for paper in visit.materials if paper.form == "original" and not _past(paper.valid_to, visit)}
    if visit.identity is not None:
        codes.add(visit.identity.document)
    pages = missing_pages(visit, policy)
    usable = codes - {"household_register"} if pages else codes
    if not usable.isdisjoint(any_of):
        d.line("relation_proof", "satisfied", rule)
        return
    d.line("relation_proof", "missing", rule)
    if codes.isdisjoint(any_of):
        d.stop("material_missing", rule, material="relation_proof")
    else:
        pages_rule = policy.identity.register_pages
        d.stop("material_incomplete", pages_rule, material="household_register", missing_pages=pages)


def mandate_defects(s: Situation) -> list[tuple[str, dict[str, Any]]]:
    """What is wrong with the agent's mandate, as (code, facts); empty when it covers what is asked."""
    mandate = s.agent.mandate if s.agent else None
    if mandate is None:
        return [("material_missing", {"material": "mandate"})]
    found: list[tuple[str, dict[str, Any]]] = []
    ended = mandate.valid_to is not None and mandate.valid_to < s.today
    if ended or (mandate.valid_from is not None and mandate.valid_from > s.today):
        facts = {"valid_to": _text(mandate.valid_to)}
        found.append(("mandate_expired", facts if ended else {**facts, "valid_from": _text(mandate.valid_from)}))
    wanted = {s.service}
    if s.service == "reissue" and s.reason == "lost":
        wanted |= set(s.policy.people.mandate.also_for_lost)
    if missing := sorted(wanted - mandate.scope):
        found.append(("mandate_scope", {"missing": missing}))
    if not mandate.signed:
        found.append(("mandate_unsigned", {}))
    return found


def disclose(s: Situation, d: Decision) -> None:
    """What the agent may be told: nothing but what the mandate, or the card in its slot, allows."""
    if s.visit.agent is None:
        return
    if s.agent is None:
        d.disclosures["agent"] = []
    elif s.after_death or mandate_defects(s):
        waiting = s.service == "collect" and s.visit.case is not None and s.visit.case.state == "ready"
        d.disclosures["agent"] = ["card_waiting"] if waiting else []
    else:
        d.disclosures["agent"] = ["card_waiting", "progress"]


def _examine_guardian(s: Situation, d: Decision) -> None:
    rule = s.policy.people.guardian
    if s.visit.guardian is None and s.visit.agent is not None:
        d.stop("agent_not_for_minor", rule)
    paper_of(d, s.visit, s.policy, s.visit.guardian, code="guardian_identity", rule=rule)
    newborn = s.category == "newborn"
    relation_shown(s.visit, s.policy, d, rule.relation_proof_newborn if newborn else rule.relation_proof, rule)


def _examine_agent(s: Situation, d: Decision) -> None:
    people = s.policy.people
    paper_of(d, s.visit, s.policy, s.agent, code="agent_identity", rule=people.agent)
    defects = mandate_defects(s)
    for code, facts in defects:
        d.stop(code, people.mandate, **facts)
    d.line("mandate", "missing" if defects else "satisfied", people.mandate)
    loses = (s.service == "reissue" and s.reason == "lost") or s.service == "loss_report"
    if defects and loses and s.card is not None and s.card.state in ("active", "inactive"):
        d.also_possible.append("temporary_loss")


def _named(helper: Helper) -> dict[str, Any]:
    return {"name": helper.name, "number": helper.number, "relation": helper.relation}


def _past(day: date | None, visit: WalkIn) -> bool:
    return day is not None and day < visit.today


def _text(day: object) -> str | None:
    return None if day is None else str(day)
