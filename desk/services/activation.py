"""Activating a card: the holder's own password, and the social function switched on (M-013, M-070).

The password is the holder's: it goes from the PIN pad to the chip, past the clerk and past our store. The bank
activates the financial function by itself.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import NotAcceptable, Refused
from desk.ports import ChipReader
from desk.records import journal
from desk.records.cases import Case
from desk.rules.codes import MAKING
from desk.rules.journey import CaseState
from desk.services import card_actions, casebook, reading, submission
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.views import CaseView

ABOUT_A_CARD = MAKING | submission.BY_CARD_SERVICE


def activate(counter: Counter, draft: Draft, key: str) -> CaseView:
    """Switches a card on that lies inactive with its holder, such as one an employer fetched; blocking."""
    view = submission.conclude_as(counter, draft, key, "activate")
    if view.next == "finish":
        return carry_out(counter, view.number)
    if view.outcome == "accept":
        _collected_is_active(counter, view.id_number)
    return view


def carry_out(counter: Counter, number: str) -> CaseView:
    """Switches on the card of an accepted activation; blocking. The case it was made in is then active too."""
    view = card_actions.carry_out(counter, number)
    if view.outcome == "accept":
        _collected_is_active(counter, view.id_number)
    return view


def set_password(counter: Counter, number: str, chip: ChipReader, old: str, new: str) -> CaseView:
    """Has the holder's new password written to the chip of the card that was just made.

    Raises NotAcceptable(wrong_card) when another card lies in the reader, NotAcceptable(pin_wrong | pin_blocked).
    """
    with counter.store.reading() as session:
        card = casebook.find(session, counter, number).card
    if chip.read().card_number != card:
        raise NotAcceptable("wrong_card", expected=card)
    chip.change_pin(old, new)
    return confirm_password(counter, number)


def confirm_password(counter: Counter, number: str) -> CaseView:
    """The holder has set the password, here or on a pad of its own: a card in the holder's hand is now active."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        case.facts = {**case.facts, "password": "set"}
        journal.write(session, counter, "password", case.number, "set")
        if case.state == CaseState.COLLECTED:
            casebook.move(session, counter, case, CaseState.ACTIVE, password="set")  # noqa: S106 - a fact, no password
        session.flush()
        return reading.case_view(session, counter, case)


def finish(counter: Counter, number: str, why: str = "done") -> CaseView:
    """Closes a case that needs nothing more: no card to make, or an active card whose holder does not rate.

    Raises Refused(wrong_service) for one whose card is still to be made, or to be done something to.
    """
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.state in (CaseState.ACCEPTED, CaseState.APPROVED) and case.service in ABOUT_A_CARD:
            raise Refused("wrong_service", service=case.service, wanted="finish")
        if case.state != CaseState.CLOSED:
            casebook.move(session, counter, case, CaseState.CLOSED, why=why)
        session.flush()
        return reading.case_view(session, counter, case)


def _collected_is_active(counter: Counter, id_number: str) -> None:
    with counter.store.begin() as session:
        for case in _collected(session, counter, id_number):
            casebook.move(session, counter, case, CaseState.ACTIVE, by="activation")


def _collected(session: Session, counter: Counter, id_number: str) -> list[Case]:
    mine = (Case.hall == counter.hall, Case.id_key == counter.store.sealer.find_key(id_number))
    return list(session.scalars(select(Case).where(*mine, Case.state == CaseState.COLLECTED)))
