"""A policy: every number, paper, fee, term and channel the desk decides by, and where each was written.

A pack is sections of TOML; a section is a *rule*: it has a short `name`, the requirement `row` it comes from, and its
values. Layers (national, practice, province, city, hall) lie over each other value by value, so a city's rule may take
its name from the nation and its number from the city. `rule` tells the layer and line that spoke last.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import PrivateAttr

from desk.rules import sections as s
from desk.rules.rule import Rule


class Policy(s.Part):
    """One pack with everything beneath it, checked and whole."""

    pack: s.Header
    identity: s.Identity
    people: s.People
    coverage: s.Coverage
    special_group: s.SpecialGroups
    fee: s.Fees
    cards: s.Cards
    loss: s.Loss
    time: s.Times
    delivery: s.Delivery
    collection: s.Collection
    papers: s.Papers
    contribution: s.Contribution
    referral: s.Referrals
    e_credential: s.ECredential
    photo: s.Photo
    need: dict[str, s.Need]
    enquiry: s.Enquiries
    service: s.OtherServices
    notice: s.Notices
    retention: s.Retention
    _digest: str = PrivateAttr("")

    @property
    def name(self) -> str:
        return self.pack.name

    @property
    def version(self) -> str:
        """The declared version, and eight digits of what is really in force: an edited pack has another version."""
        return f"{self.pack.version}+{self._digest}"

    @property
    def valid_from(self) -> date:
        return self.pack.valid_from

    def in_force(self, day: date) -> bool:
        """Whether the pack says it is valid on that day."""
        return self.pack.valid_from <= day and (self.pack.valid_to is None or day <= self.pack.valid_to)

    def sections(self) -> Iterator[tuple[str, s.Section]]:
        """Every rule with its key, e.g. `fee.lost`."""
        return sections_of("", self)

    def rule_of(self, key: str) -> Rule:
        """The rule behind a key such as `fee.lost`; KeyError when there is none."""
        return dict(self.sections())[key].rule

    def document(self) -> dict[str, Any]:
        """Everything in force as plain JSON values; `packs.policy_from` reads it back."""
        rules = {key: [section.rule.pack, section.rule.line] for key, section in self.sections()}
        return {"policy": self.model_dump(mode="json"), "rules": rules}


def sections_of(prefix: str, part: s.Part | dict[str, s.Part]) -> Iterator[tuple[str, s.Section]]:
    """The rules inside a group, each with its key."""
    for key, value in part.items() if isinstance(part, dict) else part:
        if isinstance(value, s.Section):
            yield prefix + key, value
        elif isinstance(value, s.Part | dict):
            yield from sections_of(f"{prefix}{key}.", value)
