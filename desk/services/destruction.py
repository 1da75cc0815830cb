"""废卡销毁: the spoiled cards in the box are cut up by one person while another watches (domain 2.17).

A destroyed card stays a spoiled one in the stock's equation: it was received and never issued. What changes is its
place, and that change is a move with two names.
"""

from sqlalchemy import select

from desk.records import journal
from desk.records.stock import Blank
from desk.rules.card_life import BlankState
from desk.services.accounts import second_person
from desk.services.counter import Counter, Credential
from desk.services.stock import note_moves

DESTROYED = "destroyed"
"""The place of a card that is no more."""


def destroy(counter: Counter, second: Credential) -> list[str]:
    """Every spoiled blank that was not destroyed yet; gives their serials, none where the box is empty.

    Raises NotPermitted: a supervisor has to be the second person.
    """
    counter.require("clerk", "supervisor")
    other = second_person(counter, second, "cards_destroy", "supervisor")
    with counter.store.begin() as session:
        blanks = session.scalars(
            select(Blank)
            .where(Blank.hall == counter.hall, Blank.state == BlankState.SPOILED, Blank.place != DESTROYED)
            .order_by(Blank.serial)
            .with_for_update()
        ).all()
        for blank in blanks:
            blank.place = DESTROYED
        note_moves(session, counter, blanks, BlankState.SPOILED, "destroyed", second=other.name)
        serials = [blank.serial for blank in blanks]
        if serials:
            journal.write(session, counter, "cards_destroyed", serials[0], "done", serials=serials, second=other.name)
        return serials
