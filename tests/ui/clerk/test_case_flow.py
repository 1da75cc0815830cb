"""The flow is a table without Qt: what follows what, walked decision by decision."""

from types import SimpleNamespace

import pytest

from ui.clerk.case_flow import STEPS, before, following, state_of


def decision(outcome="accept", service="first_issue", **more):
    return {
        "outcome": outcome,
        "service": service,
        "materials": [{"code": "identity_document", "state": "satisfied"}],
        "photo": {"required": True, "ok": False},
        "delivery": {"mode": "instant"},
        "fee": {"due": 0, "waived": 0, "payable": 0},
        "approvals": [],
        **more,
    }


def walked(given):
    step, seen = "decide", []
    while step in ("decide", "materials", "photo", "review"):
        seen.append(step)
        step = following(step, given)
    return [*seen, step]


def test_a_first_issue_goes_through_papers_photo_and_signature_to_its_conclusion():
    assert walked(decision()) == ["decide", "materials", "photo", "review", "conclude"]


def test_a_step_that_does_not_apply_is_passed_over_both_ways():
    small_child = decision(photo={"required": False})
    assert walked(small_child) == ["decide", "materials", "review", "conclude"]
    assert before("review", small_child) == "materials"


def test_a_refusal_that_a_paper_can_mend_goes_to_the_papers_and_from_there_to_the_notice():
    lacking = decision("refuse_notice", materials=[{"code": "old_card", "state": "missing"}])
    assert walked(lacking) == ["decide", "materials", "notice"]


def test_a_refusal_no_paper_can_mend_goes_to_the_notice_at_once():
    assert walked(decision("refuse_notice")) == ["decide", "notice"]
    assert walked(decision("refer")) == ["decide", "notice"]
    assert walked(decision("hold")) == ["decide", "notice"]


def test_a_collection_ends_at_the_hand_over_and_is_not_concluded():
    collecting = decision(service="collect", photo={})
    assert walked(collecting) == ["decide", "materials", "handover"]


@pytest.mark.parametrize(
    ("needs", "step"),
    [
        ("pay", "payment"),
        ("approve", "approval"),
        ("make", "issuing"),
        ("settle", "issuing"),
        ("hand_over", "handover"),
        ("activate", "rating"),
        ("finish", "done"),
        ("await_centre", "done"),
        (None, "done"),
    ],
)
def test_after_the_conclusion_the_case_says_what_is_next(needs, step):
    assert following("review", decision(), SimpleNamespace(next=needs)) == step


def test_nothing_leads_back_over_the_conclusion():
    assert before("payment", decision(), SimpleNamespace(next="pay")) is None
    assert before("decide", decision()) is None


def test_the_rail_has_ten_steps_of_which_those_that_do_not_apply_are_dashes():
    marks = {step: state_of(step, "materials", decision()) for step in STEPS}
    assert marks == {
        "read": "done",
        "decide": "done",
        "materials": "here",
        "photo": "todo",
        "review": "todo",
        "payment": "dash",
        "approval": "dash",
        "issuing": "todo",
        "handover": "todo",
        "rating": "todo",
    }


def test_a_refusal_that_was_told_ticks_nothing_that_was_not_done():
    lacking = decision(
        "refuse_notice", materials=[{"code": "household_register", "state": "missing"}], fee={"payable": 2500}
    )
    marks = {step: state_of(step, "rating", lacking, SimpleNamespace(next=None, facts={})) for step in STEPS}
    assert [step for step, mark in marks.items() if mark == "done"] == ["read", "decide", "materials"]


def test_a_refusal_that_can_be_mended_still_shows_the_way_ahead():
    lacking = decision("refuse_notice", materials=[{"code": "old_card", "state": "missing"}])
    assert state_of("issuing", "materials", lacking) == "todo"
    assert state_of("issuing", "decide", decision("refer")) == "dash"
