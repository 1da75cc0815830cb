"""Blank cards: received by range, moved from vault to window to printer, counted, and never out of balance.

Every blank is one row with one state; every step of it is one move. The database keeps the equation after each
statement (`desk/records/guards.py`); `check` recomputes it from the raw rows, so that a row changed by other hands
stops the issuing. M-024, M-027, and the practice of halls with blanks as counted vouchers (空白卡管理).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from desk.errors import Refused, StoreTrouble, UsageError
from desk.records import commands, hold, journal, numbers
from desk.records.stock import Blank, BlankMove, StockBalance, StockReceipt
from desk.rules.card_life import BLANK, BlankState
from desk.services import days
from desk.services.accounts import second_person
from desk.services.counter import Counter, Credential

MOST_AT_ONCE = 5000
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


def receive(
    counter: Counter, first: str, last: str, second: Credential, *, place: str = "vault", key: str | None = None
) -> int:
    """Takes a delivery into stock, counted by two people; gives the number of blanks.

    Raises UsageError(serial_range), Refused(blanks_received_before, serials=… | day_closed), NotPermitted.
    """
    counter.require("clerk", "supervisor")
    serials = serials_between(first, last)
    key = key or counter.new_key()
    wish = commands.digest([first, last, place])
    other = second_person(counter, second, "stock_receive", "supervisor", "clerk")
    with counter.store.begin() as session:
        done = commands.once(session, counter.hall, key, "stock_receive", wish)
        if done is not None:
            return int(done["count"])
        days.require_open(session, counter)
        hold.name(session, "stock", counter.hall)
        known = select(Blank.serial).where(Blank.hall == counter.hall, Blank.serial.between(first, last))
        before = [serial for serial in session.scalars(known) if serial in set(serials)]
        if before:
            raise Refused("blanks_received_before", serials=before[:5], count=len(before))
        now, day = counter.now(), counter.today()
        who = {"at": now, "day": day, "by": counter.operator.name, "second": other.name}
        session.add(StockReceipt(hall=counter.hall, id=key, first=first, last=last, count=len(serials), **who))
        session.flush()
        common = {"hall": counter.hall, "place": place}
        session.execute(
            insert(Blank),
            [{**common, "serial": serial, "receipt": key, "state": "in_stock", "since": now} for serial in serials],
        )
        step = {**common, **who, "seq": 1, "before": "", "after": "in_stock", "reason": "received"}
        session.execute(insert(BlankMove), [{**step, "serial": serial} for serial in serials])
        commands.keep(session, counter.hall, key, "stock_receive", wish, answer={"count": len(serials)}, at=now)
        journal.write(
            session, counter, "stock_received", first, "done", last=last, count=len(serials), second=other.name
        )
        return len(serials)


def move(counter: Counter, first: str, last: str, place: str, second: Credential) -> int:
    """Carries blanks to vault, window:NN or printer:NN; both people sign. Gives the number moved."""
    counter.require("clerk", "supervisor")
    if not re.fullmatch(r"vault|(window|printer):\d\d", place):
        raise UsageError("unknown_code", field="place", value=place, known=("vault", "window:NN", "printer:NN"))
    wanted = set(serials_between(first, last))
    other = second_person(counter, second, "stock_move", "supervisor", "clerk")
    with counter.store.begin() as session:
        found = session.scalars(
            select(Blank)
            .where(Blank.hall == counter.hall, Blank.serial.between(first, last), Blank.state == BlankState.IN_STOCK)
            .order_by(Blank.serial)
            .with_for_update()
        )
        moved = [blank for blank in found if blank.serial in wanted and blank.place != place]
        for blank in moved:
            blank.place = place
            note_move(session, counter, blank, "in_stock", "moved", second=other.name)
        journal.write(
            session, counter, "stock_moved", first, "done", last=last, count=len(moved), place=place, second=other.name
        )
        return len(moved)


def adjust(counter: Counter, serial: str, after: str, reason: str, second: Credential) -> str | None:
    """Takes one blank out of stock: spoiled (damaged, missing) or returned. Gives the spoiled-card slip's number.

    Raises UsageError(no_such_blank | unknown_code), WrongStage, Refused(day_closed), NotPermitted: a supervisor has to
    be the second person.
    """
    counter.require("clerk", "supervisor")
    if after not in (BlankState.SPOILED, BlankState.RETURNED):
        raise UsageError("unknown_code", field="state", value=after, known=("spoiled", "returned"))
    other = second_person(counter, second, "stock_adjust", "supervisor")
    with counter.store.begin() as session:
        days.require_open(session, counter)
        blank = hold.row(session, Blank, (counter.hall, serial))
        if blank is None:
            raise UsageError("no_such_blank", serial=serial)
        slip = spoiled_number(session, counter) if after == BlankState.SPOILED else None
        step(session, counter, blank, after, reason, second=other.name)
        journal.write(
            session, counter, "stock_adjusted", serial, "done", after=after, reason=reason, slip=slip, second=other.name
        )
        return slip


def report(counter: Counter) -> StockReport:
    """The stock as the rows say now; anyone signed in may look."""
    with counter.store.reading() as session:
        return _report(session, counter.hall)


def available(session: Session, counter: Counter) -> int:
    """How many blanks this window can print on now."""
    here = select(func.count()).select_from(Blank).where(*_here(counter))
    return session.scalar(here) or 0


def lowest(session: Session, counter: Counter) -> Blank:
    """The blank to use next: lowest serial first, the printer's tray before the window's drawer.

    Raises Refused(no_blank, vault=…) when this window has none.
    """
    blank = session.scalar(
        select(Blank)
        .where(*_here(counter))
        .order_by(Blank.place, Blank.serial)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if blank is None:
        places = _report(session, counter.hall).places
        raise Refused("no_blank", window=counter.station, vault=places.get("vault", 0))
    return blank


def step(
    session: Session,
    counter: Counter,
    blank: Blank,
    after: str,
    reason: str,
    *,
    case: str | None = None,
    job: str | None = None,
    second: str | None = None,
) -> None:
    """One step of one blank, with its move. Raises WrongStage."""
    BLANK.check(blank.state, after)
    before, blank.state = blank.state, after
    free = after == BlankState.IN_STOCK
    blank.case, blank.job, blank.since = (None, None, counter.now()) if free else (case, job, counter.now())
    note_move(session, counter, blank, before, reason, case=case, job=job, second=second)


def note_move(
    session: Session,
    counter: Counter,
    blank: Blank,
    before: str,
    reason: str,
    *,
    case: str | None = None,
    job: str | None = None,
    second: str | None = None,
) -> None:
    """Writes a blank's step down."""
    last = select(func.max(BlankMove.seq)).where(BlankMove.hall == blank.hall, BlankMove.serial == blank.serial)
    session.add(
        BlankMove(
            hall=blank.hall,
            serial=blank.serial,
            seq=(session.scalar(last) or 0) + 1,
            at=counter.now(),
            day=counter.today(),
            by=counter.operator.name,
            second=second,
            before=before,
            after=blank.state,
            place=blank.place,
            reason=reason,
            case=case,
            job=job,
        )
    )
    session.flush()


