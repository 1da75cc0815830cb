"""A new card: what follows once nothing stands in the way (M-001 to M-004, M-024, M-027, M-087, M-088)."""

from desk.rules.delivery import plan
from desk.rules.fees import charge
from desk.rules.holding import contribute, name_apps
from desk.rules.loss import report_before_reissue
from desk.rules.sheet import Decision
from desk.rules.situation import Situation

_FORM = {"first_issue": "application_form", "reissue": "reissue_form", "exchange": "exchange_form"}


def make_card(s: Situation, d: Decision) -> None:
    """Writes fee, prerequisites, delivery, dates and papers of a card that will be made."""
    policy = s.policy
    report_before_reissue(s, d)
    if d.photo is not None and d.photo["ok"] is False:
        d.require("capture_photo", policy.photo)
    charge(s, d)
    d.paper(_FORM[s.service], policy.papers.forms)
    d.paper("receipt", policy.papers.forms)
    if s.service == "reissue":
        d.paper("reissue_voucher", policy.papers.forms)
    contribute(s, d)
    plan(s, d)
    if d.old_card is not None:
        d.old_card |= {"fate": "void_on_issue", "rule": policy.cards.old_card.rule.document()}
    kind = policy.cards.kind
    d.card = {"kind": kind.kind, "name": kind.title, "rule": kind.rule.document()}
    name_apps(s, d, "e_credential_hint" if s.service == "first_issue" else "e_credential_valid")
