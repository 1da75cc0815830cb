"""The conclusion of a visit: what the decision says becomes a case, in one transaction.

    accept, accept_deferred   receipt number, accepted; on to review when a second person is needed
    pending_verification      receipt number; the registry is asked again later under the same message id
    hold                      receipt number, suspended: it waits for something that is not a paper
    refuse_notice             notice number (N…), declined; a second visit opens the same notice again
    refer                     notice number, referred

Invariants
1. The decision is made inside the transaction that keeps it; what a person saw a minute ago does not count.
2. The same key gives the same case, however often it is pressed; the draft is gone once its case is there.
3. What was signed is what is submitted: a signature over anything else is stale.
4. Nothing of a lost card is accepted before the old card is formally reported lost.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desk.errors import Refused, UsageError
from desk.records import commands, hold, journal, numbers
from desk.records.cases import Case
from desk.records.commands import Command, KeyReused
from desk.records.drafts import DraftRow
from desk.rules import decision as rules
from desk.rules.journey import ROAD, CaseState, WrongStage
from desk.services import approvals, casebook, days, history, pictures, promises, reading
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.reception import choose, walk_in
from desk.services.situation import bare, number_of
from desk.services.views import CaseView

STATES = {
    "accept": CaseState.ACCEPTED,
    "accept_deferred": CaseState.ACCEPTED,
    "pending_verification": CaseState.PENDING_VERIFICATION,
    "hold": CaseState.SUSPENDED,
    "refuse_notice": CaseState.DECLINED,
    "refer": CaseState.REFERRED,
}
TAKEN_ON = frozenset({"accept", "accept_deferred", "pending_verification"})
BEFORE_SUBMITTING = frozenset({"formal_loss_report", "capture_photo", "choose_base_tier", "mail_address"})
"""Prerequisites on the spot that have to be done before the application is handed in."""
BY_CARD_SERVICE = frozenset({"loss_report", "loss_lift", "cancel", "activate"})
"""Services that are done when the card service has done them."""
RELEASES = frozenset({"frozen_account_release"})
"""Questions that may end a hold; every other one belongs to an accepted case."""
ELSEWHERE = frozenset({"collect", "withdraw"})
"""Services about another case: only their refusal is concluded here."""


def digest(draft: Draft, decision: Mapping[str, Any]) -> str:
    """SHA-256 of what an applicant confirms: the situation and what the decision promises and costs."""
    shown = {
        key: decision.get(key) for key in ("outcome", "service", "reason", "materials", "fee", "delivery", "promise")
    }
    text = json.dumps([bare(draft.situation), shown], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def conclude(
    counter: Counter,
    draft: Draft,
    key: str,
    *,
    printer_ready: bool = True,
    scanner: bool = True,
    camera: bool = True,
) -> CaseView:
    """Ends the visit by the decision's outcome.

    Where another window took on the same person in the same second, the decision is made again on what it left.
    Raises Refused(signature_stale | prerequisites_open | not_concluded_here | day_closed), UsageError(no_such_draft),
    WrongStage for a case that was taken up here and has gone on elsewhere.
    """
    counter.require("clerk", "supervisor")
    desk = {"printer_ready": printer_ready, "scanner": scanner, "camera": camera}
    try:
        return _conclude(counter, draft, key, desk)
    except IntegrityError:
        return _conclude(counter, draft, key, desk)


def conclude_as(
    counter: Counter, draft: Draft, key: str, service: str, reason: str | None = None, **values: Any
) -> CaseView:
    """Ends the visit as a service that is chosen with the same press; pressed again, it brings no draft back."""
    done = done_before(counter, key, draft.id)
    return done or conclude(counter, choose(counter, draft, service, reason, **values), key)


def done_before(counter: Counter, key: str, draft: str | None = None) -> CaseView | None:
    """The case in which a press under this key ended, of this draft if one is named. Raises KeyReused."""
    with counter.store.reading() as session:
        done = session.get(Command, (counter.hall, key))
        if done is None:
            return None
        if done.what not in ("conclude", "withdraw") or draft not in (None, done.answer["draft"]):
            raise KeyReused("key_reused", key=key, what="conclude", before=done.what)
        return reading.case_view(session, counter, casebook.find(session, counter, done.answer["case"]))


def onwards(session: Session, counter: Counter, case: Case, decision: Mapping[str, Any], draft: str = "") -> None:
    """Takes an accepted case as far as it goes by itself: to the second person, to the blank, or to its end."""
    missing = _ask_second_person(session, counter, case, decision, draft)
    if missing or case.state == CaseState.RETURNED:
        casebook.move(session, counter, case, CaseState.REVIEW)
    if missing:
        return
    if case.service not in BY_CARD_SERVICE:
        casebook.move(session, counter, case, CaseState.APPROVED)
    elif not decision.get("card_actions") and case.state == CaseState.ACCEPTED:
        casebook.move(session, counter, case, CaseState.CLOSED)


def _conclude(counter: Counter, draft: Draft, key: str, desk: Mapping[str, bool]) -> CaseView:
    wish = commands.digest([draft.id, draft.situation, draft.case])
    with counter.store.begin() as session:
        known = commands.once(session, counter.hall, key, "conclude", wish)
        number = str(known["case"]) if known is not None else _decide_and_keep(session, counter, draft, desk)
        if known is None:
            answer = {"case": number, "draft": draft.id}
            commands.keep(session, counter.hall, key, "conclude", wish, answer=answer, at=counter.now())
    with counter.store.reading() as session:
        return reading.case_view(session, counter, casebook.find(session, counter, number))


def _decide_and_keep(session: Session, counter: Counter, draft: Draft, desk: Mapping[str, bool]) -> str:
    """The whole conclusion inside its transaction; gives the case's number."""
    row = hold.row(session, DraftRow, (counter.hall, draft.id))
    if row is None:
        raise UsageError("no_such_draft", draft=draft.id)
    drafts.only_for(counter, row.operator)
    days.require_open(session, counter)
    history.hold_person(session, counter, number_of(draft.situation))
    given = walk_in(session, counter, draft, **desk)
    decision = rules.decide(given, counter.policy, counter.calendar).document()
    _fit_to_conclude(draft, decision)
    case = _case(session, counter, draft, given, decision)
    drafts.keep_pictures(session, counter, draft)
    _file(session, counter, draft, case)
    session.delete(row)
    return case.number


