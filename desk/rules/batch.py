"""An employer or a school handing in a list, or fetching its people's cards (M-010 to M-012, M-081).

Who cannot be taken is left on the list with the reason; a paper missing from the batch itself refuses all of it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desk.rules.checklist import find
from desk.rules.identity import parse_id_number
from desk.rules.people import paper_of
from desk.rules.sheet import Decision
from desk.rules.walk_in import WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy


def take(visit: WalkIn, policy: "Policy") -> Decision:
    """The decision on a whole batch; the cards of a batch are enabled later, by their holders."""
    assert visit.batch is not None
    d = Decision(visit.service, None)
    if visit.agent is not None:
        d.agent = {"name": visit.agent.name, "number": visit.agent.number, "relation": visit.agent.relation}
    _papers(visit, policy, d)
    people = [dict(person) for person in visit.batch.get("people") or ()]
    if d.reasons:
        d.outcome = "refuse_notice"
        d.batch = {"taken": [], "left": []}
        d.paper("one_time_notice", policy.papers.notice)
        return d
    d.outcome = "accept"
    if visit.service == "first_issue":
        d.batch = _intake(people, visit, policy)
        d.paper("batch_receipt", policy.service.batch_intake)
    else:
        d.batch = _collection(people, policy)
        d.paper("handover_list", policy.service.batch_collection)
        d.note("holder_confirms_later", policy.service.batch_collection)
        d.disclosures["agent"] = ["card_waiting"]
    return d


def _papers(visit: WalkIn, policy: "Policy", d: Decision) -> None:
    assert visit.batch is not None
    for need in policy.need.values():
        if visit.service not in need.services or visit.batch["kind"] not in need.batches:
            continue
        if need.material == "agent_identity":
            paper_of(d, visit, policy, visit.agent, code="agent_identity", rule=need)
        elif (wrong := find(visit, policy, need)) is None:
            d.line(need.material, "satisfied", need)
        else:
            d.stop(wrong[0], need, **wrong[1])
            d.line(need.material, "missing", need)


def _intake(people: list[dict[str, Any]], visit: WalkIn, policy: "Policy") -> dict[str, Any]:
    taken: list[str] = []
    left: list[dict[str, Any]] = []
    for person in people:
        number = parse_id_number(str(person.get("id_number") or ""), visit.today)
        row = {"id_number": person.get("id_number"), "name": person.get("name")}
        if not number.valid:
            rule = policy.identity.number.rule.document()
            left.append({**row, "code": "id_number_invalid", "problem": number.problems[0], "rule": rule})
        elif number.normalised in taken:
            left.append({**row, "code": "duplicate_row", "rule": policy.service.batch_intake.rule.document()})
        else:
            taken.append(number.normalised)
    return {"taken": taken, "left": left}


def _collection(people: list[dict[str, Any]], policy: "Policy") -> dict[str, Any]:
    taken: list[str] = []
    left: list[dict[str, Any]] = []
    for person in people:
        number = str(person.get("receipt_number") or "")
        code = _why_left(person, number in taken)
        if code is None:
            taken.append(number)
        else:
            rule = policy.papers.deferral if code == "deferral_open" else policy.service.batch_collection
            left.append(
                {"receipt_number": number, "name": person.get("name"), "code": code, "rule": rule.rule.document()}
            )
    return {"taken": taken, "left": left}


def _why_left(person: Mapping[str, Any], repeated: bool) -> str | None:
    if repeated:
        return "duplicate_row"
    if person.get("state") != "ready":
        return "not_ready"
    if any(item.get("cured") is not True for item in person.get("deferred") or ()):
        return "deferral_open"
    return None
