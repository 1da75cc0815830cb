"""The identity document of the holder: which is accepted for what, and whether it agrees with the registry.

M-040 to M-045, M-048, M-064. An accepted document decides name and number; a document read by eye instead of by its
chip needs a second person.
"""

import re
from typing import TYPE_CHECKING

from desk.rules.identity import full_number
from desk.rules.names import is_rare, normalise
from desk.rules.sheet import Decision
from desk.rules.situation import Situation
from desk.rules.walk_in import WalkIn

if TYPE_CHECKING:
    from desk.rules.policy import Policy
    from desk.rules.sections import AlsoAccepted

_UNCOMPARED = frozenset({"loss_report", "loss_lift", "collect", "cancel", "enquiry"})
_LATIN = re.compile(r"[A-Za-z ]+")


def needed(s: Situation) -> bool:
    """Whether the service asks for the holder's identity document at all."""
    return not (s.temporary_report or s.after_death or s.service == "enquiry")


def accepted_for(s: Situation, service: str, document: str) -> bool:
    """Whether this kind of document proves who the holder is, for that service."""
    identity = s.policy.identity
    return document in identity.accepted.always or any(
        document in also.documents and _applies(also, s, service) for also in identity.also.values()
    )


def examine(s: Situation, d: Decision) -> None:
    """Writes the line identity_document and what is wrong with number and document."""
    identity = s.policy.identity
    document = s.visit.identity
    kind = document.document if document else "none"
    problem = s.holder.problem
    if problem and (s.holder.text is not None or not needed(s) or accepted_for(s, s.service, kind)):
        d.stop("id_number_invalid", identity.number, problem=problem)
        d.line("identity_document", "missing", identity.number)
    if not needed(s):
        return
    expired = document is not None and document.valid_to is not None and document.valid_to < s.today
    pages = missing_pages(s.visit, s.policy) if kind == "household_register" else []
    if kind == "none":
        d.stop("material_missing", identity.accepted, material="identity_document")
    elif not accepted_for(s, s.service, kind):
        d.stop("identity_not_accepted", identity.accepted, document=kind)
    elif expired and document is not None:
        valid_to = str(document.valid_to)
        d.stop("material_expired", identity.accepted, material="identity_document", valid_to=valid_to)
    elif pages:
        d.stop("material_incomplete", identity.register_pages, material="household_register", missing_pages=pages)
    else:
        s.identity_accepted = not problem
    d.line("identity_document", "satisfied" if s.identity_accepted else "missing", identity.accepted)
    if s.identity_accepted and s.holder.typed_legacy:
        d.note("legacy_number_converted", identity.legacy_number)


def missing_pages(visit: WalkIn, policy: "Policy") -> list[str]:
    """Pages that no original register on the desk shows; one without a list of pages is complete."""
    registers = [paper for paper in visit.materials if (paper.code, paper.form) == ("household_register", "original")]
    if not registers or any(paper.pages is None for paper in registers):
        return []
    shown = frozenset[str]().union(*(paper.pages or () for paper in registers))
    return [page for page in policy.identity.register_pages.pages if page not in shown]


def second_person(s: Situation, d: Decision) -> None:
    """Approvals that an accepted identity still needs, once the case goes on."""
    document = s.visit.identity
    if document is None or not s.identity_accepted:
        return
    by_hand = document.read == "manual" and document.document != "birth_certificate"
    if by_hand or document.document == "household_register":
        d.approve("manual_identity", s.policy.identity.by_eye)
    if s.rare_variant:
        d.approve("rare_char_variant", s.policy.identity.rare_character)
    if s.making and on_register(s) and not s.minor:
        d.note("collect_with_identity_original", s.policy.identity.collect_with_original)


def on_register(s: Situation) -> bool:
    """Whether the household register stands for the identity card."""
    return s.visit.identity is not None and s.visit.identity.document == "household_register"


def compare(s: Situation, d: Decision) -> None:
    """Name, number and address of an accepted document against the registry's; an address only warns."""
    document, base = s.visit.identity, s.visit.registry.base
    if document is None or not s.identity_accepted or s.silent or s.service in _UNCOMPARED:
        return
    number, name = (document.number or "").upper(), normalise(document.name or "")[0]
    registered_number = str(base.get("certno") or "").upper()
    registered_name, replaced = normalise(str(base.get("psn_name") or ""))
    if replaced:
        d.note("name_separator_normalised", s.policy.identity.separator)
    same_number = full_number(number) == full_number(registered_number)
    differ: list[tuple[str, str, str]] = []
    if number and registered_number and not same_number:
        differ.append(("number", number, registered_number))
    if name and registered_name and name != registered_name:
        if same_number and _is_substitute(name, registered_name):
            s.rare_variant = True
            d.note("rare_char_variant", s.policy.identity.rare_character)
        else:
            differ.append(("name", name, registered_name))
    if differ and s.service != "correction":
        for field, told, registered in differ:
            d.stop("info_mismatch", s.policy.identity.agrees, field=field, document=told, registry=registered)
        d.require("information_change", s.policy.identity.agrees)
        d.approve("name_or_id_change", s.policy.identity.agrees)
    address = base.get("hsreg_addr")
    if document.address and address and document.address != address:
        d.note("address_differs", s.policy.identity.address)


def is_name_of(told: str, registered: str) -> bool:
    """Whether somebody who gives this name means the one in the registry, which may lack rare characters."""
    name, known = normalise(told.strip())[0], normalise(registered)[0]
    return bool(name) and (name == known or _is_substitute(name, known))


def _applies(also: "AlsoAccepted", s: Situation, service: str) -> bool:
    return (
        (not also.services or service in also.services)
        and (not also.categories or s.category in also.categories)
        and (not also.under_guardian_age or s.minor)
    )


def _is_substitute(name: str, registered: str) -> bool:
    """Whether the registry only lacks the characters: `?` for each one beyond U+FFFF, or the name in Latin letters."""
    if not any(map(is_rare, name)):
        return False
    questioned = "".join("?" if is_rare(ch) else ch for ch in name)
    return registered == questioned or _LATIN.fullmatch(registered) is not None