def _fit_to_conclude(draft: Draft, decision: Mapping[str, Any]) -> None:
    outcome, service = decision["outcome"], decision["service"]
    accepted = outcome in ("accept", "accept_deferred")
    if service in ("enquiry", "day_close") or (service in ELSEWHERE and outcome != "refuse_notice"):
        raise Refused("not_concluded_here", service=service, outcome=outcome, decision=decision)
    if accepted and draft.signed is not None and draft.signed != digest(draft, decision):
        raise Refused("signature_stale", decision=decision)
    still = sorted(BEFORE_SUBMITTING & set(decision.get("prerequisites") or ()))
    if accepted and still:
        raise Refused("prerequisites_open", open=still, decision=decision)


def _case(
    session: Session, counter: Counter, draft: Draft, given: Mapping[str, Any], decision: Mapping[str, Any]
) -> Case:
    stands_in_the_way = next((r for r in decision["reasons"] if r["code"] == "open_case_exists"), None)
    if stands_in_the_way is not None:
        stands = casebook.find(session, counter, stands_in_the_way["facts"]["number"])
        journal.write(session, counter, "concluded", stands.number, "open_case_exists", draft=draft.id)
        return stands
    before = casebook.find(session, counter, draft.case) if draft.case else None
    if before is not None and before.state == CaseState.RETURNED:
        return go_on_with(session, counter, before, given, decision, draft=draft.id)
    if before is not None and before.state != CaseState.DECLINED:  # it went on elsewhere while it lay open here
        raise WrongStage("case", str(before.state), CaseState.DRAFT, ROAD.after(before.state))
    if before is not None and decision["outcome"] == "refuse_notice":
        casebook.decided_again(session, counter, before, given, decision)
        casebook.move_back_and_on(session, counter, before, CaseState.DECLINED, visit="again")
        return before
    case = _new_case(session, counter, draft, given, decision)
    if before is not None:
        case.linked, before.linked, before.closed_at = before.number, case.number, counter.now()
    if any(reason["code"] == "deferral_lapsed" for reason in decision["reasons"]):
        promises.let_lapse(session, counter, casebook.find(session, counter, given["case"]["number"]))
    return case


