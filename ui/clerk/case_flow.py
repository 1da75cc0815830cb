"""Which step of a case follows which: a table, without Qt.

Definitions
    step      one screen of the rail, in the rail's order
    decision  the decision document; before it is there only `read` and `decide` are known
    case      the concluded case (`CaseView`), None while there is only a draft

Invariants
    1. A step that does not apply is passed over in both directions; it keeps its place on the rail with a dash.
    2. Before the conclusion the next step follows from the decision, after it from what the case needs (`next`).
    3. Nothing leads back over the conclusion: what was submitted is changed by services, not by Esc.

    read ─> decide ─> materials ─> photo ─> review ══> payment ─> approval ─> issuing ─> handover ─> rating
                          │                   ║
                          └─> notice          conclusion
"""

from collections.abc import Mapping
from typing import Any

from desk.rules.codes import MAKING

STEPS = ("read", "decide", "materials", "photo", "review", "payment", "approval", "issuing", "handover", "rating")
BEFORE = STEPS[:5]
AFTER = STEPS[5:]

ACCEPTED = ("accept", "accept_deferred", "pending_verification")

STEP_OF_NEXT: dict[str | None, str] = {
    "conclude": "review",
    "second_visit": "decide",
    "go_on": "decide",
    "verify": "done",
    "pay": "payment",
    "finish": "done",
    "approve": "approval",
    "hand_in_again": "decide",
    "make": "issuing",
    "settle": "issuing",
    "send_to_centre": "done",
    "await_centre": "done",
    "cure": "done",
    "hand_over": "handover",
    "await_delivery": "done",
    "activate": "rating",
    "rate": "rating",
    None: "done",
}
"""Where a concluded case stands, by what it needs next; `done` is the end of this visit."""

ELSEWHERE = {"collect": "handover", "withdraw": "withdrawal"}
"""What is not concluded but done to another case, and the screen for it."""

Decision = Mapping[str, Any]


def applies(step: str, decision: Decision | None, *, mended: bool = False) -> bool:
    """Whether a step is part of what was decided; `mended`: as if the papers that are missing were there."""
    if step in ("read", "decide") or decision is None:
        return True
    hoped = mended and _can_still_be_mended(decision)
    accepted = decision["outcome"] in ACCEPTED or hoped
    service = decision["service"]
    making = accepted and service in MAKING
    fee = decision.get("fee") or {}
    instant = (decision.get("delivery") or {}).get("mode") == "instant"
    return {
        "materials": bool(decision.get("materials")),
        "photo": accepted and bool((decision.get("photo") or {}).get("required")),
        "review": accepted and service not in ("enquiry", *ELSEWHERE),
        "payment": accepted and bool(fee.get("payable") or fee.get("waived")),
        "approval": accepted and bool(decision.get("approvals")),
        "issuing": making and (instant or hoped),
        "handover": (making and (instant or hoped)) or (accepted and service in ("collect", "activate")),
        "rating": accepted,
    }[step]


def following(step: str, decision: Decision | None, case: Any = None) -> str:
    """The step after this one; `notice` where the visit ends with a paper, `done` where it has ended."""
    if case is not None:
        return STEP_OF_NEXT.get(case.next, "done")
    if (
        step != "read"
        and decision is not None
        and decision["outcome"] not in ACCEPTED
        and step in ("materials", "decide")
    ):
        needs = step == "decide" and _can_still_be_mended(decision)
        return "materials" if needs else "notice"
    adopted = (decision.get("photo") or {}).get("ok") if decision is not None else False
    rest = [one for one in BEFORE[BEFORE.index(step) + 1 :] if not (one == "photo" and adopted)]
    last = ELSEWHERE.get(decision["service"], "conclude") if decision is not None else "conclude"
    return next((one for one in rest if applies(one, decision)), last)


def goes_on_at(draft: Any, decision: Decision) -> str:
    """Where a visit goes on that was set aside or cut off: behind the last work that was kept."""
    photo = decision.get("photo") or {}
    if draft.photo is not None and decision["outcome"] in ACCEPTED and photo.get("ok"):
        step = following("photo", decision)
        return step if step in BEFORE else "decide"
    laid = draft.pages or draft.situation.get("materials")
    return "materials" if laid and applies("materials", decision) else "decide"


def before(step: str, decision: Decision | None, case: Any = None) -> str | None:
    """The step Esc leads back to; None on the first one, and after the conclusion."""
    if case is not None or step not in BEFORE:
        return None
    done = BEFORE[1 : BEFORE.index(step)]
    return next((one for one in reversed(done) if applies(one, decision)), None)


def _can_still_be_mended(decision: Decision) -> bool:
    """A paper that is missing may be laid down yet: the materials come first, the notice from there."""
    return decision["outcome"] == "refuse_notice" and any(
        one["state"] in ("missing", "deferred") for one in decision.get("materials") or ()
    )


def state_of(step: str, here: str, decision: Decision | None, case: Any = None) -> str:
    """How a step stands on the rail: done, here, todo or dash."""
    if step == here:
        return "here"
    if step == "handover" and case is not None and "collected" in case.facts:
        return "done"  # also of a card that was fetched on another day
    if not applies(step, decision, mended=case is None):  # what was refused is not done any more in this visit
        return "dash"
    if STEPS.index(step) < STEPS.index(here) or (case is not None and step in BEFORE):
        return "done"
    return "todo"
