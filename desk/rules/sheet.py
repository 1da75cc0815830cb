"""The sheet a decision is written on: what the desk would do, every line with the rule that made it.

`document()` is the contract of `guitai decide`. Lists of plain codes (notes, approvals …) cannot carry a rule
themselves; theirs stand under `rules`, by list and code. Objects carry their own `rule`.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.rules.rule import Rule

if TYPE_CHECKING:
    from desk.rules.sections import Section

Codes = dict[str, Rule]
"""Codes in the order they were written, each once, with the rule behind it."""


class Obstacle(NamedTuple):
    """One thing that stands in the way, with its facts."""

    code: str
    facts: dict[str, Any]
    rule: Rule

    def document(self) -> dict[str, Any]:
        return {"code": self.code, "facts": self.facts, "rule": self.rule.document()}


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """One paper of the checklist; `due` only when it may follow."""

    code: str
    state: str
    rule: Rule
    due: date | None = None

    def document(self) -> dict[str, Any]:
        return {"code": self.code, "state": self.state, "due": _iso(self.due), "rule": self.rule.document()}


@dataclass(slots=True, eq=False, repr=False)
class Decision:
    """Everything that follows from one walk-in. What does not apply stays None or empty."""

    service: str
    reason: str | None
    outcome: str = ""
    category: str | None = None
    traits: list[str] = field(default_factory=list)
    holder: dict[str, Any] | None = None
    lookup_number: str | None = None
    guardian: dict[str, Any] | None = None
    agent: dict[str, Any] | None = None
    insurance_row: dict[str, Any] | None = None
    reasons: list[Obstacle] = field(default_factory=list)
    prerequisites: Codes = field(default_factory=dict)
    materials: list[Line] = field(default_factory=list)
    fee: dict[str, Any] = field(default_factory=lambda: {"due": 0, "waived": 0, "payable": 0, "waiver": None})
    approvals: Codes = field(default_factory=dict)
    photo: dict[str, Any] | None = None
    delivery: dict[str, Any] | None = None
    promise: dict[str, Any] = field(default_factory=lambda: {"review_by": None, "ready_by": None})
    deferral: dict[str, Any] | None = None
    temporary_card: dict[str, Any] | None = None
    old_card: dict[str, Any] | None = None
    card_actions: Codes = field(default_factory=dict)
    loss: dict[str, Any] | None = None
    activation: dict[str, Any] | None = None
    contribution: dict[str, Any] | None = None
    stock_change: int = 0
    refund: int = 0
    card: dict[str, Any] | None = None
    e_credential: dict[str, Any] | None = None
    notes: Codes = field(default_factory=dict)
    documents: Codes = field(default_factory=dict)
    disclosures: dict[str, list[str]] = field(default_factory=dict)
    discreet: bool = False
    also_possible: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    batch: dict[str, Any] | None = None

    # ── writing ──

    def stop(self, code: str, section: "Section", **facts: Any) -> None:
        """Something stands in the way; the same thing is listed once."""
        if not any(one.code == code and one.facts == facts for one in self.reasons):
            self.reasons.append(Obstacle(code, facts, section.rule))

    def note(self, code: str, section: "Section") -> None:
        self.notes.setdefault(code, section.rule)

    def require(self, code: str, section: "Section") -> None:
        """Something has to be done first, or on the spot."""
        self.prerequisites.setdefault(code, section.rule)

    def approve(self, code: str, section: "Section") -> None:
        """Something needs a second person."""
        self.approvals.setdefault(code, section.rule)

    def paper(self, code: str, section: "Section") -> None:
        self.documents.setdefault(code, section.rule)

    def act(self, code: str, section: "Section") -> None:
        """The card service is asked to do something."""
        self.card_actions.setdefault(code, section.rule)

    def line(self, code: str, state: str, section: "Section", due: date | None = None) -> None:
        """A paper of the checklist; the first word on a paper stands."""
        if all(line.code != code for line in self.materials):
            self.materials.append(Line(code, state, section.rule, due))

    def state_of(self, code: str) -> str | None:
        """What the checklist says of a paper, None when it does not ask for it."""
        return next((line.state for line in self.materials if line.code == code), None)

    # ── reading ──

    @property
    def accepted(self) -> bool:
        return self.outcome in ("accept", "accept_deferred")

    def document(self) -> dict[str, Any]:
        """Plain JSON values, always in the same order."""
        return {
            "outcome": self.outcome,
            "service": self.service,
            "reason": self.reason,
            "category": self.category,
            "traits": self.traits,
            "holder": self.holder,
            "lookup_number": self.lookup_number,
            "guardian": self.guardian,
            "agent": self.agent,
            "insurance_row": self.insurance_row,
            "reasons": [one.document() for one in self.reasons],
            "prerequisites": list(self.prerequisites),
            "materials": [line.document() for line in self.materials],
            "fee": self.fee,
            "approvals": list(self.approvals),
            "photo": self.photo,
            "delivery": self.delivery,
            "promise": self.promise,
            "deferral": self.deferral,
            "temporary_card": self.temporary_card,
            "old_card": self.old_card,
            "card_actions": list(self.card_actions),
            "loss": self.loss,
            "activation": self.activation,
            "contribution": self.contribution,
            "stock_change": self.stock_change,
            "refund": self.refund,
            "card": self.card,
            "e_credential": self.e_credential,
            "notes": list(self.notes),
            "documents": list(self.documents),
            "disclosures": self.disclosures,
            "discreet": self.discreet,
            "also_possible": self.also_possible,
            "channels": self.channels,
            "batch": self.batch,
            "rules": {
                name: {code: rule.document() for code, rule in codes.items()}
                for name, codes in (
                    ("prerequisites", self.prerequisites),
                    ("approvals", self.approvals),
                    ("card_actions", self.card_actions),
                    ("notes", self.notes),
                    ("documents", self.documents),
                )
            },
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
