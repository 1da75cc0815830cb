"""The shape of a policy: which sections a pack may have, and what stands in each.

Every section is a *rule* (see `policy.py`); the groups around them are only headings. Days, ages and money are whole
numbers, money is fen. An empty list of services, reasons or categories means any.
"""

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from desk.rules import codes
from desk.rules.rule import NO_RULE, Rule

T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False)]
Words = Annotated[str, Field(min_length=1)]
Row = Annotated[str, Field(pattern=r"^(M-\d{3}[a-j]?|《.+》.*)$")]
"""A requirement's number, or the law it follows."""
Span = Annotated[tuple[int, int], Field(strict=False)]
Fen = Annotated[int, Field(ge=0)]
Days = Annotated[int, Field(ge=0, le=3660)]
Age = Annotated[int, Field(ge=0, le=150)]


class Part(BaseModel):
    """Anything in a pack: no unknown keys, no conversions, never changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Section(Part):
    """A rule without values of its own; the other sections add theirs."""

    name: Words
    row: Annotated[tuple[Row, ...], Field(strict=False, min_length=1)]
    _rule: Rule = PrivateAttr(default_factory=lambda: NO_RULE)

    @property
    def rule(self) -> Rule:
        return self._rule


class Header(Part):
    """Who a pack is: `extends` names the pack beneath it."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Words
    level: Literal["national", "practice", "province", "city", "hall"]
    extends: str = ""
    version: Words
    valid_from: date
    valid_to: date | None = None


class Accepted(Section):
    always: Many[codes.IdentityDocument]


class AlsoAccepted(Section):
    """An identity document taken beside the usual ones; an empty list means any."""

    documents: Many[codes.IdentityDocument]
    services: Many[codes.Service] = ()
    categories: Many[codes.Category] = ()
    under_guardian_age: bool = False


class RegisterPages(Section):
    pages: Many[codes.Page]


class Identity(Part):
    accepted: Accepted
    also: dict[str, AlsoAccepted] = {}
    register_pages: RegisterPages
    number: Section
    legacy_number: Section
    by_eye: Section
    collect_with_original: Section
    separator: Section
    rare_character: Section
    agrees: Section
    address: Section


class Guardian(Section):
    below_age: Age
    relation_proof: Many[codes.Material]
    relation_proof_newborn: Many[codes.Material]


class Mandate(Section):
    also_for_lost: Many[codes.Service] = ()
    """Services a mandate must name besides the one asked for, when a lost card is replaced."""


class Newborn(Section):
    below_years: Age
    benefit_days: Days


class Elderly(Section):
    from_age: Age


class NonLocal(Section):
    region_digits: Annotated[int, Field(ge=2, le=6)]


class People(Part):
    guardian: Guardian
    agent: Section
    mandate: Mandate
    disclosure: Section
    newborn: Newborn
    elderly: Elderly
    non_local: NonLocal
    priority: Section


class CoverageRows(Section):
    """Codes of the registry platform; a person type belongs to retirees when it begins with one of theirs."""

    basic: Many[str]
    employees: Many[str]
    retired: Many[str]
    students: Many[str]
    insured: Many[str]
    paused: Many[str]
    terminated: Many[str]


class Survival(Section):
    alive: Many[str]


class Minimum(Section):
    months: Annotated[int, Field(ge=0, le=240)]


class Coverage(Part):
    rows: CoverageRows
    survival: Survival
    minimum: Minimum
    paused: Section
    terminated: Section
    not_insured: Section
    frozen: Section
    other_row: Section
    silent: Section


class SpecialGroup(Section):
    certificate: codes.Material
    flags: Many[str]
    levels: Many[int] = ()
    """The certificate's levels that count; empty where it has none."""


class SpecialGroups(Part):
    minimum_allowance: SpecialGroup
    extreme_poverty: SpecialGroup
    severe_disability: SpecialGroup


class Fee(Section):
    fen: Fen
    free_years: Age = 0
    """Free up to this anniversary of the card's issue; from then on it costs what `after` costs."""
    after: codes.Reason | None = None


class Waiver(Section):
    groups: Many[codes.Waiver]


class Fees(Part):
    first_issue: Fee
    lost: Fee
    human_damage: Fee
    quality: Fee
    expired: Fee
    upgrade: Fee
    info_changed: Fee
    photo_changed: Fee
    agency_error: Fee
    waiver: Waiver