def go_on_with(
    session: Session,
    counter: Counter,
    case: Case,
    given: Mapping[str, Any],
    decision: Mapping[str, Any],
    *,
    draft: str = "",
) -> Case:
    """A case that waited is decided again: it goes on under its own number, with all that was handed in."""
    outcome = decision["outcome"]
    if case.state == CaseState.RETURNED and outcome not in ("accept", "accept_deferred", "hold"):
        raise Refused("not_concluded_here", service=case.service, outcome=outcome, decision=decision)
    casebook.decided_again(session, counter, case, given, decision)
    journal.write(session, counter, "decided_again", case.number, outcome, draft=draft)
    if outcome in TAKEN_ON:
        case.accepted_at = case.accepted_at or counter.now()
    if outcome in ("accept", "accept_deferred"):
        if case.state != CaseState.RETURNED:
            casebook.move(session, counter, case, CaseState.ACCEPTED)
        onwards(session, counter, case, decision, draft)
    elif case.state != STATES[outcome]:
        casebook.move_back_and_on(session, counter, case, STATES[outcome])
    return case


def _new_case(
    session: Session, counter: Counter, draft: Draft, given: Mapping[str, Any], decision: Mapping[str, Any]
) -> Case:
    outcome = decision["outcome"]
    hall = counter.settings.hall
    letter = "N" if outcome in ("refuse_notice", "refer") else ""
    number = numbers.public_number(session, hall.region, hall.code, counter.today(), counter.station, letter=letter)
    about = (given.get("case") or {}).get("number") if decision["service"] in ELSEWHERE else None
    case = casebook.write_down(
        session,
        counter,
        number=number,
        state=STATES[outcome],
        situation=given,
        decision=decision,
        draft=draft.id,
        accepted_at=counter.now() if outcome in TAKEN_ON else None,
        closed_at=counter.now() if outcome == "refer" else None,
        ticket=draft.ticket,
        message_id=draft.asked if outcome == "pending_verification" else None,
        linked=about,
        signed=draft.signed,
    )
    asked_for = draft.situation.get("service")
    if asked_for != case.service:
        case.facts = {**case.facts, "asked_for": asked_for}
    temporary = decision.get("temporary_card")
    if temporary:
        case.facts = {**case.facts, "temporary_card": {"valid_to": temporary["valid_to"]}}
    if outcome in ("accept", "accept_deferred"):
        onwards(session, counter, case, decision, draft.id)
    elif outcome == "hold":
        _ask_second_person(session, counter, case, decision, draft.id)
    return case


def _ask_second_person(
    session: Session, counter: Counter, case: Case, decision: Mapping[str, Any], draft: str
) -> list[str]:
    """What still needs a yes, each question put once; a yes to a question about the draft counts for its case."""
    if not decision.get("approvals"):
        return []
    approved = history.approved(session, counter, case.number, draft)
    missing = [what for what in decision.get("approvals") or () if what not in approved]
    if case.state == CaseState.SUSPENDED:
        missing = [what for what in missing if what in RELEASES]
    waiting = history.asked(session, counter, case.number)
    for what in missing:
        if what in waiting:
            continue
        facts: dict[str, Any] = {"service": case.service, "reason": case.reason}
        if what == "fee_waiver":
            facts |= {"due": case.fee_due, "waived": case.fee_waived, "waiver": case.waiver}
        approvals.ask_within(
            session,
            counter,
            what,
            case.number,
            facts,
            key=counter.new_key(),
            case=case.number,
            seen=_seen(what, counter, case, decision),
        )
    return missing


def _seen(what: str, counter: Counter, case: Case, decision: Mapping[str, Any]) -> dict[str, Any]:
    """What the reviewer needs to see of a person to answer."""
    given = casebook.situation_of(counter, case)
    seen: dict[str, Any] = {"holder": casebook.holder_of(counter, case), "agent": decision.get("agent")}
    if what in ("name_or_id_change", "rare_char_variant", "manual_identity"):
        base = (given.get("registry") or {}).get("baseinfo") or {}
        seen |= {
            "document": given.get("identity"),
            "registry": {"name": base.get("psn_name"), "number": base.get("certno")},
        }
    if what == "fee_waiver":
        seen["materials"] = given.get("materials")
    return seen


def _file(session: Session, counter: Counter, draft: Draft, case: Case) -> None:
    drafts.file_pictures(session, counter, draft, case.number)
    if draft.signature:
        signer = "guardian" if "guardian" in draft.situation else "agent" if "agent" in draft.situation else "holder"
        keep_signature(session, counter, case.number, signer, draft)


def keep_signature(session: Session, counter: Counter, number: str, signer: str, draft: Draft) -> None:
    """A signature with its strokes, sealed; whose it is stands in `code`."""
    assert draft.signature is not None
    clear = reading.strokes_as_bytes(draft.signature)
    pictures.keep(session, counter, f"{draft.id}-signature", "signature", clear, case=number, code=signer)
