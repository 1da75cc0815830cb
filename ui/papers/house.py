"""Papers of the hall itself: spoiled card, destruction, stock count, shift, an employer's empty form, queue ticket.

Each looks its facts up and gives words; `ui.papers.make.keep` prints and keeps them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import UsageError
from desk.records.journal import JournalEntry
from desk.records.papers import Picture
from desk.records.stock import Blank, BlankMove
from desk.rules.card_life import BlankState
from desk.rules.serials import runs
from desk.services import destruction, search, stock
from desk.services.counter import Counter
from desk.services.queue_tickets import TicketView
from printing.forms import FormWords
from printing.lists import ListWords
from printing.looks import grouped
from printing.roll import RollWords
from printing.slips import SlipWords
from ui.papers import forms, lists, slips
from ui.papers.office import office_of
from ui.papers.phrases import minute, phrase, zh

COUNTED = (*stock.IN_HAND, BlankState.SPOILED, BlankState.UNKNOWN)
"""States of blanks that ought to be found in the hall."""


def spoiled_card(counter: Counter, serial: str) -> SlipWords:
    """废卡登记 of one spoiled blank, with the picture that was taken. Raises UsageError(no_such_blank)."""
    with counter.store.reading() as session:
        move = _spoiling(session, counter, serial)
        written = session.scalars(
            select(JournalEntry.facts).where(
                JournalEntry.hall == counter.hall,
                JournalEntry.subject == (move.case or serial),
                JournalEntry.what.in_(("card_job", "stock_adjusted")),
            )
        )
        facts = (json.loads(text) for text in written)
        slip = next((told["slip"] for told in facts if told.get("slip") and told.get("job") == move.job), "")
        kept = session.get(Picture, (counter.hall, f"spoiled-{move.job}"))
        picture = counter.store.sealer.open("pictures.sealed", kept.id, kept.sealed) if kept else None
        return slips.spoiled_card(
            office_of(counter),
            number=str(slip),
            serial=serial,
            case=grouped(move.case or ""),
            at=move.at,
            reason=_why(move),
            picture=picture,
            by=move.by,
            second=move.second or "",
            found=str(move.reason) != "not_found",
        )


def destruction_list(counter: Counter, serials: Sequence[str], second: str) -> ListWords:
    """废卡销毁清单 of these spoiled blanks; `second` is who watched. Raises UsageError(no_such_blank)."""
    with counter.store.reading() as session:
        moves = [_spoiling(session, counter, serial) for serial in serials]
        rows = [(move.serial, _why(move), f"{move.day:%Y-%m-%d}") for move in moves]
    return lists.destruction_list(office_of(counter), rows, second)


def stock_count(counter: Counter) -> ListWords:
    """空白卡盘点表: what ought to be there, by runs of serial numbers, with the spoiled ones in the box."""
    with counter.store.reading() as session:
        rows = session.execute(
            select(Blank.serial, Blank.state)
            .where(Blank.hall == counter.hall, Blank.state.in_(COUNTED), Blank.place != destruction.DESTROYED)
            .order_by(Blank.serial)
        ).all()
        in_hand = [serial for serial, state in rows if state in stock.IN_HAND]
        held = [serial for serial, state in rows if state == BlankState.RESERVED]
        others = {
            state: [(serial, _why(_last(session, counter, serial, state))) for serial, now in rows if now == state]
            for state in (BlankState.SPOILED, BlankState.UNKNOWN)
        }
    return lists.stock_count_sheet(
        office_of(counter), runs(in_hand), others[BlankState.SPOILED], others[BlankState.UNKNOWN], held
    )


def shift_list(counter: Counter, colleague: str, counts: Mapping[int, int], expected: int) -> ListWords:
    """交接班清单: the till as counted (denomination in fen, how many), this clerk's open cases, the blanks in hand."""
    name = counter.operator.name
    open_cases = [
        (line.number, zh("services", line.service), zh("case_states", line.state))
        for line in search.listed(counter, station=counter.station, limit=500)
        if line.clerk == name and line.state in ("accepted", "review", "returned", "approved", "making")
    ]
    with counter.store.reading() as session:
        blanks = session.execute(
            select(Blank.serial, Blank.state)
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
        cash=[(_denomination(fen), fen, count) for fen, count in counts.items() if count],
        cash_expected=expected,
        cases=open_cases,
        cards=runs([serial for serial, _ in blanks]),
        held=[serial for serial, state in blanks if state == BlankState.RESERVED],
    )


def employer_form(counter: Counter, name: str = "") -> FormWords:
    """参保单位信息登记表 for an employer to complete, with the name where it is known."""
    return forms.employer_form_words(office_of(counter), name)


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
    heading = replace(office.heading("排队号"), place=office.hall)
    last = ("请听窗口叫号，过号请到咨询台", office.hotlines)
    return RollWords(heading, taken.number, (), tuple(rows), "", last)


PAPERS: dict[str, Callable[..., Any]] = {
    "stock_count": stock_count,
    "spoiled_card": spoiled_card,
    "destruction_list": destruction_list,
    "shift_list": shift_list,
    "employer_form": employer_form,
}
"""By their code; each takes the counter, and what it is about by name."""


def _spoiling(session: Session, counter: Counter, serial: str) -> BlankMove:
    """The step that made a blank a spoiled one. Raises UsageError(no_such_blank)."""
    blank = session.get(Blank, (counter.hall, serial))
    if blank is None or blank.state != BlankState.SPOILED:
        raise UsageError("no_such_blank", serial=serial)
    return _last(session, counter, serial, BlankState.SPOILED)


def _last(session: Session, counter: Counter, serial: str, state: str) -> BlankMove:
    """The step by which a blank came to its present state; a move from place to place is none."""
    return session.scalars(
        select(BlankMove)
        .where(
            BlankMove.hall == counter.hall,
            BlankMove.serial == serial,
            BlankMove.after == state,
            BlankMove.before != state,
        )
        .order_by(BlankMove.seq.desc())
        .limit(1)
    ).one()


def _why(move: BlankMove) -> str:
    """The desk's own reasons in words, a person's as they were typed."""
    return str(phrase("blank", str(move.reason)) or move.reason or "")


def _denomination(fen: int) -> str:
    """100 元, 5 角, 1 分."""
    for unit, word in ((100, "元"), (10, "角")):
        if fen >= unit:
            return f"{fen // unit} {word}"
    return f"{fen} 分"
