"""How a visit begins: with a greeting, with a draft that was set aside, with a case that was found, with a collection.

Each says where the visit stands; a card that was just read goes along to a step that wants it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from ui.clerk.case_flow import STEP_OF_NEXT
from ui.clerk.found_rows import owed_now
from ui.clerk.rails import STEP_WORDS
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.page import Deed
from ui.words import say, short_day


class Beginning(NamedTuple):
    """A visit, the step it stands at, and the card for that step."""

    visit: Visit
    step: str
    card: Any = None
    owing: Any = None
    """A case of theirs that waits for a promised paper: it is asked for first."""


TAKEN_UP = ("hand_in_again", "second_visit")
"""What a case needs that waits for its applicant to come again."""
Collection = tuple[Any, Any]
"""The draft of a collection and the case it is about."""


def collection_of(desk: Desk, greeting: Any, card: Any, agent: Any) -> Callable[[], Collection | None] | None:
    """The collection this greeting is about, for a lane: one that goes on, or an agent's for a card that lies here.

    A holder who comes in person takes the place of whoever was to collect for them.
    """
    case, draft, situation = greeting.open_case, greeting.draft, greeting.draft.situation
    if greeting.resumed and situation.get("about"):
        in_person = card is not None and agent is None and bool(situation.get("agent"))
        return goes_on(desk, draft, instead=card if in_person else None)
    if case is None or case.next != "hand_over" or not (situation.get("agent") or situation.get("guardian")):
        return None
    handover, search, counter = desk.services.handover, desk.services.search, desk.counter
    return lambda: (handover.start_for_agent(counter, case.number, draft), search.show(counter, case.number))


def goes_on(desk: Desk, draft: Any, *, instead: Any = None) -> Callable[[], Collection | None] | None:
    """The collection a draft is, for a lane; None for any other draft. `instead` is the holder's card that was read.

    The job gives None for a card that is in its holder's hands already: the draft is thrown away.
    """
    services, counter, number = desk.services, desk.counter, draft.situation.get("about")

    def job() -> Collection | None:
        case = services.search.show(counter, number)
        if case.next != "hand_over" or instead is not None:
            services.draft.throw_away(counter, draft, "superseded")
        if case.next != "hand_over":
            return None
        return (draft if instead is None else services.handover.start(counter, number, instead)), case

    return job if number else None


def collecting(desk: Desk, collection: Collection, *, read: bool) -> Beginning:
    """Whoever collects is checked at once when a card of theirs was just `read`; otherwise the card is awaited."""
    draft, case = collection
    visit = Visit(desk, draft, resumed=not read)
    visit.about, visit.decision = case, case.decision
    return Beginning(visit, "handover")


def from_greeting(desk: Desk, greeting: Any, card: Any, parked: str) -> Beginning:
    """The open case goes on, or a draft begins or goes on; `parked` says whose visit gave way to this one."""
    case, draft = greeting.open_case, greeting.draft
    if case is not None and not greeting.resumed:
        begun = from_case(desk, case)
        if begun.step in ("decide", "done"):
            return Beginning(Visit(desk, draft, card=card), "decide", owing=case if owed_now(case) else None)
        _superseded(desk, draft)
        begun.visit.card = card
        return begun._replace(card=card)
    visit = Visit(desk, draft, card=card, resumed=greeting.resumed)
    words = say("接着办，{time} 存的", time=f"{draft.opened_at:%H:%M}") if greeting.resumed else ""
    if card and not words:
        words = say("身份证已读，{time}", time=f"{desk.now():%H:%M:%S}")
    if words or parked:
        visit.deed = Deed(say("；").join(one for one in (words, parked) if one))
    return Beginning(visit, "decide")


def given_back(desk: Desk, greeting: Any) -> Callable[[], Any] | None:
    """Whose case the second person gave back came with what it lacked: its draft, for a lane; None for anybody else."""
    case = greeting.open_case
    if case is None or greeting.resumed or case.next != "hand_in_again":
        return None
    drafts, reception, counter = desk.services.draft, desk.services.reception, desk.counter

    def job() -> Any:
        drafts.throw_away(counter, greeting.draft, "superseded")
        return reception.reopen(counter, case.number)

    return job


def _superseded(desk: Desk, draft: Any) -> None:
    """What the greeting began gives way to the case that goes on; or it would lie about as a visit of its own."""
    drafts, counter = desk.services.draft, desk.counter
    nobody_waits = lambda _: None  # noqa: E731 - a draft too many hinders nobody
    desk.lanes.desk.run(lambda: drafts.throw_away(counter, draft, "superseded"), nobody_waits, nobody_waits)


def from_draft(desk: Desk, draft: Any) -> Beginning:
    """An unfinished visit goes on."""
    return Beginning(Visit(desk, draft, resumed=True), "decide")


def takes_up(desk: Desk, case: Any) -> Callable[[], Any] | None:
    """The draft in which a case that waits for its applicant is taken up again, for a lane; None for any other case."""
    reception, counter = desk.services.reception, desk.counter
    return (lambda: reception.reopen(counter, case.number)) if case.next in TAKEN_UP else None


def taken_up(desk: Desk, draft: Any, case: Any, card: Any = None) -> Beginning:
    """At its decision, with what the second person wrote, or which notice it answers."""
    visit = Visit(desk, draft, card=card)
    answers = sorted((one for one in case.approvals if one.decision == "returned"), key=lambda one: one.decided_at)
    if case.next == "hand_in_again" and answers:
        last = answers[-1]
        words = say("{who} 退回：{reason}", who=last.decided_by, reason=last.reason)
    else:
        words = say("接着 {day} 的告知单办", day=short_day(case.concluded_at.date()))
    visit.deed = Deed(words, mark="plain_look")
    return Beginning(visit, "decide")


def from_case(desk: Desk, case: Any) -> Beginning:
    """A case from a search: at the step it needs next."""
    visit = Visit(desk, None, case=case)
    visit.decision, visit.about = case.decision, case
    return Beginning(visit, STEP_OF_NEXT.get(case.next, "done"))


def wants_proof(visit: Visit) -> bool:
    """Whether nobody has seen who this visit is about: the number was typed, or taken from an earlier paper."""
    return visit.draft is not None and not visit.submitted and not visit.draft.situation.get("identity")


def parked_words(visit: Visit | None) -> str:
    """Whose visit was set aside, and where. One at its end, or given to a colleague, leaves nothing open here."""
    if visit is None or visit.step == "rating":
        return ""
    case = visit.case or visit.about
    if case is None and visit.draft is None:
        return ""
    name = case.name if case is not None else visit.draft.situation["applicant"]["name"]
    return say("{name}已搁置，停在“{step}”", name=name, step=say(STEP_WORDS.get(visit.step, "判定")))
