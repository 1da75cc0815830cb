"""Furnishing a practice counter: its people, and blanks to make cards of."""

from dataclasses import replace

from desk.errors import Refused
from desk.services import roll, stock
from desk.services.accounts import PRACTICE_OPERATORS, PRACTICE_PASSWORD
from desk.services.counter import Counter, Credential, Operator

FIRST, LAST = "K0002301", "K0002360"
"""Sixty blanks, as the practice hall's first box holds."""


def furnish(counter: Counter) -> None:
    """Fills an empty roll and an empty vault; harmless when they are filled. Raises Refused(not_in_live_mode)."""
    if counter.settings.live:
        raise Refused("not_in_live_mode")
    roll.load_practice_people(counter)
    if stock.report(counter).received:
        return
    supervisor = next(name for name, role in PRACTICE_OPERATORS.items() if role == "supervisor")
    clerk = next(name for name, role in PRACTICE_OPERATORS.items() if role == "clerk")
    receiving = replace(counter, operator=Operator(supervisor, "supervisor"))
    stock.receive(
        receiving, FIRST, LAST, Credential(clerk, PRACTICE_PASSWORD), place=f"window:{counter.settings.hall.counter}"
    )
