"""The situation: one walk-in with everything that follows from it before any rule judges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.rules.calendar import WorkingDays
from desk.rules.cards import CardNow, card_today, really_meant
from desk.rules.codes import MAKING
from desk.rules.coverage import Group, category_of, choose_row, special_groups, traits_of
from desk.rules.holder import Holder, know_holder
from desk.rules.walk_in import Helper, WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy
    from desk.rules.sections import Need


class OpenItem(NamedTuple):
    """A paper that is not there and may follow on a promise; `code` and `facts` say why it does not count now."""

    need: "Need"
    code: str
    facts: dict[str, Any]


@dataclass(slots=True, eq=False, repr=False)
class Situation:
    """What the rules look at. The last three are findings that one rule leaves for the next."""

    visit: WalkIn
    policy: "Policy"
    calendar: WorkingDays
    holder: Holder
    card: CardNow | None
    service: str
    reason: str | None
    row: Mapping[str, Any] | None
    groups: tuple[Group, ...]
    category: str
    traits: list[str]
    identity_accepted: bool = False
    rare_variant: bool = False
    open_items: list[OpenItem] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.visit.today

    @property
    def redirected(self) -> bool:
        return (self.service, self.reason) != (self.visit.service, self.visit.reason)

    @property
    def making(self) -> bool:
        return self.service in MAKING

    @property
    def silent(self) -> bool:
        """The registry did not answer."""
        return self.visit.registry.error is not None

    @property
    def minor(self) -> bool:
        return "minor" in self.traits

    @property
    def remote(self) -> bool:
        """Nobody stands at a counter: no paper can be handed over."""
        return self.visit.channel in self.policy.loss.remote.channels

    @property
    def temporary_report(self) -> bool:
        """A report of loss that needs no more than name and number."""
        return self.service == "loss_report" and (self.remote or self.visit.loss_kind == "temporary")

    @property
    def after_death(self) -> bool:
        return self.service == "cancel" and self.reason == "death"

    @property
    def agent(self) -> Helper | None:
        """Who acts for a grown-up holder; for a child only a guardian can."""
        return None if self.minor and not self.after_death else self.visit.agent

    def due(self, working_days: int) -> date | None:
        """The promised day, None past the calendar's end."""
        return self.calendar.promised(self.today, working_days)


def understand(visit: WalkIn, policy: "Policy", calendar: WorkingDays) -> Situation:
    """Derives what the walk-in does not say itself."""
    holder = know_holder(visit)
    card = card_today(visit, policy)
    service, reason = really_meant(visit.service, visit.reason, card)
    row = choose_row(visit, policy.coverage.rows)
    groups = special_groups(visit, policy)
    return Situation(
        visit=visit,
        policy=policy,
        calendar=calendar,
        holder=holder,
        card=card,
        service=service,
        reason=reason,
        row=row,
        groups=groups,
        category=category_of(visit, holder, row, policy),
        traits=traits_of(visit, holder, groups, policy),
    )
