"""Cases from a shell: one with its journal, lists, and the search. Every look is in the journal."""

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.common import command, date_given
from ui.commands.context import at_the_counter
from ui.invocation import Invocation

if TYPE_CHECKING:
    from desk.services.search import JournalLine
    from desk.services.views import CaseLine, CaseView

Number = Annotated[str, typer.Argument(help="receipt number, or the number of a notice (N…)")]
Text = Annotated[
    str, typer.Argument(help="receipt number, ID number, name, or a name in pinyin (whole, or by initials)")
]
State = Annotated[str | None, typer.Option("--state", help="only cases in this state")]
Day = Annotated[str | None, typer.Option("--day", help="only cases concluded on this day (YYYY-MM-DD)")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="办件 · cases: one, lists, search")

    @command(group, "show", help="一件的全部，连同日志 · one case with its journal")
    def show(call: Invocation, number: Number) -> dict[str, Any]:
        from desk.services import search

        with at_the_counter(call, sole=False) as counter:
            view = search.show(counter, "".join(number.split()))
            return case_document(view) | {"journal": [_entry(line) for line in search.journal_of(counter, view.number)]}

    @command(group, "list", help="列出办件，新的在前 · cases, newest first")
    def listed(call: Invocation, *, state: State = None, day: Day = None) -> list[dict[str, Any]]:
        from desk.services import search

        wanted_state, wanted_day = _state(state), _day(day)
        with at_the_counter(call, sole=False) as counter:
            return [line_document(line) for line in search.listed(counter, state=wanted_state, day=wanted_day)]

    @command(
        group, "find", help="按受理号、证件号码、姓名、拼音找 · search by receipt number, ID number, name or its pinyin"
    )
    def find(call: Invocation, text: Text) -> list[dict[str, Any]]:
        from desk.services import search

        with at_the_counter(call, sole=False) as counter:
            return [line_document(line) for line in search.find(counter, text)]

    app.add_typer(group, name="case")


def case_document(view: "CaseView") -> dict[str, Any]:
    """One case: the keys of the ledger's `case` line, and what belongs to it. Money in fen, times with offset."""
    return {
        "number": view.number,
        "service": view.service,
        "reason": view.reason,
        "state": view.state,
        "outcome": view.outcome,
        "hall": view.hall,
        "counter": view.counter_no,
        "clerk": view.clerk,
        "owner": view.owner,
        "policy": view.policy,
        "policy_version": view.policy_version,
        "concluded_at": view.concluded_at.isoformat(),
        "accepted_at": view.accepted_at.isoformat() if view.accepted_at else None,
        "closed_at": view.closed_at.isoformat() if view.closed_at else None,
        "name": view.name,
        "id_number_masked": view.masked,
        "category": view.category,
        "traits": list(view.traits),
        "channel": view.channel,
        "ticket": view.ticket,
        "linked": view.linked,
        "fee": {"due": view.fee.due, "waived": view.fee.waived, "paid": view.fee.paid, "owed": view.fee.owed},
        "promise": _plain(asdict(view.promise)),
        "owes": [_plain(asdict(debt)) for debt in view.owes],
        "steps": [
            {"at": step.at.isoformat(), "by": step.by, "from": step.before, "to": step.after, "second": step.second}
            for step in view.steps
        ],
        "payments": [_plain(asdict(payment)) for payment in view.payments],
        "approvals": [_plain(asdict(approval)) for approval in view.approvals],
        "print_jobs": [_plain(asdict(job)) for job in view.print_jobs],
        "card": _plain(asdict(view.card)) if view.card else None,
        "blank": view.blank,
        "papers": [_plain(asdict(paper)) for paper in view.papers],
        "next": view.next,
    }


def line_document(line: "CaseLine") -> dict[str, Any]:
    """A case in a list."""
    return {
        "number": line.number,
        "service": line.service,
        "reason": line.reason,
        "state": line.state,
        "outcome": line.outcome,
        "counter": line.counter_no,
        "clerk": line.clerk,
        "concluded_at": line.concluded_at.isoformat(),
        "name": line.name,
        "id_number_masked": line.masked,
        "owes": [_plain(asdict(debt)) for debt in line.owes],
    }


def _entry(line: "JournalLine") -> dict[str, Any]:
    return _plain(asdict(line)) | {"facts": json.loads(line.facts)}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Dates and times as ISO 8601 text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def _state(text: str | None) -> str | None:
    from desk.errors import UsageError
    from desk.rules.journey import CaseState

    if text is None or text in set(CaseState):
        return text
    raise UsageError("unknown_code", field="state", value=text, known=tuple(CaseState))


def _day(text: str | None) -> date | None:
    return None if text is None else date_given(text, "--day")
