"""Drafts: everything typed and captured for one walk-in, kept at every change, sealed, and bound to its operator.

Invariants
1. `save` is one short transaction; after it a power cut costs nothing that was in the draft.
2. Pictures are written once, under their digest, and dropped when the draft no longer holds them: a rejected photo does
   not survive.
3. A draft is opened by its operator alone. Somebody else gets it only by `hand_over_to`, which the journal shows.
4. A draft that cannot be opened any more is listed and kept aside; it never keeps the desk from starting.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from desk.errors import NotPermitted, StoreTrouble, UsageError
from desk.ports import Stroke
from desk.records import hold, journal
from desk.records.drafts import DraftRow
from desk.records.papers import Picture
from desk.services import accounts, casebook, pictures
from desk.services.counter import Counter, Operator
from desk.services.situation import Situation, name_of, number_of

AT_A_COUNTER = ("clerk", "supervisor")
"""Roles that serve people."""


@dataclass(frozen=True, slots=True)
class Page:
    """One scanned page of a paper; `code` is the material, `page` counts from 1."""

    code: str
    page: int
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished walk-in as it stands on the screen.

    `case` is the case or notice that this visit goes on with; `asked` the registry's message id, kept so that a
    repeated question counts once; `signed` the digest of what was signed; `card_text` what the chip told besides.
    """

    id: str
    opened_at: datetime
    operator: str
    situation: Situation
    step: str = "decide"
    ticket: str | None = None
    case: str | None = None
    asked: str | None = None
    photo: bytes | None = None
    photo_original: bytes | None = None
    pages: tuple[Page, ...] = ()
    signature: tuple[Stroke, ...] | None = None
    signed: str | None = None
    card_text: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list; `name` is None when it cannot be opened any more."""

    id: str
    name: str | None
    service: str | None
    reason: str | None
    step: str
    ticket: str | None
    case: str | None
    opened_at: datetime
    saved_at: datetime
    aside: bool


def save(counter: Counter, draft: Draft) -> Draft:
    """Keeps the draft as it stands. Raises NotPermitted(other_operator)."""
    with counter.store.begin() as session:
        keep(session, counter, draft)
    return draft


def keep(session: Session, counter: Counter, draft: Draft, *, aside: bool | None = None) -> None:
    """`save` inside a transaction that does more. Raises NotPermitted(role | other_operator).

    Unless `aside` says so a draft stays where it lies: an answer that comes late opens nothing that was set aside.
    """
    counter.require("clerk", "supervisor")
    row = hold.row(session, DraftRow, (counter.hall, draft.id))
    only_for(counter, row.operator if row is not None else draft.operator)
    if row is None:
        row = DraftRow(hall=counter.hall, id=draft.id, operator=draft.operator, opened_at=draft.opened_at, aside=False)
        session.add(row)
    number = number_of(draft.situation)
    row.counter, row.saved_at, row.step, row.ticket, row.case, row.aside = (
        counter.station,
        counter.now(),
        draft.step,
        draft.ticket,
        draft.case,
        row.aside if aside is None else aside,
    )
    row.id_key = counter.store.sealer.find_key(number) if number else None
    row.sealed = casebook.seal(counter, "drafts.sealed", draft.id, _document(draft))
    keep_pictures(session, counter, draft)


def open_drafts(counter: Counter) -> list[DraftLine]:
    """The operator's unfinished walk-ins, oldest first."""
    with counter.store.reading() as session:
        mine = (DraftRow.hall == counter.hall, DraftRow.operator == counter.operator.name)
        return [
            _line(counter, row) for row in session.scalars(select(DraftRow).where(*mine).order_by(DraftRow.opened_at))
        ]


def resume(counter: Counter, draft_id: str) -> Draft:
    """The draft as it was left. Raises UsageError(no_such_draft), NotPermitted(other_operator), StoreTrouble."""
    with counter.store.begin() as session:
        row = _row(session, counter, draft_id)
        only_for(counter, row.operator)
        draft = read(session, counter, row)
        row.aside = False
        journal.write(session, counter, "draft_resumed", draft_id, "done")
    return draft


