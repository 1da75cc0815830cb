"""Intake: papers, photo, choices and the people who came along.

Every function keeps the draft at once and gives it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desk.ports import IdCard, Stroke
from desk.records import journal
from desk.rules import codes
from desk.rules.identity import age_on, parse_id_number
from desk.rules.values import member
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft, Page
from desk.services.situation import (
    Situation,
    document_of,
    number_of,
    with_applicant,
    with_choice,
    with_material,
    with_values,
    without_material,
)

PARENT = {"male": "father", "female": "mother"}
"""What a grown-up with a minor most often is; another relation is said later."""


def tick(counter: Counter, draft: Draft, code: str, form: str = "original", **facts: Any) -> Draft:
    """A paper lies on the desk. Facts: valid_to (date), pages, level, bank, number. Raises UsageError(unknown_code)."""
    said = {key: value.isoformat() if isinstance(value, date) else value for key, value in facts.items()}
    material = {"code": member(code, "material", codes.MATERIALS), "form": form, **said}
    return _with(counter, draft, with_material(draft.situation, material))


def untick(counter: Counter, draft: Draft, code: str) -> Draft:
    """A paper is taken back, with what was scanned of it."""
    pages = tuple(page for page in draft.pages if page.code != code)
    return drafts.save(counter, replace(draft, situation=without_material(draft.situation, code), pages=pages))


def keep_page(counter: Counter, draft: Draft, code: str, jpeg: bytes, page: str | None = None) -> Draft:
    """A page was scanned, and so the paper is here. `page` names one of a household register (cover, head, self).

    Raises UsageError(unknown_code).
    """
    member(code, "material", codes.MATERIALS)
    number = 1 + max((one.page for one in draft.pages if one.code == code), default=0)
    before = next((one for one in draft.situation.get("materials", ()) if one["code"] == code), None)
    material: dict[str, Any] = dict(before or {"code": code, "form": "original"})
    if page is not None:
        material["pages"] = [*(one for one in material.get("pages", ()) if one != page), page]
    situation = with_material(draft.situation, material)
    return drafts.save(counter, replace(draft, situation=situation, pages=(*draft.pages, Page(code, number, jpeg))))


def drop_page(counter: Counter, draft: Draft, code: str) -> Draft:
    """Takes back the page of a paper that was scanned last; the paper itself when it was the only one."""
    mine = [one for one in draft.pages if one.code == code]
    if len(mine) <= 1:
        return untick(counter, draft, code)
    material = dict(next(one for one in draft.situation["materials"] if one["code"] == code))
    if material.get("pages"):
        material["pages"] = material["pages"][:-1]
    pages = tuple(one for one in draft.pages if one is not mine[-1])
    return drafts.save(counter, replace(draft, situation=with_material(draft.situation, material), pages=pages))


def keep_photo(counter: Counter, draft: Draft, jpeg: bytes, original: bytes, measurements: Mapping[str, Any]) -> Draft:
    """A portrait was taken or brought; it takes the place of an earlier one, which is not kept.

    Whoever had signed before signs again: the portrait is part of what is handed in. `measurements` is `photo` of a
    walk-in: the decision says whether it will do.
    """
    situation = with_values(draft.situation, photo=dict(measurements))
    draft = replace(draft, photo=jpeg, photo_original=original, situation=situation, step="photo")
    draft = replace(draft, signature=None, signed=None)
    with counter.store.begin() as session:
        drafts.keep(session, counter, draft)
        journal.write(session, counter, "photo_taken", draft.id, "kept", source=measurements.get("source"))
    return draft


def choose_delivery(
    counter: Counter, draft: Draft, mode: str, *, receiver: str = "", address: str = "", phone: str = ""
) -> Draft:
    """instant, pickup or mail; a letter needs receiver, address and phone."""
    letter = {"receiver": receiver, "address": address, "phone": phone} if mode == "mail" else None
    return _with(counter, draft, with_choice(draft.situation, delivery=mode, mail=letter))


def choose_tier(counter: Counter, draft: Draft, tier: int) -> Draft:
    """The contribution base of a flexible employee: 80 or 100 percent of the average wage."""
    return _with(counter, draft, with_choice(draft.situation, base_tier=tier))


def choose_temporary_card(counter: Counter, draft: Draft, wanted: bool) -> Draft:
    """A temporary card until the formal one is there."""
    return _with(counter, draft, with_choice(draft.situation, temporary_card=wanted or None))


def set_identity(counter: Counter, draft: Draft, document: IdCard | Mapping[str, Any] | None) -> Draft:
    """The holder's own document: read from the chip, or typed off a paper (`read` manual); None takes it away."""
    said = document_of(document) if isinstance(document, IdCard) else _manual(document)
    return _with(counter, draft, _set(draft.situation, "identity", said))


