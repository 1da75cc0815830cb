"""Every acceptance walk-in at a real counter: what the rules decide is what the store keeps, and nothing else."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import acceptance
import pytest
from desk_builder import build, stocked

from desk.errors import Refused
from desk.rules.decision import decide
from desk.services import approvals, search, submission
from desk.services import draft as drafts
from desk.services.counter import Counter
from desk.services.draft import Draft
from desk.services.situation import bare

OTHER_WAYS = {"collect", "withdraw", "enquiry", "day_close"}
"""Services that are not concluded but handed over, taken back, answered or counted."""


def concludable(name: str) -> bool:
    given = acceptance.given(name)
    return given["service"] not in OTHER_WAYS and "batch" not in given and "case" not in given


NAMES = [name for name in acceptance.NAMES if concludable(name)]


def at_counter(folder: Path, given: dict[str, Any]) -> tuple[Counter, Draft]:
    """The hall of the walk-in at its hour, with its blanks, and the walk-in as a draft."""
    desk = build(folder, at=given["now"], people=False)
    hall = replace(desk.settings.hall, region=given.get("hall", {}).get("region", "110199"))
    desk = replace(
        desk, settings=replace(desk.settings, hall=hall), policy=acceptance.policy(given.get("policy", "demo"))
    )
    if given.get("stock", {}).get("blank"):
        stocked(desk, given["stock"]["blank"])
    draft = Draft(desk.new_key(), desk.now(), desk.operator.name, bare(given), photo=b"\xff\xd8")
    return desk, drafts.save(desk, draft)


@pytest.mark.parametrize("name", NAMES)
def test_the_store_keeps_what_the_rules_decide(name: str, tmp_path: Path) -> None:
    given = acceptance.given(name)
    decision = decide(given, acceptance.policy(given.get("policy", "demo")), acceptance.calendar()).document()
    desk, draft = at_counter(tmp_path, given)
    equipment = {
        "printer_ready": given.get("printer", {}).get("state") != "down",
        "scanner": given.get("hall", {}).get("scanner", True),
        "camera": given.get("hall", {}).get("camera", True),
    }
    accepted = decision["outcome"] in ("accept", "accept_deferred")
    still = submission.BEFORE_SUBMITTING & set(decision["prerequisites"]) if accepted else set()
    if still:
        with pytest.raises(Refused) as told:
            submission.conclude(desk, draft, "k", **equipment)
        assert set(told.value.facts["open"]) == still  # type: ignore[call-overload]
        assert search.listed(desk) == []
        return

    submission.conclude(desk, draft, "k", **equipment)
    [line] = search.listed(desk)
    view = search.show(desk, line.number)
    assert json.loads(json.dumps(view.decision)) == json.loads(json.dumps(decision))
    assert (view.service, view.reason, view.fee.due) == (
        decision["service"],
        decision["reason"],
        decision["fee"]["due"],
    )
    assert (view.number[0] == "N") == (decision["outcome"] in ("refuse_notice", "refer"))
    assert {debt.code for debt in view.owes} == {m["code"] for m in decision["materials"] if m["state"] == "deferred"}
    if accepted:
        assert sorted(question.what for question in approvals.waiting(desk)) == sorted(decision["approvals"])
        assert view.state in ("approved", "review", "closed", "accepted")
    assert [found.number for found in search.find(desk, view.name)] == [view.number]
