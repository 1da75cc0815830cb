"""Which insurance counts, what kind of insured person the holder is, and what else is special about him or her."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.rules.holder import Holder
from desk.rules.walk_in import Brought, WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy
    from desk.rules.sections import CoverageRows


class Group(NamedTuple):
    """A special group the holder belongs to, and how the desk knows: by a certificate, the registry's flag, or both."""

    code: str
    certificate: str
    by_paper: bool
    by_registry: bool


def choose_row(visit: WalkIn, rows: "CoverageRows") -> Mapping[str, Any] | None:
    """The first basic row that is insured, else the first basic row."""
    basic = [row for row in visit.registry.rows if str(row.get("insutype")) in rows.basic]
    return next((row for row in basic if status(row) in rows.insured), basic[0] if basic else None)


def status(row: Mapping[str, Any]) -> str:
    """The row's psn_insu_stas as text; registries send it as a number, too."""
    return str(row.get("psn_insu_stas"))


def category_of(visit: WalkIn, holder: Holder, row: Mapping[str, Any] | None, policy: "Policy") -> str:
    """M-040 to M-045: from the insurance that counts, else from age and from what was declared."""
    rows = policy.coverage.rows
    kind = "" if row is None else str(row.get("psn_type"))
    declared = visit.applicant.declared
    if row is not None and str(row.get("insutype")) in rows.employees:
        if kind.startswith(rows.retired):
            return "retiree"
        return "employee" if row.get("emp_name") else "flexible"
    if row is None and declared in ("employee", "flexible", "retiree"):
        return declared
    if holder.age is not None and holder.age < policy.people.newborn.below_years:
        return "newborn"
    if kind in rows.students or declared == "student":
        return "student"
    if holder.age is not None and holder.age < policy.people.guardian.below_age:
        return "minor"
    return "resident"


def traits_of(visit: WalkIn, holder: Holder, groups: tuple[Group, ...], policy: "Policy") -> list[str]:
    """What changes the service beside the category."""
    people = policy.people
    document = visit.identity.document if visit.identity else None
    kind = holder.number.kind if holder.number else None
    digits = people.non_local.region_digits
    home, hall = visit.applicant.household_region, visit.hall_region
    found = {
        "minor": holder.age is not None and holder.age < people.guardian.below_age,
        "non_local": home is not None and hall is not None and home[:digits] != hall[:digits],
        "special_group": bool(groups),
        "hmt": kind == "hmt_permit" or document in ("hmt_permit", "travel_permit"),
        "foreign": kind in ("foreign_pr_2017", "foreign_pr_2023")
        or document in ("foreign_pr_2017", "foreign_pr_2023", "passport"),
        "elderly": holder.age is not None and holder.age >= people.elderly.from_age,
    }
    return [trait for trait, holds in found.items() if holds]


def special_groups(visit: WalkIn, policy: "Policy") -> tuple[Group, ...]:
    """The groups the holder belongs to, in the order of the policy."""
    flags = {str(flag.get("psn_idet_type")) for flag in visit.registry.flags if _in_force(flag, visit.today)}
    found = []
    for code, group in policy.special_group:
        by_paper = any(
            paper.code == group.certificate and _counts(paper, group.levels, visit.today) for paper in visit.materials
        )
        by_registry = not flags.isdisjoint(group.flags)
        if by_paper or by_registry:
            found.append(Group(code, group.certificate, by_paper, by_registry))
    return tuple(found)


def _counts(paper: Brought, levels: tuple[int, ...], today: date) -> bool:
    in_time = paper.valid_to is None or paper.valid_to >= today
    return paper.form == "original" and in_time and (not levels or paper.level in levels)


def _in_force(flag: Mapping[str, Any], today: date) -> bool:
    begins, ends = flag.get("begntime"), flag.get("endtime")
    day = today.isoformat()
    return (not begins or begins[:10] <= day) and (not ends or ends[:10] >= day)
