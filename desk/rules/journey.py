"""The journey of a case: the only place that knows what may follow what.

DEFINITIONS

A *case* is one walk-in's business from the first look at a document to its end. It has one receipt number and exactly
one state at a time. *Accepted* (受理) is the moment the desk takes on a duty; before it there is only a draft. *Under
way* are the cases whose card is still owed to somebody.

INVARIANTS

 1. A case is in exactly one state, and changes it only along a step of `ROAD`.
 2. Only an accepted case can reach `making`: there is no step to it that does not pass `approved`.
 3. Nothing is paid before `accepted`, and no card is owed after an end.
 4. `making` is left with a good card (`ready`), or back to `approved` when no card came of it; a spoiled or unknown
    blank leaves the case in `making`, so that a second one is drawn for the same case and the same fee.
 5. A card is handed over only from `ready`, and made out as posted only from `ready`; a letter that comes back is
    `ready` again.
 6. A refusal (`declined`) can be opened again: the second visit is the same case with the same demands.
 7. A case that waits for something else (`suspended`, `pending_verification`) keeps all that was handed in; it goes on
    where it stopped, or ends.
 8. `referred`, `rejected`, `withdrawn`, `lapsed` and `closed` are ends: nothing follows them.

DRAWING (the main line; every step is in `ROAD`, and `docs/journey.md` draws them all from it)

    draft ──> accepted ──> review ──> approved ──> making ──> ready ──> collected ──> active ──> closed
      │ ^          ^          │ ^                              │ ^
      │ │          │          v │                              v │
      │ declined   │        returned                          mailed
      │ suspended ─┤
      └ pending_verification

Sources: M-085 and M-086 (the two flow diagrams), M-089 (state list), M-016 (correction first), M-090f (uncollected),
and the practice of halls with one notice (一次性告知) and acceptance on a promise (容缺受理).
"""

from enum import StrEnum

from desk.rules.road import Road, WrongStage

__all__ = ["ROAD", "UNDER_WAY", "CaseState", "WrongStage", "check_step", "ended", "may_follow"]


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    """On the clerk's screen; nothing is promised."""
    DECLINED = "declined"
    """Told once what is missing (一次性告知); a second visit opens it again."""
    REFERRED = "referred"
    """Sent elsewhere (引导转办)."""
    SUSPENDED = "suspended"
    """Waits for something that is not a paper, often another case (暂缓办理)."""
    PENDING_VERIFICATION = "pending_verification"
    """Taken in while the registry was silent (收件待核验)."""
    ACCEPTED = "accepted"
    """Taken on (受理); the receipt is printed."""
    REVIEW = "review"
    """Lies with a second person (复核)."""
    RETURNED = "returned"
    """Given back to the clerk by the reviewer, with a remark."""
    REJECTED = "rejected"
    """Not granted by the reviewer (不予办理)."""
    APPROVED = "approved"
    """May be made: waits for a blank or for the card centre's batch."""
    MAKING = "making"
    """A blank is reserved, or the card centre has the order."""
    READY = "ready"
    """A good card lies in its slot (待领)."""
    MAILED = "mailed"
    """In the post, not yet signed for."""
    COLLECTED = "collected"
    """In the hand of the holder, guardian, agent or employer."""
    ACTIVE = "active"
    """The social function is switched on."""
    CLOSED = "closed"
    """Nothing is left to do (办结)."""
    WITHDRAWN = "withdrawn"
    """Given up by the applicant, or a draft that was thrown away."""
    LAPSED = "lapsed"
    """Ended by itself: a promised paper never came (容缺逾期终止)."""


_S = CaseState

