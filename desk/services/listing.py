"""Cases as lists show them: of each row only what a list says, with what is still owed, in one statement.

Which cases, is asked of one index, and no more of them than a list shows. They are put in order here: asked to put in
order what it finds, a database walks through every case of the hall from the newest on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, outerjoin, select
from sqlalchemy.orm import Session

from desk.records.cases import Case, Deferral
from desk.services import casebook
from desk.services.counter import Counter
from desk.services.views import CaseLine, DebtLine

CASES, _OWED = Case.__table__.c, Deferral.__table__.c
AT_ONCE = 500
IN_HALL = bindparam("in_hall", type_=String)
_SAID = (
    *(CASES[name] for name in ("number", "service", "reason", "state", "holder", "clerk", "counter", "moment")),
    *(CASES[name] for name in ("facts", "ready_at")),
    *(_OWED[name] for name in ("code", "due", "cured_at", "cured_by")),
)
_WITH_DEBTS = outerjoin(Case.__table__, Deferral.__table__, and_(_OWED.hall == CASES.hall, _OWED.case == CASES.number))


def saying(wanted: ColumnElement[bool]) -> Select[Any]:
    """The statement that reads the lines of those cases of the hall `in_hall` that are wanted.

    A search makes it once: making it takes longer than running it.
    """
    return select(*_SAID).select_from(_WITH_DEBTS).where(CASES.hall == IN_HALL, wanted)


def lines(session: Session, counter: Counter, said: Select[Any], values: Mapping[str, Any]) -> list[CaseLine]:
    """What a statement made by `saying` reads, newest first."""
    rows = session.connection().execute(said, {"in_hall": counter.hall, **values}).all()
    return sorted(_lines(counter, rows), key=lambda line: (line.concluded_at, line.number), reverse=True)


def lines_of(session: Session, counter: Counter, numbers: Sequence[str]) -> list[CaseLine]:
    """The lines of these cases, in this order."""
    found: dict[str, CaseLine] = {}
    for some in (numbers[begin : begin + AT_ONCE] for begin in range(0, len(numbers), AT_ONCE)):
        for line in lines(session, counter, _THESE, {"numbers": some}):
            found[line.number] = line
    return [found[number] for number in numbers]


_KEPT = ("number", "service", "reason", "state", "name", "id_number", "masked", "clerk", "counter_no", "outcome")
_THESE = saying(CASES.number.in_(bindparam("numbers", expanding=True)))


def _lines(counter: Counter, rows: Sequence[Any]) -> list[CaseLine]:
    """One line for each case; its rows stand together, one for each paper that is owed."""
    zone = counter.now().tzinfo
    found: dict[str, CaseLine] = {}
    for row in rows:
        said, (code, due, cured_at, cured_by) = row[:-4], row[-4:]
        number, owes = said[0], () if code is None else (DebtLine(code, due, cured_at, cured_by),)
        before = found.get(number)
        found[number] = _line(counter, said, owes, zone) if before is None else replace(before, owes=before.owes + owes)
    return list(found.values())


def _line(counter: Counter, said: Sequence[Any], owes: tuple[DebtLine, ...], zone: tzinfo | None) -> CaseLine:
    number, service, reason, state, sealed, clerk, counter_no, moment, facts, ready_at = said
    holder = casebook.unseal(counter, "cases.holder", number, sealed)
    return CaseLine(
        number=number,
        service=service,
        reason=reason,
        state=state,
        name=holder["name"],
        id_number=holder["id_number"],
        masked=holder["masked"],
        clerk=clerk,
        counter_no=counter_no,
        concluded_at=concluded_at(moment, zone),
        outcome=facts.get("outcome", ""),
        owes=owes,
        ready_since=ready_at.date() if ready_at else None,
    )


def document(line: CaseLine) -> dict[str, Any]:
    """A line as JSON, without what is owed and since when a card lies here."""
    kept = {name: getattr(line, name) for name in _KEPT}
    return {**kept, "concluded_at": line.concluded_at.isoformat()}


def from_document(told: Mapping[str, Any]) -> CaseLine:
    """The line that `document` told."""
    at = datetime.fromisoformat(told["concluded_at"])
    return CaseLine(**{name: told[name] for name in _KEPT}, concluded_at=at, owes=(), ready_since=None)


def concluded_at(moment: int, zone: tzinfo | None) -> datetime:
    """When the visit that made a case was concluded."""
    return datetime.fromtimestamp(moment / 1_000_000, zone)
