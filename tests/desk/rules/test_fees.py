"""What a card costs, and who need not pay it."""

import pytest
from acceptance import codes, decided, given, hall_policy, original, state_of

DISABLED = original("disability_certificate", level=1, valid_to="2030-12-31")
POOR = original("minimum_allowance_certificate")


def card(**more):
    return {
        "number": "A1",
        "status": "active",
        "issued": "2019-05-20",
        "expires": "2029-05-20",
        "region": "110199",
        **more,
    }


def asked(service, reason, *papers, **changes):
    materials = [original("old_card"), *papers]
    return decided(given("T09", **{"service": service, "reason": reason, "materials": materials, **changes}))


@pytest.mark.requirement("M-091", "M-092", "M-094", "M-096")
@pytest.mark.parametrize(
    ("service", "reason", "cards", "fen"),
    [
        ("first_issue", None, [], 0),
        ("reissue", "lost", [card()], 2500),
        ("reissue", "human_damage", [card()], 2500),
        ("exchange", "human_damage", [card()], 2500),
        ("exchange", "info_changed", [card()], 2500),
        ("exchange", "photo_changed", [card()], 2500),
        ("exchange", "upgrade", [card()], 0),
        ("exchange", "agency_error", [card()], 0),
        ("exchange", "expired", [card(expires="2026-03-01")], 0),
        ("reissue", "quality", [card(issued="2025-03-16")], 0),
        ("reissue", "quality", [card(issued="2025-03-15")], 2500),
        ("exchange", "quality", [card(issued="2024-02-29")], 2500),
    ],
)
def test_the_fee_depends_on_the_reason(service, reason, cards, fen):
    answer = asked(service, reason, cards=cards, photo__source="camera")
    assert answer["outcome"] == "accept"
    fee = answer["fee"]
    assert (fee["due"], fee["waived"], fee["payable"], fee["waiver"]) == (fen, 0, fen, None)
    assert ("pay_fee" in answer["prerequisites"]) == (fen > 0)


def test_a_leap_days_card_is_under_warranty_until_the_end_of_february():
    before = asked("exchange", "quality", cards=[card(issued="2024-02-29")], now="2025-02-28T10:00:00+08:00")
    after = asked("exchange", "quality", cards=[card(issued="2024-02-29")], now="2025-03-01T10:00:00+08:00")
    assert (before["fee"]["due"], after["fee"]["due"]) == (0, 2500)
    assert "warranty_over" in after["notes"]


def test_the_rule_of_a_fee_after_the_warranty_is_that_of_damage():
    answer = asked("exchange", "quality", cards=[card(issued="2020-01-01")])
    assert answer["fee"]["rule"]["requirement"] == "M-092"
    assert answer["rules"]["notes"]["warranty_over"]["name"] == "质量问题一年内免费"


@pytest.mark.requirement("M-004")
@pytest.mark.parametrize(("expires", "early"), [("2026-04-15", False), ("2026-04-16", True), ("2026-03-16", False)])
def test_a_card_is_renewed_for_its_age_from_thirty_days_before(expires, early):
    answer = asked("exchange", "expired", cards=[card(expires=expires)])
    assert ("not_yet_renewable" in codes(answer["reasons"])) == early
    if early:
        assert answer["reasons"][0]["facts"] == {"from": "2026-03-17"}


@pytest.mark.requirement("M-093", "M-047")
@pytest.mark.parametrize(
    ("papers", "flags", "waiver", "certificate", "state"),
    [
        ([POOR], [], "minimum_allowance", "minimum_allowance_certificate", "satisfied"),
        ([DISABLED], [], "severe_disability", "disability_certificate", "satisfied"),
        ([DISABLED, POOR], [], "minimum_allowance", "minimum_allowance_certificate", "satisfied"),
        ([DISABLED], ["2102"], "extreme_poverty", "extreme_poverty_certificate", "satisfied_electronically"),
        ([], ["2201"], "severe_disability", "disability_certificate", "satisfied_electronically"),
        ([POOR], ["2101"], "minimum_allowance", "minimum_allowance_certificate", "satisfied"),
    ],
)
def test_the_first_waiver_that_applies_takes_the_whole_fee_and_needs_a_reviewer(
    papers, flags, waiver, certificate, state
):
    told = [{"psn_idet_type": flag, "begntime": "2025-01-01", "endtime": None} for flag in flags]
    answer = asked("reissue", "human_damage", *papers, registry__idetinfo=told)
    fee = answer["fee"]
    assert (fee["due"], fee["waived"], fee["payable"], fee["waiver"]) == (2500, 2500, 0, waiver)
    assert state_of(answer, certificate) == state
    assert answer["approvals"] == ["fee_waiver"]
    assert "pay_fee" not in answer["prerequisites"]


def test_nothing_is_waived_where_nothing_is_due():
    answer = asked("exchange", "upgrade", POOR)
    assert (answer["fee"]["waiver"], answer["approvals"]) == (None, [])
    assert state_of(answer, "minimum_allowance_certificate") is None


@pytest.mark.requirement("M-092")
def test_a_technician_changes_a_fee_and_the_next_decision_follows(tmp_path):
    policy = hall_policy(tmp_path, "[fee.lost]\nfen = 2000\n")
    answer = decided(given("A18"), policy)
    assert answer["fee"]["due"] == 2000
    assert answer["fee"]["rule"] == {"name": "工本费", "requirement": "M-092", "pack": "demo", "line": 10}


def test_a_hall_may_prefer_another_order_of_waivers(tmp_path):
    policy = hall_policy(tmp_path, '[fee.waiver]\ngroups = ["severe_disability"]\n')
    walk_in = given("T09", materials=[original("old_card"), DISABLED, POOR])
    assert decided(walk_in, policy)["fee"]["waiver"] == "severe_disability"
    walk_in["materials"] = [original("old_card"), POOR]
    answer = decided(walk_in, policy)
    assert (answer["fee"]["payable"], answer["traits"]) == (2500, ["special_group"])
