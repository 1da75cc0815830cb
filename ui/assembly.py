"""The one place where a counter is put together: its store, its rules, and the systems its settings name."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.settings import Settings

if TYPE_CHECKING:
    from desk.ports import CardService, Clock, QueueSystem, Registry
    from desk.records.store import Store
    from desk.rules.policy import Policy
    from desk.services.counter import Counter


def assemble(folder: Path, found: Settings, store: "Store", clock: "Clock") -> "Counter":
    """A counter over an open store with the rules and links its settings name; nothing is written."""
    from desk.rules.packs import load_policy
    from desk.rules.reference import working_days
    from desk.services.counter import NOBODY, Counter

    policy = load_policy(found.policy.pack, (folder / "policies",))
    registry, card_service = _links(found, policy, store, clock)
    return Counter(
        store,
        found,
        policy,
        working_days((folder / "calendars",)),
        clock,
        registry,
        card_service,
        NOBODY,
        queue=_queue(found, clock),
    )


def made_ready(counter: "Counter") -> "Counter":
    """The same counter, once its store is known to be for this mode and, in practice, has people on its roll.

    Raises StoreTrouble(store_other_mode).
    """
    from desk.services import purpose, roll

    purpose.settle(counter)
    roll.load_practice_people(counter)
    return counter


def _links(found: Settings, policy: "Policy", store: "Store", clock: "Clock") -> tuple["Registry", "CardService"]:
    """The registry and card register the settings name: the embedded roll, or the systems behind an address."""
    from desk.links.insured_roll import InsuredRoll
    from desk.records.insured import InsuredRecords

    roll: Any = InsuredRoll(
        InsuredRecords(store, found.hall.number),
        clock,
        card_years=policy.cards.kind.valid_years,
        temporary_days=policy.loss.temporary.natural_days,
    )
    registry, card_service = roll, roll
    if found.links.registry != "embedded":
        from desk.links.platform import open_platform

        registry = open_platform(found, clock)
    if found.links.card_service != "embedded":
        from desk.links.card_service import open_card_service

        card_service = open_card_service(found, clock)
    return registry, card_service


def _queue(found: Settings, clock: "Clock") -> "QueueSystem | None":
    """The hall's own queue machine, where the settings name one; otherwise the queue is kept in the store."""
    if found.links.queue == "embedded":
        return None
    from desk.links.queue_system import open_queue

    return open_queue(found, clock)
