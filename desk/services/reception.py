"""Reception: an identity card is laid down, and the desk knows what may be done.

    greet ──> check (registry and card register, in their lane) ──> possible / choose ──> decide

Invariants
1. The same person's open draft goes on where it stopped; a draft at another window is told, never touched.
2. A registry that is silent is part of the situation, not an error: the decision says what can still be done.
3. A question that got no answer is asked again under the same message id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.errors import OutsideSilent
from desk.ports import IdCard
from desk.records import journal
from desk.records.cases import Case
from desk.records.drafts import DraftRow
from desk.rules import decision as rules
from desk.rules.decision import Decision
from desk.rules.identity import parse_id_number
from desk.rules.journey import ROAD, CaseState, WrongStage
from desk.services import casebook, history, messages, reading, stock
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.situation import (
    Situation,
    bare,
    completed,
    document_of,
    name_of,
    name_on,
    number_of,
    opened,
    with_applicant,
    with_papers_shown_before,
    with_values,
)
from desk.services.views import CaseView

TAKEN_UP = (CaseState.RETURNED, CaseState.DECLINED)
"""A case in one of these waits for its applicant to come again."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who stands at the counter, as far as the desk knows.

    `resumed` when an open draft of the same person goes on; `open_case` the person's case under way or waiting here;
    `notice` the one-time notice this visit opens again; `elsewhere` the operator who has this person's draft open.
    """

    draft: Draft
    resumed: bool
    open_case: CaseView | None
    notice: CaseView | None
    elsewhere: str | None


def greet(counter: Counter, card: IdCard, *, channel: str = "window", ticket: str | None = None) -> Greeting:
    """The holder's own identity card lies on the reader."""
    situation = opened(counter.policy.name, channel, name_on(card), card.number)
    told = {"nation": card.nation, "issuer": card.issuer, "sex": card.sex, "warnings": list(card.warnings)}
    return _greet(counter, with_values(situation, identity=document_of(card)), told, ticket)


def greet_by_number(
    counter: Counter,
    number: str,
    name: str,
    *,
    channel: str = "window",
    present: bool = True,
    ticket: str | None = None,
) -> Greeting:
    """A number typed: by phone, for somebody who is not here, or without a card (a clue only, no proof)."""
    situation = opened(counter.policy.name, channel, name, number.strip().upper(), present=present)
    return _greet(counter, situation, {}, ticket)


def check(counter: Counter, draft: Draft) -> Draft:
    """Asks the registry and the card register; blocking, and never inside a transaction."""
    number = parse_id_number(number_of(draft.situation), counter.today())
    if not number.valid:
        return draft
    with counter.store.begin() as session:
        draft = replace(draft, asked=draft.asked or messages.new_id(session, counter))
        drafts.keep(session, counter, draft)
        journal.write(session, counter, "registry", draft.id, "asked", message=draft.asked)
    assert draft.asked is not None
    situation, answered = ask(counter, draft.situation, draft.asked, number.normalised)
    draft = replace(draft, situation=situation, asked=None if answered else draft.asked)
    with counter.store.begin() as session:
        drafts.keep(session, counter, draft)
        journal.write(session, counter, "registry", draft.id, "answered" if answered else "silent")
    return draft


def ask(counter: Counter, situation: Mapping[str, Any], message_id: str, number: str) -> tuple[Mapping[str, Any], bool]:
    """The situation with what registry and card register say now, and whether both said something."""
    try:
        registry = counter.registry.ask(message_id, number, name_of(situation)).document
        cards = [dict(card) for card in counter.card_service.cards(number)]
    except OutsideSilent as silent:
        before = (situation.get("registry") or {}).get("attempts", 0)
        tries = int(str(silent.facts.get("attempts", 1)))
        error = {"error": str(silent.facts.get("error", "timeout")), "attempts": before + tries}
        return with_values(situation, registry=error), False
    return with_values(situation, registry=dict(registry), cards=cards), True


def choose(counter: Counter, draft: Draft, service: str, reason: str | None = None, **values: Any) -> Draft:
    """The applicant says what for; a notice about the same thing is opened again with all that was shown then."""
    situation = with_values(draft.situation, service=service, reason=reason, **values)
    with counter.store.begin() as session:
        notice = history.open_notice(session, counter, number_of(situation), service)
        mended = history.goes_on(session, counter, draft.case, service)
        draft = replace(draft, situation=situation, case=draft.case if mended else None)
        if notice is not None and draft.case is None:
            draft = _with_what_was_shown(session, counter, replace(draft, case=notice.number), notice)
            journal.write(session, counter, "notice_opened_again", notice.number, "done", draft=draft.id)
        draft = replace(draft, step="materials")
        drafts.keep(session, counter, draft)
    return draft


def decide(
    counter: Counter, draft: Draft, *, printer_ready: bool = True, scanner: bool = True, camera: bool = True
) -> Decision:
    """What may be done, and why. Pure but for a look at the blanks and at the person's case."""
    with counter.store.reading() as session:
        given = walk_in(session, counter, draft, printer_ready=printer_ready, scanner=scanner, camera=camera)
    return rules.decide(given, counter.policy, counter.calendar)


def possible(
    counter: Counter, draft: Draft, *, printer_ready: bool = True, scanner: bool = True, camera: bool = True
) -> Sequence[Mapping[str, Any]]:
    """Everything this person may have now, each with its outcome and the reasons against it."""
    with counter.store.reading() as session:
        given = walk_in(session, counter, draft, printer_ready=printer_ready, scanner=scanner, camera=camera)
        case = history.open_case(session, counter, number_of(draft.situation))
        if case is not None and case.number != draft.case:
            given["case"] = history.as_given(session, counter, case)
    return rules.possible(given, counter.policy, counter.calendar)


