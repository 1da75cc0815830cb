"""Blank cards: received by range, moved from vault to window to printer, counted, and never out of balance.

Every blank is one row with one state; every step of it is one move. The database keeps the equation after each
statement (`desk/records/guards.py`); `check` recomputes it from the raw rows, so that a row changed by other hands
stops the issuing (`stock_figures.py`).

M-024, M-027, and the practice of halls with blanks as counted vouchers (空白卡管理).
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import commands, hold, journal, numbers
from desk.records.stock import Blank, BlankMove, StockReceipt
from desk.rules import serials
from desk.rules.card_life import BLANK, BlankState
from desk.services import days
from desk.services.accounts import second_person
from desk.services.counter import Counter, Credential
from desk.services.stock_figures import IN_HAND, StockReport, check, figures, moves_by_day, report

__all__ = [
    "IN_HAND", "StockReport", "adjust", "available", "check", "lowest", "move", "moves_by_day", "note_moves", "receive",
    "report", "spoiled_number", "step",
]  # fmt: skip


def receive(
    counter: Counter, first: str, last: str, second: Credential, *, place: str = "vault", key: str | None = None
) -> int:
    """Takes a delivery into stock, counted by two people; gives the number of blanks.

    Raises UsageError(serial_range), Refused(blanks_received_before, serials=… | day_closed), NotPermitted.
    """
    counter.require("clerk", "supervisor")
    listed = serials.between(first, last)
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
        before = sorted(set(listed).intersection(session.scalars(known)))
        if before:
            raise Refused("blanks_received_before", serials=before[:5], count=len(before))
        now = counter.now()
        who = {"at": now, "day": now.date(), "by": counter.operator.name, "second": other.name}
        session.add(StockReceipt(hall=counter.hall, id=key, first=first, last=last, count=len(listed), **who))
        session.flush()
        common = {"hall": counter.hall, "place": place}
        session.execute(
            insert(Blank),
            [{**common, "serial": serial, "receipt": key, "state": "in_stock", "since": now} for serial in listed],
        )
        step = {**common, **who, "seq": 1, "before": "", "after": "in_stock", "reason": "received"}
        session.execute(insert(BlankMove), [{**step, "serial": serial} for serial in listed])
        commands.keep(session, counter.hall, key, "stock_receive", wish, answer={"count": len(listed)}, at=now)
        journal.write(
            session, counter, "stock_received", first, "done", last=last, count=len(listed), second=other.name
        )
        return len(listed)


def move(counter: Counter, first: str, last: str, place: str, second: Credential) -> int:
    """Carries blanks to vault, window:NN or printer:NN; both people sign. Gives the number moved."""
    counter.require("clerk", "supervisor")
    if not re.fullmatch(r"vault|(window|printer):[0-9]{2}", place):
        raise UsageError("unknown_code", field="place", value=place, known=("vault", "window:NN", "printer:NN"))
    wanted = set(serials.between(first, last))
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
        note_moves(session, counter, moved, BlankState.IN_STOCK, "moved", second=other.name)
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
        places = figures(session, counter.hall).places
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
    before, blank.state, blank.since = blank.state, after, counter.now()
    blank.case, blank.job = (None, None) if after == BlankState.IN_STOCK else (case, job)
    note_moves(session, counter, [blank], before, reason, case=case, job=job, second=second)


def note_moves(
    session: Session,
    counter: Counter,
    blanks: Sequence[Blank],
    before: str,
    reason: str,
    *,
    case: str | None = None,
    job: str | None = None,
    second: str | None = None,
) -> None:
    """Writes the same step of some blanks down."""
    serials, now = [blank.serial for blank in blanks], counter.now()
    of_these = (BlankMove.hall == counter.hall, BlankMove.serial.in_(serials))
    last = select(BlankMove.serial, func.max(BlankMove.seq)).where(*of_these).group_by(BlankMove.serial)
    seqs: dict[str, int] = dict(session.execute(last).all())
    session.add_all(
        BlankMove(
            hall=counter.hall,
            serial=blank.serial,
            seq=seqs.get(blank.serial, 0) + 1,
            at=now,
            day=now.date(),
            by=counter.operator.name,
            second=second,
            before=before,
            after=blank.state,
            place=blank.place,
            reason=reason,
            case=case,
            job=job,
        )
        for blank in blanks
    )
    session.flush()


def spoiled_number(session: Session, counter: Counter) -> str:
    """The next number of a spoiled-card slip (S…)."""
    hall = counter.settings.hall
    return numbers.public_number(session, hall.region, hall.code, counter.today(), counter.station, letter="S")


def _here(counter: Counter) -> tuple[Any, ...]:
    places = (f"printer:{counter.station}", f"window:{counter.station}")
    return Blank.hall == counter.hall, Blank.state == BlankState.IN_STOCK, Blank.place.in_(places)
