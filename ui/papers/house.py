"""Papers of the hall itself: spoiled card, destruction, stock count, shift, queue ticket, printer test.

Each looks its facts up and gives words; `ui.papers.make.keep` prints and keeps them.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from desk.errors import UsageError
from desk.records.journal import JournalEntry
from desk.records.making import PrintJob
from desk.records.papers import Picture
from desk.records.stock import Blank, BlankMove
from desk.rules.card_life import BlankState
from desk.rules.serials import runs
from desk.services import search, stock, till
from desk.services.counter import Counter
from desk.services.queue_tickets import TicketView
from printing.lists import ListWords
from printing.looks import grouped
from printing.roll import RollWords
from printing.slips import SlipWords
from printing.test_page import TestPageWords
from ui.papers import lists, slips
from ui.papers.office import office_of
from ui.papers.phrases import minute, phrase, zh


def spoiled_card(counter: Counter, job: str) -> SlipWords:
    """废卡登记 of one print job, with the picture that was taken. Raises UsageError(no_such_job)."""
    with counter.store.reading() as session:
        row = session.get(PrintJob, (counter.hall, job))
        if row is None or row.kind != "card" or row.state != "spoiled" or row.blank is None:
            raise UsageError("no_such_job", id=job)
        written = session.scalars(
            select(JournalEntry.facts).where(
                JournalEntry.hall == counter.hall, JournalEntry.subject == row.case, JournalEntry.what == "card_job"
            )
        )
        facts: dict[str, Any] = next(
            (f for text in written if (f := json.loads(text)).get("job") == job and f.get("slip")), {}
        )
        kept = session.get(Picture, (counter.hall, f"spoiled-{job}"))
        picture = counter.store.sealer.open("pictures.sealed", kept.id, kept.sealed) if kept else None
        serial, case, at, second = row.blank, grouped(str(row.case)), row.at, row.settled_second or facts.get("second")
        reason = _why(row.reason)
    return slips.spoiled_card(
        office_of(counter),
        number=str(facts.get("slip") or ""),
        serial=serial,
        case=case,
        at=at,
        reason=reason,
        picture=picture,
        second=str(second or ""),
    )


def destruction(counter: Counter, serials: Sequence[str], second: str) -> ListWords:
    """废卡销毁清单 of these spoiled blanks; `second` is who watches. Raises UsageError(no_such_blank)."""
    with counter.store.reading() as session:
        rows = []
        for serial in serials:
            blank = session.get(Blank, (counter.hall, serial))
            if blank is None or blank.state != BlankState.SPOILED:
                raise UsageError("no_such_blank", serial=serial)
            rows.append((serial, _reason_of(counter, serial), f"{blank.since:%Y-%m-%d}"))
    return lists.destruction_list(office_of(counter), rows, second)


def stock_count(counter: Counter) -> ListWords:
    """空白卡盘点表: what ought to be there, by runs of serial numbers."""
    with counter.store.reading() as session:
        rows = session.execute(
            select(Blank.serial, Blank.state)
            .where(Blank.hall == counter.hall, Blank.state != BlankState.ISSUED, Blank.state != BlankState.RETURNED)
            .order_by(Blank.serial)
        ).all()
    in_hand = [serial for serial, state in rows if state in stock.IN_HAND]
    others = {
        state: [(serial, _reason_of(counter, serial)) for serial, is_state in rows if is_state == state]
        for state in (BlankState.SPOILED, BlankState.UNKNOWN)
    }
    return lists.stock_count_sheet(
        office_of(counter), runs(in_hand), others[BlankState.SPOILED], others[BlankState.UNKNOWN]
    )


def shift(counter: Counter, colleague: str, cash: Sequence[tuple[str, int]]) -> ListWords:
    """交接班清单: the till as counted (label, fen), this clerk's open cases, and the blanks in hand."""
    own = till.shift(counter)
    name = counter.operator.name
    open_cases = [
        (line.number, zh("services", line.service), zh("case_states", line.state))
        for line in search.listed(counter, station=counter.station, limit=500)
        if line.clerk == name and line.state in ("accepted", "review", "returned", "approved", "making")
    ]
    with counter.store.reading() as session:
        serials = session.scalars(
            select(Blank.serial)
            .where(
                Blank.hall == counter.hall,
                Blank.state.in_(stock.IN_HAND),
                Blank.place.in_((f"window:{counter.station}", f"printer:{counter.station}")),
            )
            .order_by(Blank.serial)
        ).all()
    return lists.shift_list(
        office_of(counter),
        colleague=colleague,
        cash=cash,
        cash_expected=own.expected if own else 0,
        cases=open_cases,
        cards=runs(serials),
    )


def ticket(counter: Counter, taken: TicketView, ahead: int, wait: timedelta | None = None) -> RollWords:
    """排队号: the number, how many are ahead, and what it was taken for; never a name."""
    office = office_of(counter)
    before = f"{ahead} 人" + (f"，约 {max(round(wait.total_seconds() / 60), 1)} 分钟" if wait and ahead else "")
    rows = [("取号", minute(taken.taken_at)), ("前面还有", before)]
    if taken.kind == "priority":
        rows.append(("优先", str(phrase("priority", str(taken.reason)) or "")))
    if taken.booked_for:
        rows.append(("预约", taken.booked_for))
    if taken.service:
        rows.append(("事项", zh("services", taken.service)))
    heading = office.heading("排队号")
    last = ("请听窗口叫号，过号请到咨询台", office.hotlines)
    return RollWords(heading, taken.number, (), tuple(rows), "", last)


def printer_test(counter: Counter, printer: str, told: Sequence[tuple[str, str]] = ()) -> TestPageWords:
    """测试页 for a technician: which printer, and what it says of itself."""
    office = office_of(counter)
    facts = (("打印机", printer), ("时间", minute(office.now)), ("技术员", office.clerk), *told)
    foot = "对照边框和码：边框四边等距，最小的码能扫出即可用。"
    return TestPageWords(office.heading("测试页"), facts, foot)


def _reason_of(counter: Counter, serial: str) -> str:
    with counter.store.reading() as session:
        reason = session.scalar(
            select(BlankMove.reason)
            .where(BlankMove.hall == counter.hall, BlankMove.serial == serial)
            .order_by(BlankMove.seq.desc())
            .limit(1)
        )
    return _why(reason)


def _why(reason: str | None) -> str:
    return str(phrase("blank", str(reason)) or reason or "")
