"""Cancelling a card: on death, on moving abroad, when the insurance relation moves out (M-028).

A second person approves before anything is asked of the card service; the bank's side follows the social one.
"""

from desk.errors import Refused
from desk.services import card_actions, casebook, submission, tasks
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.views import CaseView


def request(counter: Counter, draft: Draft, reason: str, key: str) -> CaseView:
    """Takes the application; it waits for the second person. `reason` is death, moved_abroad or transferred_out."""
    return submission.conclude_as(counter, draft, key, "cancel", reason)


def carry_out(counter: Counter, number: str) -> CaseView:
    """Has the card cancelled, once approved; blocking, harmless to repeat."""
    with counter.store.reading() as session:
        service = casebook.find(session, counter, number).service
    if service != "cancel":
        raise Refused("wrong_service", service=service, wanted="cancel")
    view = card_actions.carry_out(counter, number)
    with counter.store.begin() as session:
        tasks.open_task(session, counter, "bank_side", view.number, due=counter.today())
    return view
