"""The day's figures as sums of facts: nothing is counted while it happens, everything is added up when it is asked for.

DEFINITIONS

*Accepted* is every case taken on that day, *deferred* those of them that owe a paper. *Refused*, *referred* and *held*
are cases that ended their visit so. A case may be accepted today and collected another day: each figure counts the
steps of its own day. Blanks *in hand* are in stock or reserved.

INVARIANTS

 1. opening + received − issued − spoiled − unknown − returned = closing, each as the day's net change.
 2. The sums over services, over clerks and over windows are the day's figures, the steps' over half hours too; so are
    the payments' by method.
 3. For every state of a blank, the serials that came into it less those that left it are the day's figure.
 4. The same facts give the same tally, for any past day; what a closed day keeps is this tally at its close.

Domain description §7; M-092, M-093 and the practice of closing the day (日清日结).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desk.rules.serials import runs
from desk.rules.tally_facts import (
    AnswerFact,
    CaseFact,
    FaultFact,
    MoveFact,
    PaymentFact,
    SerialFact,
    StepFact,
    TicketFact,
)

CASE_FIGURES = ("accepted", "deferred", "refused", "referred", "held", "pending", "collected", "activated", "closed")
MONEY_FIGURES = ("due", "waived", "paid", "refunded")
CARD_FIGURES = ("received", "issued", "spoiled", "unknown", "returned")

_STEP_COUNTS = {
    "accepted": "accepted",
    "declined": "refused",
    "referred": "referred",
    "suspended": "held",
    "pending_verification": "pending",
    "collected": "collected",
    "active": "activated",
    "closed": "closed",
}
_IN_STOCK = "in_stock"
_IN_HAND = frozenset({_IN_STOCK, "reserved"})


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one day; `document` is their JSON form."""

    day: date
    cases: Mapping[str, int]
    money: Mapping[str, int]
    cards: Mapping[str, int]
    by_service: tuple[Mapping[str, Any], ...]
    by_clerk: tuple[Mapping[str, Any], ...]
    by_window: tuple[Mapping[str, Any], ...]
    by_method: tuple[Mapping[str, Any], ...]
    by_half_hour: tuple[Mapping[str, Any], ...]
    waiting: Mapping[str, Any]
    ratings: Mapping[str, int]
    receipts: Mapping[str, Any] = field(default_factory=dict)
    blanks: tuple[Mapping[str, Any], ...] = ()
    """Runs of serial numbers that went from one state to another, net over the day."""
    answers: tuple[Mapping[str, Any], ...] = ()
    devices: tuple[Mapping[str, Any], ...] = ()

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "day": self.day.isoformat(),
            "cases": dict(self.cases),
            "money": dict(self.money),
            "cards": dict(self.cards),
            "by_service": [dict(row) for row in self.by_service],
            "by_clerk": [dict(row) for row in self.by_clerk],
            "by_window": [dict(row) for row in self.by_window],
            "by_method": [dict(row) for row in self.by_method],
            "by_half_hour": [dict(row) for row in self.by_half_hour],
            "waiting": dict(self.waiting),
            "ratings": dict(self.ratings),
            "receipts": dict(self.receipts),
            "blanks": [dict(row) for row in self.blanks],
            "answers": [dict(row) for row in self.answers],
            "devices": [dict(row) for row in self.devices],
        }


def tally(
    day: date,
    *,
    steps: Iterable[StepFact],
    cases: Iterable[CaseFact],
    payments: Iterable[PaymentFact],
    moves: Iterable[MoveFact],
    tickets: Iterable[TicketFact] = (),
    ratings: Iterable[int] = (),
    serials: Iterable[SerialFact] = (),
    answers: Iterable[AnswerFact] = (),
    faults: Iterable[FaultFact] = (),
) -> Tally:
    """Adds a day up. `moves` are all of the hall's up to that day; everything else is of the day itself."""
    services, clerks, windows, half_hours = _Rows("service"), _Rows("clerk"), _Rows("window"), _Rows("half_hour")
    taken_at: dict[str, str] = {}
    for step in _once_a_case(steps):
        figure = _STEP_COUNTS[step.after]
        services.add(step.service, figure, 1)
        clerks.add(step.by, figure, 1)
        windows.add(step.window, figure, 1)
        half_hours.add(step.half_hour, figure, 1)
        if figure == "accepted":
            taken_at[step.case] = step.half_hour
    for case in cases:
        for figure, amount in (("deferred", int(case.deferred)), ("due", case.due), ("waived", case.waived)):
            services.add(case.service, figure, amount)
            clerks.add(case.by, figure, amount)
            windows.add(case.window, figure, amount)
        if case.deferred and case.number in taken_at:
            half_hours.add(taken_at[case.number], "deferred", 1)
    payments = sorted(payments, key=lambda payment: payment.receipt)
    for payment in payments:
        figure = "paid" if payment.amount > 0 else "refunded"
        services.add(payment.service, figure, abs(payment.amount))
        clerks.add(payment.by, figure, abs(payment.amount))
        windows.add(payment.window, figure, abs(payment.amount))
    return Tally(
        day,
        services.total(CASE_FIGURES),
        services.total(MONEY_FIGURES),
        cards_of(day, moves),
        services.rows(),
        clerks.rows(),
        windows.rows(),
        _by_method(payments),
        half_hours.rows(),
        _waiting(list(tickets)),
        _ratings(ratings),
        _receipts(payments),
        _blanks(serials),
        _counted(("what", "decision"), ((one.what, one.decision) for one in answers)),
        _counted(("window", "device", "kind"), ((one.window, one.device, one.kind) for one in faults)),
    )


