"""The counter everything is done at: who sits there, which store, rules and links they use, and what time it is.

Every service takes it first. It is frozen: another operator or setting makes another counter (`dataclasses.replace`).
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from desk.errors import NotPermitted
from desk.ports import CardService, Clock, QueueSystem, Registry
from desk.records.store import Store
from desk.settings import Settings

if TYPE_CHECKING:
    from desk.rules.calendar import WorkingDays
    from desk.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Operator:
    """Someone signed in; role is clerk, supervisor, technician, auditor, or none before anybody is."""

    name: str
    role: str


NOBODY = Operator("", "none")


@dataclass(frozen=True, slots=True)
class Credential:
    """A second person's name and password, given and checked at that moment."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Counter:
    """One window at work."""

    store: Store
    settings: Settings
    policy: "Policy"
    calendar: "WorkingDays"
    clock: Clock
    registry: Registry
    card_service: CardService
    operator: Operator
    new_key: Callable[[], str] = lambda: secrets.token_hex(16)
    queue: QueueSystem | None = None
    """The hall's own queue machine; None where the queue is kept in the store."""

    @property
    def hall(self) -> str:
        """Region and institution: the first ten digits of every public number."""
        return self.settings.hall.number

    @property
    def station(self) -> str:
        """The window's number."""
        return self.settings.hall.counter

    def now(self) -> datetime:
        """The hall's time, with its offset."""
        return self.clock.now()

    def today(self) -> date:
        """The hall's day."""
        return self.clock.now().date()

    def require(self, *roles: str) -> None:
        """Raises NotPermitted(role) unless the operator has one of these roles."""
        if self.operator.role not in roles:
            raise NotPermitted("role", role=self.operator.role, needed=roles)
