"""The walk-in as a document: the one source of every decision, in the shape `desk.rules.decision` reads.

A draft and a case keep it without what changes by the minute; `completed` adds that when a decision is wanted. A
situation is never changed in place: each function here gives a new one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desk.ports import IdCard

Situation = Mapping[str, Any]


def opened(policy: str, channel: str, name: str, number: str, *, present: bool = True) -> Situation:
    """A walk-in of whom only name and number are known, as typed or as the card told them."""
    return {
        "policy": policy,
        "channel": channel,
        "service": None,
        "reason": None,
        "applicant": {"present": present, "name": name, "id_number": number},
        "cards": [],
        "materials": [],
        "photo": None,
        "choices": {},
    }


def name_on(card: IdCard) -> str:
    """The name a card bears: its Chinese one, or the one in Latin letters where a foreigner has no other."""
    return card.name or card.name_latin or ""


def document_of(card: IdCard) -> dict[str, Any]:
    """What an identity card on the reader says, as `identity` of a walk-in; read by chip."""
    said: dict[str, Any] = {
        "document": card.document,
        "read": "chip",
        "name": name_on(card),
        "number": card.number,
        "birth": card.birth.isoformat(),
    }
    if card.sex in ("male", "female"):
        said["sex"] = card.sex
    if card.valid_from is not None:
        said["valid_from"] = card.valid_from.isoformat()
    if card.valid_to is not None:
        said["valid_to"] = card.valid_to.isoformat()
    more = {"address": card.address, "country": card.country, "permit_number": card.travel_permit}
    return said | {key: value for key, value in more.items() if value}


def with_values(situation: Situation, **values: Any) -> Situation:
    """The situation with some of its top-level keys replaced; None stands for "not there" and is kept."""
    return {**situation, **values}


def without(situation: Situation, *keys: str) -> Situation:
    """The situation with some of its top-level keys taken away."""
    return {key: value for key, value in situation.items() if key not in keys}


def with_applicant(situation: Situation, **values: Any) -> Situation:
    """The situation with some facts of the applicant replaced."""
    return {**situation, "applicant": {**situation["applicant"], **values}}


def with_choice(situation: Situation, **values: Any) -> Situation:
    """The situation with choices of the applicant replaced; None takes a choice back."""
    choices = {**situation.get("choices", {}), **values}
    return {**situation, "choices": {key: value for key, value in choices.items() if value is not None}}


def with_material(situation: Situation, material: Mapping[str, Any]) -> Situation:
    """The situation with one paper on the desk; a second of the same kind takes the first one's place."""
    others = [one for one in situation.get("materials", ()) if one["code"] != material["code"]]
    return {**situation, "materials": [*others, dict(material)]}


def without_material(situation: Situation, code: str) -> Situation:
    """The situation with one paper taken back."""
    return {**situation, "materials": [one for one in situation.get("materials", ()) if one["code"] != code]}


def with_papers_shown_before(situation: Situation, earlier: Sequence[Mapping[str, Any]]) -> Situation:
    """The situation with what was shown at an earlier visit, unless a newer one lies on the desk already."""
    here = {one["code"] for one in situation.get("materials", ())}
    kept = [dict(one) for one in earlier if one["code"] not in here]
    return {**situation, "materials": [*kept, *situation.get("materials", ())]}


def completed(
    situation: Situation,
    *,
    now: datetime,
    region: str,
    blanks: int,
    printer_ready: bool,
    scanner: bool,
    camera: bool,
) -> dict[str, Any]:
    """The whole walk-in: with the time, the hall and what stands on the desk at this minute."""
    return {
        **situation,
        "now": now.isoformat(timespec="seconds"),
        "hall": {"region": region, "scanner": scanner, "camera": camera},
        "stock": {"blank": blanks},
        "printer": {"state": "ready" if printer_ready else "down"},
    }


def number_of(situation: Situation) -> str:
    """The holder's number as the desk knows it best: the document's, else the typed one, in upper case."""
    identity = situation.get("identity") or {}
    return str(identity.get("number") or situation["applicant"]["id_number"]).strip().upper()


def name_of(situation: Situation) -> str:
    """The holder's name: the document's, else the typed one."""
    identity = situation.get("identity") or {}
    return str(identity.get("name") or situation["applicant"]["name"])


def phone_of(situation: Situation) -> str:
    """How the holder is reached: the registry's number, else the one that was told; empty where there is none."""
    registered = (situation.get("registry") or {}).get("baseinfo") or {}
    return str(registered.get("mob") or situation["applicant"].get("phone") or "")


OF_THE_MINUTE = ("now", "hall", "stock", "printer", "case")


def bare(given: Situation) -> Situation:
    """A completed walk-in without what changes by the minute: ready to be decided again."""
    return {key: value for key, value in given.items() if key not in OF_THE_MINUTE}
