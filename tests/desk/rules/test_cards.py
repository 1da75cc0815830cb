"""The card as it really is today, what was really meant, and where a case belongs."""

from datetime import date

import pytest
from acceptance import codes, decided, given, hall_policy

from desk.rules.cards import valid_to

REGION = {"issued": "2019-05-20", "expires": "2029-05-20", "region": "110199"}


def card(status="active", number="A20009999", **more):
    return {"number": number, "status": status, **REGION, **more}


def lost(kind, on):
    return {"loss": {"kind": kind, "at": f"{on}T09:00:00+08:00", "channel": "phone", "reference": "LS1"}}


def asked(service, reason, *cards, **changes):
    return decided(given("T09", service=service, reason=reason, cards=list(cards), **changes))


@pytest.mark.requirement("M-002", "M-004", "M-091")
@pytest.mark.parametrize(
    ("service", "reason", "cards", "becomes"),
    [
        ("first_issue", None, [card(expires="2026-03-15")], ("exchange", "expired")),
        ("first_issue", None, [card("formal_loss", **lost("formal", "2026-03-10"))], ("reissue", "lost")),
        ("first_issue", None, [card("temporary_loss", **lost("temporary", "2026-03-10"))], ("reissue", "lost")),
        ("reissue", "lost", [], ("first_issue", None)),
        ("exchange", "upgrade", [], ("first_issue", None)),
        ("exchange", "lost", [], ("first_issue", None)),
        ("reissue", "human_damage", [card("void")], ("first_issue", None)),
        ("exchange", "lost", [card()], ("reissue", "lost")),
        ("reissue", "expired", [card()], ("exchange", "expired")),
        ("reissue", "upgrade", [card()], ("exchange", "upgrade")),
        ("reissue", "info_changed", [card()], ("exchange", "info_changed")),
        ("reissue", "photo_changed", [card()], ("exchange", "photo_changed")),
        ("reissue", "agency_error", [card()], ("exchange", "agency_error")),
    ],
)
def test_what_was_asked_for_becomes_what_is_meant_and_is_told(service, reason, cards, becomes):
    answer = asked(service, reason, *cards)
    assert (answer["service"], answer["reason"]) == becomes
    assert "service_redirected" in answer["notes"]


@pytest.mark.parametrize(
    ("service", "reason"),
    [
        ("reissue", "lost"),
        ("reissue", "human_damage"),
        ("reissue", "quality"),
        ("exchange", "quality"),
        ("exchange", "human_damage"),
    ],
)
def test_what_was_meant_as_it_was_said_stays(service, reason):
    answer = asked(service, reason, card())
    assert (answer["service"], answer["reason"]) == (service, reason)
    assert "service_redirected" not in answer["notes"]


@pytest.mark.requirement("M-091")
@pytest.mark.parametrize("status", ["active", "inactive"])
def test_who_holds_a_card_gets_no_second_one(status):
    answer = asked("first_issue", None, card(status))
    assert answer["outcome"] == "refuse_notice"
    assert answer["reasons"][0]["facts"] == {"number": "A20009999"}
    assert "already_holds_card" in codes(answer["reasons"])


def test_a_card_on_its_last_day_is_not_expired():
    assert asked("first_issue", None, card(expires="2026-03-16"))["service"] == "first_issue"


def test_void_cards_only_are_told_and_do_not_count():
    answer = asked("first_issue", None, card("void"), card("void", "A2"))
    assert answer["outcome"] == "accept"
    assert "earlier_card_void" in answer["notes"]
    assert answer["old_card"] is None


def test_the_last_card_that_is_not_void_counts():
    answer = asked("reissue", "human_damage", card(number="A1"), card(number="A2"), card("void", "A3"))
    assert answer["old_card"]["number"] == "A2"


@pytest.mark.requirement("M-005", "M-006")
@pytest.mark.parametrize(
    ("on", "state"), [("2026-03-02", "temporary_loss"), ("2026-03-01", "active"), ("2026-02-01", "active")]
)
def test_a_temporary_report_lapses_after_fifteen_days(on, state):
    answer = asked("exchange", "upgrade", card("temporary_loss", **lost("temporary", on)))
    assert answer["old_card"]["state"] == state
    assert ("loss_report_lapsed" in answer["notes"]) == (state == "active")