def set_guardian(
    counter: Counter, draft: Draft, document: IdCard | Mapping[str, Any] | None, relation: str = ""
) -> Draft:
    """The guardian of somebody under age, with the relation as said; None takes the guardian away."""
    return _with(counter, draft, _set(draft.situation, "guardian", _person(document, relation=relation)))


def set_agent(
    counter: Counter, draft: Draft, document: IdCard | Mapping[str, Any] | None, relation: str = "", phone: str = ""
) -> Draft:
    """Whoever acts for an adult; the holder is then not present. None takes the agent away."""
    agent = _person(document, relation=relation, phone=phone)
    if agent is not None:
        agent["mandate"] = (draft.situation.get("agent") or {}).get("mandate")
    situation = with_applicant(_set(draft.situation, "agent", agent), present=agent is None)
    return _with(counter, draft, situation)


def set_who_acts(counter: Counter, draft: Draft, card: IdCard) -> Draft:
    """Whoever came for the holder, by their card: the guardian of a minor, the agent of anybody else."""
    birth = parse_id_number(number_of(draft.situation), counter.today()).birth
    if birth is None or age_on(birth, counter.today()) >= counter.policy.people.guardian.below_age:
        return set_agent(counter, draft, card, "other")
    return set_guardian(counter, draft, card, PARENT.get(card.sex, "guardian"))


def set_mandate(
    counter: Counter, draft: Draft, scope: Sequence[str], *, valid_from: date, valid_to: date, signed: bool
) -> Draft:
    """The agent's mandate (授权委托书): what for, how long, and whether the holder signed it."""
    mandate = {
        "scope": list(scope),
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat(),
        "signed": signed,
    }
    agent = {**draft.situation["agent"], "mandate": mandate}
    return _with(counter, draft, with_values(draft.situation, agent=agent))


def set_applicant(counter: Counter, draft: Draft, **facts: Any) -> Draft:
    """Facts of the applicant: present, declared, household_region, on_school_list, priority, can_sign, fingerprint."""
    return _with(counter, draft, with_applicant(draft.situation, **facts))


def sign(counter: Counter, draft: Draft, strokes: Sequence[Stroke], digest: str) -> Draft:
    """The applicant signed what `submission.digest` stands for; any later change makes the signature stale."""
    draft = replace(draft, signature=tuple(strokes), signed=digest, step="review")
    with counter.store.begin() as session:
        drafts.keep(session, counter, draft)
        journal.write(session, counter, "signed", draft.id, "kept", digest=digest)
    return draft


def _with(counter: Counter, draft: Draft, situation: Situation) -> Draft:
    return drafts.save(counter, replace(draft, situation=situation))


def _set(situation: Situation, key: str, value: Any) -> Situation:
    """Replaces or removes one top-level key."""
    return {name: known for name, known in {**situation, key: value}.items() if name != key or known is not None}


def _manual(document: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if document is None else {"read": "manual", **document}


def _person(document: IdCard | Mapping[str, Any] | None, **more: str) -> dict[str, Any] | None:
    if document is None:
        return None
    said = document_of(document) if isinstance(document, IdCard) else {"read": "manual", **document}
    return said | {key: value for key, value in more.items() if value}
