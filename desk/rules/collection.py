"""Collecting a card, and giving an application up: what the case that is there allows (M-008, M-010, M-090f)."""

from desk.errors import UsageError
from desk.rules.delivery import hand_over as give_card
from desk.rules.sheet import Decision
from desk.rules.situation import Situation


def examine_collection(s: Situation, d: Decision) -> None:
    """A card is handed over when it is ready and every promised paper came in time."""
    collection, deferral, case = s.policy.collection, s.policy.papers.deferral, s.visit.case
    if case is None or case.state != "ready":
        state, promised = (None, None) if case is None else (case.state, case.promised)
        d.stop("not_ready", collection.ready, state=state, promised=promised)
    for item in case.deferred if case else ():
        if item.cured:
            continue
        late = item.due is not None and item.due < s.today
        due = None if item.due is None else item.due.isoformat()
        d.stop("deferral_lapsed" if late else "deferral_open", deferral, material=item.code, due=due)


def collect(s: Situation, d: Decision) -> None:
    """Writes what a hand-over needs: vault, temporary card, witness, password."""
    collection, case = s.policy.collection, s.visit.case
    assert case is not None
    waited = (s.today - case.ready_since).days if case.ready_since else 0
    if waited >= collection.uncollected.vault_days:
        d.note("fetch_from_vault", collection.uncollected)
        d.approve("vault_release", collection.uncollected)
    elif waited >= collection.uncollected.remind_days:
        d.note("uncollected_over_30_days", collection.uncollected)
    if case.temporary_card:
        d.require("return_temporary_card", s.policy.delivery.temporary_card)
    give_card(s, d, collection.ready)
    d.note("bank_activates_financial", collection.activation)
    if s.agent is None:
        d.disclosures["holder"] = ["card_face", "progress"]
    applicant = s.visit.applicant
    if applicant.present and not s.minor and s.agent is None and not applicant.can_sign and not applicant.fingerprint:
        d.approve("handover_witness", collection.witness)
        d.paper("witness_statement", collection.witness)


def examine_withdrawal(s: Situation, d: Decision) -> None:
    """An application can be given up until its card is made."""
    case = s.visit.case
    if case is None:
        raise UsageError("walk_in", problem="case")
    if case.printed or case.state in _TOO_LATE:
        d.stop("card_already_made", s.policy.service.withdraw, number=case.number)


def withdraw(s: Situation, d: Decision) -> None:
    """Gives back what was paid."""
    rule, case = s.policy.service.withdraw, s.visit.case
    assert case is not None
    d.refund = case.paid
    if d.refund > 0:
        d.approve("refund", rule)
        d.paper("refund_slip", rule)


_TOO_LATE = frozenset(
    {"ready", "mailed", "collected", "active", "closed", "withdrawn", "rejected", "lapsed", "declined", "referred"}
)