class CardKind(Section):
    kind: Literal["ssc_combined", "mi_only", "both"]
    title: Words
    valid_years: Annotated[int, Field(ge=0, le=50)]
    """0: no end."""


class Renewal(Section):
    days_before: Days


class Cards(Part):
    kind: CardKind
    one_card: Section
    one_case: Section
    redirect: Section
    renewal: Renewal
    old_card: Section
    service: Section


class NaturalDays(Section):
    natural_days: Days


class Remote(Section):
    channels: Many[codes.Channel]


class RequiredFor(Section):
    reasons: Many[codes.Reason]


class Loss(Part):
    temporary: NaturalDays
    remote: Remote
    formal: Section
    required: RequiredFor
    by_agent: Section
    lift: Section
    usable_card: Section


class WorkingTime(Section):
    working_days: Days


class Times(Part):
    """`total` and `agent`, where set, take the place of review and making."""

    review: WorkingTime
    make: WorkingTime
    total: WorkingTime | None = None
    agent: WorkingTime | None = None


class Instant(Section):
    allowed: bool


class Mail(Section):
    offered: bool
    postage: Literal["cod", "prepaid", "free"]
    carrier: str


class Delivery(Part):
    instant: Instant
    pickup: Section
    mail: Mail
    temporary_card: NaturalDays


class Uncollected(Section):
    remind_days: Days
    vault_days: Days


class Activation(Section):
    modes: Many[Literal["desk", "online", "bank", "first_use"]]
    financial: Literal["bank"]


class Collection(Part):
    ready: Section
    uncollected: Uncollected
    witness: Section
    password: Section
    activation: Activation
    card_face: Section


class Deferral(Section):
    curable: Many[codes.Material]
    working_days: Days
    copies: Annotated[int, Field(ge=1, le=9)]


class Papers(Part):
    deferral: Deferral
    forms: Section
    notice: Section
    hold: Section


class Contribution(Section):
    """Money in fen a month; the rate in hundredths of a percent."""

    average_wage: Fen
    rate: Annotated[int, Field(ge=0, le=10000)]
    tiers: Many[int]


class Elsewhere(Section):
    channels: Many[codes.Referral]


class Referrals(Part):
    insured_elsewhere: Elsewhere
    reimbursement: Section


class ECredential(Section):
    apps: Many[Words]


class Photo(Section):
    """The card photo's limits in pixels, dpi and bytes; a span is its two ends, and both count."""

    from_age: Age
    format: str
    width: int
    height: int
    dpi: int
    bytes: Span
    background: str
    face_width: Span
    hair_to_top: Span
    eye_x: Span
    eye_to_bottom: int
    max_age_months: int


class Need(Section):
    """One paper and when it is asked for. An empty list means any; `traits` must all be there, `unless_traits` none."""

    material: codes.Material
    services: Many[codes.Service]
    reasons: Many[codes.Reason] = ()
    categories: Many[codes.Category] = ()
    traits: Many[codes.Trait] = ()
    unless_traits: Many[codes.Trait] = ()
    channels: Many[codes.Channel] = ()
    batches: Many[codes.BatchKind] = ()
    """Asked of a batch of this kind instead of a single person."""
    from_age: Age = 0
    after_identity: bool = False
    """Only once the identity document itself is accepted."""
    electronic: Literal["", "scanner", "paid_row", "school_list", "always"] = ""
    """How the desk may have it without paper."""
    not_needed_for: Many[codes.Reason] = ()
    if_there_is_one: bool = False
    """Nothing is missing when it is not brought."""
    copy_suffices: bool = False
    any_of: Many[codes.Material] = ()
    banks: Many[str] = ()


class Enquiries(Part):
    progress: Section
    balance: Section


class OtherServices(Part):
    enrolment: Section
    pension: Section
    correction: Section
    subsidy: Section
    cancel: Section
    withdraw: Section
    batch_intake: Section
    batch_collection: Section
    day_close: Section


class Text(Section):
    text: Many[Words]


class Hotlines(Section):
    medical: Words
    social: Words


class Notices(Part):
    """What papers and screens say without deciding anything."""

    hotlines: Hotlines
    channels: Text
    banks: Text
    legal_basis: Text
    forbidden: Text
    usage: Text
    privacy: Text


class Retention(Part):
    journal: NaturalDays
    drafts: NaturalDays
    rejected_photos: NaturalDays
