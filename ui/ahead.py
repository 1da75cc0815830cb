"""What is imported before anybody needs it, in a lane while the window stands: a press never waits for a file.

    the first window stands ──> TO_SIGN_IN ──> a password is typed ──> TO_WORK ──> reception left ──> `for_the_day`

Whatever a screen imports in one of its functions stands on one of these lists (a test compares them).
"""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from ui.places import FORMS, SCREENS

TO_SIGN_IN = ("ui.session", "ui.technician.workshop")
TO_WORK = (
    "ui.counter",
    "ui.fault_book",
    "ui.customer.front",
    "ui.caretaker",
    "ui.practice",
    "ui.clerk.waiting",
    "ui.clerk.decision",
    "desk.services.reception",
    "desk.services.hall_board",
    "desk.services.draft",
    "desk.services.search",
    "devices.scanner",
)
ON_SOME_SCREENS = (
    "desk.links.people_list",
    "devices.card_printer.conditions",
    "devices.finding",
    "devices.photo.brought",
    "printing.looks",
    "printing.preview",
    "printing.test_page",
    "ui.incident",
    "ui.parts.file_question",
    "ui.technician.bundle",
)
PRACTICE_ONLY = "practice"


def for_the_day() -> None:
    """What a whole day needs, in the order a visit comes to it: screens, services, papers with their fonts."""
    import_all(module for module, _ in (*SCREENS.values(), *FORMS.values()))
    import_all(f"desk.services.{one}" for one in _services() if one != PRACTICE_ONLY)
    import_all((*ON_SOME_SCREENS, "ui.papers.window"))
    import_module("printing.fonts").warm()


def import_all(modules: Iterable[str]) -> None:
    """Imports them in this order."""
    for module in modules:
        import_module(module)


def _services() -> list[str]:
    services = import_module("desk.services")
    return [one.name for one in iter_modules(services.__path__)]