def set_aside(counter: Counter, draft: Draft) -> None:
    """Parks the draft, for the next person at the counter."""
    with counter.store.begin() as session:
        keep(session, counter, draft, aside=True)
        journal.write(session, counter, "draft_set_aside", draft.id, "done")


def left_at_this_window(counter: Counter) -> None:
    """Somebody sits down here: what the window's program left open when it ended is on no screen, so it lies aside."""
    left = (DraftRow.hall == counter.hall, DraftRow.counter == counter.station, DraftRow.aside.is_(False))
    with counter.store.begin() as session:
        numbers = session.scalars(select(DraftRow.id).where(*left)).all()
        for draft_id in numbers:
            journal.write(session, counter, "draft_set_aside", draft_id, "done", why="left_open")
        these = (DraftRow.hall == counter.hall, DraftRow.id.in_(numbers))
        session.execute(update(DraftRow).where(*these).values(aside=True))


def hand_over_to(counter: Counter, draft_id: str, colleague: str) -> None:
    """Gives a draft to a colleague with everything in it; the operator or a supervisor may.

    Raises UsageError(no_such_account) for a colleague who is not there or is no clerk or supervisor.
    """
    if not any(accounts.still_valid(replace(counter, operator=Operator(colleague, role))) for role in AT_A_COUNTER):
        raise UsageError("no_such_account", name=colleague)
    with counter.store.begin() as session:
        row = _row(session, counter, draft_id)
        if counter.operator.role != "supervisor":
            only_for(counter, row.operator)
        before, row.operator, row.aside = row.operator, colleague, True
        journal.write(session, counter, "draft_handed_over", draft_id, "done", before=before, after=colleague)


def throw_away(counter: Counter, draft: Draft, reason: str = "applicant_left") -> None:
    """Ends a draft without a case; what was captured is removed."""
    with counter.store.begin() as session:
        row = _row(session, counter, draft.id)
        only_for(counter, row.operator)
        forget_pictures(session, counter, draft.id)
        session.delete(row)
        journal.write(session, counter, "draft_thrown_away", draft.id, "done", reason=reason)


def read(session: Session, counter: Counter, row: DraftRow) -> Draft:
    """A draft with its pictures, from its row. Raises StoreTrouble(store_damaged)."""
    document = casebook.unseal(counter, "drafts.sealed", row.id, row.sealed)
    clear_of = {
        picture.id: counter.store.sealer.open("pictures.sealed", picture.id, picture.sealed)
        for picture in session.scalars(select(Picture).where(*_of(counter, row.id)))
    }
    strokes = document["signature"]
    return Draft(
        id=row.id,
        opened_at=row.opened_at,
        operator=row.operator,
        situation=document["situation"],
        step=row.step,
        ticket=row.ticket,
        case=row.case,
        asked=document["asked"],
        photo=clear_of.get(document["photo"]),
        photo_original=clear_of.get(document["photo_original"]),
        pages=tuple(Page(code, page, clear_of[key]) for code, page, key in document["pages"]),
        signature=None if strokes is None else tuple(Stroke(tuple(tuple(p) for p in stroke)) for stroke in strokes),
        signed=document["signed"],
        card_text=document["card_text"],
    )


def picture_keys(draft: Draft) -> dict[str, tuple[str, str | None, int, bytes]]:
    """Everything pictured in a draft under the key it is kept by: (kind, material code, page, bytes)."""
    found: list[tuple[str, str | None, int, bytes]] = []
    if draft.photo is not None:
        found.append(("photo", None, 0, draft.photo))
    if draft.photo_original is not None:
        found.append(("photo_original", None, 0, draft.photo_original))
    found += [("page", page.code, page.page, page.jpeg) for page in draft.pages]
    return {_key(draft.id, *one): one for one in found}