def walk_in(
    session: Session, counter: Counter, draft: Draft, *, printer_ready: bool, scanner: bool, camera: bool
) -> dict[str, Any]:
    """The draft's situation with the hour, the hall, the blanks and the case it touches: what the rules are asked."""
    situation = draft.situation
    past = history.cases_of(session, counter, number_of(situation))
    if history.broke_a_promise(past):
        situation = with_applicant(situation, broken_promise=True)
    more = history.cards_made_here(session, counter, situation, past)
    if more:
        situation = with_values(situation, cards=[*(situation.get("cards") or ()), *more])
    given = completed(
        situation,
        now=counter.now(),
        region=counter.settings.hall.region,
        blanks=stock.available(session, counter),
        printer_ready=printer_ready,
        scanner=scanner,
        camera=camera,
    )
    touched = history.case_touched(draft, past)
    return given if touched is None else {**given, "case": history.as_given(session, counter, touched)}


def reopen(counter: Counter, number: str) -> Draft:
    """A case that waits for its applicant, on the screen again; asked for nothing twice.

    What the second person gave back goes on under its own number, to be mended and signed anew. A one-time notice is
    answered by a case of its own, for which the papers and the photo count that were shown; who it is, is proved again.
    Where it lies open already it goes on as it stands. Raises WrongStage for a case that waits for nobody.
    """
    with counter.store.begin() as session:
        case = casebook.find(session, counter, number)
        if case.state not in TAKEN_UP or case.closed_at is not None:
            raise WrongStage("case", str(case.state), CaseState.DRAFT, ROAD.after(case.state))
        mine = (DraftRow.hall == counter.hall, DraftRow.operator == counter.operator.name)
        begun = session.scalars(select(DraftRow).where(*mine, DraftRow.case == case.number)).first()
        if begun is not None:
            begun.aside = False
            journal.write(session, counter, "draft_resumed", begun.id, "done")
            return drafts.read(session, counter, begun)
        draft = Draft(counter.new_key(), counter.now(), counter.operator.name, {}, step="materials", case=case.number)
        earlier = bare(casebook.situation_of(counter, case))
        if case.state == CaseState.RETURNED:
            photo, original, pages = history.pictures(session, counter, case)
            draft = replace(draft, situation=earlier, photo=photo, photo_original=original, pages=pages)
        else:
            draft = _with_what_was_shown(session, counter, replace(draft, situation=_wished(earlier)), case)
        drafts.keep(session, counter, draft)
        what = "case_reopened" if case.state == CaseState.RETURNED else "notice_opened_again"
        journal.write(session, counter, what, case.number, "done", draft=draft.id)
    return draft


def _wished(earlier: Situation) -> Situation:
    """What somebody wanted and told of themselves at an earlier visit, without what proved who they are."""
    told = {
        key: earlier[key] for key in ("policy", "channel", "service", "reason", "loss", "choices") if key in earlier
    }
    applicant = {**earlier["applicant"], "id_number": number_of(earlier), "name": name_of(earlier), "present": True}
    return {**told, "applicant": applicant, "cards": [], "materials": [], "photo": None}


def _greet(counter: Counter, situation: Mapping[str, Any], told: Mapping[str, Any], ticket: str | None) -> Greeting:
    number = number_of(situation)
    with counter.store.begin() as session:
        mine, elsewhere = _open_drafts(session, counter, number)
        if mine is not None:
            draft = drafts.read(session, counter, mine)
            draft = replace(draft, ticket=ticket or draft.ticket, card_text={**draft.card_text, **told})
            if "identity" in situation:
                draft = replace(draft, situation=with_values(draft.situation, identity=situation["identity"]))
        else:
            draft = Draft(
                counter.new_key(), counter.now(), counter.operator.name, situation, ticket=ticket, card_text=told
            )
        drafts.keep(session, counter, draft, aside=False)
        case = history.open_case(session, counter, number)
        notice = history.open_notice(session, counter, number)
        journal.write(
            session,
            counter,
            "greeted",
            draft.id,
            "resumed" if mine is not None else "new",
            read="chip" if "identity" in situation else "typed",
            case=case.number if case else None,
        )
        return Greeting(
            draft=draft,
            resumed=mine is not None,
            open_case=reading.case_view(session, counter, case) if case else None,
            notice=reading.case_view(session, counter, notice) if notice else None,
            elsewhere=elsewhere,
        )


def _with_what_was_shown(session: Session, counter: Counter, draft: Draft, notice: Case) -> Draft:
    """The draft with papers, pages and photo of the visit that ended in a notice, unless newer ones are here."""
    earlier = casebook.situation_of(counter, notice)
    photo, original, pages = history.pictures(session, counter, notice)
    situation = with_papers_shown_before(draft.situation, earlier.get("materials") or ())
    if draft.photo is None and photo is not None:
        situation = with_values(situation, photo=earlier.get("photo"))
        draft = replace(draft, photo=photo, photo_original=original)
    here = {page.code for page in draft.pages}
    kept = tuple(page for page in pages if page.code not in here)
    return replace(draft, situation=situation, pages=(*kept, *draft.pages))


def _open_drafts(session: Session, counter: Counter, number: str) -> tuple[DraftRow | None, str | None]:
    """This person's newest draft of this operator, and the operator who has one open at another window."""
    same = (DraftRow.hall == counter.hall, DraftRow.id_key == counter.store.sealer.find_key(number))
    rows = session.scalars(select(DraftRow).where(*same).order_by(DraftRow.saved_at.desc())).all()
    mine = next((row for row in rows if row.operator == counter.operator.name), None)
    theirs = next((row.operator for row in rows if row.operator != counter.operator.name and not row.aside), None)
    return mine, theirs
