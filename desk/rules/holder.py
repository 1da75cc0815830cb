"""Who the holder is: the number and name that count, and what the number tells."""

from datetime import date
from typing import Any, NamedTuple

from desk.rules.identity import HMT_REGIONS, IdNumber, age_on, mask, parse_id_number
from desk.rules.names import normalise
from desk.rules.walk_in import WalkIn

_FOREIGN = frozenset({"foreign_pr_2017", "foreign_pr_2023"})


class Holder(NamedTuple):
    """The insured person as far as the visit tells; `text` is the number in upper case, None when there is none."""

    name: str | None
    separator_replaced: bool
    text: str | None
    number: IdNumber | None
    lookup_number: str | None
    typed_legacy: bool
    cert_type: str | None
    birth: date | None
    sex: str | None
    age: int | None
    days: int | None

    @property
    def problem(self) -> str | None:
        """The weightiest thing wrong with the number; no number is a number of no form."""
        if self.number is None:
            return "format"
        return self.number.problems[0] if self.number.problems else None

    def document(self) -> dict[str, Any] | None:
        """The holder as a decision tells of him or her; None when nobody was named."""
        if self.name is None and self.text is None:
            return None
        return {
            "name": self.name,
            "name_length": None if self.name is None else len(self.name),
            "number": self.text,
            "masked": None if self.text is None else mask(self.text),
            "cert_type": self.cert_type,
            "birth": None if self.birth is None else self.birth.isoformat(),
            "age": self.age,
            "sex": self.sex,
        }


def know_holder(visit: WalkIn) -> Holder:
    """The document's number and name count before what was typed.

    A 2017 permit's number tells neither birth date nor sex: they stand on the document.
    """
    document, typed = visit.identity, visit.applicant
    given_name = (document.name if document else None) or typed.name
    name, replaced = (None, False) if given_name is None else normalise(given_name)
    if typed.name is not None:
        replaced = replaced or normalise(typed.name)[1]
    given = (document.number if document else None) or typed.id_number
    number = None if given is None else parse_id_number(given, visit.today)
    typed_number = number
    if typed.id_number is not None and typed.id_number != given:
        typed_number = parse_id_number(typed.id_number, visit.today)
    typed_legacy = typed.id_number is not None and typed_number is not None and typed_number.kind == "resident_15"
    legacy = number if number is not None and number.kind == "resident_15" else typed_number if typed_legacy else None
    birth = number.birth if number else None
    if birth is None and document is not None:
        birth = document.birth
    known = birth is not None and birth <= visit.today
    return Holder(
        name=name,
        separator_replaced=replaced,
        text=None if given is None else given.strip().upper(),
        number=number,
        lookup_number=legacy.normalised if legacy is not None and legacy.valid else None,
        typed_legacy=typed_legacy,
        cert_type=_cert_type(visit, number),
        birth=birth,
        sex=_sex(visit, number),
        age=age_on(birth, visit.today) if birth is not None and known else None,
        days=(visit.today - birth).days if birth is not None and known else None,
    )


def _sex(visit: WalkIn, number: IdNumber | None) -> str | None:
    told = number.sex if number else None
    read = visit.identity.sex if visit.identity else None
    return read if read is not None and told in (None, "unknown") else told


def _cert_type(visit: WalkIn, number: IdNumber | None) -> str | None:
    kind = number.kind if number else "unknown"
    if kind in _FOREIGN or (visit.identity is not None and visit.identity.document in _FOREIGN):
        return "07"
    if kind == "hmt_permit" and number is not None and number.region is not None:
        return HMT_REGIONS[number.region]
    return "01" if kind in ("resident", "resident_15") else None