def file_pictures(session: Session, counter: Counter, draft: Draft, case: str) -> None:
    """The draft's pictures become the case's; a newer picture of the same thing takes the older one's place."""
    keys = picture_keys(draft)
    if not keys:
        return
    newer = {(kind, code, page) for kind, code, page, _ in keys.values()}
    filed = session.execute(
        select(Picture.id, Picture.kind, Picture.code, Picture.page).where(
            Picture.hall == counter.hall, Picture.case == case
        )
    )
    older = [row.id for row in filed if (row.kind, row.code, row.page) in newer]
    if older:
        session.execute(delete(Picture).where(Picture.hall == counter.hall, Picture.id.in_(older)))
    mine = (Picture.hall == counter.hall, Picture.id.in_(keys))
    session.execute(update(Picture).where(*mine).values(case=case))


def forget_pictures(session: Session, counter: Counter, draft_id: str) -> None:
    """Removes a draft's pictures (secure delete clears their pages); what was filed with a case stays."""
    session.execute(delete(Picture).where(*_of(counter, draft_id), Picture.case.is_(None)))


def keep_pictures(session: Session, counter: Counter, draft: Draft) -> None:
    """Makes the store hold exactly this draft's pictures."""
    kept = set(session.scalars(select(Picture.id).where(*_of(counter, draft.id))))
    wanted = picture_keys(draft)
    gone = kept - wanted.keys()
    if gone:
        session.execute(delete(Picture).where(Picture.hall == counter.hall, Picture.id.in_(gone)))
    for key in wanted.keys() - kept:
        kind, code, page, clear = wanted[key]
        pictures.keep(session, counter, key, kind, clear, case=None, code=code, page=page)


def _of(counter: Counter, draft_id: str) -> tuple[ColumnElement[bool], ...]:
    """A draft's pictures carry its id before a hyphen; the next character after a hyphen is a full stop."""
    return (Picture.hall == counter.hall, Picture.id >= f"{draft_id}-", Picture.id < f"{draft_id}.")


def _key(draft_id: str, kind: str, code: str | None, page: int, clear: bytes) -> str:
    named = hashlib.sha256(f"{kind} {code} {page} ".encode() + clear).hexdigest()
    return f"{draft_id}-{named[:24]}"


def _document(draft: Draft) -> dict[str, Any]:
    keys = {(kind, code, page): key for key, (kind, code, page, _) in picture_keys(draft).items()}
    return {
        "situation": draft.situation,
        "asked": draft.asked,
        "photo": keys.get(("photo", None, 0)),
        "photo_original": keys.get(("photo_original", None, 0)),
        "pages": [(page.code, page.page, keys["page", page.code, page.page]) for page in draft.pages],
        "signature": None if draft.signature is None else [stroke.points for stroke in draft.signature],
        "signed": draft.signed,
        "card_text": dict(draft.card_text),
    }


def _row(session: Session, counter: Counter, draft_id: str) -> DraftRow:
    row = hold.row(session, DraftRow, (counter.hall, draft_id))
    if row is None:
        raise UsageError("no_such_draft", draft=draft_id)
    return row


def only_for(counter: Counter, operator: str) -> None:
    """Raises NotPermitted(other_operator) unless this operator is at the counter."""
    if operator != counter.operator.name:
        raise NotPermitted("other_operator", operator=operator)


def _line(counter: Counter, row: DraftRow) -> DraftLine:
    try:
        situation = casebook.unseal(counter, "drafts.sealed", row.id, row.sealed)["situation"]
    except (StoreTrouble, ValueError, KeyError):
        situation = None
    return DraftLine(
        id=row.id,
        name=name_of(situation) if situation else None,
        service=situation.get("service") if situation else None,
        reason=situation.get("reason") if situation else None,
        step=row.step,
        ticket=row.ticket,
        case=row.case,
        opened_at=row.opened_at,
        saved_at=row.saved_at,
        aside=row.aside,
    )
