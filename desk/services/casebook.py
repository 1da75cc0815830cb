"""The case file: writing a case down, moving it along its road, and opening its sealed parts.

Invariants
1. A case changes state by a step (`desk.records.cases.move`), and its end is stamped with it.
2. What is personal stands sealed in `holder`, `situation`, `decision`; the plain columns tell nothing of a person.
3. The key of a sealed part is its row's key as text: the case number, or number/sequence for a step.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desk.errors import UsageError
from desk.records import cases, hold, names
from desk.records.cases import Case, Deferral
from desk.rules import journey
from desk.rules.journey import CaseState
from desk.services.counter import Counter


def seal(counter: Counter, place: str, row: str, document: Any) -> bytes:
    """A JSON document, sealed for one column and row."""
    clear = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=_as_text).encode()
    return counter.store.sealer.seal(place, row, clear)


def unseal(counter: Counter, place: str, row: str, sealed: bytes) -> Any:
    """What `seal` was given; dates come back as ISO 8601 text."""
    return json.loads(counter.store.sealer.open(place, row, sealed).decode())


def find(session: Session, counter: Counter, number: str) -> Case:
    """A case, held where it is acted on. Raises UsageError(no_such_case)."""
    case = hold.row(session, Case, (counter.hall, number.strip().upper()))
    if case is None:
        raise UsageError("no_such_case", number=number)
    return case


def holder_of(counter: Counter, case: Case) -> dict[str, Any]:
    """name, id_number, masked, sex, birth, cert_type of the insured person."""
    return dict(unseal(counter, "cases.holder", case.number, case.holder))


def situation_of(counter: Counter, case: Case) -> dict[str, Any]:
    """The walk-in as it was decided."""
    return dict(unseal(counter, "cases.situation", case.number, case.situation))


def decision_of(counter: Counter, case: Case) -> dict[str, Any]:
    """The decision document at the conclusion."""
    return dict(unseal(counter, "cases.decision", case.number, case.decision))


def write_down(
    session: Session,
    counter: Counter,
    *,
    number: str,
    state: CaseState,
    situation: Mapping[str, Any],
    decision: Mapping[str, Any],
    draft: str | None = None,
    **columns: Any,
) -> Case:
    """A new case in its first state, findable by number, ID number and name; `draft` is what it was made of."""
    now = counter.now()
    case = Case(
        hall=counter.hall,
        number=number,
        moment=int(now.timestamp() * 1_000_000),
        day=now.date(),
        state=state,
        counter=counter.station,
        clerk=counter.operator.name,
        owner=counter.operator.name,
        facts={},
    )
    decided(counter, case, situation, decision)
    for column, value in columns.items():
        setattr(case, column, value)
    session.add(case)
    session.flush()
    cases.add_step(session, counter, case, CaseState.DRAFT, state, draft=draft)
    _findable(session, counter, case)
    _owe(session, case, decision)
    return case


def decided(counter: Counter, case: Case, situation: Mapping[str, Any], decision: Mapping[str, Any]) -> None:
    """Puts a situation and its decision into the case: the sealed documents and the columns that follow from them."""
    fee = decision.get("fee") or {}
    promise = decision.get("promise") or {}
    holder = _holder(situation, decision)
    case.service, case.reason = decision["service"], decision.get("reason")
    case.policy, case.policy_version = counter.policy.name, counter.policy.version
    case.channel = situation["channel"]
    case.id_key = counter.store.sealer.find_key(holder["id_number"]) if holder["id_number"] else None
    case.holder = seal(counter, "cases.holder", case.number, holder)
    case.situation = seal(counter, "cases.situation", case.number, situation)
    case.decision = seal(counter, "cases.decision", case.number, decision)
    case.category, case.traits = decision.get("category"), list(decision.get("traits") or ())
    case.fee_due, case.fee_waived, case.waiver = fee.get("due", 0), fee.get("waived", 0), fee.get("waiver")
    case.delivery = (decision.get("delivery") or {}).get("mode")
    case.review_by, case.ready_by = _day(promise.get("review_by")), _day(promise.get("ready_by"))
    case.facts = {**case.facts, "outcome": decision["outcome"], "documents": list(decision.get("documents") or ())}


def decided_again(
    session: Session, counter: Counter, case: Case, situation: Mapping[str, Any], decision: Mapping[str, Any]
) -> None:
    """A later decision of the same case takes the place of the earlier one; papers owed so far stay owed."""
    before = holder_of(counter, case)["name"]
    decided(counter, case, situation, decision)
    after = holder_of(counter, case)["name"]
    if after != before:
        sealer, moment = counter.store.sealer, case.moment
        names.rename(session, sealer, case.hall, case.number, moment=moment, before=before, after=after)
    _owe(session, case, decision)


def move(
    session: Session,
    counter: Counter,
    case: Case,
    to: CaseState,
    *,
    second: str | None = None,
    personal: Mapping[str, Any] | None = None,
    **facts: object,
) -> None:
    """One step of a case. Raises WrongStage. `personal` is sealed with the step; `facts` hold no personal data."""
    sealed = None
    if personal is not None:
        sealed = seal(counter, "steps.sealed", f"{case.number}/{cases.next_seq(session, case)}", personal)
    cases.move(session, counter, case, to, second=second, sealed=sealed, **facts)


def temporary_card_back(case: Case, *, returned: bool) -> dict[str, Any]:
    """Notes where a case's temporary card is when the case ends; gives what its step says of it."""
    case.facts = {**case.facts, "temporary_card": {**case.facts["temporary_card"], "returned": returned}}
    return {"temporary_card": "returned" if returned else "missing"}


def move_back_and_on(session: Session, counter: Counter, case: Case, to: CaseState, **facts: Any) -> None:
    """Like `move`, over the counter (`draft`) where the road has no straight step; no step at all when it stays."""
    if case.state == to and not journey.may_follow(case.state, CaseState.DRAFT):
        return
    if not journey.may_follow(case.state, to):
        move(session, counter, case, CaseState.DRAFT, **facts)
    move(session, counter, case, to, **facts)


def _owe(session: Session, case: Case, decision: Mapping[str, Any]) -> None:
    for material in decision.get("materials") or ():
        if (
            material["state"] == "deferred"
            and session.get(Deferral, (case.hall, case.number, material["code"])) is None
        ):
            due = date.fromisoformat(material["due"])
            session.add(Deferral(hall=case.hall, case=case.number, code=material["code"], due=due))


def _findable(session: Session, counter: Counter, case: Case) -> None:
    name = holder_of(counter, case)["name"]
    names.index(session, counter.store.sealer, case.hall, case.number, moment=case.moment, name=name)


def _holder(situation: Mapping[str, Any], decision: Mapping[str, Any]) -> dict[str, Any]:
    told = decision.get("holder") or {}
    applicant = situation.get("applicant") or {}
    return {
        "name": told.get("name") or applicant.get("name") or "",
        "id_number": told.get("number") or applicant.get("id_number") or "",
        "masked": told.get("masked") or "",
        "sex": told.get("sex") or "unknown",
        "birth": told.get("birth"),
        "cert_type": told.get("cert_type"),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong into a document")