def spoiled_number(session: Session, counter: Counter) -> str:
    """The next number of a spoiled-card slip (S…)."""
    hall = counter.settings.hall
    return numbers.public_number(session, hall.region, hall.code, counter.today(), counter.station, letter="S")


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


def serials_between(first: str, last: str) -> list[str]:
    """Every serial of a range: one prefix, digits of one length. Raises UsageError(serial_range)."""
    from_, to = (re.fullmatch(r"([A-Z0-9-]*?)(\d{1,12})", text) for text in (first, last))
    if not from_ or not to or len(first) != len(last):
        raise UsageError("serial_range", first=first, last=last)
    digits = next((i for i in range(len(first)) if first[i:].isdigit() and first[:i] == last[:i]), None)
    if (
        digits is None
        or not last[digits:].isdigit()
        or not 0 <= int(last[digits:]) - int(first[digits:]) < MOST_AT_ONCE
    ):
        raise UsageError("serial_range", first=first, last=last, most=MOST_AT_ONCE)
    prefix, width = first[:digits], len(first) - digits
    return [f"{prefix}{n:0{width}d}" for n in range(int(first[digits:]), int(last[digits:]) + 1)]


def _here(counter: Counter) -> tuple[Any, ...]:
    places = (f"printer:{counter.station}", f"window:{counter.station}")
    return Blank.hall == counter.hall, Blank.state == BlankState.IN_STOCK, Blank.place.in_(places)


def _report(session: Session, hall: str) -> StockReport:
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
