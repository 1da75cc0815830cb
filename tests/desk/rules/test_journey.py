"""The case's journey: every pair of states, the main line, and the sources' own diagrams."""

from itertools import pairwise, product

import pytest

from desk.rules.journey import ROAD, UNDER_WAY, CaseState, WrongStage, check_step, ended, may_follow

ENDS = {"referred", "rejected", "withdrawn", "lapsed", "closed"}


@pytest.mark.parametrize(("state", "wanted"), list(product(CaseState, CaseState)))
def test_exactly_the_steps_of_the_table_are_allowed(state, wanted):
    listed = any(step.source == state and step.target == wanted for step in ROAD)
    assert may_follow(state, wanted) == listed
    if not listed:
        with pytest.raises(WrongStage) as told:
            check_step(state, wanted)
        assert told.value.facts["state"] == state
        assert told.value.facts["wanted"] == wanted


def test_no_step_is_written_twice_and_none_leads_nowhere():
    pairs = [(step.source, step.target) for step in ROAD]
    assert len(pairs) == len(set(pairs))
    assert all(source != target for source, target in pairs)
    assert all(step.act for step in ROAD)


def reachable(start, without=frozenset()):
    seen, front = set(), [start]
    while front:
        state = front.pop()
        if state not in seen and state not in without:
            seen.add(state)
            front += ROAD.after(state)
    return seen


def test_every_state_can_be_reached_and_from_each_an_end_can():
    assert reachable(CaseState.DRAFT) == set(CaseState)
    assert all(any(ended(state) for state in reachable(start)) for start in CaseState)
    assert {state for state in CaseState if ended(state)} == ENDS


@pytest.mark.parametrize("gate", [CaseState.ACCEPTED, CaseState.APPROVED])
def test_no_card_is_made_without_acceptance_and_approval(gate):
    assert CaseState.MAKING not in reachable(CaseState.DRAFT, without={gate})


def test_a_card_is_handed_over_only_when_it_is_ready():
    assert CaseState.COLLECTED not in reachable(CaseState.DRAFT, without={CaseState.READY})


def test_no_ended_case_is_under_way():
    assert not any(ended(state) for state in UNDER_WAY)
    assert CaseState.DRAFT not in UNDER_WAY


def test_states_may_be_given_as_plain_codes_and_unknown_ones_are_no_states():
    assert may_follow("ready", "collected")
    with pytest.raises(ValueError):
        may_follow("ready", "lost")


def walks(*states):
    return all(may_follow(a, b) for a, b in pairwise(states))


@pytest.mark.requirement("M-085")
def test_the_online_diagram_maps_onto_the_road():
    """A 登录 B 选择服务 C 填写 D 上传 are the draft, E 确认提交 the acceptance, F 等待审核与制卡 two states."""
    nodes = {"A": "draft", "B": "draft", "C": "draft", "D": "draft", "E": "accepted", "F": ("review", "making")}
    assert walks(nodes["D"], nodes["E"], nodes["F"][0], "approved", nodes["F"][1])


@pytest.mark.requirement("M-086")
def test_the_standard_diagram_maps_onto_the_road():
    """C {是否为异地} is the step out of the draft; F 提交, G 审核与制卡, H 领取, I 激活并更新账户."""
    assert walks("draft", "referred")
    assert walks("draft", "accepted", "review", "approved", "making", "ready", "collected", "active")


@pytest.mark.requirement("M-089")
@pytest.mark.parametrize(
    "chain",
    [
        ("draft", "declined", "draft", "accepted"),
        ("accepted", "review", "rejected"),
        ("making", "ready", "mailed", "collected", "active", "closed"),
        ("mailed", "ready", "collected"),
        ("draft", "suspended", "accepted"),
        ("draft", "pending_verification", "accepted"),
        ("accepted", "approved", "making", "ready", "collected", "active", "closed"),
        ("review", "returned", "review"),
        ("ready", "lapsed"),
        ("accepted", "withdrawn"),
    ],
)
def test_the_chains_of_the_sources_and_the_stories_can_be_walked(chain):
    assert walks(*chain)


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("ready", "withdrawn"),
        ("declined", "accepted"),
        ("draft", "making"),
        ("collected", "ready"),
        ("closed", "draft"),
    ],
)
def test_what_must_never_happen_cannot(state, wanted):
    assert not may_follow(state, wanted)
