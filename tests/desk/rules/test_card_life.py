"""Blanks, print jobs and cards go only where their tables let them."""

from itertools import product

import pytest

from desk.rules.card_life import BLANK, CARD, PRINT_JOB, UNSETTLED, BlankState, CardState, JobState
from desk.rules.road import WrongStage


@pytest.mark.parametrize(
    ("road", "state", "wanted"),
    [(road, *pair) for road in (BLANK, PRINT_JOB, CARD) for pair in product(road.states, repeat=2)],
)
def test_exactly_the_steps_of_the_tables_are_allowed(road, state, wanted):
    listed = any((step.source, step.target) == (state, wanted) for step in road)
    assert road.may_follow(state, wanted) == listed
    if not listed:
        with pytest.raises(WrongStage) as told:
            road.check(state, wanted)
        assert told.value.facts["thing"] == road.thing


def test_ruined_or_returned_plastic_never_becomes_a_card_again():
    assert set(BLANK.ends()) == {BlankState.SPOILED, BlankState.RETURNED}


def test_no_blank_is_issued_without_being_reserved_first():
    assert [step.source for step in BLANK if step.target is BlankState.ISSUED] == [
        BlankState.RESERVED,
        BlankState.UNKNOWN,
    ]
    assert [step.source for step in BLANK if step.target is BlankState.UNKNOWN] == [BlankState.RESERVED]


def test_only_a_person_settles_an_unknown_outcome():
    assert all(step.act.startswith("looked") for step in PRINT_JOB if step.source is JobState.UNKNOWN)
    assert all(step.act.startswith("looked") for step in BLANK if step.source is BlankState.UNKNOWN)


def test_a_job_is_unsettled_until_its_outcome_is_known():
    assert set(JobState) - UNSETTLED == {JobState.PRINTED, JobState.SPOILED, JobState.CANCELLED}


@pytest.mark.requirement("M-006", "M-028")
def test_a_card_lost_for_good_only_becomes_void():
    assert CARD.after(CardState.FORMAL_LOSS) == (CardState.VOID,)
    assert CARD.ends() == (CardState.VOID,)
