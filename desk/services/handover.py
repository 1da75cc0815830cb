"""Handing the card over: to the holder, a guardian or an agent, after a look at who it is.

    start ──> (guardian, agent, mandate by intake) ──> identify ──> hand_over: enable (11), then the card changes hands

Invariants
1. The decision `collect` on the stored case decides, at the moment of the hand-over.
2. The card is enabled before it changes hands. Without the card service's answer the card stays here, the case ready.
3. Enabling twice is harmless: the message id is kept with the case, `01` counts as done.
4. Whoever may not collect learns that a card waits, or nothing; the attempt is in the journal.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import Refused, StoreTrouble, UsageError
from desk.ports import IdCard
from desk.records import commands, journal
from desk.records.cases import Case
from desk.records.drafts import DraftRow
from desk.records.making import Card
from desk.rules import decision as rules
from desk.rules.card_life import CardState
from desk.rules.journey import CaseState
from desk.services import card_actions, casebook, days, history, messages, reading, submission
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.reception import walk_in
from desk.services.situation import (
    document_of,
    opened,
    with_applicant,
    with_papers_shown_before,
    with_values,
)
from desk.services.views import CaseView

AT_THE_HANDOVER = frozenset({"return_temporary_card"})
"""Prerequisites that the clerk confirms while handing over."""


@dataclass(frozen=True, slots=True)
class HandoverCheck:
    """Whether this card may be given to whoever stands here, and what has to be done before.

    `may` is false on any outcome but accept; `open` are prerequisites and `approvals` second persons still missing.
    """

    case: CaseView
    draft: Draft
    decision: Mapping[str, Any]
    may: bool
    open: tuple[str, ...]
    approvals: tuple[str, ...]
    collector: Mapping[str, Any]


def start(counter: Counter, number: str, card: IdCard | None = None) -> Draft:
    """A collection begins: the case from a search or a scanned receipt, the card of whoever stands here.

    A card of somebody else than the holder makes that person the guardian of a minor, else the agent; the relation, the
    holder's own document and the mandate are still to be added. A collection of the same card by the same person goes
    on with what they showed; by anybody else it ends here.
    """
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        holder = casebook.holder_of(counter, case)
        for row, before in _begun(session, counter, case, holder["id_number"]):
            if row.operator != counter.operator.name:
                continue
            if card is not None and _collecting(before.situation) == card.number.upper():
                row.aside = False
                return before
            _end(session, counter, row)
        situation = opened(counter.policy.name, "window", holder["name"], holder["id_number"])
        situation = with_values(situation, service="collect", about=case.number)
        if card is not None and card.number.upper() == holder["id_number"]:
            situation = with_values(situation, identity=document_of(card))
        elif card is not None:
            role = "guardian" if "minor" in case.traits else "agent"
            someone = {**document_of(card), **({"mandate": None} if role == "agent" else {})}
            situation = with_applicant(with_values(situation, **{role: someone}), present=role == "guardian")
        notice = history.open_notice(session, counter, holder["id_number"], "collect")
        if notice is not None:
            situation = with_papers_shown_before(situation, history.shown_at(counter, notice))
        draft = Draft(
            counter.new_key(),
            counter.now(),
            counter.operator.name,
            situation,
            step="handover",
            case=notice.number if notice else None,
        )
        drafts.keep(session, counter, draft)
        journal.write(session, counter, "collection_begun", case.number, "done", draft=draft.id)
    return draft


def start_for_agent(counter: Counter, number: str, greeted: Draft) -> Draft:
    """A collection by the agent or guardian who was greeted: both documents that were shown then count."""
    begun = start(counter, number)
    shown = {who: greeted.situation[who] for who in ("agent", "guardian", "identity") if greeted.situation.get(who)}
    situation = with_applicant(with_values(begun.situation, **shown), present="agent" not in shown)
    return drafts.save(counter, replace(begun, situation=situation))


def _begun(session: Session, counter: Counter, case: Case, holder: str) -> list[tuple[DraftRow, Draft]]:
    """The collections of this case that were begun and not ended; one that cannot be read hinders no other."""
    here = (DraftRow.hall == counter.hall, DraftRow.id_key == counter.store.sealer.find_key(holder))
    found = []
    for row in session.scalars(select(DraftRow).where(*here)):
        with suppress(StoreTrouble):
            found.append((row, drafts.read(session, counter, row)))
    return [(row, draft) for row, draft in found if draft.situation.get("about") == case.number]


def _collecting(situation: Mapping[str, Any]) -> str:
    """The number of whoever stands here for a collection."""
    shown = (situation.get(who) for who in ("agent", "guardian", "identity"))
    return next((str(one["number"]).upper() for one in shown if one), "")


def _end(session: Session, counter: Counter, row: DraftRow) -> None:
    drafts.forget_pictures(session, counter, row.id)
    session.delete(row)
    journal.write(session, counter, "draft_thrown_away", row.id, "done", reason="superseded")


def identify(counter: Counter, draft: Draft, *, scanner: bool = True) -> HandoverCheck:
    """What the rules say of this collection, and what is still open; every attempt is in the journal."""
    counter.require("clerk", "supervisor")
    with counter.store.begin() as session:
        check = _check(session, counter, draft, scanner)
        who, outcome = check.collector["who"], check.decision["outcome"]
        journal.write(session, counter, "collection_checked", check.case.number, outcome, collector=who)
    return check


def hand_over(
    counter: Counter,
    draft: Draft,
    key: str,
    *,
    confirmed: Sequence[str] = (),
    password_set: bool = False,
    scanner: bool = True,
) -> CaseView:
    """Enables the card and gives it away; blocking.

    `confirmed` names prerequisites the clerk has seen done (return_temporary_card). Raises
    Refused(refused_by_rules | prerequisites_open | approval_needed | no_card_yet | card_service_failed | day_closed),
    OutsideSilent(card_service_unconfirmed): the card then stays here.
    """
    counter.require("clerk", "supervisor")
    wish = commands.digest([draft.id, draft.situation, sorted(confirmed), password_set])
    with counter.store.reading() as session:
        known = commands.once(session, counter.hall, key, "hand_over", wish)
        if known is not None:
            return reading.case_view(session, counter, casebook.find(session, counter, known["case"]))
        days.require_open(session, counter)
        check = _check(session, counter, draft, scanner)
        _insist(check, confirmed)
        card = casebook.find(session, counter, check.case.number).card
    if card is None:
        raise Refused("no_card_yet", case=check.case.number)
    enable(counter, check.case.number)
    with counter.store.begin() as session:
        known = commands.once(session, counter.hall, key, "hand_over", wish)
        case = casebook.find(session, counter, check.case.number)
        if known is None:
            days.require_open(session, counter)
            drafts.keep(session, counter, draft)
            _give(session, counter, draft, case, check, confirmed)
            if password_set:
                casebook.move(session, counter, case, CaseState.ACTIVE, password="set")  # noqa: S106 - a fact, no password
            commands.keep(session, counter.hall, key, "hand_over", wish, answer={"case": case.number}, at=counter.now())
        session.flush()
        return reading.case_view(session, counter, case)


def enable(counter: Counter, number: str) -> messages.Reply:
    """Has the card service enable a case's new card (11); blocking, harmless to repeat.

    Raises OutsideSilent(card_service_unconfirmed), Refused(card_service_failed); the journal has the answer either way.
    """
    counter.require("clerk", "supervisor")
    with counter.store.reading() as session:
        case = casebook.find(session, counter, number)
        number, person, card = case.number, casebook.holder_of(counter, case)["id_number"], case.card
        before = [one["number"] for one in casebook.situation_of(counter, case).get("cards") or ()]
    if card is None:
        raise Refused("no_card_yet", case=number)
    reply = messages.ask_card_service(counter, number, "enable", person, card)
    with counter.store.begin() as session:
        messages.note_reply(session, counter, number, reply)
        if reply.done:
            card_actions.mirror(session, counter, card, CardState.ACTIVE)
            for old in before:
                if old != card:
                    card_actions.mirror(session, counter, old, CardState.VOID)
    card_actions.insist(reply)
    return reply


def _check(session: Session, counter: Counter, draft: Draft, scanner: bool) -> HandoverCheck:
    given = walk_in(session, counter, draft, printer_ready=True, scanner=scanner, camera=True)
    if "case" not in given:
        raise UsageError("no_such_case", number=draft.situation.get("about"))
    decision = rules.decide(given, counter.policy, counter.calendar).document()
    case = casebook.find(session, counter, given["case"]["number"])
    approved = history.approved(session, counter, case.number)
    still = sorted(AT_THE_HANDOVER & set(decision.get("prerequisites") or ()))
    return HandoverCheck(
        case=reading.case_view(session, counter, case),
        draft=draft,
        decision=decision,
        may=decision["outcome"] == "accept",
        open=tuple(still),
        approvals=tuple(what for what in decision.get("approvals") or () if what not in approved),
        collector=_collector(draft, decision),
    )


def _insist(check: HandoverCheck, confirmed: Sequence[str]) -> None:
    if not check.may:
        codes = [reason["code"] for reason in check.decision["reasons"]]
        raise Refused("refused_by_rules", outcome=check.decision["outcome"], reasons=codes, decision=check.decision)
    if check.approvals:
        raise Refused("approval_needed", what=list(check.approvals), subject=check.case.number)
    still = [what for what in check.open if what not in confirmed]
    if still:
        raise Refused("prerequisites_open", open=still, decision=check.decision)


def _collector(draft: Draft, decision: Mapping[str, Any]) -> dict[str, Any]:
    """Who takes the card: the holder, or guardian or agent with the relation."""
    for who in ("agent", "guardian"):
        person = decision.get(who)
        if person:
            phone = (draft.situation.get(who) or {}).get("phone")
            return {"who": who, **{k: person[k] for k in ("name", "number", "relation") if k in person}, "phone": phone}
    holder = decision.get("holder") or {}
    return {"who": "holder", "name": holder.get("name"), "number": holder.get("number")}


def _give(  # noqa: PLR0917 - one call, and each is what it says
    session: Session, counter: Counter, draft: Draft, case: Case, check: HandoverCheck, confirmed: Sequence[str]
) -> None:
    """The card leaves the house: step, signature, date on the card; the draft has done its work."""
    personal = {**check.collector, "document": (draft.situation.get("identity") or {}).get("document")}
    casebook.move(
        session,
        counter,
        case,
        CaseState.COLLECTED,
        personal=personal,
        collector=check.collector["who"],
        confirmed=sorted(confirmed),
    )
    if AT_THE_HANDOVER & set(confirmed) and "temporary_card" in case.facts:
        casebook.temporary_card_back(case, returned=True)
    old = casebook.decision_of(counter, case).get("old_card") or {}
    if old.get("recovery") == "cut":
        journal.write(session, counter, "old_card", case.number, "cut", card=old["number"])
    case.facts = {**case.facts, "collected": {"papers": list(check.decision.get("documents") or ())}}
    if draft.signature:
        submission.keep_signature(session, counter, case.number, "collector", draft)
    card = session.get(Card, (counter.hall, case.card))
    if card is not None:
        card.issued_at = counter.now()
    row = session.get(DraftRow, (counter.hall, draft.id))
    if row is not None:
        drafts.file_pictures(session, counter, draft, case.number)
        session.delete(row)
    session.flush()
    for other, _ in _begun(session, counter, case, casebook.holder_of(counter, case)["id_number"]):
        _end(session, counter, other)
    notice = session.get(Case, (counter.hall, draft.case)) if draft.case else None
    if notice is not None and notice.state == CaseState.DECLINED:
        notice.linked, notice.closed_at = case.number, counter.now()
