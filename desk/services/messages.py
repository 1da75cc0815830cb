"""Questions to outside systems that count once: every message has an id that is kept before it is sent.

A message id is institution 10 + window 2 + yyyyMMddHHmmss 14 + sequence 4 = 30 digits, as the regional platform wants
it (`msgid` C30). The card service answers `00` (done), `01` (done before: as good) or a text that refuses; silence is
neither, and the same message is sent again under the same id.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from desk.errors import OutsideSilent
from desk.records import hold, journal, numbers
from desk.records.cases import Case
from desk.services.counter import Counter

DONE, DONE_BEFORE, SILENT = "00", "01", "timeout"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the card service said; `text` is `timeout` when it said nothing."""

    action: str
    text: str

    @property
    def done(self) -> bool:
        """Whether the card is now as it was asked to be."""
        return self.text in (DONE, DONE_BEFORE)

    @property
    def silent(self) -> bool:
        """Whether nobody knows what happened."""
        return self.text == SILENT


def new_id(session: Session, counter: Counter) -> str:
    """A message id nobody had before; taken in the transaction that keeps it."""
    now = counter.now()
    taken = numbers.take(session, counter.hall, now.date(), f"message:{counter.station}")
    return f"{counter.hall}{counter.station:0>2}{now:%Y%m%d%H%M%S}{taken % 10_000:04d}"


def ask_card_service(counter: Counter, case: str, action: str, number: str, card: str) -> Reply:
    """Has one card action of a case done; its id is kept first, so that asking again after a crash counts once."""
    with counter.store.begin() as session:
        row = hold.one(session, Case, (counter.hall, case))
        asked: dict[str, str] = dict(row.facts.get("asked") or {})
        if action not in asked:
            asked[action] = new_id(session, counter)
            row.facts = {**row.facts, "asked": asked}
        journal.write(session, counter, "card_service", case, "asked", action=action, card=card)
    return call_card_service(counter, asked[action], action, number, card)


def call_card_service(counter: Counter, message_id: str, action: str, number: str, card: str) -> Reply:
    """One call under an id that is kept already."""
    try:
        return Reply(action, counter.card_service.act(message_id, action, number, card))
    except OutsideSilent:
        return Reply(action, SILENT)


def note_reply(session: Session, counter: Counter, subject: str, reply: Reply) -> None:
    """Writes the outcome into the journal, in the transaction that acts on it."""
    result = "done" if reply.done else "silent" if reply.silent else "refused"
    journal.write(session, counter, "card_service", subject, result, action=reply.action, reply=reply.text)
