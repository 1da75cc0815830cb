"""The sections of a pack: what stands in each kind of rule.

Days, ages and money are whole numbers, money is fen. An empty list of services, reasons or categories means any. Which
sections there are, and under which headings, says `policy.py`.
"""

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from desk.rules import codes
from desk.rules.rule import NO_RULE, Rule


def _rising(span: tuple[int, int]) -> tuple[int, int]:
    if span[0] > span[1]:
        raise PydanticCustomError("span_reversed", "the lower end comes first")
    return span


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False)]
Words = Annotated[str, Field(min_length=1)]
Row = Annotated[str, Field(pattern=r"^(M-\d{3}[a-j]?|《.+》.*)$")]
"""A requirement's number, or the law it follows."""
Span = Annotated[tuple[int, int], Field(strict=False), AfterValidator(_rising)]
Fen = Annotated[int, Field(ge=0)]
Days = Annotated[int, Field(ge=0, le=3660)]
Age = Annotated[int, Field(ge=0, le=150)]
ID_NUMBER = 18
"""Characters of an ID number."""


class Part(BaseModel):
    """Anything in a pack: no unknown keys, no conversions, never changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Section(Part):
    """A rule without values of its own; the other sections add theirs."""

    name: Words
    row: Many[Row]
    _rule: Rule = PrivateAttr(default_factory=lambda: NO_RULE)

    @property
    def rule(self) -> Rule:
        """Read eleven times a decision, so not by way of pydantic's `__getattr__`."""
        private = self.__pydantic_private__
        return NO_RULE if private is None else private["_rule"]


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


class SpecialGroup(Section):
    certificate: codes.Material
    flags: Many[str]
    levels: Many[int] = ()
    """The certificate's levels that count; empty where it has none."""


class Fee(Section):
    fen: Fen
    free_years: Age = 0
    """Free up to this anniversary of the card's issue; from then on it costs what `after` costs."""
    after: Literal["lost", "human_damage"] | None = None

    @model_validator(mode="after")
    def _says_what_comes_after(self) -> "Fee":
        if self.free_years and self.after is None:
            raise PydanticCustomError("after_missing", "a fee that is free for some years needs `after`")
        return self


class Waiver(Section):
    groups: Many[codes.Waiver]


class CardKind(Section):
    kind: Literal["ssc_combined", "mi_only", "both"]
    title: Words
    valid_years: Annotated[int, Field(ge=0, le=50)]
    """0: no end."""


class Renewal(Section):
    days_before: Days


class NaturalDays(Section):
    natural_days: Days


class Remote(Section):
    channels: Many[codes.Channel]


class RequiredFor(Section):
    reasons: Many[codes.Reason]


class WorkingTime(Section):
    working_days: Days


class Instant(Section):
    allowed: bool


class Mail(Section):
    offered: bool
    postage: Literal["cod", "prepaid", "free"]
    carrier: str


class Uncollected(Section):
    remind_days: Days
    vault_days: Days


class Activation(Section):
    modes: Many[Literal["desk", "online", "bank", "first_use"]]
    financial: Literal["bank"]


class Deferral(Section):
    curable: Many[codes.Material]
    working_days: Days
    copies: Annotated[int, Field(ge=1, le=9)]


class Contribution(Section):
    """Money in fen a month; the rate in hundredths of a percent."""

    average_wage: Fen
    rate: Annotated[int, Field(ge=0, le=10000)]
    tiers: Many[int]


class Elsewhere(Section):
    channels: Many[codes.Referral]


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

    @model_validator(mode="after")
    def _names_its_banks(self) -> "Need":
        if self.material == "bank_account" and not self.banks:
            raise PydanticCustomError("banks_missing", "a bank account needs the banks that are taken")
        return self


class Text(Section):
    text: Many[Words]


class Hotlines(Section):
    medical: Words
    social: Words
    complaints: str
    """Empty where papers name none; a hall's own number in its settings goes before it."""


class RatingPage(Section):
    """Where the holder rates the service with a phone; papers carry it as a code of its own. Empty for none."""

    url: Annotated[str, Field(pattern=r"^(https://[!-~]+)?$", max_length=120)]


class Masking(Section):
    """How papers show an ID number: so many characters of either end, stars between."""

    left: Annotated[int, Field(ge=0, le=ID_NUMBER)]
    right: Annotated[int, Field(ge=0, le=ID_NUMBER)]
    whole: Many[codes.Paper]
    """Papers that show it whole: forms that have to name their person."""

    @model_validator(mode="after")
    def _hides_something(self) -> "Masking":
        if self.left + self.right >= ID_NUMBER:
            raise PydanticCustomError("nothing_hidden", "left and right leave nothing to hide; list papers in `whole`")
        return self
