"""Reading a walk-in: codes and dates are checked here, so that no rule meets a text that is no date.

`read_walk_in` raises UsageError for what is no walk-in: `walk_in` (problem), `unknown_code` (key, value), `bad_date`
(key, value). Keys it does not know are ignored; what is absent has the value the contract gives it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from desk.errors import UsageError
from desk.rules import codes, values
from desk.rules.journey import CaseState
from desk.rules.walk_in import (
    Applicant,
    Brought,
    HeldCard,
    HeldCase,
    Helper,
    Identity,
    Loss,
    Mandate,
    Promised,
    Registry,
    WalkIn,
)

_CARD_STATES = frozenset({"active", "inactive", "temporary_loss", "formal_loss", "void"})
_CASE_STATES = frozenset(CaseState)
_SEXES = frozenset({"male", "female", "unknown", "unspecified"})
_READ = frozenset({"chip", "manual"})
_FORMS = frozenset({"original", "copy"})
_LEVELS = frozenset("1234")
"""Of a disability certificate."""
_ROLES = frozenset({"clerk", "supervisor", "technician", "auditor"})
_PHOTO_SOURCES = frozenset({"registry", "brought", "camera"})
_PHOTO_MEASURES = ("width", "height", "dpi", "bytes", "face_width", "hair_to_top", "eye_x", "eye_to_bottom")
_LOSS_KINDS = frozenset({"temporary", "formal"})
_ENQUIRIES = frozenset({"progress", "balance"})
_STOCK = ("opening", "received", "issued", "spoiled", "returned", "counted")
_PRINTER_STATES = frozenset({"ready", "down"})


def read_walk_in(given: object, tiers: Collection[int]) -> WalkIn:
    """`tiers` are the contribution tiers of the policy in force."""
    top = values.object_of(given, "walk_in")
    service = values.code_of(top, "service", codes.SERVICES)
    if service is None:
        raise UsageError("walk_in", problem="service")
    hall = values.object_of(top.get("hall"), "hall")
    choices = values.object_of(top.get("choices"), "choices")
    return WalkIn(
        now=values.moment(top.get("now")),
        hall_region=values.text_of(hall, "region"),
        scanner=hall.get("scanner") is not False,
        camera=hall.get("camera") is not False,
        channel=values.code_of(top, "channel", codes.CHANNELS) or "window",
        service=service,
        reason=_reason(top, service),
        applicant=_applicant(values.object_of(top.get("applicant"), "applicant")),
        identity=_identity(top.get("identity")),
        guardian=_helper(top.get("guardian"), "guardian"),
        agent=_helper(top.get("agent"), "agent"),
        registry=_registry(top.get("registry")),
        cards=[_card(values.object_of(card, "cards")) for card in values.list_of(top, "cards")],
        materials=[_brought(values.object_of(one, "materials")) for one in values.list_of(top, "materials")],
        photo=_photo(top.get("photo")),
        base_tier=_tier(choices, tiers),
        delivery=values.code_of(choices, "delivery", codes.DELIVERY_MODES),
        mail=values.object_of(choices.get("mail"), "mail"),
        temporary_card=choices.get("temporary_card") is True,
        blanks=values.count_of(values.object_of(top.get("stock"), "stock"), "blank"),
        printer_ready=values.code_of(values.object_of(top.get("printer"), "printer"), "state", _PRINTER_STATES)
        != "down",
        loss_kind=values.code_of(values.object_of(top.get("loss"), "loss"), "kind", _LOSS_KINDS) or "temporary",
        case=_case(top.get("case")),
        enquiry=_enquiry(values.object_of(top.get("enquiry"), "enquiry"), service),
        batch=_batch(top.get("batch"), service),
        card_service=_card_service(values.object_of(top.get("card_service"), "card_service")),
        operator=_operator(values.object_of(top.get("operator"), "operator")),
        day=_day_close(values.object_of(top.get("day"), "day")),
    )


def _applicant(told: Mapping[str, Any]) -> Applicant:
    return Applicant(
        present=told.get("present"),
        name=values.text_of(told, "name"),
        id_number=values.text_of(told, "id_number"),
        declared=values.code_of(told, "declared", codes.CATEGORIES),
        household_region=values.text_of(told, "household_region"),
        on_school_list=told.get("on_school_list") is True,
        broken_promise=told.get("broken_promise") is True,
        priority=bool(told.get("priority")),
        can_sign=told.get("can_sign") is not False,
        fingerprint=told.get("fingerprint") is True,
    )


def _identity(told: object) -> Identity | None:
    if told is None:
        return None
    told = values.object_of(told, "identity")
    values.day_of(told, "valid_from")
    return Identity(
        document=values.code_of(told, "document", codes.IDENTITY_DOCUMENTS) or "none",
        read=values.code_of(told, "read", _READ) or "manual",
        name=values.text_of(told, "name"),
        number=values.text_of(told, "number"),
        address=values.text_of(told, "address"),
        valid_to=values.day_of(told, "valid_to"),
        birth=values.day_of(told, "birth"),
        sex=values.code_of(told, "sex", _SEXES),
    )


def _helper(told: object, key: str) -> Helper | None:
    if told is None:
        return None
    told = values.object_of(told, key)
    values.code_of(told, "read", _READ)
    mandate = told.get("mandate")
    return Helper(
        name=values.text_of(told, "name"),
        number=values.text_of(told, "number"),
        document=values.code_of(told, "document", codes.IDENTITY_DOCUMENTS) or "none",
        valid_to=values.day_of(told, "valid_to"),
        relation=values.text_of(told, "relation"),
        mandate=None if mandate is None else _mandate(values.object_of(mandate, "mandate")),
    )


def _mandate(told: Mapping[str, Any]) -> Mandate:
    scope = [values.member(service, "scope", codes.SERVICES) for service in values.list_of(told, "scope")]
    return Mandate(
        frozenset(scope), values.day_of(told, "valid_from"), values.day_of(told, "valid_to"), told.get("signed") is True
    )


def _registry(told: object) -> Registry:
    if told is None:
        return Registry("absent", {}, (), (), None, False, None, False)
    told = values.object_of(told, "registry")
    rows = [told["insuinfo"]] if isinstance(told.get("insuinfo"), Mapping) else values.list_of(told, "insuinfo")
    flags = [values.object_of(flag, "idetinfo") for flag in values.list_of(told, "idetinfo")]
    for flag in flags:
        values.day_of(flag, "begntime")
        values.day_of(flag, "endtime")
    survival = told.get("surv_stas")
    return Registry(
        error=values.text_of(told, "error"),
        base=values.object_of(told.get("baseinfo"), "baseinfo"),
        rows=[values.object_of(row, "insuinfo") for row in rows],
        flags=flags,
        survival=None if survival is None else str(survival),
        frozen=told.get("acct_stas") == "frozen",
        frozen_reason=values.text_of(told, "frozen_reason"),
        pension_enrolled=told.get("pension_enrolled") is True,
    )


def _card(told: Mapping[str, Any]) -> HeldCard:
    loss = told.get("loss")
    if loss is not None:
        loss = values.object_of(loss, "loss")
        loss = Loss(values.code_of(loss, "kind", _LOSS_KINDS) or "temporary", values.day_of(loss, "at"))
    return HeldCard(
        number=values.text_of(told, "number"),
        status=values.member(told.get("status"), "status", _CARD_STATES),
        issued=values.day_of(told, "issued"),
        expires=values.day_of(told, "expires"),
        region=values.text_of(told, "region"),
        loss=loss,
    )


def _brought(told: Mapping[str, Any]) -> Brought:
    pages = told.get("pages")
    level = told.get("level")
    return Brought(
        code=values.member(told.get("code"), "material", codes.MATERIALS),
        form=values.code_of(told, "form", _FORMS) or "original",
        valid_to=values.day_of(told, "valid_to"),
        pages=None if pages is None else frozenset(str(page) for page in values.list_of(told, "pages")),
        level=int(str(level)) if str(level) in _LEVELS else None,
        bank=values.text_of(told, "bank"),
    )


def _photo(told: object) -> Mapping[str, Any] | None:
    if told is None:
        return None
    told = values.object_of(told, "photo")
    values.code_of(told, "source", _PHOTO_SOURCES)
    values.day_of(told, "taken")
    for key in _PHOTO_MEASURES:
        if told.get(key) is not None and (isinstance(told[key], bool) or not isinstance(told[key], int | float)):
            raise UsageError("walk_in", problem=key)
    return told


def _case(told: object) -> HeldCase | None:
    if told is None:
        return None
    told = values.object_of(told, "case")
    deferred = [values.object_of(one, "deferred") for one in values.list_of(told, "deferred")]
    values.day_of(told, "promised")
    return HeldCase(
        number=values.text_of(told, "number"),
        id_number=values.text_of(told, "id_number"),
        service=values.code_of(told, "service", codes.SERVICES),
        state=values.member(told.get("state"), "state", _CASE_STATES),
        promised=values.text_of(told, "promised"),
        ready_since=values.day_of(told, "ready_since"),
        deferred=[
            Promised(
                values.member(one.get("code"), "material", codes.MATERIALS),
                values.day_of(one, "due"),
                one.get("cured") is True,
            )
            for one in deferred
        ],
        paid=values.count_of(told, "paid"),
        printed=told.get("printed") is True,
        temporary_card=bool(told.get("temporary_card")),
    )


def _enquiry(told: Mapping[str, Any], service: str) -> Mapping[str, Any]:
    if service == "enquiry" and values.code_of(told, "kind", _ENQUIRIES) is None:
        raise UsageError("walk_in", problem="enquiry")
    return {
        **told,
        "id_number": values.text_of(told, "id_number"),
        "receipt_number": values.text_of(told, "receipt_number"),
    }


def _batch(told: object, service: str) -> Mapping[str, Any] | None:
    if told is None:
        return None
    told = values.object_of(told, "batch")
    if service not in ("first_issue", "collect") or values.code_of(told, "kind", codes.BATCH_KINDS) is None:
        raise UsageError("walk_in", problem="batch")
    for person in values.objects_of(told, "people"):
        for key in ("id_number", "receipt_number", "name"):
            values.text_of(person, key)
        for promised in values.objects_of(person, "deferred"):
            values.day_of(promised, "due")
    return told


def _card_service(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        **told,
        "action": values.text_of(told, "action"),
        "replies": [str(reply) for reply in values.list_of(told, "replies")],
    }


def _day_close(told: Mapping[str, Any]) -> Mapping[str, Any]:
    stock = values.object_of(told.get("stock"), "stock")
    return {
        "cash_counted": values.count_of(told, "cash_counted"),
        "cash_expected": values.count_of(told, "cash_expected"),
        "stock": {key: values.count_of(stock, key) for key in _STOCK},
        "unresolved_jobs": list(values.list_of(told, "unresolved_jobs")),
    }


def _operator(told: Mapping[str, Any]) -> Mapping[str, Any]:
    values.code_of(told, "role", _ROLES)
    return told


def _reason(top: Mapping[str, Any], service: str) -> str | None:
    reason = values.code_of(top, "reason", codes.REASONS)
    if service not in codes.REASONS_OF:
        return None
    if reason is None:
        raise UsageError("walk_in", problem="reason")
    return values.member(reason, "reason", codes.REASONS_OF[service])


def _tier(choices: Mapping[str, Any], tiers: Collection[int]) -> int | None:
    tier = choices.get("base_tier")
    if tier is None:
        return None
    if isinstance(tier, bool) or tier not in tiers:
        raise UsageError("unknown_code", key="base_tier", value=tier)
    return int(tier)
