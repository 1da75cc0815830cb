"""Loss reports and their lifting: by phone or at the window, by themselves or before a new card (M-005, M-006).

A temporary report lapses by itself and can be lifted; a formal one is final. A card is made anew only after the old one
is formally reported: `report_first` does that while the application is still a draft.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from desk.errors import OutsideSilent, Refused
from desk.records import journal
from desk.rules.identity_papers import is_name_of
from desk.services import card_actions, history, messages, reception, submission
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.situation import Situation, number_of, with_values, without
from desk.services.views import CaseView


def report(counter: Counter, draft: Draft, kind: str, key: str) -> CaseView:
    """Reports the person's card lost, temporary or formal; blocking. What cannot be done is a notice or a waiting case.

    A formal report through an agent needs a second person: the case waits in review, and `carry_out` ends it.
    """
    return _act(counter, submission.conclude_as(counter, draft, key, "loss_report", loss={"kind": kind}))


def report_by_phone(counter: Counter, number: str, name: str, key: str) -> CaseView:
    """A temporary report on number and name alone; blocking.

    Raises Refused(not_as_registered) when the registry has another name or nobody under this number: whoever calls is
    told nothing, and nothing is done.
    """
    done = submission.done_before(counter, key)
    if done is not None and done.id_number == number.strip().upper():
        return _act(counter, done)
    greeting = reception.greet_by_number(counter, number, name, channel="phone", present=False)
    draft = reception.check(counter, greeting.draft)
    registry = draft.situation.get("registry") or {}
    registered = str((registry.get("baseinfo") or {}).get("psn_name") or "")
    if not registry.get("error") and not is_name_of(name, registered):
        if not greeting.resumed:
            drafts.throw_away(counter, draft, "not_as_registered")
        raise Refused("not_as_registered")
    return report(counter, draft, "temporary", key)


def lift(counter: Counter, draft: Draft, key: str) -> CaseView:
    """Lifts a temporary report; blocking. A formal one is final, and the notice says so."""
    return _act(counter, submission.conclude_as(counter, draft, key, "loss_lift"))


def carry_out(counter: Counter, number: str) -> CaseView:
    """Ends a loss report or lift whose card action is still to be done or was not answered."""
    return card_actions.carry_out(counter, number)


def report_first(counter: Counter, draft: Draft) -> Draft:
    """Reports the old card formally lost before a new one is applied for; blocking, harmless to repeat.

    The answer stands in the draft's situation: silence or a refusal makes its next decision a hold.
    Raises Refused(approval_needed) where an agent acts and nobody has approved it yet.
    """
    counter.require("clerk", "supervisor")
    if _refused(draft.situation):
        draft = replace(draft, situation=without(draft.situation, "card_service"))
    decision = reception.decide(counter, draft).document()
    if "formal_loss" not in (decision.get("card_actions") or ()) and not _unanswered(draft.situation):
        return draft
    draft = _asking(counter, draft, decision)
    asked = draft.situation["card_service"]
    reply = messages.call_card_service(
        counter, asked["message_id"], "formal_loss", number_of(draft.situation), asked["card"]
    )
    situation = with_values(draft.situation, card_service={**asked, "replies": [*asked["replies"], reply.text]})
    if reply.done:
        situation = _reported(counter, situation, asked["card"], counter.now())
    draft = replace(draft, situation=situation)
    with counter.store.begin() as session:
        drafts.keep(session, counter, draft)
        messages.note_reply(session, counter, draft.id, reply)
        if reply.done:
            card_actions.mirror(session, counter, asked["card"], card_actions.AFTERWARDS["formal_loss"])
    return draft


def _asking(counter: Counter, draft: Draft, decision: dict[str, Any]) -> Draft:
    """Keeps the message id and the card before anything is sent."""
    asked = draft.situation.get("card_service") or {}
    if asked.get("message_id"):
        return draft
    with counter.store.begin() as session:
        needed = "formal_loss_by_agent" in (decision.get("approvals") or ())
        if needed and "formal_loss_by_agent" not in history.approved(session, counter, draft.id):
            raise Refused("approval_needed", what=["formal_loss_by_agent"], subject=draft.id)
        card = decision["old_card"]["number"]
        asked = {"action": "formal_loss", "card": card, "message_id": messages.new_id(session, counter), "replies": []}
        draft = replace(draft, situation=with_values(draft.situation, card_service=asked))
        drafts.keep(session, counter, draft)
        journal.write(session, counter, "card_service", draft.id, "asked", action="formal_loss", card=card)
    return draft


def _refused(situation: Situation) -> bool:
    """Whether the last answer was a refusal; trying again is then a new message."""
    replies = (situation.get("card_service") or {}).get("replies") or [messages.SILENT]
    return replies[-1] not in (messages.DONE, messages.DONE_BEFORE, messages.SILENT)


def _unanswered(situation: Situation) -> bool:
    """Whether a formal report of this draft is still without a good answer."""
    asked = situation.get("card_service") or {}
    return bool(asked.get("message_id")) and not any(
        text in (messages.DONE, messages.DONE_BEFORE) for text in asked["replies"]
    )


def _reported(counter: Counter, situation: Situation, card: str, now: datetime) -> Situation:
    """The cards as the register tells them now; when it has gone silent, the one card as we know it to be."""
    try:
        cards = [dict(one) for one in counter.card_service.cards(number_of(situation))]
    except OutsideSilent:
        loss = {"kind": "formal", "at": now.isoformat(), "channel": situation["channel"]}
        cards = [
            {**one, "status": "formal_loss", "loss": loss} if one["number"] == card else one
            for one in situation["cards"]
        ]
    return with_values(situation, cards=cards)


def _act(counter: Counter, view: CaseView) -> CaseView:
    return card_actions.carry_out(counter, view.number) if view.next == "finish" else view
