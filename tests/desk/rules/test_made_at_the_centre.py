"""A card that was to be had at once and is made elsewhere after all."""

from datetime import date

import acceptance
import pytest

from desk.rules.delivery import made_at_the_centre

INSTANT = "T05"


def decision(**changes):
    walk_in = acceptance.given(INSTANT, **changes)
    return walk_in, acceptance.decided(walk_in)


def elsewhere(walk_in, decided, today=date(2026, 3, 16)):
    return made_at_the_centre(decided, acceptance.policy(walk_in["policy"]), acceptance.calendar(), today)


def test_it_is_what_the_rules_would_have_said_without_a_blank():
    walk_in, decided = decision()
    assert decided["delivery"]["mode"] == "instant"
    sent = elsewhere(walk_in, decided)
    without = acceptance.decided({**walk_in, "stock": {"blank": 0}})
    for key in (
        "promise",
        "documents",
        "card_actions",
        "prerequisites",
        "stock_change",
        "activation",
        "notes",
        "rules",
    ):
        assert sent[key] == without[key], key
    assert sent["delivery"]["mode"] == without["delivery"]["mode"]
    assert sent["delivery"]["rule"] == without["delivery"]["rule"]


def test_the_days_count_from_when_it_is_sent():
    sent = elsewhere(*decision(), today=date(2026, 3, 17))
    assert sent["promise"]["ready_by"] > elsewhere(*decision())["promise"]["ready_by"]


def test_past_the_calendar_no_day_is_promised():
    assert elsewhere(*decision(), today=date(2026, 12, 30))["promise"]["ready_by"] is None


@pytest.mark.parametrize("key", ["fee", "materials", "holder", "old_card", "approvals"])
def test_everything_else_stands_as_it_was_decided(key):
    walk_in, decided = decision()
    assert elsewhere(walk_in, decided)[key] == decided[key]
