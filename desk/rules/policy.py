"""A policy: every number, paper, fee, term and channel the desk decides by, and where each was written.

A pack is sections of TOML; a section is a *rule*: it has a short `name`, the requirement `row` it comes from, and its
values. Layers (national, practice, province, city, hall) lie over each other value by value, so a city's rule may take
its name from the nation and its number from the city. `rule` tells the layer and line that spoke last.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import PrivateAttr

from desk.rules import sections as s
from desk.rules.rule import Rule


class Identity(s.Part):
    accepted: s.Accepted
    also: dict[str, s.AlsoAccepted] = {}
    register_pages: s.RegisterPages
    number: s.Section
    legacy_number: s.Section
    by_eye: s.Section
    collect_with_original: s.Section
    separator: s.Section
    rare_character: s.Section
    agrees: s.Section
    address: s.Section


class People(s.Part):
    guardian: s.Guardian
    agent: s.Section
    mandate: s.Mandate
    disclosure: s.Section
    newborn: s.Newborn
    elderly: s.Elderly
    non_local: s.NonLocal
    priority: s.Section


class Coverage(s.Part):
    rows: s.CoverageRows
    survival: s.Survival
    minimum: s.Minimum
    paused: s.Section
    terminated: s.Section
    not_insured: s.Section
    frozen: s.Section
    other_row: s.Section
    silent: s.Section


class SpecialGroups(s.Part):
    minimum_allowance: s.SpecialGroup
    extreme_poverty: s.SpecialGroup
    severe_disability: s.SpecialGroup


class Fees(s.Part):
    first_issue: s.Fee
    lost: s.Fee
    human_damage: s.Fee
    quality: s.Fee
    expired: s.Fee
    upgrade: s.Fee
    info_changed: s.Fee
    photo_changed: s.Fee
    agency_error: s.Fee
    waiver: s.Waiver


class Cards(s.Part):
    kind: s.CardKind
    one_card: s.Section
    one_case: s.Section
    redirect: s.Section
    renewal: s.Renewal
    old_card: s.Section
    service: s.Section


class Loss(s.Part):
    temporary: s.NaturalDays
    remote: s.Remote
    formal: s.Section
    required: s.RequiredFor
    by_agent: s.Section
    lift: s.Section
    usable_card: s.Section


class Times(s.Part):
    """`total` and `agent`, where set, take the place of review and making."""

    review: s.WorkingTime
    make: s.WorkingTime
    total: s.WorkingTime | None = None
    agent: s.WorkingTime | None = None


class Delivery(s.Part):
    instant: s.Instant
    pickup: s.Section
    mail: s.Mail
    temporary_card: s.NaturalDays


class Collection(s.Part):
    ready: s.Section
    uncollected: s.Uncollected
    witness: s.Section
    password: s.Section
    activation: s.Activation
    card_face: s.Section


class Papers(s.Part):
    deferral: s.Deferral
    forms: s.Section
    notice: s.Section
    hold: s.Section


class Referrals(s.Part):
    insured_elsewhere: s.Elsewhere
    reimbursement: s.Section


class Enquiries(s.Part):
    progress: s.Section
    balance: s.Section


class OtherServices(s.Part):
    enrolment: s.Section
    pension: s.Section
    correction: s.Section
    subsidy: s.Section
    cancel: s.Section
    withdraw: s.Section
    batch_intake: s.Section
    batch_collection: s.Section
    day_close: s.Section


class Notices(s.Part):
    """What papers and screens say without deciding anything."""

    hotlines: s.Hotlines
    channels: s.Text
    banks: s.Text
    legal_basis: s.Text
    forbidden: s.Text
    usage: s.Text
    privacy: s.Text
    masking: s.Masking
    rating: s.RatingPage


class Retention(s.Part):
    journal: s.NaturalDays
    drafts: s.NaturalDays
    rejected_photos: s.NaturalDays


class Policy(s.Part):
    """One pack with everything beneath it, checked and whole."""

    pack: s.Header
    identity: Identity
    people: People
    coverage: Coverage
    special_group: SpecialGroups
    fee: Fees
    cards: Cards
    loss: Loss
    time: Times
    delivery: Delivery
    collection: Collection
    papers: Papers
    contribution: s.Contribution
    referral: Referrals
    e_credential: s.ECredential
    photo: s.Photo
    need: dict[str, s.Need]
    enquiry: Enquiries
    service: OtherServices
    notice: Notices
    retention: Retention
    _digest: str = PrivateAttr("")
    _practice: dict[str, tuple[str, ...]] = PrivateAttr(default_factory=dict)

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

    @property
    def practice_figures(self) -> Mapping[str, tuple[str, ...]]:
        """Each rule's values that are figures to practise with; a hall writes down its own (`desk.rules.hall_pack`)."""
        return self._practice

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
