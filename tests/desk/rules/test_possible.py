"""What a person who has just been read is offered."""

import pytest
from acceptance import calendar, given, policy

from desk.rules.decision import possible


def offers(name, **changes):
    walk_in = given(name, materials=[], **changes)
    return possible(walk_in, policy(walk_in["policy"]), calendar())


def lines(found):
    return [(one["service"], one["reason"], one["outcome"]) for one in found]


def test_a_person_without_a_card_is_offered_the_first_one_whatever_papers_are_still_to_come():
    assert lines(offers("T12"))[0] == ("first_issue", None, "accept")


def test_a_card_holder_is_offered_what_can_be_done_first_and_told_from_when_the_rest():
    found = offers("T05")
    assert lines(found)[:3] == [
        ("reissue", "lost", "accept"),
        ("loss_report", None, "accept"),
        ("loss_report", None, "accept"),
    ]
    expired = next(one for one in found if one["reason"] == "expired")
    assert expired["outcome"] == "refuse_notice"
    assert expired["why"][0]["facts"] == {"from": "2029-04-20"}
    first = next(one for one in found if one["service"] == "first_issue")
    assert first["rule"]["name"] == "一人一卡"


def test_both_kinds_of_loss_report_can_be_asked_for_as_they_are():
    found = [one["loss"]["kind"] for one in offers("T05") if one["service"] == "loss_report"]
    assert found == ["temporary", "formal"]


def test_a_name_that_differs_from_the_registry_is_corrected_before_a_card_is_made():
    assert lines(offers("T07a"))[0] == ("correction", None, "accept")


def test_an_address_that_differs_only_offers_the_correction_beside():
    found = [service for service, _, _ in lines(offers("T07b"))]
    assert found[0] == "reissue"
    assert "correction" in found


def test_nothing_is_corrected_where_everything_agrees():
    assert "correction" not in [service for service, _, _ in lines(offers("T01"))]


def test_a_ready_card_is_offered_first():
    assert lines(offers("A84"))[0] == ("collect", None, "accept")


def test_who_is_insured_elsewhere_sees_the_referral_first():
    assert lines(offers("A46"))[0] == ("first_issue", None, "refer")


def test_the_price_of_each_card_stands_beside_it():
    prices = {(one["service"], one["reason"]): one["fee"] for one in offers("A17")}
    assert prices["reissue", "lost"] == 2500
    assert prices["exchange", "quality"] == 2500
    assert prices["exchange", "upgrade"] == 0
    assert prices["loss_report", None] is None


@pytest.mark.parametrize("name", ["T05", "T01", "A56", "A80", "A12", "A61", "T17a"])
def test_every_line_names_a_rule_and_nothing_is_offered_that_would_become_something_else(name):
    found = offers(name)
    assert found
    assert all(one["rule"]["name"] and one["rule"]["line"] for one in found)


@pytest.mark.requirement("M-004", "M-006")
def test_a_card_reported_lost_can_be_lifted_or_replaced_but_not_exchanged():
    services = {service for service, _, _ in lines(offers("T11a", case=None))}
    assert {"reissue", "loss_lift", "loss_report"} <= services
    assert "exchange" not in services


def test_what_was_reported_lost_for_good_is_not_offered_to_be_reported_once_more():
    cards = [{**one, "status": "formal_loss"} for one in given("T05")["cards"]]
    found = lines(offers("T05", cards=cards))
    assert found[0] == ("reissue", "lost", "accept")
    assert "loss_report" not in {service for service, _, _ in found}
