"""The stock of blank cards in figures: per state and place, with the equation, and its check from the raw rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.errors import StoreTrouble
from desk.records.stock import Blank, BlankMove, StockBalance, StockReceipt
from desk.rules.card_life import BlankState
from desk.services.counter import Counter

IN_HAND = frozenset({BlankState.IN_STOCK, BlankState.RESERVED})
"""States in which a blank can be counted in the hall."""


@dataclass(frozen=True, slots=True)
class StockReport:
    """Blanks per state, the equation's two sides, and where those in hand are."""

    hall: str
    received: int
    states: dict[str, int]
    places: dict[str, int]
    ranges: tuple[tuple[str, str, int], ...]

    @property
    def accounted(self) -> int:
        """The equation's right side."""
        return sum(self.states.values())

    @property
    def holds(self) -> bool:
        """received = in stock + reserved + issued + spoiled + unknown + returned."""
        return self.received == self.accounted

    @property
    def in_hand(self) -> int:
        """What a count of the plastic should find."""
        return sum(self.states[state] for state in IN_HAND)

    def document(self) -> dict[str, Any]:
        """For `stock report`."""
        return {
            "hall": self.hall,
            "received": self.received,
            **self.states,
            "equation": {"received": self.received, "accounted": self.accounted, "holds": self.holds},
            "in_hand": self.in_hand,
            "places": self.places,
            "ranges": [{"first": first, "last": last, "count": count} for first, last, count in self.ranges],
        }


def report(counter: Counter) -> StockReport:
    """The stock as the rows say now; anyone signed in may look."""
    with counter.store.reading() as session:
        return figures(session, counter.hall)


def figures(session: Session, hall: str) -> StockReport:
    """`report` inside a transaction that does more."""
    states = dict(
        session.execute(select(Blank.state, func.count()).where(Blank.hall == hall).group_by(Blank.state)).all()
    )
    places = dict(
        session.execute(
            select(Blank.place, func.count())
            .where(Blank.hall == hall, Blank.state.in_(IN_HAND))
            .group_by(Blank.place)
            .order_by(Blank.place)
        ).all()
    )
    receipts = session.scalars(select(StockReceipt).where(StockReceipt.hall == hall).order_by(StockReceipt.first)).all()
    return StockReport(
        hall,
        sum(receipt.count for receipt in receipts),
        {state.value: states.get(state.value, 0) for state in BlankState},
        places,
        tuple((receipt.first, receipt.last, receipt.count) for receipt in receipts),
    )


def check(session: Session, hall: str) -> None:
    """Recomputes the equation from the raw rows. Raises StoreTrouble(store_damaged, what=stock).

    One statement, so that other windows at work on the same server cannot come between its parts.
    """
    states = [state.value for state in BlankState]
    balance = select(StockBalance).where(StockBalance.hall == hall).subquery()
    received = select(func.sum(StockReceipt.count)).where(StockReceipt.hall == hall).scalar_subquery()
    counted = [func.count().filter(Blank.state == state) for state in states]
    kept = [select(balance.c[state]).scalar_subquery() for state in states]
    row = session.execute(select(received, *counted, *kept).select_from(Blank).where(Blank.hall == hall)).one()
    found, noted = list(row[1 : 1 + len(states)]), [value or 0 for value in row[1 + len(states) :]]
    if found != noted or sum(found) != (row[0] or 0):
        raise StoreTrouble("store_damaged", what="stock", received=row[0], counted=sum(found))


def moves_by_day(session: Session, hall: str, until: date) -> list[tuple[date, str, str, int]]:
    """(day, before, after, count) of every blank move up to a day: what a day's figures are made of."""
    rows = session.execute(
        select(BlankMove.day, BlankMove.before, BlankMove.after, func.count())
        .where(BlankMove.hall == hall, BlankMove.day <= until, BlankMove.before != BlankMove.after)
        .group_by(BlankMove.day, BlankMove.before, BlankMove.after)
    )
    return list(rows)
