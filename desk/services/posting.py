"""Cards by post: out with a waybill, signed for by the holder, or back again (M-023)."""

from desk.errors import Refused
from desk.records import commands, journal
from desk.records.making import Card
from desk.rules.journey import CaseState
from desk.services import casebook, handover, reading
from desk.services.counter import Counter
from desk.services.views import CaseView

_OUT = frozenset({CaseState.MAILED, CaseState.COLLECTED, CaseState.ACTIVE, CaseState.CLOSED})


def post(counter: Counter, number: str, waybill: str, key: str) -> CaseView:
    """The letter goes out, still without a working card in it.

    Raises Refused(refused_by_rules, reasons=[deferral_open]) while a promised paper has not been brought.
    """
    counter.require("clerk", "supervisor")
    wish = commands.digest([number, waybill])
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if commands.once(session, counter.hall, key, "post", wish) is None:
            if any(debt.cured_at is None for debt in reading.debts(session, case)):
                raise Refused("refused_by_rules", outcome="hold", reasons=["deferral_open"])
            casebook.move(session, counter, case, CaseState.MAILED, waybill=waybill)
            case.facts = {**case.facts, "waybill": waybill}
            commands.keep(session, counter.hall, key, "post", wish, answer={"case": number}, at=counter.now())
        session.flush()
        return reading.case_view(session, counter, case)


def delivered(counter: Counter, number: str) -> CaseView:
    """The post says the holder signed: the card is enabled; blocking, harmless to repeat.

    Raises Refused(not_mailed) for a card that still lies here, and as handover.enable.
    """
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        state = casebook.find(session, counter, number).state
    if state not in _OUT:
        raise Refused("not_mailed", number=number, state=state)
    handover.enable(counter, number)
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.state == CaseState.MAILED:
            casebook.move(session, counter, case, CaseState.COLLECTED, collector="holder", by="post")
            card = session.get(Card, (counter.hall, case.card))
            if card is not None:
                card.issued_at = counter.now()
        session.flush()
        return reading.case_view(session, counter, case)


def came_back(counter: Counter, number: str, why: str = "") -> CaseView:
    """The letter came back: the card lies ready here again."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.state != CaseState.READY:
            casebook.move(session, counter, case, CaseState.READY, why=why)
            case.ready_at = counter.now()
            journal.write(session, counter, "letter_returned", case.number, "done", why=why)
        session.flush()
        return reading.case_view(session, counter, case)
