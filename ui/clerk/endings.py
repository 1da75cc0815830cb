"""What a concluded case still needs so that the visit can end: which service does it, by what the case is about."""

from typing import Any

BY_CARD_SERVICE = ("loss_report", "loss_lift")


def conclude(services: Any, counter: Any, visit: Any, abilities: dict[str, bool]) -> Any:
    """The draft becomes a case; a correction is tied to the application it is for."""
    if visit.draft.situation.get("service") == "correction":
        return services.correction.request(counter, visit.draft, visit.key)
    return services.submission.conclude(counter, visit.draft, visit.key, **abilities)


def finish(services: Any, counter: Any, case: Any, key: str) -> Any:
    """Does what is left to be done for a case without a card to make; blocking, harmless to repeat."""
    if case.next == "send_to_centre":
        services.issuing.to_centre(counter, case.number)
        return services.search.show(counter, case.number)
    if case.next != "finish":
        return case
    if case.service in BY_CARD_SERVICE:
        return services.card_actions.carry_out(counter, case.number)
    if case.service == "activate":
        return services.activation.carry_out(counter, case.number)
    if case.service == "cancel":
        return services.cancellation.carry_out(counter, case.number)
    if case.service == "correction":
        return services.correction.carry_out(counter, case.number, key).correction
    return services.activation.finish(counter, case.number)
