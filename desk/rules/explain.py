"""The rules in force for a service, each value with the layer, file and line that set it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import UsageError
from desk.rules import codes

if TYPE_CHECKING:
    from desk.rules.packs import Layer

_PERSON = (
    "identity",
    "people",
    "coverage.rows",
    "coverage.survival",
    "coverage.silent",
    "papers.notice",
    "notice.masking",
    "notice.rating",
)
_CARD = (
    "coverage",
    "special_group",
    "cards",
    "time",
    "delivery",
    "papers",
    "photo",
    "collection.password",
    "collection.activation",
    "collection.card_face",
    "fee.waiver",
    "e_credential",
    "referral.insured_elsewhere",
)
_OF_SERVICE: dict[str, tuple[str, ...]] = {
    "first_issue": (*_PERSON, *_CARD, "fee.first_issue", "contribution", "service.batch_intake"),
    "reissue": (*_PERSON, *_CARD, "fee.lost", "fee.human_damage", "fee.quality", "loss"),
    "exchange": (*_PERSON, *_CARD, "fee"),
    "loss_report": (*_PERSON, "loss", "cards.service", "e_credential"),
    "loss_lift": (*_PERSON, "loss", "cards.service"),
    "collect": (*_PERSON, "collection", "papers.deferral", "service.batch_collection", "delivery.temporary_card"),
    "activate": (*_PERSON, "collection.activation", "collection.password", "referral.insured_elsewhere"),
    "correction": (*_PERSON, "service.correction", "time.review"),
    "enrolment": (*_PERSON, "service.enrolment", "service.pension", "contribution", "papers", "time.review"),
    "subsidy": (*_PERSON, "special_group", "service.subsidy", "time.review"),
    "cancel": (*_PERSON, "service.cancel", "referral.insured_elsewhere"),
    "withdraw": (*_PERSON, "service.withdraw"),
    "enquiry": ("enquiry", "people.disclosure"),
    "reimbursement": ("referral.reimbursement",),
    "day_close": ("service.day_close",),
}


def explain(name: str, service: str, extra_dirs: Iterable[Path] = ()) -> dict[str, Any]:
    """The rules of a policy for a service. Raises UsageError(unknown_code) and as `packs.load_policy`."""
    from desk.rules.packs import load_layers

    if service not in codes.SERVICES:
        raise UsageError("unknown_code", key="service", value=service)
    policy, layers = load_layers(name, extra_dirs)
    wanted = _OF_SERVICE[service]
    rules = []
    for key, section in policy.sections():
        group = key.split(".")[0]
        asked = service in getattr(section, "services", ()) if group == "need" else key in wanted or group in wanted
        if key.startswith("identity.also."):
            asked = asked and (not section.services or service in section.services)  # type: ignore[attr-defined]
        if asked:
            values = section.model_dump(mode="json", exclude={"name", "row"})
            rules.append({"key": key, **section.rule.document(), "values": _values(key, values, layers)})
    return {
        "policy": policy.name,
        "version": policy.version,
        "valid_from": policy.valid_from.isoformat(),
        "valid_to": None if policy.pack.valid_to is None else policy.pack.valid_to.isoformat(),
        "layers": [{"pack": layer.name, "level": layer.level, "file": layer.file} for layer in layers],
        "service": service,
        "rules": rules,
    }


def _values(key: str, values: dict[str, Any], layers: Sequence["Layer"]) -> dict[str, Any]:
    """Each value with where it was set; what no layer sets has its usual value."""
    told = {}
    for name, value in values.items():
        path = (*key.split("."), name)
        setter = next((layer for layer in reversed(layers) if path in layer.where), None)
        told[name] = {
            "value": value,
            "pack": None if setter is None else setter.name,
            "level": None if setter is None else setter.level,
            "line": None if setter is None else setter.where[path][0],
        }
    return told