def cards_of(day: date, moves: Iterable[MoveFact]) -> dict[str, int]:
    """The day's blank-card figures, each the net change of the day; opening and closing are blanks in hand."""
    figures = dict.fromkeys(("opening", *CARD_FIGURES, "closing"), 0)
    for move in moves:
        in_hand = (move.after in _IN_HAND) - (move.before in _IN_HAND)
        if move.day < day:
            figures["opening"] += in_hand * move.count
        elif move.day == day:
            if not move.before:
                figures["received"] += move.count
            for state, sign in ((move.after, 1), (move.before, -1)):
                if state in CARD_FIGURES:
                    figures[state] += sign * move.count
    figures["closing"] = figures["opening"] + figures["received"] - sum(figures[word] for word in CARD_FIGURES[1:])
    return figures


class _Rows:
    """Figures by one word, every row with every figure."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._rows: dict[str, dict[str, int]] = {}

    def add(self, key: str, figure: str, amount: int) -> None:
        row = self._rows.setdefault(key, dict.fromkeys((*CASE_FIGURES, *MONEY_FIGURES), 0))
        row[figure] += amount

    def rows(self) -> tuple[dict[str, Any], ...]:
        return tuple({self._word: key, **row} for key, row in sorted(self._rows.items()) if any(row.values()))

    def total(self, figures: Iterable[str]) -> dict[str, int]:
        return {figure: sum(row[figure] for row in self._rows.values()) for figure in figures}


def _once_a_case(steps: Iterable[StepFact]) -> Iterable[StepFact]:
    """A case that takes the same step twice in a day (held, resumed, held) counts once."""
    seen: set[tuple[str, str]] = set()
    for step in steps:
        if step.after in _STEP_COUNTS and (step.case, step.after) not in seen:
            seen.add((step.case, step.after))
            yield step


def _by_method(payments: list[PaymentFact]) -> tuple[dict[str, Any], ...]:
    rows: dict[str, dict[str, Any]] = {}
    for payment in payments:
        begun = {"method": payment.method, "count": 0, "paid": 0, "refunded": 0, "first": payment.receipt}
        row = rows.setdefault(payment.method, begun)
        row["count"] += 1
        row["last"] = payment.receipt
        row["paid" if payment.amount > 0 else "refunded"] += abs(payment.amount)
    return tuple(rows[method] for method in sorted(rows))


def _blanks(serials: Iterable[SerialFact]) -> tuple[dict[str, Any], ...]:
    """What became of each blank over the day, in runs of serial numbers; moves between shelves are left out."""
    begun: dict[str, str] = {}
    ended: dict[str, str] = {}
    for move in serials:
        begun.setdefault(move.serial, move.before)
        ended[move.serial] = move.after
    moved: dict[tuple[str, str], list[str]] = {}
    for serial, after in ended.items():
        before, after = (_IN_STOCK if state in _IN_HAND else state for state in (begun[serial], after))  # noqa: PLW2901
        if before != after:
            moved.setdefault((before, after), []).append(serial)
    return tuple(
        {"from": before, "to": after, "first": first, "last": last, "count": count}
        for (before, after), found in sorted(moved.items())
        for first, last, count in runs(sorted(found))
    )


def _counted(words: tuple[str, ...], facts: Iterable[tuple[str, ...]]) -> tuple[dict[str, Any], ...]:
    """How often each combination was told."""
    times = Counter(facts)
    return tuple({**dict(zip(words, told, strict=True)), "count": times[told]} for told in sorted(times))


def _receipts(payments: list[PaymentFact]) -> dict[str, Any]:
    if not payments:
        return {}
    return {"first": payments[0].receipt, "last": payments[-1].receipt, "count": len(payments)}


def _waiting(tickets: list[TicketFact]) -> dict[str, Any]:
    if not tickets:
        return {}
    waited = sorted(ticket.waited for ticket in tickets if ticket.waited is not None)
    served = sorted(ticket.served for ticket in tickets if ticket.served is not None)
    return {
        "tickets": sum(ticket.taken for ticket in tickets),
        "served": len(served),
        "skipped": sum(ticket.state == "skipped" for ticket in tickets),
        "median_wait_s": _median(waited),
        "longest_wait_s": waited[-1] if waited else None,
        "median_service_s": _median(served),
    }


def _median(ordered: list[int]) -> int | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2


def _ratings(levels: Iterable[int]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for level in levels:
        counted[str(level)] = counted.get(str(level), 0) + 1
    return dict(sorted(counted.items(), reverse=True))