def test_a_lapsed_report_on_an_old_card_leaves_it_expired():
    answer = asked("first_issue", None, card("temporary_loss", expires="2026-03-01", **lost("temporary", "2026-02-01")))
    assert answer["old_card"]["state"] == "expired"
    assert answer["service"] == "exchange"


# ── elsewhere ──


@pytest.mark.requirement("M-030", "M-086", "M-055")
@pytest.mark.parametrize("base", ["T01", "T09", "T07b", "A56", "A88"])
def test_a_card_is_made_where_its_holder_is_insured(base):
    walk_in = given(base)
    walk_in["registry"]["insuinfo"][0]["insuplc_admdvs"] = "440399"
    answer = decided(walk_in)
    assert answer["outcome"] == "refer"
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("out_of_region", {"insured_region": "440399", "hall_region": "110199"})
    ]
    assert answer["channels"] == ["agent_at_insured_place", "online"]
    assert answer["documents"] == ["referral_slip"]
    assert answer["materials"] == []
    wanted = ["temporary_loss", "formal_loss", "lift_loss"] if walk_in["cards"] else []
    assert answer["also_possible"] == wanted


@pytest.mark.parametrize("base", ["T10", "T11a", "A38", "A65", "A22"])
def test_other_services_are_done_anywhere(base):
    walk_in = given(base)
    walk_in["registry"]["insuinfo"][0]["insuplc_admdvs"] = "440399"
    assert decided(walk_in)["outcome"] == "accept"


def test_a_neighbouring_district_is_not_elsewhere():
    walk_in = given("T01")
    walk_in["registry"]["insuinfo"][0]["insuplc_admdvs"] = "110105"
    assert decided(walk_in)["outcome"] == "accept"


def test_without_an_insurance_row_the_cards_region_counts():
    answer = asked("exchange", "upgrade", card(region="510199"), registry={"error": "timeout"})
    assert answer["outcome"] == "refer"
    assert answer["reasons"][0]["facts"]["insured_region"] == "510199"


@pytest.mark.parametrize(
    ("policy", "channels"),
    [
        ("chengdu", ["agent_at_insured_place", "mail", "online"]),
        ("beijing", ["agent_at_insured_place", "bank", "online"]),
        ("shenzhen", ["agent_at_insured_place", "online"]),
    ],
)
def test_each_city_names_its_own_ways_for_who_is_insured_elsewhere(policy, channels):
    assert decided(given("A46", policy=policy))["channels"] == channels


# ── a case under way ──


@pytest.mark.parametrize(
    "state", ["suspended", "accepted", "review", "returned", "approved", "making", "ready", "mailed"]
)
@pytest.mark.parametrize("base", ["T01", "T09", "T07b"])
def test_no_second_card_while_one_is_under_way(base, state):
    case = {"number": "1101990001202603100100990", "service": "exchange", "reason": "upgrade", "state": state}
    answer = decided(given(base, case=case))
    assert answer["outcome"] == "hold"
    assert [(one["code"], one["facts"]) for one in answer["reasons"]] == [
        ("open_case_exists", {"number": "1101990001202603100100990"})
    ]


@pytest.mark.parametrize(
    "state", ["draft", "pending_verification", "collected", "withdrawn", "closed", "declined", "lapsed"]
)
def test_a_case_that_owes_no_card_does_not_hinder(state):
    case = {"number": "1101990001202603100100990", "service": "first_issue", "reason": None, "state": state}
    assert decided(given("T01", case=case))["outcome"] == "accept"


def test_what_makes_no_card_is_not_hindered_by_a_case():
    case = {"number": "1", "service": "first_issue", "reason": None, "state": "making"}
    assert decided(given("A65", case=case))["outcome"] == "accept"


@pytest.mark.requirement("M-067")
@pytest.mark.parametrize(("years", "last"), [(10, date(2034, 2, 28)), (0, None)])
def test_how_long_a_card_is_valid_is_the_policys_to_say(tmp_path, years, last):
    policy = hall_policy(tmp_path, f"[cards.kind]\nvalid_years = {years}\n")
    assert valid_to(policy, date(2024, 2, 29)) == last
