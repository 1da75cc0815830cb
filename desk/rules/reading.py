"""Reading a walk-in: codes and dates are checked here, so that no rule meets a text that is no date.

`read_walk_in` raises UsageError for what is no walk-in: `walk_in` (problem), `unknown_code` (key, value), `bad_date`
(key, value). Keys it does not know are ignored; what is absent has the value the contract gives it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desk.errors import UsageError
from desk.rules import codes
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
_READ = frozenset({"chip", "manual"})
_FORMS = frozenset({"original", "copy"})
_ROLES = frozenset({"clerk", "supervisor", "technician", "auditor"})
_PHOTO_SOURCES = frozenset({"registry", "brought", "camera"})
_PHOTO_MEASURES = ("width", "height", "dpi", "bytes", "face_width", "hair_to_top", "eye_x", "eye_to_bottom")
_LOSS_KINDS = frozenset({"temporary", "formal"})
_ENQUIRIES = frozenset({"progress", "balance"})
_STOCK = ("opening", "received", "issued", "spoiled", "returned", "counted")
_PRINTER_STATES = frozenset({"ready", "down"})


def read_walk_in(given: object, tiers: Collection[int]) -> WalkIn:
    """`tiers` are the contribution tiers of the policy in force."""
    top = _object(given, "walk_in")
    service = _code(top, "service", codes.SERVICES)
    if service is None:
        raise UsageError("walk_in", problem="service")
    hall = _object(top.get("hall"), "hall")
    choices = _object(top.get("choices"), "choices")
    return WalkIn(
        now=_now(top.get("now")),
        hall_region=_text(hall, "region"),
        scanner=hall.get("scanner") is not False,
        camera=hall.get("camera") is not False,
        channel=_code(top, "channel", codes.CHANNELS) or "window",
        service=service,
        reason=_reason(top, service),
        applicant=_applicant(_object(top.get("applicant"), "applicant")),
        identity=_identity(top.get("identity")),
        guardian=_helper(top.get("guardian"), "guardian"),
        agent=_helper(top.get("agent"), "agent"),
        registry=_registry(top.get("registry")),
        cards=[_card(_object(card, "cards")) for card in _list(top, "cards")],
        materials=[_brought(_object(one, "materials")) for one in _list(top, "materials")],
        photo=_photo(top.get("photo")),
        base_tier=_tier(choices, tiers),
        delivery=_code(choices, "delivery", codes.DELIVERY_MODES),
        mail=_object(choices.get("mail"), "mail"),
        temporary_card=choices.get("temporary_card") is True,
        blanks=_count(_object(top.get("stock"), "stock"), "blank"),
        printer_ready=_code(_object(top.get("printer"), "printer"), "state", _PRINTER_STATES) != "down",
        loss_kind=_code(_object(top.get("loss"), "loss"), "kind", _LOSS_KINDS) or "temporary",
        case=_case(top.get("case")),
        enquiry=_enquiry(_object(top.get("enquiry"), "enquiry"), service),
        batch=_batch(top.get("batch"), service),
        card_service=_card_service(_object(top.get("card_service"), "card_service")),
        operator=_operator(_object(top.get("operator"), "operator")),
        day=_day_close(_object(top.get("day"), "day")),
    )


def _applicant(told: Mapping[str, Any]) -> Applicant:
    return Applicant(
        present=told.get("present"),
        name=_text(told, "name"),
        id_number=_text(told, "id_number"),
        declared=_code(told, "declared", codes.CATEGORIES),
        household_region=_text(told, "household_region"),
        on_school_list=told.get("on_school_list") is True,
        broken_promise=told.get("broken_promise") is True,
        priority=bool(told.get("priority")),
        can_sign=told.get("can_sign") is not False,
        fingerprint=told.get("fingerprint") is True,
    )


def _identity(told: object) -> Identity | None:
    if told is None:
        return None
    told = _object(told, "identity")
    day_of(told, "valid_from")
    return Identity(
        document=_code(told, "document", codes.IDENTITY_DOCUMENTS) or "none",
        read=_code(told, "read", _READ) or "manual",
        name=_text(told, "name"),
        number=_text(told, "number"),
        address=_text(told, "address"),
        valid_to=day_of(told, "valid_to"),
        birth=day_of(told, "birth"),
    )


def _helper(told: object, key: str) -> Helper | None:
    if told is None:
        return None
    told = _object(told, key)
    _code(told, "read", _READ)
    mandate = told.get("mandate")
    return Helper(
        name=_text(told, "name"),
        number=_text(told, "number"),
        document=_code(told, "document", codes.IDENTITY_DOCUMENTS) or "none",
        valid_to=day_of(told, "valid_to"),
        relation=_text(told, "relation"),
        mandate=None if mandate is None else _mandate(_object(mandate, "mandate")),
    )


def _mandate(told: Mapping[str, Any]) -> Mandate:
    scope = [_member(service, "scope", codes.SERVICES) for service in _list(told, "scope")]
    return Mandate(frozenset(scope), day_of(told, "valid_from"), day_of(told, "valid_to"), told.get("signed") is True)


def _registry(told: object) -> Registry:
    if told is None:
        return Registry("absent", {}, (), (), None, False, None, False)
    told = _object(told, "registry")
    rows = [told["insuinfo"]] if isinstance(told.get("insuinfo"), Mapping) else _list(told, "insuinfo")
    flags = [_object(flag, "idetinfo") for flag in _list(told, "idetinfo")]
    for flag in flags:
        day_of(flag, "begntime")
        day_of(flag, "endtime")
    survival = told.get("surv_stas")
    return Registry(
        error=_text(told, "error"),
        base=_object(told.get("baseinfo"), "baseinfo"),
        rows=[_object(row, "insuinfo") for row in rows],
        flags=flags,
        survival=None if survival is None else str(survival),
        frozen=told.get("acct_stas") == "frozen",
        frozen_reason=_text(told, "frozen_reason"),
        pension_enrolled=told.get("pension_enrolled") is True,
    )


def _card(told: Mapping[str, Any]) -> HeldCard:
    loss = told.get("loss")
    if loss is not None:
        loss = _object(loss, "loss")
        loss = Loss(_code(loss, "kind", _LOSS_KINDS) or "temporary", day_of(loss, "at"))
    return HeldCard(
        number=_text(told, "number"),
        status=_member(told.get("status"), "status", _CARD_STATES),
        issued=day_of(told, "issued"),
        expires=day_of(told, "expires"),
        region=_text(told, "region"),
        loss=loss,
    )


def _brought(told: Mapping[str, Any]) -> Brought:
    pages = told.get("pages")
    level = told.get("level")
    return Brought(
        code=_member(told.get("code"), "material", codes.MATERIALS),
        form=_code(told, "form", _FORMS) or "original",
        valid_to=day_of(told, "valid_to"),
        pages=None if pages is None else frozenset(str(page) for page in _list(told, "pages")),
        level=int(str(level)) if str(level).isdigit() else None,
        bank=_text(told, "bank"),
    )


def _photo(told: object) -> Mapping[str, Any] | None:
    if told is None:
        return None
    told = _object(told, "photo")
    _code(told, "source", _PHOTO_SOURCES)
    day_of(told, "taken")
    for key in _PHOTO_MEASURES:
        if told.get(key) is not None and (isinstance(told[key], bool) or not isinstance(told[key], int | float)):
            raise UsageError("walk_in", problem=key)
    return told


def _case(told: object) -> HeldCase | None:
    if told is None:
        return None
    told = _object(told, "case")
    deferred = [_object(one, "deferred") for one in _list(told, "deferred")]
    day_of(told, "promised")
    return HeldCase(
        number=_text(told, "number"),
        id_number=_text(told, "id_number"),
        service=_code(told, "service", codes.SERVICES),
        state=_member(told.get("state"), "state", _CASE_STATES),
        promised=_text(told, "promised"),
        ready_since=day_of(told, "ready_since"),
        deferred=[
            Promised(
                _member(one.get("code"), "material", codes.MATERIALS), day_of(one, "due"), one.get("cured") is True
            )
            for one in deferred
        ],
        paid=_count(told, "paid"),
        printed=told.get("printed") is True,
        temporary_card=bool(told.get("temporary_card")),
    )


def _enquiry(told: Mapping[str, Any], service: str) -> Mapping[str, Any]:
    if service == "enquiry" and _code(told, "kind", _ENQUIRIES) is None:
        raise UsageError("walk_in", problem="enquiry")
    return {**told, "id_number": _text(told, "id_number"), "receipt_number": _text(told, "receipt_number")}


def _batch(told: object, service: str) -> Mapping[str, Any] | None:
    if told is None:
        return None
    told = _object(told, "batch")
    if service not in ("first_issue", "collect") or _code(told, "kind", codes.BATCH_KINDS) is None:
        raise UsageError("walk_in", problem="batch")
    for person in _list(told, "people"):
        for key in ("id_number", "receipt_number", "name"):
            _text(_object(person, "people"), key)
        for promised in _list(person, "deferred"):
            day_of(_object(promised, "deferred"), "due")
    return told


def _card_service(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**told, "action": _text(told, "action"), "replies": [str(reply) for reply in _list(told, "replies")]}


def _day_close(told: Mapping[str, Any]) -> Mapping[str, Any]:
    stock = _object(told.get("stock"), "stock")
    return {
        "cash_counted": _count(told, "cash_counted"),
        "cash_expected": _count(told, "cash_expected"),
        "stock": {key: _count(stock, key) for key in _STOCK},
        "unresolved_jobs": list(_list(told, "unresolved_jobs")),
    }


def _operator(told: Mapping[str, Any]) -> Mapping[str, Any]:
    _code(told, "role", _ROLES)
    return told


def _reason(top: Mapping[str, Any], service: str) -> str | None:
    reason = _code(top, "reason", codes.REASONS)
    if service not in codes.REASONS_OF:
        return None
    if reason is None:
        raise UsageError("walk_in", problem="reason")
    return _member(reason, "reason", codes.REASONS_OF[service])


def _tier(choices: Mapping[str, Any], tiers: Collection[int]) -> int | None:
    tier = choices.get("base_tier")
    if tier is None:
        return None
    if isinstance(tier, bool) or tier not in tiers:
        raise UsageError("unknown_code", key="base_tier", value=tier)
    return int(tier)


def _now(value: object) -> datetime:
    try:
        return datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise UsageError("bad_date", key="now", value=value) from None


def day_of(told: Mapping[str, Any], key: str) -> date | None:
    """The day of a date or of a time, as it stands in the text."""
    value = told.get(key)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).date()
    except (TypeError, ValueError):
        raise UsageError("bad_date", key=key, value=value) from None


def _code(told: Mapping[str, Any], key: str, known: Collection[str]) -> str | None:
    value = told.get(key)
    return None if value is None else _member(value, key, known)


def _member(value: object, key: str, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise UsageError("unknown_code", key=key, value=value)
    return value


def _text(told: Mapping[str, Any], key: str) -> str | None:
    value = told.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise UsageError("walk_in", problem=key)


def _count(told: Mapping[str, Any], key: str) -> int:
    value = told.get(key)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError("walk_in", problem=key)
    return value


def _object(value: object, key: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return value
    raise UsageError("walk_in", problem=key)


def _list(told: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = told.get(key)
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return value
    raise UsageError("walk_in", problem=key)
