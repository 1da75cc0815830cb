"""The book of batches: lists of employers and schools, bundles of cards, and who is on them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case as where_it_is
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.ports import Stroke
from desk.records import journal, numbers
from desk.records.batches import Batch, BatchLine
from desk.records.cases import Case
from desk.rules import decision as rules
from desk.rules.identity import mask
from desk.rules.journey import CaseState
from desk.services import casebook
from desk.services.counter import Counter
from desk.services.situation import completed


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who brings a list or fetches a bundle: employer or school, its agent as in a walk-in, the papers shown."""

    kind: str
    name: str
    agent: Mapping[str, Any]
    materials: Sequence[Mapping[str, Any]] = ()

    def wish(self) -> list[Any]:
        """What of it makes a command the same command."""
        return [self.kind, self.name, dict(self.agent), [dict(one) for one in self.materials]]


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a batch; `case` is None for who was left out, `reason` says why.

    `obstacles` are the reasons, as a decision has them, for which somebody's case was suspended or declined.
    """

    case: str | None
    name: str
    id_number: str
    state: str
    reason: str | None
    obstacles: Sequence[Mapping[str, Any]] = ()

    @property
    def masked(self) -> str:
        """The number as screens show it."""
        return mask(self.id_number)


@dataclass(frozen=True, slots=True)
class BatchView:
    """One batch with its people and the decision on it."""

    id: str
    kind: str
    name: str
    state: str
    made_at: datetime
    rows: tuple[Row, ...]
    decision: Mapping[str, Any]
    agent: Mapping[str, Any]
    """Who brought the list or fetches the cards; empty for the card centre."""
    signature: tuple[Stroke, ...]

    @property
    def taken(self) -> tuple[Row, ...]:
        """Who was taken."""
        return tuple(row for row in self.rows if row.reason is None)


def show(counter: Counter, batch: str) -> BatchView:
    """One batch with its people. Raises UsageError(no_such_batch)."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        journal.write(session, counter, "looked", batch, "done", what="batch")
        return view(session, counter, batch)


def under_way(counter: Counter, kind: str) -> list[BatchView]:
    """Batches of a kind that are not closed yet, newest first."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        wanted = (Batch.hall == counter.hall, Batch.kind == kind, Batch.state != "closed")
        found = session.scalars(select(Batch.id).where(*wanted).order_by(Batch.made_at.desc())).all()
        journal.write(session, counter, "listed", "batches", "done", found=len(found), kind=kind)
        return [view(session, counter, batch) for batch in found]


def given(counter: Counter, service: str, bearer: Bearer, people: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A batch as a walk-in."""
    situation = {
        "policy": counter.policy.name,
        "channel": bearer.kind,
        "service": service,
        "reason": None,
        "batch": {"kind": bearer.kind, "name": bearer.name, "people": list(people)},
        "agent": {"mandate": None, **bearer.agent},
        "materials": [dict(one) for one in bearer.materials],
    }
    return completed_here(counter, situation)


def completed_here(counter: Counter, situation: Mapping[str, Any]) -> dict[str, Any]:
    """A situation of this hall and minute; nothing is printed for a batch at once."""
    region = counter.settings.hall.region
    return completed(
        situation, now=counter.now(), region=region, blanks=0, printer_ready=False, scanner=True, camera=True
    )


def decided(counter: Counter, given: Mapping[str, Any]) -> dict[str, Any]:
    """The decision on a batch. Raises Refused(refused_by_rules, decision=…)."""
    decision = rules.decide(given, counter.policy, counter.calendar).document()
    if decision["outcome"] != "accept":
        codes = [reason["code"] for reason in decision["reasons"]]
        raise Refused("refused_by_rules", outcome=decision["outcome"], reasons=codes, decision=decision)
    return decision


def begin(
    session: Session, counter: Counter, kind: str, name: str, personal: Mapping[str, Any], *, state: str = "open"
) -> Batch:
    """A new batch; `personal` is sealed with it, its `decision` shown with it."""
    number = numbers.take(session, counter.hall, counter.today(), f"batch:{kind}")
    key = f"{counter.today():%Y%m%d}-{kind}-{number:02d}"
    batch = Batch(
        hall=counter.hall,
        id=key,
        kind=kind,
        name=name,
        state=state,
        made_at=counter.now(),
        by=counter.operator.name,
        facts={key: personal["decision"].get(key) for key in ("service", "documents")},
        sealed=casebook.seal(counter, "batches.sealed", key, personal),
    )
    session.add(batch)
    session.flush()
    return batch


def person_of(counter: Counter, case: Case) -> tuple[str, str]:
    """Name and ID number of a case's holder."""
    holder = casebook.holder_of(counter, case)
    return holder["name"], holder["id_number"]


def add(
    session: Session,
    counter: Counter,
    batch: Batch,
    *,
    case: str | None,
    state: str,
    person: tuple[str, str],
    reason: str | None = None,
) -> None:
    """One more row of a batch."""
    mine = (BatchLine.hall == counter.hall, BatchLine.batch == batch.id)
    seq = (session.scalar(select(func.max(BatchLine.seq)).where(*mine)) or 0) + 1
    sealed = casebook.seal(counter, "batch_lines.sealed", f"{batch.id}/{seq}", {"name": person[0], "number": person[1]})
    session.add(
        BatchLine(hall=counter.hall, batch=batch.id, seq=seq, case=case, state=state, reason=reason, sealed=sealed)
    )
    session.flush()


def lines(session: Session, counter: Counter, batch: str) -> Sequence[BatchLine]:
    """The rows of a batch, in order."""
    mine = (BatchLine.hall == counter.hall, BatchLine.batch == batch)
    return session.scalars(select(BatchLine).where(*mine).order_by(BatchLine.seq)).all()


def view(session: Session, counter: Counter, batch: str) -> BatchView:
    """A batch as screens show it."""
    row = session.get(Batch, (counter.hall, batch))
    if row is None or row.sealed is None:
        raise UsageError("no_such_batch", batch=batch)
    personal = json.loads(counter.store.sealer.open("batches.sealed", row.id, row.sealed))
    rows, found = [], lines(session, counter, batch)
    standing = _standing(session, counter, [line.case for line in found if line.case])
    for line in found:
        assert line.sealed is not None
        person = casebook.unseal(counter, "batch_lines.sealed", f"{batch}/{line.seq}", line.sealed)
        state, obstacles = standing.get(str(line.case), (line.state, ()))
        rows.append(Row(line.case, person["name"], person["number"], state, line.reason, obstacles))
    return BatchView(
        row.id,
        row.kind,
        row.name,
        row.state,
        row.made_at,
        tuple(rows),
        personal["decision"],
        personal.get("agent", {}),
        tuple(Stroke(tuple(map(tuple, points))) for points in personal.get("signature", ())),
    )


def _standing(session: Session, counter: Counter, numbers: Sequence[str]) -> dict[str, tuple[str, tuple[Any, ...]]]:
    """Where these cases stand, and why those that go no further; nobody else's decision is opened."""
    why = where_it_is((Case.state.in_((CaseState.SUSPENDED, CaseState.DECLINED)), Case.decision))
    rows = session.execute(
        select(Case.number, Case.state, why).where(Case.hall == counter.hall, Case.number.in_(numbers))
    )
    return {
        number: (state, tuple(casebook.unseal(counter, "cases.decision", number, sealed)["reasons"]) if sealed else ())
        for number, state, sealed in rows
    }
