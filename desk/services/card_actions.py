"""What the card service is asked to do for a case, and what follows from its answer.

    case accepted or approved ──> message id kept ──> card service ──> 00, 01   closed
                                                                  ├──> silence  stays; the same message again later
                                                                  └──> a text   suspended with that text

Invariants
1. Nothing is asked before the second person has approved, where one is needed.
2. `01` (done before) is as good as `00`: a repetition after a lost answer is no second act (domain 4.6).
"""

from sqlalchemy.orm import Session

from desk.errors import OutsideSilent, Refused
from desk.records.cases import Case
from desk.records.making import Card
from desk.rules import decision as rules
from desk.rules.card_life import CARD, CardState
from desk.rules.journey import ROAD, CaseState, WrongStage, may_follow
from desk.services import casebook, messages, reading
from desk.services.counter import Counter
from desk.services.messages import Reply
from desk.services.submission import BY_CARD_SERVICE
from desk.services.views import CaseView

AFTERWARDS = {
    "temporary_loss": CardState.TEMPORARY_LOSS,
    "formal_loss": CardState.FORMAL_LOSS,
    "lift_loss": CardState.ACTIVE,
    "cancel": CardState.VOID,
    "enable": CardState.ACTIVE,
}


def carry_out(counter: Counter, number: str) -> CaseView:
    """Does what a loss report, a lift, a cancellation or an activation is about; blocking, harmless to repeat.

    Raises OutsideSilent(card_service_unconfirmed), Refused(card_service_failed), WrongStage.
    """
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        case = casebook.find(session, counter, number)
        actions = list(casebook.decision_of(counter, case).get("card_actions") or [])
        if case.state == CaseState.CLOSED:
            return reading.case_view(session, counter, case)
        if case.service not in BY_CARD_SERVICE or case.state not in (CaseState.ACCEPTED, CaseState.APPROVED):
            raise WrongStage("case", str(case.state), CaseState.CLOSED, ROAD.after(case.state))
        number, person, card = case.number, casebook.holder_of(counter, case)["id_number"], card_of(counter, case)
    reply = messages.ask_card_service(counter, number, actions[0], person, card)
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        _decided_by(session, counter, case, reply)
        if reply.done:
            mirror(session, counter, card, AFTERWARDS[reply.action])
            if case.state != CaseState.CLOSED:
                casebook.move(session, counter, case, CaseState.CLOSED, action=reply.action, reply=reply.text)
        elif not reply.silent and may_follow(case.state, CaseState.SUSPENDED):
            casebook.move(session, counter, case, CaseState.SUSPENDED, action=reply.action, reply=reply.text)
        session.flush()
        view = reading.case_view(session, counter, case)
    insist(reply)
    return view


def insist(reply: Reply) -> None:
    """Raises unless the card service did it: OutsideSilent(card_service_unconfirmed), Refused(card_service_failed)."""
    if reply.silent:
        raise OutsideSilent("card_service_unconfirmed", action=reply.action)
    if not reply.done:
        raise Refused("card_service_failed", action=reply.action, text=reply.text)


def card_of(counter: Counter, case: Case) -> str:
    """The card a case is about: the last of the person's cards that is not void."""
    cards = casebook.situation_of(counter, case).get("cards") or ()
    usable = [card["number"] for card in cards if card["status"] != "void"]
    if not usable:
        raise Refused("no_active_card", case=case.number)
    return str(usable[-1])


def mirror(session: Session, counter: Counter, card: str, state: CardState) -> None:
    """Keeps our own note of a card made at this hall in step with the card service."""
    row = session.get(Card, (counter.hall, card))
    if row is not None and row.state != state and CARD.may_follow(row.state, state):
        row.state = state


def _decided_by(session: Session, counter: Counter, case: Case, reply: Reply) -> None:
    """The same walk-in, decided with the card service's answer: notes and papers follow from it.

    Silence decides nothing: the message stays the same. After a refusal the next attempt is a new message.
    """
    messages.note_reply(session, counter, case.number, reply)
    replies = [*case.facts.get("replies", ()), reply.text]
    case.facts = {**case.facts, "replies": replies}
    if reply.silent:
        return
    if not reply.done:
        asked = {action: kept for action, kept in case.facts["asked"].items() if action != reply.action}
        case.facts = {**case.facts, "asked": asked}
    given = casebook.situation_of(counter, case)
    given["card_service"] = {"action": reply.action, "replies": replies}
    decision = rules.decide(given, counter.policy, counter.calendar).document()
    if not reply.done or decision["outcome"] == "accept":  # what is done stays decided, even under a newer pack
        casebook.decided_again(session, counter, case, given, decision)