ROAD: Road[CaseState] = Road(
    "case",
    CaseState,
    [
        (_S.DRAFT, _S.ACCEPTED, "submit"),
        (_S.DRAFT, _S.DECLINED, "tell once what is missing"),
        (_S.DRAFT, _S.REFERRED, "refer"),
        (_S.DRAFT, _S.SUSPENDED, "hold"),
        (_S.DRAFT, _S.PENDING_VERIFICATION, "take in, registry silent"),
        (_S.DRAFT, _S.WITHDRAWN, "throw away"),
        (_S.DECLINED, _S.DRAFT, "second visit"),
        (_S.SUSPENDED, _S.DRAFT, "go on at the counter"),
        (_S.SUSPENDED, _S.ACCEPTED, "go on, obstacle gone"),
        (_S.SUSPENDED, _S.DECLINED, "tell once what is missing"),
        (_S.SUSPENDED, _S.WITHDRAWN, "withdraw"),
        (_S.PENDING_VERIFICATION, _S.ACCEPTED, "registry agrees"),
        (_S.PENDING_VERIFICATION, _S.SUSPENDED, "registry disagrees"),
        (_S.PENDING_VERIFICATION, _S.DECLINED, "tell once what is missing"),
        (_S.PENDING_VERIFICATION, _S.REFERRED, "insured elsewhere"),
        (_S.PENDING_VERIFICATION, _S.WITHDRAWN, "withdraw"),
        (_S.ACCEPTED, _S.REVIEW, "hand to the reviewer"),
        (_S.ACCEPTED, _S.APPROVED, "needs no second person"),
        (_S.ACCEPTED, _S.SUSPENDED, "hold"),
        (_S.ACCEPTED, _S.CLOSED, "done at once, no card to make"),
        (_S.ACCEPTED, _S.WITHDRAWN, "withdraw"),
        (_S.ACCEPTED, _S.LAPSED, "deferral ran out"),
        (_S.REVIEW, _S.APPROVED, "approve"),
        (_S.REVIEW, _S.RETURNED, "give back"),
        (_S.REVIEW, _S.REJECTED, "reject"),
        (_S.REVIEW, _S.WITHDRAWN, "withdraw"),
        (_S.REVIEW, _S.LAPSED, "deferral ran out"),
        (_S.RETURNED, _S.REVIEW, "hand in again"),
        (_S.RETURNED, _S.SUSPENDED, "hold"),
        (_S.RETURNED, _S.WITHDRAWN, "withdraw"),
        (_S.RETURNED, _S.LAPSED, "deferral ran out"),
        (_S.APPROVED, _S.MAKING, "reserve a blank or send the batch"),
        (_S.APPROVED, _S.CLOSED, "done, no card to make"),
        (_S.APPROVED, _S.WITHDRAWN, "withdraw"),
        (_S.APPROVED, _S.LAPSED, "deferral ran out"),
        (_S.MAKING, _S.READY, "good card"),
        (_S.MAKING, _S.APPROVED, "no card came of it"),
        (_S.MAKING, _S.WITHDRAWN, "withdraw, nothing printed"),
        (_S.MAKING, _S.LAPSED, "deferral ran out"),
        (_S.READY, _S.COLLECTED, "hand over"),
        (_S.READY, _S.MAILED, "post"),
        (_S.READY, _S.MAKING, "card face wrong, make again"),
        (_S.READY, _S.LAPSED, "deferral ran out"),
        (_S.MAILED, _S.COLLECTED, "signed for"),
        (_S.MAILED, _S.READY, "letter came back"),
        (_S.COLLECTED, _S.ACTIVE, "activate"),
        (_S.COLLECTED, _S.CLOSED, "activated elsewhere"),
        (_S.ACTIVE, _S.CLOSED, "close"),
    ],
)

UNDER_WAY = frozenset(
    {
        _S.SUSPENDED,
        _S.ACCEPTED,
        _S.REVIEW,
        _S.RETURNED,
        _S.APPROVED,
        _S.MAKING,
        _S.READY,
        _S.MAILED,
    }
)
"""A case in one of these owes a card: a second one for the same person is not opened."""


def may_follow(state: str, wanted: str) -> bool:
    """Whether a case in `state` may go to `wanted`."""
    return ROAD.may_follow(state, wanted)


def check_step(state: str, wanted: str) -> None:
    """Raises WrongStage unless a case in `state` may go to `wanted`."""
    ROAD.check(state, wanted)


def ended(state: str) -> bool:
    """Whether nothing can follow any more."""
    return not ROAD.after(state)
